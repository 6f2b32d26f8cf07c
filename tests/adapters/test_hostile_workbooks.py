"""Workbooks made to hurt: each is refused in one sentence that says what to do, whatever it unpacks to, declares or repeats."""

import io
import zipfile

import openpyxl
import pytest

from copilot.adapters import data_card_rows
from copilot.adapters.data_card_file import FileCardReader
from copilot.adapters.deck_check import DeckLimits
from copilot.errors import InvalidRequest

READER = FileCardReader()


def packed(*parts: tuple[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return target.getvalue()


MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
KIND = b"application/vnd.openxmlformats-officedocument.spreadsheetml."
RELATIONS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PLAIN_BOOK = (
    (
        "[Content_Types].xml",
        b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        b'<Override PartName="/xl/workbook.xml" ContentType="' + KIND + b'sheet.main+xml"/>'
        b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + KIND + b'sharedStrings+xml"/></Types>',
    ),
    (
        "xl/workbook.xml",
        b"<workbook "
        + MAIN
        + b' xmlns:r="'
        + RELATIONS
        + b'"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
    ),
    (
        "xl/_rels/workbook.xml.rels",
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Type="' + RELATIONS + b'/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
)
LONG_TEXT = b"<si><t>" + b"x" * 2000 + b"</t></si>"
LARGE = ("x.xlsx", "larger than is read")


def sheet_of(row: bytes, rows: int, texts: bytes = b"") -> bytes:
    """Return a workbook whose sheet is one row many times over."""
    return book_of(b"".join(b'<row r="%d">%s</row>' % (line, row) for line in range(1, rows + 1)), texts)


def book_of(lines: bytes, texts: bytes = b"") -> bytes:
    return packed(
        *PLAIN_BOOK,
        ("xl/worksheets/sheet1.xml", b"<worksheet " + MAIN + b"><sheetData>" + lines + b"</sheetData></worksheet>"),
        ("xl/sharedStrings.xml", b"<sst " + MAIN + b">" + texts + b"</sst>"),
    )


def half_a_workbook() -> bytes:
    target = io.BytesIO()
    openpyxl.Workbook().save(target)
    return target.getvalue()[:900]


HOLLOW = tuple((f"xl/worksheets/sheet{place}.xml", b"0" * 90_000_000) for place in range(1, 4))
REFUSED = {
    "a bomb": (
        packed(("xl/workbook.xml", b"<a/>"), ("xl/worksheets/sheet1.xml", b"0" * 110_000_000)),
        "x.xlsx",
        "larger than is read",
    ),
    "a bomb in parts": (packed(("xl/workbook.xml", b"<a/>"), *HOLLOW), "x.xlsx", "larger than is read"),
    "entities": (packed(("xl/workbook.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>')), "x.xlsx", "declares entities"),
    "entities in UTF-16": (
        packed(("xl/workbook.xml", '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode("utf-16"))),
        "x.xlsx",
        "declares entities",
    ),
    "entities under another name": (
        packed(("xl/workbook.xml", b"<a/>"), ("xl/theme.dat", b'<!ENTITY b "c">')),
        "x.xlsx",
        "declares entities",
    ),
    "one long text in every cell": (sheet_of(b'<c t="s"><v>0</v></c>' * 100, 900, LONG_TEXT), *LARGE),
    "a row far below": (book_of(b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), *LARGE),
    "very many cells": (sheet_of(b"<c><v>1</v></c>" * 200, 7_000), *LARGE),
    "millions of texts": (sheet_of(b"<c><v>1</v></c>", 1, b"<si><t/></si>" * 3_000_000), *LARGE),
    "deep as a well": (packed(*PLAIN_BOOK, ("xl/worksheets/sheet1.xml", b"<a>" * 3_000_000)), "x.xlsx", "export"),
    "more parts than any table": (packed(*PLAIN_BOOK, *((f"x/{n}", b"") for n in range(2100))), "x.xlsx", "is not a workbook"),
    "half a workbook": (half_a_workbook(), "x.xlsx", "is damaged"),
    "no sheet in it": (packed(("xl/workbook.xml", b"<a/>")), "x.xlsx", "is damaged"),
    "another archive": (packed(("word/document.xml", b"<a/>")), "x.xlsx", "is not a workbook"),
}


@pytest.mark.parametrize("label", REFUSED)
def test_a_workbook_made_to_hurt_is_one_sentence_with_what_to_do(label: str) -> None:
    data, name, says = REFUSED[label]
    with pytest.raises(InvalidRequest) as error:
        READER.read_cards(data, name)
    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_a_workbook_that_takes_too_long_is_stopped_and_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_card_rows, "_LIMITS", DeckLimits(parse_cpu_seconds=1))
    with pytest.raises(InvalidRequest, match="takes too long or too much memory"):
        READER.read_cards(sheet_of(b"<c><v>1</v></c>" * 200, 4_900), "x.xlsx")
