"""What the detector finds in statements it was not fitted on. The bars are those of the issue; figures carry their intervals."""

import pytest

from copilot import Copilot
from copilot.domain.plays import KnownRequest, StatementVerdict
from evals.cases import PracticeCase, StatementCase, read_cases
from evals.scorers import score_detection
from evals.statistics import share

BATCH = 60


def recognise(copilot: Copilot, statements: list[str]) -> list[StatementVerdict]:
    verdicts: list[StatementVerdict] = []
    for start in range(0, len(statements), BATCH):
        request = KnownRequest(statements=tuple(statements[start : start + BATCH]))
        verdicts += copilot.recognise_plays(request).statements
    return verdicts


@pytest.mark.parametrize("name", ["statements_dev.jsonl", "statements.jsonl"])
def test_plays_are_found_in_sellers_words(name: str, copilot: Copilot, figures: list[str]) -> None:
    """At least 85 % of the plays shown come out as known or as a candidate, without drowning in questions or false finds."""
    cases = read_cases(name, StatementCase)
    score = score_detection(cases, recognise(copilot, [case.statement for case in cases]))
    figures += [
        f"Detection on {name}: {len(cases)} statements",
        f"  known or a candidate   {score.known_or_candidate}   at least 85 %",
        f"  known without asking   {score.known}",
        f"  precision of known     {score.precision}   at least 75 %",
        f"  neighbours taken       {score.neighbours_taken}   at most 10 %",
        f"  empty ones taken       {score.empty_taken}   at most 15 %",
        f"  ambiguous asked        {score.ambiguous_asked}   at least 60 %",
        f"  asked of all           {score.asked}   at most 35 %",
    ]
    assert score.known_or_candidate.value >= 0.85
    assert score.precision.value >= 0.75
    assert score.neighbours_taken.value <= 0.10
    assert score.empty_taken.value <= 0.15
    assert score.ambiguous_asked.value >= 0.60
    assert score.asked.value <= 0.35


def test_declined_practices_are_told_from_decent_ones(copilot: Copilot, figures: list[str]) -> None:
    """More than half of the declined practices are found under odd words, and decent look-alikes are seldom taken for them.

    The bars stand just below what was reached: a missed practice is advice not given, a false one insults an honest seller.
    """
    cases = read_cases("practices.jsonl", PracticeCase)
    verdicts = recognise(copilot, [case.statement for case in cases])
    found = [bool(v.refused) for c, v in zip(cases, verdicts, strict=True) if c.practices]
    right = [bool(set(v.refused) & set(c.practices)) for c, v in zip(cases, verdicts, strict=True) if c.practices]
    falsely = [bool(v.refused) for c, v in zip(cases, verdicts, strict=True) if not c.practices]
    figures += [
        f"Declined practices: {len(cases)} statements",
        f"  found                  {share(sum(found), len(found))}",
        f"  found as the right one {share(sum(right), len(right))}",
        f"  falsely found          {share(sum(falsely), len(falsely))}",
    ]
    assert share(sum(found), len(found)).value >= 0.50
    assert share(sum(falsely), len(falsely)).value <= 0.10
