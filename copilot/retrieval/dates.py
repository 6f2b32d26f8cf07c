"""The date a text names, by dateparser: 'results were last week', 'on the 14th', 'since March', '2026-11-14'."""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_LONG_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_COUNT = (
    r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty)"
)

# the surest form first: a full date says more than the weekday beside it
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"\b\d{4}-\d{2}-\d{2}\b",
        r"\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b",
        rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTHS})[a-z]*\.?(?:,? \d{{4}}| last year)?\b",
        rf"\b(?:{_MONTHS})[a-z]*\.? \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?\b(?!\d)",
        r"\b(?:today|yesterday|tomorrow)\b",
        rf"\b{_COUNT} (?:day|week|month|year)s? ago\b",
        rf"\bin {_COUNT} (?:day|week|month|year)s?\b",
        r"\b(?:last|next) (?:week|month|quarter|year)\b",
        rf"\b(?:last|next) (?:{_DAYS})\b",
        r"\bthe \d{1,2}(?:st|nd|rd|th)\b",
        rf"\b(?:since|in|from|by) (?:{_LONG_MONTHS})(?: \d{{4}})?\b",
        rf"(?<!each )(?<!every )\b(?:{_DAYS})\b",
    )
)
_AHEAD = re.compile(r"\b(?:next|will|due|until|by|opens|starts|comes|speaks|upcoming|ahead|tomorrow)\b", re.IGNORECASE)
_LEADING = re.compile(rf"^(?:since|from|on|the|by|in(?= (?:{_LONG_MONTHS})))\s+")
_PLAIN = {"last week": "1 week ago", "next week": "in 1 week", "last quarter": "3 months ago", "next quarter": "in 3 months"}


def find_date(text: str, as_of: date) -> date | None:
    """Return the surest date in a text, relative ones counted from `as_of`, or None.

    A date without a year is the one nearest to `as_of`: sellers write about what has just been or is about to be.
    """
    found = next((match for form in _FORMS if (match := form.search(text))), None)
    if found is None:
        return None
    words = _LEADING.sub("", found.group(0).lower())
    words = _PLAIN.get(words, words).replace("last year", str(as_of.year - 1))
    if re.search(r"\d{4}", words) or "ago" in words or words.startswith("in "):
        return _parse(words, as_of, "past")
    number = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)", words)
    if number:
        options = _days_of_month(int(number.group(1)), as_of)
    else:
        ways = ("past",) if found.group(0).lower().startswith("since") else ("past", "future")
        options = [day for way in ways if (day := _parse(words, as_of, way)) is not None]
    if not options:
        return None
    ahead = bool(_AHEAD.search(text))
    return min(options, key=lambda day: abs(day - as_of) if (day >= as_of) == ahead else abs(day - as_of) + timedelta(30))


def _days_of_month(number: int, as_of: date) -> list[date]:
    """Return that day of the month before, of this one and of the next, where they have it."""
    first = as_of.replace(day=1)
    months = ((first - timedelta(1)).replace(day=1), first, (first + timedelta(31)).replace(day=1))
    return [month.replace(day=number) for month in months if 1 <= number <= monthrange(month.year, month.month)[1]]


def _parse(words: str, as_of: date, prefer: str) -> date | None:
    import dateparser

    parsed = dateparser.parse(
        words,
        languages=["en"],
        settings={
            "RELATIVE_BASE": datetime.combine(as_of, datetime.min.time()),
            "PREFER_DATES_FROM": prefer,
            "PREFER_DAY_OF_MONTH": "current" if "ago" in words or words.startswith("in ") else "first",
            "DATE_ORDER": "DMY",
        },
    )
    return parsed.date() if parsed is not None else None
