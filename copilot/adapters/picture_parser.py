"""Reads the words in a deck's pictures: a process of its own, run by `pictures`, since a picture may be made to grow.

Reads the deck from standard input; writes one JSON document, a line of text each with its slide, place and confidence.
"""

import hashlib
import io
import json
import sys
import time
from collections.abc import Iterator
from typing import Any

from copilot.adapters.deck_walk import Drawn, pictures_of, related_part, walk_slide

MOST_PIXELS = 40_000_000
LEAST_SIDE = 60  # pixels; below it stands a logo or a bullet
LEAST_CONFIDENCE = 0.5
Share = tuple[float, float, float, float]  # left, top, width and height, as shares of a picture's sides
Read = list[tuple[str, float, Share]]
_WHOLE: Share = (0.0, 0.0, 1.0, 1.0)
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def list_pictures(presentation: Any, size: tuple[int, int]) -> Iterator[tuple[int, Drawn, Any]]:
    """Yield (slide number, shape, part) of every embedded picture that a shape shows, those in groups too."""
    for number, slide in enumerate(presentation.slides, 1):
        for drawn in walk_slide(slide, size, 32):
            for relation in pictures_of(drawn):
                part = related_part(slide, relation)
                if part is not None:
                    yield number, drawn, part


def shown_of(drawn: Drawn) -> Share:
    """Return the part of the picture that is shown: what is cropped away nobody sees."""
    cut = next(drawn.element.iter(f"{_A}srcRect"), None)
    if cut is None:
        return _WHOLE
    left, top, right, bottom = (_thousandths(cut.get(side)) for side in ("l", "t", "r", "b"))
    if left + right >= 1 or top + bottom >= 1:
        return _WHOLE
    return left, top, 1 - left - right, 1 - top - bottom


def read_picture(engine: Any, data: bytes, shown: Share) -> Read:
    """Return the lines of a picture: text, confidence, and place within what is shown. Raises ValueError for one too large."""
    import numpy as np
    from PIL import Image

    with Image.open(io.BytesIO(data)) as picture:  # reads the header alone
        wide, high = picture.size
        if wide * high > MOST_PIXELS:
            raise ValueError("too many pixels")
        left, top, across, down = shown
        edges = (int(left * wide), int(top * high), int((left + across) * wide), int((top + down) * high))
        wide, high = edges[2] - edges[0], edges[3] - edges[1]
        if min(wide, high) < LEAST_SIDE:
            return []
        pixels = np.asarray(picture.convert("RGB").crop(edges))
    found = engine(pixels)
    lines: Read = []
    for box, text, confidence in zip(
        found.boxes if found.boxes is not None else (), found.txts or (), found.scores or (), strict=False
    ):
        left, top = float(min(point[0] for point in box)) / wide, float(min(point[1] for point in box)) / high
        right, bottom = float(max(point[0] for point in box)) / wide, float(max(point[1] for point in box)) / high
        if confidence >= LEAST_CONFIDENCE and text.strip():
            lines.append((text.strip(), float(confidence), (left, top, right - left, bottom - top)))
    return lines


def place_on(drawn: Drawn, within: Share) -> dict[str, float] | None:
    if drawn.box is None:
        return None
    left, top, width, height = within
    return {
        "left": drawn.box.left + left * drawn.box.width,
        "top": drawn.box.top + top * drawn.box.height,
        "width": width * drawn.box.width,
        "height": height * drawn.box.height,
    }


def main() -> None:
    """Write {"lines": [...], "unread": n, "seconds": each} for the deck on standard input."""
    import logging

    from pptx import Presentation
    from rapidocr import RapidOCR

    from copilot.adapters.deck_dialect import to_plain_deck

    logging.disable(logging.CRITICAL)
    wanted = json.loads(sys.argv[1])
    until = time.monotonic() + wanted["seconds"]
    presentation = Presentation(io.BytesIO(to_plain_deck(sys.stdin.buffer.read())))
    size = (presentation.slide_width or 9144000, presentation.slide_height or 6858000)
    pictures = list(list_pictures(presentation, size))[: wanted["most_pictures"]]
    engine = RapidOCR()
    lines: list[dict[str, Any]] = []
    known: dict[tuple[bytes, Share], Read] = {}
    unread, took = 0, []
    for number, drawn, part in pictures:
        begun = time.monotonic()
        key = (hashlib.sha256(part.blob).digest(), shown_of(drawn))
        try:
            if key not in known and begun > until:
                raise TimeoutError
            known[key] = known[key] if key in known else read_picture(engine, part.blob, key[1])
        except Exception:  # a picture in a format nobody decodes, damaged, or one too many: the others count
            unread += 1
            continue
        took.append(round(time.monotonic() - begun, 2))
        for text, confidence, within in known[key]:
            said = {"slide": number, "text": text, "confidence": round(confidence, 3), "shape": drawn.name}
            lines.append(said | {"disguise": drawn.disguise, "box": place_on(drawn, within)})
    sys.stdout.write(json.dumps({"lines": lines, "unread": unread, "seconds": took}))


def _thousandths(value: str | None) -> float:
    """'25000' and '25%' are one quarter; less than nothing, a picture that is padded, is nothing."""
    try:
        number = float((value or "0").rstrip("%"))
    except ValueError:
        return 0.0
    return max(0.0, number / (100 if (value or "").endswith("%") else 100_000))


if __name__ == "__main__":
    main()
