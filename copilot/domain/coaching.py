"""What a one-on-one is prepared from: the card with its seventeen lines, and where the playbook seems to break."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from copilot.domain.card_values import (
    Amount,
    CertificationState,
    CommitmentsKept,
    Connects,
    Content,
    Count,
    Coverage,
    Engagement,
    Introductions,
    NewPlay,
    OutOfTen,
    Periods,
    PeriodsOfRuns,
    Pipeline,
    Share,
    Ssi,
    Threads,
    VideoVoice,
)
from copilot.domain.noun import Noun, Received

Trend = Literal["up", "down", "flat", "unknown"]
Comment = Annotated[str, Field(max_length=600)]


class Card(Received):
    """Seventeen facts about one seller, always these and always in this order. Each is a tuple of periods, oldest first.

    Taken as one value, a list from oldest to newest, or null. Unknown is null, never zero: an empty tuple, or None in one.
    """

    pipeline_created: Periods[Pipeline] = ()
    executive_engaged_share: Periods[Share] = ()
    c_level_coverage: Periods[Coverage] = ()
    threads_per_opportunity: Periods[Threads] = ()
    executive_conversations: Periods[Count] = ()
    plays_run: PeriodsOfRuns = ()
    new_play_tried: Periods[NewPlay] = ()
    connects: Periods[Connects] = ()
    engagement: Periods[Engagement] = ()
    content: Periods[Content] = ()
    video_voice: Periods[VideoVoice] = ()
    introductions: Periods[Introductions] = ()
    dated_next_steps_share: Periods[Share] = ()
    ssi: Periods[Ssi] = ()
    certification: Periods[CertificationState] = ()
    commitments_kept: Periods[CommitmentsKept] = ()
    c_level_confidence: Periods[OutOfTen] = ()

    comments: dict[str, Comment] = Field(default={}, max_length=40)
    """The seller's own words about a line, by its field."""


FIELDS = tuple(name for name in Card.model_fields if name != "comments")


class Measures(Received):
    """What some steps of the tree need beside the card."""

    first_meetings: Periods[Count] = ()
    second_meetings: Periods[Count] = ()
    accounts_with_path_share: Periods[Share] = ()
    buyer_edited_cases: Periods[Count] = ()
    verbal_yes_days: Periods[Amount] = ()
    lost: Periods[Count] = ()
    reopened: Periods[Count] = ()


Became = Literal["kept", "partly", "not", "dropped"]
_DONE = {"kept": True, "partly": False, "not": False}  # what was dropped was neither done nor left undone


class Commitment(Received):
    """What the seller said they would do, in their own words, and what became of it as last heard."""

    text: str = Field(min_length=1, max_length=600)
    due: date | None = None
    done: bool | None = None  # None: nobody has said yet
    became: Became | None = None
    why: str | None = Field(default=None, max_length=600)

    @model_validator(mode="before")
    @classmethod
    def _follow(cls, value: Any) -> Any:
        """What became of it says whether it is done."""
        known = isinstance(value, dict) and isinstance(value.get("became"), str) and value["became"] in _DONE
        return {**value, "done": _DONE[value["became"]]} if known else value

    @property
    def is_open(self) -> bool:
        """Whether it is still to be talked of: nobody said that it is done, and it was not dropped."""
        return self.done is not True and self.became != "dropped"


class CommitmentOutcome(Received):
    """What became of an earlier commitment, on the seller's word."""

    commitment: str = Field(min_length=1, max_length=600)  # its words, enough of them to know it, or its number among the open
    became: Became
    why: str | None = Field(default=None, max_length=600)


class CardLine(Noun):
    """One line of the card as a page shows it. Every number in it stands on the card."""

    place: int  # 1 to 17
    field: str
    title: str
    shown: str  # the newest value in words, or 'unknown'
    trend: Trend
    trend_words: str  # 'up over four periods: 2, 3, 3, 5'; empty where there is nothing to compare
    comment: str | None  # the seller's own
    known: bool
    hygiene: bool = False  # to be looked at, never a target


class SkippedStep(Noun):
    """A step that could not be read, and why."""

    step: int
    title: str
    why: str


class LaterBreak(Noun):
    """The next break behind the first. It often heals by itself, so it is told and not opened."""

    step: int
    title: str
    fact: str


class Diagnosis(Noun):
    """The first place where the playbook seems to break, as a guess that the seller may strike out."""

    step: int | None  # 0 to 13; None: no break was found, or there is too little to tell
    title: str
    hypothesis: str
    facts: tuple[str, ...]  # two, from different lines
    fact_fields: tuple[str, ...]  # the field of the card, or the measure, behind each fact
    rival_explanation: str
    separates: str = ""  # what would tell the two apart
    too_few_to_tell: bool
    skipped: tuple[SkippedStep, ...] = ()
    then: LaterBreak | None = None
    focus: str  # what to work on in the talk
    play_ids: tuple[str, ...] = ()  # plays that answer this break; which of them is new to the seller, the plays job knows
    guide: str | None = None  # the card on how to coach it
    notes: tuple[str, ...] = ()  # patterns that are easily misread


class CardReading(Noun):
    """A card as it is shown: its lines, and where it seems to break."""

    seller: str
    as_of: date | None = None  # the newest period, where it is known
    lines: tuple[CardLine, ...]
    missing: tuple[str, ...]  # fields that are unknown
    diagnosis: Diagnosis
    warnings: tuple[str, ...] = ()
