"""How sure a figure is: intervals as the libraries give them, and the same figures every time."""

import pytest
from sklearn.metrics import cohen_kappa_score

from evals.outcomes import ItemOutcome
from evals.statistics import estimate_kappa, estimate_ratio, self_agreement, share, smallest_drop, weighted_kappa


def make(counts: list[tuple[float, float]]) -> list[ItemOutcome]:
    return [ItemOutcome(suite="x", id=str(place), counts={"m": each}) for place, each in enumerate(counts)]


def rated(*decks: list[tuple[int, int]]) -> list[ItemOutcome]:
    return [ItemOutcome(suite="x", id=str(place), ratings={"k": tuple(pairs)}) for place, pairs in enumerate(decks)]


def test_a_share_has_its_wilson_interval() -> None:
    assert (round(share(8, 10).low, 3), round(share(8, 10).high, 3)) == (0.490, 0.943)
    with pytest.raises(ValueError, match="nothing was counted"):
        share(0, 0)


def test_yes_and_no_are_a_share_and_anything_else_is_drawn_again() -> None:
    told = estimate_ratio(make([(1, 1)] * 8 + [(0, 1)] * 2), "m")
    assert (round(told.low, 3), round(told.high, 3)) == (0.490, 0.943)
    mixed = estimate_ratio(make([(1, 2), (3, 4), (0, 1), (5, 5)]), "m")
    assert mixed.value == pytest.approx(9 / 12)
    assert mixed.low < mixed.value < mixed.high


def test_no_failure_at_all_still_leaves_room() -> None:
    assert estimate_ratio(make([(0, 3)] * 20), "m").high == pytest.approx(share(0, 20).high)


def test_the_kappa_of_many_draws_is_that_of_the_library() -> None:
    decks = rated([(1, 1), (2, 3), (4, 4)], [(3, 3), (1, 2), (4, 2)], [(2, 2), (3, 4), (1, 1)])
    pairs = [pair for deck in decks for pair in deck.ratings["k"]]
    theirs, ours = zip(*pairs, strict=True)
    wanted = cohen_kappa_score(theirs, ours, weights="quadratic")
    told = estimate_kappa(decks, "k")
    assert told.value == pytest.approx(wanted) == pytest.approx(weighted_kappa(pairs))
    assert told.low <= told.value <= told.high
    assert estimate_kappa(rated([(1, 1), (4, 4)]), "k").value == 1.0


def test_the_same_outcomes_give_the_same_figures() -> None:
    items = make([(1, 2), (3, 4), (0, 1), (5, 5)])
    assert estimate_ratio(items, "m") == estimate_ratio(items, "m")


def test_more_cases_show_smaller_drops() -> None:
    assert smallest_drop(400, None) < smallest_drop(100, None) < smallest_drop(20, None)


def test_a_model_agrees_with_itself_as_often_as_two_takes_are_alike() -> None:
    assert self_agreement([{"a": "x", "b": "y"}, {"a": "x", "b": "z"}, {"a": "x", "b": "y"}]) == (4 / 6, 6)
