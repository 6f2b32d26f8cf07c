"""The one-on-ones of a seller in the database: written after the meeting, read before the next, erased with the seller."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from copilot.adapters.store_tables import MeetingLineRow, MeetingRow, SellerRow
from copilot.domain.coaching import Commitment, CommitmentOutcome
from copilot.domain.one_on_one import MeetingRecord


def add_meeting(session: Session, seller_key: int, meeting: MeetingRecord) -> None:
    row = MeetingRow(seller_key=seller_key, on=meeting.on)
    session.add(row)
    session.flush()
    lines = [MeetingLineRow(kind="became", text=x.commitment, became=x.became, why=x.why) for x in meeting.became]
    lines += [
        MeetingLineRow(kind="commitment", text=x.text, due=x.due, done=x.done, became=x.became, why=x.why)
        for x in meeting.commitments
    ]
    lines += [MeetingLineRow(kind="asked", text=text) for text in meeting.asked]
    lines += [MeetingLineRow(kind="knows", text=text) for text in meeting.knows]
    for line in lines:
        line.meeting_key = row.key
        session.add(line)


def read_meetings(session: Session, seller_id: str) -> tuple[MeetingRecord, ...]:
    """Return the meetings of a seller, the oldest first."""
    rows = session.scalars(
        select(MeetingRow)
        .join(SellerRow, SellerRow.key == MeetingRow.seller_key)
        .where(SellerRow.seller_id == seller_id)
        .order_by(MeetingRow.on, MeetingRow.key)
    ).all()
    return tuple(_read(session, row) for row in rows)


def erase_meetings(session: Session, seller_keys: Sequence[int]) -> int:
    """Remove the meetings of sellers with all their lines; return how many meetings went."""
    keys = list(session.scalars(select(MeetingRow.key).where(MeetingRow.seller_key.in_(seller_keys))))
    session.execute(delete(MeetingLineRow).where(MeetingLineRow.meeting_key.in_(keys)))
    session.execute(delete(MeetingRow).where(MeetingRow.key.in_(keys)))
    return len(keys)


def _read(session: Session, row: MeetingRow) -> MeetingRecord:
    query = select(MeetingLineRow).where(MeetingLineRow.meeting_key == row.key).order_by(MeetingLineRow.key)
    lines = session.scalars(query).all()
    heard = [{"commitment": x.text, "became": x.became, "why": x.why} for x in lines if x.kind == "became"]
    promised = [
        {"text": x.text, "due": x.due, "done": x.done, "became": x.became, "why": x.why} for x in lines if x.kind == "commitment"
    ]
    return MeetingRecord(
        on=row.on,
        became=tuple(CommitmentOutcome.model_validate(each) for each in heard),
        commitments=tuple(Commitment.model_validate(each) for each in promised),
        asked=tuple(line.text for line in lines if line.kind == "asked"),
        knows=tuple(line.text for line in lines if line.kind == "knows"),
    )
