"""The run as one JSON document, for programs."""

import json
from typing import Any

from evals.outcomes import ItemOutcome, RunResult, SuiteResult


def write_json(result: RunResult) -> str:
    document = {
        "verdict": result.verdict,
        "corpus_digest": result.corpus_digest,
        "baseline": result.baseline,
        "model": result.model.model_dump(mode="json"),
        "troubles": list(result.troubles),
        "suites": [_suite(suite) for suite in result.suites],
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _suite(suite: SuiteResult) -> dict[str, Any]:
    return {
        "name": suite.name,
        "title": suite.title,
        "verdict": suite.verdict,
        "cases": suite.cases,
        "troubles": list(suite.troubles),
        "gates": [gate.model_dump(mode="json") | {"verdict": gate.verdict} for gate in suite.gates],
        "measures": [measure.model_dump(mode="json") | {"verdict": measure.verdict} for measure in suite.measures],
        "failing": [_item(item) for item in suite.items if item.failed or item.trouble],
        "scores": {
            item.id: {"counts": item.counts, "ratings": item.ratings} for item in suite.items if item.counts or item.ratings
        },
    }


def _item(item: ItemOutcome) -> dict[str, Any]:
    return {
        "id": item.id,
        "failed": [check.model_dump(mode="json") for check in item.failed],
        "trouble": item.trouble,
        **item.shown.model_dump(mode="json"),
    }
