"""The front door of certification: hand in, review, read, decide. It needs the library's cards, and no search index.

Reviews that are kept run in steps that outlive the process (jobs/run_review.py); `review_submission` keeps nothing.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, date, datetime

from copilot.domain.certification import ReviewResult
from copilot.domain.library import Library
from copilot.domain.reviews import CohortReport, Decision, DecisionRequest, KeptDeck, KeptReview, ReviewChanges, ReviewOrder
from copilot.domain.submissions import CohortMember, HandedIn, HandedInFile
from copilot.errors import InvalidRequest, NotYetReviewed, StoreUnavailable, UnknownReview
from copilot.jobs.open_review import Intake, hand_in_deck, open_member, open_order
from copilot.jobs.review_cohort import CohortDesk, review_cohort
from copilot.jobs.review_submission import review_submission
from copilot.jobs.run_review import FAILED, WHOLE
from copilot.policies.reviews.changes import compare_reviews
from copilot.policies.reviews.decision import decide, find_decision_fault
from copilot.ports import Progress
from copilot.review_ports import CertificationParts, Incoming, ReviewRuns, ReviewStore

NO_RESULT = "This review has no result yet; wait for it to be done, then ask again."
ENDED = "This review ended without a result, since its file could not be read; hand in a sound file and review that."


class ReviewDesk:
    """Made by `bootstrap.build_reviews`."""

    def __init__(
        self,
        *,
        parts: CertificationParts,
        library: Callable[[], Library],
        store: ReviewStore,
        runs: ReviewRuns,
        today: Callable[[], date],
        most_upload_bytes: int,
    ) -> None:
        self._parts = parts
        self._library = library
        self._store = store
        self._runs = runs
        self._today = today
        self._intake = Intake(store, parts, today, most_upload_bytes)

    def review_submission(self, handed_in: HandedIn) -> ReviewResult:
        """Propose levels with quotations for a certification deck and its story; the leader decides. Nothing is kept."""
        return review_submission(handed_in, parts=self._parts, library=self._library(), today=self._today())

    def write_sheet(self, result: ReviewResult, title: str, changes: ReviewChanges | None = None) -> str:
        """Return a review as one HTML document to print."""
        return self._parts.papers.write_sheet(result, title, changes=changes)

    def annotate_deck(self, handed_in: HandedIn, result: ReviewResult) -> bytes:
        """Return a copy of the deck with the review's remarks in its notes, to hand back."""
        self._parts.submissions.check_deck(handed_in.deck)  # refuses what is not safe to open
        return self._parts.papers.annotate(handed_in.deck.data, result)

    def compare(self, before: ReviewResult, now: ReviewResult) -> ReviewChanges:
        """Say what moved between two takes of a submission."""
        return compare_reviews(before, now)

    def receive(self) -> Incoming:
        """Take in a file, piece by piece. Left unkept it leaves nothing."""
        return self._store.receive(self._intake.most_upload_bytes)

    def hand_in_deck(self, incoming: Incoming, name: str) -> KeptDeck:
        """Keep a deck that has come in, once it was looked at. Raises UnreadableDeck; then nothing is kept."""
        return hand_in_deck(self._intake, incoming, name)

    def hand_in_story(self, incoming: Incoming, name: str, deck_id: str) -> str:
        """Keep a story beside its deck; return its name as it is shown. Raises UnknownReview."""
        self._store.upload(deck_id)
        return incoming.keep("story", name, beside=deck_id).name

    def start_review(self, order: ReviewOrder, key: str | None = None) -> KeptReview:
        """Open a review and have it done. The same key and order give the same review; the key with another is KeyReused."""
        return self._start(open_order(self._intake, order, key))

    def start_member(self, member: HandedIn) -> KeptReview:
        """Keep files that lie on this machine, and have them reviewed."""
        return self._start(open_member(self._intake, member))

    def get_review(self, review_id: str) -> KeptReview:
        """Return a review as far as it is, with what changed since the last take. Raises UnknownReview."""
        review = self._store.review(review_id)
        if not review.finished and not self._revive(review_id):
            review = self._store.review(review_id)
        before = self._earlier(review) if review.result is not None else None
        if before is None or review.result is None:
            return review
        return review.model_copy(update={"changes": compare_reviews(before, review.result)})

    def wait_for(self, review_id: str, *, most_pauses: int | None = None) -> KeptReview:
        """Return a review once its run is over, or as far as it is after so many pauses of a tenth of a second.

        Takes up the work where whoever did it has gone.
        """
        waited = 0
        while not self._store.review(review_id).finished and (most_pauses is None or waited < most_pauses):
            self._revive(review_id)
            self._runs.pause()
            waited += 1
        return self.get_review(review_id)

    def decide(self, review_id: str, request: DecisionRequest) -> Decision:
        """Keep a leader's decision beside those before it. Raises UnknownReview, NotYetReviewed, InvalidRequest."""
        result = self._result_of(review_id)
        fault = find_decision_fault(request, result)
        if fault is not None:
            raise InvalidRequest(fault)
        decision = decide(request, result, self._store.task(review_id).rubric, datetime.now(UTC))
        self._store.add_decision(review_id, decision)
        return decision

    def copy_deck(self, review_id: str) -> HandedInFile:
        """Return the deck of a review with the review's remarks in its notes."""
        result = self._result_of(review_id)
        file = self._store.read_upload(self._store.review(review_id).deck_id)
        return HandedInFile(name=file.name, data=self._parts.papers.annotate(file.data, result))

    def print_review(self, review_id: str, title: str | None = None) -> str:
        """Return a kept review as one HTML document, with what changed and the last decision."""
        result, review = self._result_of(review_id), self.get_review(review_id)
        title = title or self.title_of(review)
        decision = review.decisions[-1] if review.decisions else None
        return self._parts.papers.write_sheet(result, title, changes=review.changes, decision=decision)

    def title_of(self, review: KeptReview) -> str:
        """Return what a review is called on paper."""
        known = [part for part in (review.submission.account, review.submission.author) if part]
        return ", ".join(known) or review.submission.file_name or self._store.upload(review.deck_id).name

    def review_cohort(self, name: str, members: Iterable[CohortMember], progress: Progress | None = None) -> CohortReport:
        """Review the submissions of a cohort, each kept; what was done before is not done again, and a bad deck stops nobody."""

        def keep(member: HandedIn, key: str, series: str) -> str:
            return open_member(self._intake, member, key, series)

        return review_cohort(name, members, desk=CohortDesk(self._store, self._runs, keep, self.get_review), progress=progress)

    def resume(self) -> None:
        """Take up what was begun and not ended, where there is any and nobody else works on it.

        A record that cannot be read holds up nothing else: whoever asks for a review is told.
        """
        with suppress(StoreUnavailable):
            if self._store.count_unfinished():
                self._runs.tend()

    def holder(self) -> str | None:
        """Return which process does the work, where it is another than this one."""
        return self._runs.holder()

    def export_person(self, person: str) -> list[dict[str, object]]:
        """Return everything kept on submissions of a seller's id or an author's name, the files' bytes included."""
        return self._store.export_person(person)

    def erase_person(self, person: str) -> int:
        """Erase everything kept on submissions of a seller's id or an author's name; return how many reviews went."""
        return self._store.erase_person(person)

    def erase_review(self, review_id: str) -> int:
        """Erase one review with its files. Raises UnknownReview."""
        return self._store.erase_review(review_id)

    def close(self) -> bool:
        """Let go of the work, so that another process can take it up; return whether no step is still under way here."""
        return self._runs.close()

    def _start(self, review_id: str) -> KeptReview:
        """Have a review done that is not; one that failed for no fault of its file begins anew."""
        status = self._store.status(review_id)
        if status == "failed":
            self._store.mark(review_id, "waiting")
        if status in ("waiting", "running", "failed"):
            self._runs.start(review_id, WHOLE)
        return self.get_review(review_id)

    def _revive(self, review_id: str) -> bool:
        """See that a review is at work, since whoever worked on it may have gone; one that keeps breaking off has failed."""
        if self._runs.revive(review_id):
            return True
        self._store.mark(review_id, "failed", sentence=FAILED)
        return False

    def _result_of(self, review_id: str) -> ReviewResult:
        review = self._store.review(review_id)
        if review.result is None:
            raise NotYetReviewed(ENDED if review.status == "refused" else NO_RESULT)
        return review.result

    def _earlier(self, review: KeptReview) -> ReviewResult | None:
        if review.since is None:
            return None
        try:
            return self._store.review(review.since).result
        except UnknownReview:  # erased since
            return None
