"""A deck and a story as they were read: every piece of text, where it stands, and whether an audience would meet it."""

from typing import Literal

from copilot.domain.noun import Noun

Channel = Literal[
    "title",
    "body",
    "table",
    "chart",
    "picture",
    "notes",
    "alt_text",
    "comment",
    "embedded_name",
    "property",
    "file_name",
]
Disguise = Literal["hidden_slide", "hidden_shape", "off_slide", "tiny", "background_coloured", "zero_width"]


class Box(Noun):
    """A place on a slide, as shares of its width and height; below 0 or above 1 is off the slide."""

    left: float
    top: float
    width: float
    height: float


class Piece(Noun):
    """One stretch of text in a deck. An audience sees titles, bodies, tables, charts and pictures that are not disguised."""

    slide: int | None  # None: of the whole file
    channel: Channel
    text: str
    visible: bool
    disguise: Disguise | None = None
    shape: str | None = None  # the name the author's program gave it
    box: Box | None = None
    confidence: float | None = None  # 0 to 1, where the text was read from a picture


class Slide(Noun):
    number: int  # from 1, as the program shows it
    title: str
    hidden: bool
    pieces: tuple[Piece, ...]
    pictures: int = 0

    @property
    def visible_text(self) -> str:
        """What an audience reads on the slide, one piece a line."""
        return "\n".join(piece.text for piece in self.pieces if piece.visible)


class Deck(Noun):
    file_name: str
    slides: tuple[Slide, ...]
    pieces: tuple[Piece, ...] = ()  # of the whole file: properties, embedded names, the file name
    author: str | None = None
    last_modified_by: str | None = None
    warnings: tuple[str, ...] = ()

    @property
    def every_piece(self) -> tuple[Piece, ...]:
        """The pieces of all slides in their order, then those of the file."""
        return (*(piece for slide in self.slides for piece in slide.pieces), *self.pieces)


class Cue(Noun):
    """A stretch of a told story. Times are seconds from its start; None where the transcript has no stamps."""

    number: int  # from 1
    start: float | None
    end: float | None
    text: str


class Story(Noun):
    file_name: str
    cues: tuple[Cue, ...]
    seconds: float | None  # how long it was told; None where only the words are known
    warnings: tuple[str, ...] = ()

    @property
    def words(self) -> int:
        return sum(len(cue.text.split()) for cue in self.cues)

    @property
    def timed(self) -> bool:
        return any(cue.start is not None for cue in self.cues)
