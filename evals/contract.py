"""What every suite is held to: its gates, and its measures with bars. A line without a case is red, and so is the reverse."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field, ValidationError

from copilot.domain.noun import Noun
from evals.cases import BrokenCases
from evals.outcomes import Change, Estimate, GateResult, ItemOutcome, MeasureResult, SuiteResult
from evals.statistics import compare_kappa, compare_ratio, estimate_kappa, estimate_ratio, smallest_drop

THRESHOLDS = Path(__file__).parent / "thresholds.yaml"
_RATED = "kappa"


class MeasureLine(Noun):
    """What a measure is held to."""

    title: str
    better: Literal["higher", "lower"] = "higher"
    at_least: float | None = None
    at_most: float | None = None
    kind: Literal["ratio", "kappa"] = "ratio"
    why: str = ""


class SuiteLine(Noun):
    """What a suite is held to."""

    title: str
    gates: dict[str, str] = {}  # name -> the promise in words
    measures: dict[str, MeasureLine] = {}


class Contract(Noun):
    suites: dict[str, SuiteLine] = Field(min_length=1)


def read_contract(path: Path = THRESHOLDS) -> Contract:
    """Return the contract. Raises BrokenCases where the file cannot be used."""
    try:
        return Contract(suites=yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError) as error:
        raise BrokenCases(f"{path.name} cannot be read; put the file back, or mend it.") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise BrokenCases(f"{path.name}: '{'.'.join(map(str, first['loc']))}': {first['msg']}; mend the line.") from error


def judge_suite(
    name: str,
    line: SuiteLine | None,
    items: Sequence[ItemOutcome],
    before: Sequence[ItemOutcome] | None,
    *,
    seconds: float,
    whole: bool,
) -> SuiteResult:
    """Return a suite, judged. `whole` says that all its cases ran: only then do bars, baseline and missing cases count."""
    line = line or SuiteLine(title=name)
    troubles = [] if items else [f"{name}: no case ran; see that evals/cases/ is whole."]
    troubles += [f"{name}: {item.id} could not be run: {item.trouble}" for item in items if item.trouble]
    troubles += _unheld(name, line, items)
    gates = tuple(_judge_gate(name, gate, title, items) for gate, title in line.gates.items())
    if whole:
        troubles += [
            f"{name}: the gate '{gate.name}' has no case; write one, or take its line out." for gate in gates if not gate.checks
        ]
    measures = []
    for measure, held in line.measures.items():
        try:
            measures.append(_judge_measure(name, measure, held, items, before, whole=whole))
        except ValueError:
            if whole:
                troubles.append(f"{name}: the measure '{measure}' has no case; write one, or take its line out.")
    return SuiteResult(
        name=name,
        title=line.title,
        cases=len(items),
        seconds=round(seconds, 1),
        gates=gates,
        measures=tuple(measures),
        items=tuple(items),
        troubles=tuple(troubles),
    )


def _unheld(name: str, line: SuiteLine, items: Sequence[ItemOutcome]) -> list[str]:
    """What the cases yield and no line asks for: a figure nobody looks at is no contract."""
    gates = {check.gate for item in items for check in item.checks} - set(line.gates)
    measures = {measure for item in items for measure in (*item.counts, *item.ratings)} - set(line.measures)
    kinds = [("gate", each) for each in sorted(gates)] + [("measure", each) for each in sorted(measures)]
    return [f"{name}: the {kind} '{each}' has no line in thresholds.yaml; add it." for kind, each in kinds]


def _judge_gate(suite: str, name: str, title: str, items: Sequence[ItemOutcome]) -> GateResult:
    checks = [(item.id, check) for item in items for check in item.checks if check.gate == name]
    failures = tuple((case, check.what) for case, check in checks if not check.holds)
    return GateResult(suite=suite, name=name, title=title, checks=len(checks), failures=failures)


def _judge_measure(
    suite: str,
    name: str,
    held: MeasureLine,
    items: Sequence[ItemOutcome],
    before: Sequence[ItemOutcome] | None,
    *,
    whole: bool,
) -> MeasureResult:
    rated = held.kind == _RATED
    estimate = estimate_kappa(items, name) if rated else estimate_ratio(items, name)
    compare = compare_kappa if rated else compare_ratio
    change = compare(items, before, name) if before else None
    return MeasureResult(
        suite=suite,
        name=name,
        title=held.title,
        better=held.better,
        estimate=estimate,
        at_least=held.at_least,
        at_most=held.at_most,
        change=change,
        smallest_drop=smallest_drop(estimate.groups, change),
        reasons=tuple(_find_reasons(held, estimate, change)) if whole else (),
    )


def _find_reasons(held: MeasureLine, estimate: Estimate, change: Change | None) -> list[str]:
    """Red are a broken bar, and a turn for the worse that the interval excludes from being none."""
    reasons = []
    if held.at_least is not None and estimate.value < held.at_least - 1e-9:
        reasons.append(f"{estimate.value:.3f} is below {held.at_least:g}")
    if held.at_most is not None and estimate.value > held.at_most + 1e-9:
        reasons.append(f"{estimate.value:.3f} is above {held.at_most:g}")
    if change is not None and abs(change.value) > 1e-6:
        worse = change.high < 0 if held.better == "higher" else change.low > 0
        if worse:
            reasons.append(f"{change.value:+.3f} against the baseline (95 % {change.low:+.3f} to {change.high:+.3f})")
    return reasons
