"""How far a model agrees with itself: the same cases, played again, and what comes out the same."""

from collections.abc import Sequence

from evals.outcomes import Estimate, ItemOutcome, MeasureResult, SuiteResult
from evals.statistics import POWER, self_agreement, share

Take = dict[str, tuple[list[ItemOutcome], float]]


def measure_self_agreement(takes: Sequence[Take]) -> tuple[SuiteResult, ...]:
    """Return how often two takes of a case answer alike, and pass or fail alike, suite by suite. One take: nothing."""
    if len(takes) < 2:
        return ()
    measures = []
    for suite in takes[0]:
        runs = [{item.id: item.shown.answered for item in take.get(suite, ([], 0.0))[0]} for take in takes]
        verdicts = [
            {item.id: "red" if item.failed or item.trouble else "green" for item in take.get(suite, ([], 0.0))[0]}
            for take in takes
        ]
        for name, told in (("answer", runs), ("verdict", verdicts)):
            value, pairs = self_agreement(told)
            if pairs:
                measures.append(_measure(suite, name, value, pairs, len(told[0])))
    return (
        SuiteResult(
            name="self_agreement",
            title=f"Agreement of a model with itself, {len(takes)} takes",
            cases=sum(len(items) for items, _ in takes[0].values()),
            seconds=0.0,
            gates=(),
            measures=tuple(measures),
            items=(),
        ),
    )


def _measure(suite: str, name: str, value: float, pairs: int, cases: int) -> MeasureResult:
    interval = share(round(value * cases), cases)  # pairs of one case are no cases of their own
    return MeasureResult(
        suite="self_agreement",
        name=f"{suite}_{name}",
        title=f"{suite}: the same {name}, over {pairs} pairs",
        better="higher",
        estimate=Estimate(value=value, low=min(value, interval.low), high=max(value, interval.high), items=cases, groups=cases),
        smallest_drop=POWER * 0.1**0.5 / cases**0.5,
    )
