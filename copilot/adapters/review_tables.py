"""The tables of certification: what was handed in, its reviews and what their steps made, and what leaders decided."""

from datetime import UTC, date, datetime

from sqlalchemy import Date, DateTime, Float, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from copilot.adapters.store_tables import DEFAULT_ORGANISATION, Table


def _now() -> datetime:
    return datetime.now(UTC)


class UploadRow(Table):
    """A file that was handed in. Its bytes lie in `uploads/` under the random name that is its id."""

    __tablename__ = "uploads"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    organisation: Mapped[str] = mapped_column(String(80), default=DEFAULT_ORGANISATION)
    team: Mapped[str | None] = mapped_column(String(80))
    upload_id: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(String(64))
    beside: Mapped[str | None] = mapped_column(String(40), index=True)  # the deck that a story came with
    created: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=_now)


class ReviewRow(Table):
    """One review of a deck, with the order and the rubric frozen as they were when it was opened."""

    __tablename__ = "reviews"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    organisation: Mapped[str] = mapped_column(String(80), default=DEFAULT_ORGANISATION)
    team: Mapped[str | None] = mapped_column(String(80))
    review_id: Mapped[str] = mapped_column(String(40), unique=True)
    deck_id: Mapped[str] = mapped_column(String(40), index=True)
    story_id: Mapped[str | None] = mapped_column(String(40))
    seller_id: Mapped[str | None] = mapped_column(String(120), index=True)
    author: Mapped[str | None] = mapped_column(String(200), index=True)  # folded, to be found by
    series: Mapped[str | None] = mapped_column(String(80), index=True)
    idempotency_key: Mapped[str | None] = mapped_column(String(300), unique=True)
    request_digest: Mapped[str] = mapped_column(String(64))
    rubric: Mapped[str] = mapped_column(String(80))
    rubric_version: Mapped[int] = mapped_column(Integer)
    rubric_digest: Mapped[str] = mapped_column(String(64))
    as_of: Mapped[date] = mapped_column(Date)
    task: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(10), index=True)
    step: Mapped[str] = mapped_column(String(20))
    sentence: Mapped[str | None] = mapped_column(Text)
    created: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=_now)


class OutcomeRow(Table):
    """What one step of a review made. What was kept first stands, so that a step that is repeated changes nothing."""

    __tablename__ = "review_outcomes"
    __table_args__ = (UniqueConstraint("review_key", "step"),)

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    review_key: Mapped[int] = mapped_column(ForeignKey("reviews.key", ondelete="CASCADE"), index=True)
    step: Mapped[str] = mapped_column(String(20))
    outcome: Mapped[str] = mapped_column(Text)


class DecisionRow(Table):
    """One decision of a leader. Rows are added and erased, never changed."""

    __tablename__ = "review_decisions"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    review_key: Mapped[int] = mapped_column(ForeignKey("reviews.key", ondelete="CASCADE"), index=True)
    verdict: Mapped[str] = mapped_column(String(20))
    proposed_verdict: Mapped[str] = mapped_column(String(20))
    rule_verdict: Mapped[str] = mapped_column(String(20))
    total: Mapped[float] = mapped_column(Float)
    by: Mapped[str | None] = mapped_column("decided_by", String(120))
    note: Mapped[str | None] = mapped_column(Text)
    on: Mapped[datetime] = mapped_column("decided_on", DateTime(timezone=True))


class OverruleRow(Table):
    """One level or gate that a decision overruled, with the reason."""

    __tablename__ = "review_overrules"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    decision_key: Mapped[int] = mapped_column(ForeignKey("review_decisions.key", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(10))  # level, gate
    subject: Mapped[str] = mapped_column(String(20))
    proposed: Mapped[str | None] = mapped_column(String(20))
    chosen: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
