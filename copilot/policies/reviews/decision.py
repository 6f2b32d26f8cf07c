"""What a leader's decision makes of a proposal: the levels as they then stand, their total, and what the rubric says of them.

The verdict is the leader's and is never computed: the rule stands beside it, so that a difference is seen and has a reason.
"""

from datetime import datetime

from copilot.domain.certification import GateState, ReviewResult, Rubric
from copilot.domain.reviews import Decision, DecisionRequest
from copilot.policies.reviews.rubric_scoring import total_of, verdict_of


def find_decision_fault(request: DecisionRequest, result: ReviewResult) -> str | None:
    """Return why a decision cannot be kept as it is, in one sentence for the one who decides, or None."""
    proposed = {criterion.id: criterion.level for criterion in result.criteria}
    gates = {gate.id for gate in result.gates}
    overruled = [level.criterion for level in request.levels] + [gate.gate for gate in request.gates]
    for level in request.levels:
        if level.criterion not in proposed:
            return f"There is no criterion of that name in this review; it has {', '.join(proposed)}."
        if proposed[level.criterion] == level.level:
            return f"{level.criterion} is proposed at level {level.level} already; leave it out, or set another level."
    for gate in request.gates:
        if gate.gate not in gates:
            return f"There is no gate of that name in this review; it has {', '.join(sorted(gates))}."
    if len(overruled) != len(set(overruled)):
        return "A criterion or gate is overruled twice; give each one level and one reason."
    return None


def decide(request: DecisionRequest, result: ReviewResult, rubric: Rubric, on: datetime) -> Decision:
    """Return the decision as it is kept. The request must be without fault."""
    proposed = {criterion.id: criterion.level for criterion in result.criteria}
    levels = proposed | {level.criterion: level.level for level in request.levels}
    states = {gate.gate: gate for gate in request.gates}
    gates = [
        GateState(id=g.id, state=states[g.id].state, reason=states[g.id].reason) if g.id in states else g for g in result.gates
    ]
    return Decision(
        **request.model_dump(),
        on=on,
        proposed_verdict=result.verdict,
        proposed_levels={level.criterion: proposed[level.criterion] for level in request.levels},
        total=total_of(rubric, levels),
        rule_verdict=verdict_of(rubric, levels, gates),
    )
