"""Opens an export as rows of cells with their line numbers: delimited text in the usual encodings, or a workbook.

Formulas are text. A workbook is read by a process of its own, with limits on time and memory.
"""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from copilot.adapters.data_card_cells import Cell
from copilot.adapters.deck_check import DeckLimits
from copilot.adapters.deck_file import run_limited
from copilot.adapters.table_limits import MB, MOST_BYTES, MOST_CELL, MOST_COLUMNS, MOST_ROWS, TOO_LARGE
from copilot.errors import InvalidRequest, UnreadableDeck

DELIMITERS = ",;\t|"
_OLD_KIND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LIMITS = DeckLimits(parse_seconds=40, parse_cpu_seconds=15)  # the largest that is read takes five
_STOPPED = "The workbook takes too long or too much memory to read, or is damaged; export fewer periods, or CSV."


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
    try:
        answer = run_limited("copilot.adapters.workbook_parser", "", data, _LIMITS)
    except UnreadableDeck as error:
        raise InvalidRequest(_STOPPED) from error
    rows = answer.get("rows")
    if not isinstance(rows, list):
        raise InvalidRequest(str(answer.get("refused") or _STOPPED))
    for line, *cells in rows:
        yield Row(line, [_read_day(each[0]) if isinstance(each, list) else each for each in cells])


def _read_day(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
