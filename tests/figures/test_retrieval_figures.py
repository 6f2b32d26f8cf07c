"""The search over the library: both ways to compare together find more than either alone."""

import pytest

from copilot import Copilot, Settings, build_copilot
from evals.cases import QueryCase, SignalCase, read_cases
from evals.scorers import ndcg, recall
from evals.statistics import paired_difference, share
from tests.figures.conftest import AS_OF

DEPTH = 10


def rank_cards(copilot: Copilot, query: str) -> list[str]:
    """Return the cards of a query, best passage first."""
    return list(dict.fromkeys(p.passage_id.partition("#")[0] for p in copilot.search_library(query, 50)))


@pytest.fixture(scope="module")
def rankings(settings: Settings) -> dict[str, list[list[str]]]:
    cases = read_cases("queries.jsonl", QueryCase)
    weights = {"words": 0.0, "fused": settings.dense_weight, "meaning": 1.0}
    copilots = {
        name: build_copilot(settings.model_copy(update={"dense_weight": weight}), today=lambda: AS_OF)
        for name, weight in weights.items()
    }
    return {name: [rank_cards(made, case.query) for case in cases] for name, made in copilots.items()}


def test_fused_search_beats_both_halves(rankings: dict[str, list[list[str]]], figures: list[str]) -> None:
    """nDCG@10 of the fused search is above that of meaning alone and of words alone."""
    cases = read_cases("queries.jsonl", QueryCase)
    gains = {
        name: [ndcg(found, case.relevant, DEPTH) for found, case in zip(lists, cases, strict=True)]
        for name, lists in rankings.items()
    }
    reached = {
        name: sum(recall(found, case.relevant, DEPTH) for found, case in zip(lists, cases, strict=True)) / len(cases)
        for name, lists in rankings.items()
    }
    means = {name: sum(values) / len(values) for name, values in gains.items()}
    figures.append(f"Search over the library: {len(cases)} queries")
    figures += [f"  {name:<8} nDCG@10 {means[name]:.3f}   recall@10 {reached[name]:.3f}" for name in means]
    for half in ("words", "meaning"):
        figures.append(f"  fused above {half:<8} {paired_difference(gains['fused'], gains[half])}")
    unfound = [
        case.id for case, found in zip(cases, rankings["fused"], strict=True) if not set(found[:DEPTH]) & set(case.relevant)
    ]
    figures.append(f"  nothing that answers among the first ten: {share(len(unfound), len(cases))}: {', '.join(unfound)}")
    assert means["fused"] > max(means["words"], means["meaning"])


def test_signals_are_read_from_free_text(copilot: Copilot, figures: list[str]) -> None:
    """A signal in a seller's own words leads to its kind, with its date."""
    from copilot.domain.plays import PlaysRequest

    cases = [case for case in read_cases("signals.jsonl", SignalCase) if case.signals]
    hits = 0
    for case in cases:
        result = copilot.suggest_plays(PlaysRequest(question="How do I reach the CEO?", signals=(case.text,)))
        hits += bool(set(result.read_as.signals) & set(case.signals))
    figures.append(f"Signals in free text: understood {share(hits, len(cases))}")
    assert hits / len(cases) >= 0.75
