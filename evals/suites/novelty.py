"""What a seller does already: read in their own words, by id, by name and by ledger, and never offered as new."""

from collections.abc import Sequence

from pydantic import model_validator

from copilot.domain.people import Executive, Seller
from copilot.domain.plays import KnownRequest, PlaysRequest, PlaysResult, StatementVerdict
from evals.cases import Case, RequestCase, StatementCase, read_cases
from evals.desk import Desk
from evals.outcomes import Check, ItemOutcome, Shown
from evals.scorers.library_text import listed
from evals.suites import Suite

_SETS = ("statements", "statements_dev")
_ENOUGH_NEW = 3  # plays that fit and are new, wherever two should come back


class NamedCase(Case):
    """A play that a seller names by id, title or alias, or that stands in the record: known without a doubt."""

    names: tuple[str, ...] = ()
    ledger: tuple[str, ...] = ()
    question: str
    title: str
    signals: tuple[str, ...] = ()
    play_ids: tuple[str, ...]

    @model_validator(mode="after")
    def _says_how(self) -> "NamedCase":
        if not self.names and not self.ledger:
            raise ValueError("it needs names, or a ledger")
        return self


class LabelledStatement(StatementCase):
    """A statement, and whether it was looked at while the detector was made."""

    of: str


def read() -> Sequence[Case]:
    statements = [
        LabelledStatement(**case.model_dump(), of=name) for name in _SETS for case in read_cases(f"{name}.jsonl", StatementCase)
    ]
    return [*read_cases("plays_requests.jsonl", RequestCase), *statements, *read_cases("known_by_name.yaml", NamedCase)]


def play(case: Case, desk: Desk) -> ItemOutcome:
    if isinstance(case, LabelledStatement):
        return _play_statement(case, desk)
    return _play_named(case, desk) if isinstance(case, NamedCase) else _play_request(case, desk)  # type: ignore[arg-type]


def _play_request(case: RequestCase, desk: Desk) -> ItemOutcome:
    result = desk.copilot.suggest_plays(
        PlaysRequest(
            question=case.question,
            seller=Seller(id=case.id, knows=case.knows),
            executive=Executive(title=case.title, company=case.company),
            signals=case.signals,
        ),
        notes_gap=False,
    )
    offered = [suggestion.play_id for suggestion in result.suggestions]
    leaks = [play_id for play_id in offered if play_id in case.known_play_ids]
    resolved = {row.play_id for row in result.known if row.verdict == "known"}
    again = [play_id for play_id in offered if play_id in resolved]
    counts = {
        "leaks": (float(len(leaks)), float(len(offered))),
        "persona": (float(result.read_as.persona == case.persona), 1.0),
        "signal": (float(bool(set(result.read_as.signals) & set(case.signal_ids))), 1.0),
        "asked": (float(len(result.ask)), 1.0),
        "answers_signal": (float(sum(bool(listed(p, "signals") & set(case.signal_ids)) for p in offered)), float(len(offered))),
        "suits_executive": (float(sum(case.persona in listed(p, "personas") for p in offered)), float(len(offered))),
    }
    if _count_new_that_fit(desk, case, result) >= _ENOUGH_NEW:
        counts["two_or_more"] = (float(len(offered) >= 2), 1.0)
    told = f"offered {', '.join(offered) or 'nothing'}; told as known {', '.join(sorted(resolved)) or 'nothing'}"
    return ItemOutcome(
        suite=SUITE.name,
        id=case.id,
        checks=(Check(gate="resolved", holds=not again, what=f"told as known and offered as new: {', '.join(again)}"),),
        counts=counts,
        shown=Shown(
            asked="\n".join([case.question, *case.signals, *(f"does: {said}" for said in case.knows)]),
            answered=told,
            findings=tuple(f"{play_id} is what they say they do" for play_id in leaks),
        ),
    )


def _count_new_that_fit(desk: Desk, case: RequestCase, result: PlaysResult) -> int:
    """Count the plays that carry the persona and a signal as it was understood, and that the seller does not do."""
    held = set(result.read_as.signals)
    fitting = [p for p in desk.copilot.list_plays() if p.can_be_suggested and p.suits(case.persona) and held & set(p.signals)]
    return sum(play.id not in case.known_play_ids for play in fitting)


def _play_statement(case: LabelledStatement, desk: Desk) -> ItemOutcome:
    verdict = desk.copilot.recognise_plays(KnownRequest(statements=(case.statement,))).statements[0]
    either = [play_id in verdict.known or play_id in verdict.candidates for play_id in case.play_ids]
    counts: dict[str, tuple[float, float]] = {f"{case.of}_asked": (float(verdict.ask is not None), 1.0)}
    if case.play_ids:
        counts[f"{case.of}_found"] = (float(sum(either)), float(len(either)))
    if verdict.known:
        counts[f"{case.of}_precision"] = (float(len(set(verdict.known) & set(case.play_ids))), float(len(verdict.known)))
    if case.neighbour_ids:
        taken = sum(play_id in verdict.known for play_id in case.neighbour_ids)
        counts[f"{case.of}_neighbours_taken"] = (float(taken), float(len(case.neighbour_ids)))
    if not case.play_ids:
        counts[f"{case.of}_empty_taken"] = (float(bool(verdict.known)), 1.0)
    if case.ambiguous:
        counts[f"{case.of}_ambiguous_asked"] = (float(verdict.ask is not None), 1.0)
    return ItemOutcome(suite=SUITE.name, id=f"{case.of}/{case.id}", counts=counts, shown=_show(case, verdict))


def _show(case: StatementCase, verdict: StatementVerdict) -> Shown:
    answered = f"known {verdict.known}, in name only {verdict.name_only}, asked about {verdict.candidates}"
    return Shown(asked=case.statement, answered=answered, findings=(f"wanted: {', '.join(case.play_ids) or 'none'}",))


def _play_named(case: NamedCase, desk: Desk) -> ItemOutcome:
    seller = f"eval-{case.id}"
    for play_id in case.ledger:
        if seller not in desk.seen_sellers:
            desk.copilot.record_play(seller, play_id, "knows")
    desk.seen_sellers.add(seller)
    request = PlaysRequest(
        question=case.question,
        seller=Seller(id=seller, knows=case.names),
        executive=Executive(title=case.title),
        signals=case.signals,
    )
    result = desk.copilot.suggest_plays(request, notes_gap=False)
    offered = [suggestion.play_id for suggestion in result.suggestions]
    leaks = sorted(set(offered) & set(case.play_ids))
    checks = [Check(gate="named", holds=not leaks, what=f"offered as new: {', '.join(leaks)}")]
    if case.names:
        verdicts = desk.copilot.recognise_plays(KnownRequest(statements=case.names)).statements
        read = all(set(case.play_ids) <= set(verdict.known) or verdict.ask is not None for verdict in verdicts)
        checks.append(Check(gate="read", holds=read, what="neither known nor asked about"))
    return ItemOutcome(
        suite=SUITE.name,
        id=case.id,
        checks=tuple(checks),
        shown=Shown(asked=f"{case.question}\nknows: {'; '.join((*case.names, *case.ledger))}", answered=", ".join(offered)),
    )


SUITE = Suite("novelty", read, play, weight=1.0, live=True)
