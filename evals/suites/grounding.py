"""Nothing is said that rests on nothing: citations, quotations, numbers, by the playbook and by a model that makes things up."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from copilot.domain.people import Executive, Seller
from copilot.domain.plays import PlaysRequest
from evals.cases import Case, RequestCase, read_cases
from evals.desk import Desk
from evals.outcomes import Check, ItemOutcome, Shown
from evals.scorers.library_text import cards, find_citation_fault, find_unknown_numbers
from evals.scorers.plays import drafted_text
from evals.suites import Suite
from evals.suites.recorded import RecordedCase, ask_recorded, read_recorded

_READ_DATE = re.compile(r"\u201d \(\d{1,2} \w+ \d{4}\)")  # the day that code read from a quoted signal, told beside it
_EVERY = 6  # of the requests: the checks are cheap, the answers are not


class GroundedCase(Case):
    request: dict[str, Any]


def read() -> Sequence[Case]:
    requests = read_cases("plays_requests.jsonl", RequestCase)[::_EVERY]
    plain = [GroundedCase(id=f"playbook/{case.id}", request=_request_of(case).model_dump(mode="json")) for case in requests]
    return [*plain, *read_recorded("plays")]


def play(case: GroundedCase | RecordedCase, desk: Desk) -> ItemOutcome:
    request = PlaysRequest.model_validate(case.request)
    if isinstance(case, RecordedCase):
        result, checks = ask_recorded(case, desk, lambda copilot: copilot.suggest_plays(request, notes_gap=False))
        known = {row.play_id for row in result.known if row.verdict == "known"}
        leaks = sorted({suggestion.play_id for suggestion in result.suggestions} & known)
        checks = (*checks, Check(gate="not_known", holds=not leaks, what=f"offered as new: {', '.join(leaks)}"))
    else:
        checks = ()
        result = desk.copilot.suggest_plays(request, notes_gap=False)
    answer = result.model_dump(mode="json")
    return ItemOutcome(
        suite=SUITE.name,
        id=case.id,
        checks=(*checks, *check_ground(request.model_dump(mode="json"), answer)),
        counts={"citations": (float(sum(len(s["citations"]) for s in answer["suggestions"])), float(len(answer["suggestions"])))},
        shown=Shown(
            asked=request.question,
            answered=drafted_text(answer),
            passages=", ".join(answer["provenance"]["passages_shown"]),
            findings=tuple(answer["warnings"]),
        ),
    )


def check_ground(request: Mapping[str, Any], answer: Mapping[str, Any]) -> tuple[Check, ...]:
    """Hold every suggestion against the library as it lies on the disk, and against what was asked."""
    checks = []
    shown = set(answer["provenance"]["passages_shown"])
    for each in answer["suggestions"]:
        cited = each["citations"]
        checks.append(Check(gate="cites", holds=bool(cited), what=f"{each['play_id']} cites nothing"))
        for citation in cited:
            fault = find_citation_fault(citation["passage_id"], citation["quote"])
            checks.append(Check(gate="quotes", holds=fault is None, what=fault or ""))
            seen = citation["passage_id"] in shown
            checks.append(Check(gate="resolves", holds=seen, what=f"{citation['passage_id']} was not shown"))
        drafted = " ".join(each[part] for part in ("why_this_executive", "why_now", "why_new", "opener"))
        said = _READ_DATE.sub("\u201d", drafted)
        sources = [
            cards().get(each["play_id"], ""),
            str(request),
            str(each["nearest_known"]),
            str(answer["provenance"]),
            *_persona_cards(),
        ]
        unknown = find_unknown_numbers(said, *sources)
        checks.append(Check(gate="numbers", holds=not unknown, what=f"{each['play_id']}: nobody gave {', '.join(unknown)}"))
        links = "://" in drafted or "www." in drafted
        checks.append(Check(gate="links", holds=not links, what=f"{each['play_id']} holds a link"))
    return tuple(checks)


def _persona_cards() -> list[str]:
    return [text for name, text in cards().items() if name.startswith("PE-")]


def _request_of(case: RequestCase) -> PlaysRequest:
    return PlaysRequest(
        question=case.question,
        seller=Seller(id=case.id, knows=case.knows),
        executive=Executive(title=case.title, company=case.company),
        signals=case.signals,
    )


SUITE = Suite("grounding", read, play, weight=1.0, live=True)
