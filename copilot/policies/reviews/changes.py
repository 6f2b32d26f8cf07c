"""What changed since the last take of a submission: criteria that moved and why, gates, faults gone and new.

For the seller who has worked on a deck and for the leader who reads it a second time. A pure comparison of two results.
"""

from collections.abc import Iterable

from copilot.domain.certification import DeckCitation, Fault, GateVerdict, RatedCriterion, ReviewResult
from copilot.domain.reviews import ChangedFault, MovedCriterion, MovedGate, ReviewChanges

OTHER_RUBRIC = "The last take was read against {before}, this one against {now}: totals and levels are not compared by criterion."
OTHER_DRAFTER = "One take has a model's levels, the other the playbook's; a small move may come from that alone."
_STATES = {"met": "met", "not_met": "not met", "cannot_tell": "open"}


def compare_reviews(before: ReviewResult, now: ReviewResult) -> ReviewChanges:
    """Return what moved between two takes. Levels are compared under the same rubric only."""
    same_rubric = before.provenance.rubric_digest == now.provenance.rubric_digest
    return ReviewChanges(
        total_before=before.total,
        total_now=now.total,
        verdict_before=before.verdict,
        verdict_now=now.verdict,
        criteria=_moved_criteria(before, now) if same_rubric else (),
        gates=_moved_gates(before, now) if same_rubric else (),
        faults_gone=_missing(before.faults, now.faults),
        faults_new=_missing(now.faults, before.faults),
        note=_note(before, now, same_rubric),
    )


def _moved_criteria(before: ReviewResult, now: ReviewResult) -> tuple[MovedCriterion, ...]:
    earlier = {criterion.id: criterion for criterion in before.criteria}
    moved = [(earlier[c.id], c) for c in now.criteria if c.id in earlier and earlier[c.id].level != c.level]
    return tuple(
        MovedCriterion(id=new.id, title=new.title, before=old.level, now=new.level, why=_explain(old, new)) for old, new in moved
    )


def _explain(old: RatedCriterion, new: RatedCriterion) -> str:
    """Say what is quoted now and was not before; where a level fell, what is no longer there."""
    if new.level > old.level:
        fresh = _first_unquoted(new.citations, old.citations)
        return f"New: {_place(fresh)} “{fresh.quote}”." if fresh else "What is quoted stood there before; more holds beside it."
    lost = _first_unquoted(old.citations, new.citations)
    told = f"No longer quoted: {_place(lost)} “{lost.quote}”. " if lost else ""
    return f"{told}{new.gap}".strip() or "Less is shown than before."


def _first_unquoted(quoted: Iterable[DeckCitation], others: Iterable[DeckCitation]) -> DeckCitation | None:
    known = {_fold(citation.quote) for citation in others}
    return next((citation for citation in quoted if _fold(citation.quote) not in known), None)


def _place(citation: DeckCitation) -> str:
    return f"slide {citation.slide}" if citation.slide is not None else f"story {citation.cue}"


def _moved_gates(before: ReviewResult, now: ReviewResult) -> tuple[MovedGate, ...]:
    earlier: dict[str, GateVerdict] = {gate.id: gate.state for gate in before.gates}
    return tuple(
        MovedGate(id=gate.id, before=earlier[gate.id], now=gate.state, why=gate.reason)
        for gate in now.gates
        if gate.id in earlier and earlier[gate.id] != gate.state
    )


def name_state(state: GateVerdict) -> str:
    """Return a gate's state in a word for a page."""
    return _STATES[state]


def _missing(faults: Iterable[Fault], others: Iterable[Fault]) -> tuple[ChangedFault, ...]:
    """Return the faults that the others lack; one that only moved to another slide is the same fault."""
    known = {(fault.kind, _fold(fault.excerpt)) for fault in others}
    return tuple(
        ChangedFault(kind=fault.kind, where=fault.where, excerpt=fault.excerpt)
        for fault in faults
        if (fault.kind, _fold(fault.excerpt)) not in known
    )


def _note(before: ReviewResult, now: ReviewResult, same_rubric: bool) -> str | None:
    if not same_rubric:
        return OTHER_RUBRIC.format(before=before.provenance.rubric, now=now.provenance.rubric)
    return OTHER_DRAFTER if before.drafted_by != now.drafted_by else None


def _fold(text: str) -> str:
    return " ".join(text.lower().split())
