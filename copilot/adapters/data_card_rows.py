"""Opens an export as rows of cells with their line numbers: delimited text in the usual encodings, or a workbook.

Formulas are text. A workbook is looked at before any parser meets it: size, what it unpacks to, nothing that declares entities.
"""

import csv
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from copilot.adapters.data_card_cells import Cell
from copilot.errors import InvalidRequest

MB = 1024 * 1024
MOST_BYTES, MOST_UNPACKED, MOST_PART, MOST_PARTS = 20 * MB, 200 * MB, 100 * MB, 2000
MOST_ROWS, MOST_COLUMNS, MOST_CELL = 100_000, 200, 2000
DELIMITERS = ",;\t|"
_DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_OLD_KIND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DAMAGED = "The workbook is damaged and cannot be opened; save it again as .xlsx, or export CSV."
TOO_LARGE = f"The table is larger than is read here ({MOST_BYTES // MB} MB, {MOST_ROWS:,} rows); export fewer periods at a time."


class Row(NamedTuple):
    line: int  # in the file, from 1
    cells: list[Cell]


def open_rows(data: bytes, name: str) -> list[Row]:
    """Return the rows of a file that are not blank. Raises InvalidRequest in one sentence."""
    if len(data) > MOST_BYTES:
        raise InvalidRequest(TOO_LARGE)
    if data.startswith(_OLD_KIND):
        raise InvalidRequest(f"{name} is an old .xls file or locked with a password; save it as .xlsx or CSV without one.")
    rows = list(_open_workbook(data) if data.startswith(b"PK") else _open_text(decode(data, name)))
    if len(rows) > MOST_ROWS:
        raise InvalidRequest(TOO_LARGE)
    return rows


def decode(data: bytes, name: str) -> str:
    """Return the text of a file: UTF-8 or UTF-16, else the Windows code page that older exports use."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in data[:200]:
        encodings = ["utf-16-le" if data[1:2] == b"\0" else "utf-16-be"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise InvalidRequest(f"{name} is not a table that can be read; save it as CSV in UTF-8, or as .xlsx.")


def _open_text(text: str) -> Iterator[Row]:
    offset = 0
    if found := re.match(r"sep=(.)\r?\n", text, re.IGNORECASE):  # what a spreadsheet writes above its own table
        delimiter, text, offset = found[1], text[found.end() :], 1
    else:
        delimiter = find_delimiter(text)
    csv.field_size_limit(MB)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Row(line + offset, [cell.strip()[:MOST_CELL] for cell in cells[:MOST_COLUMNS]])
            line = reader.line_num + 1
            if line > MOST_ROWS * 10:
                raise InvalidRequest(TOO_LARGE)
    except csv.Error as error:
        raise InvalidRequest(f"The table breaks off at line {line}; check its quotation marks, or export it again.") from error


def find_delimiter(text: str) -> str:
    """Return the sign that divides most lines into the same number of cells."""
    sample = [line for line in text[:20_000].splitlines()[:40] if line.strip()]

    def steadiness(delimiter: str) -> tuple[int, int]:
        widths = [len(next(csv.reader([line], delimiter=delimiter), [])) for line in sample]
        widest = max(set(widths), key=lambda width: (widths.count(width) if width > 1 else 0, width), default=1)
        return (widths.count(widest), widest) if widest > 1 else (0, 0)

    return max(DELIMITERS, key=steadiness)


def _open_workbook(data: bytes) -> Iterator[Row]:
    _check_workbook(data)
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheet: Any = next((each for each in book.worksheets if each.sheet_state == "visible"), None)
        if sheet is None:
            raise InvalidRequest("The workbook has no sheet that can be seen; export it again.")
        sheet.reset_dimensions()  # what a file says of its own size is not believed
        for line, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            if line > MOST_ROWS:
                raise InvalidRequest(TOO_LARGE)
            shown = [each.strip()[:MOST_CELL] if isinstance(each, str) else each for each in cells[:MOST_COLUMNS]]
            if any(each not in (None, "") for each in shown):
                yield Row(line, shown)
        book.close()
    except InvalidRequest:
        raise
    except Exception as error:  # whatever a parser raises on a damaged file is one sentence here
        raise InvalidRequest(_DAMAGED) from error


def _check_workbook(data: bytes) -> None:
    """Count what a workbook really unpacks to, before a parser reads it. Raises InvalidRequest."""
    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            names = {info.filename.casefold() for info in infos}
            if len(infos) > MOST_PARTS or len(names) < len(infos) or "xl/workbook.xml" not in names:
                raise InvalidRequest("This is not a workbook (.xlsx); export the table as .xlsx or CSV.")
            for info in infos:
                if info.file_size > MOST_PART or info.flag_bits & 1:
                    raise InvalidRequest(TOO_LARGE)
                left -= _count_part(archive, info, min(left, MOST_PART))
    except InvalidRequest:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        struct.error,
    ) as error:
        raise InvalidRequest(_DAMAGED) from error


def _count_part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> int:
    size, tail = 0, b""
    with archive.open(info) as stream:
        while chunk := stream.read(MB):
            size += len(chunk)
            if size > most:
                raise InvalidRequest(TOO_LARGE)
            if info.filename.lower().endswith((".xml", ".rels")) and _DECLARES.search((tail + chunk).replace(b"\0", b"")):
                raise InvalidRequest("A part of the workbook declares entities, which tables never do; export it again.")
            tail = chunk[-64:]
    return size
