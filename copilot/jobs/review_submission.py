"""From files that were handed in to a proposal: read them safely, then review what was read."""

from datetime import date

from copilot.domain.certification import ReviewRequest, ReviewResult, SimilarDeck
from copilot.domain.library import Library
from copilot.domain.submissions import HandedIn
from copilot.jobs.review_deck import review_deck
from copilot.review_ports import CertificationParts, DeckRater


def review_submission(
    handed_in: HandedIn,
    *,
    parts: CertificationParts,
    library: Library,
    today: date,
    similar: tuple[SimilarDeck, ...] = (),
) -> ReviewResult:
    """Return the proposal. Raises UnreadableDeck for a file that cannot be read, InvalidRequest for an unknown rubric."""
    deck = parts.submissions.read_deck(handed_in.deck)
    story = parts.submissions.read_story(handed_in.story) if handed_in.story is not None else None
    submission = handed_in.submission
    if submission.file_name is None:
        submission = submission.model_copy(update={"file_name": handed_in.deck.name})
    request = ReviewRequest(
        deck=deck,
        story=story,
        submission=submission,
        rubric=parts.rubrics.rubric(handed_in.rubric),
        as_of=handed_in.as_of or submission.submitted_on or today,
        similar=similar,
    )
    return review_read(request, parts=parts, library=library, rater=parts.rater)


def review_read(request: ReviewRequest, *, parts: CertificationParts, library: Library, rater: DeckRater | None) -> ReviewResult:
    """Return the proposal on a deck and a story that were read."""
    names = {play.id: (play.title, *play.aliases) for play in library.plays}
    return review_deck(request, feedback=parts.rubrics.feedback, play_names=names, model=rater, corpus_digest=library.digest)
