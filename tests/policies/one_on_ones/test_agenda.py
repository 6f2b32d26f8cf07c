"""The minutes of a meeting add up, whatever its length, and nothing stands in it that is not there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.policies.one_on_ones.agenda import choose_shape, set_agenda
from tests.real_one_on_ones import REAL_ONE_ON_ONES

BOOK = REAL_ONE_ON_ONES.questions.agendas
OCCASIONS = ("ordinary", "human-first", "after-loss", "low-will", "low-confidence", "good-numbers", "too-few")
NAMES = {"seller": "Omar", "account": "Brandt Papers", "executive": "the COO"}


@given(
    minutes=st.integers(5, 120),
    occasion=st.sampled_from(OCCASIONS),
    play=st.sampled_from([None, "Warm door (R09)"]),
    promise=st.booleans(),
    named=st.booleans(),
)
def test_the_minutes_are_those_of_the_meeting(minutes: int, occasion: str, play: str | None, promise: bool, named: bool) -> None:
    names = (NAMES if named else {"seller": "Omar"}) | {"play": play}
    items = set_agenda(BOOK, minutes=minutes, occasion=occasion, names=names, has_promise=promise)  # type: ignore[arg-type]
    assert sum(item.minutes for item in items) == minutes
    assert all(item.minutes >= 1 for item in items)
    assert "questions" in [item.kind for item in items]
    assert not [item for item in items if "{" in item.item or "None" in item.item]
    assert (play is not None) or "play" not in [item.kind for item in items]


@pytest.mark.parametrize(
    ("minutes", "occasion", "shape"),
    [
        (30, "ordinary", "one-on-one-30"),
        (25, "ordinary", "one-on-one-30"),
        (45, "ordinary", "growth-talk-45"),
        (15, "too-few", "play-clinic-15"),
        (20, "after-loss", "after-loss-20"),
        (45, "after-loss", "after-loss-20"),
        (20, "low-confidence", "rehearsal-20"),
        (30, "human-first", "person-first-30"),
        (30, "low-will", "listening-30"),
    ],
)
def test_the_occasion_chooses_the_shape_before_the_length_does(minutes: int, occasion: str, shape: str) -> None:
    found = choose_shape(BOOK, minutes, occasion)  # type: ignore[arg-type]
    assert found is not None
    assert found.id == shape


def test_without_a_play_its_minutes_go_to_the_questions() -> None:
    def span(play: str | None) -> int:
        names = NAMES | {"play": play}
        items = set_agenda(BOOK, minutes=30, occasion="ordinary", names=names, has_promise=True)  # type: ignore[arg-type]
        return next(item.minutes for item in items if item.kind == "questions")

    assert (span("Warm door (R09)"), span(None)) == (12, 16)
