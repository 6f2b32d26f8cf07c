"""The plays job, as it travels: what is asked and what comes back."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from copilot.domain.evidence import Citation, DraftedBy, Provenance
from copilot.domain.noun import Noun, Received
from copilot.domain.people import Executive, Seller

Statement = Annotated[str, Field(min_length=1, max_length=2000)]


class PlaysRequest(Received):
    """A seller's question. Everything but the question may be left out; what is missing is said in the answer."""

    question: str = Field(min_length=1, max_length=4000, pattern=r"\S", examples=["How do I reach the CFO of Halden Foods?"])
    seller: Seller = Seller()
    executive: Executive = Executive()
    signals: tuple[Statement, ...] = Field(default=(), max_length=20, examples=[["Results were last week"]])
    as_of: date | None = None
    limit: int = Field(default=3, ge=1, le=3)
    include_known: bool = False


class NearestKnown(Noun):
    play_id: str
    difference: str


class FirstStep(Noun):
    text: str
    minutes: int


class Suggestion(Noun):
    play_id: str
    title: str
    why_this_executive: str
    why_now: str
    why_new: str
    nearest_known: NearestKnown | None
    first_step: FirstStep
    opener: str
    leading_indicator: str
    evidence_grade: str
    evidence: str
    tier: int
    owner: str  # whose card it is
    reviewed: date
    review_age_months: int  # whole months since somebody last read the card over
    citations: tuple[Citation, ...]


class KnownPlay(Noun):
    statement: str
    play_id: str
    verdict: Literal["known", "name_only"]
    depth: int | None
    lacks: str | None = None  # the part of the mechanism that a name-only statement does not show


class Ask(Noun):
    """One clarifying question about one statement. Answer it with the play ids that are meant, or with none."""

    statement: str
    question: str
    candidates: tuple[str, ...]


class Refusal(Noun):
    practice: str
    reason: str
    instead: str


class Deeper(Noun):
    play_id: str
    text: str


class LeftOut(Noun):
    """A play that fits and was not offered, and why."""

    play_id: str
    because: str


class ResolvedRequest(Noun):
    """How the request was read: whom the persona and the signals were taken to be."""

    persona: str | None
    signals: tuple[str, ...]


class PlaysResult(Noun):
    suggestions: tuple[Suggestion, ...]
    known: tuple[KnownPlay, ...]
    ask: tuple[Ask, ...]
    refused: tuple[Refusal, ...]
    deeper: tuple[Deeper, ...]
    left_out: tuple[LeftOut, ...]
    read_as: ResolvedRequest
    note: str
    warnings: tuple[str, ...]
    drafted_by: DraftedBy
    provenance: Provenance


class KnownRequest(Received):
    statements: tuple[Statement, ...] = Field(min_length=1, max_length=60)


class StatementVerdict(Noun):
    """What one statement shows. Where `ask` is set, the candidates are open until somebody answers."""

    statement: str
    known: tuple[str, ...] = ()
    name_only: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    ask: str | None = None
    candidates: tuple[str, ...] = Field(default=(), max_length=3)
    depth: int | None = None


class KnownResult(Noun):
    statements: tuple[StatementVerdict, ...]
    warnings: tuple[str, ...] = ()
