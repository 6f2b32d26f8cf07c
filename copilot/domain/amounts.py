"""Numbers as people and exports write them: thousands, decimal commas, percent and currency signs -> a number, or nothing."""

import re
from decimal import Decimal, InvalidOperation
from typing import Literal

DecimalSign = Literal[".", ","]

_UNKNOWN = frozenset(
    {"", "-", "--", "\u2013", "\u2014", "?", "n/a", "na", "n.a.", "null", "none", "unknown", "tbd", "#n/a", "nan"}
)
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']+")
_CURRENCY = re.compile(r"^(?:[$\u20ac\u00a3\u00a5]|[A-Z]{2,3}(?=[\d-]))|(?:[$\u20ac\u00a3\u00a5]|(?<=\d)[A-Z]{3})$")
_NUMBER = re.compile(r"-?\d[\d.,]*")
_THOUSANDS = {",": re.compile(r"-?\d{1,3}(?:,\d{3})+"), ".": re.compile(r"-?\d{1,3}(?:\.\d{3})+")}
_TIMES = {"k": 1000, "m": 1_000_000}
MOST_DIGITS = 18


def is_unknown(text: str) -> bool:
    """Whether a cell says that nothing is known, in one of the ways in which exports say so."""
    return text.strip().casefold() in _UNKNOWN


def read_amount(text: str, decimal: DecimalSign | None = None) -> float | None:
    """Return the number a text holds, or None where it holds none. A percent sign is left to `read_share`.

    Where a single separator could be either ('1,234'), `decimal` decides; without it a comma before three digits groups
    thousands and a point does not.
    """
    plain = _CURRENCY.sub("", _SPACES.sub("", text.replace("\u2212", "-")))
    times = _TIMES.get(plain[-1:].casefold(), 1)
    plain = plain[:-1] if times > 1 else plain
    if not _NUMBER.fullmatch(plain) or len(plain) > MOST_DIGITS + 6:
        return None
    try:
        return float(Decimal(_to_point(plain, decimal)) * times)
    except InvalidOperation:
        return None


def read_share(text: str, decimal: DecimalSign | None = None) -> float | None:
    """Return a share from 0 to 1: '40%', '0.4' and '2 of 5' are one. None where the text holds no share."""
    plain = text.strip()
    if plain.endswith("%"):
        amount = read_amount(plain[:-1], decimal)
        return None if amount is None else float(Decimal(str(amount)) / 100)
    return read_amount(plain, decimal)


def show_number(value: float) -> str:
    """Return a number as a page shows it: '64', '1.2', '1,250,000'."""
    text = f"{value:,.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def show_share(value: float) -> str:
    """Return a share in percent, not rounded further than a hundredth: 0.4 -> '40%'."""
    return f"{show_number(value * 100)}%"


def _to_point(text: str, decimal: DecimalSign | None) -> str:
    comma, point = text.rfind(","), text.rfind(".")
    if comma >= 0 and point >= 0:
        sign: DecimalSign = "," if comma > point else "."
    elif comma < 0 and point < 0:
        return text
    else:
        mark: DecimalSign = "," if comma >= 0 else "."
        groups = _THOUSANDS[mark].fullmatch(text) is not None
        if text.count(mark) > 1 or (groups and decimal != mark and (mark == "," or decimal == ",")):
            sign = "." if mark == "," else ","
        else:
            sign = mark
    other = "." if sign == "," else ","
    return text.replace(other, "").replace(sign, ".")
