"""What certification needs from the outside world. Each is implemented once, and named by `bootstrap` alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from copilot.domain.certification import FeedbackBook, Proposal, ProposalRequest, ReviewResult, Rubric
from copilot.domain.decks import Deck, Story
from copilot.domain.reviews import Decision, KeptReview, KeptUpload, ReviewChanges, ReviewStatus, ReviewTask, UploadKind
from copilot.domain.submissions import HandedInFile


class DeckRater(Protocol):
    """A model that proposes levels with quotations from what it is shown. It never sees or writes points or a total."""

    @property
    def name(self) -> str: ...

    def propose(self, request: ProposalRequest) -> Proposal:
        """Return a rating for each criterion it can say something about, and what that used. Raises ModelError."""
        ...


class RubricShelf(Protocol):
    """The rubrics of the library and the words of feedback."""

    def rubric(self, rubric_id: str | None = None) -> Rubric:
        """Return a rubric by 'id.vN', or the newest one. Raises InvalidRequest or BadLibrary."""
        ...

    @property
    def feedback(self) -> FeedbackBook: ...


class SubmissionReader(Protocol):
    """Reads what was handed in for certification. Raises UnreadableDeck in one sentence."""

    def check_deck(self, file: HandedInFile) -> tuple[str, ...]:
        """Look at a deck without opening it; return warnings on what will not be opened."""
        ...

    def read_deck(self, file: HandedInFile) -> Deck:
        """Return the deck with what stands in its pictures."""
        ...

    def read_slides(self, file: HandedInFile) -> Deck:
        """Return the deck, its pictures unread."""
        ...

    def read_pictures(self, file: HandedInFile, deck: Deck) -> Deck:
        """Return the deck with what stands in its pictures added. Never raises: what cannot be read is a warning."""
        ...

    def read_story(self, file: HandedInFile) -> Story: ...


class Papers(Protocol):
    """What certification puts on paper."""

    def write_sheet(
        self, result: ReviewResult, title: str, *, changes: ReviewChanges | None = None, decision: Decision | None = None
    ) -> str: ...

    def annotate(self, data: bytes, result: ReviewResult) -> bytes:
        """Return the deck with the review's remarks in its notes. Raises UnreadableDeck."""
        ...

    def write_template(self, target: Path) -> int:
        """Write the template of the deck and return how many slides it has. Raises OSError."""
        ...


@dataclass(frozen=True)
class CertificationParts:
    """What the review of a deck needs from outside. Without a rater the playbook rates."""

    submissions: SubmissionReader
    rubrics: RubricShelf
    papers: Papers
    rater: DeckRater | None = None


class Incoming(Protocol):
    """A file on its way in: its bytes go to the disk as they come. Left unkept it leaves nothing."""

    def write(self, chunk: bytes) -> None:
        """Add bytes. Raises TooLarge, StoreUnavailable."""
        ...

    def keep(self, kind: UploadKind, name: str, *, beside: str | None = None) -> KeptUpload:
        """Keep the file under a random name; `beside` is the deck that a story belongs to."""
        ...

    def discard(self) -> None: ...


class ReviewStore(Protocol):
    """What is kept of certification. Raises UnknownReview for an id that is none, StoreUnavailable for a folder that fails."""

    def receive(self, most_bytes: int) -> Incoming: ...

    def upload(self, upload_id: str) -> KeptUpload: ...

    def read_upload(self, upload_id: str) -> HandedInFile: ...

    def drop_upload(self, upload_id: str) -> None: ...

    def story_of(self, deck_id: str) -> str | None:
        """Return the id of the story that came with a deck."""
        ...

    def find_key(self, key: str) -> tuple[str, str] | None:
        """Return the review that was opened under an idempotency key, and the digest of its request."""
        ...

    def open_review(self, task: ReviewTask, *, key: str | None, request_digest: str) -> str:
        """Return the id of a new review, or of the one that has this key. Raises KeyReused for another request."""
        ...

    def review(self, review_id: str) -> KeptReview: ...

    def status(self, review_id: str) -> ReviewStatus: ...

    def statuses(self, review_ids: Sequence[str]) -> dict[str, ReviewStatus]:
        """Return how far each review is; one that was erased meanwhile counts as refused."""
        ...

    def task(self, review_id: str) -> ReviewTask: ...

    def last_take(self, series: str) -> str | None:
        """Return the newest review of a series that has a result."""
        ...

    def count_unfinished(self) -> int: ...

    def mark(self, review_id: str, status: ReviewStatus, *, step: str = "", sentence: str | None = None) -> None: ...

    def keep_outcome(self, review_id: str, step: str, outcome: str) -> None:
        """Keep what a step made. What was kept first stands."""
        ...

    def outcome(self, review_id: str, step: str) -> str | None: ...

    def add_decision(self, review_id: str, decision: Decision) -> None: ...

    def export_person(self, person: str) -> list[dict[str, object]]:
        """Return everything kept on submissions of a seller's id or an author's name, the files' bytes included."""
        ...

    def erase_person(self, person: str) -> int: ...

    def erase_review(self, review_id: str) -> int: ...


class ReviewRuns(Protocol):
    """Carries the steps of reviews through the end of a process. One process at a time works on a data folder."""

    def start(self, review_id: str, stage: str) -> None:
        """Have a stage of a review done, by this process or by the one that works already. Asked twice, it is done once."""
        ...

    def revive(self, review_id: str) -> bool:
        """Begin anew a run that broke off or was lost; return False where it broke off again and again: nobody need wait."""
        ...

    def tend(self) -> bool:
        """Take up the work if nobody does; return whether this process works."""
        ...

    def pause(self) -> None:
        """Wait a moment for steps to be done."""
        ...

    def holder(self) -> str | None:
        """Return who works, as a person would say it, or None."""
        ...

    def close(self) -> bool:
        """Let go of the work; return whether no step is still under way here. One that is stays this process's till it ends."""
        ...
