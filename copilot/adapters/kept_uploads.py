"""Uploads as they are kept: a row for each, its bytes in the folder. A file goes with the last review that needs it."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from copilot.adapters.database import Database
from copilot.adapters.review_rows import kept_upload
from copilot.adapters.review_tables import ReviewRow, UploadRow
from copilot.adapters.uploads import UNKNOWN, ArrivingFile, UploadFolder
from copilot.domain.reviews import KeptUpload
from copilot.domain.submissions import HandedInFile
from copilot.errors import UnknownReview

T = TypeVar("T")

_LOOSE = timedelta(days=1)  # after which a deck that nobody had reviewed is thrown away


class KeptUploads:
    """Nothing is opened until it is asked for something."""

    def __init__(self, database: Database, home: Path) -> None:
        self._database = database
        self._folder = UploadFolder(home)

    def receive(self, most_bytes: int) -> ArrivingFile:
        return self._folder.receive(most_bytes, self._record)

    def find(self, upload_id: str) -> KeptUpload:
        return self._look(lambda session: kept_upload(_upload_row(session, upload_id)))

    def read(self, upload_id: str) -> HandedInFile:
        return HandedInFile(name=self.find(upload_id).name, data=self._folder.read(upload_id))

    def read_bytes(self, upload_id: str) -> bytes:
        return self._folder.read(upload_id)

    def drop(self, upload_id: str) -> None:
        with self._database.session(writes=True) as session:
            gone = drop_unused(session, {upload_id}, {upload_id})
        self.remove_files(gone)

    def story_of(self, deck_id: str) -> str | None:
        newest = select(UploadRow.upload_id).where(UploadRow.beside == deck_id).order_by(UploadRow.key.desc())
        return self._look(lambda session: session.scalar(newest))

    def remove_files(self, upload_ids: Iterable[str]) -> None:
        for upload_id in upload_ids:
            self._folder.remove(upload_id)

    def _record(self, kept: KeptUpload, beside: str | None) -> None:
        with self._database.session(writes=True) as session:
            loose = session.scalars(select(UploadRow.upload_id).where(UploadRow.created < datetime.now(UTC) - _LOOSE)).all()
            unused = drop_unused(session, set(loose), set(loose))
            session.add(
                UploadRow(upload_id=kept.id, kind=kept.kind, name=kept.name, size=kept.size, digest=kept.digest, beside=beside)
            )
        self.remove_files(unused)

    def _look(self, look: Callable[[Session], T]) -> T:
        if not self._database.exists:
            raise UnknownReview(UNKNOWN)
        with self._database.session() as session:
            return look(session)


def drop_unused(session: Session, decks: set[str], stories: set[str]) -> list[str]:
    """Remove the rows of uploads that no review needs any more, stories with their deck; return whose files may go."""
    in_use = set(session.scalars(select(ReviewRow.deck_id).where(ReviewRow.deck_id.in_(decks))))
    told = session.scalars(select(ReviewRow.story_id).where(ReviewRow.story_id.in_(stories)))
    in_use |= {story_id for story_id in told if story_id is not None}
    beside = session.scalars(select(UploadRow.upload_id).where(UploadRow.beside.in_(decks - in_use))).all()
    gone = [upload_id for upload_id in {*decks, *stories, *beside} if upload_id not in in_use]
    session.execute(delete(UploadRow).where(UploadRow.upload_id.in_(gone)))
    return gone


def _upload_row(session: Session, upload_id: str) -> UploadRow:
    row = session.scalar(select(UploadRow).where(UploadRow.upload_id == upload_id))
    if row is None:
        raise UnknownReview(UNKNOWN)
    return row
