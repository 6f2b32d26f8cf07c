"""Kappa: the figures of worked tables, an interval that holds them, and a sentence where the packages are not there."""

import pytest

from copilot.adapters import kappa
from copilot.adapters.kappa import LearnedKappa

METER = LearnedKappa()


def make_items(ones: str, others: str) -> list[list[tuple[str, str]]]:
    return [[pair] for pair in zip(ones, others, strict=True)]


def test_kappa_of_yes_and_no_is_that_of_the_table_by_hand() -> None:
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: observed 0.7, by chance 0.5, so 0.4
    table = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    found = METER.measure([[pair] for pair in table], weighted=False)
    assert found is not None
    assert found.value == pytest.approx(0.4)
    assert 0.05 < found.low < 0.4 < found.high < 0.75


def test_a_level_further_off_costs_more() -> None:
    near = METER.measure(make_items("1234123412", "1234123411"), weighted=True)
    far = METER.measure(make_items("1234123412", "1234123414"), weighted=True)
    assert near is not None
    assert far is not None
    assert 1 > near.value > far.value


def test_levels_that_nobody_gave_change_no_distance() -> None:
    """Levels 1 and 4 alone are as far apart as ever."""
    found = METER.measure(make_items("1144114411", "1144114414"), weighted=True)
    full = METER.measure(make_items("1144114411", "1144114414"), weighted=False)
    assert found is not None
    assert full is not None
    assert found.value == pytest.approx(full.value)


def test_one_and_the_same_answer_throughout_says_nothing() -> None:
    assert METER.measure(make_items("4444444444", "4444444444"), weighted=True) is None


def test_two_who_never_differ_on_few_items_may_still_differ_on_the_next() -> None:
    """By Wilson, twelve of twelve leave a share of 0.757; half of it comes by chance, so kappa may be 0.51."""
    few = METER.measure(make_items("121212121212", "121212121212"), weighted=True)
    many = METER.measure(make_items("12" * 200, "12" * 200), weighted=True)
    assert few is not None
    assert many is not None
    assert (few.value, few.high, many.value) == (1.0, 1.0, 1.0)
    assert few.low == pytest.approx(0.515, abs=0.005)
    assert many.low > 0.97


def test_the_same_labels_give_the_same_interval() -> None:
    items = make_items("1234123412", "1224123411")
    assert METER.measure(items, weighted=True) == METER.measure(items, weighted=True)


def test_the_criteria_of_one_deck_are_drawn_together() -> None:
    """Twelve answers on each of ten decks that stand or fall together leave more open than 120 single ones."""
    decks = [[("1", "1")] * 6 + [("4", "4")] * 6] * 7 + [[("1", "4")] * 6 + [("4", "1")] * 6] * 3
    together = METER.measure(decks, weighted=True)
    apart = METER.measure([[pair] for deck in decks for pair in deck], weighted=True)
    assert together is not None
    assert apart is not None
    assert together.high - together.low > 1.5 * (apart.high - apart.low)


def test_where_the_packages_are_missing_it_is_said_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kappa, "find_spec", lambda name: None)
    assert "coaching-copilot[labels]" in (METER.trouble or "")
