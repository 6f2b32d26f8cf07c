"""The one seam to the language model: LangChain's chat model over Chat Completions of any OpenAI-compatible server.

Whatever goes wrong leaves here as one of three errors, so that nobody else needs to know more: ModelUnavailable, ModelRefused,
AnswerUnusable.
"""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic

from copilot.adapters.answer_shape import ConnectionCheck, Shape, read_answer, response_format, schema_text
from copilot.adapters.model_server import (
    Failure,
    ModelServer,
    cut_at_limit,
    out_of_reach,
    refused,
    too_long,
    too_slow,
    turned_down,
    unusable,
)
from copilot.domain.usage import Prices, Usage
from copilot.errors import ModelError, ModelUnavailable
from copilot.policies.addresses import without_password
from copilot.policies.patience import Circuit, CircuitLimits, next_wait
from copilot.policies.token_budget import CountTokens
from copilot.prompts.loader import RenderedPrompt, load

_log = logging.getLogger(__name__)
_MOST_TO_CONNECT = 5.0  # seconds; a server that is there answers the telephone sooner than that


@dataclass(frozen=True)
class Answered(Generic[Shape]):
    """An answer of the shape that was asked for, and what it used."""

    value: Shape
    usage: Usage


class ChatModel:
    """A model behind one server. Making it imports nothing and opens no connection."""

    def __init__(
        self,
        server: ModelServer,
        *,
        count: CountTokens,
        prices: Prices | None = None,
        circuit: CircuitLimits | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.server = server
        self._count = count
        self._prices = prices
        self._circuit = Circuit(limits=circuit or CircuitLimits())
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"ChatModel({self.server.model!r})"

    @property
    def name(self) -> str:
        return self.server.model

    def raise_if_resting(self) -> None:
        """Raise ModelUnavailable at once where the server is being left alone, before anything is prepared for it."""
        if self._circuit.is_open(self._clock()):
            raise ModelUnavailable(
                f"The model server at {self.server.host} kept failing and is left alone for a moment; wait a little."
            )

    def answer(self, prompt: RenderedPrompt, shape: type[Shape]) -> Answered[Shape]:
        """Return the model's answer and what it used. Raises a ModelError and nothing else."""
        self._begin()
        until = self._clock() + self.server.timeout
        attempt = 0
        while True:
            try:
                message = self._call(prompt, shape, until)
                value = read_answer(_text_of(message), shape)
            except Exception as error:  # a strange server breaks a client in ways no list foresees; somebody still waits
                failure = self._fold(error)
                left = until - self._clock()
                wait = next_wait(attempt, failure.asked_wait, left) if failure.retry and attempt < self.server.retries else None
                if wait is None:
                    self._end(failure)
                    raise failure.error from None  # what it came from may hold a key or somebody's words
                attempt += 1
                self._sleep(wait)
            else:
                self._end(None)
                return Answered(value=value, usage=self._usage(prompt, message))

    def check(self) -> Usage:
        """Ask for one tiny answer, in the very way real ones are asked for. Raises a ModelError."""
        return self.answer(load("check_model").render(shape=schema_text(ConnectionCheck)), ConnectionCheck).usage

    def _begin(self) -> None:
        with self._lock:
            self.raise_if_resting()
            self._circuit = self._circuit.before_call(self._clock())

    def _end(self, failure: Failure | None) -> None:
        with self._lock:
            if failure is not None and failure.at_fault:
                self._circuit = self._circuit.after_failure(self._clock())
            else:
                self._circuit = self._circuit.after_success()
        if failure is not None:
            _log.warning("%s: %s", type(failure.error).__name__, failure.error)

    def _call(self, prompt: RenderedPrompt, shape: type[Shape], until: float) -> Any:
        import openai  # here: seconds of import that playbook mode never needs

        left = max(until - self._clock(), 0.001)
        bound = self._model.bind(
            response_format=response_format(shape, self.server.answer_format),
            timeout=openai.Timeout(left, connect=min(left, _MOST_TO_CONNECT)),
        )
        messages = [("system", prompt.system), ("human", prompt.user)]
        with self._tracing():
            if not self.server.stream:
                return bound.invoke(messages)
            whole: Any = None
            for chunk in bound.stream(messages):
                whole = chunk if whole is None else whole + chunk
                if self._clock() > until:
                    raise too_slow(self.server).error
            return whole

    @cached_property
    def _model(self) -> Any:
        from langchain.chat_models import init_chat_model

        key = self.server.api_key.get_secret_value() if self.server.api_key else ""
        return init_chat_model(
            self.server.model,
            model_provider="openai",
            base_url=without_password(self.server.base_url),
            api_key=key or "none",  # local servers want one and do not look at it
            use_responses_api=False,  # the endpoint must never depend on a model's name
            max_retries=0,  # retried here, where the time left for all tries together is known
            max_tokens=self.server.most_answer_tokens,
            stream_usage=True,
        )

    def _tracing(self) -> AbstractContextManager[object]:
        if self.server.tracing:
            return nullcontext()
        from langsmith import tracing_context  # comes with LangChain

        return tracing_context(enabled=False)

    def _usage(self, prompt: RenderedPrompt, message: Any) -> Usage:
        counted = message.response_metadata.get("token_usage") or {}
        asked, answered = counted.get("prompt_tokens"), counted.get("completion_tokens")
        if isinstance(asked, int) and isinstance(answered, int):
            return self._cost(Usage(model=self.name, calls=1, prompt_tokens=asked, answer_tokens=answered))
        asked = self._count(prompt.system) + self._count(prompt.user)
        answered = self._count(str(message.content))
        return self._cost(Usage(model=self.name, calls=1, prompt_tokens=asked, answer_tokens=answered, estimated=True))

    def _cost(self, usage: Usage) -> Usage:
        if self._prices is None:
            return usage
        return usage.model_copy(update={"cost": self._prices.cost_of(usage.prompt_tokens, usage.answer_tokens)})

    def _fold(self, error: Exception) -> Failure:
        """Return what an exception of any family means here."""
        import openai
        from langchain_core.exceptions import ContextOverflowError
        from langchain_openai.chat_models.base import OpenAIRefusalError

        if isinstance(error, ModelError):  # raised here, on reading the answer
            return Failure(error, at_fault=isinstance(error, ModelUnavailable))
        if isinstance(error, openai.LengthFinishReasonError):
            return cut_at_limit()
        if isinstance(error, openai.ContentFilterFinishReasonError | OpenAIRefusalError):
            return refused()
        if isinstance(error, ContextOverflowError):
            return too_long(self.server)
        if isinstance(error, openai.APITimeoutError):
            return too_slow(self.server)
        if isinstance(error, openai.APIConnectionError):
            return out_of_reach(self.server)
        if isinstance(error, openai.APIStatusError):
            return turned_down(self.server, error.status_code, error.response.headers)
        if isinstance(error, openai.APIError):  # an error in the middle of a stream
            return unusable("broke off with an error of its server; try again later")
        _log.warning("An unexpected %s on the way to the model.", type(error).__name__)
        return unusable("could not be read at all; see that OPENAI_BASE_URL names an OpenAI-compatible server")


def _text_of(message: Any) -> str:
    """Return the text of a whole answer. Raises ModelRefused, or AnswerUnusable where it is empty or has no end."""
    finish = message.response_metadata.get("finish_reason")
    if message.additional_kwargs.get("refusal") or finish == "content_filter":
        raise refused().error
    if finish is None:  # a stream that is cut ends without an error of its own
        raise unusable("broke off before its end; try again").error
    if finish == "length":
        raise cut_at_limit().error
    text = message.content if isinstance(message.content, str) else ""
    if not text.strip():
        raise unusable("was empty; try again, or another model").error
    return text
