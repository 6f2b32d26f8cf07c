"""A chat model over a mocked server, one tiny question to it, and the replies it gets."""

import json
from typing import Any

import httpx
import pytest
import respx
from pydantic import BaseModel

from copilot.adapters.chat_model import ChatModel
from copilot.errors import ModelError
from copilot.prompts.loader import RenderedPrompt
from tests.jobs.model_table import URL, complete

PROMPT = RenderedPrompt(system="Be short.", user="Is it so? SECRET-OF-ORLA", id="suggest_plays", version=1, digest="d")


class Verdict(BaseModel):
    so: bool


GOOD = complete({"so": True})


def ask(chat: ChatModel) -> Verdict:
    return chat.answer(PROMPT, Verdict).value


def fail_with(chat: ChatModel) -> ModelError:
    with pytest.raises(ModelError) as caught:
        ask(chat)
    return caught.value


def play(mock: respx.Router, *replies: httpx.Response | Exception) -> respx.Route:
    """Give these replies in turn, the last again and again."""
    given = iter(replies)
    last = replies[-1]

    def reply(_: httpx.Request) -> httpx.Response:
        now = next(given, last)
        if isinstance(now, Exception):
            raise now
        return httpx.Response(now.status_code, headers=now.headers, content=now.content)

    return mock.post(URL).mock(side_effect=reply)


def body_of(route: respx.Route) -> dict[str, Any]:
    """Return what was sent last."""
    return dict(json.loads(route.calls.last.request.content))
