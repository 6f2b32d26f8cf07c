"""Search over the library: both ways to compare together, against either alone; and signals in free text."""

from collections.abc import Sequence

from copilot.domain.evidence import FoundPassage
from copilot.domain.plays import PlaysRequest
from evals.cases import Case, QueryCase, SignalCase, read_cases
from evals.desk import Desk
from evals.outcomes import Check, ItemOutcome, Shown
from evals.scorers.rankings import ndcg, recall
from evals.suites import Suite

DEPTH = 10
_ENOUGH = 50  # passages of which the cards are taken
_BEST, _MOST_SHOWN = 5, 160  # passages shown with a case, and characters of each


def read() -> Sequence[Case]:
    signals = [case for case in read_cases("signals.jsonl", SignalCase) if case.signals]
    return [*read_cases("queries.jsonl", QueryCase), *signals]


def play(case: QueryCase | SignalCase, desk: Desk) -> ItemOutcome:
    return _play_query(case, desk) if isinstance(case, QueryCase) else _play_signal(case, desk)


def _play_query(case: QueryCase, desk: Desk) -> ItemOutcome:
    passages = desk.copilot.search_library(case.query, _ENOUGH)
    found = _rank_cards(passages)
    ours = ndcg(found, case.relevant, DEPTH)
    counts = {"ndcg": (ours, 1.0), "recall": (recall(found, case.relevant, DEPTH), 1.0)}
    for name, half in desk.halves.items():
        counts[f"above_{name}"] = (ours - ndcg(_rank_cards(half.search_library(case.query, _ENOUGH)), case.relevant, DEPTH), 1.0)
    wanted = ", ".join(f"{card} ({grade})" for card, grade in case.relevant.items())
    return ItemOutcome(
        suite=SUITE.name,
        id=case.id,
        checks=(Check(gate="answers", holds=bool(found), what="nothing was found at all"),),
        counts=counts,
        shown=Shown(
            asked=case.query,
            answered=", ".join(found[:DEPTH]),
            passages="\n".join(f"{p.passage_id}: {' '.join(p.text.split())[:_MOST_SHOWN]}" for p in passages[:_BEST]),
            findings=(f"wanted: {wanted}",),
        ),
    )


def _play_signal(case: SignalCase, desk: Desk) -> ItemOutcome:
    result = desk.copilot.suggest_plays(PlaysRequest(question="How do I reach the CEO?", signals=(case.text,), limit=1))
    understood = bool(set(result.read_as.signals) & set(case.signals))
    return ItemOutcome(
        suite=SUITE.name,
        id=case.id,
        counts={"signals": (float(understood), 1.0)},
        shown=Shown(
            asked=case.text, answered=", ".join(result.read_as.signals), findings=(f"wanted: {', '.join(case.signals)}",)
        ),
    )


def _rank_cards(passages: Sequence[FoundPassage]) -> list[str]:
    """Return the cards of what was found, best passage first."""
    return list(dict.fromkeys(p.passage_id.partition("#")[0] for p in passages))


SUITE = Suite("retrieval", read, play, weight=0.4)
