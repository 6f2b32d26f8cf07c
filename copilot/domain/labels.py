"""People's labels: what is judged, one judgement of one person, and how far two who judged go together.

An item and a label are also the lines of the files that a company keeps; docs/evals.md states every field.
"""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from copilot.domain.noun import Noun
from copilot.domain.one_on_one import QuestionsResult
from copilot.domain.plays import PlaysResult

LabelKind = Literal["pair", "question", "levels"]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
ANSWERS: dict[LabelKind, tuple[str, ...]] = {
    "pair": ("first", "second", "same"),
    "question": ("yes", "no"),
    "levels": ("1", "2", "3", "4"),
}
TEXTS: dict[LabelKind, int] = {"pair": 2, "question": 1}  # of levels: one a criterion
MOST_NOTE = 2000


class LabelItem(Noun):
    """Something to be judged, blind: nothing that is shown says where a text comes from."""

    id: Name
    kind: LabelKind
    asked: str = ""  # what is told first: the request, the facts, or what an audience sees and hears
    texts: tuple[str, ...] = Field(min_length=1)  # two of a pair, one of a question, one a criterion of a deck
    criteria: tuple[Name, ...] = ()  # which criterion each text of a deck is
    rubric: str = ""  # the standard it is judged by, where it brings one
    sources: tuple[str, ...] = ()  # what wrote each text; kept, never shown

    @model_validator(mode="after")
    def _has_its_texts(self) -> Self:
        if len(self.texts) != TEXTS.get(self.kind, len(self.texts)):
            raise ValueError("a pair has two texts, and a question has one")
        if self.criteria and len(self.criteria) != len(self.texts):
            raise ValueError("each criterion has one text")
        return self


class Label(Noun):
    """One judgement of one person. Of one person's on one item the last counts; none is changed."""

    item: Name
    kind: LabelKind
    by: Name
    on: datetime
    rubric: Name
    answers: tuple[str, ...] = Field(min_length=1)  # 'first', 'second', 'same'; 'yes', 'no'; or a level a criterion
    criteria: tuple[Name, ...] = ()  # which criterion each level is of
    swapped: bool = False  # whether the second text of a pair was shown first; the answer is of the texts as they stand
    blind: bool = True  # whether it was judged without having seen what somebody else proposed
    note: str = Field(default="", max_length=MOST_NOTE)

    @model_validator(mode="after")
    def _answers_its_kind(self) -> Self:
        if not set(self.answers) <= set(ANSWERS[self.kind]) or (self.kind != "levels" and len(self.answers) != 1):
            raise ValueError(f"an answer to {self.kind} is one of {', '.join(ANSWERS[self.kind])}")
        if self.criteria and len(self.criteria) != len(self.answers):
            raise ValueError("each criterion has one level")
        if self.on.tzinfo is None:
            raise ValueError("a time needs its zone, such as 2026-11-22T09:30:00Z")
        return self


class GivenAnswer(Noun):
    """An answer to be compared with another one to the same request, and what gave it."""

    id: str  # of the request; nothing where a file holds one answer
    asked: str
    answer: PlaysResult | QuestionsResult | str
    source: str


class LabelsRead(Noun):
    """The labels of one or several files, and what could not be read of them."""

    labels: tuple[Label, ...]
    warnings: tuple[str, ...] = ()


class ItemsAdded(Noun):
    """How many items a file got, and how many stood there already."""

    added: int
    there_before: int


class Judged(Noun):
    """What two people answered to the same items, item by item, under one rubric."""

    kind: LabelKind
    rubric: str
    criterion: str | None = None  # None: all of the kind together
    first: str
    second: str
    blind: bool  # whether both judged without having seen a proposal
    items: tuple[tuple[tuple[str, str], ...], ...]


class Kappa(Noun):
    """Agreement beyond what chance does, with its 95 % interval; weighted by the square of the distance for levels."""

    value: float
    low: float
    high: float


class Agreement(Noun):
    """How far two who judged go together."""

    kind: LabelKind
    rubric: str
    criterion: str | None
    first: str
    second: str
    blind: bool
    items: int
    answers: int
    same: int  # of the answers
    kappa: Kappa | None = None  # None: too few, always the same answer, or the package is not there


class AgreementReport(Noun):
    """How far all who judged go together, and what stands against a figure."""

    agreements: tuple[Agreement, ...]
    judged: dict[str, dict[LabelKind, int]] = {}  # how many items of each kind each person judged
    warnings: tuple[str, ...] = ()
