"""The policies of a job as one value, so that a test can switch one off and see an eval turn red."""

from collections.abc import Callable
from dataclasses import dataclass, field

from copilot.domain.coaching import Diagnosis
from copilot.domain.one_on_one import NeedReading
from copilot.domain.plays import Refusal, StatementVerdict
from copilot.domain.questions import CheckedQuestion
from copilot.policies import grounding, novelty
from copilot.policies.one_on_ones import coaching_need, coaching_refusals, diagnosis, question_choice, question_ground
from copilot.policies.questions import lint


@dataclass(frozen=True)
class Policies:
    """The rules a job obeys. The defaults are the product; anything else is a test."""

    judge_statement: Callable[..., StatementVerdict] = novelty.judge_statement
    set_shelf: Callable[..., novelty.Shelf] = novelty.set_shelf
    keep_new: Callable[..., tuple[str, ...]] = novelty.keep_new
    check_suggestion: Callable[..., tuple[grounding.GroundingFinding, ...]] = grounding.check_suggestion
    refuse_use: Callable[..., tuple[Refusal, ...]] = coaching_refusals.refuse_use
    diagnose: Callable[..., Diagnosis] = diagnosis.diagnose
    read_need: Callable[..., NeedReading] = coaching_need.read_need
    lint_question: Callable[..., CheckedQuestion] = lint.check_question
    check_question_draft: Callable[..., tuple[question_ground.QuestionFault, ...]] = question_ground.check_draft
    choose_questions: Callable[..., question_choice.Chosen] = question_choice.choose_questions
    thresholds: novelty.Thresholds = field(default_factory=novelty.Thresholds)
