"""A deck's text becomes a PPTX: every part of a slide is drawn from data, so that the deck can be made anew."""

from typing import Any

from picture import draw_chat
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.util import Inches, Pt

CHARTS = {"bar": XL_CHART_TYPE.BAR_CLUSTERED, "column": XL_CHART_TYPE.COLUMN_CLUSTERED, "line": XL_CHART_TYPE.LINE_MARKERS}
TITLE_AND_BODY, TITLE_ONLY, BLANK = 1, 5, 6
NAMESPACE = "http://schemas.openxmlformats.org/presentationml/2006/main"


def build_deck(case: dict[str, Any], path: Any) -> None:
    """Write the deck of one case."""
    deck = Presentation()
    look = case.get("look", {})
    if look.get("wide", True):
        deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    for spec in case["slides"]:
        add_slide(deck, spec, look)
    add_comments(deck, case.get("comments", []))
    for name, value in {"author": case["seller"], "title": "", **case.get("properties", {})}.items():
        setattr(deck.core_properties, name, value)
    deck.save(path)


def add_slide(deck: Any, spec: dict[str, Any], look: dict[str, Any]) -> None:
    """One slide: a title that is a placeholder, a box, or nothing, and its parts from top to bottom or side by side."""
    titles, title = look.get("titles", "placeholder"), spec.get("title")
    parts = spec.get("parts", [])
    in_body = titles == "placeholder" and len(parts) == 1 and "text" in parts[0] and "at" not in parts[0]
    layout = BLANK if titles == "box" or not title else TITLE_AND_BODY if in_body else TITLE_ONLY
    slide = deck.slides.add_slide(deck.slide_layouts[layout])
    width, height = deck.slide_width / 914400, deck.slide_height / 914400
    if title and layout != BLANK:
        place(slide.shapes.title, [0.5, 0.3, width - 1, 1.0])
        write(slide.shapes.title.text_frame, [title], {"size": 30, **look.get("title", {})}, look)
    elif title:
        box = slide.shapes.add_textbox(Inches(0.5), Inches(0.3), Inches(width - 1), Inches(0.9))
        write(box.text_frame, [title], {"size": 26, **look.get("title", {})}, look)
    top = 1.5 if title else 0.6
    free = [part for part in parts if "at" not in part]
    room = (height - top - 0.4) / max(len(free), 1)
    for part in parts:
        at = part.get("at") or [0.6, top + free.index(part) * room, width - 1.2, room - 0.15]
        add_part(slide, part, at, look, in_body)
    if "notes" in spec:
        slide.notes_slide.notes_text_frame.text = spec["notes"]


def add_part(slide: Any, part: dict[str, Any], at: list[float], look: dict[str, Any], in_body: bool) -> None:
    """Draw one part by its kind."""
    if "text" in part:
        lines = part["text"] if isinstance(part["text"], list) else [part["text"]]
        shape = slide.placeholders[1] if in_body else slide.shapes.add_textbox(*(Inches(n) for n in at))
        place(shape, at)
        write(shape.text_frame, lines, part, look)
    elif "columns" in part:
        width = at[2] / len(part["columns"])
        for number, lines in enumerate(part["columns"]):
            box = slide.shapes.add_textbox(*(Inches(n) for n in (at[0] + number * width, at[1], width - 0.2, at[3])))
            write(box.text_frame, lines, part, look)
    elif "table" in part:
        add_table(slide, part, at, look)
    elif "chart" in part:
        add_chart(slide, part, at)
    elif "chat" in part:
        add_picture(slide, part, at)
    elif "steps" in part:
        add_steps(slide, part, at, look)


def place(shape: Any, at: list[float]) -> None:
    shape.left, shape.top, shape.width, shape.height = (Inches(n) for n in at)


def write(frame: Any, lines: list[str], style: dict[str, Any], look: dict[str, Any]) -> None:
    """A paragraph a line; a line wrapped in underscores is in italics, one in asterisks is bold."""
    frame.word_wrap = True
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.font.italic = True if line.startswith("_") and line.endswith("_") else None
        run.font.bold = True if line.startswith("*") and line.endswith("*") else None
        run.text = line.strip("_*") if run.font.italic or run.font.bold else line
        run.font.size = Pt(style.get("size", look.get("size", 18)))
        run.font.name = look.get("font")
        if colour := style.get("colour", look.get("ink")):
            run.font.color.rgb = RGBColor.from_string(colour)


def add_table(slide: Any, part: dict[str, Any], at: list[float], look: dict[str, Any]) -> None:
    rows = part["table"]
    columns = max(len(row) for row in rows)
    table = slide.shapes.add_table(len(rows), columns, *(Inches(n) for n in at)).table
    for down, row in enumerate(rows):
        for across, words in enumerate(row):
            write(table.cell(down, across).text_frame, [str(words)], {"size": part.get("size", 13)}, {"font": look.get("font")})


def add_chart(slide: Any, part: dict[str, Any], at: list[float]) -> None:
    spec = part["chart"]
    data = CategoryChartData()
    data.categories = spec["categories"]
    for name, values in spec["series"].items():
        data.add_series(name, values)
    chart = slide.shapes.add_chart(CHARTS[spec["kind"]], *(Inches(n) for n in at), data).chart
    if "title" in spec:
        chart.has_title = True
        chart.chart_title.text_frame.text = spec["title"]


def add_picture(slide: Any, part: dict[str, Any], at: list[float]) -> None:
    image, ratio = draw_chat(part["chat"])
    height = min(at[3], at[2] / ratio)
    picture = slide.shapes.add_picture(image, Inches(at[0]), Inches(at[1]), height=Inches(height))
    picture._element.nvPicPr.cNvPr.set("descr", part.get("alt", ""))


def add_steps(slide: Any, part: dict[str, Any], at: list[float], look: dict[str, Any]) -> None:
    """A row of arrows in one group."""
    group = slide.shapes.add_group_shape()
    width = at[2] / len(part["steps"])
    for number, words in enumerate(part["steps"]):
        corner = [at[0] + number * width, at[1], width - 0.05, min(at[3], 2.2)]
        shape = group.shapes.add_shape(MSO_SHAPE.PENTAGON, *(Inches(n) for n in corner))
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor.from_string(look.get("accent", "2F5D8A"))
        write(shape.text_frame, [words], {"size": part.get("size", 12), "colour": "FFFFFF"}, look)


def add_comments(deck: Any, comments: list[dict[str, Any]]) -> None:
    """Classic review comments, one part a slide."""
    if not comments:
        return
    package = deck.part.package
    names = list(dict.fromkeys(comment["author"] for comment in comments))
    authors = "".join(
        f'<p:cmAuthor id="{n}" name="{name}" initials="{name[:2]}" lastIdx="9" clrIdx="{n}"/>' for n, name in enumerate(names)
    )
    deck.part.relate_to(comment_part(package, "commentAuthors", "cmAuthorLst", authors), RELATIONSHIP_TYPE.COMMENT_AUTHORS)
    for number, comment in enumerate(comments, 1):
        body = (
            f'<p:cm authorId="{names.index(comment["author"])}" dt="{comment["date"]}T09:00:00.000" idx="{number}">'
            f'<p:pos x="10" y="10"/><p:text>{comment["text"]}</p:text></p:cm>'
        )
        part = comment_part(package, f"comments/comment{number}", "cmLst", body)
        deck.slides[comment["slide"] - 1].part.relate_to(part, RELATIONSHIP_TYPE.COMMENTS)


def comment_part(package: Any, name: str, root: str, body: str) -> Part:
    kind = "commentAuthors" if root == "cmAuthorLst" else "comments"
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><p:{root} xmlns:p="{NAMESPACE}">{body}</p:{root}>'
    content_type = f"application/vnd.openxmlformats-officedocument.presentationml.{kind}+xml"
    return Part(PackURI(f"/ppt/{name}.xml"), content_type, package, xml.encode("utf-8"))
