"""What travels over HTTP and MCP beside the domain's own nouns."""

from pydantic import BaseModel, ConfigDict, Field

from copilot.domain.evidence import FoundPassage
from copilot.domain.people import LedgerEntry, LedgerKind
from copilot.domain.reviews import ReviewProgress, ReviewStatus


class RecordRequest(BaseModel):
    """What a person says about a seller and a play."""

    model_config = ConfigDict(extra="forbid")

    play: str = Field(min_length=1, max_length=120, examples=["F03"])
    kind: LedgerKind = "knows"
    outcome: str | None = Field(default=None, max_length=2000)
    depth: int | None = Field(default=None, ge=1, le=4)


class SellerPlays(BaseModel):
    """What people wrote down about a seller, oldest first."""

    seller_id: str
    ledger: tuple[LedgerEntry, ...]


class ReviewEvent(BaseModel):
    """How far a run is, as it is told to whoever follows it."""

    review_id: str
    status: ReviewStatus
    progress: ReviewProgress
    sentence: str | None = None


class ErasedReview(BaseModel):
    """A review that is gone."""

    review_id: str
    erased: int


class FoundPassages(BaseModel):
    """Passages of the library, best first."""

    passages: tuple[FoundPassage, ...]
