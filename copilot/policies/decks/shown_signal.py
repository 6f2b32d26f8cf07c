"""The signal: what changed at the account, when, where one can read it, and what the executive has to do with it."""

import re
from collections.abc import Sequence
from datetime import date

from copilot.domain.noun import Noun
from copilot.policies.dates import find_dates, fold_letters
from copilot.policies.decks.cast import Cast
from copilot.policies.decks.lines import Line
from copilot.policies.decks.people import Person
from copilot.policies.decks.words_of_outreach import EVENT, INHERITED, OWNS, SOURCE, TREND
from copilot.policies.words import says

OLD_AFTER = 270  # days after which a signal explains last year's problem


_EVERYBODY = re.compile(
    r"\s*(?:(?:all|most|many|every|alle|viele|todos|todas|tous|toutes)\s+)?(?:the\s+)?(?!they|she|he|we|sie|er|ellos|ils)[^\W\d_]+s?"
    r"(?:\s(?!and|of)[^\W\d_]+)?\s+(?:must|need to|have to|expect|want(?!s)|demand|mussen|erwarten|wollen|deben|esperan|exigen"
    r"|doivent|attendent|veulent)\b"
)


class Signal(Noun):
    claims: tuple[Line, ...]  # what is put forward as the reason
    trends: tuple[Line, ...]  # what is true of everybody
    dated: Line | None
    on: date | None
    sourced: Line | None
    tied: Line | None  # the executive's own part in it

    def is_old(self, as_of: date) -> bool:
        return self.on is not None and (as_of - self.on).days > OLD_AFTER


def read_signal(lines: Sequence[Line], cast: Cast, as_of: date) -> Signal:
    """Return the signal of the slide that says why now; where there is none, of the story's opening."""
    shown = [line for line in lines if not line.told and line.about("why") and not line.about("did") and not line.heading]
    told = [line for line in lines if line.told and line.about("hook", "why")]
    about = shown or told
    trends = tuple(line for line in about if says(TREND, line.text) or _is_of_everybody(line, cast))
    claims = tuple(line for line in about if _claims(line) and line not in trends and not says(INHERITED, line.text))
    dated = _newest_dated([line for line in about if not says(INHERITED, line.text)], as_of)
    if dated is None and shown:
        dated = _newest_dated([line for line in told if says(EVENT, line.text) and says(SOURCE, line.text)], as_of)
    sourced = next((line for line in about if says(SOURCE, line.text) and line not in trends), None)
    executive = cast.executive
    tied = None
    if executive is not None:
        near = (*shown, *(each for each in lines if each.about("title", "who") and not each.told), *told)
        tied = next((line for line in near if _owns(line.text, executive)), None)
        tied = tied or _told_tie(told, cast)
    return Signal(
        claims=claims,
        trends=trends,
        dated=dated[0] if dated else None,
        on=dated[1] if dated else None,
        sourced=sourced,
        tied=tied,
    )


def _claims(line: Line) -> bool:
    """Something that changed at the account, or a report of it with its year: 'Annual report 2025: 400 claims'."""
    return says(EVENT, line.text) or (says(SOURCE, line.text) and re.search(r"(?<!\d)20\d\d(?!\d)", line.text) is not None)


def _is_of_everybody(line: Line, cast: Cast) -> bool:
    """'Carriers must do more', 'Passengers expect': a class of people or firms as the subject, nobody's name and no number."""
    if re.search(r"\d", line.text) or cast.who_is_meant(line.text):
        return False
    own = re.findall(r"[^\W\d_]{4,}", fold_letters(cast.account))
    return _EVERYBODY.match(line.folded) is not None and not any(word in line.folded for word in own)


def _newest_dated(lines: Sequence[Line], as_of: date) -> tuple[Line, date] | None:
    """Return the line with the newest date that is not far ahead; a line that only names a coming date is less sure."""
    found = [
        (line, each.on, each.exact) for line in lines for each in find_dates(line.text, as_of) if (each.on - as_of).days <= 0
    ]
    if found:
        line, on, _ = max(found, key=lambda each: (each[2], each[1]))
        return line, on
    ahead = [(line, each.on) for line in lines for each in find_dates(line.text, as_of) if says(EVENT, line.text)]
    return (ahead[0][0], as_of) if ahead else None


def _owns(text: str, executive: Person) -> bool:
    """Whether the executive is the one who signed, promised or answers for it: nobody else comes between name and deed."""
    bare = _after_role(text)
    for deed in OWNS.finditer(fold_letters(bare).replace("\u2019", "'")):
        before = bare[: deed.start()]
        near = " ".join(before.split()[-9:])
        between = near
        for word in near.split():
            if executive.is_meant_in(word):
                between = near[near.find(word) + len(word) :]
        if executive.is_meant_in(near) and not re.search(
            r"(?<![\w-])(?:they|we|i|it|sie|ellos|ils|oni)(?![\w-])", fold_letters(between)
        ):
            return True
    return "|" in text and executive.is_meant_in(text) and says(OWNS, bare)


def _told_tie(told: Sequence[Line], cast: Cast) -> Line | None:
    """'He's made a promise with a date on it': a pronoun in the opening means the executive once they were named."""
    named = False
    for line in told:
        named = named or bool(cast.executive and cast.executive.is_meant_in(line.text))
        if (
            named
            and says(OWNS, line.text)
            and re.search(
                r"(?<!\w)(?:she|he|her|his|el|ella|sie|er|elle|il|ona|on)(?:'s|’s| has| is)?\s+(?:\w+\s+){0,3}$",
                line.folded[: _first_deed(line)] + " ",
            )
        ):
            return line
    return None


def _first_deed(line: Line) -> int:
    found = OWNS.search(line.folded)
    return found.start() if found else 0


def _after_role(text: str) -> str:
    """'Executive: Dev, Chief Operating Officer' owns nothing yet: the role's own words do not count."""
    return re.sub(r"(?i)chief [\w ]+ officer|managing director|responsable de [\w]+", "", text)
