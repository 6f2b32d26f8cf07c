"""The drafter with a model: it renders the prompt, asks, and returns what was drafted. It judges nothing: the policies do."""

import re
from collections.abc import Callable
from typing import Annotated

from pydantic import BaseModel, Field

from copilot.adapters.answer_shape import schema_text
from copilot.adapters.chat_model import ChatModel
from copilot.adapters.draft_material import (
    describe_candidates,
    describe_passages,
    describe_persona,
    describe_request,
    list_citable,
    rank_passage,
)
from copilot.adapters.playbook_drafter import fill_wording
from copilot.domain.drafts import DraftRequest, PlaysDraft, SuggestionDraft
from copilot.domain.evidence import Citation, Passage
from copilot.domain.usage import PromptUsed
from copilot.errors import AnswerUnusable
from copilot.policies.token_budget import CountTokens, fit_passages
from copilot.prompts.fencing import fence, new_boundary, strip_unseen
from copilot.prompts.loader import RenderedPrompt, load

PASSAGE_TOKENS = 6000  # of the prompt; six candidates with all they need take about 4,500
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)\s]*\)")
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.|mailto:)\S+|(?:[a-z0-9-]+\.)+[a-z]{2,}/\S*", re.IGNORECASE)

Reason = Annotated[str, Field(min_length=1, max_length=900)]


class CitedWords(BaseModel):
    passage_id: Annotated[str, Field(max_length=80)]
    quote: Annotated[str, Field(max_length=600)]


class DraftedPlay(BaseModel):
    play_id: Annotated[str, Field(max_length=20)]
    why_this_executive: Reason
    why_now: Reason
    why_new: Reason
    opener: Annotated[str, Field(min_length=1, max_length=2500)]
    citations: Annotated[list[CitedWords], Field(max_length=12)]


class PlaysAnswer(BaseModel):
    """What the model is asked for: flat, no field with a default, so that every server holds it to it."""

    suggestions: Annotated[list[DraftedPlay], Field(max_length=6)]


class ModelDrafter:
    """Implements the port Drafter. Raises a ModelError where there is no draft; whoever asked then has the playbook."""

    def __init__(
        self,
        chat: ChatModel,
        *,
        count: CountTokens,
        passage_tokens: int = PASSAGE_TOKENS,
        boundary: Callable[[], str] = new_boundary,
    ) -> None:
        self._chat = chat
        self._count = count
        self._passage_tokens = passage_tokens
        self._boundary = boundary

    @property
    def name(self) -> str:
        return f"model:{self._chat.name}"

    def draft_plays(self, request: DraftRequest) -> PlaysDraft:
        """Return a draft with what it used and the prompt behind it. A request with findings is a repair, which names them."""
        self._chat.raise_if_resting()
        fitted = fit_passages(list_citable(request), budget=self._passage_tokens, count=self._count, rank=rank_passage)
        prompt = self._render(request, fitted.kept)
        answered = self._chat.answer(prompt, PlaysAnswer)
        drafted = answered.value.suggestions
        if not drafted and not request.findings:
            raise AnswerUnusable("The model chose none of the plays that fit; ask again, or with another COACH_MODEL.")
        return PlaysDraft(
            suggestions=tuple(_to_draft(play, request) for play in drafted),
            usage=answered.usage.model_copy(update={"passage_tokens": fitted.tokens}),
            prompt=PromptUsed(id=prompt.id, version=prompt.version, digest=prompt.digest),
        )

    def _render(self, request: DraftRequest, passages: tuple[Passage, ...]) -> RenderedPrompt:
        boundary = self._boundary()
        materials = {
            "request": fence("the request", describe_request(request), boundary),
            "candidates": fence("the plays on offer", describe_candidates(request), boundary),
            "persona": fence("such an executive", describe_persona(request, passages), boundary),
            "passages": fence("passages of the cards", describe_passages([p for p in passages if p.kind == "play"]), boundary),
            "findings": fence("findings on the draft before", "\n".join(request.findings) or "none", boundary),
        }
        return load("suggest_plays").render(
            shape=schema_text(PlaysAnswer),
            boundary=boundary,
            as_of=f"{request.as_of.day} {request.as_of:%B %Y}",
            limit=str(request.limit),
            **materials,
        )


def _to_draft(play: DraftedPlay, request: DraftRequest) -> SuggestionDraft:
    return SuggestionDraft(
        play_id=play.play_id.strip(),
        why_this_executive=_one_line(play.why_this_executive),
        why_now=_one_line(play.why_now),
        why_new=_one_line(play.why_new),
        opener=fill_wording(plain_text(play.opener), request.executive, request.seller_name).strip(),
        citations=tuple(
            Citation(passage_id=cited.passage_id.strip(" []"), quote=strip_unseen(cited.quote)) for cited in play.citations
        ),
    )


def plain_text(text: str) -> str:
    """Return drafted text without pictures, links and unseen characters: an address in it could carry words out of the house."""
    seen = _LINK.sub(r"\1", _PICTURE.sub("", strip_unseen(text)))
    return _ADDRESS.sub("[link removed]", seen)


def _one_line(text: str) -> str:
    return " ".join(plain_text(text).split())
