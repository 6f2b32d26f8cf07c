"""Takes a workbook apart: run as a process of its own by `data_card_rows`, since a parser may hang or grow on what was made to.

Reads the workbook from standard input and writes one JSON document: its rows with their lines, or why it is refused. It is looked
at before any parser meets it: what it really unpacks to, and nothing that declares entities. Formulas are text.
"""

import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

from copilot.adapters.broken_zip import BROKEN_ZIP
from copilot.adapters.table_limits import (
    MB,
    MOST_CELL,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_MARKS,
    MOST_PART,
    MOST_PARTS,
    MOST_ROWS,
    MOST_SIGNS,
    MOST_UNPACKED,
    TOO_LARGE,
)

_DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENTRY = b"PK\x01\x02"  # begins each line of a zip's list of parts
_DAMAGED = "The workbook is damaged and cannot be opened; save it again as .xlsx, or export CSV."
_NO_WORKBOOK = "This is not a workbook (.xlsx); export the table as .xlsx or CSV."
_NO_SHEET = "The workbook has no sheet that can be seen; export it again."
_ENTITIES = "A part of the workbook declares entities, which tables never do; export it again."


class Refused(Exception):
    """Why a workbook is not read, in one sentence."""


def main() -> None:
    data = sys.stdin.buffer.read()
    try:
        check_workbook(data)
        answer: dict[str, Any] = {"rows": list(_list_rows(data))}
    except Refused as error:
        answer = {"refused": str(error)}
    except MemoryError:
        answer = {"refused": TOO_LARGE}
    except Exception:  # whatever a parser raises on a damaged file is one sentence here
        answer = {"refused": _DAMAGED}
    json.dump(answer, sys.stdout)


def check_workbook(data: bytes) -> None:
    """Count what a workbook really unpacks to, before a parser reads it. Raises Refused."""
    if data.count(_ENTRY) > MOST_PARTS:
        raise Refused(_NO_WORKBOOK)
    left, marks = MOST_UNPACKED, MOST_MARKS
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            names = {info.filename.casefold() for info in infos}
            if len(infos) > MOST_PARTS or len(names) < len(infos) or "xl/workbook.xml" not in names:
                raise Refused(_NO_WORKBOOK)
            for info in infos:
                if info.file_size > MOST_PART or info.flag_bits & 1:
                    raise Refused(TOO_LARGE)
                size, found = _count_part(archive, info, min(left, MOST_PART), marks)
                left, marks = left - size, marks - found
    except BROKEN_ZIP as error:
        raise Refused(_DAMAGED) from error


def _count_part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int, most_marks: int) -> tuple[int, int]:
    """Return the bytes and the tags of a part. Raises Refused at the first of either that is too many."""
    size, marks, tail = 0, 0, b""
    with archive.open(info) as stream:
        while chunk := stream.read(MB):
            size += len(chunk)
            marks += chunk.count(b"<")
            if size > most or marks > most_marks:
                raise Refused(TOO_LARGE)
            plain = tail + chunk.replace(b"\0", b"")  # so that what is written in UTF-16 reads alike
            if _DECLARES.search(plain) and not info.filename.lower().startswith("xl/media/"):
                raise Refused(_ENTITIES)
            tail = plain[-64:]
    return size, marks


def _list_rows(data: bytes) -> Iterator[list[Any]]:
    """Yield the rows that are not blank: the line, then its cells; a day is a list of its one text."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    sheet: Any = next((each for each in book.worksheets if each.sheet_state == "visible"), None)
    if sheet is None:
        raise Refused(_NO_SHEET)
    sheet.reset_dimensions()  # what a file says of its own size is not believed
    cells_left, signs_left = MOST_CELLS, MOST_SIGNS
    for line, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        shown = [_plain(each) for each in cells[:MOST_COLUMNS]]
        while shown and shown[-1] in (None, ""):
            shown.pop()
        cells_left -= len(shown)
        signs_left -= sum(len(each) for each in shown if isinstance(each, str))
        if line > MOST_ROWS or cells_left < 0 or signs_left < 0:
            raise Refused(TOO_LARGE)
        if shown:
            yield [line, *shown]


def _plain(value: Any) -> Any:
    if isinstance(value, date):  # a moment too
        return [value.isoformat()]
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value).strip()[:MOST_CELL]


if __name__ == "__main__":
    main()
