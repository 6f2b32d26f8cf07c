"""What a reviewer reads of an answer, a deck or a criterion: its words, and nothing that says what wrote or proposed them."""

import hashlib
import json

from copilot.domain.certification import Criterion
from copilot.domain.decks import Cue, Deck, Slide, Story
from copilot.domain.one_on_one import QuestionDraft, QuestionsResult
from copilot.domain.plays import PlaysResult, Suggestion

NOTHING = "No play, no question."


def tell_plays(result: PlaysResult) -> str:
    """Return the plays of an answer, what it asks back and what it declines."""
    parts = [_tell_suggestion(number, each) for number, each in enumerate(result.suggestions, 1)]
    parts += [f"Asked back: {each.question}" for each in result.ask]
    parts += [f"Declined: {each.practice}. {each.reason} Instead: {each.instead}" for each in result.refused]
    return "\n\n".join(parts) or NOTHING


def tell_questions(result: QuestionsResult) -> str:
    """Return the questions of a prepared one-on-one and the play it offers."""
    parts = [_tell_question(number, each) for number, each in enumerate(result.questions, 1)]
    if result.play_to_offer is not None:
        parts.append(f"A play to offer: {result.play_to_offer.title}. {result.play_to_offer.why_now}")
    return "\n\n".join(parts) or NOTHING


def tell_facts(result: QuestionsResult, question: QuestionDraft) -> str:
    """Return what is known where a question is asked: the fact it rests on and what the diagnosis goes by, without a name."""
    facts = [question.fact, *result.diagnosis.facts]
    return "\n".join(dict.fromkeys(fact for fact in facts if fact))


def tell_deck(deck: Deck, story: Story | None) -> str:
    """Return what an audience sees and hears: the slides by number, then the story by its stamps. Hidden text is left out."""
    parts = [_tell_slide(slide) for slide in deck.slides if not slide.hidden]
    if story is not None and story.cues:
        parts.append("The story\n" + "\n".join(f"{_stamp(cue)}{' '.join(cue.text.split())}" for cue in story.cues))
    return "\n\n".join(parts)


def tell_criterion(criterion: Criterion) -> str:
    """Return a criterion with what a deck shows at each of its levels."""
    levels = "\n".join(f"{level}: {text}" for level, text in enumerate(criterion.levels, 1))
    return f"{criterion.id} {criterion.title}\n{levels}"


def name_text(*parts: str) -> str:
    """Return an id for something to be judged, the same for the same words, which says nothing of where they come from."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def _tell_suggestion(number: int, each: Suggestion) -> str:
    rows = [
        f"{number}. {each.title}",
        each.why_this_executive,
        f"Why now: {each.why_now}",
        f"Why it is new: {each.why_new}",
        f"First step, {each.first_step.minutes} minutes: {each.first_step.text}",
        f"Opener: {each.opener}",
        f"It works if: {each.leading_indicator}",
    ]
    return "\n".join(rows)


def _tell_question(number: int, each: QuestionDraft) -> str:
    rows = [f"{number}. {each.text}"]
    rows += [f"Because: {each.fact}"] if each.fact else []
    return "\n".join([*rows, f"Listen for: {each.listen_for}", f"Then: {each.follow_up}"])


def _tell_slide(slide: Slide) -> str:
    return f"Slide {slide.number}\n{slide.visible_text or '(no words)'}"


def _stamp(cue: Cue) -> str:
    return "" if cue.start is None else f"{int(cue.start) // 60}:{int(cue.start) % 60:02d} "
