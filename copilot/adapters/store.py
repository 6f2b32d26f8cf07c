"""The sellers' ledgers, kept in the database of the data folder. An erased seller leaves no bytes behind."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from copilot.adapters.database import Database
from copilot.adapters.store_meetings import add_meeting, erase_meetings, read_meetings
from copilot.adapters.store_tables import LedgerRow, SellerRow
from copilot.domain.one_on_one import MeetingRecord
from copilot.domain.people import LedgerEntry
from copilot.errors import UnknownSeller


class SqlSellerStore:
    """Implements the port SellerStore on one database file. Nothing is opened until it is asked for something."""

    def __init__(self, home: Path) -> None:
        self._database = Database(home)

    def sellers(self) -> tuple[str, ...]:
        if not self._database.exists:
            return ()
        with self._database.session() as session:
            return tuple(session.scalars(select(SellerRow.seller_id).order_by(SellerRow.seller_id)))

    def ledger(self, seller_id: str) -> tuple[LedgerEntry, ...]:
        if not self._database.exists:
            return ()  # reading makes nothing: a folder that cannot be written still answers
        with self._database.session() as session:
            rows = session.scalars(
                select(LedgerRow)
                .join(SellerRow, SellerRow.key == LedgerRow.seller_key)
                .where(SellerRow.seller_id == seller_id)
                .order_by(LedgerRow.key)
            )
            return tuple(_entry(row) for row in rows)

    def record(self, seller_id: str, entry: LedgerEntry) -> None:
        with self._database.session(writes=True) as session:
            session.add(_row(_find_or_add(session, seller_id), entry))

    def meetings(self, seller_id: str) -> tuple[MeetingRecord, ...]:
        if not self._database.exists:
            return ()
        with self._database.session() as session:
            return read_meetings(session, seller_id)

    def record_meeting(self, seller_id: str, meeting: MeetingRecord, tried: Sequence[LedgerEntry]) -> None:
        with self._database.session(writes=True) as session:
            key = _find_or_add(session, seller_id)
            add_meeting(session, key, meeting)
            session.add_all(_row(key, entry) for entry in tried)

    def export(self, seller_id: str) -> dict[str, object]:
        self._require(seller_id)
        entries = [entry.model_dump(mode="json") for entry in self.ledger(seller_id)]
        meetings = [meeting.model_dump(mode="json") for meeting in self.meetings(seller_id)]
        return {"seller_id": seller_id, "ledger": entries, "meetings": meetings}

    def erase(self, seller_id: str) -> int:
        self._require(seller_id)
        with self._database.session(writes=True) as session:
            keys = list(session.scalars(select(SellerRow.key).where(SellerRow.seller_id == seller_id)))
            gone = session.scalars(select(LedgerRow.key).where(LedgerRow.seller_key.in_(keys))).all()
            session.execute(delete(LedgerRow).where(LedgerRow.seller_key.in_(keys)))
            meetings = erase_meetings(session, keys)
            session.execute(delete(SellerRow).where(SellerRow.key.in_(keys)))
        self._database.forget_bytes()
        return len(gone) + meetings

    def close(self) -> None:
        self._database.close()

    def _require(self, seller_id: str) -> None:
        if seller_id not in self.sellers():
            raise UnknownSeller(f"There is no record of the seller '{seller_id}'; check the id, nothing was changed.")


def _find_or_add(session: Session, seller_id: str) -> int:
    """Return the key of a seller, who is added where there is no record yet."""
    seller = session.scalar(select(SellerRow).where(SellerRow.seller_id == seller_id))
    if seller is None:
        seller = SellerRow(seller_id=seller_id)
        session.add(seller)
        session.flush()
    return seller.key


def _row(seller_key: int, entry: LedgerEntry) -> LedgerRow:
    return LedgerRow(
        seller_key=seller_key,
        play_id=entry.play_id,
        kind=entry.kind,
        on=entry.on,
        depth=entry.depth,
        outcome=entry.outcome,
    )


def _entry(row: LedgerRow) -> LedgerEntry:
    return LedgerEntry.model_validate(
        {"play_id": row.play_id, "kind": row.kind, "on": row.on, "depth": row.depth, "outcome": row.outcome}
    )
