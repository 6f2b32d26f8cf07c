"""The tables of the data folder. Portable types only: the same models serve SQLite and PostgreSQL.

Every row hangs on a person. Organisation and team come with accounts; their columns are here from the first day, so that
no row has to be moved when they do.
"""

from datetime import UTC, date, datetime

from sqlalchemy import Boolean, Date, DateTime, ForeignKey, Integer, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

DEFAULT_ORGANISATION = "local"


class Table(DeclarativeBase):
    """What all tables share."""


class SellerRow(Table):
    """A seller, by the id their team uses for them."""

    __tablename__ = "sellers"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    organisation: Mapped[str] = mapped_column(String(80), default=DEFAULT_ORGANISATION)
    team: Mapped[str | None] = mapped_column(String(80))
    seller_id: Mapped[str] = mapped_column(String(80), index=True)
    created: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=lambda: datetime.now(UTC))


class LedgerRow(Table):
    """One thing a person said about a seller and a play. Rows are added and erased, never changed."""

    __tablename__ = "ledger"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    seller_key: Mapped[int] = mapped_column(ForeignKey("sellers.key", ondelete="CASCADE"), index=True)
    play_id: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(20))
    on: Mapped[date] = mapped_column("said_on", Date)
    depth: Mapped[int | None] = mapped_column(Integer)
    outcome: Mapped[str | None] = mapped_column(Text)


class MeetingRow(Table):
    """One one-on-one, as somebody wrote it down afterwards."""

    __tablename__ = "meetings"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    seller_key: Mapped[int] = mapped_column(ForeignKey("sellers.key", ondelete="CASCADE"), index=True)
    on: Mapped[date] = mapped_column("held_on", Date)


class MeetingLineRow(Table):
    """One thing of a meeting: a commitment, what became of an earlier one, a question asked, or what the seller already does."""

    __tablename__ = "meeting_lines"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    meeting_key: Mapped[int] = mapped_column(ForeignKey("meetings.key", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))  # commitment, became, asked, knows
    text: Mapped[str] = mapped_column(Text)
    due: Mapped[date | None] = mapped_column(Date)
    done: Mapped[bool | None] = mapped_column(Boolean)
    became: Mapped[str | None] = mapped_column(String(10))
    why: Mapped[str | None] = mapped_column(Text)
