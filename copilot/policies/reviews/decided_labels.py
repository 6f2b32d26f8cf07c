"""What a review proposed and what the leader made of it, as labels: so a company sees how far its leaders go with the review."""

from datetime import datetime

from copilot.domain.certification import ReviewResult
from copilot.domain.labels import MOST_NOTE, Label
from copilot.domain.reviews import Decision

NOBODY_NAMED = "a leader"


def label_proposal(result: ReviewResult, item: str, on: datetime) -> Label:
    """Return the levels a review proposed, as its judgement."""
    return Label(
        item=item,
        kind="levels",
        by=f"the review ({result.provenance.drafter})"[:120],
        on=on,
        rubric=result.provenance.rubric,
        answers=tuple(str(criterion.level) for criterion in result.criteria),
        criteria=tuple(criterion.id for criterion in result.criteria),
    )


def label_decision(result: ReviewResult, decision: Decision, item: str) -> Label:
    """Return the levels as a leader let them stand: those overruled are the leader's, the rest the leader saw and left."""
    set_by_leader = {level.criterion: level.level for level in decision.levels}
    reasons = [f"{level.criterion}: {level.reason}" for level in decision.levels]
    return Label(
        item=item,
        kind="levels",
        by=decision.by or NOBODY_NAMED,
        on=decision.on,
        rubric=result.provenance.rubric,
        answers=tuple(str(set_by_leader.get(criterion.id, criterion.level)) for criterion in result.criteria),
        criteria=tuple(criterion.id for criterion in result.criteria),
        blind=False,
        note=" ".join(reasons)[:MOST_NOTE],
    )
