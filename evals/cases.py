"""The labelled cases in `evals/cases/`, read into values. A broken line is an error: a case that is skipped proves nothing."""

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

FOLDER = Path(__file__).parent / "cases"


class Case(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


C = TypeVar("C", bound=Case)


class StatementCase(Case):
    """What a seller says, and the plays a careful reader found in it."""

    id: str
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

    id: str
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

    id: str
    statement: str
    practices: tuple[str, ...]


class SignalCase(Case):
    """A text and the signals it holds, with the date it names, read on 2026-11-22."""

    id: str
    text: str
    signals: tuple[str, ...]
    date: str | None


class QueryCase(Case):
    """A query in sellers' or managers' words and the cards that answer it: 2 exactly, 1 useful too."""

    id: str
    query: str
    relevant: dict[str, int]


def read_cases(name: str, kind: type[C]) -> list[C]:
    """Return the cases of a file. Raises ValueError with file and line for a broken one, or where there is none."""
    cases = []
    for number, line in enumerate((FOLDER / name).read_text(encoding="utf-8").splitlines(), 1):
        try:
            cases.append(kind.model_validate_json(line))
        except ValidationError as error:
            raise ValueError(f"{name}:{number}: {error.errors()[0]['msg']}; mend the line") from error
    if not cases:
        raise ValueError(f"{name} holds no case")
    return cases
