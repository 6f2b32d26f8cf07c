"""A review as a page for a terminal: the verdict, what keeps it from the next level, and what a person should look at."""

from api.pages import wrap
from copilot.domain.certification import RatedCriterion, ReviewResult

VERDICTS = {"pass": "pass", "one_more_pass": "one more pass", "rehearse": "rehearse", "not_yet": "not yet"}
_STATES = {"not_met": "not met", "cannot_tell": "cannot tell"}
_LOWEST = 4  # criteria shown that lose the most; --json and --sheet have all


def show_review(result: ReviewResult, title: str) -> str:
    """Return the page. Levels are proposals: it says so."""
    provisional = " · provisional, no model" if result.drafted_by == "playbook" else ""
    parts = [
        wrap(f"{title} · proposed: {VERDICTS[result.verdict]} ({result.total:g} of 100){provisional} · your leader decides"),
        _show_levels(result),
        _show_gates(result),
    ]
    for item in result.feedback:
        parts.append(
            "\n".join(
                _row(label, text)
                for label, text in (
                    ("What works", item.works),
                    ("The gap", item.gap),
                    ("Question", item.question),
                    ("This week", item.move),
                )
            )
        )
    if result.faults:
        noticed = [f'{fault.kind.replace("_", " ")}, {fault.where}: "{fault.excerpt}"' for fault in result.faults]
        parts.append("\n".join(_row("Noticed" if place == 0 else "", text) for place, text in enumerate(noticed)))
    questions = [f"{number} {question}" for number, question in enumerate(result.leader_questions, 1)]
    parts.append("\n".join(_row("For the room" if place == 0 else "", text) for place, text in enumerate(questions)))
    if result.warnings:
        parts.append("\n".join(wrap(f"! {warning}") for warning in result.warnings))
    return "\n\n".join(parts) + "\n"


def _show_levels(result: ReviewResult) -> str:
    heat = "  ".join(f"{criterion.id} {criterion.level}" for criterion in result.criteria)
    losing = sorted((c for c in result.criteria if c.level < 4), key=_lost, reverse=True)[:_LOWEST]
    rows = [_row("Levels", heat)]
    rows += [_row(f"{c.id} level {c.level}, -{_lost(c):g}", f"{c.title}: {_cite(c)}{c.gap}") for c in losing]
    return "\n".join(rows)


def _lost(criterion: RatedCriterion) -> float:
    """Points between this level and the highest."""
    return round(criterion.points / criterion.level * (4 - criterion.level), 2)


def _cite(criterion: RatedCriterion) -> str:
    if not criterion.citations:
        return "nothing was found to quote. "
    first = criterion.citations[0]
    where = f"slide {first.slide}" if first.slide is not None else f"story {first.cue}"
    return f'{where} "{first.quote}". '


def _show_gates(result: ReviewResult) -> str:
    open_ones = [gate for gate in result.gates if gate.state != "met"]
    if not open_ones:
        return _row("Gates", "all met")
    told = [f"{gate.id} {_STATES[gate.state]}: {gate.reason}" for gate in open_ones]
    return "\n".join(_row("Gates" if place == 0 else "", text) for place, text in enumerate(told))


def _row(label: str, text: str) -> str:
    return wrap(f"{label:<20}{' '.join(text.split())}", hang=20)
