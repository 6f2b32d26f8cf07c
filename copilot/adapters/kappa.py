"""Agreement beyond chance by scikit-learn, its interval by scipy. Both are an extra: labels are taken without them too."""

from collections.abc import Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING

from copilot.domain.labels import Kappa

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NEEDED = ("sklearn", "scipy")
HOW = "Kappa needs two more packages; 'pip install \"coaching-copilot[labels]\"' brings them, and the same command then tells it."
_SEED = 20261122  # the same labels give the same interval
_DRAWS = 2000


class LearnedKappa:
    """Implements the port AgreementMeter. Nothing is loaded until a figure is asked for."""

    @property
    def trouble(self) -> str | None:
        return None if all(find_spec(name) is not None for name in NEEDED) else HOW

    def measure(self, items: Sequence[Sequence[tuple[str, str]]], *, weighted: bool) -> Kappa | None:
        from sklearn.metrics import cohen_kappa_score

        pairs = [pair for item in items for pair in item]
        names = sorted({name for pair in pairs for name in pair})
        if len(names) < 2:  # both gave one and the same answer throughout: chance alone would do as well
            return None
        codes = _codes(names, weighted)
        ours, theirs = ([codes[pair[side]] for pair in pairs] for side in (0, 1))
        weights = "quadratic" if weighted else None
        value = float(cohen_kappa_score(ours, theirs, weights=weights, labels=list(range(max(codes.values()) + 1))))
        low, high = _interval(items, codes, weighted, value)
        return Kappa(value=value, low=low, high=high)


def _codes(names: Sequence[str], weighted: bool) -> dict[str, int]:
    """Return the place of each answer in a table; levels keep their distances."""
    return {name: int(name) - 1 for name in names} if weighted else {name: place for place, name in enumerate(names)}


def _interval(
    items: Sequence[Sequence[tuple[str, str]]], codes: dict[str, int], weighted: bool, value: float
) -> tuple[float, float]:
    """Return the 95 % interval, drawn again over whole items: the criteria of one deck stand or fall together."""
    import numpy as np
    from scipy import stats

    size = max(codes.values()) + 1
    tables = np.zeros((len(items), size, size))
    for place, item in enumerate(items):
        for ours, theirs in item:
            tables[place, codes[ours], codes[theirs]] += 1
    if all(ours == theirs for item in items for ours, theirs in item):
        return _least_open(tables.sum(axis=0), len(items)), value
    if len(items) < 2:
        return value, value
    found = stats.bootstrap(
        (np.arange(len(items)),),
        lambda drawn, axis=-1: kappa_of(tables[drawn].sum(axis=-3), weighted),  # noqa: ARG005 - scipy names an axis
        n_resamples=_DRAWS,
        method="percentile",
        vectorized=True,
        rng=np.random.default_rng(_SEED),
    )
    return float(found.confidence_interval.low), float(found.confidence_interval.high)


def _least_open(table: "NDArray[np.float64]", items: int) -> float:
    """Return the low end where two never differed: drawn again they never would, yet so few items leave this much open."""
    from scipy import stats

    share = float(stats.binomtest(items, items).proportion_ci(method="wilson").low)
    by_chance = float((table.sum(axis=0) * table.sum(axis=1)).sum() / table.sum() ** 2)
    return 1 - (1 - share) / (1 - by_chance)


def kappa_of(tables: "NDArray[np.float64]", weighted: bool) -> "NDArray[np.float64]":
    """Return the kappa of each table of a stack; the same figure as scikit-learn's, for many draws at once."""
    import numpy as np

    places = np.arange(tables.shape[-1])
    distance = (places[:, None] - places[None, :]) ** 2
    weights = distance if weighted else (distance > 0).astype(float)
    total = tables.sum(axis=(-2, -1))
    expected = tables.sum(axis=-1)[..., :, None] * tables.sum(axis=-2)[..., None, :] / np.maximum(total, 1)[..., None, None]
    by_chance = (weights * expected).sum(axis=(-2, -1))
    kappa: NDArray[np.float64] = 1 - (weights * tables).sum(axis=(-2, -1)) / np.where(by_chance == 0, 1, by_chance)
    return kappa
