"""The promise in sellers' own words: how often a play they do comes back as new, and whether enough comes back at all."""

from copilot import Copilot
from copilot.domain.people import Executive, Seller
from copilot.domain.plays import PlaysRequest, PlaysResult
from evals.cases import RequestCase, read_cases
from evals.scorers import count_leaks
from evals.statistics import share


def ask(copilot: Copilot, case: RequestCase) -> PlaysResult:
    return copilot.suggest_plays(
        PlaysRequest(
            question=case.question,
            seller=Seller(id=case.id, knows=case.knows),
            executive=Executive(title=case.title, company=case.company),
            signals=case.signals,
        )
    )


def test_known_plays_do_not_come_back_as_new(copilot: Copilot, figures: list[str]) -> None:
    """At most 2 % of suggestions are known, and two come back wherever three new plays fit what was understood."""
    cases = read_cases("plays_requests.jsonl", RequestCase)
    results = [ask(copilot, case) for case in cases]
    suggested = sum(len(result.suggestions) for result in results)
    leaks = [(case.id, leak) for case, result in zip(cases, results, strict=True) for leak in count_leaks(case, result)]
    served = [len(r.suggestions) >= 2 for c, r in zip(cases, results, strict=True) if _new_that_fit(copilot, c, r) >= 3]
    personas = sum(r.read_as.persona == c.persona for c, r in zip(cases, results, strict=True))
    signals = sum(bool(set(r.read_as.signals) & set(c.signal_ids)) for c, r in zip(cases, results, strict=True))
    asked = sum(len(result.ask) for result in results)
    figures += [
        f"Novelty over {len(cases)} requests, {suggested} suggestions",
        f"  known offered as new   {share(len(leaks), suggested)}   at most 2 %: {leaks}",
        f"  two or more came back  {share(sum(served), len(served))}   wherever three new plays fit",
        f"  persona understood     {share(personas, len(cases))}",
        f"  a signal understood    {share(signals, len(cases))}",
        f"  questions asked        {asked / len(cases):.2f} a request",
    ]
    assert len(leaks) / suggested <= 0.02
    assert share(sum(served), len(served)).value >= 0.95


def _new_that_fit(copilot: Copilot, case: RequestCase, result: PlaysResult) -> int:
    """Count the plays that carry the persona and a signal as it was understood, and that the seller does not do."""
    held = set(result.read_as.signals)
    fitting = [p for p in copilot.list_plays() if p.can_be_suggested and p.suits(case.persona) and held & set(p.signals)]
    return sum(play.id not in case.known_play_ids for play in fitting)
