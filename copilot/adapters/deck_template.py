"""Writes the template of the certification deck as PPTX."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

_INK, _GREY = "1F2A2E", "5B6770"


def write_template(source: Path, target: Path) -> int:
    """Write the template as a deck; return how many slides it has. Raises OSError where the file cannot be written."""
    from pptx import Presentation  # here: half a second of import that only this command needs
    from pptx.util import Inches

    slides: list[dict[str, Any]] = yaml.safe_load(source.read_text(encoding="utf-8"))
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Inches(13.333), Inches(7.5)
    for content in slides:
        slide = presentation.slides.add_slide(presentation.slide_layouts[5])
        _write_title(slide, content["title"])
        _write_lines(slide, content["lines"], below=2.0)
        if "map" in content:
            _write_map(slide, content["map"])
        for place in range(int(content.get("pictures", 0))):
            _write_frame(slide, place)
        slide.notes_slide.notes_text_frame.text = f"{content['hint']} Limit: {content['limit']}."
    presentation.core_properties.title = "Opportunity story"
    presentation.core_properties.author = ""
    presentation.save(str(target))
    return len(slides)


def _write_title(slide: Any, text: str) -> None:
    from pptx.util import Inches

    title = slide.shapes.title
    title.left, title.top, title.width, title.height = Inches(0.8), Inches(0.6), Inches(11.7), Inches(1.1)
    title.text_frame.text = text
    _style(title.text_frame.paragraphs[0], 32, _INK, bold=True)


def _write_lines(slide: Any, lines: Sequence[str], *, below: float) -> None:
    from pptx.util import Inches, Pt

    box = slide.shapes.add_textbox(Inches(0.8), Inches(below), Inches(11.7), Inches(1.8))
    box.name = "Your words"
    frame = box.text_frame
    frame.word_wrap = True
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.text = line
        paragraph.space_after = Pt(10)
        _style(paragraph, 20, _INK)


def _write_map(slide: Any, rows: Sequence[Sequence[str]]) -> None:
    from pptx.util import Inches

    shape = slide.shapes.add_table(len(rows), len(rows[0]), Inches(0.8), Inches(2.9), Inches(11.7), Inches(3.2))
    _describe(shape, "A map of people: levels down, functions across, gaps left open")
    for down, row in enumerate(rows):
        for across, text in enumerate(row):
            cell = shape.table.cell(down, across)
            cell.text_frame.text = text
            _style(cell.text_frame.paragraphs[0], 14, "FFFFFF" if down == 0 else _INK, bold=down == 0 or across == 0)


def _write_frame(slide: Any, place: int) -> None:
    from pptx.util import Inches

    frame = slide.shapes.add_shape(1, Inches(0.8 + 6.0 * place), Inches(3.4), Inches(5.7), Inches(2.7))
    frame.fill.background()
    frame.line.color.rgb = _colour(_GREY)
    frame.text_frame.text = "[picture of an exchange, names covered]"
    _style(frame.text_frame.paragraphs[0], 14, _GREY)
    _describe(frame, "Room for a picture of an exchange with the buyer")


def _style(paragraph: Any, size: int, colour: str, *, bold: bool = False) -> None:
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    paragraph.alignment = PP_ALIGN.LEFT
    for run in paragraph.runs:
        run.font.size, run.font.bold = Pt(size), bold
        run.font.color.rgb = _colour(colour)


def _colour(value: str) -> Any:
    from pptx.dml.color import RGBColor

    make: Any = RGBColor  # its package has no types
    return make(*bytes.fromhex(value))


def _describe(shape: Any, words: str) -> None:
    shape._element.xpath(".//p:cNvPr")[0].set("descr", words)
