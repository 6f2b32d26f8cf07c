"""Reads single cells of an export: a number, a share, a word, a day. A cell that is none of what it should be says why."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Literal

from copilot.domain.amounts import DecimalSign, is_unknown, read_amount, read_share
from copilot.policies.one_on_ones.card_evidence import PARTS

Kind = Literal["count", "amount", "share", "words", "plays", "new_play"]
Cell = str | int | float | bool | date | datetime | None
MOST_CELL = 600
_MOST = {"ssi.total": 100, "c_level_confidence": 10} | {f"ssi.{p}": 25 for p in ("brand", "people", "insights", "relationships")}
_SHARES = ("executive_engaged_share", "dated_next_steps_share", "accounts_with_path_share")
_AMOUNTS = ("pipeline_created.value", "threads_per_opportunity.median", "verbal_yes_days", *_MOST)
_TEXTS = ("certification.stage", "certification.blocker", "certification.next_action")
_YES, _NO = frozenset({"yes", "y", "true", "1", "x", "ja", "oui"}), frozenset({"no", "n", "false", "0", "none", "nein", "non"})
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
_EPOCH = date(1899, 12, 30)  # day 0 of a spreadsheet
_FORMULA = ("=", "+", "@", "\t", "\r")
DayOrder = Literal["day first", "month first"]


class BadCell(ValueError):
    """What is wrong with one cell, in words that follow its column's name."""


def kind_of(part: str) -> Kind:
    if part in _SHARES:
        return "share"
    if part in _AMOUNTS:
        return "amount"
    if part in _TEXTS or part.startswith("comments."):
        return "words"
    return "plays" if part == "plays_run" else "new_play" if part == "new_play_tried" else "count"


def make_reader(part: str, *, percent: bool, decimal: DecimalSign | None) -> Callable[[Cell], Any]:
    """Return how a cell of this part is read: a value, None where it is unknown; raises BadCell."""
    assert part in PARTS or part.startswith("comments.")
    kind, most = kind_of(part), _MOST.get(part)

    @lru_cache(maxsize=4096, typed=True)  # the same few figures stand in most rows
    def read(cell: Cell) -> Any:
        if cell is None or (isinstance(cell, str) and is_unknown(cell)):
            return None
        if kind == "words":
            return str(cell).strip()[:MOST_CELL]
        if kind == "plays":
            return [name.strip()[:200] for name in re.split(r"[;|\n]", str(cell)) if name.strip()]
        if kind == "new_play":
            return _read_new_play(cell)
        value = _read_number(cell, share=kind == "share", percent=percent, decimal=decimal)
        if value < 0:
            raise BadCell("is below zero")
        if kind == "share" and value > 1:
            raise BadCell("is more than all of them")
        if most is not None and value > most:
            raise BadCell(f"is above {most}, which is the most there is")
        if kind == "count":
            if value != int(value) or value > 10**9:
                raise BadCell("is not a whole number")
            return int(value)
        return value

    return read


def _read_number(cell: Cell, *, share: bool, percent: bool, decimal: DecimalSign | None) -> float:
    if isinstance(cell, bool | date):
        raise BadCell("is a date or a yes and no, not a number")
    if isinstance(cell, int | float):
        if cell != cell or abs(cell) > 1e15:
            raise BadCell("is not a number")
        return cell / 100 if share and percent else float(cell)
    text = str(cell).strip()
    if text.startswith(_FORMULA):
        raise BadCell("is a formula, not a number")
    value = read_share(text, decimal) if share else read_amount(text, decimal)
    if value is None:
        raise BadCell("is not a number")
    return value / 100 if share and percent and not text.endswith("%") else value


def _read_new_play(cell: Cell) -> bool | str | int:
    if isinstance(cell, bool):
        return cell
    text = str(cell).strip()
    if text.casefold() in _YES:
        return True
    if text.casefold() in _NO:
        return False
    return int(text) if text.isdecimal() and len(text) < 4 else text[:200]


def is_percent_column(cells: Iterable[Cell], decimal: DecimalSign | None) -> bool:
    """Whether the figures of a column of shares can only be percent: at least one is above 1, without a sign of its own."""
    for cell in cells:
        if isinstance(cell, bool | date) or cell is None:
            continue
        if isinstance(cell, str):
            cell = None if cell.rstrip().endswith("%") else read_amount(cell, decimal)
        if cell is not None and 1 < cell <= 100:
            return True
    return False


def find_decimal(cells: Iterable[Cell]) -> DecimalSign | None:
    """Return the decimal sign that the file's own figures show, or None where none shows it for certain."""
    seen: set[DecimalSign] = set()
    for cell in cells:
        if not isinstance(cell, str) or not re.fullmatch(r"-?[\d.,]+\s?%?", cell.strip()):
            continue
        text = cell.strip().rstrip("% ")
        comma, point = text.rfind(","), text.rfind(".")
        if comma >= 0 and point >= 0:
            seen.add("," if comma > point else ".")
        elif comma >= 0 and (len(text) - comma != 4 or text.startswith("0,")) and text.count(",") == 1:
            seen.add(",")
        elif point >= 0 and (len(text) - point != 4 or text.startswith("0.")) and text.count(".") == 1:
            seen.add(".")
    return seen.pop() if len(seen) == 1 else None


def find_day_order(cells: Iterable[Cell]) -> DayOrder | None:
    """Return whether days or months come first in dates such as 03/04/2026, where one of them shows it."""
    for cell in cells:
        if isinstance(cell, str) and (found := re.match(r"\s*(\d{1,2})/(\d{1,2})/\d{2,4}", cell)):
            if int(found[1]) > 12:
                return "day first"
            if int(found[2]) > 12:
                return "month first"
    return None


@lru_cache(maxsize=2048, typed=True)
def read_day(cell: Cell, order: DayOrder | None = None) -> date:
    """Return the day of a period: a date in the usual forms, an ISO week (its Monday), a month (its first). Raises BadCell."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if 20_000 <= cell <= 80_000:
            return _EPOCH + timedelta(days=int(cell))
        raise BadCell("is no date")
    text = str(cell or "").strip()
    try:
        for pattern, make in _FORMS:
            if found := re.match(pattern, text, re.IGNORECASE):
                return make(found, order)
        return date.fromisoformat(text[:10])
    except (ValueError, KeyError) as error:
        raise BadCell("is no date such as 2026-11-20 or week such as 2026-W47") from error


def _make_slashed(found: re.Match[str], order: DayOrder | None) -> date:
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    year += 2000 if year < 100 else 0
    return date(year, first, second) if order == "month first" else date(year, second, first)


def _make_named(found: re.Match[str], _: DayOrder | None) -> date:
    return date(int(found[3]), _MONTHS[found[2][:3].lower()], int(found[1]))


_Form = Callable[[re.Match[str], DayOrder | None], date]
_FORMS: tuple[tuple[str, _Form], ...] = (
    (r"(\d{4})[- ]?(?:W|KW|CW)\s?(\d{1,2})$", lambda f, _: date.fromisocalendar(int(f[1]), int(f[2]), 1)),
    (r"(?:W|KW|CW|week)\s?(\d{1,2})[ /-](\d{4})$", lambda f, _: date.fromisocalendar(int(f[2]), int(f[1]), 1)),
    (r"(\d{4})-(\d{1,2})$", lambda f, _: date(int(f[1]), int(f[2]), 1)),
    (r"(\d{4})/(\d{1,2})/(\d{1,2})", lambda f, _: date(int(f[1]), int(f[2]), int(f[3]))),
    (r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})\b", _make_slashed),
    (r"(\d{1,2})\.(\d{1,2})\.(\d{4})", lambda f, _: date(int(f[3]), int(f[2]), int(f[1]))),
    (r"(\d{1,2})\.?[ -]([A-Za-z]{3,9})\.?[ -](\d{4})", _make_named),
    (r"([A-Za-z]{3,9})\.? (\d{1,2}), (\d{4})", lambda f, _: date(int(f[3]), _MONTHS[f[1][:3].lower()], int(f[2]))),
)
