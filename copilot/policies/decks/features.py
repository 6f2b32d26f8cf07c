"""Everything code reads in a submission, from visible and unflagged text alone. Levels and gates rest on these features."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache

from copilot.domain.decks import Deck, Story
from copilot.domain.noun import Noun
from copilot.policies.dates import find_dates, fold_letters
from copilot.policies.decks.cast import Cast, find_cast, merge_people
from copilot.policies.decks.exchanges import Event, answers_of, find_change, find_events, find_told_answers
from copilot.policies.decks.lines import Line, lines_of_deck, lines_of_story
from copilot.policies.decks.map import Entry, read_map, told_gaps
from copilot.policies.decks.people import Person
from copilot.policies.decks.quotes import Quote, find_quotes, find_speakers
from copilot.policies.decks.reach import assign_unlabelled
from copilot.policies.decks.sections import place_lines
from copilot.policies.decks.shown_signal import Signal, read_signal
from copilot.policies.decks.story import Telling, read_telling
from copilot.policies.decks.story_parts import place_story
from copilot.policies.decks.substance import (
    Learning,
    NextStep,
    Risks,
    Value,
    find_appointment,
    read_learning,
    read_next_step,
    read_risks,
    read_value,
)
from copilot.policies.decks.words_of_outreach import NEW_TO_ME, REASON
from copilot.policies.words import language_of, says

MOST_LINES = 2000  # of the slides, and of the story; nine slides hold a hundred
MOST_TEXT = 300_000  # characters of either; nine slides hold six thousand


class PlaysShown(Noun):
    """The plays a deck names, what was new to the seller, and the reasons given."""

    named: tuple[str, ...]
    line: Line | None
    new: Line | None
    reasons: tuple[Line, ...]
    joined: bool  # two named as one move, in words


class Features(Noun):
    """What was read. Every part keeps the lines it was read from, so that a level can cite them."""

    lines: tuple[Line, ...]
    cast: Cast
    quotes: tuple[Quote, ...]
    entries: tuple[Entry, ...]
    gaps: tuple[Line, ...]
    events: tuple[Event, ...]
    told_answers: tuple[Event, ...]
    change: tuple[Event, Event, Event] | None
    signal: Signal
    value: Value
    next_step: NextStep | None
    appointment: Line | None  # what may be meant as one, where none with a date was read
    risks: Risks
    learning: Learning
    plays: PlaysShown
    telling: Telling | None
    pictures: bool  # the proof is, at least in part, a picture
    language: str
    as_of: date
    cut: bool = False  # there was more text than is judged

    @cached_property
    def slides(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.told)

    @cached_property
    def told(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.told)

    @cached_property
    def dated_answers(self) -> tuple[Event, ...]:
        """The answers of the buyer that have a date, one a day."""
        answers = [event for event in answers_of(self.events) if event.on]
        return tuple({event.on: event for event in reversed(answers)}.values())[::-1]

    @cached_property
    def executive_answers(self) -> tuple[Event, ...]:
        executive = self.cast.executive
        return tuple(e for e in answers_of(self.events) if executive and e.person == executive and (e.on or e.spoken))

    @cached_property
    def executive_quotes(self) -> tuple[Quote, ...]:
        """What the executive is quoted with to the seller, not in public."""
        executive = self.cast.executive
        return tuple(q for q in self.buyer_quotes if executive and q.speaker == executive)

    @cached_property
    def contacts(self) -> tuple[Person, ...]:
        """The buyer's people who answered, met the seller or are quoted, each once."""
        met = [e.person for e in self.events if e.person and e.direction in {"answer", "meeting"}]
        heard = [*met, *(e.person for e in self.told_answers if e.person), *(q.speaker for q in self.buyer_quotes if q.speaker)]
        return tuple({person.aliases: person for person in heard}.values())

    @cached_property
    def lone_contact(self) -> Person | None:
        """The one person at the buyer the story hangs on: nobody else was heard, and beside an executive out of reach
        nobody else is named either."""
        executive = self.cast.executive
        others = [person for person in self.contacts if person != executive]
        named = {e.person.aliases: e.person for e in self.entries if e.person and e.person != executive}
        named |= {person.aliases: person for person in others}
        if not self.entries or executive in self.contacts or len(named) != 1:
            return None
        return next(iter(named.values()))

    @cached_property
    def executive_problem(self) -> tuple[Quote, ...]:
        """Those of the executive's words that say something of the matter."""
        return tuple(quote for quote in self.executive_quotes if quote.says_something)

    @cached_property
    def _of_colleagues(self) -> frozenset[Line]:
        return frozenset(event.line for event in self.events if event.direction == "colleague")

    @cached_property
    def buyer_quotes(self) -> tuple[Quote, ...]:
        """What people of the buyer's are quoted with on slides, longest first in their order."""
        return tuple(
            quote
            for quote in self.quotes
            if not quote.reported
            and not quote.ours
            and quote.speaker is not None
            and len(quote.words.split()) >= 4
            and not quote.line.about("why", "title")
            and quote.line not in self._of_colleagues
        )


def read_features(
    deck: Deck,
    story: Story | None,
    *,
    as_of: date,
    flagged: Iterable[Line] = (),
    author: str | None = None,
    account: str | None = None,
    play_names: Mapping[str, Sequence[str]] | None = None,
) -> Features:
    """Return what can be read of a submission. Lines that were flagged, and what no audience sees, count for nothing."""
    left_out = set(flagged)
    lines = tuple(
        line
        for line in (*lines_of_deck(deck), *lines_of_story(story))
        if line.visible and line.slide_or_told and line not in left_out
    )
    every = len(lines)
    lines = (
        *_first([line for line in lines if not line.told]),
        *_first([line for line in lines if line.told]),
    )
    lines = place_story(place_lines(lines, as_of), as_of)
    slides, told = [line for line in lines if not line.told], [line for line in lines if line.told]
    cast = find_cast(lines, author=author, account=account)
    entries = read_map(slides, cast)
    cast = _join(cast, (entry.person for entry in entries if entry.person))
    cast = _join(cast, find_speakers(find_quotes(slides, cast), cast))
    quotes = find_quotes(lines, cast)
    events = find_events(slides, cast, quotes, as_of)
    quotes = assign_unlabelled(quotes, events, lines, cast)
    next_step = read_next_step(lines, cast, as_of)
    proof = [slide for slide in deck.slides if any(line.slide == slide.number and line.about("proof", "did") for line in slides)]
    return Features(
        lines=lines,
        cast=cast,
        quotes=quotes,
        entries=entries,
        gaps=told_gaps(told),
        events=events,
        told_answers=find_told_answers(told, cast, quotes, as_of),
        change=find_change(events),
        signal=read_signal(lines, cast, as_of),
        value=read_value(lines, cast),
        next_step=next_step,
        appointment=find_appointment(lines, cast, as_of) if next_step is None or next_step.on is None else None,
        risks=read_risks(lines, next_step),
        learning=read_learning(lines),
        plays=_read_plays(lines, play_names or {}),
        telling=read_telling(story, told, slides, cast, quotes, as_of),
        pictures=any(slide.pictures for slide in proof),
        language=language_of(line.text for line in lines),
        as_of=as_of,
        cut=len(lines) < every,
    )


def _first(lines: Sequence[Line]) -> Sequence[Line]:
    """Return as many lines as a review looks at; a deck that was blown up must not keep anybody waiting."""
    left, kept = MOST_TEXT, 0
    for line in lines[:MOST_LINES]:
        left -= len(line.text)
        if left < 0:
            break
        kept += 1
    return lines[:kept]


def _join(cast: Cast, more: Iterable[Person]) -> Cast:
    return cast.model_copy(update={"people": tuple(merge_people([*cast.people, *more]))})


def _read_plays(lines: Sequence[Line], play_names: Mapping[str, Sequence[str]]) -> PlaysShown:
    did = [line for line in lines if not line.told and line.about("did", "proof") and not line.heading]
    told = [line for line in lines if line.told and not line.about("value", "risks", "next", "ask", "learned")]
    find = _finder_of_names(tuple((play, tuple(names)) for play, names in play_names.items()))
    named: dict[str, Line] = {}
    for line in (*did, *told):
        for play in find(line.text):
            named.setdefault(play, line)
    joined = any(_joins_two(line.text) for line in did)
    return PlaysShown(
        named=tuple(named),
        line=next(iter(named.values()), None),
        new=next((line for line in (*did, *told) if says(NEW_TO_ME, line.text)), None),
        reasons=tuple(line for line in did if says(REASON, line.text)),
        joined=joined,
    )


@lru_cache(maxsize=2)
def _finder_of_names(play_names: tuple[tuple[str, tuple[str, ...]], ...]) -> Callable[[str], list[str]]:
    """Return what finds the plays a text names, in the order of the library. A library's names are taken apart once."""
    by_first_word: dict[str, list[tuple[int, str]]] = {}
    for place, (_, names) in enumerate(play_names):
        for name in names:
            words = _spaced(name).split()
            if len(words) > 1 or (words and len(name) > 8):
                by_first_word.setdefault(words[0], []).append((place, _spaced(name)))

    def find(text: str) -> list[str]:
        words = _spaced(text)
        nearby = (each for word in set(words.split()) for each in by_first_word.get(word, ()))
        return [play_names[place][0] for place in sorted({place for place, name in nearby if name in words})]

    return find


def _joins_two(text: str) -> bool:
    """Two plays in one line: 'A. Plus B', 'A; B', 'A first because ..., B second because ...'."""
    folded = fold_letters(text)
    if len(re.findall(r"(?<!\w)(?:because|porque|weil|parce que|bo|perche)(?!\w)", folded)) >= 2:
        return True
    return (
        re.search(
            r"(?<!\w)(?:plus|mas|combined with|together with|zusammen mit|plus noch|avec en plus|razem z|und dazu|\+)\s+\w{4,}",
            folded,
        )
        is not None
    )


def _spaced(text: str) -> str:
    return " " + " ".join(re.findall(r"[^\W_]+", fold_letters(text))) + " "


def newest(text: str, as_of: date) -> date | None:
    """Return the newest exact date of a text, or none."""
    return max((found.on for found in find_dates(text, as_of) if found.exact), default=None)
