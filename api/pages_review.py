"""A review as a page for a terminal: the verdict, what keeps it from the next level, and what a person should look at."""

from api.pages import wrap
from copilot.domain.certification import RatedCriterion, ReviewResult
from copilot.domain.reviews import CohortReport, CohortRow, Decision, ReviewChanges

VERDICTS = {"pass": "pass", "one_more_pass": "one more pass", "rehearse": "rehearse", "not_yet": "not yet"}
_STATES = {"not_met": "not met", "cannot_tell": "cannot tell"}
_LOWEST = 4  # criteria shown that lose the most; --json and --sheet have all


def show_review(result: ReviewResult, title: str, changes: ReviewChanges | None = None, review_id: str | None = None) -> str:
    """Return the page. Levels are proposals: it says so."""
    provisional = " · provisional, no model" if result.drafted_by == "playbook" else ""
    parts = [
        wrap(f"{title} · proposed: {VERDICTS[result.verdict]} ({result.total:g} of 100){provisional} · your leader decides"),
        _show_levels(result),
        _show_gates(result),
    ]
    if changes is not None:
        parts.append(_show_changes(changes))
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
    if review_id is not None:
        parts.append(wrap(f"Kept as {review_id}; 'coach decide {review_id} --verdict ...' keeps what you decide."))
    return "\n\n".join(parts) + "\n"


def show_cohort(report: CohortReport, folder: str) -> str:
    """Return the table of a cohort, in the order of its folders: it ranks nobody."""
    done = sum(row.status == "done" for row in report.rows)
    head = f"{len(report.rows)} submissions · {done} reviewed · written to {folder} · proposals: your leaders decide"
    width = min(24, max(len(row.submission) for row in report.rows))
    lines = [_show_submission(row, width) for row in report.rows]
    parts = [wrap(head), "\n".join(lines)]
    if report.note:
        parts.append(wrap(f"! {report.note}"))
    return "\n\n".join(parts) + "\n"


def show_decision(decision: Decision) -> str:
    """Return what was kept, beside what was proposed."""
    parts = [
        wrap(
            f"Kept: {VERDICTS[decision.verdict]} · proposed {VERDICTS[decision.proposed_verdict]} · with these levels "
            f"{decision.total:g} of 100, {VERDICTS[decision.rule_verdict]} by the rule"
        )
    ]
    rows = [f"{o.criterion} {decision.proposed_levels[o.criterion]} -> {o.level}: {o.reason}" for o in decision.levels]
    rows += [f"{o.gate} {_STATES.get(o.state, o.state)}: {o.reason}" for o in decision.gates]
    if rows:
        parts.append("\n".join(_row("Overruled" if place == 0 else "", text) for place, text in enumerate(rows)))
    return "\n\n".join(parts) + "\n"


def _show_submission(row: CohortRow, width: int) -> str:
    name = f"{row.submission[:width]:<{width}}"
    if row.verdict is None:
        return wrap(f"{name}  {row.sentence or 'not reviewed'}", hang=width + 2)
    levels = " ".join(str(level) for level in row.levels.values())
    told = [f"{name}  {VERDICTS[row.verdict]:<13} {row.total:>6g}  {levels}"]
    told += [f"before {row.changes.total_before:g}"] if row.changes is not None else []
    told += [f"open {' '.join(row.open_gates)}"] if row.open_gates else []
    told += [f"reads like {', '.join(other.submission for other in row.similar)}"] if row.similar else []
    return wrap("  ".join(told), hang=width + 2)


def _show_changes(changes: ReviewChanges) -> str:
    verdicts = f"{VERDICTS[changes.verdict_before]} -> {VERDICTS[changes.verdict_now]}"
    rows = [f"total {changes.total_before:g} -> {changes.total_now:g}, {verdicts}"]
    rows += [f"{c.id} {c.title}: level {c.before} -> {c.now}. {c.why}" for c in changes.criteria]
    rows += [f"{g.id} {_STATES.get(g.before, g.before)} -> {_STATES.get(g.now, g.now)}: {g.why}" for g in changes.gates]
    rows += [f'gone: {f.kind.replace("_", " ")}, "{f.excerpt}"' for f in changes.faults_gone]
    rows += [f'new: {f.kind.replace("_", " ")}, {f.where}, "{f.excerpt}"' for f in changes.faults_new]
    rows += [changes.note] if changes.note else []
    return "\n".join(_row("Since last take" if place == 0 else "", text) for place, text in enumerate(rows))


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
