"""A deck and a story as lines with their places: what an audience meets, in the order in which it meets it.

A line of a slide is one paragraph or one row of a table. A line of the story is one sentence, put together from the cues it
runs over. Each knows what it is about (why now, proof, next step ...), by the slide's heading, by its own label, or by where
the teller is.
"""

import re
from collections.abc import Iterable, Sequence

from copilot.domain.decks import Channel, Cue, Deck, Disguise, Piece, Slide, Story
from copilot.domain.noun import Noun
from copilot.policies.dates import fold_letters
from copilot.policies.decks.words_of_sections import HEADINGS, TURNS

LONG_LINE = 600  # characters of a row on a slide; a longer one is read in parts
LONG_SENTENCE = 45  # words; a transcript without stops is cut where a clause begins
_BULLET = re.compile(r"^[\s•▪●○◦*·–—-]+(?=\S)")
_LABEL = re.compile(r"^\s*([^:\n]{2,32}):")
_CELL = re.compile(r"\s*\|\s*|\t+")
_STOP = re.compile(
    r"(?<!\bDr)(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bIng)(?<!\bLic)(?<!\bSr)(?<!\bSra)(?<!\bProf)(?<!\bSt)(?<!\bNo)(?<=[.!?…])[\"'”’»]?\s+"
)
_CLAUSE = re.compile(r"\s(?=(?:and|so|but|then|because|which|who|i|we|she|he|they|what|in)\s)")


class Line(Noun):
    """A stretch of text that stands together, and where."""

    text: str
    slide: int | None = None
    cues: tuple[int, ...] = ()  # the numbers of the cues it runs over, for a line of the story
    piece: int = -1  # which box of the deck it stands in
    channel: Channel | None = None
    disguise: Disguise | None = None
    visible: bool = True
    sections: tuple[str, ...] = ()
    heading: bool = False
    cells: tuple[str, ...] = ()  # of a table's row

    @property
    def told(self) -> bool:
        return bool(self.cues)

    @property
    def slide_or_told(self) -> bool:
        """Whether it stands on a slide or in the story, and not in the file alone."""
        return self.slide is not None or self.told

    @property
    def folded(self) -> str:
        return fold_letters(self.text)

    def about(self, *sections: str) -> bool:
        return any(section in self.sections for section in sections)


def lines_of_deck(deck: Deck) -> tuple[Line, ...]:
    """Return every line of a deck, hidden ones too, those of the file last."""
    lines: list[Line] = []
    boxes: dict[tuple[int | None, str], int] = {}
    for slide in deck.slides:
        heading = _heading_of(slide)
        about = sections_of(heading) if slide.number > 1 else ("title",)
        for piece in slide.pieces:
            lines += _lines_of_piece(piece, _box_of(piece, boxes), about, heading)
    for piece in deck.pieces:
        lines += _lines_of_piece(piece, _box_of(piece, boxes), (), "")
    return tuple(lines)


def lines_of_story(story: Story | None) -> tuple[Line, ...]:
    """Return the sentences of a story, each with the cues it runs over and the part of the story it belongs to."""
    if story is None:
        return ()
    lines: list[Line] = []
    part = "hook"
    for text, cues in _sentences(story.cues):
        part = turn_of(text) or part
        lines.append(Line(text=text, cues=cues, sections=(part,)))
    return tuple(lines)


def sections_of(heading: str) -> tuple[str, ...]:
    """Return what a heading announces; several where it joins several, as in 'Next step and risks'."""
    folded = fold_letters(heading)
    return tuple(name for name, form in HEADINGS.items() if form.search(folded))


def turn_of(text: str) -> str | None:
    """Return the part of a story that a sentence announces, or None."""
    folded = fold_letters(text)
    return next((name for name, form in TURNS.items() if form.search(folded)), None)


def cue_name(cue: Cue) -> str:
    """Return how a cue is cited: by its stamp as m:ss, or by its number where it has none."""
    if cue.start is None:
        return str(cue.number)
    return f"{int(cue.start) // 60}:{int(cue.start) % 60:02d}"


def _box_of(piece: Piece, boxes: dict[tuple[int | None, str], int]) -> int:
    """Return the number of the box a piece stands in: the paragraphs of one shape share it, a piece without one is its own."""
    key = (piece.slide, f"{piece.channel} {piece.shape}") if piece.shape else (piece.slide, f"#{len(boxes)}")
    return boxes.setdefault(key, len(boxes))


def _heading_of(slide: Slide) -> str:
    if slide.title.strip():
        return slide.title
    shown = [piece for piece in slide.pieces if piece.visible and piece.text.strip()]
    first = shown[0].text.strip().splitlines()[0] if shown else ""
    return first if len(first.split()) <= 8 else ""


def _lines_of_piece(piece: Piece, number: int, about: tuple[str, ...], heading: str) -> Iterable[Line]:
    rows = re.split(r"[\n\v\r]+", piece.text)
    for part in (part for row in rows for part in _cut_row(row)):
        text = _BULLET.sub("", part).strip()
        if not text:
            continue
        label = _LABEL.match(text)
        own = sections_of(label.group(1)) if label and text != heading else ()
        cells = tuple(cell.strip() for cell in _CELL.split(text)) if piece.channel == "table" else ()
        yield Line(
            text=text,
            slide=piece.slide,
            piece=number,
            channel=piece.channel,
            disguise=piece.disguise,
            visible=piece.visible,
            sections=tuple(dict.fromkeys((*own, *about))),
            heading=piece.channel == "title" or text == heading,
            cells=cells if len(cells) > 1 else (),
        )


def _cut_row(row: str) -> Iterable[str]:
    """Cut a row longer than anybody reads in one go between words, so that no rule ever meets a text without end."""
    while len(row) > LONG_LINE:
        place = row.rfind(" ", LONG_LINE // 2, LONG_LINE)
        yield row[: place if place > 0 else LONG_LINE]
        row = row[place if place > 0 else LONG_LINE :]
    yield row


def _sentences(cues: Sequence[Cue]) -> Iterable[tuple[str, tuple[int, ...]]]:
    """Join the cues and cut at full stops, so that a sentence that runs over two cues is read as one."""
    joined = ""
    owners: list[int] = []
    breaks: list[int] = []
    for cue in cues:
        text = " ".join(cue.text.split())
        if not text:
            continue
        joined += (" " if joined else "") + text
        owners += [cue.number] * (len(joined) - len(owners))
        if len(text.split()) > LONG_SENTENCE:  # a paragraph, not a caption: nothing runs over its end
            breaks.append(len(joined))
    start = 0
    for end in sorted({*(match.end() for match in _STOP.finditer(joined)), *breaks, len(joined)}):
        for first, last in _cut_long(joined, start, end):
            text = joined[first:last].strip()
            if text:
                first += len(joined[first:last]) - len(joined[first:last].lstrip())
                yield text, tuple(dict.fromkeys(owners[first : first + len(text)]))
        start = end


def _cut_long(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """Cut a sentence of a transcript without stops where clauses begin, about every twenty words."""
    if len(text[start:end].split()) <= LONG_SENTENCE:
        yield start, end
        return
    first = start
    for match in _CLAUSE.finditer(text, start, end):
        if len(text[first : match.start()].split()) >= LONG_SENTENCE // 2:
            yield first, match.start()
            first = match.start()
    yield first, end
