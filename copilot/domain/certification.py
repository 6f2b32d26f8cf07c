"""Certification: the rubric a deck is read against, what was found in it, and what the review proposes.

A rating chooses levels; points, total and verdict are computed from them. The leader decides.
"""

from datetime import date
from typing import Literal

from pydantic import Field

from copilot.domain.decks import Deck, Story
from copilot.domain.evidence import DraftedBy, Provenance
from copilot.domain.noun import Noun, Received
from copilot.domain.usage import PromptUsed, Usage

Confidence = Literal["high", "medium", "low"]
GateVerdict = Literal["met", "not_met", "cannot_tell"]
Verdict = Literal["pass", "one_more_pass", "rehearse", "not_yet"]
FaultKind = Literal[
    "no_named_executive",
    "contact_below_executive",
    "no_signal",
    "signal_undated",
    "signal_old",
    "likes_as_proof",
    "colleague_engagement",
    "inherited_lead",
    "number_without_basis",
    "figures_contradict_source",
    "fabricated_looking_quotes",
    "next_step_without_date",
    "next_step_date_past",
    "one_thread",
    "no_risk",
    "generic_risk",
    "no_learning",
    "product_story",
    "keyword_stuffing",
    "story_too_short",
    "story_too_long",
    "reads_slides",
    "slide_never_spoken_to",
    "number_story_differs",
    "leftover_placeholders",
    "other_account_named",
    "author_differs",
    "near_identical",
    "private_contact_detail",
    "family_or_health_detail",
    "pressure_on_reviewer",
    "injection",
]
TOP_LEVEL = 4
MOST_QUOTE_WORDS = 15
MOST_CITATIONS = 3


class Criterion(Noun):
    """One thing a deck is read for, with the four anchors a level is chosen by. A starred one must not stay at level 1."""

    id: str
    title: str
    weight: int = Field(ge=1, le=100)
    starred: bool = False
    levels: tuple[str, str, str, str]  # what a deck shows at level 1, 2, 3 and 4


class Gate(Noun):
    """A condition no score makes up for."""

    id: str
    title: str
    met_when: str


class Rubric(Noun):
    """The standard at one moment. A submission keeps the version it was made under."""

    id: str
    version: int = Field(ge=1)
    title: str
    pass_mark: int = Field(ge=1, le=100)
    second_look: int = Field(ge=0, le=100)  # from here to the pass mark: one more pass; below: rehearse
    story_seconds: tuple[int, int] = (300, 420)
    story_words: tuple[int, int] = (600, 1050)
    criteria: tuple[Criterion, ...]
    gates: tuple[Gate, ...]
    template: tuple[str, ...] = ()
    digest: str = ""

    def criterion(self, criterion_id: str) -> Criterion:
        """Return a criterion by its id. Raises KeyError where the rubric has none such."""
        return {criterion.id: criterion for criterion in self.criteria}[criterion_id]


class Window(Received):
    """The days in which the programme counts an opportunity."""

    start: date | None = None
    end: date | None = None


class Submission(Received):
    """What is known about a deck beside its content."""

    author: str | None = None
    account: str | None = None
    origin: str | None = None  # how the opportunity began, in the programme office's words
    window: Window | None = None
    file_name: str | None = None
    submitted_on: date | None = None


class DeckCitation(Noun):
    """Words that stand on a slide, or in a cue: its stamp as m:ss, or its number where the transcript has no stamps."""

    slide: int | None = None
    cue: str | None = None
    quote: str


class Rating(Noun):
    """The level proposed for one criterion, and what it rests on. Only points are computed from it."""

    criterion: str
    level: int = Field(ge=1, le=TOP_LEVEL)
    confidence: Confidence
    citations: tuple[DeckCitation, ...] = ()
    gap: str = ""


class Proposal(Noun):
    """What a model proposed for a review, with what the answer used and the prompt behind it."""

    ratings: tuple[Rating, ...]
    usage: Usage | None = None
    prompt: PromptUsed | None = None


class RatedCriterion(Noun):
    """A rating as it is shown, with its points."""

    id: str
    title: str = ""
    level: int
    points: float
    confidence: Confidence
    citations: tuple[DeckCitation, ...]
    gap: str


class GateState(Noun):
    id: str
    state: GateVerdict
    reason: str


class Fault(Noun):
    """Something a human should look at: where it stands, and a short excerpt. Nobody is accused of anything."""

    kind: FaultKind
    where: str
    excerpt: str


class FeedbackItem(Noun):
    """Feedback that helps: what works, the gap, a question, and a move within a week."""

    works: str
    gap: str
    question: str
    move: str


class SimilarDeck(Noun):
    """Another submission of the cohort that reads nearly the same, with a passage from both."""

    submission: str
    likeness: float
    ours: str
    theirs: str


class ProposalRequest(Noun):
    """What a model may see of a submission: visible text that nobody flagged. It never sees or writes a total."""

    rubric: Rubric
    slides: tuple[tuple[int, str], ...]
    cues: tuple[tuple[str, str], ...]
    language: str
    as_of: date


class ReviewRequest(Noun):
    deck: Deck
    story: Story | None = None
    submission: Submission = Submission()
    rubric: Rubric
    as_of: date
    similar: tuple[SimilarDeck, ...] = ()


class ReviewProvenance(Provenance):
    """What produced a review: besides the rest, the rubric it was read against."""

    rubric: str = ""
    rubric_digest: str = ""
    feedback_digest: str = ""


class StoryStretch(Noun):
    """One stretch of a story: its part, where it begins and where its last cue does, and the slide it speaks to."""

    part: str
    begins: str  # m:ss, or the number of a cue where the transcript has no stamps
    ends: str
    slide: int | None


class StoryReport(Noun):
    """How a story is told. Nothing here changes a level or fails anybody."""

    words: int
    seconds: float | None
    words_per_minute: int | None
    length: Literal["fits", "too_short", "too_long"]
    stretches: tuple[StoryStretch, ...]
    slides_not_spoken_to: tuple[int, ...]


class ReviewResult(Noun):
    """A proposal for the leader, who decides and may overrule every level."""

    criteria: tuple[RatedCriterion, ...]
    gates: tuple[GateState, ...]
    open_gates: tuple[str, ...]
    total: float
    verdict: Verdict
    faults: tuple[Fault, ...]
    feedback: tuple[FeedbackItem, ...]
    leader_questions: tuple[str, ...]
    story: StoryReport | None = None
    provisional: bool = True
    warnings: tuple[str, ...] = ()
    drafted_by: DraftedBy
    provenance: ReviewProvenance


class FeedbackText(Noun):
    """What the library says to one gap. {slots} are filled by code with what stands in the deck."""

    gap: str
    question: str
    move: str


class FeedbackBook(Noun):
    """The library's own words for feedback: by criterion and level, by gate, by fault, and for a deck that lacks nothing."""

    criteria: dict[str, dict[int, FeedbackText]]
    gates: dict[str, FeedbackText] = {}
    faults: dict[str, FeedbackText] = {}
    works: dict[str, str]  # criterion id -> what works, with {quote} and {place}
    stretch: tuple[FeedbackText, ...]
    leader_questions: dict[str, str]  # criterion id -> a question for the room
    leader_always: tuple[str, ...]
    digest: str = ""
