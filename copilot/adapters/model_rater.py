"""The rater with a model: it shows what counts, asks once, and returns what was proposed. It accepts nothing: the policies do."""

import logging
import re
from collections.abc import Callable, Iterable
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from copilot.adapters.answer_shape import schema_text
from copilot.adapters.chat_model import ChatModel
from copilot.domain.certification import MOST_CITATIONS, MOST_QUOTE_WORDS, DeckCitation, Proposal, ProposalRequest, Rating, Rubric
from copilot.domain.evidence import Passage
from copilot.domain.usage import PromptUsed
from copilot.errors import AnswerUnusable
from copilot.policies.token_budget import CountTokens, fit_passages
from copilot.prompts.fencing import fence, new_boundary, strip_unseen
from copilot.prompts.loader import RenderedPrompt, load

_log = logging.getLogger(__name__)

MATERIAL_TOKENS = 6000  # of the prompt; nine slides and seven minutes of speech take about 3,000
_PLACE = re.compile(r"\s*(?:(?P<kind>slide|cue|story)\s*)?#?(?P<name>\d{1,3}(?::\d\d)?)\s*\Z", re.IGNORECASE)


class CitedPlace(BaseModel):
    where: Annotated[str, Field(max_length=40)]
    quote: Annotated[str, Field(max_length=400)]


class ProposedLevel(BaseModel):
    criterion: Annotated[str, Field(max_length=20)]
    level: Literal[1, 2, 3, 4]
    confidence: Literal["high", "medium", "low"]
    citations: Annotated[list[CitedPlace], Field(max_length=12)]


class ReviewAnswer(BaseModel):
    """What the model is asked for: flat, no field with a default, and no place for points, a total or a verdict."""

    levels: Annotated[list[ProposedLevel], Field(max_length=60)]


class ModelRater:
    """Implements the port DeckRater: one answer a review. Raises a ModelError where there is none; the playbook then rates."""

    def __init__(
        self,
        chat: ChatModel,
        *,
        count: CountTokens,
        material_tokens: int = MATERIAL_TOKENS,
        boundary: Callable[[], str] = new_boundary,
    ) -> None:
        self._chat = chat
        self._count = count
        self._material_tokens = material_tokens
        self._boundary = boundary

    @property
    def name(self) -> str:
        return f"model:{self._chat.name}"

    def propose(self, request: ProposalRequest) -> Proposal:
        """Return a rating for each criterion that the model settled in one way, with what it used and the prompt behind it."""
        self._chat.raise_if_resting()
        prompt, shown = self._render(request)
        answered = self._chat.answer(prompt, ReviewAnswer)
        _log.info("A review used %d + %d tokens.", answered.usage.prompt_tokens, answered.usage.answer_tokens)
        ratings = tuple(_settle(answered.value.levels, request.rubric))
        if not ratings:
            raise AnswerUnusable("The model proposed no level for any criterion; ask again, or with another COACH_MODEL.")
        return Proposal(
            ratings=ratings,
            usage=answered.usage.model_copy(update={"passage_tokens": shown}),
            prompt=PromptUsed(id=prompt.id, version=prompt.version, digest=prompt.digest),
        )

    def _render(self, request: ProposalRequest) -> tuple[RenderedPrompt, int]:
        """Return the prompt, and how many of its tokens are the deck and the story."""
        boundary = self._boundary()
        slides = [_passage(n, f"slide {number}", text) for n, (number, text) in enumerate(request.slides)]
        cues = [_passage(n, f"cue {name}", text) for n, (name, text) in enumerate(request.cues)]
        fitted = fit_passages([*slides, *cues], budget=self._material_tokens, count=self._count)  # the slides first
        shown = {passage.id for passage in fitted.kept}
        story = [f"[{cue.title}] {cue.text}" for cue in cues if cue.id in shown]
        prompt = load("review_deck").render(
            shape=schema_text(ReviewAnswer),
            boundary=boundary,
            as_of=request.as_of.isoformat(),
            criteria=_describe(request.rubric),
            slides=fence("the slides", "\n\n".join(f"[{s.title}]\n{s.text}" for s in slides if s.id in shown), boundary),
            story=fence("the story as it was told", "\n".join(story) or "none", boundary),
        )
        return prompt, fitted.tokens


def _passage(number: int, place: str, text: str) -> Passage:
    return Passage(id=f"{place} #{number}", card_id="deck", kind="document", title=place, text=text)


def _describe(rubric: Rubric) -> str:
    """The rubric is the library's own text, so it stands outside the fences."""
    blocks = []
    for criterion in rubric.criteria:
        anchors = [f"  {level}: {anchor}" for level, anchor in enumerate(criterion.levels, 1)]
        blocks.append("\n".join([f"{criterion.id} {criterion.title}", *anchors]))
    return "\n".join(blocks)


def _settle(levels: Iterable[ProposedLevel], rubric: Rubric) -> Iterable[Rating]:
    """Yield a rating for each criterion of the rubric; one that was answered with two levels is left to the playbook."""
    heard: dict[str, list[ProposedLevel]] = {criterion.id: [] for criterion in rubric.criteria}
    for proposed in levels:
        heard.get(proposed.criterion.strip(), []).append(proposed)
    for criterion, answers in heard.items():
        if answers and len({answer.level for answer in answers}) == 1:
            cited = [_cite(place) for answer in answers for place in answer.citations]
            kept = tuple(dict.fromkeys(citation for citation in cited if citation is not None))[:MOST_CITATIONS]
            yield Rating(criterion=criterion, level=answers[0].level, confidence=answers[0].confidence, citations=kept)


def _cite(cited: CitedPlace) -> DeckCitation | None:
    """Return a citation whose place can be read, else None; whether it stands there, policies find out."""
    place = _PLACE.match(cited.where.strip(" []"))
    words = strip_unseen(cited.quote).strip('"“”«» ').split()
    quote = " ".join(words[:MOST_QUOTE_WORDS])
    if place is None or not quote:
        return None
    if (place["kind"] or "").lower() == "slide" or (place["kind"] is None and ":" not in place["name"]):
        return DeckCitation(slide=int(place["name"].partition(":")[0]), quote=quote)
    return DeckCitation(cue=place["name"], quote=quote)
