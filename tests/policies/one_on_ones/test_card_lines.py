"""The card as a page: seventeen lines, always in the same order; unknown is never zero; every number stands on the card."""

from typing import Any

import pytest
from hypothesis import given

from copilot.domain.coaching import FIELDS, Card, Measures
from copilot.policies.one_on_ones.card_doubts import find_doubts
from copilot.policies.one_on_ones.card_lines import find_missing, read_lines
from tests.coaching_cards import ANY_CARD, make_breaking, numbers_in, numbers_on


def line(field: str, value: Any) -> Any:
    return next(each for each in read_lines(Card.model_validate({field: value})) if each.field == field)


SHOWN: dict[str, tuple[str, Any, str]] = {
    "pipeline": ("pipeline_created", {"value": "1,250,000", "count": 3}, "3 opportunities, 1,250,000 in value"),
    "pipeline without a value": ("pipeline_created", {"count": 1}, "1 opportunity, value unknown"),
    "a share": ("executive_engaged_share", 0.4, "40%"),
    "a share as text": ("executive_engaged_share", "41.5%", "41.5%"),
    "coverage": ("c_level_coverage", {"with_contact": 0, "accounts": 12}, "0 of 12 target accounts"),
    "threads": ("threads_per_opportunity", {"median": 1.2, "functions": 1}, "1.2 in the middle deal, 1 function"),
    "functions by name": (
        "threads_per_opportunity",
        {"median": 2, "functions": ["finance", "IT"]},
        "2 in the middle deal, 2 functions",
    ),
    "none is not unknown": ("executive_conversations", 0, "0"),
    "null": ("executive_conversations", None, "unknown"),
    "the newest is unknown": ("executive_conversations", [3, None], "unknown"),
    "a noun without parts": ("connects", {}, "unknown"),
    "half a pair": ("connects", {"accepted": 64}, "unknown sent, 64 accepted"),
    "no play run": ("plays_run", [], "none run"),
    "plays": ("plays_run", [{"play": "R09", "account": "Brandt"}, "A01"], "R09 (Brandt); A01"),
    "plays of two periods": ("plays_run", [["A01"], ["R09"]], "R09"),
    "no new play": ("new_play_tried", False, "none tried"),
    "the new play": ("new_play_tried", "E09", "E09"),
    "the index": ("ssi", {"total": 84, "insights": 5}, "84 in all; insights 5"),
    "certification": (
        "certification",
        {"stage": 5, "days_in_stage": 30, "blocker": "no date"},
        "stage 5; 30 days there; held up by: no date",
    ),
    "confidence": ("c_level_confidence", "3/10", "3 of ten"),
}


@pytest.mark.parametrize("label", SHOWN)
def test_a_line_shows_the_newest_value_in_words(label: str) -> None:
    field, value, shown = SHOWN[label]
    assert line(field, value).shown == shown


TRENDS: dict[str, tuple[str, Any, str, str]] = {
    "up": ("executive_conversations", [2, 3, 3, 5], "up", "up over four periods: 2, 3, 3, 5"),
    "down": ("executive_conversations", [5, 2], "down", "down over two periods: 5, 2"),
    "flat": ("executive_conversations", [20, 9, 21], "flat", "flat over three periods: 20, 9, 21"),
    "only the last four": ("executive_conversations", [90, 3, 3, 3, 3], "flat", "flat over four periods: 3, 3, 3, 3"),
    "a gap": ("executive_conversations", [1, None, 4], "up", "up over three periods: 1, unknown, 4"),
    "one period": ("executive_conversations", [4], "unknown", ""),
    "the newest unknown": ("executive_conversations", [4, None], "unknown", "before: 4"),
    "coverage by its share": (
        "c_level_coverage",
        [{"with_contact": 2, "accounts": 8}, {"with_contact": 3, "accounts": 20}],
        "down",
        "down over two periods: 2 of 8, 3 of 20",
    ),
}


@pytest.mark.parametrize("label", TRENDS)
def test_a_trend_looks_at_four_periods_and_tells_them(label: str) -> None:
    field, value, trend, words = TRENDS[label]
    found = line(field, value)
    assert (found.trend, found.trend_words) == (trend, words)


def test_the_sellers_own_comment_stands_beside_its_line() -> None:
    card = Card.model_validate({"c_level_confidence": 4, "comments": {"c_level_confidence": "I'd freeze"}})
    assert read_lines(card)[-1].comment == "I'd freeze"


def test_the_index_is_hygiene_and_nothing_else_is() -> None:
    assert [each.field for each in read_lines(make_breaking(None, 1).card) if each.hygiene] == ["ssi"]


def test_figures_that_do_not_go_together_are_told() -> None:
    card = Card.model_validate({"connects": {"made": 5, "accepted": 64}})
    assert find_doubts(card, Measures()) == ("Invitations to executives: 64 of 5 cannot be; check where the figures come from.",)


@given(ANY_CARD)
def test_any_card_gives_seventeen_lines_in_order_with_its_own_numbers(fields: Any) -> None:
    card = Card.model_validate(fields)
    lines = read_lines(card)
    assert [each.place for each in lines] == list(range(1, 18))
    assert tuple(each.field for each in lines) == FIELDS
    for each in lines:
        assert numbers_in(f"{each.shown} {each.trend_words}") <= numbers_on(fields.get(each.field)), each
    assert find_missing(card) == tuple(each.field for each in lines if not each.known)


@given(ANY_CARD)
def test_what_is_unknown_says_so_and_never_zero(fields: Any) -> None:
    for each in read_lines(Card.model_validate(fields)):
        if not each.known:
            assert each.shown == "unknown"
        if fields.get(each.field) is None:
            assert (each.known, each.trend) == (False, "unknown")


@given(ANY_CARD)
def test_a_card_travels_as_json_and_comes_back_the_same(fields: Any) -> None:
    card = Card.model_validate(fields)
    assert Card.model_validate(card.model_dump(mode="json")) == card
