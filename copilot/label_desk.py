"""The desk of people's judgement: make what is to be judged, judge it blind, and see how far those who judged go together."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from copilot.domain.certification import ReviewResult
from copilot.domain.labels import AgreementReport, ItemsAdded, Label
from copilot.domain.one_on_one import QuestionsResult
from copilot.domain.submissions import HandedIn
from copilot.jobs.label_round import LabelRound, open_round
from copilot.jobs.make_label_items import digests_of, make_level_item, make_pair_items, make_question_items, name_submission
from copilot.jobs.tell_agreement import tell_agreement
from copilot.label_ports import LabelParts
from copilot.policies.reviews.decided_labels import label_decision, label_proposal


class LabelDesk:
    """Made by `bootstrap.build_workshop`."""

    def __init__(self, parts: LabelParts) -> None:
        self._parts = parts

    def open_round(self, items: Path, labels: Path, *, by: str, rubric: str | None = None) -> LabelRound:
        """Return a sitting of one person, which goes on where they left. Raises InvalidRequest with file and line."""
        return open_round(self._parts.keeper, items, labels, by=by, rubric=rubric, now=_now)

    def tell_agreement(self, labels: Sequence[Path]) -> AgreementReport:
        """Return how far all who judged go together. Raises InvalidRequest with file and line."""
        return tell_agreement(self._parts.keeper, self._parts.meter, labels)

    def add_questions(self, items: Path, prepared: Iterable[QuestionsResult], written: Iterable[str]) -> ItemsAdded:
        """Add questions of prepared one-on-ones, and questions somebody wrote."""
        return self._parts.keeper.add_items(items, make_question_items(prepared, written))

    def add_deck(self, items: Path, handed_in: HandedIn) -> ItemsAdded:
        """Add a deck and its story, to be judged by each criterion. Raises UnreadableDeck."""
        item = make_level_item(handed_in, submissions=self._parts.submissions, rubrics=self._parts.rubrics)
        return self._parts.keeper.add_items(items, [item])

    def add_proposal(self, labels: Path, handed_in: HandedIn, result: ReviewResult) -> None:
        """Keep the levels a review proposes for a deck, to be held against what people judge blind."""
        item = name_submission(*digests_of(handed_in))
        self._parts.keeper.add_labels(labels, [label_proposal(result, item, _now())])

    def add_review(self, items: Path, review_id: str) -> ItemsAdded:
        """Add the deck and the story of a kept review, by its rubric; its levels are left out. Raises UnknownReview."""
        store = self._parts.reviews
        task = store.task(review_id)
        story = store.read_upload(task.story_id) if task.story_id is not None else None
        handed_in = HandedIn(deck=store.read_upload(task.deck_id), story=story, rubric=store.review(review_id).rubric)
        return self.add_deck(items, handed_in)

    def add_pairs(self, items: Path, first: Path, second: Path, asked: str = "") -> ItemsAdded:
        """Add a pair for each request that both files answer. Raises InvalidRequest."""
        read = self._parts.answers.read_answers
        return self._parts.keeper.add_items(items, make_pair_items(read(first), read(second), asked))

    def export_decisions(self, labels: Path, review_ids: Sequence[str]) -> tuple[int, tuple[str, ...]]:
        """Add what kept reviews proposed and what leaders made of it; return how many labels are new, and who has no decision.

        Raises UnknownReview.
        """
        known = self._parts.keeper.read_labels([labels]).labels if labels.exists() else ()
        made: list[Label] = []
        undecided = []
        for review_id in review_ids:
            found = self._labels_of(review_id)
            made += found
            undecided += [] if found else [review_id]
        new = [label for label in made if label not in known]
        self._parts.keeper.add_labels(labels, new)
        return len(new), tuple(undecided)

    def _labels_of(self, review_id: str) -> list[Label]:
        store = self._parts.reviews
        review = store.review(review_id)
        if review.result is None or not review.decisions:
            return []
        story_id = store.task(review_id).story_id
        story = store.upload(story_id).digest if story_id is not None else ""
        item = name_submission(store.upload(review.deck_id).digest, story)
        result = review.result
        return [label_proposal(result, item, review.created), *(label_decision(result, each, item) for each in review.decisions)]


def _now() -> datetime:
    return datetime.now(UTC)
