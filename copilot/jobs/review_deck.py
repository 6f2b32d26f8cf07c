"""From a deck and a story to a proposal: levels with quotations, gates, faults, total, verdict, feedback. The leader decides.

Text that tries to steer the review is set aside first; levels are chosen from what is left, by code or by a model that code
checks; all arithmetic comes last and sees nothing but levels and gates.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from copilot.domain.certification import (
    Fault,
    FeedbackBook,
    GateState,
    Proposal,
    ProposalRequest,
    RatedCriterion,
    Rating,
    ReviewProvenance,
    ReviewRequest,
    ReviewResult,
)
from copilot.domain.evidence import DraftedBy
from copilot.errors import ModelError
from copilot.policies.decks.features import MOST_LINES, Features, read_features
from copilot.policies.decks.lines import Line, cue_name, lines_of_deck, lines_of_story
from copilot.policies.reviews.faults import find_faults
from copilot.policies.reviews.feedback import ask_leaders, write_feedback
from copilot.policies.reviews.gates import judge_gates
from copilot.policies.reviews.injection import Injection, find_injections
from copilot.policies.reviews.integrity import find_integrity_faults
from copilot.policies.reviews.rating import accept, rate
from copilot.policies.reviews.rubric_scoring import open_gates, points_of, total_of, verdict_of
from copilot.policies.reviews.story_report import report_story
from copilot.review_ports import DeckRater

UNANSWERED = "The model gave no proposal that could be used, so the levels are the playbook's: {why}"
NONE_HELD = "Nothing the model proposed rests on a quotation that stands, so the levels are the playbook's."
OTHER_LANGUAGE = "The deck is not in English: names, dates, quotations and figures are read as ever, the rest is less certain."
NOTHING_READ = "No visible text could be read, so every level stands at 1 until a human has looked at the deck."


@dataclass(frozen=True)
class _Rated:
    """The levels that count, who chose them, and the model's proposal where there was one, held or not: it was paid for."""

    ratings: tuple[Rating, ...]
    drafted_by: DraftedBy = "playbook"
    drafter: str = "playbook"
    warnings: tuple[str, ...] = ()
    proposal: Proposal | None = None


def review_deck(
    request: ReviewRequest,
    *,
    feedback: FeedbackBook,
    play_names: Mapping[str, Sequence[str]],
    model: DeckRater | None,
    corpus_digest: str,
) -> ReviewResult:
    """Return the proposal for one submission. Never raises for what stands in a deck: what cannot be told is left open."""
    rubric, submission = request.rubric, request.submission
    every_line = (*lines_of_deck(request.deck), *lines_of_story(request.story))
    injections = find_injections(_with_upload_name(every_line, submission.file_name))
    features = _read(request, injections, play_names)
    own = rate(rubric, features, request.story)
    rated = _rate(request, features, own, model)
    faults = _faults(request, every_line, features, injections)
    gates = judge_gates(rubric, features, faults, submission)
    return _assemble(request, features, feedback, rated, gates, faults, corpus_digest)


def _read(request: ReviewRequest, injections: Sequence[Injection], play_names: Mapping[str, Sequence[str]]) -> Features:
    return read_features(
        request.deck,
        request.story,
        as_of=request.as_of,
        flagged=(found.line for found in injections),
        author=request.submission.author,
        account=request.submission.account,
        play_names=play_names,
    )


def _rate(request: ReviewRequest, features: Features, own: tuple[Rating, ...], model: DeckRater | None) -> _Rated:
    """Return the model's proposal as far as it holds, else the playbook's rating with a word on why."""
    if model is None:
        return _Rated(own)
    try:
        proposal = model.propose(_proposal(request, features))
    except ModelError as error:
        return _Rated(own, warnings=(UNANSWERED.format(why=error),))
    accepted = accept(proposal.ratings, own, request.rubric, features, request.story)
    if all(mine == theirs for mine, theirs in zip(own, accepted, strict=True)):
        return _Rated(own, warnings=(NONE_HELD,), proposal=proposal)
    return _Rated(accepted, drafted_by="model", drafter=model.name, proposal=proposal)


def _proposal(request: ReviewRequest, features: Features) -> ProposalRequest:
    """What the model may see: lines that count, by slide and by cue, and nothing of the file around them."""
    numbers = sorted({line.slide for line in features.slides if line.slide is not None})
    slides = tuple((n, "\n".join(line.text for line in features.slides if line.slide == n)) for n in numbers)
    names = {cue.number: cue_name(cue) for cue in request.story.cues} if request.story else {}
    cues = tuple((names[line.cues[0]], line.text) for line in features.told)
    return ProposalRequest(rubric=request.rubric, slides=slides, cues=cues, language=features.language, as_of=request.as_of)


def _faults(
    request: ReviewRequest, every_line: Sequence[Line], features: Features, injections: Sequence[Injection]
) -> tuple[Fault, ...]:
    content = find_faults(features, request.rubric, request.submission)
    integrity = find_integrity_faults(request.deck, every_line, features, injections, request.submission, request.similar)
    return tuple(dict.fromkeys((*content, *integrity)))


def _assemble(
    request: ReviewRequest,
    features: Features,
    feedback: FeedbackBook,
    rated: _Rated,
    gates: tuple[GateState, ...],
    faults: tuple[Fault, ...],
    corpus_digest: str,
) -> ReviewResult:
    rubric = request.rubric
    levels = {rating.criterion: rating.level for rating in rated.ratings}
    criteria = tuple(_rated(request, rating) for rating in rated.ratings)
    return ReviewResult(
        criteria=criteria,
        gates=gates,
        open_gates=open_gates(gates),
        total=total_of(rubric, levels),
        verdict=verdict_of(rubric, levels, gates),
        faults=faults,
        feedback=write_feedback(feedback, rubric, criteria, gates, features),
        leader_questions=ask_leaders(feedback, rubric, criteria, features),
        story=report_story(request.story, features, rubric),
        warnings=(*rated.warnings, *_warn(request, features)),
        drafted_by=rated.drafted_by,
        provenance=ReviewProvenance(
            corpus_digest=corpus_digest,
            embedder="none",
            drafter=rated.drafter,
            usage=rated.proposal.usage if rated.proposal is not None else None,
            prompt=rated.proposal.prompt if rated.proposal is not None else None,
            rubric=f"{rubric.id}.v{rubric.version}",
            rubric_digest=rubric.digest,
            feedback_digest=feedback.digest,
        ),
    )


def _rated(request: ReviewRequest, rating: Rating) -> RatedCriterion:
    criterion = request.rubric.criterion(rating.criterion)
    return RatedCriterion(
        id=rating.criterion,
        title=criterion.title,
        level=rating.level,
        points=points_of(criterion, rating.level),
        confidence=rating.confidence,
        citations=rating.citations,
        gap=rating.gap,
    )


def _warn(request: ReviewRequest, features: Features) -> tuple[str, ...]:
    said = [*request.deck.warnings, *(request.story.warnings if request.story else ())]
    if not features.slides:
        said.append(NOTHING_READ)
    elif features.language != "en":
        said.append(OTHER_LANGUAGE)
    if features.cut:
        said.append(f"The deck or the story holds more text than is judged; only its first {MOST_LINES} lines at most count.")
    story = features.telling
    if story is not None and not story.length_fits(request.rubric.story_seconds, request.rubric.story_words):
        told = f"{story.seconds / 60:.1f} minutes" if story.seconds is not None else f"{story.words} words"
        least, most = request.rubric.story_seconds[0] // 60, request.rubric.story_seconds[1] // 60
        said.append(f"The story has {told}; {least} to {most} minutes are asked for. This alone fails nobody.")
    return tuple(dict.fromkeys(said))


def _with_upload_name(lines: Sequence[Line], file_name: str | None) -> tuple[Line, ...]:
    """The name a file was handed in under is text like any other."""
    named = Line(text=file_name or "", channel="file_name", visible=False)
    known = any(line.channel == "file_name" and line.text == named.text for line in lines)
    return tuple(lines) if known or not file_name else (*lines, named)
