"""The one-on-one, as it travels: what a manager brings, what comes back for the meeting, and what is written down after it."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler

from copilot.domain.coaching import Became, Card, CardLine, Commitment, CommitmentOutcome, Diagnosis, Measures
from copilot.domain.evidence import Citation, DraftedBy, Passage, Provenance
from copilot.domain.noun import Noun, Received
from copilot.domain.people import Executive, PlayId, Seller
from copilot.domain.plays import Refusal, Suggestion
from copilot.domain.question_bank import Occasion, QuestionKind
from copilot.domain.usage import PromptUsed, Usage

Text = Annotated[str, Field(min_length=1, max_length=2000)]
MOST_QUESTIONS = 5
MEETINGS_BACK = 3  # nothing is asked that was asked in the last three meetings


def _listed(value: object) -> object:
    """One text is a list of one; lists in a list (one a meeting) are put together, the last three meetings of them."""
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,) if value.strip() else ()
    if isinstance(value, list | tuple) and any(isinstance(each, list | tuple) for each in value):
        meetings = [each if isinstance(each, list | tuple) else (each,) for each in value]
        return tuple(text for meeting in meetings[-MEETINGS_BACK:] for text in meeting)
    return value


def _asked(value: object) -> object:
    return tuple({"text": each} if isinstance(each, str) else each for each in _listed(value) or ())  # type: ignore[attr-defined]


class _OneOrMany:
    """Says in the schema what is taken besides the list: one text, and texts where the list holds nouns."""

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        listed = handler(schema)
        text = {"type": "string"}
        items = listed["items"] if listed["items"].get("type") == "string" else {"anyOf": [text, listed["items"]]}
        return {"anyOf": [listed | {"items": items}, text]}


class AskedQuestion(Received):
    """A question that was put to this seller, and when."""

    text: Text
    on: date | None = None


class QuestionsRequest(Received):
    """What a manager brings to prepare a one-on-one. Everything but the seller may be left out; what is missing is said."""

    seller: Seller = Seller()
    card: Card = Card()
    measures: Measures = Measures()
    notes: Annotated[tuple[Text, ...], BeforeValidator(_listed), Field(max_length=40), _OneOrMany()] = ()
    commitments: tuple[Commitment, ...] = Field(default=(), max_length=40)
    previous_questions: Annotated[tuple[AskedQuestion, ...], BeforeValidator(_asked), Field(max_length=200), _OneOrMany()] = ()
    minutes: int = Field(default=30, ge=5, le=120)
    executive: Executive = Executive()
    signals: tuple[Text, ...] = Field(default=(), max_length=20)
    as_of: date | None = None


Need = Literal["skill", "will", "situation", "unclear"]


class NeedReading(Noun):
    """Whether skill, will or the situation seems to be in the way, and why it looks so: settled before a question is chosen."""

    need: Need
    occasion: Occasion
    why: str
    offers_play: bool  # where knowledge is lacking, a play is kinder than a question


class StatedFact(Noun):
    """A fact that a question may rest on, with the field of the card it comes from."""

    key: str
    text: str


class QuestionDraft(Noun):
    text: str
    kind: QuestionKind
    fact: str | None
    listen_for: str
    follow_up: str
    citations: tuple[Citation, ...] = ()


class QuestionsDraft(Noun):
    questions: tuple[QuestionDraft, ...]
    spare: tuple[QuestionDraft, ...] = ()  # asked only where nothing nearer to the case is left
    usage: Usage | None = None  # set where a model drafted
    prompt: PromptUsed | None = None


class QuestionsDraftRequest(Noun):
    """Everything a drafter may use."""

    seller_name: str | None
    executive: Executive
    account: str | None
    card: Card
    measures: Measures
    diagnosis: Diagnosis
    need: NeedReading
    facts: tuple[StatedFact, ...]
    commitments: tuple[Commitment, ...]
    notes: tuple[str, ...]
    missing: tuple[str, ...]
    asked: tuple[AskedQuestion, ...]
    passages: tuple[Passage, ...]
    enough: float  # events from which a share says something
    as_of: date
    limit: int
    findings: tuple[str, ...] = ()  # what was wrong with the draft before, in a repair


class AgendaItem(Noun):
    minutes: int
    item: str
    kind: str


class NotAsked(Noun):
    """A question that would have been asked, and why it was not."""

    text: str
    why: str


class LastTime(Noun):
    """What was promised before, and what is known of it."""

    text: str
    due: date | None
    done: bool | None
    became: Became | None
    why: str | None
    told: str  # the same in words, as a page shows it


class QuestionsResult(Noun):
    """A one-on-one, prepared."""

    seller: str
    as_of: date
    account: str | None
    executive: str | None
    diagnosis: Diagnosis
    need: NeedReading
    agenda: tuple[AgendaItem, ...]
    last_time: tuple[LastTime, ...]
    questions: tuple[QuestionDraft, ...]
    play_to_offer: Suggestion | None
    no_play_because: str | None
    not_asked: tuple[NotAsked, ...]
    lines: tuple[CardLine, ...]
    missing: tuple[str, ...]
    refused: tuple[Refusal, ...]
    warnings: tuple[str, ...]
    drafted_by: DraftedBy
    provenance: Provenance


class TriedPlay(Received):
    """A play that was tried, and what came of it, as the seller tells it."""

    play: PlayId
    outcome: str = Field(min_length=1, max_length=2000)
    depth: int | None = Field(default=None, ge=1, le=4)


class MeetingNotes(Received):
    """What is written down after a one-on-one, on the seller's word."""

    on: date | None = None
    became: tuple[CommitmentOutcome, ...] = Field(default=(), max_length=20)
    commitments: tuple[Commitment, ...] = Field(default=(), max_length=20)
    asked: Annotated[tuple[Text, ...], BeforeValidator(_listed), Field(max_length=20)] = ()
    tried: tuple[TriedPlay, ...] = Field(default=(), max_length=20)
    knows: Annotated[tuple[Text, ...], BeforeValidator(_listed), Field(max_length=20)] = ()


class MeetingRecord(Noun):
    """One meeting as it is kept."""

    on: date
    became: tuple[CommitmentOutcome, ...] = ()  # of commitments of earlier meetings
    commitments: tuple[Commitment, ...] = ()
    asked: tuple[str, ...] = ()
    knows: tuple[str, ...] = ()


class SavedNotes(Noun):
    """What was written down."""

    seller_id: str
    on: date
    became: int
    commitments: int
    asked: int
    tried: int
    knows: int
    warnings: tuple[str, ...] = ()


SheetForm = Literal["html", "markdown"]


class SellerFault(Noun):
    """A seller whose sheet could not be prepared, and why in one sentence; it stops nobody else's."""

    seller: str
    why: str
