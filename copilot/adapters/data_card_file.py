"""Reads cards from whatever a team has: JSON, delimited text or a workbook as CRMs export them, or pasted lines."""

import json
from pathlib import PurePath
from typing import Any

import yaml
from pydantic import ValidationError

from copilot.adapters.column_names import propose_mapping
from copilot.adapters.data_card_rows import DELIMITERS, Row, decode, open_rows
from copilot.adapters.data_card_table import find_headers, headers_of, read_table
from copilot.adapters.data_card_text import read_pasted
from copilot.adapters.table_limits import MOST_BYTES, TOO_LARGE
from copilot.domain.card_tables import CardsRead, ColumnMapping, MappedColumn, SellerCard
from copilot.domain.coaching import FIELDS, Card, Measures
from copilot.errors import InvalidRequest
from copilot.policies.one_on_ones.card_evidence import PARTS

MOST_MAPPING = 64 * 1024
_TABLES = frozenset({".csv", ".tsv", ".xls", ".xlsx", ".xlsm"})


class FileCardReader:
    """Implements the port CardReader."""

    def read_cards(self, data: bytes, name: str, mapping: ColumnMapping | None = None) -> CardsRead:
        """Return the cards of a file. What in it cannot be used is named and costs nothing else. Raises InvalidRequest."""
        kind = PurePath(name).suffix.lower()
        if not data.strip():
            raise InvalidRequest(f"{name} is empty; export it again.")
        if len(data) > MOST_BYTES:
            raise InvalidRequest(TOO_LARGE)
        if data.startswith(b"PK") or kind in _TABLES or mapping is not None:
            return read_table(open_rows(data, name), mapping)
        text = decode(data, name)
        if kind == ".json" or text.lstrip()[:1] in ("{", "["):
            return _read_json(text, name)
        return read_table(open_rows(data, name)) if _is_table(text) else read_pasted(text)

    def propose_mapping(self, data: bytes, name: str) -> ColumnMapping:
        """Return what each column of a table seems to be, by its name. Raises InvalidRequest."""
        rows = open_rows(data, name)
        return propose_mapping(headers_of(rows[find_headers(rows)]))

    def write_mapping(self, mapping: ColumnMapping) -> str:
        """Return a mapping as a small file to look over: what is sure first, what was guessed marked."""
        lines = [
            "# Which column is what. Mend what is wrong, then read with this file: coach card FILE --mapping THIS",
            f"seller: {_quote(mapping.seller)}",
            f"period: {_quote(mapping.period)}",
            "columns:",
            *(
                f"  {_quote(column.header)}: {column.part}{'' if column.sureness == 'sure' else '  # a guess: please look'}"
                for column in mapping.columns
            ),
            "ignored:",
            *(f"  - {_quote(header)}" for header in mapping.ignored),
            f"# What a column can be: {', '.join(sorted(PARTS))}, comments.FIELD",
        ]
        return "\n".join(lines) + "\n"

    def read_mapping(self, data: bytes, name: str) -> ColumnMapping:
        """Return a mapping that a person confirmed. Raises InvalidRequest with the first thing that is wrong."""
        if len(data) > MOST_MAPPING:
            raise InvalidRequest(f"{name} is too large for a mapping; propose it anew.")
        try:
            fields = yaml.safe_load(data.decode("utf-8-sig"))
        except (UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
            raise InvalidRequest(f"{name} is not a mapping that can be read; propose it anew.") from error
        columns = fields.get("columns") if isinstance(fields, dict) else None
        if not isinstance(columns, dict) or not columns:
            raise InvalidRequest(
                f"{name} names no columns; it needs 'columns:' with lines such as 'InMails sent: connects.made'."
            )
        for header, part in columns.items():
            if part not in PARTS and not (str(part).startswith("comments.") and str(part)[9:] in FIELDS):
                raise InvalidRequest(f"{name} takes '{str(header)[:60]}' for '{str(part)[:60]}', which is no part of the card.")
        decimal = fields.get("decimal")
        return ColumnMapping(
            seller=_text(fields.get("seller")),
            period=_text(fields.get("period")),
            columns=tuple(MappedColumn(header=str(header), part=part) for header, part in columns.items()),
            ignored=tuple(str(header) for header in fields.get("ignored") or ()),
            decimal=decimal if decimal in (".", ",") else None,
        )


def _quote(text: str | None) -> str:
    return "null" if text is None else json.dumps(text, ensure_ascii=False)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _is_table(text: str) -> bool:
    """Whether a text without a name is a table: its first line is divided, and not by a colon."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return ":" not in first and any(sign in first for sign in DELIMITERS)


def _read_json(text: str, name: str) -> CardsRead:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise InvalidRequest(f"{name} is not valid JSON{where}; check quotes, commas and brackets.") from error
    if isinstance(found, dict) and isinstance(found.get("cards"), list):
        found = found["cards"]
    entries = found if isinstance(found, list) else [found]
    if not entries or not all(isinstance(each, dict) for each in entries):
        raise InvalidRequest(f'{name} holds no card; a card is an object such as {{"connects": {{"made": 12, "accepted": 5}}}}.')
    if isinstance(found, list) and not any("card" in each or set(each) & set(FIELDS) for each in entries):
        return _read_records(entries)
    return CardsRead(cards=tuple(_read_entry(each) for each in entries))


def _read_entry(entry: dict[str, Any]) -> SellerCard:
    """Return a card from a request, or from the bare fields."""
    seller = entry.get("seller")
    seller = seller.get("id") or seller.get("name") if isinstance(seller, dict) else seller
    fields = entry.get("card", {key: value for key, value in entry.items() if key not in ("seller", "measures", "as_of")})
    try:
        return SellerCard(
            seller=str(seller or "me")[:80],
            card=Card.model_validate(fields),
            measures=Measures.model_validate(entry.get("measures") or {}),
            as_of=entry.get("as_of"),
        )
    except ValidationError as error:
        detail = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in detail["loc"])
        raise InvalidRequest(f"'{where}': {detail['msg'].removeprefix('Value error, ')}.") from error


def _read_records(entries: list[dict[str, Any]]) -> CardsRead:
    """Read a list of flat records as the table it is."""
    headers = list(dict.fromkeys(key for each in entries for key in each))
    plain = (str, int, float, bool, type(None))
    rows = [
        Row(line, [each.get(key) if isinstance(each.get(key), plain) else str(each.get(key)) for key in headers])
        for line, each in enumerate(entries, 1)
    ]
    return read_table([Row(0, list(headers)), *rows])
