"""How a story is told: how long, in which parts, whether it is read off the slides, and what stays in the ear."""

import re
from collections.abc import Sequence
from datetime import date

from copilot.domain.decks import Story
from copilot.domain.noun import Noun
from copilot.policies.dates import find_dates, fold_letters
from copilot.policies.decks.cast import Cast
from copilot.policies.decks.lines import Line
from copilot.policies.decks.quotes import Quote
from copilot.policies.decks.story_parts import names_a_number
from copilot.policies.words import forms, says

RUN = 5  # words in a row that make a repetition
READ_OFF = 0.6  # share of the slides' lines that stand word for word in the story, above which it is read aloud
READ_SHARE = 1 / 3  # share of the story's runs of three words that stand on slides, above which it is the slides that are heard
_RETELL = forms(r"""
    in (?:one|a) sentence  please remember  remember (?:one|this|that)  if you(?:'re| are)? (?:telling|remember|take|keep)
    one thing to (?:remember|take)  take (?:one|this) (?:thing|sentence)  that'?s the story:  to sum up in  si se quedan
    en una frase  in einem satz  merken sie sich  en une phrase  retenez  w jednym zdaniu  zapamieta\w*  in una frase
    i en setning  in een zin
""")
_SLIDE_TALK = forms(r"""
    as you can see (?:on|here|in)  on (?:this|the next|slide)  this slide  next slide
    slide (?:number )?(?:\d|one|two|three|four|five|six|seven|eight|nine)  como pueden ver  wie sie (?:hier )?sehen
    auf dieser folie  comme vous voyez
""")


_LEAST_TOLD = 100  # runs of words


class Telling(Noun):
    """What a story is made of. `parts` are those of the arc that are there, in the order of the arc."""

    words: int
    seconds: float | None
    parts: tuple[str, ...]
    turn: Line | None  # where the buyer is heard
    retell: Line | None  # what a listener can pass on
    read_off: bool
    hook: Line | None

    def length_fits(self, seconds: tuple[int, int], words: tuple[int, int]) -> bool:
        return not self.too_short(seconds, words) and not self.too_long(seconds, words)

    def too_short(self, seconds: tuple[int, int], words: tuple[int, int]) -> bool:
        return self.seconds < seconds[0] if self.seconds is not None else self.words < words[0]

    def too_long(self, seconds: tuple[int, int], words: tuple[int, int]) -> bool:
        return self.seconds > seconds[1] if self.seconds is not None else self.words > words[1]


def read_telling(
    story: Story | None, told: Sequence[Line], slides: Sequence[Line], cast: Cast, quotes: Sequence[Quote], as_of: date
) -> Telling | None:
    """Return how the story is told; None where there is none. Flagged sentences are no part of `told`."""
    if story is None or not told:
        return None
    fifth = _first_words(told, max(90, sum(len(line.text.split()) for line in told) // 5))
    executive = cast.executive
    hook = next((line for line in fifth if executive and executive.is_meant_in(line.text)), None)
    turn = _find_turn(told, cast, quotes)
    parts = ["hook"] if hook else []
    parts += ["turn"] if turn else []
    parts += ["meaning"] if any(line.about("value") and names_a_number(line.folded) for line in told) else []
    parts += [part for part in ("risks", "next", "learned") if any(line.about(part) for line in told)]
    if any(line.about("next") and find_dates(line.text, as_of) for line in told):
        parts.append("date")
    return Telling(
        words=sum(len(line.text.split()) for line in told),
        seconds=story.seconds,
        parts=tuple(parts),
        turn=turn,
        retell=_find_retell(told, slides, quotes),
        read_off=is_read_off(told, slides),
        hook=hook,
    )


def is_read_off(told: Sequence[Line], slides: Sequence[Line]) -> bool:
    """Whether the story is the slides read aloud: most of their lines word for word, most of what is told, or by number."""
    spoken = " ".join(_plain(line.text) for line in told)
    shown = [_plain(line.text) for line in slides if len(line.text.split()) >= RUN and not line.heading]
    heard = sum(_heard(line, spoken) for line in shown)
    if len(shown) >= 5 and heard / len(shown) >= READ_OFF:
        return True
    if _share_shown(spoken, " ".join(_plain(line.text) for line in slides)) >= READ_SHARE:
        return True
    return sum(says(_SLIDE_TALK, line.text) for line in told) >= 5


def _share_shown(spoken: str, shown: str) -> float:
    """Return which share of what is told is the wording of the slides, headings too; a short story says nothing of it."""
    told, words = spoken.split(), shown.split()
    runs = {tuple(words[i : i + 3]) for i in range(len(words) - 2)}
    each = [tuple(told[i : i + 3]) for i in range(len(told) - 2)]
    return sum(run in runs for run in each) / len(each) if len(each) >= _LEAST_TOLD else 0.0


def _heard(line: str, spoken: str) -> bool:
    """A line counts as read where four fifths of its runs of four words are spoken."""
    words = line.split()
    runs = [" ".join(words[i : i + 4]) for i in range(len(words) - 3)]
    return bool(runs) and sum(run in spoken for run in runs) >= 0.8 * len(runs)


def _find_turn(told: Sequence[Line], cast: Cast, quotes: Sequence[Quote]) -> Line | None:
    """Return where the executive is heard in the story: words reported of them, or a quotation of a slide spoken again."""
    reported = [
        q for q in quotes if q.reported and q.speaker is not None and q.speaker == cast.executive and len(q.words.split()) >= 4
    ]
    if reported:
        return reported[0].line
    shown = [q for q in quotes if not q.reported and not q.ours and q.speaker is not None and q.speaker == cast.executive]
    for quote in shown:
        found = next((line for line in told if _shares_run(quote.words, line.text, 4)), None)
        if found:
            return found
    return None


def _find_retell(told: Sequence[Line], slides: Sequence[Line], quotes: Sequence[Quote]) -> Line | None:
    """Return the sentence near the end that a listener can pass on: announced as such, or the buyer's own words again."""
    count = max(4, len(told) // 7)
    closing = told[-count:]
    announced = next((line for line in closing if says(_RETELL, line.text) and len(line.text.split()) >= 8), None)
    if announced:
        return announced
    earlier = [q.words for q in quotes if not q.ours and (not q.reported or q.line not in closing) and q.speaker is not None]
    titles = [line.text for line in slides if line.heading and line.about("title")]
    return next((line for line in closing if any(_shares_run(text, line.text, RUN) for text in (*earlier, *titles))), None)


def _shares_run(one: str, other: str, size: int) -> bool:
    words, text = _plain(one).split(), f" {_plain(other)} "
    return any(f" {' '.join(words[i : i + size])} " in text for i in range(len(words) - size + 1))


def _first_words(told: Sequence[Line], count: int) -> list[Line]:
    taken: list[Line] = []
    for line in told:
        if sum(len(each.text.split()) for each in taken) >= count:
            break
        taken.append(line)
    return taken


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold_letters(text).replace("'", "").replace("\u2019", "")))
