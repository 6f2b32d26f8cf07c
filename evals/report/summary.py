"""The run in a few lines: for a terminal, and as Markdown for a pull request."""

from evals.outcomes import MeasureResult, RunResult, SuiteResult
from evals.report.junit import worst_of

MOST_NAMED = 8
SCRIPTED = (
    "Answers of a model in this run were written by us. They show what the product makes of them; they say nothing about a model."
)


def print_summary(result: RunResult) -> str:
    """Return the run as plain text: every figure, and the cases behind whatever is red."""
    lines: list[str] = []
    for suite in result.suites:
        lines.append(f"{suite.verdict.upper():<5} {suite.name}: {suite.cases} cases, {suite.seconds:.0f} s")
        lines += [f"        {trouble}" for trouble in suite.troubles]
        lines += [f"      gate {g.name:<26} {g.checks - len(g.failures)} of {g.checks}" for g in suite.gates]
        for gate in suite.gates:
            lines += [f"        {gate.name}: {case}: {what[:200]}" for case, what in gate.failures[:MOST_NAMED]]
        for measure in suite.measures:
            lines.append(f"      {measure.name:<31} {tell_figure(measure)}")
            lines += [f"        RED: {reason}" for reason in measure.reasons]
            if measure.reasons:
                lines += [f"        {case} {by:+.3f}" for case, by in worst_of(measure, MOST_NAMED)]
    lines += list(result.troubles)
    lines.append(f"{tell_model(result)}")
    lines.append(
        f"{result.verdict.upper()}: {sum(s.verdict == 'green' for s in result.suites)} of {len(result.suites)} suites are green."
    )
    return "\n".join(lines)


def write_summary(result: RunResult) -> str:
    """Return the run as Markdown, short enough for a comment."""
    lines = [f"## Evals: {result.verdict}", "", "| suite | | cases | gates | measures that moved |", "|---|---|---|---|---|"]
    for suite in result.suites:
        moved = [f"{m.title} {m.change.value:+.3f}" for m in suite.measures if m.change and m.change.moved]
        held = sum(not gate.failures for gate in suite.gates)
        gates = f"{held} of {len(suite.gates)}"
        lines.append(f"| {suite.title} | {suite.verdict} | {suite.cases} | {gates} | {'; '.join(moved[:4]) or 'none'} |")
    for suite in result.suites:
        if suite.verdict == "red":
            lines += ["", f"### {suite.title}", *_list_reds(suite)]
    lines += ["", *(f"- {trouble}" for trouble in result.troubles), tell_model(result), ""]
    return "\n".join(lines)


def tell_figure(measure: MeasureResult) -> str:
    """Return a figure with its interval, its bar, its change, and the smallest drop that so many cases show."""
    estimate = measure.estimate
    told = f"{estimate.value:.3f} ({estimate.low:.3f} to {estimate.high:.3f})"
    if measure.at_least is not None:
        told += f", at least {measure.at_least:g}"
    if measure.at_most is not None:
        told += f", at most {measure.at_most:g}"
    if measure.change is not None:
        told += f", {measure.change.value:+.3f} to the baseline"
    return f"{told}, shows a turn of {measure.smallest_drop:.3f}"


def tell_model(result: RunResult) -> str:
    """Return in one sentence who answered, and whether that says anything about a model."""
    model = result.model
    if model.provenance == "scripted":
        return SCRIPTED
    days = f" on {', '.join(model.dates)}" if model.dates else ""
    used = f"{model.answers} answers, {model.prompt_tokens + model.answer_tokens} tokens"
    cost = f", cost {model.cost:.2f}" if model.cost is not None else ""
    return f"{model.model} answered ({model.provenance}{days}): {used}{cost}."


def _list_reds(suite: SuiteResult) -> list[str]:
    lines = [f"- {trouble}" for trouble in suite.troubles]
    for gate in suite.gates:
        named = ", ".join(f"`{case}`" for case, _ in gate.failures[:MOST_NAMED])
        if gate.failures:
            lines.append(f"- {gate.title}: {len(gate.failures)} of {gate.checks} fail: {named}")
    for measure in suite.measures:
        if measure.reasons:
            worst = ", ".join(f"`{case}` {by:+.2f}" for case, by in worst_of(measure, MOST_NAMED))
            lines.append(f"- {measure.title}: {'; '.join(measure.reasons)}{f'. Worst: {worst}' if worst else ''}")
    return lines
