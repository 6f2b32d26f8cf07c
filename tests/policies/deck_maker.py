"""Decks and stories as plain values, written as one would write them down: a slide is its title and its lines."""

import re
from datetime import date

from copilot.domain.certification import ReviewRequest, Submission
from copilot.domain.decks import Cue, Deck, Piece, Slide, Story
from copilot.policies.decks.features import Features, read_features
from copilot.policies.decks.lines import Line, lines_of_deck, lines_of_story

AS_OF = date(2026, 6, 19)
PLAY_NAMES = {
    "R11": ("Former-insider briefing",),
    "F01": ("Earnings-call mirror",),
    "V04": ("Customer-peer cameo",),
    "A12": ("Permit-watch note",),
    "R10": ("Customer-to-peer introduction",),
    "V02": ("Voice note with a reason",),
}


def make_slide(
    number: int, title: str, *lines: str, notes: str = "", comment: str = "", alt: str = "", pictures: int = 0
) -> Slide:
    """A line with ' | ' is a row of a table; the others are one box."""
    pieces = [Piece(slide=number, channel="title", text=title, visible=True)]
    rows = [line for line in lines if " | " in line]
    box = "\n".join(line for line in lines if " | " not in line)
    pieces += [Piece(slide=number, channel="table", text=row, visible=True, shape="Table") for row in rows]
    pieces += [Piece(slide=number, channel="body", text=box, visible=True)] if box else []
    pieces += [Piece(slide=number, channel="notes", text=notes, visible=False)] if notes else []
    pieces += [Piece(slide=number, channel="comment", text=comment, visible=False)] if comment else []
    pieces += [Piece(slide=number, channel="alt_text", text=alt, visible=False)] if alt else []
    return Slide(number=number, title=title, hidden=False, pieces=tuple(pieces), pictures=pictures)


def make_deck(text: str, *, author: str | None = None, properties: str = "", file_name: str = "deck.pptx") -> Deck:
    """A deck from text: '# Title' begins a slide; the lines below it are its lines; 'notes:' and 'comment:' lines are such."""
    slides = []
    for number, block in enumerate(re.split(r"(?m)^# ", text.strip())[1:], 1):
        title, *rest = [line.strip() for line in block.strip().splitlines()]
        lines = [line for line in rest if line]
        notes = " ".join(line[6:].strip() for line in lines if line.startswith("notes:"))
        comment = " ".join(line[8:].strip() for line in lines if line.startswith("comment:"))
        alt = " ".join(line[4:].strip() for line in lines if line.startswith("alt:"))
        pictures = sum(line.startswith("picture:") for line in lines)
        shown = [line for line in lines if not re.match(r"notes:|comment:|alt:|picture:", line)]
        slides.append(make_slide(number, title, *shown, notes=notes, comment=comment, alt=alt, pictures=pictures))
    pieces = (Piece(slide=None, channel="property", text=properties, visible=False),) if properties else ()
    return Deck(file_name=file_name, slides=tuple(slides), pieces=pieces, author=author)


def make_story(text: str, *, seconds: float | None = 330.0) -> Story:
    """A story with one cue a sentence, spread evenly over its time; without a time it has no stamps."""
    sentences = [s.strip() for s in re.split(r"(?<=[.?!])\s+", " ".join(text.split())) if s.strip()]
    total = sum(len(s) for s in sentences)
    cues, clock = [], 0.0
    for number, sentence in enumerate(sentences, 1):
        length = (seconds or 0) * len(sentence) / total
        stamps = (round(clock, 3), round(clock + length, 3)) if seconds else (None, None)
        cues.append(Cue(number=number, start=stamps[0], end=stamps[1], text=sentence))
        clock += length
    return Story(file_name="story.vtt", cues=tuple(cues), seconds=seconds)


def features_of(deck: Deck, story: Story | None, *, as_of: date = AS_OF, author: str | None = None) -> Features:
    return read_features(deck, story, as_of=as_of, author=author, play_names=PLAY_NAMES)


def every_line(deck: Deck, story: Story | None) -> tuple[Line, ...]:
    return (*lines_of_deck(deck), *lines_of_story(story))


__all__ = [
    "AS_OF",
    "PLAY_NAMES",
    "ReviewRequest",
    "Submission",
    "every_line",
    "features_of",
    "make_deck",
    "make_slide",
    "make_story",
]
