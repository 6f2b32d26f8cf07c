"""Reads a card that somebody pasted: lines of 'field: value'. A line that says nothing of the card is named."""

import re
from typing import Any

from copilot.adapters.column_names import PERIOD, SELLER, guess_part
from copilot.adapters.data_card_cells import BadCell, make_reader
from copilot.adapters.data_card_table import build_card, build_measures
from copilot.domain.amounts import is_unknown
from copilot.domain.card_tables import BadRow, CardsRead, SellerCard
from copilot.domain.coaching import FIELDS
from copilot.errors import InvalidRequest
from copilot.policies.one_on_ones.card_evidence import PARTS
from copilot.policies.one_on_ones.card_lines import title_of

MOST_LINES = 400
MOST_WORDS = 600
_LINE = re.compile(r"\s*(?:[-*\u2022]\s+|\d{1,2}[.)]\s+)?([^:=\t]{2,60}?)\s*[:=\t]\s*(.*)$")
_FIGURE = re.compile(r"\d[\d.,]*\s?%?")
_PERIODS = re.compile(r"\s*(?:->|\u2192|;)\s*")
_PARTS = {  # in which order a line such as 'invitations: 80 / 64' names its parts
    "pipeline_created": ("value", "count"),
    "c_level_coverage": ("with_contact", "accounts"),
    "threads_per_opportunity": ("median", "levels", "functions"),
    "connects": ("made", "accepted"),
    "engagement": ("given", "received"),
    "content": ("posts", "responses"),
    "video_voice": ("sent", "answered"),
    "introductions": ("asked", "opted_in", "met"),
    "ssi": ("total", "brand", "people", "insights", "relationships"),
    "certification": ("stage",),
}
_DONE_FIRST = ("done", "agreed")  # 'commitments kept: 2 of 3'


def read_pasted(text: str, *, default_seller: str | None = None) -> CardsRead:
    """Return the card of pasted lines; ';' or '->' between values makes periods, oldest first. Raises InvalidRequest."""
    periods: list[dict[str, Any]] = [{}]
    bad: list[BadRow] = []
    seller = default_seller
    for number, line in enumerate(text.splitlines()[:MOST_LINES], 1):
        if not line.strip():
            continue
        found = _LINE.match(line)
        label, value = (found[1].strip(), found[2].strip()) if found else (line.strip(), "")
        target = _find_target(label) if found else None
        if target == SELLER:
            seller = value[:80] or seller
        elif target is None:
            bad.append(BadRow(line=number, what="it names no line of the card", remedy="write it as 'connects made: 12'"))
        elif target != PERIOD:
            _put(target, value, number, periods, bad)
    if not any(periods):
        raise InvalidRequest(
            "No line of a card was found; paste lines such as 'connects made: 12', or hand in JSON, CSV or .xlsx."
        )
    card = SellerCard(seller=seller or "me", card=build_card(periods), measures=build_measures(periods))
    return CardsRead(cards=(card,), bad_rows=tuple(bad))


def _find_target(label: str) -> str | None:
    plain = re.sub(r"[\s-]+", "_", label.casefold())
    if plain in FIELDS:
        return plain
    titles = {title_of(field).casefold(): field for field in FIELDS}
    return titles.get(label.casefold()) or guess_part(label)[1]


def _put(target: str, value: str, number: int, periods: list[dict[str, Any]], bad: list[BadRow]) -> None:
    said = [value] if target in ("plays_run",) or target.startswith("comments.") else _PERIODS.split(value)
    while len(periods) < len(said):
        periods.insert(0, {})
    for offset, one in enumerate(reversed(said), 1):
        try:
            periods[-offset].update(_read_value(target, one))
        except BadCell as error:
            bad.append(BadRow(line=number, what=f"'{target}' {error}", remedy="it counts as unknown; mend the line"))


def _read_value(target: str, value: str) -> dict[str, Any]:
    """Return the parts a value holds: one number, several in order, or numbers beside their names ('made 80, accepted 64')."""
    if is_unknown(value):
        return {}
    if target in PARTS and target not in _PARTS:
        read = make_reader(target, percent=False, decimal=None)(_figure_of(target, value))
        return {} if read is None else {target: read}
    field = target.partition(".")[0]
    if field == "certification":
        return {"certification.stage": value[:300]}
    names = _DONE_FIRST if field == "commitments_kept" else _PARTS[field]
    figures = _FIGURE.findall(value)
    named = {name: near for name in names if (near := _near(name, value)) is not None}
    pairs = named if len(named) >= len(figures) else dict(zip(names, figures, strict=False))
    if not pairs:
        raise BadCell("holds no number")
    return {
        f"{field}.{name}": make_reader(f"{field}.{name}", percent=False, decimal=None)(figure) for name, figure in pairs.items()
    }


def _near(name: str, value: str) -> str | None:
    """Return the number beside a part's name, before it or after it."""
    word = name.replace("_", "[ _-]?")
    found = re.search(rf"(\d[\d.,]*)\s+{word}\b|\b{word}\b\s*[:=]?\s*(\d[\d.,]*\d|\d)", value, re.IGNORECASE)
    return (found[1] or found[2]) if found else None


def _figure_of(target: str, value: str) -> str:
    """A confidence said as '3/10' or '3 of 10' is 3."""
    return re.split(r"\s*(?:/|of|out of)\s*10\b", value)[0] if target == "c_level_confidence" else value[:MOST_WORDS]
