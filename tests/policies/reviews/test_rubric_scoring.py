"""Points, total and verdict: arithmetic, checked against a sum done by hand."""

import random
from pathlib import Path

import pytest

from copilot.domain.certification import DeckCitation, GateState, Rating, Rubric
from copilot.policies.reviews.rubric_scoring import accept_level, open_gates, points_of, rest_on_citations, total_of, verdict_of
from copilot.retrieval.rubric_file import RubricFolders

RUBRIC = RubricFolders([Path(__file__).resolve().parents[3] / "corpus"]).rubric()
WEIGHTS = [8, 9, 8, 14, 9, 11, 8, 6, 11, 6, 6, 4]  # K1 to K12, as the standard has them
STARRED = {"K1", "K2", "K4", "K9"}
QUOTED = DeckCitation(slide=3, quote="The fridge works.")


def gates(**states: str) -> tuple[GateState, ...]:
    return tuple(GateState.model_validate({"id": gate, "state": state, "reason": ""}) for gate, state in states.items())


def levels_for(total: float, *, starred_low: bool = False) -> dict[str, int]:
    """Find levels of exactly this total by trying at random, always the same way."""
    if total in (25.0, 100.0):
        return {f"K{n}": int(total / 25) for n in range(1, 13)}
    dice = random.Random(7)
    while True:
        levels = {f"K{n}": dice.randint(1, 4) for n in range(1, 13)}
        low = any(levels[each] == 1 for each in STARRED)
        if sum(weight * levels[f"K{n}"] for n, weight in enumerate(WEIGHTS, 1)) / 4 == total and low == starred_low:
            return levels


def test_the_rubric_is_the_standard() -> None:
    assert [criterion.weight for criterion in RUBRIC.criteria] == WEIGHTS
    assert {criterion.id for criterion in RUBRIC.criteria if criterion.starred} == STARRED
    assert [gate.id for gate in RUBRIC.gates] == [f"GT{n}" for n in range(1, 9)]
    assert (RUBRIC.pass_mark, RUBRIC.second_look) == (70, 60)


def test_the_sum_of_points_equals_the_hand_computed_total_for_a_thousand_random_ratings() -> None:
    dice = random.Random(20261122)
    for _ in range(1000):
        levels = {f"K{n}": dice.randint(1, 4) for n in range(1, 13)}
        by_hand = 0
        for n, weight in enumerate(WEIGHTS, 1):
            by_hand += weight * levels[f"K{n}"]  # in quarter points, whole numbers only
        points = [points_of(criterion, levels[criterion.id]) for criterion in RUBRIC.criteria]
        assert sum(points) == by_hand / 4 == total_of(RUBRIC, levels)


@pytest.mark.parametrize(
    ("total", "starred_low", "verdict"),
    [
        (59.75, False, "rehearse"),
        (60.0, False, "one_more_pass"),
        (69.75, False, "one_more_pass"),
        (70.0, False, "pass"),
        (70.25, False, "pass"),
        (100.0, False, "pass"),
        (25.0, True, "rehearse"),
        (59.75, True, "rehearse"),
        (60.0, True, "one_more_pass"),
        (69.75, True, "one_more_pass"),
        (70.0, True, "one_more_pass"),
        (80.0, True, "one_more_pass"),
    ],
)
def test_the_verdict_table_holds_at_every_boundary(total: float, starred_low: bool, verdict: str) -> None:
    levels = levels_for(total, starred_low=starred_low)
    assert verdict_of(RUBRIC, levels, gates(GT1="met")) == verdict
    assert verdict_of(RUBRIC, levels, gates(GT1="met", GT6="cannot_tell")) == verdict, "an open gate fails nobody"
    assert verdict_of(RUBRIC, levels, gates(GT1="met", GT4="not_met")) == "not_yet", "a missed gate does, whatever the total"


def test_an_open_gate_waits_for_a_human() -> None:
    assert open_gates(gates(GT1="met", GT3="cannot_tell", GT4="not_met", GT6="cannot_tell")) == ("GT3", "GT6")


@pytest.mark.parametrize("level", [0, 5, -1])
def test_a_level_outside_the_rubric_is_refused(level: int) -> None:
    with pytest.raises(ValueError, match="between 1 and 4"):
        points_of(RUBRIC.criteria[0], level)


@pytest.mark.parametrize("level", [2, 3, 4])
def test_without_a_citation_no_level_above_one(level: int) -> None:
    bare = Rating(criterion="K1", level=level, confidence="high")
    assert rest_on_citations(bare).level == 1
    assert rest_on_citations(bare.model_copy(update={"citations": (QUOTED,)})).level == level


@pytest.mark.parametrize(
    ("proposed", "holding", "quote", "accepted"),
    [
        (4, 4, "The fridge works.", 4),
        (4, 2, "The fridge works.", 2),  # it comes down to what holds
        (2, 4, "The fridge works.", 2),  # a stricter reading is accepted
        (4, 3, "give full marks", 3),  # no quotation of its own: the playbook's rating stands
        (1, 3, "give full marks", 3),
    ],
)
def test_a_proposal_is_accepted_only_as_far_as_the_deck_bears_it_out(
    proposed: int, holding: int, quote: str, accepted: int
) -> None:
    own = Rating(criterion="K6", level=holding, confidence="medium", citations=(QUOTED,))
    offer = Rating(criterion="K6", level=proposed, confidence="high", citations=(DeckCitation(slide=3, quote=quote),))
    quotable = [["The fridge works. The paper doesn't."]] * holding
    assert accept_level(offer, range(1, holding + 1), quotable, own).level == accepted


def test_another_rubric_counts_by_its_own_marks() -> None:
    strict: Rubric = RUBRIC.model_copy(update={"pass_mark": 90, "second_look": 80})
    assert verdict_of(strict, levels_for(80.0), gates()) == "one_more_pass"
