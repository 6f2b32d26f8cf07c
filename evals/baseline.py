"""The figures a change is compared with: the scores of every case, so that both can be paired case by case."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from copilot.domain.noun import Noun
from evals.cases import BrokenCases
from evals.outcomes import ItemOutcome, SuiteResult

BASELINE = Path(__file__).parent / "baseline.json"
_MOST_DIGITS = 9


class Baseline(Noun):
    """The scores of the cases by suite; what could be said about them is computed anew."""

    corpus_digest: str = ""
    suites: dict[str, tuple[ItemOutcome, ...]] = {}

    def of(self, suite: str) -> tuple[ItemOutcome, ...] | None:
        return self.suites.get(suite)


def read_baseline(path: Path = BASELINE) -> Baseline:
    """Return the baseline; an empty one where none was kept yet. Raises BrokenCases for one that cannot be read."""
    if not path.exists():
        return Baseline()
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        suites = {
            name: tuple(_read_item(name, case, row) for case, row in rows.items()) for name, rows in document["suites"].items()
        }
        return Baseline(corpus_digest=document["corpus_digest"], suites=suites)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BrokenCases(f"{path.name} is damaged; 'python -m evals --update-baseline' writes it anew.") from error


def write_baseline(results: Sequence[SuiteResult], corpus_digest: str, path: Path = BASELINE) -> None:
    """Keep the scores of these suites; those of suites that did not run stay as they were."""
    kept = read_baseline(path) if path.exists() else Baseline()
    suites = kept.suites | {result.name: result.items for result in results}
    document = {
        "corpus_digest": corpus_digest,
        "suites": {name: {item.id: _write_item(item) for item in items} for name, items in sorted(suites.items())},
    }
    lines = ['{"corpus_digest": ' + json.dumps(document["corpus_digest"]) + ', "suites": {']
    for place, (name, rows) in enumerate(document["suites"].items()):  # a line a case, so that a change reads well
        lines.append(f"{json.dumps(name)}: {{")
        lines.append(",\n".join(f"  {json.dumps(case)}: {json.dumps(row)}" for case, row in rows.items()))
        lines.append("}" if place == len(suites) - 1 else "},")
    path.write_text("\n".join([*lines, "}}", ""]), encoding="utf-8")


def _write_item(item: ItemOutcome) -> dict[str, Any]:
    row: dict[str, Any] = {"of": item.cluster} if item.cluster else {}
    if item.counts:
        row["counts"] = {name: [round(number, _MOST_DIGITS) for number in both] for name, both in item.counts.items()}
    if item.ratings:
        row["ratings"] = item.ratings
    return row


def _read_item(suite: str, case: str, row: dict[str, Any]) -> ItemOutcome:
    return ItemOutcome(
        suite=suite, id=case, cluster=row.get("of", ""), counts=row.get("counts", {}), ratings=row.get("ratings", {})
    )
