"""Which passages fit a budget."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.domain.evidence import Passage
from copilot.policies.token_budget import FittedPassages, fit_passages


def make_passage(number: int, size: int) -> Passage:
    return Passage(id=f"N{number:02}#when", card_id=f"N{number:02}", kind="play", title="", text="x" * size)


PASSAGES = tuple(make_passage(number, size) for number, size in enumerate((10, 40, 5, 20)))


def ids_of(fitted: FittedPassages) -> list[str]:
    return [passage.id[:3] for passage in fitted.kept]


@pytest.mark.parametrize(
    ("budget", "kept"),
    [(0, []), (9, ["N02"]), (15, ["N00", "N02"]), (55, ["N00", "N01", "N02"]), (75, ["N00", "N01", "N02", "N03"])],
)
def test_what_fits_goes_in_by_its_order(budget: int, kept: list[str]) -> None:
    assert ids_of(fit_passages(PASSAGES, budget=budget, count=len_of)) == kept


def test_a_rank_decides_what_goes_in_and_not_where_it_stands() -> None:
    fitted = fit_passages(PASSAGES, budget=60, count=len_of, rank=lambda passage: -int(passage.id[1:3]))
    assert ids_of(fitted) == ["N00", "N02", "N03"]
    assert fitted.left_out == ("N01#when",)


@given(st.lists(st.integers(0, 50), max_size=12), st.integers(-1, 200), st.integers(1, 5))
def test_the_budget_holds_the_order_is_kept_nothing_is_lost_and_nothing_more_would_fit(
    sizes: list[int], budget: int, spread: int
) -> None:
    passages = tuple(make_passage(number, size) for number, size in enumerate(sizes))
    fitted = fit_passages(passages, budget=budget, count=len_of, rank=lambda passage: int(passage.id[1:3]) % spread)
    kept = [passage.id for passage in fitted.kept]
    assert fitted.tokens == sum(len(passage.text) for passage in fitted.kept)
    assert fitted.tokens <= max(budget, 0)
    assert kept == sorted(kept)
    assert sorted([*kept, *fitted.left_out]) == [passage.id for passage in passages]
    assert all(len(passage.text) > budget - fitted.tokens for passage in passages if passage.id in fitted.left_out)


def len_of(text: str) -> int:
    return len(text)
