"""What a deck says of value, the next step, risks and learning: figures with their basis, dates with their owner."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from copilot.domain.noun import Noun
from copilot.policies.dates import find_dates, fold_letters
from copilot.policies.decks.cast import Cast
from copilot.policies.decks.lines import Line
from copilot.policies.decks.money import has_amount, has_range
from copilot.policies.decks.words_of_substance import (
    AGAINST,
    AGREED,
    ASSUMPTION,
    EDITED,
    GENERIC_RISK,
    IMPERATIVE,
    NOT_SHARED,
    ORDER,
    PLATITUDE,
    PURPOSE,
    SHARED,
    TESTED,
    TO_DO,
)
from copilot.policies.words import says

_BRACKET = re.compile(r"^\s*[\[<{].*[\]>}]\s*$")
_PAST_LABEL = re.compile(
    r"^\s*(?:risks?|unknowns?|against|open|no se|en contra|riesgos?|risiko|risiken|offen|gegen|unbekannt|risques?"
    r"|inconnus?|contre|ryzyk\w*|niewiadom\w*|przeciw\w*|rischi\w*|contro|test)\b[^:]{0,18}:"
)
_ASK_LABEL = re.compile(
    r"^\s*(?:ask|i ask|pido|bitte|demande|prosba|request|chiedo|verzoek|vraag|we ask|my ask|anliegen"
    r"|please|what i(?:'d| would) like)\s*:"
)
_WHOSE = re.compile(
    r"\((?:[^)]{0,40}\b)?(?:mine|his|hers|theirs|ours|own|meine?|ihre?|mia|suya?|moje|mijn)\b[^)]{0,40}\)"
    r"|(?<!\w)(?:is|are) (?:mine|hers|theirs)\b"
    r"|\([^)]{3,40}(?:report|return|accounts|survey|count|log|minutes|invoice|site)\b[^)]{0,20}\)"
)


_INTENDS = re.compile(  # 'I should ask more' is a wish; a practice that changed is told as done
    r"\s*(?:i|ich|je|yo|we)(?:'ll| should| could| will| must| need to| want to| have to| sollte| mochte| werde"
    r"| devrais| voudrais| debo| deberia| quiero)\b"
)
_AT_FIRST = 12  # characters before which a day opens a line


class Value(Noun):
    lines: tuple[Line, ...]
    amounts: tuple[Line, ...]
    range_line: Line | None
    basis: tuple[Line, ...]
    edited: Line | None


class NextStep(Noun):
    line: Line
    on: date | None
    owner: Literal["buyer", "seller", "unclear"]
    aware: bool
    purpose: bool
    executive: bool


class Risks(Noun):
    lines: tuple[Line, ...]
    items: tuple[str, ...]
    specific: tuple[Line, ...]
    tested: Line | None
    against: Line | None

    @property
    def generic(self) -> bool:
        """Whether every risk is a word anybody could have written of any account."""
        return bool(self.items) and not self.specific and all(not _left_over(item) for item in self.items)


class Learning(Noun):
    lines: tuple[Line, ...]
    specific: Line | None
    shared: Line | None


def read_value(lines: Sequence[Line], cast: Cast) -> Value:
    shown = [line for line in lines if line.about("value") and not line.told and not line.heading]
    amounts = [line for line in shown if has_amount(line.folded)]
    ranged = next((line for line in amounts if has_range(line.folded)), None)
    basis = [line for line in shown if line is not ranged and _has_basis(line)]
    if ranged is not None and not basis and _has_basis(ranged):
        basis = [ranged]
    told = [line for line in lines if line.told and line.about("value")]
    edited = next((line for line in shown if says(EDITED, line.text) and _by_buyer(line.text, cast)), None)
    edited = edited or next((line for line in told if _edits_aloud(line, cast)), None)
    return Value(lines=tuple(shown), amounts=tuple(amounts), range_line=ranged, basis=tuple(basis), edited=edited)


def read_next_step(lines: Sequence[Line], cast: Cast, as_of: date) -> NextStep | None:
    """Return the next step: the line of its slide that has a date, else its first line, else what is told of it."""
    shown = [
        line
        for line in lines
        if not line.told
        and line.about("next")
        and not line.heading
        and not _PAST_LABEL.match(line.folded)
        and not _BRACKET.match(line.text)
    ]
    shown = [line for line in shown if not (line.about("ask") and _ASK_LABEL.match(line.folded))]
    dated = [line for line in shown if any(found.exact for found in find_dates(line.text, as_of))]
    told = [line for line in lines if line.told and line.about("next")]
    told_dated = [line for line in told if any(found.exact for found in find_dates(line.text, as_of))]
    future = [line for line in dated if _latest(line, as_of) >= as_of]
    chosen = next(iter([*future, *dated, *shown, *told_dated, *told]), None)
    if chosen is None:
        return None
    around = (
        " ".join(line.text for line in told)
        if chosen.told
        else " ".join(line.text for line in (chosen, *_same_place(chosen, shown)))
    )
    above = [line for line in lines if line.heading and line.slide == chosen.slide and not chosen.told]
    on = _day_of(chosen, as_of) or next((on for line in above if (on := _day_of(line, as_of))), None)
    return NextStep(
        line=chosen,
        on=on,
        owner=_owner_of(around, cast, as_of),
        aware=bool(cast.who_is_meant(around)) and (says(AGREED, around) or _owner_of(around, cast, as_of) == "buyer"),
        purpose=says(PURPOSE, around),
        executive=cast.executive is not None and cast.executive.is_meant_in(around),
    )


def find_appointment(lines: Sequence[Line], cast: Cast, as_of: date) -> Line | None:
    """Return a line that may be the next step where none was read as one: a coming day, late in the deck, with a buyer's person.

    What could be meant is for a human to say; that nothing is meant cannot be told from it.
    """
    shown = [line for line in lines if not line.told]
    half = max((line.slide or 0 for line in shown), default=0) / 2
    told = [line for line in lines if line.told]
    late = [line for line in shown if (line.slide or 0) > half and not line.about("title", "why", "did", "proof", "said")]
    for line in (*late, *told[len(told) // 2 :]):
        coming = [found for found in find_dates(line.text, as_of) if found.exact and found.on >= as_of]
        first = bool(coming) and coming[0].start <= _AT_FIRST
        if coming and (first or not line.about("risks", "ask")) and cast.who_is_meant(line.text):
            return line
    return None


def read_risks(lines: Sequence[Line], next_step: NextStep | None) -> Risks:
    shown = [
        line
        for line in lines
        if not line.told
        and line.about("risks")
        and not line.heading
        and not _BRACKET.match(line.text)
        and not (next_step and line == next_step.line)
        and (_PAST_LABEL.match(line.folded) or not line.about("next"))
    ]
    if not shown:
        shown = [line for line in lines if line.told and line.about("risks") and len(line.text.split()) >= 5]
    items = [(item, line) for line in shown for item in _items_of(line)]
    specific = [line for item, line in items if _left_over(item) >= 3]
    return Risks(
        lines=tuple(shown),
        items=tuple(item for item, _ in items),
        specific=tuple(specific),
        tested=next((line for line in shown if says(TESTED, line.text)), None),
        against=next((line for line in shown if says(AGAINST, line.text)), None),
    )


def read_learning(lines: Sequence[Line]) -> Learning:
    slide = [line for line in lines if not line.told and line.about("learned") and not line.heading]
    shown = [line for line in slide if not _ASK_LABEL.match(line.folded) and not _BRACKET.match(line.text)]
    told = [line for line in lines if line.told and line.about("learned")]
    rest = shown or told
    shared = next((line for line in (*shown, *told) if says(SHARED, line.text) and not says(NOT_SHARED, line.text)), None)
    return Learning(
        lines=tuple(rest), specific=next((x for x in (shown if slide else told) if _is_specific(x)), None), shared=shared
    )


def _is_specific(line: Line) -> bool:
    """A change of one's own practice: something done, in an order or with a particular, not a proverb."""
    words = line.text.split()
    acts = says(IMPERATIVE, line.text) or re.match(r"\s*(?:i|ich|je|yo|ik|jeg)\b", line.folded) is not None
    ordered = says(ORDER, line.text)
    if says(PLATITUDE, line.text) and not (acts and ordered):
        return False
    return len(words) >= 5 and (ordered or (acts and not _INTENDS.match(line.folded)))


def _items_of(line: Line) -> Iterable[str]:
    text = re.sub(r"\([^)]*\)", "", line.text)
    for part in re.split(r"(?<=[.?;])\s+", text):
        bare = re.sub(r"^\s*[^:]{2,24}:\s*", "", part).strip(" .;")
        if not bare:
            continue
        yield from [bare] if "?" in part or line.told else [item.strip() for item in bare.split(",") if item.strip()]


def _left_over(item: str) -> int:
    """Count the words of a risk that are not those of every risk."""
    words = re.findall(r"[^\W_]+", fold_letters(item))
    small = {
        "the",
        "a",
        "an",
        "of",
        "for",
        "in",
        "on",
        "at",
        "to",
        "is",
        "are",
        "may",
        "be",
        "and",
        "or",
        "s",
        "it",
        "our",
        "el",
        "la",
        "si",
        "no",
        "not",
        "we",
        "i",
        "they",
    }
    return sum(word not in small and not GENERIC_RISK.match(word) for word in words)


def _has_basis(line: Line) -> bool:
    """A number with what it rests on: an assumption named as such, or whose number it is: '(mine)', 'hers', '(annual return)'."""
    return re.search(r"\d", line.text) is not None and (says(ASSUMPTION, line.text) or _WHOSE.search(line.folded) is not None)


def _by_buyer(text: str, cast: Cast) -> bool:
    return (
        bool(cast.who_is_meant(text))
        or re.search(r"(?<!\w)(?:she|he|they|buyer|customer|her|his|el|ella|sie|er)(?!\w)", fold_letters(text)) is not None
    )


def _edits_aloud(line: Line, cast: Cast) -> bool:
    """He struck it out; 'nobody has confirmed it' is no edit."""
    found = EDITED.search(line.folded)
    if found is None or re.search(r"\b(?:nobody|not|never|no one|nadie|haven't)\b", line.folded):
        return False
    before = line.text[: found.start()].split()[-3:]
    return bool(cast.who_is_meant(" ".join(before))) or any(
        fold_letters(word) in {"she", "he", "they", "ella", "el"} for word in before
    )


def _same_place(line: Line, others: Sequence[Line]) -> list[Line]:
    return [other for other in others if other.slide == line.slide and other != line]


def _latest(line: Line, as_of: date) -> date:
    return max((found.on for found in find_dates(line.text, as_of) if found.exact), default=date.min)


def _day_of(line: Line, as_of: date) -> date | None:
    """The day a line opens with, if it is still to come; else its last: '14 April: decided before the 21st' is the 14th."""
    days = [found for found in find_dates(line.text, as_of) if found.exact]
    if days and days[0].start <= _AT_FIRST and days[0].on >= as_of:
        return days[0].on
    return max((found.on for found in days), default=None)


def _owner_of(text: str, cast: Cast, as_of: date) -> Literal["buyer", "seller", "unclear"]:
    """The one who acts: who stands first after the date. A to-do of the seller's is the seller's, whoever is named in it."""
    dates = find_dates(text, as_of)
    rest = text[dates[0].end :] if dates and dates[0].start < 40 else text
    rest = re.sub(r"^(?:[\s:,;.–—-]|next step|siguiente paso|on site|at \d[\d:.]*)+", "", rest, flags=re.IGNORECASE)
    rest = re.sub(r"^\(?\d{1,2}[:.]\d\d\)?[\s,:–-]*", "", rest)
    first = " ".join(rest.split()[:5])
    folded = fold_letters(first)
    if re.match(r"(?:i|i'll|we|we'll|ich|wir|yo|nosotros|je|nous)\b", folded) or says(TO_DO, " ".join(rest.split()[:2])):
        return "seller"
    lead = re.split(r"(?<![\w-])(?:with|to|for|mit|con|avec|z|by)(?![\w])", " ".join(rest.split()[:4]))[0]
    if cast.who_is_meant(lead) or re.match(r"(?:she|he|they|ella|el|sie|er|elle|il|the \w+ (?:team|office))\b", folded):
        return "buyer"
    acts = re.search(
        r"(?:she|he|they|'s office|’s office) (?:\w+ ){0,1}(?:decid\w+|bring\w*|invit\w+|run\w*|host\w*|chair\w*"
        r"|present\w*|choos\w+|agreed|confirmed|booked|asked|set|proposed|picked)",
        fold_letters(text),
    )
    return "buyer" if acts else "unclear"
