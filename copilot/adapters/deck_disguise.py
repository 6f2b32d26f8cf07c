"""Whether an audience could read a run of text: its size, its colour against what lies behind, its place, unseen characters.

What cannot be worked out (an inherited size, a picture behind the text) counts as readable: this looks for disguise, and a
deck that is merely plain must not be accused of any.
"""

import colorsys
import re
from collections.abc import Iterator, Mapping
from typing import Any

from copilot.domain.decks import Box, Disguise

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
TINY = 600  # hundredths of a point: nobody reads it on a screen
LEAST_CONTRAST = 1.5  # luminances as in WCAG 2; the weakest text that designers use has about 2
LEAST_ALPHA = 10_000  # thousandths of a per cent
_UNSEEN = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f]")
_TAGS = re.compile("[\U000e0020-\U000e007e]+")
_MANY = 8  # unseen characters in one run; a few are left behind by copying
Colour = tuple[int, int, int]
_NAMED: Mapping[str, Colour] = {"white": (255, 255, 255), "black": (0, 0, 0), "snow": (255, 250, 250), "ivory": (255, 255, 240)}


def is_off_slide(box: Box) -> bool:
    """Whether so little of a shape lies on the slide that none of its words do; they begin at its left and its top."""
    right, bottom = box.left + box.width, box.top + box.height
    if box.width <= 0 or box.height <= 0:
        return right <= 0 or bottom <= 0 or box.left >= 1 or box.top >= 1
    over = max(0.0, min(right, 1.0) - max(box.left, 0.0)) * max(0.0, min(bottom, 1.0) - max(box.top, 0.0))
    share = over / (box.width * box.height)
    return share < (0.5 if box.left < 0 or box.top < 0 else 0.1)


def split_runs(
    paragraph: Any, body: Any, behind: Colour | None, theme: Mapping[str, Colour]
) -> Iterator[tuple[str, Disguise | None]]:
    """Yield the stretches of a paragraph that an audience sees alike, each with its disguise, in their order."""
    text, now = "", None
    level = _level_of(paragraph)
    for node in paragraph:
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag == f"{_A}br":
            text += "\n"
            continue
        if tag not in (f"{_A}r", f"{_A}fld"):
            continue
        words = "".join(part.text or "" for part in node.iter(f"{_A}t"))
        disguise = _disguise_of_run(node.find(f"{_A}rPr"), body, level, behind, theme)
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
            return _changed(parse_hex(node.get("val")), node)
        if tag == "sysClr":
            return _changed(parse_hex(node.get("lastClr")), node)
        if tag == "schemeClr":
            return _changed(theme.get(node.get("val", "")), node)
        if tag == "prstClr":
            return _changed(_NAMED.get(node.get("val", "")), node)
    return None


def _changed(colour: Colour | None, node: Any) -> Colour | None:
    """Return a colour as it is made lighter or darker; None where it is changed in another way."""
    for change in node:
        tag = change.tag.rpartition("}")[2] if isinstance(change.tag, str) else ""
        share = _share_of(change.get("val"))
        if colour is None or tag == "alpha" or share is None:
            continue
        if tag in ("lumMod", "lumOff"):
            hue, light, full = colorsys.rgb_to_hls(*(value / 255 for value in colour))
            light = light * share if tag == "lumMod" else light + share
            red, green, blue = colorsys.hls_to_rgb(hue, min(max(light, 0.0), 1.0), full)
            colour = (round(red * 255), round(green * 255), round(blue * 255))
        elif tag in ("tint", "shade"):
            end = 255 if tag == "tint" else 0
            red_, green_, blue_ = (round(value * share + end * (1 - share)) for value in colour)
            colour = (red_, green_, blue_)
        else:
            colour = None
    return colour


def _share_of(value: str | None) -> float | None:
    """'50000' and '50%' are one half."""
    if value is None or not re.fullmatch(r"\d{1,7}%?", value):
        return None
    return int(value.rstrip("%")) / (100 if value.endswith("%") else 100_000)


def parse_hex(value: str | None) -> Colour | None:
    if value is None or not re.fullmatch(r"[0-9A-Fa-f]{6}", value):
        return None
    return int(value[0:2], 16), int(value[2:4], 16), int(value[4:6], 16)


def _disguise_of_run(own: Any, body: Any, level: int, behind: Colour | None, theme: Mapping[str, Colour]) -> Disguise | None:
    default = body.find(f"{_A}lstStyle/{_A}lvl{level}pPr/{_A}defRPr") if body is not None else None
    given = [node for node in (own, default) if node is not None]
    sizes = [int(node.get("sz")) for node in given if (node.get("sz") or "").isdigit()]
    if sizes and sizes[0] * _scale_of(body) < TINY:
        return "tiny"
    for node in given:
        if node.find(f"{_A}noFill") is not None:
            return "background_coloured"
        fill = node.find(f"{_A}solidFill")
        if fill is None:
            continue
        alphas = [_share_of(alpha.get("val")) for alpha in fill.iter(f"{_A}alpha")]
        if any(alpha is not None and alpha * 100_000 < LEAST_ALPHA for alpha in alphas):
            return "background_coloured"
        marked = read_colour(own.find(f"{_A}highlight"), theme) if own is not None else None
        colour, ground = read_colour(fill, theme), marked or behind
        if colour is not None and ground is not None and contrast(colour, ground) < LEAST_CONTRAST:
            return "background_coloured"
        return None
    return None


def _level_of(paragraph: Any) -> int:
    properties = paragraph.find(f"{_A}pPr")
    level = properties.get("lvl") if properties is not None else None
    return int(level) + 1 if level is not None and re.fullmatch("[0-8]", level) else 1


def _scale_of(body: Any) -> float:
    """Text that is fitted into its box is shown smaller than its size says."""
    fit = body.find(f"{_A}bodyPr/{_A}normAutofit") if body is not None else None
    scale = _share_of(fit.get("fontScale")) if fit is not None else None
    return 1.0 if scale is None else scale


def _luminance(colour: Colour) -> float:
    channels = [value / 255 for value in colour]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
