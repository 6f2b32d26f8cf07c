"""The suites by name. Each says which cases it has and plays one of them; evals/contract.py settles what figures mean."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from evals.cases import Case
from evals.desk import Desk
from evals.outcomes import ItemOutcome


@dataclass(frozen=True)
class Suite:
    """One suite: its cases, and how a case is played. `weight` is what a case costs, so that work can be dealt out evenly."""

    name: str
    read: Callable[[], Sequence[Case]]
    play: Callable[[Any, Desk], ItemOutcome]
    weight: float = 1.0
    live: bool = False  # whether a model takes part, so that a live run plays it too


def list_suites() -> dict[str, Suite]:
    """Return every suite by name, in the order of the report."""
    from evals.suites import (
        cost,
        decks,
        diagnosis,
        fallback,
        flaws,
        grounding,
        injection,
        novelty,
        plays,
        questions,
        refusals,
        retrieval,
    )

    rooms = (retrieval, novelty, grounding, plays, questions, diagnosis, decks, flaws, injection, refusals, fallback, cost)
    return {room.SUITE.name: room.SUITE for room in rooms}
