"""Decks made for a test: real PPTX files by python-pptx, and ways to spoil their zip or their parts."""

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

from PIL import Image, ImageDraw, ImageFont
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.util import Emu, Inches, Pt

Edit = Callable[[Any], None]
SLIDE = "ppt/slides/slide1.xml"


def make_deck(*edits: Edit, slides: int = 1) -> bytes:
    """Return a deck of plain slides with a title and a line of text each; an edit gets the first slide."""
    presentation = Presentation()
    for number in range(1, slides + 1):
        slide = presentation.slides.add_slide(presentation.slide_layouts[5])
        slide.shapes.title.text = f"Slide {number}"
        add_text(slide, f"Plain text {number}")
    for edit in edits:
        edit(presentation.slides[0])
    stream = io.BytesIO()
    presentation.save(stream)
    return stream.getvalue()


def add_text(slide: Any, text: str, *, left: float = 1.0, size: float | None = None, colour: str | None = None) -> Any:
    """Add a text box; `left` in inches."""
    box = slide.shapes.add_textbox(Inches(left), Inches(2), Inches(4), Inches(1))
    box.text_frame.text = text
    run = box.text_frame.paragraphs[0].runs[0]
    if size is not None:
        run.font.size = Pt(size)
    if colour is not None:
        run.font.color.rgb = RGBColor.from_string(colour)
    return box


def add_group(slide: Any, depth: int, text: str) -> None:
    shapes = slide.shapes
    for _ in range(depth):
        shapes = shapes.add_group_shape().shapes
    shapes.add_textbox(Emu(0), Emu(0), Inches(1), Inches(1)).text_frame.text = text


def draw_words(words: str) -> bytes:
    """Return a picture of some words, as a screenshot has them."""
    picture = Image.new("RGB", (700, 160), "white")
    ImageDraw.Draw(picture).text((20, 50), words, fill="black", font=ImageFont.load_default(44))
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


def repack(
    data: bytes, change: Callable[[str, bytes], bytes | None] | None = None, add: Mapping[str, bytes] | None = None
) -> bytes:
    """Return the zip with its parts changed (None drops one) and others added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            part: bytes | None = old.read(info)
            if change is not None:
                part = change(info.filename, part or b"")
            if part is not None:
                new.writestr(info.filename, part)
        for name, part in (add or {}).items():
            new.writestr(name, part)
    return stream.getvalue()


def replace_in(name: str, old: bytes, new: bytes) -> Callable[[str, bytes], bytes]:
    """Return a change that replaces bytes in the parts whose name ends so."""
    return lambda part, data: data.replace(old, new, 1) if part.endswith(name) else data
