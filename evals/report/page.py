"""The run as one page: what changed, every figure with its interval, every failing case with what a person needs to judge it."""

from pathlib import Path

from evals.outcomes import ItemOutcome, RunResult, SuiteResult
from evals.report.charts import draw_gate, draw_interval
from evals.report.junit import worst_of
from evals.report.summary import tell_model

TEMPLATE = Path(__file__).parent / "page.html"
MOST_MOVED = 6


def write_page(result: RunResult) -> str:
    from jinja2 import Environment

    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    return template.render(
        run=result,
        told=tell_model(result),
        changed=_list_changed(result),
        failing=[(suite, items) for suite in result.suites if (items := find_failing(suite))],
        draw_interval=draw_interval,
        draw_gate=draw_gate,
    )


def find_failing(suite: SuiteResult) -> list[ItemOutcome]:
    """Return the cases behind whatever is red: failed checks, trouble, and the worst of a measure that turned worse."""
    worst = {case for measure in suite.measures if measure.reasons for case, _ in worst_of(measure)}
    return [item for item in suite.items if item.failed or item.trouble or item.id in worst]


def _list_changed(result: RunResult) -> list[dict[str, object]]:
    """Return the measures of which any case moved, those that turned worse first."""
    rows = []
    for suite in result.suites:
        for measure in suite.measures:
            if measure.change is None or not measure.change.moved:
                continue
            sign = 1 if measure.better == "higher" else -1
            rows.append(
                {
                    "suite": suite.title,
                    "measure": measure,
                    "good": measure.change.value * sign,
                    "worst": worst_of(measure, MOST_MOVED),
                    "moved": len(measure.change.moved),
                }
            )
    return sorted(rows, key=lambda row: float(row["good"]))  # type: ignore[arg-type]
