"""The questions of a one-on-one by a model: it renders the prompt, asks, and returns what was drafted. The policies judge it."""

from collections.abc import Callable, Sequence
from typing import Annotated

from pydantic import BaseModel, Field

from copilot.adapters.answer_shape import schema_text
from copilot.adapters.chat_model import ChatModel
from copilot.adapters.draft_material import describe_passages
from copilot.adapters.model_drafter import PASSAGE_TOKENS, plain_text
from copilot.domain.coaching import Commitment
from copilot.domain.evidence import Citation, Passage
from copilot.domain.one_on_one import QuestionDraft, QuestionsDraft, QuestionsDraftRequest
from copilot.domain.question_bank import KINDS
from copilot.domain.usage import PromptUsed
from copilot.errors import AnswerUnusable
from copilot.policies.one_on_ones.card_lines import read_lines
from copilot.policies.one_on_ones.question_choice import keep_recent
from copilot.policies.token_budget import CountTokens, fit_passages
from copilot.prompts.fencing import fence, new_boundary, strip_unseen
from copilot.prompts.loader import RenderedPrompt, load

_USEFUL_FIRST = ("how", "questions-to-take-along", "watch-out", "what-it-is-for")

Words = Annotated[str, Field(min_length=1, max_length=600)]


class CitedGuide(BaseModel):
    passage_id: Annotated[str, Field(max_length=80)]
    quote: Annotated[str, Field(max_length=600)]


class DraftedQuestion(BaseModel):
    text: Words
    kind: Annotated[str, Field(max_length=4)]
    fact: Annotated[int, Field(ge=0, le=200)]  # the number of the fact it rests on; 0 where it needs none
    listen_for: Words
    follow_up: Words
    citations: Annotated[list[CitedGuide], Field(max_length=4)]


class QuestionsAnswer(BaseModel):
    """What the model is asked for: flat, no field with a default, so that every server holds it to it."""

    questions: Annotated[list[DraftedQuestion], Field(max_length=10)]


class ModelQuestions:
    """Implements the port QuestionDrafter. Raises a ModelError where there is no draft; whoever asked then has the playbook."""

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

    def draft_questions(self, request: QuestionsDraftRequest) -> QuestionsDraft:
        """Return a draft with what it used and the prompt behind it. A request with findings is a repair, which names them."""
        self._chat.raise_if_resting()
        fitted = fit_passages(list(request.passages), budget=self._passage_tokens, count=self._count, rank=_rank_passage)
        prompt = self._render(request, fitted.kept)
        answered = self._chat.answer(prompt, QuestionsAnswer)
        if not answered.value.questions and not request.findings:
            raise AnswerUnusable("The model asked no question at all; ask again, or with another COACH_MODEL.")
        return QuestionsDraft(
            questions=tuple(_to_draft(each, list_facts(request)) for each in answered.value.questions if each.kind in KINDS),
            usage=answered.usage.model_copy(update={"passage_tokens": fitted.tokens}),
            prompt=PromptUsed(id=prompt.id, version=prompt.version, digest=prompt.digest),
        )

    def _render(self, request: QuestionsDraftRequest, passages: Sequence[Passage]) -> RenderedPrompt:
        boundary = self._boundary()
        facts = "\n".join(f"{number}. {fact}" for number, fact in enumerate(list_facts(request), 1))
        asked = "\n".join(each.text for each in keep_recent(request.asked))
        materials = {
            "case": fence("the case", describe_case(request), boundary),
            "facts": fence("facts, by number", facts or "none", boundary),
            "asked": fence("asked in the last meetings", asked or "nothing", boundary),
            "passages": fence("passages of the guides", describe_passages(passages), boundary),
            "findings": fence("findings on the draft before", "\n".join(request.findings) or "none", boundary),
        }
        return load("draft_questions").render(
            shape=schema_text(QuestionsAnswer),
            boundary=boundary,
            as_of=f"{request.as_of.day} {request.as_of:%B %Y}",
            limit=str(request.limit),
            **materials,
        )


def list_facts(request: QuestionsDraftRequest) -> tuple[str, ...]:
    """Return the facts a question may rest on, those of the break first."""
    return tuple(dict.fromkeys([*request.diagnosis.facts, *(stated.text for stated in request.facts)]))


def describe_case(request: QuestionsDraftRequest) -> str:
    """Return the card, the break and what is in the way, as plain text; what was not given is not mentioned."""
    diagnosis = request.diagnosis
    rows = [
        ("seller", request.seller_name),
        ("account", request.account),
        ("executive", ", ".join(part for part in (request.executive.name, request.executive.title) if part)),
        ("where it seems to stop", f"{diagnosis.title}: {diagnosis.hypothesis}"),
        ("what else it could be", diagnosis.rival_explanation),
        ("work on", diagnosis.focus),
        ("in the way", request.need.why),
        *(("promised last time", _tell_promise(each)) for each in request.commitments if each.is_open),
        *(("note", note) for note in request.notes),
        *((line.title, f"{line.shown}; {line.trend_words}".rstrip("; ")) for line in read_lines(request.card) if line.known),
        *((f"{line.title}, in the seller's words", line.comment) for line in read_lines(request.card) if line.comment),
    ]
    return "\n".join(f"{name}: {' '.join(text.split())}" for name, text in rows if text)


def _tell_promise(promise: Commitment) -> str:
    heard = ": ".join(part for part in (promise.became, promise.why) if part)
    return f"{promise.text} (became of it: {heard})" if heard else promise.text


def _to_draft(question: DraftedQuestion, facts: Sequence[str]) -> QuestionDraft:
    fact = facts[question.fact - 1] if 0 < question.fact <= len(facts) else None
    return QuestionDraft.model_validate(
        {
            "text": _one_line(question.text),
            "kind": question.kind,
            "fact": fact,
            "listen_for": _one_line(question.listen_for),
            "follow_up": _one_line(question.follow_up),
            "citations": tuple(
                Citation(passage_id=cited.passage_id.strip(" []"), quote=strip_unseen(cited.quote))
                for cited in question.citations
            ),
        }
    )


def _one_line(text: str) -> str:
    return " ".join(plain_text(text).split())


def _rank_passage(passage: Passage) -> int:
    slug = passage.id.partition("#")[2].partition(".")[0]
    return _USEFUL_FIRST.index(slug) if slug in _USEFUL_FIRST else len(_USEFUL_FIRST)
