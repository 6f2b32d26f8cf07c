"""Levels become points, a total and a verdict here, by arithmetic alone. No text of a deck comes near this file.

Everything is counted in whole numbers of a quarter point, so that no total is ever a rounding away from the pass mark.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from copilot.domain.certification import TOP_LEVEL, Criterion, GateState, Rating, Rubric, Verdict
from copilot.policies.grounding import occurs


def points_of(criterion: Criterion, level: int) -> float:
    """Return the points of a level: its share of the weight. Quarters are exact."""
    if not 1 <= level <= TOP_LEVEL:
        raise ValueError(f"a level stands between 1 and {TOP_LEVEL}, not at {level}")
    return float(Fraction(criterion.weight * level, TOP_LEVEL))


def total_of(rubric: Rubric, levels: Mapping[str, int]) -> float:
    """Return the exact total of a rating that has a level for every criterion. Raises KeyError where one is missing."""
    return float(_exact_total(rubric, levels))


def verdict_of(rubric: Rubric, levels: Mapping[str, int], gates: Iterable[GateState]) -> Verdict:
    """Return what the arithmetic proposes.

    A gate that is not met: not yet, whatever the total. One that nobody can tell stays open and does not fail.
    """
    if any(gate.state == "not_met" for gate in gates):
        return "not_yet"
    total = _exact_total(rubric, levels)
    if total < rubric.second_look:
        return "rehearse"
    starred_low = any(criterion.starred and levels[criterion.id] == 1 for criterion in rubric.criteria)
    return "one_more_pass" if starred_low or total < rubric.pass_mark else "pass"


def open_gates(gates: Sequence[GateState]) -> tuple[str, ...]:
    """Return the gates that wait for a human."""
    return tuple(gate.id for gate in gates if gate.state == "cannot_tell")


def rest_on_citations(rating: Rating) -> Rating:
    """Return a rating whose level rests on a citation: without one, level 1 at most and little confidence."""
    if rating.citations or rating.level == 1:
        return rating
    return rating.model_copy(update={"level": 1, "confidence": "low"})


def accept_level(proposed: Rating, holding: Sequence[int], quotable: Sequence[Sequence[str]], own: Rating) -> Rating:
    """Return a model's proposal as far as the deck bears it out, else the playbook's own rating.

    `holding` are the levels whose anchor predicate holds on visible, unflagged text; `quotable[level - 1]` are the lines
    that show it. A level is accepted if its anchor holds and a quotation of the proposal stands on a line that shows any of
    them; too high a proposal comes down to the highest level that holds.
    """
    level = max((held for held in holding if held <= proposed.level), default=1)
    lines = [line for rest in quotable for line in rest]
    standing = tuple(c for c in proposed.citations if any(occurs(c.quote, line) for line in lines))
    if not standing:
        return own
    return proposed.model_copy(update={"level": level, "citations": standing})


def _exact_total(rubric: Rubric, levels: Mapping[str, int]) -> Fraction:
    return sum((Fraction(c.weight * levels[c.id], TOP_LEVEL) for c in rubric.criteria), Fraction(0))
