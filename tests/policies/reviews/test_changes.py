"""What changed since the last take: levels with their reason, gates, faults; nothing is made up between two rubrics."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from copilot.domain.certification import DeckCitation, Fault, GateState, RatedCriterion, ReviewProvenance, ReviewResult
from copilot.policies.reviews.changes import OTHER_DRAFTER, compare_reviews


def make_result(levels: dict[str, int] | None = None, **fields: Any) -> ReviewResult:
    """A result whose criteria quote one line each; the fourth level quotes another."""
    levels = levels or {"K1": 2, "K2": 3}
    criteria = tuple(
        RatedCriterion(
            id=name,
            level=level,
            points=level,
            confidence="high",
            citations=(DeckCitation(slide=level, quote=f"{name} line {level}"),),
            gap=f"{name} lacks more",
        )
        for name, level in levels.items()
    )
    rubric = fields.pop("rubric_digest", "r1")
    return ReviewResult(
        **{
            "criteria": criteria,
            "gates": (),
            "open_gates": (),
            "total": float(sum(levels.values())),
            "verdict": "rehearse",
            "faults": (),
            "feedback": (),
            "leader_questions": (),
            "drafted_by": "playbook",
            "provenance": ReviewProvenance(
                corpus_digest="c", embedder="none", drafter="playbook", rubric="story.v1", rubric_digest=rubric
            ),
        }
        | fields
    )


def test_a_level_that_rose_names_the_line_that_is_new() -> None:
    changes = compare_reviews(make_result({"K1": 2, "K2": 3}), make_result({"K1": 4, "K2": 3}))
    assert [(moved.id, moved.before, moved.now) for moved in changes.criteria] == [("K1", 2, 4)]
    assert changes.criteria[0].why == "New: slide 4 “K1 line 4”."
    assert (changes.total_before, changes.total_now) == (5.0, 7.0)


def test_a_level_that_fell_names_the_line_that_is_gone_and_the_gap() -> None:
    moved = compare_reviews(make_result({"K1": 3}), make_result({"K1": 1})).criteria[0]
    assert moved.why == "No longer quoted: slide 3 “K1 line 3”. K1 lacks more"


def test_a_gate_that_moved_is_told_with_its_reason() -> None:
    before = make_result(gates=(GateState(id="GT4", state="not_met", reason="no date"),))
    now = make_result(gates=(GateState(id="GT4", state="met", reason="Dated."),))
    assert [(gate.id, gate.before, gate.now, gate.why) for gate in compare_reviews(before, now).gates] == [
        ("GT4", "not_met", "met", "Dated.")
    ]


def test_a_fault_that_only_moved_to_another_slide_is_neither_gone_nor_new() -> None:
    before = make_result(faults=(Fault(kind="signal_old", where="slide 2", excerpt="Since 2024"), _fault("likes_as_proof")))
    now = make_result(faults=(Fault(kind="signal_old", where="slide 3", excerpt="since  2024"), _fault("one_thread")))
    changes = compare_reviews(before, now)
    assert [fault.kind for fault in changes.faults_gone] == ["likes_as_proof"]
    assert [fault.kind for fault in changes.faults_new] == ["one_thread"]


def test_levels_of_another_rubric_are_not_compared_and_that_is_said() -> None:
    changes = compare_reviews(make_result({"K1": 1}), make_result({"K1": 4}, rubric_digest="r2"))
    assert changes.criteria == ()
    assert "not compared" in (changes.note or "")


def test_a_model_beside_the_playbook_is_said() -> None:
    assert compare_reviews(make_result(), make_result(drafted_by="model")).note == OTHER_DRAFTER


LEVELS = st.fixed_dictionaries({"K1": st.integers(1, 4), "K2": st.integers(1, 4), "K3": st.integers(1, 4)})


@given(LEVELS, LEVELS)
def test_exactly_the_criteria_that_moved_are_told_and_the_same_take_twice_is_no_change(
    before: dict[str, int], now: dict[str, int]
) -> None:
    changes = compare_reviews(make_result(before), make_result(now))
    assert {moved.id: (moved.before, moved.now) for moved in changes.criteria} == {
        name: (before[name], now[name]) for name in before if before[name] != now[name]
    }
    same = compare_reviews(make_result(now), make_result(now))
    assert (same.criteria, same.gates, same.faults_gone, same.faults_new, same.note) == ((), (), (), (), None)


def _fault(kind: Any) -> Fault:
    return Fault(kind=kind, where="slide 1", excerpt="x")
