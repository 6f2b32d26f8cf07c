"""Takes a checked deck apart: run as a process of its own by `deck_process`, since a parser may hang or grow on what was made to.

Reads the deck from standard input, its limits from the arguments; writes one JSON document. Nothing else in the product knows
python-pptx but `deck_template`.
"""

import io
import json
import sys
from collections.abc import Iterator
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.util import Emu

from copilot.adapters.deck_backdrop import Backdrop
from copilot.adapters.deck_disguise import is_off_slide, read_unseen, split_runs, strip_unseen
from copilot.domain.decks import Box, Deck, Disguise, Piece, Slide

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ALT = "descr"


def count_pictures(slide: Any) -> int:
    return sum(1 for node in slide.shapes._spTree.iter() if isinstance(node.tag, str) and node.tag.endswith("}pic"))


def count_shapes(slide: Any) -> int:
    """Return how many shapes stand on a slide, groups and what is in them included."""
    return sum(1 for node in slide.shapes._spTree.iter() if isinstance(node.tag, str) and node.tag.endswith("}cNvPr"))


class TooMuch(Exception):
    """The deck holds more than is read; the message is a sentence for a person."""


class DeckReader:
    """Walks one presentation. Shapes are counted first, depth and text while they are met."""

    def __init__(self, presentation: Any, *, most_depth: int, most_shapes: int, most_text: int) -> None:
        self._deck = presentation
        self._size = (presentation.slide_width or Emu(9144000), presentation.slide_height or Emu(6858000))
        self._most_depth = most_depth
        self._most_shapes = most_shapes
        self._text_left = most_text
        self._backdrop = Backdrop(presentation)
        self._title_id: int | None = None

    def read(self, file_name: str, most_slides: int) -> Deck:
        slides = list(self._deck.slides)
        if len(slides) > most_slides:
            raise TooMuch(f"The deck has more than {most_slides} slides; hand in the slides of this story alone.")
        if sum(count_shapes(slide) for slide in slides) > self._most_shapes:
            raise TooMuch("The deck holds more shapes than a presentation has; simplify its drawings and upload it again.")
        properties = self._deck.core_properties
        names = {"title", "subject", "keywords", "comments", "category"}
        pieces = [self._piece(None, "property", str(getattr(properties, name) or ""), False) for name in sorted(names)]
        return Deck(
            file_name=file_name,
            slides=tuple(self._read_slide(number, slide) for number, slide in enumerate(slides, 1)),
            pieces=tuple(piece for piece in pieces if piece is not None),
            author=properties.author or None,
            last_modified_by=properties.last_modified_by or None,
        )

    def _read_slide(self, number: int, slide: Any) -> Slide:
        hidden = slide._element.get("show") in ("0", "false")
        self._backdrop.begin(slide)
        title = slide.shapes.title  # looked up once: each look walks all shapes
        self._title_id = title.shape_id if title is not None else None
        pieces = [
            piece for shape in slide.shapes for piece in self._read_shape(number, slide, shape, hidden, depth=0, parent=None)
        ]
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            notes = slide.notes_slide.notes_text_frame.text
            pieces += [piece for piece in [self._piece(number, "notes", notes, False)] if piece]
        pieces += [piece for text in _comments_of(slide) if (piece := self._piece(number, "comment", text, False))]
        return Slide(
            number=number,
            title=title.text_frame.text.strip() if title is not None and title.has_text_frame else "",
            hidden=hidden,
            pieces=tuple(pieces),
            pictures=count_pictures(slide),
        )

    def _read_shape(
        self, number: int, slide: Any, shape: Any, hidden: bool, *, depth: int, parent: Disguise | None
    ) -> Iterator[Piece]:
        if depth > self._most_depth:
            raise TooMuch(f"The deck nests groups more than {self._most_depth} deep; ungroup them and upload it again.")
        box = self._box(shape)
        disguise: Disguise | None = parent or ("hidden_slide" if hidden else None)
        if disguise is None and _is_hidden(shape):
            disguise = "hidden_shape"
        if disguise is None and depth == 0 and box is not None and is_off_slide(box):
            disguise = "off_slide"
        alt = _alternative_text(shape)
        if alt:
            yield from self._make(number, "alt_text", alt, None, shape, box)
        if shape._element.tag.endswith("}grpSp"):
            for child in shape.shapes:
                yield from self._read_shape(number, slide, child, hidden, depth=depth + 1, parent=disguise)
            return
        yield from self._read_content(number, slide, shape, disguise, box)

    def _read_content(self, number: int, slide: Any, shape: Any, disguise: Disguise | None, box: Box | None) -> Iterator[Piece]:
        if shape.has_text_frame:
            yield from self._read_text(number, shape, disguise, box)
        self._backdrop.add(shape, box)
        if getattr(shape, "has_table", False):
            for row in shape.table.rows:
                text = " | ".join(cell.text_frame.text.replace("\n", " ").strip() for cell in row.cells)
                yield from self._make(number, "table", text, disguise, shape, box)
        if getattr(shape, "has_chart", False):
            for text in _texts_of_chart(shape.chart):
                yield from self._make(number, "chart", text, disguise, shape, box)
        if any(node.get("progId") for node in shape._element.iter()):
            yield from self._make(number, "embedded_name", shape.name, None, shape, box)
        for text in _texts_of_smart_art(shape, slide):
            yield from self._make(number, "body", text, disguise, shape, box)

    def _read_text(self, number: int, shape: Any, disguise: Disguise | None, box: Box | None) -> Iterator[Piece]:
        channel = "title" if shape.shape_id == self._title_id else "body"
        behind = self._backdrop.behind(shape, box)
        body = shape.text_frame._txBody
        for paragraph in body.findall(f"{_A}p"):
            for text, own in split_runs(paragraph, body, behind, self._backdrop.theme):
                yield from self._make(number, channel, strip_unseen(text), disguise or own, shape, box)
                yield from self._make(number, channel, read_unseen(text), "zero_width", shape, box)

    def _make(
        self, number: int, channel: Any, text: str, disguise: Disguise | None, shape: Any, box: Box | None
    ) -> Iterator[Piece]:
        seen = channel in ("title", "body", "table", "chart")
        piece = self._piece(number, channel, text, seen and disguise is None, disguise, shape.name, box)
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

    def _box(self, shape: Any) -> Box | None:
        sides = (shape.left, shape.top, shape.width, shape.height)
        if any(side is None for side in sides):
            return None
        wide, high = self._size
        return Box(left=sides[0] / wide, top=sides[1] / high, width=sides[2] / wide, height=sides[3] / high)


def _is_hidden(shape: Any) -> bool:
    return any(node.get("hidden") in ("1", "true") for node in shape._element.iter() if node.tag.endswith("}cNvPr"))


def _alternative_text(shape: Any) -> str:
    for node in shape._element.iter():
        if isinstance(node.tag, str) and node.tag.endswith("}cNvPr"):
            return " ".join(text for text in (node.get("title"), node.get(_ALT)) if text)
    return ""


def _texts_of_chart(chart: Any) -> Iterator[str]:
    if chart.has_title and chart.chart_title.has_text_frame:
        yield chart.chart_title.text_frame.text
    for plot in chart.plots:
        names = [str(name) for name in plot.categories]
        for series in plot.series:
            pairs = [f"{name}: {value}" for name, value in zip(names, series.values, strict=False)]
            yield f"{series.name}: {', '.join(pairs) if pairs else ', '.join(map(str, series.values))}"


def _texts_of_smart_art(shape: Any, slide: Any) -> Iterator[str]:
    """The words of a diagram stand in a part of their own, which the shape names."""
    for node in shape._element.iter():
        if isinstance(node.tag, str) and node.tag.endswith("}relIds"):
            for name, value in node.attrib.items():
                if name.endswith("}dm") and value in slide.part.rels:
                    root = etree.fromstring(slide.part.rels[value].target_part.blob, _safe_parser())
                    for point in root.iter():
                        if isinstance(point.tag, str) and point.tag.endswith("}pt"):
                            yield " ".join(text.text or "" for text in point.iter(f"{_A}t"))


def _comments_of(slide: Any) -> Iterator[str]:
    for relation in slide.part.rels.values():
        if relation.is_external or not relation.reltype.lower().endswith("comments"):
            continue
        root = etree.fromstring(relation.target_part.blob, _safe_parser())
        for node in root.iter():
            tag = etree.QName(node).localname if isinstance(node.tag, str) else ""
            if tag == "text" and node.text:  # as PowerPoint wrote them until 2021
                yield node.text
            if tag == "txBody":
                yield " ".join(text.text or "" for text in node.iter(f"{_A}t"))


def _safe_parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def main() -> None:
    """Read a deck from standard input; write {"deck"} or {"refused"} to standard output."""
    wanted = json.loads(sys.argv[1])
    data = sys.stdin.buffer.read()
    try:
        presentation = Presentation(io.BytesIO(data))
        reader = DeckReader(
            presentation,
            most_depth=wanted["most_depth"],
            most_shapes=wanted["most_shapes"],
            most_text=wanted["most_text"],
        )
        deck = reader.read(wanted["file_name"], wanted["most_slides"])
        sys.stdout.write(json.dumps({"deck": deck.model_dump(mode="json")}))
    except TooMuch as error:
        sys.stdout.write(json.dumps({"refused": str(error)}))


if __name__ == "__main__":
    main()
