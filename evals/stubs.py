"""Models that are none: one that obeys whatever it reads, and those that fail in every way a server can."""

import json

from copilot.adapters.answer_shape import read_answer
from copilot.adapters.chat_model import Answered, ChatModel, Shape
from copilot.adapters.model_server import ModelServer
from copilot.adapters.token_counter import estimate_tokens
from copilot.domain.usage import Usage
from copilot.errors import ModelError
from copilot.prompts.loader import RenderedPrompt
from evals.scripts import write_answer


class StubModel(ChatModel):
    """Answers by a script, at once. It keeps the prompts it was given."""

    def __init__(self, script: str) -> None:
        super().__init__(ModelServer(model=f"scripted:{script}"), count=estimate_tokens)
        self.script = script
        self.prompts: list[str] = []

    def raise_if_resting(self) -> None:
        """A stub never rests."""

    def answer(self, prompt: RenderedPrompt, shape: type[Shape]) -> Answered[Shape]:
        text = f"{prompt.system}\n{prompt.user}"
        self.prompts.append(text)
        written = json.dumps(write_answer(self.script, text, shape.__name__))
        usage = Usage(
            model=self.name,
            calls=1,
            prompt_tokens=estimate_tokens(text),
            answer_tokens=estimate_tokens(written),
            estimated=True,
        )
        return Answered(value=read_answer(written, shape), usage=usage)


class FailingModel(ChatModel):
    """Fails in one way, every time; or answers text that is not what was asked for."""

    def __init__(self, failure: ModelError | str = "") -> None:
        super().__init__(ModelServer(model="failing"), count=estimate_tokens)
        self.failure = failure

    def raise_if_resting(self) -> None:
        """It would rather fail."""

    def answer(self, prompt: RenderedPrompt, shape: type[Shape]) -> Answered[Shape]:  # noqa: ARG002 - it reads no prompt
        if isinstance(self.failure, ModelError):
            raise self.failure
        usage = Usage(model=self.name, calls=1, prompt_tokens=1, answer_tokens=1)
        return Answered(value=read_answer(self.failure, shape), usage=usage)
