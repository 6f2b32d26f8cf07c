"""Would a mentor ask this? Each question by the rules and by ear, with a better wording where one can honestly be offered."""

from copilot.domain.questions import CheckedQuestion, CheckQuestionsRequest, CheckQuestionsResult
from copilot.jobs.heard_lint import lint_by_ear
from copilot.policies.policy_set import Policies
from copilot.policies.questions.better import offer_better
from copilot.policies.questions.place import MOST_QUESTIONS
from copilot.ports import QuestionEar, WordingShelf

BY_RULES_ALONE = "Only the rules were asked, which pass more than they should: {trouble}. 'coach doctor' says what to do."


def check_questions(
    request: CheckQuestionsRequest, *, shelf: WordingShelf, ear: QuestionEar | None, policies: Policies
) -> CheckQuestionsResult:
    """Return what is found in each question, in order. No better wording is offered twice."""
    lint = lint_by_ear(policies.lint_question, ear)
    if ear is not None:
        ear.hear([question.text for question in request.questions])  # in one go; what was heard is remembered
    checked: list[CheckedQuestion] = []
    for question in request.questions:
        used = {other.better for other in checked if other.better is not None}
        found = lint(question.text, question.facts)
        checked.append(offer_better(found, question.facts, shelf.wordings, used, lint=lint))
    warnings = [f"I do not know the field '{name}'; it was ignored." for name in request.ignored_fields()]
    if ear is not None and ear.trouble is not None:
        warnings.append(BY_RULES_ALONE.format(trouble=ear.trouble))
    if len(checked) > MOST_QUESTIONS:
        warnings.append(f"These are {len(checked)} questions; at most {MOST_QUESTIONS} prepared ones fit into 30 minutes.")
    return CheckQuestionsResult(questions=tuple(checked), warnings=tuple(warnings))
