"""The scenarios that concern a manager, each held to what a wise mentor would and would never do.

By the playbook, by a model that breaks every rule, and with a rule switched off, so that a case can be seen to go red.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from copilot.domain.one_on_one import QuestionDraft, QuestionsRequest, QuestionsResult
from copilot.domain.questions import CheckedQuestion
from copilot.policies.one_on_ones.coaching_need import read_need
from copilot.policies.policy_set import Policies
from copilot.policies.questions.lint import check_question
from evals.one_on_ones import OneOnOneCase, find_faults, read_cases
from tests.jobs.one_on_one_desk import ScriptedModel, prepare

CASES = {case.id: case for case in read_cases()}
MANAGERS = {"S-17", "S-18", "S-19", "S-20", "S-21", "S-22", "S-23", "S-24", "S-25", "S-26", "S-28"}
BREAKING = {  # each rule, and what a model might say that breaks it
    "QR1": "Have you tried going higher?",
    "QR2": "What is the status, who is involved, and what is next?",
    "QR3": "Why didn't you call the COO?",
    "QR4": "What close date should I put in for the deal?",
    "QR5": "Your note to Halden reached the board on the fourth of May. What will you send them next?",
    "QR6": "What should you have done differently in the first meeting?",
    "QR7": "What was the restaurant like where you met the treasurer?",
    "QR8": "Don't you think you should use video with this executive?",
    "QR9": "Everybody else on the team has an executive. What is different about you?",
    "QR10": "What could you do better?",
    "QR11": "What would you want the finance chief to remember a week after the talk, once the slides are forgotten, the rival "
    "has been in as well, and nobody in the room recalls who asked for the figures in the first place?",
    "QR12": "What is the right answer when an executive asks about price?",
    "QR14": "How will you win over the CEO, the CFO, the CIO, the GC and the chair in your first month?",
    "QR15": "What would move the needle on your value prop with the economic buyer?",
    "number": "You sent 4711 messages to executives. What do you read in that?",
    "private": "How are things at home with your wife these days?",
    "watching": "I can see that on Tuesday you were online until ten. What did you work on?",
}


def run(case: OneOnOneCase, **parts: Any) -> QuestionsResult:
    return prepare(QuestionsRequest.model_validate(case.request), **parts)


def draft(text: str, kind: str = "Q3", fact: str | None = None) -> QuestionDraft:
    return QuestionDraft.model_validate(
        {"text": text, "kind": kind, "fact": fact, "listen_for": "a name", "follow_up": "What would help?", "citations": ()}
    )


def test_every_scenario_that_concerns_a_manager_is_a_case() -> None:
    assert set(CASES) == MANAGERS


@pytest.mark.parametrize("name", sorted(MANAGERS))
def test_the_playbook_prepares_what_a_wise_mentor_would(name: str) -> None:
    assert find_faults(CASES[name], run(CASES[name]).model_dump(mode="json")) == []


@pytest.mark.parametrize("rule", [rule for rule in BREAKING if rule.startswith("QR")])
def test_what_the_model_says_breaks_the_rule_it_is_there_for(rule: str) -> None:
    assert rule in {finding.rule for finding in check_question(BREAKING[rule], ["Halden's planner answered"]).findings}


@pytest.mark.parametrize("name", sorted(MANAGERS))
def test_a_model_that_breaks_every_rule_changes_nothing_of_that(name: str) -> None:
    """Every one of its questions is refused, the repair is asked for once with the findings, and the playbook asks instead."""
    model = ScriptedModel(tuple(draft(text) for text in BREAKING.values()))
    result = run(CASES[name], model=model)
    assert find_faults(CASES[name], result.model_dump(mode="json")) == []
    assert {each.text for each in result.questions} & set(BREAKING.values()) == set()
    if CASES[name].id != "S-23":  # there the card stays closed, to a model as well
        assert len(model.asked) == 2
        assert len({finding.partition("\t")[0] for finding in model.asked[1].findings}) == len(BREAKING)
        assert result.drafted_by == "playbook"
        assert any("library's own" in warning for warning in result.warnings)
    else:
        assert model.asked == []


def _see_nothing(text: str, facts: object = None, **_: object) -> CheckedQuestion:
    return CheckedQuestion(
        text=text, mentor=True, open=True, single=True, leading=False, admin_capture=False, evidence_tied=None, findings=()
    )


SWITCHED_OFF: dict[str, tuple[str, Callable[[Policies], Policies]]] = {
    "refusals": ("S-28", lambda rules: replace(rules, refuse_use=lambda texts: ())),
    "who comes first": ("S-23", lambda rules: replace(rules, read_need=_forget_words)),
    "the loss": ("S-22", lambda rules: replace(rules, read_need=_forget_words)),
    "the will": ("S-24", lambda rules: replace(rules, read_need=_forget_words)),
}


def _forget_words(card: Any, diagnosis: Any, notes: Any, *rest: Any) -> Any:
    return read_need(card, diagnosis, (), *rest)


@pytest.mark.parametrize("rule", SWITCHED_OFF)
def test_without_the_rule_its_case_goes_red(rule: str) -> None:
    name, switch = SWITCHED_OFF[rule]
    assert find_faults(CASES[name], run(CASES[name], policies=switch(Policies())).model_dump(mode="json")) != []


def test_without_the_check_of_questions_a_case_goes_red() -> None:
    bad = tuple(draft(BREAKING["QR4"], kind) for kind in ("Q2", "Q10"))
    blind = replace(Policies(), check_question_draft=lambda *_, **__: (), lint_question=_see_nothing)
    result = run(CASES["S-18"], model=ScriptedModel(bad), policies=blind)
    assert find_faults(CASES["S-18"], result.model_dump(mode="json")) != []
