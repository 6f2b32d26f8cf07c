"""Reads the words in a deck's pictures: a process of its own, run by `pictures`, since a picture may be made to grow.

Reads the deck from standard input; writes one JSON document, a line of text each with its slide, place and confidence.
"""

import io
import json
import sys
from collections.abc import Iterator
from typing import Any

MOST_PIXELS = 40_000_000
LEAST_SIDE = 60  # pixels; below it stands a logo or a bullet
LEAST_CONFIDENCE = 0.5


def list_pictures(presentation: Any) -> Iterator[tuple[int, Any]]:
    """Yield (slide number, picture shape), those in groups too."""
    from pptx.shapes.picture import Picture

    def walk(shapes: Any, depth: int) -> Iterator[Any]:
        for shape in shapes:
            if isinstance(shape, Picture):
                yield shape
            elif depth > 0 and shape._element.tag.endswith("}grpSp"):
                yield from walk(shape.shapes, depth - 1)

    for number, slide in enumerate(presentation.slides, 1):
        yield from ((number, picture) for picture in walk(slide.shapes, 32))


def read_picture(engine: Any, data: bytes) -> list[tuple[str, float, tuple[float, float, float, float]]]:
    """Return the lines of a picture: text, confidence, and place as shares of its sides. Raises ValueError for one too large."""
    import numpy as np
    from PIL import Image

    with Image.open(io.BytesIO(data)) as picture:  # reads the header alone
        wide, high = picture.size
        if wide * high > MOST_PIXELS:
            raise ValueError("too many pixels")
        if min(wide, high) < LEAST_SIDE:
            return []
        pixels = np.asarray(picture.convert("RGB"))
    found = engine(pixels)
    lines = []
    for box, text, confidence in zip(
        found.boxes if found.boxes is not None else (), found.txts or (), found.scores or (), strict=False
    ):
        left, top = float(min(point[0] for point in box)) / wide, float(min(point[1] for point in box)) / high
        right, bottom = float(max(point[0] for point in box)) / wide, float(max(point[1] for point in box)) / high
        if confidence >= LEAST_CONFIDENCE and text.strip():
            lines.append((text.strip(), float(confidence), (left, top, right - left, bottom - top)))
    return lines


def main() -> None:
    """Write {"lines": [...], "unread": n} for the deck on standard input."""
    import logging

    from pptx import Presentation
    from rapidocr import RapidOCR

    logging.disable(logging.CRITICAL)
    wanted = json.loads(sys.argv[1])
    presentation = Presentation(io.BytesIO(sys.stdin.buffer.read()))
    size = (presentation.slide_width or 9144000, presentation.slide_height or 6858000)
    engine = RapidOCR()
    lines: list[dict[str, Any]] = []
    known: dict[str, list[tuple[str, float, tuple[float, float, float, float]]]] = {}
    unread = 0
    for number, picture in list(list_pictures(presentation))[: wanted["most_pictures"]]:
        try:
            image = picture.image
            if image.sha1 not in known:
                known[image.sha1] = read_picture(engine, image.blob)
        except Exception:  # a picture in a format nobody decodes, linked instead of embedded, or damaged: the others count
            unread += 1
            continue
        for text, confidence, (left, top, width, height) in known[image.sha1]:
            place = {
                "left": (picture.left + left * picture.width) / size[0],
                "top": (picture.top + top * picture.height) / size[1],
                "width": width * picture.width / size[0],
                "height": height * picture.height / size[1],
            }
            lines.append({"slide": number, "text": text, "confidence": round(confidence, 3), "shape": picture.name, "box": place})
    sys.stdout.write(json.dumps({"lines": lines, "unread": unread}))


if __name__ == "__main__":
    main()
