"""Where the model is, and what its failures mean to a person. The sentences are ours: nothing a server said is repeated, since it
may hold a key or somebody's words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import Field, SecretStr

from copilot.adapters.answer_shape import AnswerFormat
from copilot.domain.noun import Noun
from copilot.errors import AnswerUnusable, ModelError, ModelRefused, ModelUnavailable
from copilot.policies.addresses import host_of
from copilot.policies.patience import read_retry_after

_RETRIED = (408, 409, 429)  # and every 5xx; any other refusal stays a refusal however often one asks
_KEY_REFUSED = (401, 403)


class ModelServer(Noun):
    """Where the model is and how it is spoken to. The key never shows: not in a message, a repr or a log."""

    model: str
    base_url: str | None = Field(default=None, repr=False)  # None: OpenAI's own; it may hold a password
    api_key: SecretStr | None = None
    timeout: float = 60.0  # seconds for one answer, its retries and the waits between them included
    retries: int = 2
    answer_format: AnswerFormat = "json_schema"
    stream: bool = False  # for slow servers: then the time also holds while an answer trickles in
    most_answer_tokens: int = 8000
    tracing: bool = False  # LangSmith sees the prompts only where the owner wants it, whatever the environment says

    @property
    def host(self) -> str:
        return host_of(self.base_url)


@dataclass(frozen=True)
class Failure:
    """What went wrong, as the caller hears it, and what follows from it."""

    error: ModelError
    retry: bool = False
    asked_wait: float | None = None  # seconds the server asked to wait
    at_fault: bool = True  # whether the server is: only then its circuit counts it


def too_slow(server: ModelServer) -> Failure:
    message = f"The model server at {server.host} did not answer in time; try again later, or raise COACH_MODEL_TIMEOUT."
    return Failure(ModelUnavailable(message), retry=True)


def out_of_reach(server: ModelServer) -> Failure:
    message = f"The model server at {server.host} cannot be reached; see that it runs and that OPENAI_BASE_URL is right."
    return Failure(ModelUnavailable(message), retry=True)


def too_long(server: ModelServer) -> Failure:
    message = f"The prompt is longer than {server.model} can read; lower COACH_MODEL_PASSAGE_TOKENS."
    return Failure(ModelUnavailable(message), at_fault=False)


def turned_down(server: ModelServer, status: int, headers: Mapping[str, str]) -> Failure:
    """Return what an HTTP status of 400 or more means."""
    retry = (status in _RETRIED or status >= 500) and headers.get("x-should-retry") != "false"
    if status in _KEY_REFUSED:
        message = f"The model server at {server.host} refused the key; set OPENAI_API_KEY to one that may use {server.model}."
    elif status == 404:
        message = f"The model server at {server.host} does not know {server.model}; check COACH_MODEL and OPENAI_BASE_URL."
    elif status == 429:
        message = f"The model server at {server.host} takes no more requests just now; wait a little, or check the account."
    elif status >= 500 or retry:
        message = f"The model server at {server.host} failed (HTTP {status}); try again later."
    else:
        message = f"The model server at {server.host} did not accept the request (HTTP {status}); COACH_MODEL_FORMAT may mend it."
    return Failure(
        ModelUnavailable(message),
        retry=retry,
        asked_wait=read_retry_after(headers, datetime.now(UTC)),
        at_fault=status >= 500 or status in (*_RETRIED, *_KEY_REFUSED, 404),
    )


def refused() -> Failure:
    message = "The model declined to answer, or a filter of its server did; put the question in other words."
    return Failure(ModelRefused(message), at_fault=False)


def unusable(what: str) -> Failure:
    return Failure(AnswerUnusable(f"The model's answer {what}."), at_fault=False)


def cut_at_limit() -> Failure:
    return unusable("was cut off at its length limit; raise COACH_MODEL_ANSWER_TOKENS")
