"""What lies behind a text: its own box's fill, the shapes drawn before it, the slide's background. A picture cannot be told."""

from typing import Any

from lxml import etree

from copilot.adapters.deck_disguise import Colour, parse_hex, read_colour
from copilot.domain.decks import Box

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_WHITE: Colour = (255, 255, 255)
_BINS = 16  # to a side; else ten thousand filled shapes would each be held against all others
_USUAL_MAP = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}


class Backdrop:
    """The fills of one slide in the order in which they are drawn, kept by the parts of the slide they cover."""

    def __init__(self, presentation: Any) -> None:
        self.theme = _read_theme(presentation)
        self._drawn: dict[tuple[int, int], list[tuple[Box, Colour | None]]] = {}
        self.slide: Colour | None = _WHITE

    def begin(self, slide: Any) -> None:
        """Start a new slide with its background, or that of its layout or master."""
        self._drawn = {}
        self.slide = _WHITE
        for part in (slide, slide.slide_layout, slide.slide_layout.slide_master):
            background = part._element.find(f"{_P}cSld/{_P}bg")
            if background is not None:
                self.slide = self._read_background(background)
                return

    def add(self, element: Any, box: Box | None) -> None:
        """Draw a shape over what is there."""
        if box is None:
            return
        properties = element.find(f"{_P}spPr")
        if element.tag.endswith("}pic"):
            self._cover(box, None)
        elif properties is not None and properties.find(f"{_A}solidFill") is not None:
            self._cover(box, read_colour(properties.find(f"{_A}solidFill"), self.theme))
        elif properties is not None and any(properties.find(f"{_A}{fill}") is not None for fill in ("gradFill", "blipFill")):
            self._cover(box, None)

    def behind(self, element: Any, box: Box | None) -> Colour | None:
        """Return the colour behind a shape's text, or None where it cannot be told."""
        properties = element.find(f"{_P}spPr")
        if properties is not None:
            own = properties.find(f"{_A}solidFill")
            if own is not None:
                return read_colour(own, self.theme)
            if properties.find(f"{_A}gradFill") is not None or properties.find(f"{_A}blipFill") is not None:
                return None
            if properties.find(f"{_A}noFill") is None and element.find(f"{_P}style/{_A}fillRef") is not None:
                return None  # filled by the theme's style
        if box is None:
            return self.slide
        across, down = box.left + box.width / 2, box.top + box.height / 2
        for drawn, colour in reversed(self._drawn.get((_bin(across), _bin(down)), [])):
            if _covers(drawn, across, down):
                return colour
        return self.slide

    def _cover(self, box: Box, colour: Colour | None) -> None:
        for column in range(_bin(box.left), _bin(box.left + box.width) + 1):
            for row in range(_bin(box.top), _bin(box.top + box.height) + 1):
                self._drawn.setdefault((column, row), []).append((box, colour))

    def _read_background(self, background: Any) -> Colour | None:
        solid = background.find(f"{_P}bgPr/{_A}solidFill")
        if solid is not None:
            return read_colour(solid, self.theme)
        reference = background.find(f"{_P}bgRef")
        return read_colour(reference, self.theme) if reference is not None else None


def _bin(place: float) -> int:
    return int(min(max(place, 0.0), 0.999) * _BINS)


def _covers(drawn: Box, across: float, down: float) -> bool:
    return drawn.left <= across <= drawn.left + drawn.width and drawn.top <= down <= drawn.top + drawn.height


def _read_theme(presentation: Any) -> dict[str, Colour]:
    """Return the theme's colours by the names that slides use, as the first master maps them."""
    colours: dict[str, Colour] = {}
    master = presentation.slide_masters[0] if len(presentation.slide_masters) else None
    if master is None:
        return colours
    for relation in master.part.rels.values():
        if relation.reltype.endswith("/theme") and not relation.is_external:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
            scheme = etree.fromstring(relation.target_part.blob, parser).find(f".//{_A}clrScheme")
            for entry in scheme if scheme is not None else ():
                colour = next(
                    (parse_hex(node.get("val") if node.tag.endswith("}srgbClr") else node.get("lastClr")) for node in entry), None
                )
                if colour is not None:
                    colours[entry.tag.rpartition("}")[2]] = colour
    mapped = master._element.find(f"{_P}clrMap")
    names = {**_USUAL_MAP, **(dict(mapped.attrib) if mapped is not None else {})}
    return colours | {name: colours[target] for name, target in names.items() if target in colours}
