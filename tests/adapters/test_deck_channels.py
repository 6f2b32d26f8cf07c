"""Further places where words can stand in a deck, and further ways to keep them from an audience."""

import io
from typing import Any

import pytest
from lxml import etree
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import MSO_THEME_COLOR, RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from copilot.adapters.deck_file import read_deck
from copilot.adapters.pictures import read_pictures
from copilot.domain.decks import Deck, Piece
from tests.adapters.deck_maker import Edit, add_group, add_text, draw_words, make_deck, repack, replace_in

WORDS = "Kiln two stands still"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
THREAD = f"""<?xml version="1.0"?><p188:cmLst
 xmlns:p188="http://schemas.microsoft.com/office/powerpoint/2018/8/main" xmlns:a="{_A}">
<p188:cm id="1"><p188:replyLst><p188:reply id="2"><p188:txBody><a:bodyPr/><a:p><a:r><a:t>{WORDS}</a:t></a:r></a:p></p188:txBody>
</p188:reply></p188:replyLst><p188:txBody><a:bodyPr/><a:p><a:r><a:t>A first remark</a:t></a:r></a:p></p188:txBody></p188:cm>
</p188:cmLst>""".encode()
CUSTOM = f"""<?xml version="1.0"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
 xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{{D5}}" pid="2" name="Note">
<vt:lpwstr>{WORDS}</vt:lpwstr></property></Properties>""".encode()
DIAGRAM = f"""<?xml version="1.0"?><dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"
 xmlns:a="{_A}"><dgm:ptLst><dgm:pt modelId="1"><dgm:t><a:bodyPr/><a:p><a:r><a:t>{WORDS}</a:t></a:r></a:p></dgm:t></dgm:pt>
</dgm:ptLst></dgm:dataModel>""".encode()
FRAME = (
    '<p:graphicFrame xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="' + _A + '"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram">'
    '<p:nvGraphicFramePr><p:cNvPr id="77" name="Diagram"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>'
    '<p:xfrm><a:off x="9" y="9"/><a:ext cx="914400" cy="914400"/></p:xfrm><a:graphic><a:graphicData uri="x">'
    '<dgm:relIds r:dm="rId88"/></a:graphicData></a:graphic></p:graphicFrame>'
)


def find(deck: Deck, words: str = WORDS) -> Piece:
    (piece,) = [piece for piece in deck.every_piece if words in piece.text]
    return piece


def read(*edits: Edit) -> Deck:
    return read_deck(make_deck(*edits), "deck.pptx")


def related(kind: str, target: str, part: bytes, *edits: Edit, where: str = "slides/_rels/slide1.xml.rels") -> bytes:
    """A deck with one more part, to which the first slide (or another list of relations) leads."""
    relation = f'<Relationship Id="rId88" Type="{kind}" Target="{target}"/></Relationships>'.encode()
    name = target.replace("../", "ppt/") if target.startswith("../") else target
    return repack(repack(make_deck(*edits), replace_in(where, b"</Relationships>", relation)), add={name: part})


def _title_of_chart(slide: Any) -> None:
    data = CategoryChartData()
    data.categories = ["Hours"]
    data.add_series("Stops", (12,))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.PIE, 0, 0, Inches(3), Inches(3), data).chart
    chart.has_title = True
    chart.chart_title.text_frame.text = WORDS


def _scatter(slide: Any) -> None:
    data = XyChartData()
    data.add_series(WORDS).add_data_point(1, 2)
    slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, 0, 0, Inches(3), Inches(3), data)


def _alternative(requires: str) -> Edit:
    """Wrap a text box in a choice of alternatives, as PowerPoint writes what is new, with an older form beside it."""

    def edit(slide: Any) -> None:
        box = add_text(slide, WORDS)._element
        other = add_text(slide, "The older form")._element
        names = {"mc": "http://schemas.openxmlformats.org/markup-compatibility/2006"}
        whole = etree.SubElement(slide.shapes._spTree, f"{{{names['mc']}}}AlternateContent", nsmap=names)
        etree.SubElement(whole, f"{{{names['mc']}}}Choice", Requires=requires).append(box)
        etree.SubElement(whole, f"{{{names['mc']}}}Fallback").append(other)

    return edit


def _notes_box(slide: Any) -> None:
    slide.notes_slide.shapes._spTree.append(add_text(slide, WORDS)._element)


def _tooltip(slide: Any) -> None:
    run = add_text(slide, "Seen").text_frame.paragraphs[0].runs[0]
    run.hyperlink.address = "https://orrin.example"
    run._r.rPr.hlinkClick.set("tooltip", WORDS)


def _cell(colour: str) -> Edit:
    def edit(slide: Any) -> None:
        table = slide.shapes.add_table(2, 2, 0, 0, Inches(4), Inches(1)).table
        table.cell(1, 0).text = "Seen"
        table.cell(1, 1).text = WORDS
        table.cell(1, 1).text_frame.paragraphs[0].runs[0].font.color.rgb = RGBColor.from_string(colour)

    return edit


def _in_group_off_slide(slide: Any) -> None:
    group = slide.shapes.add_group_shape()
    add_text(group, WORDS, left=1)
    add_text(group, "Seen", left=3)
    group.left = Inches(-30)


def _tint(change: str, value: str) -> Edit:
    def edit(slide: Any) -> None:
        run = add_text(slide, WORDS).text_frame.paragraphs[0].runs[0]
        run.font.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
        etree.SubElement(run._r.rPr.find(f".//{{{_A}}}schemeClr"), f"{{{_A}}}{change}", val=value)

    return edit


def _alpha(value: str) -> Edit:
    def edit(slide: Any) -> None:
        run = add_text(slide, WORDS, colour="000000").text_frame.paragraphs[0].runs[0]
        etree.SubElement(run._r.rPr.find(f".//{{{_A}}}srgbClr"), f"{{{_A}}}alpha", val=value)

    return edit


def _no_fill(slide: Any) -> None:
    run = add_text(slide, WORDS, size=18).text_frame.paragraphs[0].runs[0]
    etree.SubElement(run._r.rPr, f"{{{_A}}}noFill")


def _highlight(slide: Any) -> None:
    run = add_text(slide, WORDS, colour="FFFFFF").text_frame.paragraphs[0].runs[0]
    mark = etree.SubElement(run._r.rPr, f"{{{_A}}}highlight")
    etree.SubElement(mark, f"{{{_A}}}srgbClr", val="202020")


def _hidden_neighbour(slide: Any) -> None:
    group = slide.shapes.add_group_shape()
    add_text(group, WORDS)
    add_text(group, "Hidden")._element.nvSpPr.cNvPr.set("hidden", "1")


CHANNELS: list[tuple[str, bytes, str, bool]] = [
    ("the title of a chart", make_deck(_title_of_chart), "chart", True),
    ("a scatter chart", make_deck(_scatter), "chart", True),
    ("what PowerPoint shows of alternatives", make_deck(_alternative("p14")), "body", True),
    ("a box on the page of notes", make_deck(_notes_box), "notes", False),
    ("the tip of a link", make_deck(_tooltip), "alt_text", False),
    ("a reply to a comment", related("http://schemas.microsoft.com/office/2018/10/relationships/comments",
                                     "../comments/modernComment_1.xml", THREAD), "comment", False),
    ("a property of the author's own", related(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties",
        "docProps/custom.xml", CUSTOM, where="_rels/.rels"), "property", False),
    ("a diagram", related("http://schemas.openxmlformats.org/officeDocument/2006/relationships/diagramData",
                          "../diagrams/data1.xml", DIAGRAM,
                          lambda slide: slide.shapes._spTree.append(etree.fromstring(FRAME))), "body", True),
    ("the name of an embedded file", related(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/package",
        "../embeddings/Kiln_two_stands_still.xml", b"<a/>"), "embedded_name", False),
    ("the name of a file to which nothing leads", repack(make_deck(), add={"ppt/media/Kiln_two_stands_still.bin": b"x"}),
     "embedded_name", False),
]  # fmt: skip


@pytest.mark.parametrize(("data", "channel", "visible"), [row[1:] for row in CHANNELS], ids=[row[0] for row in CHANNELS])
def test_text_is_found_in_every_further_channel(data: bytes, channel: str, visible: bool) -> None:
    piece = find(read_deck(data, "deck.pptx"))
    assert (piece.channel, piece.visible, piece.disguise) == (channel, visible, None)


DISGUISES: list[tuple[str, Edit, str]] = [
    ("white in a table", _cell("FFFFFF"), "background_coloured"),
    ("in a group far to the left", _in_group_off_slide, "off_slide"),
    ("the background made a little darker", _tint("lumMod", "95000"), "background_coloured"),
    ("the background in a shade", _tint("shade", "95000"), "background_coloured"),
    ("all but see-through", _alpha("4000"), "background_coloured"),
    ("without ink", _no_fill, "background_coloured"),
    ("with its beginning off the slide", lambda slide: add_text(slide, WORDS, left=-3), "off_slide"),
]


@pytest.mark.parametrize(("edit", "disguise"), [row[1:] for row in DISGUISES], ids=[row[0] for row in DISGUISES])
def test_further_disguises_are_told(edit: Edit, disguise: str) -> None:
    piece = find(read(edit))
    assert (piece.visible, piece.disguise) == (False, disguise)


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(_cell("303030"), id="dark in a table"),
        pytest.param(_tint("lumMod", "50000"), id="the background made much darker"),
        pytest.param(_alpha("60000"), id="half see-through"),
        pytest.param(_highlight, id="white on a dark mark"),
        pytest.param(_hidden_neighbour, id="beside a hidden shape in its group"),
        pytest.param(lambda slide: add_group(slide, 2, WORDS), id="in a group on the slide"),
    ],
)
def test_further_plain_design_is_no_disguise(edit: Edit) -> None:
    assert find(read(edit)).visible


def test_of_alternatives_that_powerpoint_does_not_know_the_fallback_is_read() -> None:
    deck = read(_alternative("zz9"))
    assert find(deck, "The older form").visible
    assert all(WORDS not in piece.text for piece in deck.every_piece)


def test_a_disguised_run_in_a_table_is_taken_out_of_its_row() -> None:
    deck = read(_cell("FFFFFF"))
    assert find(deck, "Seen").text == "Seen |"
    assert find(deck, "Seen").visible


def test_a_part_that_cannot_be_read_is_said_and_the_rest_is_read() -> None:
    data = related(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments", "../comments/comment1.xml", b"<a><b></a>"
    )
    deck = read_deck(data, "deck.pptx")
    assert find(deck, "Plain text 1").visible
    assert deck.warnings == ("Something on slide 1 could not be read; look at it yourself.",)


def _picture(slide: Any, **place: float) -> Any:
    return slide.shapes.add_picture(
        io.BytesIO(draw_words(WORDS)), Inches(place.get("left", 1)), Inches(1), Inches(place.get("width", 7))
    )


def _cropped(slide: Any) -> None:
    _picture(slide).crop_right = 0.97


def test_words_cropped_away_from_a_picture_are_not_read() -> None:
    data = make_deck(_cropped)
    assert all(WORDS not in piece.text for piece in read_pictures(data, read_deck(data, "deck.pptx")).every_piece)


def test_a_picture_off_the_slide_is_read_and_is_no_evidence() -> None:
    data = make_deck(lambda slide: _picture(slide, left=-20))
    piece = find(read_pictures(data, read_deck(data, "deck.pptx")))
    assert (piece.channel, piece.visible, piece.disguise) == ("picture", False, "off_slide")


def _filled_with_a_picture(slide: Any) -> None:
    box = add_text(slide, "Seen")
    _, relation = slide.part.get_or_add_image_part(io.BytesIO(draw_words(WORDS)))
    fill = etree.fromstring(
        f'<a:blipFill xmlns:a="{_A}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f'<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></a:blipFill>'
    )
    properties = box._element.spPr
    properties.replace(properties.find(f"{{{_A}}}noFill"), fill)


def test_a_shape_filled_with_a_picture_is_read_like_a_picture() -> None:
    data = make_deck(_filled_with_a_picture)
    deck = read_deck(data, "deck.pptx")
    assert [slide.pictures for slide in deck.slides] == [1]
    assert find(read_pictures(data, deck)).channel == "picture"
