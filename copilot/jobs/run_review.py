"""The steps of a review that outlives its process: each reads what was kept before it, does one thing, and keeps what it made.

A step that was kept does nothing when it is taken again. What a model proposed is kept the moment it answers, as an outcome of
its own, so that no answer is paid for twice. A file that cannot be read ends the run in its one sentence; that is a finished run.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pydantic import TypeAdapter

from copilot.domain.certification import Proposal, ProposalRequest, ReviewRequest, SimilarDeck
from copilot.domain.decks import Deck, Story
from copilot.domain.library import Library
from copilot.errors import AnswerUnusable, CallerError, LibraryError, ModelError, StoreUnavailable, UnknownReview
from copilot.jobs.review_submission import review_read
from copilot.policies.reviews.similarity import Sketch, sketch
from copilot.review_ports import CertificationParts, DeckRater, ReviewStore

WHOLE, READ, REVIEW = "whole", "read", "review"
STAGES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        WHOLE: ("slides", "pictures", "story", "result"),
        READ: ("slides", "pictures", "story", "sketch"),  # of a cohort, whose decks are compared before any is reviewed
        REVIEW: ("result",),
    }
)
FAILED = "Something failed on our side, and the log says what; start the review again."
_NONE = "null"
_log = logging.getLogger(__name__)
_SIMILAR = TypeAdapter(tuple[SimilarDeck, ...])


@dataclass(frozen=True)
class ReviewBench:
    """What the steps work with."""

    store: ReviewStore
    parts: CertificationParts
    library: Callable[[], Library]


def take_step(bench: ReviewBench, step: str, review_id: str) -> bool:
    """Take one step of a review; return whether the next one follows. Raises StoreUnavailable: that is worth another try."""
    store = bench.store
    try:
        if store.status(review_id) == "refused":
            return False  # a refusal is an outcome too
        if store.outcome(review_id, step) is None:
            store.mark(review_id, "running", step=step)
            store.keep_outcome(review_id, step, _STEPS[step](bench, review_id))
        if step == "sketch":
            store.mark(review_id, "read")
        return True
    except UnknownReview:
        return False  # erased meanwhile
    except StoreUnavailable:
        raise
    except (CallerError, LibraryError) as error:
        store.mark(review_id, "refused", step=step, sentence=str(error))
    except Exception:
        _log.exception("The step %s of a review failed", step)
        store.mark(review_id, "failed", step=step, sentence=FAILED)
    return False


def read_sketch(store: ReviewStore, review_id: str) -> Sketch | None:
    """Return what is kept of a deck to compare it with the others of its cohort, or None where it could not be read."""
    kept = store.outcome(review_id, "sketch")
    return Sketch.model_validate_json(kept) if kept is not None else None


def keep_similar(store: ReviewStore, review_id: str, similar: tuple[SimilarDeck, ...]) -> None:
    store.keep_outcome(review_id, "similar", _SIMILAR.dump_json(similar).decode())


def read_similar(store: ReviewStore, review_id: str) -> tuple[SimilarDeck, ...] | None:
    kept = store.outcome(review_id, "similar")
    return _SIMILAR.validate_json(kept) if kept is not None else None


class KeptProposal:
    """A rater that is asked once a review: its answer, or that it gave none, is kept and given again. Implements DeckRater."""

    def __init__(self, rater: DeckRater, store: ReviewStore, review_id: str) -> None:
        self._rater = rater
        self._store = store
        self._review_id = review_id

    @property
    def name(self) -> str:
        return self._rater.name

    def propose(self, request: ProposalRequest) -> Proposal:
        answered = self._store.outcome(self._review_id, "proposal")
        if answered is not None:
            return Proposal.model_validate_json(answered)
        refused = self._store.outcome(self._review_id, "no_proposal")
        if refused is not None:
            raise AnswerUnusable(refused)
        try:
            proposal = self._rater.propose(request)
        except ModelError as error:
            self._store.keep_outcome(self._review_id, "no_proposal", str(error))
            raise
        self._store.keep_outcome(self._review_id, "proposal", proposal.model_dump_json())
        return proposal


def _read_slides(bench: ReviewBench, review_id: str) -> str:
    file = bench.store.read_upload(bench.store.task(review_id).deck_id)
    return bench.parts.submissions.read_slides(file).model_dump_json()


def _read_pictures(bench: ReviewBench, review_id: str) -> str:
    deck = _deck(bench.store, review_id, "slides")
    if not any(slide.pictures for slide in deck.slides):
        return _NONE
    file = bench.store.read_upload(bench.store.task(review_id).deck_id)
    return bench.parts.submissions.read_pictures(file, deck).model_dump_json()


def _read_story(bench: ReviewBench, review_id: str) -> str:
    story_id = bench.store.task(review_id).story_id
    if story_id is None:
        return _NONE
    return bench.parts.submissions.read_story(bench.store.read_upload(story_id)).model_dump_json()


def _sketch(bench: ReviewBench, review_id: str) -> str:
    store, rubric = bench.store, bench.store.task(review_id).rubric
    return sketch(review_id, _deck(store, review_id, "pictures"), _story(store, review_id), rubric.template).model_dump_json()


def _review(bench: ReviewBench, review_id: str) -> str:
    store, task = bench.store, bench.store.task(review_id)
    submission = task.submission
    if submission.file_name is None:
        submission = submission.model_copy(update={"file_name": store.upload(task.deck_id).name})
    request = ReviewRequest(
        deck=_deck(store, review_id, "pictures"),
        story=_story(store, review_id),
        submission=submission,
        rubric=task.rubric,
        as_of=task.as_of,
        similar=read_similar(store, review_id) or (),
    )
    rater = KeptProposal(bench.parts.rater, store, review_id) if bench.parts.rater is not None else None
    return review_read(request, parts=bench.parts, library=bench.library(), rater=rater).model_dump_json()


def _deck(store: ReviewStore, review_id: str, step: str) -> Deck:
    """Return the deck as a step left it; one without pictures stands as its slides were read."""
    kept = store.outcome(review_id, step)
    return _deck(store, review_id, "slides") if kept == _NONE else Deck.model_validate_json(kept or "")


def _story(store: ReviewStore, review_id: str) -> Story | None:
    kept = store.outcome(review_id, "story")
    return None if kept in (None, _NONE) else Story.model_validate_json(kept)


_STEPS: Mapping[str, Callable[[ReviewBench, str], str]] = MappingProxyType(
    {"slides": _read_slides, "pictures": _read_pictures, "story": _read_story, "sketch": _sketch, "result": _review}
)
