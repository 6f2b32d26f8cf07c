"""What a slide is about where its heading says nothing known, and which of its lines belong to which part.

A heading in the template's words decides. Without one, the lines do: what holds a coming date is a next step, what holds an
amount is value, what asks or doubts is a risk; the place in the deck says which of several readings is likelier.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from copilot.policies.dates import find_dates
from copilot.policies.decks.lines import Line
from copilot.policies.decks.money import has_amount
from copilot.policies.decks.people import role_in
from copilot.policies.decks.words_of_outreach import EVENT, OWN, REPLY, SENT, SOURCE
from copilot.policies.decks.words_of_substance import IMPERATIVE, ORDER
from copilot.policies.words import forms, says

_PLACES = {  # where in a deck a part usually stands, from 0 (first slide) to 1 (last)
    "why": 0.12, "who": 0.27, "did": 0.4, "proof": 0.5, "said": 0.6, "value": 0.72, "next": 0.86, "risks": 0.86, "learned": 1.0,
}  # fmt: skip
_REACH = 0.5  # how far from its usual place a part may stand and still be taken for it
_ENOUGH = 0.45
_MOST_PARTS = 2
_AT_FIRST = 12  # characters before which a day opens a line
DOUBT = forms(r"""
    \w[^?]*\?  unknown  don'?t know  do not know  not (?:known|sure|clear|yet)  may\b(?! \d)  might
    could (?:be|break|stop|say|refuse|change)  risk\w*  against (?:us|me|it)\b  worr\w+  depends on  if (?:she|he|they|the)
    unless  nobody knows  no idea  open\b(?: question)?$  unbekannt  ungewiss  offen\b  weis+ (?:ich )?nicht  konnte  falls
    vielleicht  inconnu  peut-etre  riesgo\w*  no se\b  quiza\w*  puede que  ryzyk\w*  moze\b  nie wiem  rischi\w*  forse
    risico\w*  misschien  kanskje  kanske
""")
_SPEAKS = re.compile(
    r"[\"“„«»‘’']\S.{12,}[\"”“»«’']|\b(?:said|says|told (?:me|us)|sagte?|dijo|dice|dit|powiedzial\w*|disse|zei)\b"
)


def place_lines(lines: Sequence[Line], as_of: date) -> tuple[Line, ...]:
    """Return the lines with what each is about: slides without a telling heading read by content, mixed slides told apart."""
    numbers = sorted({line.slide for line in lines if line.slide is not None})
    placed: dict[int, tuple[str, ...]] = {}
    for number in numbers:
        own = [line for line in lines if line.slide == number]
        if number > 1 and any(not line.sections for line in own):  # a heading that says something speaks for all of them
            placed[number] = _read_parts(own, numbers.index(number) / max(1, len(numbers) - 1), as_of)
    moved = [
        line.model_copy(update={"sections": placed[line.slide]}) if line.slide in placed and not line.sections else line
        for line in lines
    ]
    return tuple(_tell_apart(_add_appointments(moved, numbers, as_of), as_of))


def _add_appointments(lines: Sequence[Line], numbers: Sequence[int], as_of: date) -> Sequence[Line]:
    """A slide of the second half whose heading is a coming day, 'Tuesday 14 April', is about that day, whatever else it says."""
    late = set(numbers[len(numbers) // 2 :])
    appointed = {
        line.slide
        for line in lines
        if line.heading and line.slide in late and any(x.exact and x.on >= as_of for x in find_dates(line.text, as_of))
    }
    return [
        line.model_copy(update={"sections": (*line.sections, "next")})
        if line.slide in appointed and not line.about("next")
        else line
        for line in lines
    ]


def _read_parts(lines: Sequence[Line], place: float, as_of: date) -> tuple[str, ...]:
    """Return the one or two parts a slide is likeliest about, by what stands on it and where it stands."""
    shown = [line for line in lines if not line.heading] or list(lines)
    weights = {part: weight * _near(place, part) for part, weight in _weigh(shown, as_of).items()}
    best = sorted((part for part in weights if weights[part] >= _ENOUGH), key=lambda part: -weights[part])
    return tuple(best[:_MOST_PARTS])


def _near(place: float, part: str) -> float:
    return max(0.0, 1 - abs(place - _PLACES[part]) / _REACH)


def _weigh(lines: Sequence[Line], as_of: date) -> dict[str, float]:
    """Return for each part which share of a slide's lines speaks for it, more for what hardly stands elsewhere."""
    count = max(1, len(lines))
    dates = [[found.on for found in find_dates(line.text, as_of) if found.exact] for line in lines]
    past = [any(on < as_of for on in found) for found in dates]
    ahead = [any(on >= as_of for on in found) for found in dates]
    spoken = [_SPEAKS.search(line.folded) is not None for line in lines]

    def share(flags: Iterable[bool]) -> float:
        return sum(flags) / count

    return {
        "why": 1.5 * share(says(EVENT, line.text) or says(SOURCE, line.text) for line in lines),
        "who": 2.0 * share(bool(role_in(line.text)) and not old for line, old in zip(lines, past, strict=True)),
        "did": 2.0 * share(old and (says(OWN, x.text) or says(SENT, x.text)) for x, old in zip(lines, past, strict=True)),
        "proof": 2.0 * share(old and (said or says(REPLY, x.text)) for x, old, said in zip(lines, past, spoken, strict=True)),
        "said": 1.8 * share(said and not old for said, old in zip(spoken, past, strict=True)),
        "value": 2.5 * share(has_amount(line.folded) for line in lines),
        "next": 1.5 if any(ahead) else 0.0,
        "risks": 1.5 * share(says(DOUBT, line.text) for line in lines),
        "learned": 1.2 * share(says(ORDER, x.text) or says(IMPERATIVE, x.text) or says(OWN, x.text) for x in lines),
    }


def _tell_apart(lines: Sequence[Line], as_of: date) -> Iterable[Line]:
    """On a slide of next step and risks, a line that doubts is a risk, and so is what stands below a word such as 'Open'."""
    below: int | None = None  # the slide on which a label of risks was met
    for line in lines:
        if not line.about("next") or not line.about("risks") or line.told or line.heading:
            yield line
            continue
        if len(line.text.split()) <= 3 and says(DOUBT, line.text) and not find_dates(line.text, as_of):
            below = line.slide
        opens = [x for x in find_dates(line.text, as_of)[:1] if x.exact and x.on >= as_of and x.start <= _AT_FIRST]
        doubts = (below == line.slide or says(DOUBT, line.text)) and not opens
        yield line.model_copy(update={"sections": tuple(s for s in line.sections if s != "next")}) if doubts else line
