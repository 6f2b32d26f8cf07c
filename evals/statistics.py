"""How sure a figure is, by scipy and scikit-learn: Wilson intervals, bootstrap over groups of cases, weighted kappa.

Cases that share a seller, a deck or a source are drawn together: they stand or fall together. Every draw is seeded, so that the
same outcomes give the same figures.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from sklearn.metrics import cohen_kappa_score

from copilot.adapters.kappa import kappa_of
from evals.outcomes import Change, Estimate, ItemOutcome

_SEED = 20261122
_DRAWS = 2000
LEVELS = (1, 2, 3, 4)
CHANGED_SHARE = 0.1  # of the cases, where nothing is known of how many a change moves
POWER = 1.96 + 0.84  # of standard errors, for 80 % power at 95 %

Numbers = NDArray[np.float64]


class Share(NamedTuple):
    """A share with its 95 % interval."""

    count: int
    total: int
    low: float
    high: float

    @property
    def value(self) -> float:
        return self.count / self.total if self.total else 0.0

    def __str__(self) -> str:
        return f"{self.value:.1%} ({self.count} of {self.total}; 95 % {self.low:.1%} to {self.high:.1%})"


def share(count: int, total: int) -> Share:
    """Return a share with its Wilson interval. Raises ValueError where nothing was counted: no case is no figure."""
    if total == 0:
        raise ValueError("nothing was counted, so there is no share")
    interval = stats.binomtest(count, total).proportion_ci(method="wilson")
    return Share(count, total, float(interval.low), float(interval.high))


def estimate_ratio(items: Sequence[ItemOutcome], measure: str) -> Estimate:
    """Return the sum of the parts over the sum of the wholes, with its interval. Raises ValueError where nothing was counted."""
    counted = [item for item in items if measure in item.counts and item.counts[measure][1]]
    if not counted:
        raise ValueError(f"nothing was counted for {measure}, so there is no figure")
    groups, parts, wholes = _group(counted, measure)
    value = float(parts.sum() / wholes.sum())
    if _are_single_yes_or_no(counted, measure, len(groups)):
        counts = share(round(parts.sum()), round(wholes.sum()))
        return Estimate(value=value, low=counts.low, high=counts.high, items=len(counted), groups=len(groups))
    low, high = _interval(lambda drawn: parts[drawn].sum(axis=-1) / wholes[drawn].sum(axis=-1), len(groups), value)
    if low == high and value in (0.0, 1.0):  # nothing, or everything: as with yes and no, so many groups leave this much open
        edge = share(round(value * len(groups)), len(groups))
        low, high = edge.low, edge.high
    return Estimate(value=value, low=low, high=high, items=len(counted), groups=len(groups))


def estimate_kappa(items: Sequence[ItemOutcome], measure: str) -> Estimate:
    """Return the quadratic weighted kappa over all pairs of levels, with its interval over groups."""
    rated = [item for item in items if item.ratings.get(measure)]
    if not rated:
        raise ValueError(f"nothing was rated for {measure}, so there is no figure")
    names, tables = _tables(rated, measure)
    value = weighted_kappa([pair for item in rated for pair in item.ratings[measure]])
    low, high = _interval(lambda drawn: kappa_of(tables[drawn].sum(axis=-3), weighted=True), len(names), value)
    return Estimate(value=value, low=low, high=high, items=len(rated), groups=len(names))


def compare_ratio(now: Sequence[ItemOutcome], before: Sequence[ItemOutcome], measure: str) -> Change | None:
    """Return the paired change of a ratio on the cases that both know, or None where there is none such."""
    ours, theirs = _pair(now, before, lambda item: bool(measure in item.counts))
    if not ours or not sum(i.counts[measure][1] for i in ours) or not sum(i.counts[measure][1] for i in theirs):
        return None
    names, parts, wholes = _group(ours, measure)
    same = [item.model_copy(update={"cluster": mine.group}) for item, mine in zip(theirs, ours, strict=True)]
    _, parts_before, wholes_before = _group(same, measure)
    value = float(parts.sum() / wholes.sum() - parts_before.sum() / wholes_before.sum())

    def differ(drawn: NDArray[np.intp]) -> Numbers:
        mine = parts[drawn].sum(axis=-1) / np.maximum(wholes[drawn].sum(axis=-1), 1e-12)
        other = parts_before[drawn].sum(axis=-1) / np.maximum(wholes_before[drawn].sum(axis=-1), 1e-12)
        difference: Numbers = mine - other
        return difference

    low, high = _interval(differ, len(names), value)
    moved = [(a.id, _score(a, measure) - _score(b, measure)) for a, b in zip(ours, theirs, strict=True)]
    return Change(value=value, low=low, high=high, items=len(ours), moved=_worst_first(moved))


def compare_kappa(now: Sequence[ItemOutcome], before: Sequence[ItemOutcome], measure: str) -> Change | None:
    """Return the paired change of a weighted kappa, decks drawn together."""
    ours, theirs = _pair(now, before, lambda item: bool(item.ratings.get(measure)))
    if not ours:
        return None
    names, tables = _tables(ours, measure)
    same = [item.model_copy(update={"cluster": mine.group}) for item, mine in zip(theirs, ours, strict=True)]
    _, tables_before = _tables(same, measure)
    pairs = [[pair for item in items for pair in item.ratings[measure]] for items in (ours, theirs)]
    value = weighted_kappa(pairs[0]) - weighted_kappa(pairs[1])
    low, high = _interval(
        lambda drawn: (
            kappa_of(tables[drawn].sum(axis=-3), weighted=True) - kappa_of(tables_before[drawn].sum(axis=-3), weighted=True)
        ),
        len(names),
        value,
    )
    moved = [(a.id, _distance(b, measure) - _distance(a, measure)) for a, b in zip(ours, theirs, strict=True)]
    return Change(value=value, low=low, high=high, items=len(ours), moved=_worst_first(moved))


def smallest_drop(groups: int, change: Change | None) -> float:
    """Return the drop that so many groups show with 80 % power: by the spread seen, else as if a tenth of them had moved."""
    if change is not None and change.high > change.low:
        return POWER * (change.high - change.low) / (2 * 1.96)
    return float(POWER * np.sqrt(CHANGED_SHARE / max(groups, 1)))


def weighted_kappa(pairs: Sequence[tuple[int, int]]) -> float:
    """Return the quadratic weighted kappa of pairs of levels; 1.0 where both never differ."""
    theirs, ours = zip(*pairs, strict=True)
    if theirs == ours:
        return 1.0
    return float(
        cohen_kappa_score(theirs, ours, weights="quadratic", labels=list(range(min(*theirs, *ours), max(*theirs, *ours) + 1)))
    )


def plain_kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Return Cohen's kappa of pairs of names, such as yes and no; 1.0 where both never differ."""
    theirs, ours = zip(*pairs, strict=True)
    return 1.0 if theirs == ours else float(cohen_kappa_score(theirs, ours))


def self_agreement(runs: Sequence[Mapping[str, str]]) -> tuple[float, int]:
    """Return how often two runs give a case the same answer, over all pairs of runs, and how many pairs that were."""
    pairs = [
        (one[case], other[case])
        for place, one in enumerate(runs)
        for other in runs[place + 1 :]
        for case in sorted(one.keys() & other.keys())
    ]
    return (sum(a == b for a, b in pairs) / len(pairs) if pairs else 1.0), len(pairs)


def _group(items: Sequence[ItemOutcome], measure: str) -> tuple[list[str], Numbers, Numbers]:
    sums: dict[str, list[float]] = {}
    for item in items:
        part, whole = item.counts[measure]
        total = sums.setdefault(item.group, [0.0, 0.0])
        total[0] += part
        total[1] += whole
    values = np.asarray(list(sums.values()), dtype=np.float64)
    return list(sums), values[:, 0], values[:, 1]


def _tables(items: Sequence[ItemOutcome], measure: str) -> tuple[list[str], Numbers]:
    tables: dict[str, Numbers] = {}
    for item in items:
        table = tables.setdefault(item.group, np.zeros((len(LEVELS), len(LEVELS))))
        for theirs, ours in item.ratings[measure]:
            table[theirs - 1, ours - 1] += 1
    return list(tables), np.stack(list(tables.values()))


def _interval(statistic, groups: int, value: float) -> tuple[float, float]:  # type: ignore[no-untyped-def]
    if groups < 2:
        return value, value
    found = stats.bootstrap(
        (np.arange(groups),),
        lambda drawn, axis=-1: statistic(drawn),  # noqa: ARG005 - scipy asks for an axis; groups lie on the last
        n_resamples=_DRAWS,
        method="percentile",
        vectorized=True,
        rng=np.random.default_rng(_SEED),
    )
    interval = found.confidence_interval
    return float(interval.low), float(interval.high)


def _pair(now: Sequence[ItemOutcome], before: Sequence[ItemOutcome], keeps):  # type: ignore[no-untyped-def]
    known = {item.id: item for item in before if keeps(item)}
    ours = [item for item in now if keeps(item) and item.id in known]
    return ours, [known[item.id] for item in ours]


def _are_single_yes_or_no(items: Sequence[ItemOutcome], measure: str, groups: int) -> bool:
    return groups == len(items) and all(item.counts[measure] in ((0.0, 1.0), (1.0, 1.0)) for item in items)


def _score(item: ItemOutcome, measure: str) -> float:
    part, whole = item.counts[measure]
    return part / whole if whole else 0.0


def _distance(item: ItemOutcome, measure: str) -> float:
    pairs = item.ratings[measure]
    return sum((theirs - ours) ** 2 for theirs, ours in pairs) / len(pairs)


def _worst_first(moved: Sequence[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(((name, round(by, 4)) for name, by in moved if abs(by) > 1e-6), key=lambda each: (each[1], each[0])))
