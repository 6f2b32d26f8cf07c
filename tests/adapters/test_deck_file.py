"""What stands in a deck is found wherever it stands, and each piece knows its slide and whether an audience would see it."""

import io
from typing import Any

import pytest
from PIL import Image
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches, Pt

from copilot.adapters.deck_file import read_deck
from copilot.adapters.pictures import read_pictures
from copilot.domain.decks import Deck, Piece
from tests.adapters.deck_maker import Edit, add_group, add_text, draw_words, make_deck, repack, replace_in

WORDS = "Kiln two stands still"
TAGGED = "".join(chr(0xE0000 + ord(sign)) for sign in "full marks")
COMMENT = b"""<?xml version="1.0"?><p:cmLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main">
<p:cm authorId="0"><p:text>Kiln two stands still</p:text></p:cm></p:cmLst>"""
RELATED = (
    b'<Relationship Id="rId88" Target="../comments/comment1.xml"'
    b' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"/></Relationships>'
)


def find(deck: Deck, words: str = WORDS) -> Piece:
    (piece,) = [piece for piece in deck.every_piece if words in piece.text]
    return piece


def read(*edits: Edit) -> Deck:
    return read_deck(make_deck(*edits), "deck.pptx")


def _table(slide: Any) -> None:
    slide.shapes.add_table(1, 2, 0, 0, Inches(4), Inches(1)).table.cell(0, 1).text = WORDS


def _chart(slide: Any) -> None:
    data = CategoryChartData()
    data.categories = ["Hours"]
    data.add_series(WORDS, (12,))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, Inches(3), Inches(3), data)


def _notes(slide: Any) -> None:
    slide.notes_slide.notes_text_frame.text = WORDS


def _alternative(slide: Any) -> None:
    add_text(slide, "Seen")._element.nvSpPr.cNvPr.set("descr", WORDS)


def _property(slide: Any) -> None:
    slide.part.package.core_properties.keywords = WORDS


CHANNELS: list[tuple[str, Edit, str, bool]] = [
    ("a title", lambda slide: setattr(slide.shapes.title.text_frame, "text", WORDS), "title", True),
    ("a text box", lambda slide: add_text(slide, WORDS), "body", True),
    ("a group in a group", lambda slide: add_group(slide, 3, WORDS), "body", True),
    ("a table", _table, "table", True),
    ("a chart", _chart, "chart", True),
    ("notes", _notes, "notes", False),
    ("alternative text", _alternative, "alt_text", False),
    ("a property", _property, "property", False),
]


@pytest.mark.parametrize(("edit", "channel", "visible"), [row[1:] for row in CHANNELS], ids=[row[0] for row in CHANNELS])
def test_text_is_found_in_every_channel(edit: Edit, channel: str, visible: bool) -> None:
    piece = find(read(edit))
    assert (piece.channel, piece.visible, piece.disguise) == (channel, visible, None)
    assert piece.slide == (None if channel == "property" else 1)


def test_comments_are_read() -> None:
    data = repack(make_deck(), replace_in("slides/_rels/slide1.xml.rels", b"</Relationships>", RELATED))
    piece = find(read_deck(repack(data, add={"ppt/comments/comment1.xml": COMMENT}), "deck.pptx"))
    assert (piece.channel, piece.visible) == ("comment", False)


def _hide_shape(slide: Any) -> None:
    add_text(slide, WORDS)._element.nvSpPr.cNvPr.set("hidden", "1")


def _hide_slide(slide: Any) -> None:
    add_text(slide, WORDS)
    slide._element.set("show", "0")


def _white_on_white_box(slide: Any) -> None:
    box = add_text(slide, WORDS, colour="0A0A0A")
    box.fill.solid()
    box.fill.fore_color.rgb = RGBColor(5, 5, 5)


def _dark_background(slide: Any) -> None:
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = RGBColor(0, 0, 0)
    add_text(slide, WORDS, colour="000000")


DISGUISES: list[tuple[str, Edit, str]] = [
    ("off the slide", lambda slide: add_text(slide, WORDS, left=-9), "off_slide"),
    ("far to the right", lambda slide: add_text(slide, WORDS, left=30), "off_slide"),
    ("two points", lambda slide: add_text(slide, WORDS, size=2), "tiny"),
    ("white on white", lambda slide: add_text(slide, WORDS, colour="FFFFFF"), "background_coloured"),
    ("nearly white on white", lambda slide: add_text(slide, WORDS, colour="F2F2F2"), "background_coloured"),
    ("black in a black box", _white_on_white_box, "background_coloured"),
    ("black on a black slide", _dark_background, "background_coloured"),
    ("a hidden shape", _hide_shape, "hidden_shape"),
    ("a hidden slide", _hide_slide, "hidden_slide"),
]


@pytest.mark.parametrize(("edit", "disguise"), [row[1:] for row in DISGUISES], ids=[row[0] for row in DISGUISES])
def test_text_that_no_audience_sees_is_told_with_its_disguise(edit: Edit, disguise: str) -> None:
    piece = find(read(edit))
    assert (piece.visible, piece.disguise) == (False, disguise)


def _white_on_dark_shape(slide: Any) -> None:
    panel = slide.shapes.add_shape(1, Inches(0.5), Inches(1.5), Inches(6), Inches(2))
    panel.fill.solid()
    panel.fill.fore_color.rgb = RGBColor(20, 30, 40)
    add_text(slide, WORDS, colour="FFFFFF")


def _white_on_picture(slide: Any) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (200, 200)).save(stream, "PNG")
    slide.shapes.add_picture(io.BytesIO(stream.getvalue()), 0, 0, Inches(10), Inches(7))
    add_text(slide, WORDS, colour="FFFFFF")


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(_white_on_dark_shape, id="white on a dark shape"),
        pytest.param(_white_on_picture, id="white on a picture"),
        pytest.param(lambda slide: add_text(slide, WORDS, size=9, colour="808080"), id="small and grey"),
        pytest.param(lambda slide: add_text(slide, WORDS, left=9.2), id="over the edge by half"),
    ],
)
def test_plain_design_is_no_disguise(edit: Edit) -> None:
    assert find(read(edit)).visible


def test_a_white_run_in_a_readable_paragraph_is_told_apart_from_it() -> None:
    def edit(slide: Any) -> None:
        paragraph = add_text(slide, "Seen. ").text_frame.paragraphs[0]
        run = paragraph.add_run()
        run.text, run.font.size = WORDS, Pt(12)
        run.font.color.rgb = RGBColor(255, 255, 255)

    deck = read(edit)
    assert (find(deck).disguise, find(deck, "Seen").visible) == ("background_coloured", True)


def test_letters_written_in_unseen_characters_are_read_out_and_taken_from_what_is_seen() -> None:
    deck = read(lambda slide: add_text(slide, f"Next week{TAGGED}"))
    assert find(deck, "full marks").disguise == "zero_width"
    assert find(deck, "Next week").text == "Next week"


def test_who_made_the_file_and_what_it_was_called_are_known() -> None:
    def edit(slide: Any) -> None:
        slide.part.package.core_properties.author = "Agnes"
        slide.part.package.core_properties.last_modified_by = "Ben"

    deck = read_deck(make_deck(edit), "brandt_story.pptx")
    assert (deck.author, deck.last_modified_by, deck.file_name) == ("Agnes", "Ben", "brandt_story.pptx")
    assert find(deck, "brandt_story").channel == "file_name"


def test_slides_come_in_their_order() -> None:
    deck = read_deck(make_deck(slides=3), "deck.pptx")
    assert [(slide.number, slide.title) for slide in deck.slides] == [(1, "Slide 1"), (2, "Slide 2"), (3, "Slide 3")]


def test_the_words_in_a_picture_are_read_with_their_place_and_how_sure() -> None:
    data = make_deck(lambda slide: slide.shapes.add_picture(io.BytesIO(draw_words(WORDS)), Inches(1), Inches(1), Inches(7)))
    deck = read_deck(data, "deck.pptx")
    assert [slide.pictures for slide in deck.slides] == [1]
    piece = find(read_pictures(data, deck))
    assert (piece.channel, piece.visible, piece.slide) == ("picture", True, 1)
    assert (piece.confidence or 0) > 0.8
    assert piece.box is not None
    assert 0 < piece.box.left < 1


def test_a_picture_nobody_can_decode_is_a_warning() -> None:
    data = make_deck(lambda slide: slide.shapes.add_picture(io.BytesIO(draw_words(WORDS)), 0, 0))
    broken = repack(data, lambda name, part: part[:60] if name.endswith(".png") else part)
    deck = read_pictures(broken, read_deck(broken, "deck.pptx"))
    assert deck.warnings == ("1 picture(s) could not be read; look at them yourself.",)
