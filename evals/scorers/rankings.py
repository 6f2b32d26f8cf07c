"""How good a ranking is, by the labels of its query."""

import math
from collections.abc import Mapping, Sequence


def ndcg(found: Sequence[str], relevant: Mapping[str, int], depth: int = 10) -> float:
    """Return the normalised discounted cumulative gain of a ranking: gain 2^grade - 1, discount log2 of the place plus one."""
    gains = [(2 ** relevant.get(name, 0) - 1) / math.log2(place + 2) for place, name in enumerate(found[:depth])]
    ideal = sorted(relevant.values(), reverse=True)[:depth]
    best = sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(ideal))
    return sum(gains) / best if best else 0.0


def recall(found: Sequence[str], relevant: Mapping[str, int], depth: int = 10) -> float:
    """Return the share of the relevant cards among the first."""
    return sum(name in found[:depth] for name in relevant) / len(relevant) if relevant else 0.0
