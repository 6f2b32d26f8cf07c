"""The report: one verdict everywhere, whole by itself, and safe with whatever a case holds."""

import json
import re
from xml.etree import ElementTree

import pytest

from evals.contract import MeasureLine, SuiteLine, judge_suite
from evals.outcomes import Check, ItemOutcome, ModelUse, RunResult, Shown
from evals.report.document import write_json
from evals.report.junit import write_junit
from evals.report.page import write_page
from evals.report.summary import print_summary, write_summary

NASTY = "</script><script>alert(1)</script> \x00\x1b \u202e \ufffe \U000e0041 ]]> & <b>"


def make_run(*, holds: bool) -> RunResult:
    line = SuiteLine(title="A suite", gates={"g": "it holds"}, measures={"m": MeasureLine(title="a share")})

    def items(scores: list[float]) -> list[ItemOutcome]:
        return [
            ItemOutcome(
                suite="s",
                id=f"c{n}",
                checks=(Check(gate="g", holds=holds or n > 0, what=NASTY),),
                counts={"m": (score, 1.0)},
                shown=Shown(asked=NASTY, answered=NASTY, passages="A01#steps", findings=(NASTY,)),
            )
            for n, score in enumerate(scores)
        ]

    after = items([1.0] * 30 if holds else [0.0] * 20 + [1.0] * 10)
    suite = judge_suite("s", line, after, items([1.0] * 30), seconds=1.0, whole=True)
    return RunResult(suites=(suite,), model=ModelUse(provenance="scripted"), corpus_digest="abc", baseline="library abc")


@pytest.mark.parametrize("holds", [True, False])
def test_every_form_tells_the_same_verdict(holds: bool) -> None:
    run = make_run(holds=holds)
    word = "green" if holds else "red"
    assert run.verdict == json.loads(write_json(run))["verdict"] == word
    failures = ElementTree.fromstring(write_junit(run)).findall(".//failure")
    assert bool(failures) is not holds
    assert f"Evals: {word}" in write_summary(run)
    assert f'<b class="{word}">{word}</b>' in write_page(run)
    assert print_summary(run).splitlines()[-1].startswith(word.upper())


def test_what_is_red_names_its_cases_everywhere() -> None:
    run = make_run(holds=False)
    for text in (write_page(run), write_summary(run), print_summary(run), write_junit(run), write_json(run)):
        assert "c0" in text
    assert "A01#steps" in write_page(run)


def test_the_page_needs_no_network_and_runs_no_text_of_a_case() -> None:
    page = write_page(make_run(holds=False))
    assert not re.search(r"(?:src|href)=|@import|url\(|<script", page)
    assert "&lt;script&gt;" in page
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page
    assert page.count("<svg") >= 2


def test_scripted_answers_are_never_shown_as_a_models() -> None:
    run = make_run(holds=True)
    for text in (write_page(run), write_summary(run), print_summary(run)):
        assert "written by us" in text
