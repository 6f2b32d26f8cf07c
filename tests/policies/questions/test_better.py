"""A better wording passes the rules itself, claims nothing new, and is not made up where nothing honest can be offered."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.domain.questions import BetterWording, CheckQuestionsRequest, QuestionToCheck
from copilot.jobs.check_questions import check_questions
from copilot.policies.grounding import find_new_names
from copilot.policies.policy_set import Policies
from copilot.policies.questions.better import offer_better
from copilot.policies.questions.claims import numbers_in
from copilot.policies.questions.lint import check_question
from copilot.retrieval.wording_file import WordingFolders, read_wordings
from tests.figures.conftest import repository

WORDINGS = read_wordings([repository() / "corpus"])
CASES = [
    json.loads(line)
    for name in ("questions", "questions_dev", "questions_heldout", "questions_heldout_2")
    for line in (repository() / "evals" / "cases" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
]
FACTS = ("account Halden Foods", "four comments answered by Halden's planner, no message sent")


def better(text: str, facts: tuple[str, ...] | None = None, wordings: tuple[BetterWording, ...] = WORDINGS) -> str | None:
    return offer_better(check_question(text, facts), facts, wordings).better


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
@pytest.mark.parametrize("with_facts", [True, False], ids=["facts", "no facts"])
def test_what_is_offered_passes_and_claims_nothing_new(case: dict[str, str], with_facts: bool) -> None:
    """Over every labelled question: the better wording is a mentor's, and each name and number in it was given."""
    facts = tuple(part.strip() for part in case["evidence_given"].split(";")) if with_facts else None
    offered = better(case["question"], facts)
    if offered is None:
        return
    assert check_question(offered, facts).mentor
    source = " ".join([case["question"], *(facts or ()), *(wording.ask for wording in WORDINGS)])
    assert find_new_names(offered, source) == ()
    assert numbers_in(offered) <= numbers_in(source)


def test_most_questions_that_break_a_rule_are_offered_another() -> None:
    offers = [
        better(case["question"], tuple(part.strip() for part in case["evidence_given"].split(";")))
        for case in CASES
        if case["broken_rules"]
    ]
    assert sum(offer is not None for offer in offers) / len(offers) >= 0.9


MENDED = {
    "What did the bursar say and how did you leave it?": "What did the bursar say?",
    "What's new at Sabena? Who told you? What now?": "What's new at Sabena?",
    "On a scale from 0 to 10, how ready are you?": (
        "On a scale from 0 to 10, how ready are you, and what makes it that and not lower?"
    ),
    "Could the owner be interested?": "What would it take for the owner to be interested?",
    "Are they at the right level?": "How would you tell whether they are at the right level?",
}


@pytest.mark.parametrize("text", MENDED)
def test_where_grammar_can_mend_it_the_question_stays_the_managers_own(text: str) -> None:
    assert better(text, wordings=()) == MENDED[text]


def test_a_given_fact_is_put_before_the_question() -> None:
    offered = better("Did you update the close date?", FACTS)
    assert offered is not None
    assert offered.startswith("Four comments answered by Halden's planner, no message sent. What")


def test_a_fact_that_would_break_a_rule_is_not_repeated() -> None:
    offered = better("Did you update the close date?", ("you were lazy with the planner since 3 May",))
    assert offered is None or "lazy" not in offered


def test_a_good_question_is_left_alone() -> None:
    assert better("Whose word would the chair take?") is None


def test_without_wordings_nothing_is_made_up() -> None:
    assert better("Why didn't you ring?", FACTS, ()) is None


def test_no_wording_is_offered_twice_in_one_request() -> None:
    texts = (
        "Why didn't you ring?",
        "Why haven't you written?",
        "How could you forget her?",
        "Did you log it?",
        "Did you log that?",
    )
    request = CheckQuestionsRequest(questions=tuple(QuestionToCheck(text=text, facts=FACTS) for text in texts))
    result = check_questions(request, shelf=WordingFolders([repository() / "corpus"]), ear=None, policies=Policies())
    offered = [checked.better for checked in result.questions if checked.better]
    assert len(offered) == len(set(offered)) >= 3


@given(fact=st.text(min_size=1, max_size=120), text=st.sampled_from([case["question"] for case in CASES if case["broken_rules"]]))
def test_whatever_the_fact_what_is_offered_passes(fact: str, text: str) -> None:
    offered = better(text, (fact,))
    assert offered is None or check_question(offered, (fact,)).mentor
