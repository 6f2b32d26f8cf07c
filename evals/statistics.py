"""How sure a figure is, by scipy: Wilson intervals for shares, paired bootstrap for differences."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy import stats

_SEED = 20261122
_DRAWS = 2000


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
        return f"{self.value:6.1%}  ({self.count} of {self.total}; 95 % {self.low:.1%} to {self.high:.1%})"


class Difference(NamedTuple):
    """A mean paired difference with its 95 % interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:+.3f} (95 % {self.low:+.3f} to {self.high:+.3f})"


def share(count: int, total: int) -> Share:
    """Return a share with its Wilson interval. Raises ValueError where nothing was counted: no case is no figure."""
    if total == 0:
        raise ValueError("nothing was counted, so there is no share")
    interval = stats.binomtest(count, total).proportion_ci(method="wilson")
    return Share(count, total, float(interval.low), float(interval.high))


def paired_difference(ours: Sequence[float], theirs: Sequence[float]) -> Difference:
    """Return the mean difference on the same items, with a bootstrap interval over items."""
    differences = np.asarray(ours) - np.asarray(theirs)
    found = stats.bootstrap((differences,), np.mean, n_resamples=_DRAWS, method="percentile", rng=np.random.default_rng(_SEED))
    interval = found.confidence_interval
    return Difference(float(differences.mean()), float(interval.low), float(interval.high))
