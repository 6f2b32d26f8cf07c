"""The labelled cases in `evals/cases/`, read into values. A broken line is an error: a case that is skipped proves nothing."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

FOLDER = Path(__file__).parent / "cases"


class BrokenCases(ValueError):
    """A case file cannot be used; the message names file and line and says what to do."""


class Case(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str


C = TypeVar("C", bound=Case)


class StatementCase(Case):
    """What a seller says, and the plays a careful reader found in it."""

    statement: str
    play_ids: tuple[str, ...]
    name_only_ids: tuple[str, ...]
    neighbour_ids: tuple[str, ...]
    depth: int | None
    ambiguous: bool
    candidate_ids: tuple[str, ...]
    note: str


class RequestCase(Case):
    """A request whose persona and signals fit plays that the seller's statements show as known."""

    question: str
    title: str
    company: str
    signals: tuple[str, ...]
    persona: str
    signal_ids: tuple[str, ...]
    knows: tuple[str, ...]
    known_play_ids: tuple[str, ...]


class PracticeCase(Case):
    """A statement of somebody who does a declined practice, or of somebody decent who only sounds like it."""

    statement: str
    practices: tuple[str, ...]


class SignalCase(Case):
    """A text and the signals it holds, with the date it names, read on 2026-11-22."""

    text: str
    signals: tuple[str, ...]
    date: str | None


class QueryCase(Case):
    """A query in sellers' or managers' words and the cards that answer it: 2 exactly, 1 useful too."""

    query: str
    relevant: dict[str, int]


class QuestionCase(Case):
    """A question somebody might ask a seller, and what a careful reader says of it. What was not labelled is left out."""

    question: str
    mentor: bool | None = None
    broken_rules: tuple[str, ...] = ()
    open: bool | None = None
    single: bool | None = None
    leading: bool | None = None
    admin_capture: bool | None = None
    evidence_given: str | None = None
    evidence_tied: bool | None = None
    facts: tuple[str, ...] = ()
    note: str = ""

    @property
    def given(self) -> tuple[str, ...] | None:
        if self.evidence_given is not None:
            return tuple(part.strip() for part in self.evidence_given.split(";"))
        return self.facts or None


class ConditionCase(Case):
    """A situation, the request it makes, and what the answer must and must never hold, as conditions in data."""

    situation: str
    request: dict[str, Any]
    must: tuple[dict[str, Any], ...] = ()
    must_not: tuple[dict[str, Any], ...] = ()


def read_cases(name: str, kind: type[C], *, folder: Path = FOLDER) -> list[C]:
    """Return the cases of a file. Raises BrokenCases with file and line for a broken or doubled one, or where there is none."""
    path = folder / name
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise BrokenCases(f"{name} cannot be read ({error.strerror}); put the file back.") from error
    cases: list[C] = []
    lines: dict[str, int] = {}
    for number, row in _rows(name, text):
        try:
            case = kind.model_validate(row)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise BrokenCases(f"{name}:{number}: '{where}': {first['msg']}; mend the case.") from error
        if case.id in lines:
            raise BrokenCases(
                f"{name}:{number}: the id {case.id} stands on line {lines[case.id]} already; give one of them another."
            )
        lines[case.id] = number
        cases.append(case)
    if not cases:
        raise BrokenCases(f"{name} holds no case; a file without cases proves nothing.")
    return cases


def _rows(name: str, text: str) -> Iterator[tuple[int, Any]]:
    """Yield each row with the line on which it begins."""
    if not name.endswith((".yaml", ".yml")):
        for number, line in enumerate(text.splitlines(), 1):
            try:
                yield number, json.loads(line)
            except ValueError as error:
                raise BrokenCases(f"{name}:{number}: this is not one JSON object; mend the line.") from error
        return
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)  # not the one in C: it names the line after the mistake
        rows = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise BrokenCases(f"{name}:{mark.line + 1 if mark else 1}: this is not YAML; mend the file.") from error
    if root is None:
        return
    if not isinstance(rows, list):
        raise BrokenCases(f"{name}:1: a case file is a list of cases; begin each with '- id:'.")
    yield from zip((node.start_mark.line + 1 for node in root.value), rows, strict=True)
