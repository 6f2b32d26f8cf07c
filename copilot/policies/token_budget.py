"""Which passages fit a budget of tokens. Who counts, and how well, is the caller's business."""

from collections.abc import Callable, Sequence

from copilot.domain.evidence import Passage
from copilot.domain.noun import Noun

CountTokens = Callable[[str], int]


class FittedPassages(Noun):
    """What fits, in the order it was given, and the ids of what does not."""

    kept: tuple[Passage, ...]
    left_out: tuple[str, ...]
    tokens: int


def fit_passages(
    passages: Sequence[Passage], *, budget: int, count: CountTokens, rank: Callable[[Passage], int] | None = None
) -> FittedPassages:
    """Return the passages that fit. Those of the lowest rank go in first; among equals, those that stand first.

    The kept ones never exceed the budget together, and none that was left out would still fit beside them.
    """
    order = sorted(range(len(passages)), key=lambda place: rank(passages[place])) if rank else range(len(passages))
    kept: set[int] = set()
    tokens = 0
    for place in order:
        size = count(passages[place].text)
        if tokens + size <= budget:
            kept.add(place)
            tokens += size
    return FittedPassages(
        kept=tuple(passage for place, passage in enumerate(passages) if place in kept),
        left_out=tuple(passage.id for place, passage in enumerate(passages) if place not in kept),
        tokens=tokens,
    )
