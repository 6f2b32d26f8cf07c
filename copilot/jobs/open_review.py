"""From what was handed in to an opened review: its files are kept, its standard and day are frozen, its last take is found."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from copilot.domain.reviews import KeptDeck, ReviewOrder, ReviewTask, UploadKind
from copilot.domain.submissions import HandedIn, HandedInFile
from copilot.errors import InvalidRequest
from copilot.review_ports import CertificationParts, Incoming, ReviewStore

MOST_KEY = 200
NO_KEY = f"An idempotency key has 1 to {MOST_KEY} characters; make up a new one for each review."
IGNORED = "These fields are not known here and were left out: {names}."


@dataclass(frozen=True)
class Intake:
    """What it takes to open a review."""

    store: ReviewStore
    parts: CertificationParts
    today: Callable[[], date]
    most_upload_bytes: int


def hand_in_deck(intake: Intake, incoming: Incoming, name: str) -> KeptDeck:
    """Keep a deck that has come in, once it was looked at. Raises UnreadableDeck; then nothing is kept."""
    kept = incoming.keep("deck", name)
    try:
        warnings = intake.parts.submissions.check_deck(intake.store.read_upload(kept.id))
    except Exception:
        intake.store.drop_upload(kept.id)
        raise
    return KeptDeck(deck_id=kept.id, name=kept.name, size=kept.size, digest=kept.digest, warnings=warnings)


def open_order(intake: Intake, order: ReviewOrder, key: str | None) -> str:
    """Return the id of the review that an order opened: under a key it is opened once. Raises KeyReused, UnknownReview."""
    if key is not None and not 1 <= len(key.strip()) <= MOST_KEY:
        raise InvalidRequest(NO_KEY)
    digest = hashlib.sha256(order.model_dump_json().encode()).hexdigest()
    full_key = f"review {key.strip()}" if key is not None else None
    before = intake.store.find_key(full_key) if full_key is not None else None
    if before is not None and before[1] == digest:
        return before[0]
    return intake.store.open_review(_make_task(intake, order), key=full_key, request_digest=digest)


def open_member(intake: Intake, member: HandedIn, key: str | None = None, series: str | None = None) -> str:
    """Return the id of the review of files that lie on this machine; under a key the same files are kept once."""
    digest = _digest_of(member)
    full_key = f"{key} {digest}" if key is not None else None
    before = intake.store.find_key(full_key) if full_key is not None else None
    if before is not None:
        return before[0]
    deck_id = _keep(intake, member.deck, "deck", None)
    task = ReviewTask(
        deck_id=deck_id,
        story_id=_keep(intake, member.story, "story", deck_id) if member.story is not None else None,
        submission=member.submission,
        rubric=intake.parts.rubrics.rubric(member.rubric),
        as_of=member.as_of or member.submission.submitted_on or intake.today(),
    )
    return intake.store.open_review(_place_in_series(intake, task, series), key=full_key, request_digest=digest)


def _make_task(intake: Intake, order: ReviewOrder) -> ReviewTask:
    intake.store.upload(order.deck_id)
    if order.since is not None:
        intake.store.task(order.since)
    rubric = intake.parts.rubrics.rubric(order.rubric)
    story_id = intake.store.story_of(order.deck_id)
    if order.story is not None and order.story.strip():
        file = HandedInFile(name="story.txt", data=order.story.encode("utf-8"))
        story_id = _keep(intake, file, "story", order.deck_id)
    ignored = ", ".join(order.ignored_fields())
    task = ReviewTask(
        deck_id=order.deck_id,
        story_id=story_id,
        seller_id=order.seller_id,
        submission=order.submission,
        rubric=rubric,
        as_of=order.as_of or order.submission.submitted_on or intake.today(),
        since=order.since,
        warnings=(IGNORED.format(names=ignored),) if ignored else (),
    )
    return _place_in_series(intake, task, None)


def _place_in_series(intake: Intake, task: ReviewTask, series: str | None) -> ReviewTask:
    """Say which submission this is a take of, and which take came before. Without a person or a folder nobody can tell."""
    who = task.seller_id or task.submission.author
    if series is None and who is not None:
        series = f"{who} {task.submission.account or ''}"
    if series is None:
        return task
    known = hashlib.sha256(" ".join(series.lower().split()).encode()).hexdigest()[:40]
    return task.model_copy(update={"series": known, "since": task.since or intake.store.last_take(known)})


def _keep(intake: Intake, file: HandedInFile, kind: UploadKind, beside: str | None) -> str:
    incoming = intake.store.receive(max(intake.most_upload_bytes, len(file.data)))  # it lies on this machine already
    incoming.write(file.data)
    return incoming.keep(kind, file.name, beside=beside).id


def _digest_of(member: HandedIn) -> str:
    parts = [hashlib.sha256(member.deck.data).digest(), member.model_dump_json(exclude={"deck", "story"}).encode()]
    parts += [member.story.name.encode(), member.story.data] if member.story is not None else []
    return hashlib.sha256(b"\0".join(parts)).hexdigest()
