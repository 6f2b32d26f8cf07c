"""Answers to be compared, from a file: what `coach plays --json` or `coach questions --json` printed, or JSONL of them by id."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from copilot.domain.labels import GivenAnswer
from copilot.domain.one_on_one import QuestionsResult
from copilot.domain.plays import PlaysResult
from copilot.errors import InvalidRequest

FORM = (
    "write what 'coach plays --json' or 'coach questions --json' printed, or lines such as "
    '{"id": "r1", "asked": "the request", "answer": {...}}'
)


class AnswerFiles:
    """Implements the port AnswerReader."""

    def read_answers(self, path: Path) -> tuple[GivenAnswer, ...]:
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise InvalidRequest(f"{path} cannot be read as text; {FORM}.") from error
        return tuple(_answers(text, path.name))


def _answers(text: str, name: str) -> Iterator[GivenAnswer]:
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        whole = None
    if isinstance(whole, dict) and "answer" not in whole:
        yield GivenAnswer(id="", asked="", answer=_result(whole, name), source=name)
        return
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield _row(line, f"{name}:{number}", name)


def _row(line: str, where: str, name: str) -> GivenAnswer:
    try:
        fields = json.loads(line)
        answer = fields["answer"]
        told = answer if isinstance(answer, str) else _result(answer, where)
        return GivenAnswer(
            id=str(fields["id"]), asked=fields.get("asked") or "", answer=told, source=str(fields.get("source") or name)
        )
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError, ValidationError) as error:
        raise InvalidRequest(f"{where} is no answer that can be compared; {FORM}.") from error


def _result(fields: dict[str, Any], where: str) -> PlaysResult | QuestionsResult:
    try:
        return PlaysResult.model_validate(fields) if "suggestions" in fields else QuestionsResult.model_validate(fields)
    except ValidationError as error:
        raise InvalidRequest(f"{where} is no answer that can be compared; {FORM}.") from error
