"""Answers that stand in for a model: kept by the digest of prompt, shape and model, each with where it came from.

`scripted`: written by us, to see what the product makes of such an answer; it says nothing about any model. `recorded`: a model
gave it, on that day. A prompt or a card that changes makes its recordings stale, and the case says so and how to make them anew.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ValidationError

from copilot.adapters.answer_shape import read_answer
from copilot.adapters.chat_model import Answered, ChatModel, Shape
from copilot.adapters.model_server import ModelServer
from copilot.adapters.token_counter import estimate_tokens
from copilot.domain.noun import Noun
from copilot.domain.usage import Usage
from copilot.prompts.loader import RenderedPrompt
from evals.cases import BrokenCases

FOLDER = Path(__file__).parent / "recordings"
SCRIPTED = FOLDER / "scripted.jsonl"
REMAKE = "python -m evals --remake-scripted"
_BOUNDARY = re.compile(r"<<material ([0-9a-f]{16}):")
_SECRETS = re.compile(
    r"\bsk-[A-Za-z0-9_-]{8,}|\bBearer\s+[A-Za-z0-9._-]{12,}|\bgh[pousr]_[A-Za-z0-9]{20,}|\bAKIA[0-9A-Z]{16}\b|\bxox[abprs]-[\w-]{10,}"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----|://[^/\s:@]+:[^/\s:@]+@|\bAIza[0-9A-Za-z_-]{30,}"
)


class MissingRecording(Exception):
    """No answer is kept for this prompt; the message says how to make one. No fallback may hide it."""


class HoldsSecret(ValueError):
    """A recording would hold something that looks like a key; nothing was written."""


class Recording(Noun):
    """One answer, as it is kept."""

    key: str
    provenance: Literal["scripted", "recorded"]
    model: str
    on: date
    prompt: str  # suggest_plays.v1
    prompt_digest: str
    shape: str
    answer: dict[str, Any] | None  # None: an answer that could not be read, or none at all
    failed: str = ""
    prompt_tokens: int = 0
    answer_tokens: int = 0
    take: int = 0  # of a test and its retests


def key_of(prompt: RenderedPrompt, shape: type[BaseModel], model: str) -> str:
    """Return the digest of a prompt as it is sent, the shape of its answer, and the model; its boundary is drawn, so left out."""
    text = f"{prompt.system}\n\0{prompt.user}"
    drawn = _BOUNDARY.search(text)
    if drawn is not None:
        text = text.replace(drawn[1], "boundary")
    schema = json.dumps(shape.model_json_schema(), sort_keys=True)
    return hashlib.sha256("\0".join([text, schema, model]).encode()).hexdigest()[:32]


def read_recordings(path: Path) -> dict[tuple[str, int], Recording]:
    """Return recordings by key and take. Raises BrokenCases with file and line."""
    found: dict[tuple[str, int], Recording] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines() if path.exists() else [], 1):
        try:
            recording = Recording.model_validate_json(line)
        except ValidationError as error:
            raise BrokenCases(f"{path.name}:{number}: this is no recording; take the line out and make it anew.") from error
        found[recording.key, recording.take] = recording
    return found


def write_line(recording: Recording, secrets: Iterable[str] = ()) -> str:
    """Return the line of a recording. Raises HoldsSecret where it holds a secret that is known, or what looks like one."""
    line = recording.model_dump_json()
    if any(secret and secret in line for secret in secrets) or _SECRETS.search(line):
        raise HoldsSecret(
            "The answer holds what looks like a key or a password, so it was not kept; look at the server's answers."
        )
    return line


def describe(recordings: Iterable[Recording]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the models and the days of recordings."""
    kept = list(recordings)
    return tuple(sorted({each.model for each in kept})), tuple(sorted({each.on.isoformat() for each in kept}))


class ReplayModel(ChatModel):
    """Stands where the model would, and answers from recordings alone. It never opens a connection."""

    def __init__(self, recordings: Mapping[tuple[str, int], Recording], model: str = "", remake: str = REMAKE) -> None:
        super().__init__(ModelServer(model=model or "replay"), count=estimate_tokens)
        self._recordings = recordings
        self._remake = remake
        self.model = model
        self.take = 0
        self.used: list[Recording] = []

    @property
    def name(self) -> str:
        return self.model or "replay"

    def raise_if_resting(self) -> None:
        """A recording never rests."""

    def answer(self, prompt: RenderedPrompt, shape: type[Shape]) -> Answered[Shape]:
        key = key_of(prompt, shape, self.model)
        found = self._recordings.get((key, self.take)) or self._recordings.get((key, 0))
        if found is None:
            raise MissingRecording(
                f"no answer of '{self.model}' is kept for {prompt.id}.v{prompt.version} as it reads now (prompt or card moved); "
                f"make it with: {self._remake}"
            )
        self.used.append(found)
        if found.answer is None:
            raise_again(found.failed)
        usage = Usage(
            model=self.name, calls=1, prompt_tokens=found.prompt_tokens, answer_tokens=found.answer_tokens, estimated=True
        )
        return Answered(value=read_answer(json.dumps(found.answer), shape), usage=usage)


def raise_again(failed: str) -> None:
    """Raise the error that was kept in place of an answer."""
    from copilot import errors

    kind, _, message = failed.partition(": ")
    raise getattr(errors, kind, errors.AnswerUnusable)(message or "The model gave no answer that could be read.")
