"""Questions are heard before they are judged, and so is every better wording; without an ear the rules judge alone."""

from dataclasses import replace

from copilot.domain.one_on_one import QuestionDraft
from copilot.domain.questions import BetterWording, CheckedQuestion, CheckQuestionsRequest, QuestionToCheck
from copilot.jobs.check_questions import check_questions
from copilot.policies.policy_set import Policies
from copilot.policies.questions.lint import check_question
from tests.fakes import FakeEar, FakeWordings
from tests.jobs.one_on_one_desk import ScriptedModel, ask_for, prepare
from tests.jobs.test_checked_questions import CARD, GOOD

SLY = "What would the dashboard tell a stranger about Mowbray?"
OFFERS = ("What would a stranger find on your list?", "What would make you proud of this one?")


class Offers(FakeWordings):
    wordings = tuple(BetterWording(rules=("QR4",), ask=ask) for ask in OFFERS)


def check(ear: FakeEar | None, policies: Policies | None = None) -> tuple[CheckedQuestion, tuple[str, ...]]:
    request = CheckQuestionsRequest(questions=(QuestionToCheck(text=SLY),))
    result = check_questions(request, shelf=Offers(), ear=ear, policies=policies or Policies())
    return result.questions[0], result.warnings


def test_what_only_the_ear_hears_is_found_and_bettered() -> None:
    checked, warnings = check(FakeEar(records={SLY}))
    assert [finding.rule for finding in checked.findings] == ["QR4"]
    assert (checked.better, warnings) == (OFFERS[0], ())
    assert check(None)[0].mentor


def test_a_better_wording_that_sounds_no_better_is_not_offered() -> None:
    assert check(FakeEar(records={SLY, OFFERS[0]}))[0].better == OFFERS[1]
    assert check(FakeEar(records={SLY, *OFFERS}))[0].better is None


def test_all_questions_are_heard_in_one_go() -> None:
    ear = FakeEar()
    texts = ("Who signs?", SLY)
    request = CheckQuestionsRequest(questions=tuple(QuestionToCheck(text=text) for text in texts))
    check_questions(request, shelf=Offers(), ear=ear, policies=Policies())
    assert ear.heard[0] == texts


def test_an_ear_that_cannot_hear_is_said_and_the_rules_judge() -> None:
    checked, warnings = check(FakeEar(trouble="the library has no detection/ear.json"))
    assert checked == check_question(SLY)
    assert "the library has no detection/ear.json" in warnings[0]


def test_the_check_can_be_switched_off() -> None:
    deaf = replace(Policies(), lint_question=lambda text, facts=None, **_: check_question(text, facts))
    assert check(FakeEar(records={SLY}), deaf)[0].mentor


def test_a_drafted_question_that_sounds_like_a_record_is_never_asked() -> None:
    """The same ear hears what a model or the playbook drafts."""
    sly = next(each for each in GOOD if each.kind == "Q3")
    assert sly.text in _ask(GOOD, None)
    assert sly.text not in _ask(GOOD, FakeEar(records={sly.text}))


def _ask(drafts: tuple[QuestionDraft, ...], ear: FakeEar | None) -> set[str]:
    return {each.text for each in prepare(ask_for(CARD), model=ScriptedModel(drafts), ear=ear).questions}
