"""The check of questions, as it travels: what a manager wrote, and what is found in it."""

from typing import Annotated

from pydantic import Field

from copilot.domain.noun import Noun, Received

Fact = Annotated[str, Field(min_length=1, max_length=600)]


class QuestionToCheck(Received):
    """A question as a manager wrote it. Facts are what card, deck or thread hold; without them none is looked for."""

    text: str = Field(min_length=1, max_length=600, examples=["Did you update the close date for Halden?"])
    facts: tuple[Fact, ...] = Field(default=(), max_length=60, examples=[["four comments answered, no message sent"]])


class QuestionsToCheck(Received):
    """The questions somebody prepared, in the order they would be asked."""

    questions: tuple[QuestionToCheck, ...] = Field(min_length=1, max_length=60)


class QuestionFinding(Noun):
    """A rule that a question breaks, and why, in one plain sentence."""

    rule: str  # QR1 to QR15
    why: str


class CheckedQuestion(Noun):
    """What is found in one question. A mentor's question is one without findings."""

    text: str
    mentor: bool
    open: bool
    single: bool
    leading: bool
    admin_capture: bool
    evidence_tied: bool | None  # None where no facts were given
    findings: tuple[QuestionFinding, ...]
    better: str | None


class CheckedQuestions(Noun):
    questions: tuple[CheckedQuestion, ...]
    warnings: tuple[str, ...] = ()
