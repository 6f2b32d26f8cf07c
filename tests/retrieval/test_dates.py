"""The date a text names, counted from Sunday 22 November 2026."""

from datetime import date

import pytest

from copilot.retrieval.dates import find_date
from tests.small_library import AS_OF


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("results came on 2026-11-14", date(2026, 11, 14)),
        ("call on 3/11/2026", date(2026, 11, 3)),
        ("she begins on 01.12.2026", date(2026, 12, 1)),
        ("they reported on 14 Nov 2026", date(2026, 11, 14)),
        ("November 14, 2026: annual report", date(2026, 11, 14)),
        ("Her first day was 14 November, a Saturday", date(2026, 11, 14)),
        ("Nov 14th", date(2026, 11, 14)),
        ("the 3rd of September", date(2026, 9, 3)),
        ("new CFO since 1 Nov", date(2026, 11, 1)),
        ("Mr Adeyemi joins as CIO on 4 January", date(2027, 1, 4)),
        ("today", date(2026, 11, 22)),
        ("They announced it YESTERDAY", date(2026, 11, 21)),
        ("the figures come out tomorrow", date(2026, 11, 23)),
        ("she took over three weeks ago", date(2026, 11, 1)),
        ("a month ago", date(2026, 10, 22)),
        ("2 years ago", date(2024, 11, 22)),
        ("the fair opens in two weeks", date(2026, 12, 6)),
        ("in 3 months", date(2027, 2, 22)),
        ("results were last week", date(2026, 11, 15)),
        ("he speaks next week", date(2026, 11, 29)),
        ("the call last Monday", date(2026, 11, 16)),
        ("next Monday", date(2026, 11, 23)),
        ("the call on Friday", date(2026, 11, 20)),
        ("the tender is due on Friday", date(2026, 11, 27)),
        ("on the 14th", date(2026, 11, 14)),
        ("due on the 28th", date(2026, 11, 28)),
        ("due on the 5th", date(2026, 12, 5)),
        ("on the 5th", date(2026, 11, 5)),
        ("new CFO since March", date(2026, 3, 1)),
        ("5 November last year", date(2025, 11, 5)),
        ("fifteen days ago", date(2026, 11, 7)),
        ("by January", date(2027, 1, 1)),
        ("the plant opens in May 2027", date(2027, 5, 1)),
    ],
)
def test_a_text_names_a_date(text: str, day: date) -> None:
    assert find_date(text, AS_OF) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no date here",
        "May I send it?",
        "they march on",
        "we meet every Friday",
        "each Monday there is a call",
        "a 5-year plan",
        "31 February 2026",
        "2026-13-45",
        "version 10.30 of the sheet",
    ],
)
def test_a_text_without_a_date_names_none(text: str) -> None:
    assert find_date(text, AS_OF) is None


@pytest.mark.parametrize(
    ("text", "as_of", "day"),
    [
        ("on 30 December", date(2027, 1, 5), date(2026, 12, 30)),
        ("on 4 January", date(2026, 12, 20), date(2027, 1, 4)),
        ("yesterday", date(2027, 1, 1), date(2026, 12, 31)),
        ("in 3 days", date(2028, 2, 27), date(2028, 3, 1)),
        ("a year ago", date(2028, 2, 29), date(2027, 2, 28)),
    ],
)
def test_a_date_without_a_year_is_the_one_nearest_to_the_day_of_asking(text: str, as_of: date, day: date) -> None:
    assert find_date(text, as_of) == day


def test_a_day_of_the_month_is_the_nearest_one_over_the_end_of_a_month() -> None:
    assert find_date("on the 28th", date(2026, 12, 2)) == date(2026, 11, 28)
