"""Who wrote to whom and when: the touches and answers of a deck as dated events, in their order.

A touch is the seller's, an answer comes from the buyer, a meeting is both. A like, a view or an accepted connection is none
of these. A line that lists several dates holds several events.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from copilot.domain.noun import Noun
from copilot.policies.dates import day_number, find_dates, fold_letters
from copilot.policies.decks.cast import Cast
from copilot.policies.decks.lines import Line
from copilot.policies.decks.people import Person
from copilot.policies.decks.quotes import Quote
from copilot.policies.decks.words_of_outreach import CHANGED, COLLEAGUE, MEETING, OWN, PASSIVE, REPLY, SENT
from copilot.policies.words import content_words, says

Direction = Literal["touch", "answer", "meeting", "passive", "colleague"]
_ANSWER_HEADER = re.compile(
    r"came back|repl|answer|response|respuesta|antwort|reponse|odpowied|risposta|what (?:she|he|they)|svar|back\b"
)
_OWN_CELL = re.compile(r"^(?:me|i|us|we|myself|yo|ich|je|moi|ja|io|ik|jeg)\b")
_PRONOUN = re.compile(r"(?<!\w)(?:she|he|her|his|ella|el|su|sie|er|elle|il|ona|on|lei|lui|hun|han)(?!\w)")
_BUYER_ACT = re.compile(
    r"(?<!\w)(?:sent|shared|gave|opened|forwarded|corrected|added|struck|released|invited|introduced|accepted the"
    r"|pointed|put in|filled in|asked"
    r"|wrote|coloured|marked|envio|mando|compartio|schickte|gab|envoye|wyslal\w*|przeslal\w*)(?!\w)"
)
_WORD_DAY = re.compile(r"(?:on the|el|am) (?P<day>[a-z-]+)\b")


class Event(Noun):
    """One touch, answer or meeting. `words` is the stretch of the line it was read from."""

    direction: Direction
    on: date | None
    words: str
    line: Line
    person: Person | None = None
    spoken: bool = False  # the buyer's words are quoted


def find_events(lines: Sequence[Line], cast: Cast, quotes: Sequence[Quote], as_of: date) -> tuple[Event, ...]:
    """Return the events of the slides that show what was done and what came back, oldest first; undated ones last."""
    events: list[Event] = []
    headers: dict[int | None, tuple[str, ...]] = {}
    addressed: Person | None = None
    others: int | None = None  # a slide that shows a colleague's exchange, from the line that says so
    dated_box: tuple[int, date | None] = (-1, None)  # a box of a timeline: its date on a line of its own, what was done below
    quoted: dict[Line, list[Quote]] = {}
    for quote in quotes:
        quoted.setdefault(quote.line, []).append(quote)
    for line in lines:
        if line.heading or line.told or not line.about("did", "proof"):
            continue
        own = quoted.get(line, [])
        if line.cells:
            if line.slide not in headers:
                headers[line.slide] = line.cells
            made = list(_events_of_row(line, headers[line.slide], cast, own, as_of))
        else:
            made = list(_events_of_text(line, cast, own, as_of))
            dates = [found for found in find_dates(line.text, as_of) if found.exact]
            if dates and not re.search(r"[^\W\d_]{3,}", line.text[: dates[0].start] + line.text[dates[0].end :]):
                dated_box = (line.piece, dates[0].on)
                continue
            if dated_box[0] == line.piece:
                made = [event if event.on else event.model_copy(update={"on": dated_box[1]}) for event in made]
        if any(event.direction == "colleague" for event in made) and line.text.rstrip().endswith(":"):
            others = line.slide
        if others == line.slide:
            made = [event.model_copy(update={"direction": "colleague", "person": None}) for event in made]
        for event in made:
            addressed = event.person or addressed
            meant = addressed or (
                cast.executive if event.direction == "answer" and _PRONOUN.search(fold_letters(event.words)) else None
            )
            events.append(event if event.person else event.model_copy(update={"person": meant}))
    dated = sorted((event for event in events if event.on), key=lambda event: event.on or as_of)
    return (*_once(dated), *(event for event in events if not event.on))


def answers_of(events: Iterable[Event]) -> tuple[Event, ...]:
    return tuple(event for event in events if event.direction == "answer")


def find_told_answers(told: Sequence[Line], cast: Cast, quotes: Sequence[Quote], as_of: date) -> tuple[Event, ...]:
    """Return the answers of the buyer that are told with a day: 'on the seventeenth she answered'."""
    events: list[Event] = []
    near: date | None = None
    for line in told:
        dates = [found.on for found in find_dates(line.text, as_of) if found.exact]
        near = dates[-1] if dates else _day_alone(line.folded, near)
        quoted = next((quote for quote in quotes if quote.reported and quote.line == line), None)
        answered = quoted is not None or (says(REPLY, line.text) and not says(COLLEAGUE, line.text))
        if answered and near is not None and not line.about("value", "risks", "next", "ask", "learned"):
            person = quoted.speaker if quoted else next(iter(cast.who_is_meant(line.text)), cast.executive)
            events.append(
                Event(direction="answer", on=near, words=line.text, line=line, person=person, spoken=quoted is not None)
            )
    return tuple({event.on: event for event in reversed(events)}.values())[::-1]


def _day_alone(folded: str, near: date | None) -> date | None:
    """'On the seventeenth' is of the month that was named last."""
    found = _WORD_DAY.search(folded)
    day = day_number(found.group("day")) if found else None
    if day is None or near is None:
        return near
    return near.replace(day=day) if day <= 28 else near


def find_change(events: Sequence[Event]) -> tuple[Event, Event, Event] | None:
    """Return an answer, the touch that it changed, and what came back to that; None where no answer changed a touch.

    A touch was changed where it takes up words of the answer before it, or says that it is another version.
    """
    dated = [event for event in events if event.on and event.direction in {"touch", "answer", "meeting"}]
    for place, answer in enumerate(dated):
        if answer.direction != "answer":
            continue
        for touch in dated[place + 1 :]:
            if touch.direction != "touch" or not answer.on or not touch.on or touch.on < answer.on:
                continue
            later = [e for e in dated if e.direction in {"answer", "meeting"} and e.on and touch.on <= e.on and e != answer]
            told = _all_words(answer, dated)
            if later and (content_words(touch.words, 3) & told or says(CHANGED, touch.words)):
                return answer, touch, later[0]
    return None


def _all_words(answer: Event, events: Sequence[Event]) -> frozenset[str]:
    """Return the words of an answer wherever it is shown: a timeline names it, the proof quotes it."""
    names = content_words(" ".join(answer.person.aliases), 3) if answer.person else frozenset()
    same = [event.words for event in events if event.on == answer.on and event.direction == "answer"]
    return frozenset().union(*(content_words(words, 3) for words in same)) - names


def _events_of_row(line: Line, header: Sequence[str], cast: Cast, quotes: Sequence[Quote], as_of: date) -> Iterable[Event]:
    """A row is one event, or a touch with what came back beside it."""
    day: date | None = None
    for place, cell in enumerate(line.cells):
        dates = [found for found in find_dates(cell, as_of) if found.exact and not _inside_quotes(cell, found.start)]
        rest = cell if not dates else (cell[: dates[0].start] + cell[dates[0].end :]).strip(" :,–-")
        day = dates[0].on if dates else day
        if not re.search(r"\w", rest) or (place < len(line.cells) - 1 and _is_speaker_cell(cell, cast, line)):
            continue
        quoted = next((quote for quote in quotes if quote.words[:12] in cell), None)
        above = fold_letters(header[place]) if place < len(header) and header[place] != cell else ""
        who = " ".join(c for c in line.cells if c != cell and len(c.split()) <= 4)
        direction = _direction_of(rest, cast, quoted, who, came_back=bool(_ANSWER_HEADER.search(above)))
        if direction:
            yield Event(
                direction=direction,
                on=day,
                words=rest,
                line=line,
                person=quoted.speaker if quoted else next(iter(cast.who_is_meant(f"{rest} {who}")), None),
                spoken=quoted is not None and direction == "answer",
            )


def _is_speaker_cell(cell: str, cast: Cast, line: Line) -> bool:
    return len(cell.split()) <= 4 and bool(cast.who_is_meant(cell) or _OWN_CELL.match(fold_letters(cell))) and len(line.cells) > 2


def _events_of_text(line: Line, cast: Cast, quotes: Sequence[Quote], as_of: date) -> Iterable[Event]:
    for words, day in _dated_parts(line.text, as_of):
        quoted = next((quote for quote in quotes if quote.words[:12] in words), None)
        direction = _direction_of(words, cast, quoted, "", came_back=False)
        if direction:
            person = quoted.speaker if quoted else next(iter(cast.who_is_meant(words)), None)
            spoken = quoted is not None and direction == "answer"
            yield Event(direction=direction, on=day, words=words, line=line, person=person, spoken=spoken)


def _dated_parts(text: str, as_of: date) -> Iterable[tuple[str, date | None]]:
    """Cut a line into its dated parts: '9 Feb his reply, 11 Feb second table' -> two; a date at the end dates what precedes."""
    dates = [found for found in find_dates(text, as_of) if found.exact]
    dates = [found for found in dates if not _inside_quotes(text, found.start)]
    if len(dates) <= 1:
        day = dates[0].on if dates else None
        rest = text if not dates else (text[: dates[0].start] + text[dates[0].end :]).strip(" :,;–-")
        yield (rest or text), day
        return
    leads = re.search(r"\w{3,}", text[: dates[0].start]) is None
    for place, found in enumerate(dates):
        if leads:
            end = dates[place + 1].start if place + 1 < len(dates) else len(text)
            yield text[found.end : end].strip(" :,;–-."), found.on
        else:
            start = dates[place - 1].end if place else 0
            yield text[start : found.start].strip(" :,;–-.("), found.on


def _inside_quotes(text: str, place: int) -> bool:
    return text[:place].count('"') % 2 == 1 or text[:place].count("“") > text[:place].count("”")


def _direction_of(words: str, cast: Cast, quoted: Quote | None, who: str, *, came_back: bool) -> Direction | None:
    """Return whose act some words are. What the buyer wrote comes first; a like is never an answer."""
    folded = fold_letters(words)
    if _OWN_CELL.match(fold_letters(who)) or (quoted is not None and quoted.ours):
        return "touch"
    if quoted is not None and (quoted.speaker is not None or came_back):
        return "answer"
    meant = cast.who_is_meant(words) or cast.who_is_meant(who)
    beside = COLLEAGUE.sub("", folded)  # 'my colleague' is not me
    if says(COLLEAGUE, words) and (not meant or not re.search(r"(?<![\w-])(?:i|me|my|we|us)(?![\w])", beside)):
        return "colleague"
    if says(PASSIVE, words) and not says(REPLY, words):
        return "passive"
    if _is_answer(folded, words, who, cast) or (came_back and len(words.split()) >= 1):
        return "answer"
    if says(MEETING, words) and (meant or not says(OWN, words) or re.search(r"\bwe\b", folded)):
        return "meeting"
    if says(SENT, words) or says(OWN, words) or says(CHANGED, words):
        return "touch"
    return None


def _is_answer(folded: str, words: str, who: str, cast: Cast) -> bool:
    """The buyer answers, writes or hands something over; 'I answered' and 'message to Stelios' are not answers."""
    acts = says(REPLY, words) or _BUYER_ACT.search(folded) is not None
    if not acts:
        return bool(cast.who_is_meant(who)) and len(words.split()) >= 2 and not says(OWN, words) and not says(SENT, words)
    own = re.match(r"(?:i|i've|we|my|ich|wir|je|nous|yo)\b", folded)
    if own:
        after = re.search(r",\s*(?:she|he|they|[a-z]+) (?:answered|replied|wrote|contesto|respondio|said)", folded)
        return after is not None
    if re.match(r"(?:message|mail|email|e-mail|note|letter|sent|send|asked)\b", folded):
        return re.search(r"(?:she|he|they|\w+) (?:answered|replied|wrote back|contesto)", folded) is not None
    if re.match(r"(?:repl|answer|respon|respuesta|antwort|reponse|odpow|risposta|mensaje de|me )", folded):
        return True
    subject = folded[:60]
    return bool(
        cast.who_is_meant(subject) or _PRONOUN.search(subject) or re.search(r"\breply\b|\banswer\b|answered|replied", folded)
    )


def _once(events: Sequence[Event]) -> Iterable[Event]:
    """The same answer is often on two slides: keep one a day and person, the quoted one first."""
    kept: list[Event] = []
    for event in events:
        same = [e for e in kept if e.on == event.on and e.direction == event.direction == "answer" and e.person == event.person]
        if same and not (event.spoken and not same[0].spoken):
            continue
        for old in same:
            kept.remove(old)
        kept.append(event)
    return kept
