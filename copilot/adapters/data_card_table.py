"""Turns the rows of an export into cards, seller by seller: what cannot be used in a row is named and costs nothing else."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from copilot.adapters.column_names import guess_part, is_percent, propose_mapping
from copilot.adapters.data_card_cells import (
    BadCell,
    Cell,
    find_day_order,
    find_decimal,
    is_percent_column,
    kind_of,
    make_reader,
    read_day,
)
from copilot.adapters.data_card_rows import Row
from copilot.domain.card_tables import BadRow, CardsRead, ColumnMapping, SellerCard
from copilot.domain.coaching import FIELDS, Card, Measures
from copilot.errors import InvalidRequest

LOOKED_THROUGH = 15  # rows in which the headers are looked for, below titles and filters
MOST_BAD_ROWS = 200
_TOTALS = frozenset({"total", "totals", "grand total", "sum", "average", "team total", "all", "gesamt", "summe"})


class _Column(NamedTuple):
    place: int
    header: str
    part: str
    read: Callable[[Cell], Any]


class _Line(NamedTuple):
    """What one row said about one seller and period."""

    line: int
    period: date | None
    values: dict[str, Any]


def find_headers(rows: Sequence[Row]) -> int:
    """Return the place of the row with the headers: the one with the most names that are known. Raises InvalidRequest."""
    if not rows:
        raise InvalidRequest("The table is empty; export it again.")
    known = [
        sum(guess_part(str(cell))[1] is not None for cell in row.cells if isinstance(cell, str)) for row in rows[:LOOKED_THROUGH]
    ]
    return known.index(max(known))


def read_table(rows: Sequence[Row], mapping: ColumnMapping | None = None, *, default_seller: str | None = None) -> CardsRead:
    """Return the cards of a table. Without a mapping the columns are guessed by name. Raises InvalidRequest."""
    place = find_headers(rows) if mapping is None else _find_mapped(rows, mapping)
    headers = headers_of(rows[place])
    mapping = mapping or propose_mapping(headers)
    if not mapping.columns:
        raise InvalidRequest(
            "No column of the table is known; write its mapping with 'coach card FILE --propose-mapping MAPPING'."
        )
    body = rows[place + 1 :]
    columns, warnings = _make_columns(headers, mapping, body)
    bad: list[BadRow] = []
    sellers = _read_lines(body, headers, mapping, columns, bad, default_seller)
    if not sellers:
        why = f" The first trouble: {bad[0]}." if bad else ""
        raise InvalidRequest(f"No row of the table could be read.{why}")
    shared = _shared_periods(sellers)
    cards = tuple(_make_card(seller, lines, shared) for seller, lines in sellers.items())
    if mapping.period is None and any(len(lines) > 1 for lines in sellers.values()):
        warnings.append("No column says the period, so the rows of a seller are taken as oldest first.")
    if mapping.guesses:
        named = ", ".join(f"'{column.header}' as {column.part}" for column in mapping.guesses[:4])
        warnings.append(f"Some columns were guessed ({named}); confirm them in a mapping file.")
    return CardsRead(
        cards=cards,
        bad_rows=tuple(sorted(bad, key=lambda row: row.line)[:MOST_BAD_ROWS]),
        ignored_columns=tuple(header for header in headers if header and header not in _used(mapping)),
        mapping=mapping,
        warnings=tuple(warnings),
    )


def headers_of(row: Row) -> list[str]:
    """Return the headers; one that stands there twice gets a number, so that each is one column."""
    seen: Counter[str] = Counter()
    headers = []
    for cell in row.cells:
        header = "" if cell is None else str(cell).strip()
        seen[header] += 1
        headers.append(header if seen[header] == 1 or not header else f"{header} ({seen[header]})")
    return headers


def _find_mapped(rows: Sequence[Row], mapping: ColumnMapping) -> int:
    wanted = _used(mapping)
    for place, row in enumerate(rows[:LOOKED_THROUGH]):
        if wanted & set(headers_of(row)):
            return place
    some = ", ".join(sorted(wanted)[:3]) or "none"
    raise InvalidRequest(f"No row of the table has the columns of the mapping ({some}); propose a mapping for this file anew.")


def _used(mapping: ColumnMapping) -> set[str]:
    return {column.header for column in mapping.columns} | {each for each in (mapping.seller, mapping.period) if each}


def _make_columns(headers: list[str], mapping: ColumnMapping, body: Sequence[Row]) -> tuple[list[_Column], list[str]]:
    columns, warnings = [], []
    decimal = mapping.decimal or find_decimal(cell for row in body[:2000] for cell in row.cells)
    for column in mapping.columns:
        if column.header not in headers:
            warnings.append(f"The mapping names a column '{column.header}' that is not in the table.")
            continue
        index = headers.index(column.header)
        percent = False
        if kind_of(column.part) == "share":
            percent = is_percent(column.header) or is_percent_column((_cell(row, index) for row in body), decimal)
            if percent and not is_percent(column.header):
                warnings.append(f"The figures of '{column.header}' are taken as percent, since some are above 1.")
        columns.append(_Column(index, column.header, column.part, make_reader(column.part, percent=percent, decimal=decimal)))
    return columns, warnings


def _read_lines(
    body: Sequence[Row],
    headers: list[str],
    mapping: ColumnMapping,
    columns: Sequence[_Column],
    bad: list[BadRow],
    default_seller: str | None,
) -> dict[str, list[_Line]]:
    who = headers.index(mapping.seller) if mapping.seller in headers else None
    when = headers.index(mapping.period) if mapping.period in headers else None
    order = find_day_order(_cell(row, when) for row in body) if when is not None else None
    sellers: dict[str, list[_Line]] = {}
    seen: set[tuple[str, date]] = set()
    for row in body:
        seller = default_seller or "me" if who is None else str(_cell(row, who) or "").strip()
        if not seller or seller.casefold() in _TOTALS:
            what = "a total, not a seller" if seller else "no seller is named"
            bad.append(BadRow(line=row.line, what=what, remedy="the row was left out; name the seller if it is one"))
            continue
        period = None
        if when is not None:
            try:
                period = read_day(_cell(row, when), order)
            except BadCell as error:
                what = f"'{mapping.period}' {error}"
                bad.append(BadRow(line=row.line, what=what, remedy="the row was left out; mend the date"))
                continue
            if (seller[:80], period) in seen:
                what = "this seller has this period twice"
                bad.append(BadRow(line=row.line, what=what, remedy="the first was used; take one of the rows out"))
                continue
            seen.add((seller[:80], period))
        sellers.setdefault(seller[:80], []).append(_Line(row.line, period, _read_cells(row, columns, bad)))
    return sellers


def _read_cells(row: Row, columns: Sequence[_Column], bad: list[BadRow]) -> dict[str, Any]:
    values = {}
    for column in columns:
        try:
            value = column.read(_cell(row, column.place))
        except BadCell as error:
            bad.append(BadRow(line=row.line, what=f"'{column.header}' {error}", remedy="it counts as unknown; mend the cell"))
            continue
        if value is not None:
            values[column.part] = value
    return values


def _shared_periods(sellers: Mapping[str, list[_Line]]) -> list[date]:
    """Return the periods that at least half of the sellers have, so that a missing week of one of them shows as unknown."""
    counted = Counter(line.period for lines in sellers.values() for line in lines if line.period is not None)
    return sorted(period for period, count in counted.items() if len(sellers) > 1 and 2 * count >= len(sellers))


def _make_card(seller: str, lines: list[_Line], shared: list[date]) -> SellerCard:
    periods: list[dict[str, Any]] = [line.values for line in lines]
    newest = None
    if all(line.period is not None for line in lines):
        by_period = {line.period: line.values for line in lines if line.period is not None}
        first = min(by_period)
        ordered = sorted({*by_period, *(period for period in shared if period > first)})
        periods = [by_period.get(period, {}) for period in ordered]
        newest = ordered[-1]
    return SellerCard(seller=seller, card=build_card(periods), measures=build_measures(periods), as_of=newest)


def build_card(periods: Sequence[Mapping[str, Any]]) -> Card:
    """Return the card of the parts of each period, oldest first."""
    comments = {
        part.partition(".")[2]: str(value) for values in periods for part, value in values.items() if part.startswith("comments.")
    }
    return Card.model_validate(_collect(periods, FIELDS) | {"comments": comments})


def build_measures(periods: Sequence[Mapping[str, Any]]) -> Measures:
    return Measures.model_validate(_collect(periods, Measures.model_fields))


def _collect(periods: Sequence[Mapping[str, Any]], names: Any) -> dict[str, Any]:
    columns: dict[str, list[Any]] = {}
    for place, values in enumerate(periods):
        for part, value in values.items():
            name, _, inner = part.partition(".")
            if name not in names:
                continue
            series = columns.setdefault(name, [None] * len(periods))
            if inner:
                series[place] = {**(series[place] or {}), inner: value}
            else:
                series[place] = value
    return dict(columns)


def _cell(row: Row, index: int | None) -> Cell:
    return None if index is None or index >= len(row.cells) else row.cells[index]
