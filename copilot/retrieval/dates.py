"""The date a text names, by dateparser: 'results were last week', 'on the 14th', 'since March', '2026-11-14'."""

import re
from datetime import date, datetime

_SPAN = re.compile(
    r"\b(?:today|yesterday|tomorrow|this (?:week|month)|(?:last|next) (?:week|month|quarter|year|monday|tuesday|wednesday|thursday|friday|"
    r"saturday|sunday)|(?:\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve) (?:day|week|month|year)s? ago|"
    r"in (?:\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve) (?:day|week|month|year)s?|"
    r"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|"
    r"\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?: \d{4})?|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?|"
    r"(?:since|in|from) (?:january|february|march|april|may|june|july|august|september|october|november|december)(?: \d{4})?|"
    r"(?:on )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)|the \d{1,2}(?:st|nd|rd|th))\b",
    re.IGNORECASE,
)


def find_date(text: str, as_of: date) -> date | None:
    """Return the first date in a text, relative ones counted from `as_of`, or None."""
    found = _SPAN.search(text)
    if found is None:
        return None
    import dateparser

    words = re.sub(r"^(?:since|from|on|the)\s+", "", found.group(0), flags=re.IGNORECASE).lower()
    words = {
        "last week": "1 week ago",
        "next week": "in 1 week",
        "last quarter": "3 months ago",
        "this week": "today",
    }.get(words, words)
    is_future = words.startswith(("in ", "next ", "tomorrow")) or bool(
        re.search(r"\bnext\b|\bwill\b|\bdue\b", text, re.IGNORECASE)
    )
    parsed = dateparser.parse(
        words,
        languages=["en"],
        settings={
            "RELATIVE_BASE": datetime.combine(as_of, datetime.min.time()),
            "PREFER_DATES_FROM": "future" if is_future else "past",
            "PREFER_DAY_OF_MONTH": "first",
            "DATE_ORDER": "DMY",
        },
    )
    return parsed.date() if parsed is not None else None
