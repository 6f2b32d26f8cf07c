"""A second opinion on what sellers say they do: a model is asked about uncertain statements, and about nothing else.

Its answer only moves the figures of a reading; the same policy decides as before. No answer makes an uncertain play new.
"""

import logging
from collections.abc import Callable, Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from copilot.adapters.answer_shape import schema_text
from copilot.adapters.chat_model import ChatModel
from copilot.domain.library import Library
from copilot.domain.readings import Likeness, RequestReading, StatementReading, TextsToRead
from copilot.errors import ModelError
from copilot.policies.novelty import MOST_CANDIDATES, Thresholds
from copilot.ports import Reader
from copilot.prompts.fencing import fence, new_boundary
from copilot.prompts.loader import RenderedPrompt, load

_log = logging.getLogger(__name__)

MOST_STATEMENTS = 20  # in one request to the model; the rest keep their first reading
SURE = 0.6
_MOST_CHARACTERS = 600  # of a statement

Verdict = Literal["shows", "name_only", "no"]
Pair = tuple[int, str]  # the number of a statement, from 1, and the id of a play


class PairReading(BaseModel):
    statement: int
    play_id: Annotated[str, Field(max_length=20)]
    verdict: Verdict


class SecondOpinionAnswer(BaseModel):
    readings: Annotated[list[PairReading], Field(max_length=200)]


class SecondOpinionReader:
    """Implements the port Reader around another one. Where the model fails, its reading is the inner one's."""

    def __init__(
        self,
        inner: Reader,
        chat: ChatModel,
        library: Library,
        limits: Thresholds,
        *,
        boundary: Callable[[], str] = new_boundary,
    ) -> None:
        self._inner = inner
        self._chat = chat
        self._library = library
        self._limits = limits
        self._boundary = boundary

    def read(self, texts: TextsToRead) -> RequestReading:
        reading = self._inner.read(texts)
        unsure = [item for item in reading.statements if is_unsure(item, self._limits)][:MOST_STATEMENTS]
        if not unsure:
            return reading
        try:
            self._chat.raise_if_resting()
            answered = self._chat.answer(self._render(unsure), SecondOpinionAnswer)
        except ModelError as error:
            _log.warning("No second opinion: %s", error)
            return reading
        verdicts = _settle(answered.value.readings)
        moved = {
            item.statement: move_figures(item, {p: v for (n, p), v in verdicts.items() if n == number}, self._limits)
            for number, item in enumerate(unsure, 1)
        }
        statements = tuple(moved.get(s.statement, s) for s in reading.statements)
        return reading.model_copy(update={"statements": statements, "usage": answered.usage})

    def _render(self, unsure: Sequence[StatementReading]) -> RenderedPrompt:
        boundary = self._boundary()
        ids = dict.fromkeys(play_id for item in unsure for play_id in list_candidates(item, self._limits))
        statements = [
            f"{number}. about {', '.join(list_candidates(item, self._limits))}: {_shorten(item.statement)}"
            for number, item in enumerate(unsure, 1)
        ]
        return load("second_opinion").render(
            shape=schema_text(SecondOpinionAnswer),
            boundary=boundary,
            plays=fence("the plays", "\n\n".join(self._describe(play_id) for play_id in ids), boundary),
            statements=fence("the statements, each with the plays to decide on", "\n".join(statements), boundary),
        )

    def _describe(self, play_id: str) -> str:
        play = self._library.play_by_id[play_id]
        mechanism = play.fingerprint
        return f"{play.id} {play.title}\nsignal: {mechanism.signal}\npath: {mechanism.path}\ngive: {mechanism.give}"


def is_unsure(reading: StatementReading, limits: Thresholds) -> bool:
    """Whether the best likeness of a statement is uncertain, and nothing else about it is decided already."""
    decided = reading.denied or reading.shared_name or any(p.likelihood >= limits.refused for p in reading.practices)
    best = max((item.known for item in reading.likenesses), default=0.0)
    return not decided and limits.ask <= best < limits.known


def list_candidates(reading: StatementReading, limits: Thresholds) -> tuple[str, ...]:
    """Return the plays worth asking about: at most three, most alike first."""
    alike = sorted((item for item in reading.likenesses if item.known >= limits.ask), key=lambda item: -item.known)
    return tuple(item.play_id for item in alike[:MOST_CANDIDATES])


def move_figures(reading: StatementReading, verdicts: dict[str, Verdict], limits: Thresholds) -> StatementReading:
    """Return the reading with the figures of its candidates moved; whatever the model said of other plays does not count."""
    asked = list_candidates(reading, limits)
    moved = [
        _move(i, verdicts[i.play_id], limits) if i.play_id in asked and i.play_id in verdicts else i for i in reading.likenesses
    ]
    best_first = sorted(moved, key=lambda item: -max(item.known, item.name_only))
    return reading.model_copy(update={"likenesses": tuple(best_first)})


def _move(item: Likeness, verdict: Verdict, limits: Thresholds) -> Likeness:
    if verdict == "shows":
        return item.model_copy(update={"known": max(item.known, SURE)})
    if verdict == "name_only":
        return item.model_copy(update={"name_only": max(item.name_only, SURE)})
    return item.model_copy(update={"known": min(item.known, max(item.known / 2, limits.shadow))})


def _settle(readings: Sequence[PairReading]) -> dict[Pair, Verdict]:
    """Return a verdict a pair; a pair that was answered in two ways is left as it was."""
    heard: dict[Pair, set[Verdict]] = {}
    for item in readings:
        heard.setdefault((item.statement, item.play_id), set()).add(item.verdict)
    return {pair: next(iter(verdicts)) for pair, verdicts in heard.items() if len(verdicts) == 1}


def _shorten(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _MOST_CHARACTERS else f"{words[:_MOST_CHARACTERS]} …"
