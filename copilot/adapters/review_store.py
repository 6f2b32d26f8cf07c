"""What is kept of certification, in the database of the data folder and its uploads.

A review is opened once for an idempotency key, whoever asks at the same time; what a step made is kept once; decisions are only
ever added. Erasing takes the files' bytes along.
"""

import secrets
from collections.abc import Callable, Sequence
from datetime import UTC
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from copilot.adapters.database import Database
from copilot.adapters.kept_uploads import KeptUploads, drop_unused
from copilot.adapters.review_export import export_reviews
from copilot.adapters.review_rows import decision_row, fold_person, kept_decision, overrule_rows, review_row
from copilot.adapters.review_tables import DecisionRow, OutcomeRow, OverruleRow, ReviewRow
from copilot.adapters.uploads import ArrivingFile
from copilot.domain.certification import ReviewResult
from copilot.domain.reviews import FINISHED, Decision, KeptReview, KeptUpload, ReviewProgress, ReviewStatus, ReviewTask
from copilot.domain.submissions import HandedInFile
from copilot.errors import KeyReused, UnknownReview

T = TypeVar("T")

NO_REVIEW = "There is no such review here; check the id."
OTHER_REQUEST = "This idempotency key came with another request before; use a new key for a new review."
RESULT = "result"


class SqlReviewStore:
    """Implements the port ReviewStore. Nothing is opened until it is asked for something."""

    def __init__(self, home: Path, steps: Sequence[str]) -> None:
        self._database = Database(home)
        self._uploads = KeptUploads(self._database, home)
        self._steps = tuple(steps)  # of a whole run, in their order

    def receive(self, most_bytes: int) -> ArrivingFile:
        return self._uploads.receive(most_bytes)

    def upload(self, upload_id: str) -> KeptUpload:
        return self._uploads.find(upload_id)

    def read_upload(self, upload_id: str) -> HandedInFile:
        return self._uploads.read(upload_id)

    def drop_upload(self, upload_id: str) -> None:
        self._uploads.drop(upload_id)

    def story_of(self, deck_id: str) -> str | None:
        return self._uploads.story_of(deck_id)

    def find_key(self, key: str) -> tuple[str, str] | None:
        if not self._database.exists:
            return None
        with self._database.session() as session:
            row = session.scalar(select(ReviewRow).where(ReviewRow.idempotency_key == key))
            return (row.review_id, row.request_digest) if row is not None else None

    def open_review(self, task: ReviewTask, *, key: str | None, request_digest: str) -> str:
        with self._database.session(writes=True) as session:
            before = session.scalar(select(ReviewRow).where(ReviewRow.idempotency_key == key)) if key is not None else None
            if before is not None and before.request_digest != request_digest:
                raise KeyReused(OTHER_REQUEST)
            if before is not None:
                return before.review_id
            review_id = f"rv-{secrets.token_hex(10)}"
            session.add(review_row(task, review_id, key, request_digest))
        return review_id

    def review(self, review_id: str) -> KeptReview:
        return self._look(lambda session: self._kept_review(session, _review(session, review_id)))

    def status(self, review_id: str) -> ReviewStatus:
        return cast(ReviewStatus, self._look(lambda session: _review(session, review_id).status))

    def statuses(self, review_ids: Sequence[str]) -> dict[str, ReviewStatus]:
        if not review_ids:
            return {}
        with self._database.session() as session:
            rows = session.execute(select(ReviewRow.review_id, ReviewRow.status).where(ReviewRow.review_id.in_(review_ids)))
            known = {review_id: cast(ReviewStatus, status) for review_id, status in rows}
        return {review_id: known.get(review_id, "refused") for review_id in review_ids}

    def task(self, review_id: str) -> ReviewTask:
        return self._look(lambda session: ReviewTask.model_validate_json(_review(session, review_id).task))

    def last_take(self, series: str) -> str | None:
        newest = select(ReviewRow.review_id).where(ReviewRow.series == series, ReviewRow.status == "done")
        if not self._database.exists:
            return None
        with self._database.session() as session:
            return session.scalar(newest.order_by(ReviewRow.key.desc()))

    def count_unfinished(self) -> int:
        if not self._database.exists:
            return 0
        waiting = select(func.count()).select_from(ReviewRow).where(ReviewRow.status.in_(("waiting", "running", "read")))
        with self._database.session() as session:
            return session.scalar(waiting) or 0

    def mark(self, review_id: str, status: ReviewStatus, *, step: str = "", sentence: str | None = None) -> None:
        with self._database.session(writes=True) as session:
            row = _review(session, review_id)
            if row.status != "done":  # what has its result keeps it, whatever run comes by later
                row.status, row.step, row.sentence = status, step, sentence

    def keep_outcome(self, review_id: str, step: str, outcome: str) -> None:
        with self._database.session(writes=True) as session:
            row = _review(session, review_id)
            if _outcome(session, row.key, step) is None:
                session.add(OutcomeRow(review_key=row.key, step=step, outcome=outcome))
                if step == RESULT:
                    row.status, row.step, row.sentence = "done", "", None

    def outcome(self, review_id: str, step: str) -> str | None:
        return self._look(lambda session: _outcome(session, _review(session, review_id).key, step))

    def add_decision(self, review_id: str, decision: Decision) -> None:
        with self._database.session(writes=True) as session:
            row = decision_row(_review(session, review_id).key, decision)
            session.add(row)
            session.flush()
            session.add_all(overrule_rows(row.key, decision))

    def export_person(self, person: str) -> list[dict[str, object]]:
        if not self._database.exists:
            return []
        with self._database.session() as session:
            rows = session.scalars(select(ReviewRow).where(_of_person(person)).order_by(ReviewRow.key)).all()
            reviews = [self._kept_review(session, row) for row in rows]
            files = [(row.deck_id, row.story_id) for row in rows]
        return export_reviews(reviews, files, self.upload, self._uploads.read_bytes)

    def erase_person(self, person: str) -> int:
        return self._erase(_of_person(person))

    def erase_review(self, review_id: str) -> int:
        self._look(lambda session: _review(session, review_id))
        return self._erase(ReviewRow.review_id == review_id)

    def close(self) -> None:
        self._database.close()

    def _erase(self, which: Any) -> int:
        """Remove reviews with all that hangs on them; a file goes with the last review that needs it."""
        if not self._database.exists:
            return 0
        with self._database.session(writes=True) as session:
            rows = session.scalars(select(ReviewRow).where(which)).all()
            keys, decks = [row.key for row in rows], {row.deck_id for row in rows}
            stories = {row.story_id for row in rows if row.story_id is not None}
            decisions = session.scalars(select(DecisionRow.key).where(DecisionRow.review_key.in_(keys))).all()
            session.execute(delete(OverruleRow).where(OverruleRow.decision_key.in_(decisions)))
            session.execute(delete(DecisionRow).where(DecisionRow.review_key.in_(keys)))
            session.execute(delete(OutcomeRow).where(OutcomeRow.review_key.in_(keys)))
            session.execute(delete(ReviewRow).where(ReviewRow.key.in_(keys)))
            gone = drop_unused(session, decks, stories)
        if keys:
            self._uploads.remove_files(gone)
            self._database.forget_bytes()
        return len(keys)

    def _look(self, look: Callable[[Session], T]) -> T:
        if not self._database.exists:
            raise UnknownReview(NO_REVIEW)
        with self._database.session() as session:
            return look(session)

    def _kept_review(self, session: Session, row: ReviewRow) -> KeptReview:
        task = ReviewTask.model_validate_json(row.task)
        result = _outcome(session, row.key, RESULT) if row.status == "done" else None
        done = len(self._steps) if row.status in FINISHED else len(set(_steps_done(session, row.key)) & set(self._steps))
        return KeptReview(
            review_id=row.review_id,
            deck_id=row.deck_id,
            status=row.status,
            progress=ReviewProgress(step=row.step, done=done, of=len(self._steps)),
            sentence=row.sentence,
            result=ReviewResult.model_validate_json(result) if result is not None else None,
            since=task.since,
            decisions=_decisions(session, row.key),
            submission=task.submission,
            rubric=f"{row.rubric}.v{row.rubric_version}",
            as_of=row.as_of,
            created=row.created.replace(tzinfo=UTC),
            warnings=task.warnings,
        )


def _of_person(person: str) -> Any:
    return or_(ReviewRow.seller_id == person, ReviewRow.author == fold_person(person))


def _review(session: Session, review_id: str) -> ReviewRow:
    row = session.scalar(select(ReviewRow).where(ReviewRow.review_id == review_id))
    if row is None:
        raise UnknownReview(NO_REVIEW)
    return row


def _outcome(session: Session, review_key: int, step: str) -> str | None:
    return session.scalar(select(OutcomeRow.outcome).where(OutcomeRow.review_key == review_key, OutcomeRow.step == step))


def _steps_done(session: Session, review_key: int) -> tuple[str, ...]:
    return tuple(session.scalars(select(OutcomeRow.step).where(OutcomeRow.review_key == review_key).order_by(OutcomeRow.key)))


def _decisions(session: Session, review_key: int) -> tuple[Decision, ...]:
    rows = session.scalars(select(DecisionRow).where(DecisionRow.review_key == review_key).order_by(DecisionRow.key)).all()
    return tuple(kept_decision(row, _overruled(session, row.key)) for row in rows)


def _overruled(session: Session, decision_key: int) -> Sequence[OverruleRow]:
    return session.scalars(select(OverruleRow).where(OverruleRow.decision_key == decision_key).order_by(OverruleRow.key)).all()
