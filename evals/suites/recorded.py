"""Cases in which a model answers from a recording: requests as elsewhere, and what the product makes of such an answer."""

from collections.abc import Callable
from typing import Any, Literal, TypeVar

from copilot import Copilot
from evals.cases import BrokenCases, Case, ConditionCase, RequestCase, read_cases
from evals.desk import Desk
from evals.outcomes import Check
from evals.replay import SCRIPTED, ReplayModel, read_recordings

Answer = TypeVar("Answer")
Room = Literal["plays", "questions"]


class RecordedLine(Case):
    """A request by its id, and the script that answers it."""

    suite: Room
    of: str
    script: str


class RecordedCase(Case):
    """A request, the model that answers, and what the answer must hold all the same."""

    request: dict[str, Any]
    script: str
    situation: str = ""
    must: tuple[dict[str, Any], ...] = ()
    must_not: tuple[dict[str, Any], ...] = ()


def read_recorded(suite: Room) -> list[RecordedCase]:
    """Return the recorded cases of a suite. Raises BrokenCases for a request that is not there."""
    lines = [line for line in read_cases("recorded.yaml", RecordedLine) if line.suite == suite]
    requests = _requests(suite)
    strangers = [line for line in lines if line.of not in requests]
    if strangers:
        raise BrokenCases(f"recorded.yaml: {strangers[0].id} is of {strangers[0].of}, which is no case; mend the line.")
    return [requests[line.of].model_copy(update={"id": line.id, "script": line.script}) for line in lines]


def _requests(suite: Room) -> dict[str, RecordedCase]:
    if suite == "questions":
        found = read_cases("one_on_ones.jsonl", ConditionCase)
        return {c.id: RecordedCase(script="", **c.model_dump()) for c in found}
    return {
        case.id: RecordedCase(
            id=case.id,
            script="",
            request={
                "question": case.question,
                "seller": {"id": case.id, "knows": case.knows},
                "executive": {"title": case.title, "company": case.company},
                "signals": case.signals,
            },
        )
        for case in read_cases("plays_requests.jsonl", RequestCase)
    }


def ask_recorded(case: RecordedCase, desk: Desk, ask: Callable[[Copilot], Answer]) -> tuple[Answer, tuple[Check, ...]]:
    """Return the answer, and whether the model was asked at all: a recording nobody heard proves nothing."""
    model, copilot = desk.replaying
    model.model = f"scripted:{case.script}"
    model.used.clear()
    answer = ask(copilot)
    heard = bool(model.used)
    return answer, (Check(gate="model_heard", holds=heard, what=f"'{case.script}' was never asked"),)


def open_replay(desk: Desk) -> tuple[ReplayModel, Copilot]:
    model = ReplayModel(read_recordings(SCRIPTED))
    return model, desk.make(chat=model)
