"""People: the seller who asks, the executive they want to reach, and what the seller is known to do."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from copilot.domain.noun import Noun, Received

PlayId = Annotated[str, StringConstraints(strip_whitespace=True, to_upper=True, max_length=40)]
LedgerKind = Literal["knows", "tried", "not_known"]


class Answer(Received):
    """What a seller answered to a clarifying question: the plays they do mean by a statement (none is an answer too)."""

    statement: str = Field(max_length=2000)
    play_ids: tuple[PlayId, ...] = Field(default=(), max_length=20)


class Seller(Received):
    id: str = Field(default="me", min_length=1, max_length=80, examples=["orla"])
    name: str | None = Field(default=None, max_length=120)
    role: str | None = Field(default=None, max_length=120)
    knows: tuple[str, ...] = Field(default=(), max_length=60, examples=[["I quote a line of theirs back at them"]])
    answers: tuple[Answer, ...] = Field(default=(), max_length=60)


class Executive(Received):
    name: str | None = Field(default=None, max_length=120)
    title: str | None = Field(default=None, max_length=120, examples=["CFO"])
    company: str | None = Field(default=None, max_length=160, examples=["Halden Foods"])
    industry: str | None = Field(default=None, max_length=120)


class LedgerEntry(Noun):
    """One thing a person said about a seller and a play. People write the ledger; drafting never does."""

    play_id: str
    kind: LedgerKind
    on: date
    depth: int | None = None  # 1 gesture, 2 with a researched fact, 3 with a give and a measure, 4 can teach it
    outcome: str | None = None
