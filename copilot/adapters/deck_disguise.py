"""Whether an audience could read a run of text: its size, its colour against what lies behind, its place, unseen characters.

What cannot be worked out (an inherited size, a picture behind the text) counts as readable: this looks for disguise, and a
deck that is merely plain must not be accused of any.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from copilot.domain.decks import Box, Disguise

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
TINY = 600  # hundredths of a point: nobody reads it on a screen
LEAST_CONTRAST = 1.3  # luminances as in WCAG 2; the weakest text that designers use has about 2
_UNSEEN = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f]")
_TAGS = re.compile("[\U000e0020-\U000e007e]+")
_MANY = 8  # unseen characters in one run; a few are left behind by copying
Colour = tuple[int, int, int]


def is_off_slide(box: Box) -> bool:
    """Whether nothing of a shape lies on the slide, or so little that none of its words do."""
    right, bottom = box.left + box.width, box.top + box.height
    over = max(0.0, min(right, 1.0) - max(box.left, 0.0)) * max(0.0, min(bottom, 1.0) - max(box.top, 0.0))
    return over <= 0.02 * max(box.width * box.height, 1e-9) or right <= 0.01 or bottom <= 0.01 or box.left >= 0.99


def split_runs(
    paragraph: Any, body: Any, behind: Colour | None, theme: Mapping[str, Colour]
) -> Iterator[tuple[str, Disguise | None]]:
    """Yield the stretches of a paragraph that an audience sees alike, each with its disguise, in their order."""
    text, now = "", None
    for node in paragraph:
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag == f"{_A}br":
            text += "\n"
            continue
        if tag not in (f"{_A}r", f"{_A}fld"):
            continue
        words = "".join(part.text or "" for part in node.iter(f"{_A}t"))
        disguise = _disguise_of_run(node.find(f"{_A}rPr"), body, behind, theme)
        if disguise != now and text.strip():
            yield text, now
            text = ""
        now, text = disguise, text + words
    if text.strip():
        yield text, now


def read_unseen(text: str) -> str:
    """Return what unseen characters say: letters written in tags, or that there are many of them; '' where there are few."""
    tagged = "".join(chr(ord(sign) - 0xE0000) for run in _TAGS.findall(text) for sign in run)
    if tagged:
        return tagged
    count = len(_UNSEEN.findall(text))
    return f"{count} characters that nobody sees" if count >= _MANY else ""


def strip_unseen(text: str) -> str:
    return _UNSEEN.sub("", text)


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours, 1 to 21, as WCAG 2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def read_colour(fill: Any, theme: Mapping[str, Colour]) -> Colour | None:
    """Return the colour of a solid fill, or None where it cannot be told."""
    if fill is None:
        return None
    for node in fill:
        tag = node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
        if tag == "srgbClr":
            return parse_hex(node.get("val"))
        if tag == "sysClr":
            return parse_hex(node.get("lastClr"))
        if tag == "schemeClr" and len(node) == 0:  # one that is made lighter or darker cannot be told
            return theme.get(node.get("val", ""))
    return None


def parse_hex(value: str | None) -> Colour | None:
    if value is None or not re.fullmatch(r"[0-9A-Fa-f]{6}", value):
        return None
    return int(value[0:2], 16), int(value[2:4], 16), int(value[4:6], 16)


def _disguise_of_run(own: Any, body: Any, behind: Colour | None, theme: Mapping[str, Colour]) -> Disguise | None:
    default = body.find(f"{_A}lstStyle/{_A}lvl1pPr/{_A}defRPr") if body is not None else None
    sizes = [int(node.get("sz")) for node in (own, default) if node is not None and (node.get("sz") or "").isdigit()]
    if sizes and sizes[0] * _scale_of(body) < TINY:
        return "tiny"
    fills = [fill for node in (own, default) if node is not None and (fill := node.find(f"{_A}solidFill")) is not None]
    if fills:
        if any(alpha.get("val") == "0" for alpha in fills[0].iter(f"{_A}alpha")):
            return "background_coloured"
        colour = read_colour(fills[0], theme)
        if colour is not None and behind is not None and contrast(colour, behind) < LEAST_CONTRAST:
            return "background_coloured"
    return None


def _scale_of(body: Any) -> float:
    """Text that is fitted into its box is shown smaller than its size says."""
    fit = body.find(f"{_A}bodyPr/{_A}normAutofit") if body is not None else None
    scale = fit.get("fontScale") if fit is not None else None
    return int(scale) / 100_000 if scale is not None and scale.isdigit() else 1.0


def _luminance(colour: Colour) -> float:
    channels = [value / 255 for value in colour]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
