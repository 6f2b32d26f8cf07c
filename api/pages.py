"""Results as pages for a terminal: plain text, wrapped, readable without colour."""

import shutil
import textwrap
from collections.abc import Iterable, Sequence
from typing import Protocol

from copilot.domain.evidence import FoundPassage
from copilot.domain.gaps import GapList
from copilot.domain.health import HealthReport
from copilot.domain.library import Play
from copilot.domain.people import LedgerEntry
from copilot.domain.plays import KnownResult, PlaysResult, StatementVerdict, Suggestion
from copilot.domain.reports import IndexReport, LibraryReport

_LABEL = 26
_TIERS = {
    0: "everybody does it",
    1: "a course teaches it",
    2: "heard of by many, run whole by few",
    3: "few sellers do it",
}
_GAP_REASONS = {
    "no_play_fits": "no play fits",
    "all_known": "everything that fits is known",
    "signal_not_understood": "the signal was not understood",
}
_KINDS = {"knows": "knows it", "tried": "tried it", "not_known": "does not do it"}


class Cards(Protocol):
    """Whoever can name a play."""

    def get_play(self, name: str) -> Play: ...


def show_plays(result: PlaysResult, *, why: bool) -> str:
    """Return the answer to a plays request: what was understood, the plays, what is asked, what is declined."""
    parts = [*_show_heard(result)]
    for number, suggestion in enumerate(result.suggestions, 1):
        parts.append(_show_suggestion(number, suggestion))
    for deeper in result.deeper:
        parts.append(f"Deeper in {deeper.play_id}, which you do already\n{wrap(deeper.text, '   ')}")
    if result.note:
        parts.append(wrap(result.note))
    if result.warnings:
        parts.append("\n".join(wrap(f"! {warning}") for warning in result.warnings))
    drafted = "Nothing was written by a model." if result.drafted_by == "playbook" else "Drafted by a model, checked by rules."
    if why and result.left_out:
        rows = [f"   {row.play_id}  {row.because}" for row in result.left_out]
        parts.append("Left out\n" + "\n".join(rows))
    elif result.left_out:
        drafted += " --why shows what was left out."
    parts.append(drafted)
    return "\n\n".join(parts) + "\n"


def show_known(result: KnownResult, cards: Cards) -> str:
    return "\n\n".join([_show_verdict(verdict, cards) for verdict in result.statements] + list(result.warnings)) + "\n"


def show_card(play: Play) -> str:
    head = f"{play.id}  {play.title}\n{_TIERS[play.tier]} · evidence {play.evidence.grade} · {play.effort_minutes} minutes"
    head = wrap(head + f" · reviewed {play.reviewed.isoformat()} by {play.owner}")
    names = wrap("Also called: " + ", ".join(play.aliases))
    body = [f"{section.heading}\n{_indent(section.text)}" for section in play.sections]
    near = "Not the same as\n" + "\n".join(wrap(f"{other}  {text}", "   ", hang=8) for other, text in play.neighbours.items())
    return "\n\n".join([head, names, *body, near, wrap(f"Sign that it works: {play.indicator}")]) + "\n"


def show_ledger(seller: str, ledger: Sequence[LedgerEntry], cards: Cards) -> str:
    rows = [f"   {entry.on.isoformat()}  {_entry_text(entry, cards)}" for entry in ledger]
    return "\n".join([f"What people wrote down about {seller}", *rows]) + "\n"


def show_entry(seller: str, entry: LedgerEntry, cards: Cards) -> str:
    return f"Written down: {seller} {_entry_text(entry, cards)}.\n"


def show_passages(passages: Iterable[FoundPassage]) -> str:
    rows = [f"{p.passage_id}  {p.title}  ({p.score:.2f})\n{wrap(p.text, '   ')}" for p in passages]
    return ("\n\n".join(rows) or "Nothing was found; try other words.") + "\n"


def show_index(report: IndexReport) -> str:
    head = f"Index of {report.plays} plays: {report.passages} passages, {report.phrases} phrases, embedder {report.embedder}."
    return "\n".join([head, *(f"! {warning}" for warning in report.warnings)]) + "\n"


def show_check(report: LibraryReport) -> str:
    head = f"{report.plays} plays ({report.outlines} outlines), {report.personas} personas, {report.guides} guides, "
    head += f"{report.messages} messages, {report.objections} objections"
    rows = [str(finding) for finding in (*report.findings, *report.quality)]
    return "\n".join([*rows, f"{head}: {len(rows)} finding(s)." if rows else f"{head}: all sound."]) + "\n"


def show_gaps(gaps: GapList) -> str:
    """Return what the library could not answer, for its owners."""
    rows = [
        f"{row.count:>5}  {row.persona or 'any executive':<14} {', '.join(row.signals) or 'no signal':<32} "
        f"{', '.join(_GAP_REASONS[reason] for reason in row.reasons)}; last {row.last.isoformat()}"
        for row in gaps.gaps
    ]
    if gaps.unread:
        rows.append(f"! {gaps.unread} damaged line(s) were skipped.")
    return "\n".join(rows or ["No gap was noted yet: every question found a play."]) + "\n"


_CONDITIONS = {"ok": "ok        ", "attention": "attention ", "broken": "BROKEN    "}


def show_health(report: HealthReport) -> str:
    rows = []
    for part in report.parts:
        says = f"{_CONDITIONS[part.condition]}{part.part}: {part.says}"
        if part.remedy:
            says += f" To do: {part.remedy}." if part.condition != "ok" else f" ({part.remedy[0].upper()}{part.remedy[1:]}.)"
        rows.append(wrap(says, hang=10))
    return "\n".join(rows) + "\n"


def _show_heard(result: PlaysResult) -> list[str]:
    """What was understood of the seller's own words, before anything is offered."""
    parts = []
    known = [f'"{row.statement}" ({row.play_id})' for row in result.known if row.verdict == "known"]
    named = [f'"{row.statement}" ({row.play_id})' for row in result.known if row.verdict == "name_only"]
    if known:
        parts.append(wrap(f"You said you already do: {'; '.join(known)}."))
    if named:
        parts.append(wrap(f"You have the name, not yet all of it: {'; '.join(named)}."))
    for ask in result.ask:
        parts.append(wrap(f'About "{ask.statement}": {ask.question} [{", ".join(ask.candidates)}]'))
    for refusal in result.refused:
        parts.append(wrap(f"{refusal.practice}: {refusal.reason} Instead: {refusal.instead}"))
    return parts


def _show_suggestion(number: int, suggestion: Suggestion) -> str:
    cited = " · ".join(dict.fromkeys(citation.passage_id for citation in suggestion.citations))
    tier = f"new to you · {_TIERS[suggestion.tier]}"
    if suggestion.why_new.startswith("You do this already"):
        tier = "a refresher"
    title = f"{number}  {suggestion.title} ({suggestion.play_id})"
    rows = [
        f"{title:<{max(len(title), _width() - len(tier) - 2)}}  {tier}",
        _row("Why this executive", suggestion.why_this_executive),
        _row("Why now", suggestion.why_now),
        _row("Why new for you", suggestion.why_new),
        _row(f"First step, {suggestion.first_step.minutes} minutes", suggestion.first_step.text),
        _row("Wording", suggestion.opener),
        _row("Sign that it works", suggestion.leading_indicator),
        _row("Evidence", f"{suggestion.evidence} · {cited}"),
        _row("Card", f"{suggestion.owner}, {_say_age(suggestion.review_age_months)}"),
    ]
    return "\n".join(rows)


def _say_age(months: int) -> str:
    if months == 0:
        return "reviewed within the last month"
    return f"reviewed {months} month{'s' if months > 1 else ''} ago"


def _show_verdict(verdict: StatementVerdict, cards: Cards) -> str:
    rows = [f'"{verdict.statement}"']
    for label, ids in (
        ("known", verdict.known),
        ("in name only", verdict.name_only),
        ("near, still new", verdict.neighbours),
    ):
        rows += [f"   {label:<16} {play_id}  {cards.get_play(play_id).title}" for play_id in ids]
    rows += [f"   declined         {practice}" for practice in verdict.refused]
    if verdict.ask:
        rows.append(wrap(f"? {verdict.ask} [{', '.join(verdict.candidates)}]", "   "))
    if len(rows) == 1:
        rows.append("   shows no play of the library")
    return "\n".join(rows)


def _entry_text(entry: LedgerEntry, cards: Cards) -> str:
    outcome = f": {entry.outcome}" if entry.outcome else ""
    return f"{_KINDS[entry.kind]}, {entry.play_id} {cards.get_play(entry.play_id).title}{outcome}"


def _row(label: str, text: str) -> str:
    return textwrap.fill(
        " ".join(text.split()),
        width=_width(),
        initial_indent=f"   {label:<{_LABEL}}",
        subsequent_indent=" " * (_LABEL + 3),
        break_on_hyphens=False,
        break_long_words=False,
    )


def wrap(text: str, indent: str = "", hang: int = 0) -> str:
    """Return text as lines that fit the terminal, each after `indent`, continuations `hang` further in."""
    lines = [
        textwrap.fill(line, width=_width(), initial_indent=indent, subsequent_indent=indent + " " * hang, break_on_hyphens=False)
        for line in text.split("\n")
    ]
    return "\n".join(lines)


def _indent(text: str) -> str:
    return "\n".join(wrap(line.replace("**", ""), "   ") if line.strip() else "" for line in text.split("\n"))


def _width() -> int:
    return max(60, min(shutil.get_terminal_size((110, 24)).columns, 120))
