"""A review that is kept: what was handed in, how far its run is, what changed since the last take, and what a leader decided."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from copilot.domain.certification import (
    FaultKind,
    GateVerdict,
    ReviewResult,
    Rubric,
    SimilarDeck,
    Submission,
    Verdict,
)
from copilot.domain.noun import Noun, Received

UploadKind = Literal["deck", "story"]
ReviewStatus = Literal["waiting", "running", "read", "done", "refused", "failed"]
FINISHED: frozenset[ReviewStatus] = frozenset({"done", "refused", "failed"})
MOST_TRANSCRIPT = 200_000  # characters of a story sent as text

Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
PersonId = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]


class KeptUpload(Noun):
    """A file that was handed in: its bytes lie in the data folder under a random name."""

    id: str
    kind: UploadKind
    name: str
    size: int
    digest: str  # sha256 of its bytes


class KeptDeck(Noun):
    """A deck that was handed in, and its story where one came with it. Review it by its `deck_id`."""

    deck_id: str
    name: str
    size: int
    digest: str
    story: str | None = None
    warnings: tuple[str, ...] = ()


class ReviewOrder(Received):
    """What to review, and what is known beside the deck."""

    deck_id: str = Field(min_length=1, max_length=80, examples=["dk-0123456789abcdef0123"])
    seller_id: PersonId | None = None
    story: str | None = Field(default=None, max_length=MOST_TRANSCRIPT)
    submission: Submission = Submission()
    rubric: str | None = Field(default=None, max_length=80)
    as_of: date | None = None
    since: str | None = Field(default=None, max_length=80)


class ReviewTask(Noun):
    """One review as it was ordered, frozen: the standard and the day stay as they were, however long its run takes."""

    deck_id: str
    story_id: str | None = None
    seller_id: str | None = None
    submission: Submission = Submission()
    rubric: Rubric
    as_of: date
    since: str | None = None  # the earlier take it is compared with
    series: str | None = None  # takes of one submission share it
    warnings: tuple[str, ...] = ()


class ReviewProgress(Noun):
    """How far a run is: the step at work, how many are done, out of how many."""

    step: str
    done: int
    of: int


class MovedCriterion(Noun):
    """A criterion that stands at another level than at the last take, and what it rests on now."""

    id: str
    title: str = ""
    before: int
    now: int
    why: str


class MovedGate(Noun):
    id: str
    before: GateVerdict
    now: GateVerdict
    why: str


class ChangedFault(Noun):
    kind: FaultKind
    where: str
    excerpt: str


class ReviewChanges(Noun):
    """What changed since the last take. Levels of another rubric are not compared."""

    total_before: float
    total_now: float
    verdict_before: Verdict
    verdict_now: Verdict
    criteria: tuple[MovedCriterion, ...] = ()
    gates: tuple[MovedGate, ...] = ()
    faults_gone: tuple[ChangedFault, ...] = ()
    faults_new: tuple[ChangedFault, ...] = ()
    note: str | None = None


class OverruledLevel(Noun):
    """A level the leader sets in place of the proposed one, and why."""

    criterion: str = Field(max_length=20, examples=["K4"])
    level: int = Field(ge=1, le=4)
    reason: Reason


class OverruledGate(Noun):
    """What the leader found out about a gate, and how."""

    gate: str = Field(max_length=20, examples=["GT6"])
    state: Literal["met", "not_met"]
    reason: Reason


class DecisionRequest(Noun):
    """What a leader decides: the verdict, and every level or gate that is overruled, each with its reason."""

    verdict: Verdict
    levels: tuple[OverruledLevel, ...] = Field(default=(), max_length=40)
    gates: tuple[OverruledGate, ...] = Field(default=(), max_length=40)
    by: PersonId | None = None
    note: str | None = Field(default=None, max_length=2000)


class Decision(DecisionRequest):
    """A decision as it is kept. A later one is added beside it and counts; none is changed."""

    on: datetime
    proposed_verdict: Verdict
    proposed_levels: dict[str, int] = {}  # of the overruled criteria
    total: float  # with the overruled levels, by the rubric's arithmetic
    rule_verdict: Verdict  # what the rubric's rule says of these levels and gates; the leader may differ


class KeptReview(Noun):
    """A review with everything kept about it."""

    review_id: str
    deck_id: str
    status: ReviewStatus
    progress: ReviewProgress
    sentence: str | None = None  # why it ended without a result, for a person
    result: ReviewResult | None = None
    since: str | None = None
    changes: ReviewChanges | None = None
    decisions: tuple[Decision, ...] = ()
    submission: Submission = Submission()
    rubric: str = ""
    as_of: date
    created: datetime
    warnings: tuple[str, ...] = ()

    @property
    def finished(self) -> bool:
        return self.status in FINISHED


class ReviewTake(ReviewResult):
    """A result beside the take before it, and its id where it is kept."""

    review_id: str | None = None
    since: str | None = None
    changes: ReviewChanges | None = None


class CohortRow(Noun):
    """One submission of a cohort, for the summary table. Figures are about a deck, never about a person."""

    submission: str
    review_id: str | None = None
    status: ReviewStatus
    sentence: str | None = None
    total: float | None = None
    verdict: Verdict | None = None
    levels: dict[str, int] = {}
    gates_not_met: tuple[str, ...] = ()
    open_gates: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    similar: tuple[SimilarDeck, ...] = ()
    changes: ReviewChanges | None = None


class CohortReport(Noun):
    """A reviewed cohort, in the order of its submissions."""

    rows: tuple[CohortRow, ...]
    note: str | None = None
