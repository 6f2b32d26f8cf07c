"""The parts of a prepared one-on-one that code alone may write: what was given, the play to offer, the provenance."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from copilot.domain.coaching import CardLine, Commitment, Diagnosis
from copilot.domain.evidence import Passage, Provenance
from copilot.domain.library import Library
from copilot.domain.one_on_one import MeetingRecord, NeedReading, QuestionsDraftRequest, QuestionsRequest
from copilot.domain.people import Seller
from copilot.domain.plays import PlaysRequest, PlaysResult, Suggestion
from copilot.errors import StoreUnavailable
from copilot.jobs.checked_questions import CheckedQuestions
from copilot.policies.one_on_ones.coaching_refusals import drop_private
from copilot.policies.one_on_ones.commitments import keep_decent, list_lately, list_open
from copilot.ports import QuestionDrafter, SellerStore, Shelves

CLOSED = Diagnosis(
    step=None,
    title="The card stays closed",
    hypothesis="Nothing is read into the card today: the person comes first.",
    facts=(),
    fact_fields=(),
    rival_explanation="Whatever the card shows of these weeks has its reason outside the work.",
    too_few_to_tell=True,
    focus="Being there, and finding out what would help.",
)
NO_PLAY = {
    "human-first": "Nothing is offered today but help.",
    "after-loss": "A new play can wait; today is for what the loss taught.",
    "low-will": "A play is offered only if it is asked for; first hear what would make it worth doing.",
    "low-confidence": "Rehearsing what is there helps more than a new play just before the meeting.",
    "too-few": "A play without an occasion would be a guess; hear first what happened.",
}
REHEARSE = "Telling a story takes no new play; use the minutes to hear it told."
BLANK = "The card is too blank to say which play would fit."
_WITHOUT_PLAY = {0: BLANK, 13: REHEARSE}
ALL_KNOWN = "What answers this break is what {seller} already does, or may already do."


class Written(NamedTuple):
    """A request with what was written down after earlier meetings."""

    request: QuestionsRequest
    promises: tuple[Commitment, ...]  # of the last meetings, kept ones too: by them a need is read, and no page is filled
    warnings: tuple[str, ...] = ()


def add_what_is_written(request: QuestionsRequest, store: SellerStore) -> Written:
    """Return the request with what was written down after earlier meetings; what is given now comes first."""
    request = request.model_copy(update={"commitments": keep_decent(request.commitments)})
    try:
        meetings: Sequence[MeetingRecord] = store.meetings(request.seller.id)
    except StoreUnavailable as error:
        trouble = f"What was written down after earlier meetings could not be read. {error}"
        return Written(request, request.commitments, (trouble,))
    if not meetings:
        return Written(request, request.commitments)
    asked = [{"text": text, "on": meeting.on} for meeting in meetings for text in meeting.asked]
    knows = [text for meeting in meetings for text in meeting.knows if text not in request.seller.knows]
    fields = {
        "seller": request.seller.model_copy(update={"knows": (*request.seller.knows, *knows)[:60]}),
        "commitments": request.commitments or keep_decent(list_open(meetings)),
        "previous_questions": [*request.previous_questions, *asked][-200:],
    }
    checked = QuestionsRequest.model_validate({"previous_questions": fields.pop("previous_questions")})
    filled = request.model_copy(update=fields | {"previous_questions": checked.previous_questions})
    return Written(filled, request.commitments or list_lately(meetings))


def list_given(request: QuestionsRequest, diagnosis: Diagnosis, lines: Sequence[CardLine]) -> tuple[str, ...]:
    """Return all text that a person or the card gave: what a question may repeat."""
    executive, seller = request.executive, request.seller
    parts: list[str | None] = [f"{line.title}: {line.shown}; {line.trend_words}" for line in lines if line.known]
    parts += [line.comment for line in lines]
    parts += [*diagnosis.facts, diagnosis.then.fact if diagnosis.then else None]
    parts += [
        *drop_private(request.notes),
        *request.signals,
        *seller.knows,
        *(part for each in request.commitments for part in (each.text, each.why)),
    ]
    parts += [executive.name, executive.title, executive.company, executive.industry, seller.name]
    return tuple(part for part in parts if part)


def list_passages(cards: Sequence[str], shelves: Shelves) -> tuple[Passage, ...]:
    """Return the passages of the guides that may be cited."""
    return tuple(passage for card in dict.fromkeys(cards) for passage in shelves.passages_of(card))


def ask_for_play(request: QuestionsRequest, as_of: date) -> PlaysRequest:
    """Return the request to the plays job behind a one-on-one."""
    executive = request.executive
    whom = executive.name or (f"the {executive.title}" if executive.title else "an executive")
    where = f" of {executive.company}" if executive.company else ""
    seller = request.seller
    return PlaysRequest(
        question=f"How do I reach {whom}{where}?",
        seller=Seller(id=seller.id, name=seller.name, role=seller.role, knows=seller.knows, answers=seller.answers),
        executive=executive,
        signals=request.signals,
        as_of=as_of,
        limit=1,
    )


def choose_play(
    result: PlaysResult | None, diagnosis: Diagnosis, need: NeedReading, seller: str, signals: Sequence[str]
) -> tuple[Suggestion | None, str | None]:
    """Return the play to offer, or why there is none."""
    if result is None:
        return None, NO_PLAY.get(need.occasion) or _WITHOUT_PLAY.get(diagnosis.step or 0, BLANK)
    offered = next(iter(result.suggestions), None)
    fits = offered is not None and (not diagnosis.play_ids or offered.play_id in diagnosis.play_ids or bool(signals))
    if offered is not None and fits:
        if not signals and diagnosis.facts:
            offered = offered.model_copy(update={"why_now": f"The card stops at '{diagnosis.title}': {diagnosis.facts[0]}."})
        return offered, None
    if result.ask:
        return None, f'Ask first: about "{result.ask[0].statement}", {result.ask[0].question}'
    return None, ALL_KNOWN.format(seller=seller)


def state_provenance(
    shelves: Shelves,
    drafters: tuple[QuestionDrafter | None, QuestionDrafter],
    asked: QuestionsDraftRequest,
    drafted: CheckedQuestions,
    library: Library,
) -> Provenance:
    model, playbook = drafters
    cited = {citation.passage_id.partition("#")[0] for each in drafted.questions for citation in each.citations}
    return Provenance(
        corpus_digest=library.digest,
        embedder=shelves.embedder_name,
        passages_shown=tuple(passage.id for passage in asked.passages),
        drafter=model.name if model is not None and drafted.drafted_by == "model" else playbook.name,
        repairs=drafted.repairs,
        cards={card.id: f"{card.owner}, reviewed {card.reviewed.isoformat()}" for card in library.guides if card.id in cited},
        usage=drafted.usage,
        prompt=drafted.prompt,
    )
