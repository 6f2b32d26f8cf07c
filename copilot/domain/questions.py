"""Questions for a one-on-one, as they travel: what a manager wrote, and what is found in it."""

from typing import Annotated, Literal

from pydantic import Field

from copilot.domain.noun import Noun, Received

Fact = Annotated[str, Field(min_length=1, max_length=600)]
RuleId = Literal[
    "QR1", "QR2", "QR3", "QR4", "QR5", "QR6", "QR7", "QR8", "QR9", "QR10", "QR11", "QR12", "QR13", "QR14", "QR15"
]  # fmt: skip


class QuestionToCheck(Received):
    """A question as a manager wrote it. Facts are what card, deck or thread hold; without them none is looked for."""

    text: str = Field(min_length=1, max_length=600, pattern=r"\S", examples=["Is the close date for Halden up to date?"])
    facts: tuple[Fact, ...] | None = Field(default=None, max_length=60, examples=[["four comments answered, no message sent"]])


class CheckQuestionsRequest(Received):
    """The questions somebody prepared, in the order they would be asked."""

    questions: tuple[QuestionToCheck, ...] = Field(min_length=1, max_length=200)


class QuestionHeard(Noun):
    """How likely a question asks for a record, and how likely it carries its answer: heard in how it is put, not yet judged."""

    admin_capture: float = Field(ge=0, le=1)
    leading: float = Field(ge=0, le=1)


class TaughtQuestion(Noun):
    """A labelled question from which the ear is fitted; `of` is the family of questions it was written with."""

    question: str = Field(min_length=1, max_length=600)
    admin_capture: bool
    leading: bool
    of: str


class QuestionFinding(Noun):
    """A rule that a question breaks, and why, in one plain sentence."""

    rule: RuleId
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
    better: str | None = None  # None where nothing honest can be offered, or nothing has to be


class CheckQuestionsResult(Noun):
    questions: tuple[CheckedQuestion, ...]
    warnings: tuple[str, ...] = ()


class BetterWording(Noun):
    """What the library offers instead of a question that breaks one of these rules."""

    rules: tuple[RuleId, ...] = Field(min_length=1)
    about: tuple[str, ...] = ()  # words of a question it suits; none: any question
    ask: str = Field(min_length=1, pattern=r"\?$")  # {fact} and {account} stand for what was given
