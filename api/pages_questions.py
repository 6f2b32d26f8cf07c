"""Checked questions as a page for a terminal: each with what it breaks, and what to ask instead."""

from api.pages import wrap
from copilot.domain.questions import CheckedQuestion, CheckQuestionsResult

_LABEL = 16
RULES = {  # what a rule asks for, in two words
    "QR1": "open",
    "QR2": "one thing",
    "QR3": "no blame",
    "QR4": "no record",
    "QR5": "a given fact",
    "QR6": "forward",
    "QR7": "stretching",
    "QR8": "not leading",
    "QR9": "no threat",
    "QR10": "specific",
    "QR11": "short",
    "QR12": "theirs to answer",
    "QR13": "easy first",
    "QR14": "one front",
    "QR15": "plain words",
}


def show_checked(result: CheckQuestionsResult) -> str:
    """Return the page."""
    parts = [_show_one(number, checked) for number, checked in enumerate(result.questions, 1)]
    if len(parts) > 1:
        mentor = sum(checked.mentor for checked in result.questions)
        parts.append(f"{mentor} of {len(parts)} as a mentor would ask.")
    if result.warnings:
        parts.append("\n".join(wrap(f"! {warning}") for warning in result.warnings))
    return "\n\n".join(parts) + "\n"


def _show_one(number: int, checked: CheckedQuestion) -> str:
    rows = [wrap(f"{number}  {' '.join(checked.text.split())}", hang=3)]
    rows += [_row(f"{finding.rule} {RULES[finding.rule]}", finding.why) for finding in checked.findings]
    if checked.mentor:
        rest = {True: " It rests on a fact you gave.", False: " It names none of the facts you gave.", None: ""}
        rows.append(_row("good", f"As a mentor would ask.{rest[checked.evidence_tied]}"))
    if checked.better is not None:
        rows.append(_row("rather", checked.better))
    return "\n".join(rows)


def _row(label: str, text: str) -> str:
    return wrap(f"   {label:<{_LABEL + 6}}{' '.join(text.split())}", hang=_LABEL + 9)
