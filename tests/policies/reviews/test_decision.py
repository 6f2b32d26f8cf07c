"""A leader's decision: arithmetic beside it, never in its place; what cannot be meant is refused in a sentence."""

from datetime import UTC, datetime

import pytest

from copilot.domain.certification import Criterion, GateState, Rubric
from copilot.domain.reviews import DecisionRequest, OverruledGate, OverruledLevel
from copilot.policies.reviews.decision import decide, find_decision_fault
from tests.policies.reviews.test_changes import make_result

ANCHORS = ("a", "b", "c", "d")
RUBRIC = Rubric(
    id="story",
    version=1,
    title="Story",
    pass_mark=70,
    second_look=60,
    criteria=(
        Criterion(id="K1", title="One", weight=60, levels=ANCHORS),
        Criterion(id="K2", title="Two", weight=40, levels=ANCHORS),
    ),
    gates=(),
)
RESULT = make_result({"K1": 2, "K2": 3}, gates=(GateState(id="GT6", state="cannot_tell", reason="Look."),))
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def level(criterion: str, chosen: int) -> OverruledLevel:
    return OverruledLevel(criterion=criterion, level=chosen, reason="I saw the thread.")


def test_the_overruled_levels_have_their_total_and_the_rule_stands_beside_the_verdict() -> None:
    request = DecisionRequest(verdict="one_more_pass", levels=(level("K1", 4),), by="Sian")
    decision = decide(request, RESULT, RUBRIC, NOON)
    assert (decision.total, decision.rule_verdict, decision.verdict) == (90.0, "pass", "one_more_pass")
    assert (decision.proposed_levels, decision.on, decision.by) == ({"K1": 2}, NOON, "Sian")


def test_a_gate_that_a_leader_found_not_met_fails_by_the_rule() -> None:
    request = DecisionRequest(verdict="not_yet", gates=(OverruledGate(gate="GT6", state="not_met", reason="Nobody knew her."),))
    assert decide(request, RESULT, RUBRIC, NOON).rule_verdict == "not_yet"


@pytest.mark.parametrize(
    ("request_", "says"),
    [
        (DecisionRequest(verdict="pass", levels=(level("K9", 3),)), "it has K1, K2"),
        (DecisionRequest(verdict="pass", levels=(level("K1", 2),)), "at level 2 already"),
        (DecisionRequest(verdict="pass", levels=(level("K1", 3), level("K1", 4))), "overruled twice"),
        (DecisionRequest(verdict="pass", gates=(OverruledGate(gate="GT9", state="met", reason="x"),)), "it has GT6"),
    ],
    ids=["no such criterion", "no change", "twice", "no such gate"],
)
def test_what_cannot_be_meant_is_said(request_: DecisionRequest, says: str) -> None:
    assert says in (find_decision_fault(request_, RESULT) or "")


def test_a_decision_that_follows_the_proposal_has_no_fault() -> None:
    assert find_decision_fault(DecisionRequest(verdict="rehearse"), RESULT) is None
