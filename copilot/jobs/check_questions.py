"""Would a mentor ask this? Each question by the rules, each with a better wording where one can honestly be offered."""

from copilot.domain.questions import CheckedQuestion, CheckQuestionsRequest, CheckQuestionsResult
from copilot.policies.questions.better import offer_better
from copilot.policies.questions.lint import check_question
from copilot.policies.questions.place import MOST_QUESTIONS
from copilot.ports import WordingShelf


def check_questions(request: CheckQuestionsRequest, *, shelf: WordingShelf) -> CheckQuestionsResult:
    """Return what is found in each question, in order. No better wording is offered twice."""
    checked: list[CheckedQuestion] = []
    for question in request.questions:
        used = {other.better for other in checked if other.better is not None}
        found = check_question(question.text, question.facts)
        checked.append(offer_better(found, question.facts, shelf.wordings, used))
    warnings = [f"I do not know the field '{name}'; it was ignored." for name in request.ignored_fields()]
    if len(checked) > MOST_QUESTIONS:
        warnings.append(f"These are {len(checked)} questions; at most {MOST_QUESTIONS} prepared ones fit into 30 minutes.")
    return CheckQuestionsResult(questions=tuple(checked), warnings=tuple(warnings))
