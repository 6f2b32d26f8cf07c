"""The tools of the MCP server: one row each, from the arguments to the one call on the service.

Arguments and results have the shapes that HTTP has. An error is a result that says what to do next, so that an assistant can mend
its call; what was typed is never repeated in it.
"""

import hashlib
import logging
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from mcp import types
from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError

from api import mcp_texts
from api.failures import explain_validation, failure_of
from api.mcp_schemas import make_schema
from api.shapes import FoundPassages, RecordRequest
from copilot.domain.library import Play
from copilot.domain.one_on_one import QuestionsRequest, QuestionsResult
from copilot.domain.people import LedgerEntry
from copilot.domain.plays import KnownRequest, KnownResult, PlaysRequest, PlaysResult
from copilot.domain.questions import CheckQuestionsRequest, CheckQuestionsResult
from copilot.domain.reviews import KeptReview, ReviewOrder
from copilot.errors import CopilotError
from copilot.service import Copilot

_log = logging.getLogger(__name__)

PAUSES_TO_WAIT = 200  # twenty seconds: most reviews are done by then, and hosts wait no longer

# The first name of each is published; the others are what the results, and the other ways in, call the same thing.
_PLAY_NAMES = AliasChoices("name", "play", "play_id", "id")
_SELLER_NAMES = AliasChoices("seller_id", "seller")
_QUERY_NAMES = AliasChoices("query", "q")
_REVIEW_NAMES = AliasChoices("review_id", "review", "id")
_COUNT_NAMES = AliasChoices("k", "limit")


class RecordPlay(RecordRequest):
    """What a person says about a seller and a play, with the seller."""

    seller_id: str = Field(min_length=1, max_length=80, validation_alias=_SELLER_NAMES, examples=["orla"])


class GetPlay(BaseModel):
    """The play to show."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=120, validation_alias=_PLAY_NAMES, examples=["F03"])


class SearchLibrary(BaseModel):
    """What to look for."""

    model_config = ConfigDict(extra="forbid")

    query: str = Field(min_length=1, max_length=2000, validation_alias=_QUERY_NAMES, examples=["the CFO never answers"])
    k: int = Field(default=5, ge=1, le=50, validation_alias=_COUNT_NAMES)


class GetReview(BaseModel):
    """The review to look at."""

    model_config = ConfigDict(extra="forbid")

    review_id: str = Field(min_length=1, max_length=80, validation_alias=_REVIEW_NAMES, examples=["rv-0123456789abcdef0123"])


class ToolRow(NamedTuple):
    name: str
    takes: type[BaseModel]
    returns: type[BaseModel]
    run: Callable[[Copilot, Any], BaseModel]
    hints: types.ToolAnnotations


_READS = types.ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
_BEGINS = types.ToolAnnotations(read_only_hint=False, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
_ADDS = types.ToolAnnotations(read_only_hint=False, destructive_hint=False, idempotent_hint=False, open_world_hint=False)


def _record(copilot: Copilot, record: RecordPlay) -> LedgerEntry:
    return copilot.record_play(record.seller_id, record.play, record.kind, outcome=record.outcome, depth=record.depth)


def _search(copilot: Copilot, search: SearchLibrary) -> FoundPassages:
    return FoundPassages(passages=copilot.search_library(search.query, search.k))


def _check_questions(copilot: Copilot, request: CheckQuestionsRequest) -> CheckQuestionsResult:
    return copilot.check_questions(request)


def _review_deck(copilot: Copilot, order: ReviewOrder) -> KeptReview:
    """The same order is the same review, so that a call which is repeated begins nothing anew."""
    key = hashlib.sha256(order.model_dump_json().encode()).hexdigest()
    review = copilot.reviews.start_review(order, f"assistant {key}")
    return copilot.reviews.wait_for(review.review_id, most_pauses=PAUSES_TO_WAIT)


def _get_review(copilot: Copilot, asked: GetReview) -> KeptReview:
    return copilot.reviews.wait_for(asked.review_id, most_pauses=PAUSES_TO_WAIT)


ROWS: tuple[ToolRow, ...] = (
    ToolRow("suggest_plays", PlaysRequest, PlaysResult, lambda copilot, request: copilot.suggest_plays(request), _READS),
    ToolRow("known_plays", KnownRequest, KnownResult, lambda copilot, request: copilot.recognise_plays(request), _READS),
    ToolRow("record_play", RecordPlay, LedgerEntry, _record, _ADDS),
    ToolRow("get_play", GetPlay, Play, lambda copilot, request: copilot.get_play(request.name), _READS),
    ToolRow("search_library", SearchLibrary, FoundPassages, _search, _READS),
    ToolRow("check_questions", CheckQuestionsRequest, CheckQuestionsResult, _check_questions, _READS),
    ToolRow(
        "draft_questions", QuestionsRequest, QuestionsResult, lambda copilot, request: copilot.draft_questions(request), _READS
    ),
    ToolRow("review_deck", ReviewOrder, KeptReview, _review_deck, _BEGINS),
    ToolRow("get_review", GetReview, KeptReview, _get_review, _READS),
)


def describe_tools() -> list[types.Tool]:
    """Return the tools as they are listed, always in the same order and with the same words."""
    return [_describe(row, mcp_texts.TOOLS[row.name]) for row in ROWS]


def find_tool(name: str) -> ToolRow | None:
    return next((row for row in ROWS if row.name == name), None)


def call_tool(row: ToolRow, arguments: Mapping[str, Any], get_copilot: Callable[[], Copilot]) -> types.CallToolResult:
    """Return the result of a tool, or one sentence that says what to do next. Never raises."""
    try:
        request = row.takes.model_validate(arguments)
    except ValidationError as error:
        return _refuse(_explain(error, row))
    try:
        result = row.run(get_copilot(), request)
    except CopilotError as error:
        return _refuse(mcp_texts.NEXT_STEPS.get(failure_of(error).slug, str(error)))
    except Exception:
        _log.exception("The tool %s failed", row.name)
        return _refuse(mcp_texts.NEXT_STEPS["failed"])
    text = types.TextContent(type="text", text=result.model_dump_json())  # for hosts that pass on nothing but text
    return types.CallToolResult(content=[text], structured_content=result.model_dump(mode="json"))


def _describe(row: ToolRow, text: mcp_texts.ToolText) -> types.Tool:
    return types.Tool(
        name=row.name,
        title=text.title,
        description=text.description,
        input_schema=make_schema(row.takes, "validation", text.fields),
        output_schema=make_schema(row.returns, "serialization"),
        annotations=row.hints.model_copy(update={"title": text.title}),
    )


def _explain(error: ValidationError, row: ToolRow) -> str:
    """Return one sentence; the name of an unknown field is something that was typed, so the known ones are listed instead."""
    if all(detail["type"] != "extra_forbidden" for detail in error.errors(include_input=False, include_url=False)):
        return explain_validation(error)
    return mcp_texts.UNKNOWN_FIELDS.format(fields=", ".join(mcp_texts.TOOLS[row.name].fields))


def _refuse(sentence: str) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(type="text", text=sentence)], is_error=True)
