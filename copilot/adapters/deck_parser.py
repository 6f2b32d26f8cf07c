"""Takes a checked deck apart: run as a process of its own by `deck_file`, since a parser may hang or grow on what was made to.

Reads the deck from standard input, its limits from the arguments; writes one JSON document. A shape that cannot be read is said
and costs nothing else.
"""

import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from pptx import Presentation
from pptx.util import Emu

from copilot.adapters.deck_backdrop import Backdrop
from copilot.adapters.deck_dialect import to_plain_deck
from copilot.adapters.deck_disguise import Colour, read_colour, read_unseen, split_runs, strip_unseen
from copilot.adapters.deck_parts import texts_of_chart, texts_of_comments, texts_of_custom_properties, texts_of_smart_art
from copilot.adapters.deck_walk import Drawn, TooMuch, count_shapes, is_hidden_slide, pictures_of, related_part, walk_slide
from copilot.domain.decks import Box, Deck, Disguise, Piece, Slide

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PROPERTIES = ("category", "comments", "content_status", "identifier", "keywords", "subject", "title", "version")
_USUAL_NAME = re.compile(
    r"^(?:image|oleobject|media|video|audio|package|thumbnail|hdphoto|microsoft_?\w*?|chart|slide|picture|movie)[_-]?\d*$",
    re.IGNORECASE,
)
_STORED = re.compile(r"^ppt/(?:embeddings|media)/(?P<name>[^/]+)\.\w+$")
_PALE_STYLES = {  # of tables whose rows below the first are white or nearly so
    "{2D5ABB26-0587-4C30-8999-92F81FD0307C}",
    "{5940675A-B579-460E-94D1-54222C63F5DA}",
    "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}",
}


class DeckReader:
    """Walks one presentation. Shapes are counted first, depth and text while they are met."""

    def __init__(self, presentation: Any, *, most_depth: int, most_shapes: int, most_text: int) -> None:
        self._deck = presentation
        self._size = (presentation.slide_width or Emu(9144000), presentation.slide_height or Emu(6858000))
        self._most_depth = most_depth
        self._most_shapes = most_shapes
        self._text_left = most_text
        self._backdrop = Backdrop(presentation)
        self._unread: list[int] = []

    def read(self, file_name: str, most_slides: int, stored: list[str]) -> Deck:
        """Return the deck. `stored` are the names under which the file keeps pictures, media and embedded files."""
        slides = list(self._deck.slides)
        if len(slides) > most_slides:
            raise TooMuch(f"The deck has more than {most_slides} slides; hand in the slides of this story alone.")
        if sum(count_shapes(slide) for slide in slides) > self._most_shapes:
            raise TooMuch("The deck holds more shapes than a presentation has; simplify its drawings and upload it again.")
        properties = self._deck.core_properties
        said = [str(getattr(properties, name) or "") for name in _PROPERTIES]
        said += [name for name in (properties.author, properties.last_modified_by) if len(name.split()) > 4]  # no name is as long
        said += texts_of_custom_properties(self._deck.part.package)
        read = tuple(self._read_slide(number, slide) for number, slide in enumerate(slides, 1))
        known = {piece.text for slide in read for piece in slide.pieces if piece.channel == "embedded_name"}
        pieces = [self._piece(None, "property", text, False) for text in said]
        pieces += [self._piece(None, "embedded_name", name, False) for name in _telling_names(stored) if name not in known]
        places = ", ".join(str(number) for number in sorted(set(self._unread)))
        return Deck(
            file_name=file_name,
            slides=read,
            pieces=tuple(piece for piece in pieces if piece is not None),
            author=properties.author or None,
            last_modified_by=properties.last_modified_by or None,
            warnings=(f"Something on slide {places} could not be read; look at it yourself.",) if places else (),
        )

    def _read_slide(self, number: int, slide: Any) -> Slide:
        self._backdrop.begin(slide)
        pieces: list[Piece] = []
        title, pictures = "", 0
        for drawn in walk_slide(slide, self._size, self._most_depth):
            found = self._tolerate(number, self._read_shape(number, slide, drawn))
            pieces += found
            pictures += len(pictures_of(drawn))
            if not title and _is_title(drawn):
                title = "\n".join(piece.text for piece in found if piece.channel == "title")
        pieces += self._tolerate(number, self._read_around(number, slide))
        return Slide(number=number, title=title, hidden=is_hidden_slide(slide), pieces=tuple(pieces), pictures=pictures)

    def _tolerate(self, number: int, pieces: Iterator[Piece]) -> list[Piece]:
        """Return the pieces up to where something breaks: one odd shape must not cost the whole deck."""
        found: list[Piece] = []
        try:
            found.extend(pieces)
        except (TooMuch, MemoryError):
            raise
        except Exception:  # what a damaged part breaks with, no list foresees
            self._unread.append(number)
        return found

    def _read_around(self, number: int, slide: Any) -> Iterator[Piece]:
        """The notes, the comments and the names of what is embedded."""
        if slide.has_notes_slide:
            for node in slide.notes_slide._element.iter(f"{_P}sp"):
                kind = node.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
                if kind is None or kind.get("type") not in ("sldNum", "dt"):
                    yield from self._plain(number, "notes", "\n".join(_paragraphs_of(node.find(f"{_P}txBody"))))
        for text in texts_of_comments(slide):
            yield from self._plain(number, "comment", text)
        names = [str(rel.target_part.partname).lstrip("/") for rel in slide.part.rels.values() if not rel.is_external]
        for name in _telling_names(names):
            yield from self._plain(number, "embedded_name", name)

    def _read_shape(self, number: int, slide: Any, drawn: Drawn) -> Iterator[Piece]:
        if drawn.alternative_text:
            yield from self._make(number, "alt_text", drawn.alternative_text, None, drawn)
        for tip in {node.get("tooltip") or "" for node in drawn.element.iter(f"{_A}hlinkClick")} if drawn.kind != "grpSp" else ():
            yield from self._make(number, "alt_text", tip, None, drawn)
        body = drawn.element.find(f"{_P}txBody") if drawn.kind == "sp" else None
        if body is not None:
            behind = self._backdrop.behind(drawn.element, drawn.box)
            channel = "title" if _is_title(drawn) else "body"
            for paragraph in body.findall(f"{_A}p"):
                yield from self._read_paragraph(number, channel, paragraph, body, behind, drawn)
        self._backdrop.add(drawn.element, drawn.box)
        if drawn.kind == "graphicFrame":
            yield from self._read_frame(number, slide, drawn)

    def _read_frame(self, number: int, slide: Any, drawn: Drawn) -> Iterator[Piece]:
        """A table, a chart, a diagram or the place of an embedded object."""
        table = drawn.element.find(f".//{_A}tbl")
        if table is not None:
            yield from self._read_table(number, table, drawn)
        for node in drawn.element.iter():
            name = node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
            if name == "chart":
                for text in texts_of_chart(related_part(slide, node.get(f"{_R}id"))):
                    yield from self._make(number, "chart", text, drawn.disguise, drawn)
            elif name == "relIds":
                for text in texts_of_smart_art(related_part(slide, node.get(f"{_R}dm"))):
                    yield from self._make(number, "body", text, drawn.disguise, drawn)
            elif name == "oleObj":
                yield from self._make(number, "embedded_name", node.get("name") or drawn.name, None, drawn)

    def _read_table(self, number: int, table: Any, drawn: Drawn) -> Iterator[Piece]:
        """A row is one piece; what is disguised in one of its cells is a piece of its own."""
        style = table.findtext(f"{_A}tblPr/{_A}tableStyleId") or ""
        for place, row in enumerate(table.findall(f"{_A}tr")):
            plain = self._backdrop.slide if not style or (style in _PALE_STYLES and place > 0) else None
            cells: list[str] = []
            for cell in row.findall(f"{_A}tc"):
                shown, apart = self._read_cell(cell, plain)
                cells.append(shown)
                for text, disguise in apart:
                    yield from self._make(number, "table", text, drawn.disguise or disguise, drawn)
            if any(cells):
                yield from self._make(number, "table", " | ".join(cells), drawn.disguise, drawn)

    def _read_cell(self, cell: Any, plain: Colour | None) -> tuple[str, list[tuple[str, Disguise]]]:
        fill = cell.find(f"{_A}tcPr/{_A}solidFill")
        body = cell.find(f"{_A}txBody")
        shown: list[str] = []
        apart: list[tuple[str, Disguise]] = []
        for paragraph in body.findall(f"{_A}p") if body is not None else ():
            ground = read_colour(fill, self._backdrop.theme) if fill is not None else plain
            for text, disguise in split_runs(paragraph, body, ground, self._backdrop.theme):
                unseen = read_unseen(text)
                apart += [(unseen, "zero_width")] if unseen else []
                if disguise is None:
                    shown.append(strip_unseen(text))
                else:
                    apart.append((strip_unseen(text), disguise))
        return " ".join(" ".join(shown).replace("\n", " ").replace("\x0b", " ").split()), apart

    def _read_paragraph(
        self, number: int, channel: str, paragraph: Any, body: Any, behind: Colour | None, drawn: Drawn
    ) -> Iterator[Piece]:
        for text, own in split_runs(paragraph, body, behind, self._backdrop.theme):
            yield from self._make(number, channel, strip_unseen(text), drawn.disguise or own, drawn)
            yield from self._make(number, channel, read_unseen(text), "zero_width", drawn)

    def _plain(self, number: int, channel: str, text: str) -> Iterator[Piece]:
        for words in (strip_unseen(text), read_unseen(text)):
            piece = self._piece(number, channel, words, False)
            if piece is not None:
                yield piece

    def _make(self, number: int, channel: str, text: str, disguise: Disguise | None, drawn: Drawn) -> Iterator[Piece]:
        seen = channel in ("title", "body", "table", "chart")
        piece = self._piece(number, channel, text, seen and disguise is None, disguise, drawn.name, drawn.box)
        if piece is not None:
            yield piece

    def _piece(
        self,
        slide: int | None,
        channel: Any,
        text: str,
        visible: bool,
        disguise: Disguise | None = None,
        shape: str | None = None,
        box: Box | None = None,
    ) -> Piece | None:
        plain = text.replace("\x0b", "\n").strip()
        if not plain:
            return None
        self._text_left -= len(plain)
        if self._text_left < 0:
            raise TooMuch("The deck holds more text than anybody reads; hand in the slides of this story alone.")
        return Piece(slide=slide, channel=channel, text=plain, visible=visible, disguise=disguise, shape=shape, box=box)


def _is_title(drawn: Drawn) -> bool:
    place = drawn.element.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
    return place is not None and place.get("type") in ("title", "ctrTitle")


def _paragraphs_of(body: Any) -> Iterator[str]:
    for paragraph in body.iter(f"{_A}p") if body is not None else ():
        yield "".join(node.text or "" if node.tag == f"{_A}t" else "\n" for node in paragraph.iter(f"{_A}t", f"{_A}br"))


def _telling_names(stored: list[str]) -> list[str]:
    """Return the names of embedded files and media that somebody chose, without those that programs give."""
    stems = [match.group("name") for name in stored if (match := _STORED.match(name))]
    names = [PurePosixPath(stem).name.replace("_", " ") for stem in stems if not _USUAL_NAME.match(stem)]
    return list(dict.fromkeys(names))


def main() -> None:
    """Read a deck from standard input; write {"deck"} or {"refused"} to standard output."""
    wanted = json.loads(sys.argv[1])
    data = to_plain_deck(sys.stdin.buffer.read())
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            stored = archive.namelist()
        reader = DeckReader(
            Presentation(io.BytesIO(data)),
            most_depth=wanted["most_depth"],
            most_shapes=wanted["most_shapes"],
            most_text=wanted["most_text"],
        )
        deck = reader.read(wanted["file_name"], wanted["most_slides"], stored)
        sys.stdout.write(json.dumps({"deck": deck.model_dump(mode="json")}))
    except TooMuch as error:
        sys.stdout.write(json.dumps({"refused": str(error)}))


if __name__ == "__main__":
    main()
