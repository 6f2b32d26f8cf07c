"""Walks the shapes of a slide as they are drawn: groups unfolded to where they stand, of alternatives the one that is shown.

Works on the elements themselves: ten thousand shapes take a second, and a shape of a kind nobody foresaw is met like any other.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from copilot.adapters.deck_disguise import is_off_slide
from copilot.domain.decks import Box, Disguise

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DRAWN = {"sp", "pic", "graphicFrame", "cxnSp", "grpSp", "contentPart"}
_KNOWN = (
    "a14",
    "a16",
    "aink",
    "am3d",
    "asvg",
    "cx",
    "dgm",
    "iact",
    "p14",
    "p15",
    "p16",
    "ps",
    "v",
    "wp",
)  # what PowerPoint reads


class TooMuch(Exception):
    """The deck holds more than is read; the message is a sentence for a person."""


@dataclass(frozen=True)
class Drawn:
    """One shape as it is drawn. A group comes before what is in it."""

    element: Any
    kind: str
    name: str
    box: Box | None
    disguise: Disguise | None
    alternative_text: str


@dataclass(frozen=True)
class _Frame:
    """How the places inside a group become places on the slide."""

    across: float = 1.0
    down: float = 1.0
    left: float = 0.0
    top: float = 0.0


def walk_slide(slide: Any, size: tuple[int, int], most_depth: int) -> Iterator[Drawn]:
    """Yield every shape of a slide, the lowest first. Raises TooMuch where groups are nested too deep."""
    hidden: Disguise | None = "hidden_slide" if is_hidden_slide(slide) else None
    yield from _Walk(slide, size, most_depth).walk(slide.shapes._spTree, _Frame(), hidden, 0)


def is_hidden_slide(slide: Any) -> bool:
    return slide._element.get("show") in ("0", "false")


def count_shapes(slide: Any) -> int:
    """Return how many shapes stand on a slide, groups and what is in them included."""
    return sum(1 for node in slide._element.iter() if isinstance(node.tag, str) and node.tag.endswith("}cNvPr"))


def related_part(slide: Any, relation: str | None) -> Any:
    """Return the part a shape names, or None where it names none of this deck's."""
    rels = slide.part.rels
    if relation is None or relation not in rels or rels[relation].is_external:
        return None
    return rels[relation].target_part


def pictures_of(drawn: Drawn) -> list[str]:
    """Return the relations of the pictures a shape shows, as its content or as its fill."""
    if drawn.kind not in ("pic", "sp"):
        return []
    places = (f"{_P}blipFill/{_A}blip", f"{_P}spPr/{_A}blipFill/{_A}blip")
    blips = [node for place in places for node in drawn.element.findall(place)]
    return [relation for blip in blips if (relation := blip.get(f"{_R}embed"))]


class _Walk:
    def __init__(self, slide: Any, size: tuple[int, int], most_depth: int) -> None:
        self._slide = slide
        self._size = size
        self._most_depth = most_depth
        self._inherited: dict[str, Any] | None = None

    def walk(self, tree: Any, frame: _Frame, parent: Disguise | None, depth: int) -> Iterator[Drawn]:
        if depth > self._most_depth:
            raise TooMuch(f"The deck nests groups more than {self._most_depth} deep; ungroup them and upload it again.")
        for element in _children_of(tree):
            kind = element.tag.rpartition("}")[2]
            properties = _properties_of(element)
            sides = self._sides_of(element, kind, properties)
            box = self._box(sides, frame)
            disguise = parent
            if disguise is None and properties is not None and properties.get("hidden") in ("1", "true"):
                disguise = "hidden_shape"
            if disguise is None and kind != "grpSp" and box is not None and is_off_slide(box):
                disguise = "off_slide"
            named = properties.attrib if properties is not None else {}
            alternative = " ".join(text for text in (named.get("title"), named.get("descr")) if text)
            yield Drawn(element, kind, str(named.get("name") or kind), box, disguise, alternative)
            if kind == "grpSp":
                yield from self.walk(element, _inside(element, sides, frame), disguise, depth + 1)

    def _sides_of(self, element: Any, kind: str, properties: Any) -> tuple[int, int, int, int] | None:
        place = f"{_P}xfrm" if kind == "graphicFrame" else f"{_P}grpSpPr/{_A}xfrm" if kind == "grpSp" else f"{_P}spPr/{_A}xfrm"
        own = _sides_in(element.find(place))
        if own is not None or properties is None or element.find(f"*/{_P}nvPr/{_P}ph") is None:
            return own
        if self._inherited is None:  # of a layout: looked up once a slide
            self._inherited = {str(shape.shape_id): shape for shape in self._slide.placeholders}
        shape = self._inherited.get(properties.get("id", ""))
        sides = [getattr(shape, side, None) for side in ("left", "top", "width", "height")]
        left, top, width, height = sides
        return None if left is None or top is None or width is None or height is None else (left, top, width, height)

    def _box(self, sides: tuple[int, int, int, int] | None, frame: _Frame) -> Box | None:
        if sides is None:
            return None
        left, top, width, height = sides
        wide, high = self._size
        return Box(
            left=(frame.left + frame.across * left) / wide,
            top=(frame.top + frame.down * top) / high,
            width=abs(frame.across) * width / wide,
            height=abs(frame.down) * height / high,
        )


def _children_of(tree: Any) -> Iterator[Any]:
    for element in tree:
        if not isinstance(element.tag, str):
            continue
        if element.tag == f"{_MC}AlternateContent":
            shown = _shown_of(element)
            yield from _children_of(shown) if shown is not None else ()
        elif element.tag.rpartition("}")[2] in _DRAWN:
            yield element


def _shown_of(alternatives: Any) -> Any:
    """Return the first choice whose needs PowerPoint meets, else what it falls back to."""
    for choice in alternatives.findall(f"{_MC}Choice"):
        if all(need.startswith(_KNOWN) for need in (choice.get("Requires") or "").split()):
            return choice
    return alternatives.find(f"{_MC}Fallback")


def _properties_of(element: Any) -> Any:
    first = element[0] if len(element) else ()
    return next((node for node in first if isinstance(node.tag, str) and node.tag.endswith("}cNvPr")), None)


def _sides_in(xfrm: Any, position: str = "off", extent: str = "ext") -> tuple[int, int, int, int] | None:
    if xfrm is None:
        return None
    place, size = xfrm.find(f"{_A}{position}"), xfrm.find(f"{_A}{extent}")
    if place is None or size is None:
        return None
    try:
        return int(place.get("x")), int(place.get("y")), int(size.get("cx")), int(size.get("cy"))
    except (TypeError, ValueError):
        return None


def _inside(group: Any, sides: tuple[int, int, int, int] | None, frame: _Frame) -> _Frame:
    """Return the frame of what is in a group: its own coordinates, stretched to the group's place."""
    inner = _sides_in(group.find(f"{_P}grpSpPr/{_A}xfrm"), "chOff", "chExt")
    if sides is None or inner is None:
        return frame
    across = sides[2] / inner[2] if inner[2] else 1.0
    down = sides[3] / inner[3] if inner[3] else 1.0
    return _Frame(
        across=frame.across * across,
        down=frame.down * down,
        left=frame.left + frame.across * (sides[0] - inner[0] * across),
        top=frame.top + frame.down * (sides[1] - inner[1] * down),
    )
