"""Makes what is to be judged: questions, decks by criterion, pairs of answers. What wrote a text stands beside it, not in it."""

import hashlib
from collections.abc import Iterable, Sequence

from copilot.domain.certification import Rubric
from copilot.domain.decks import Deck, Story
from copilot.domain.labels import GivenAnswer, LabelItem
from copilot.domain.one_on_one import QuestionsResult
from copilot.domain.plays import PlaysResult
from copilot.domain.submissions import HandedIn
from copilot.errors import InvalidRequest
from copilot.policies.label_texts import name_text, tell_criterion, tell_deck, tell_facts, tell_plays, tell_questions
from copilot.review_ports import RubricShelf, SubmissionReader

NO_PAIR = "No two answers belong together; the ids of the requests in both files have to be the same."
ALL_SAME = "Every two answers read the same, so there is nothing to choose between; take another model, library or prompt."


def make_question_items(prepared: Iterable[QuestionsResult], written: Iterable[str]) -> tuple[LabelItem, ...]:
    """Return one item a question, of prepared one-on-ones with the facts they rest on, and of those that somebody wrote."""
    made = [_question(each.text, tell_facts(result, each), result.drafted_by) for result in prepared for each in result.questions]
    made += [_question(" ".join(text.split()), "", "written by hand") for text in written if text.strip()]
    return tuple({item.id: item for item in made}.values())


def make_level_item(handed_in: HandedIn, *, submissions: SubmissionReader, rubrics: RubricShelf) -> LabelItem:
    """Return a deck and its story to be judged by every criterion of a rubric. No level is proposed. Raises UnreadableDeck."""
    deck = submissions.read_deck(handed_in.deck)
    story = submissions.read_story(handed_in.story) if handed_in.story is not None else None
    return _levels(deck, story, name_submission(*digests_of(handed_in)), rubrics.rubric(handed_in.rubric))


def make_pair_items(first: Sequence[GivenAnswer], second: Sequence[GivenAnswer], asked: str) -> tuple[LabelItem, ...]:
    """Return a pair for every request that both files answer differently. Raises InvalidRequest where there is none."""
    others = {answer.id: answer for answer in second}
    shared = [(answer, others[answer.id]) for answer in first if answer.id in others]
    if not shared:
        raise InvalidRequest(NO_PAIR)
    made = [_pair(one, other, one.asked or other.asked or asked) for one, other in shared]
    items = tuple(item for item in made if item.texts[0] != item.texts[1])
    if not items:
        raise InvalidRequest(ALL_SAME)
    return items


def name_submission(deck_digest: str, story_digest: str) -> str:
    """Return the id of a submission as something to be judged: the same files have the same, whoever hands them in."""
    return f"levels-{name_text(deck_digest, story_digest)}"


def digests_of(handed_in: HandedIn) -> tuple[str, str]:
    """Return the sha256 of the deck and of the story; nothing for a story that is not there."""
    story = hashlib.sha256(handed_in.story.data).hexdigest() if handed_in.story is not None else ""
    return hashlib.sha256(handed_in.deck.data).hexdigest(), story


def rubric_name(rubric: Rubric) -> str:
    return f"{rubric.id}.v{rubric.version}"


def _levels(deck: Deck, story: Story | None, item_id: str, rubric: Rubric) -> LabelItem:
    return LabelItem(
        id=item_id,
        kind="levels",
        asked=tell_deck(deck, story),
        texts=tuple(tell_criterion(criterion) for criterion in rubric.criteria),
        criteria=tuple(criterion.id for criterion in rubric.criteria),
        rubric=rubric_name(rubric),
    )


def _question(text: str, facts: str, source: str) -> LabelItem:
    return LabelItem(id=f"question-{name_text(text, facts)}", kind="question", asked=facts, texts=(text,), sources=(source,))


def _pair(one: GivenAnswer, other: GivenAnswer, asked: str) -> LabelItem:
    texts = (_told(one), _told(other))
    return LabelItem(
        id=f"pair-{name_text(asked, *texts)}", kind="pair", asked=asked, texts=texts, sources=(_source(one), _source(other))
    )


def _told(given: GivenAnswer) -> str:
    answer = given.answer
    if isinstance(answer, PlaysResult):
        return tell_plays(answer)
    return tell_questions(answer) if isinstance(answer, QuestionsResult) else answer.strip()


def _source(given: GivenAnswer) -> str:
    return given.source if isinstance(given.answer, str) else f"{given.source} ({given.answer.provenance.drafter})"
