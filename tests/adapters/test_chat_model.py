"""The seam to the model: what is sent, what is read from the answer, what it used, and what never shows."""

import logging
import subprocess
import sys
import traceback
from typing import Any

import httpx
import httpx2
import pytest
import respx

from copilot.domain.usage import Prices, Usage
from copilot.errors import AnswerUnusable, ModelError, ModelRefused, ModelUnavailable
from tests.adapters.small_chat import GOOD, PROMPT, Verdict, ask, body_of, fail_with, play
from tests.jobs.model_table import KEY, URL, complete, make_chat, stream


@pytest.mark.parametrize("model", ["gpt-4.1", "gpt-5.4-pro", "codex-mini", "qwen3:8b", "azure:mine", "meta-llama/L3"])
def test_every_model_is_asked_by_chat_completions_and_by_its_own_name(model: str, httpx2_mock: respx.Router) -> None:
    route = play(httpx2_mock, GOOD)
    assert ask(make_chat(model=model)).so
    assert body_of(route)["model"] == model


def test_the_schema_is_sent_strict_closed_and_without_limits_that_servers_refuse(httpx2_mock: respx.Router) -> None:
    route = play(httpx2_mock, GOOD)
    ask(make_chat())
    wanted = body_of(route)["response_format"]["json_schema"]
    assert wanted == {
        "name": "Verdict",
        "strict": True,
        "schema": {
            "type": "object",
            "properties": {"so": {"type": "boolean"}},
            "required": ["so"],
            "additionalProperties": False,
        },
    }


@pytest.mark.parametrize(
    "text",
    ['{"so": true}', '```json\n{"so": true}\n```', '```\n{"so": true}```', '<think>Is it {"so": false}?</think> {"so": true}'],
)
def test_an_answer_is_read_whatever_is_wrapped_around_it(text: str, httpx2_mock: respx.Router) -> None:
    play(httpx2_mock, complete(text))
    assert ask(make_chat()).so


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (httpx.Response(401, json={"error": {"message": f"Incorrect API key provided: {KEY}"}}), ModelUnavailable),
        (
            httpx.Response(400, json={"error": {"message": f"SECRET-OF-ORLA {KEY}", "code": "context_length_exceeded"}}),
            ModelUnavailable,
        ),
        (httpx.Response(500, text=f"{KEY} SECRET-OF-ORLA"), ModelUnavailable),
        (httpx.Response(200, json={"error": {"message": f"{KEY} SECRET-OF-ORLA"}}), AnswerUnusable),
        (complete(f"{KEY} SECRET-OF-ORLA"), AnswerUnusable),
        (complete({"so": f"{KEY} SECRET-OF-ORLA"}), AnswerUnusable),
        (complete(None, refusal=f"{KEY} SECRET-OF-ORLA"), ModelRefused),
        (httpx2.ConnectError(f"{KEY} SECRET-OF-ORLA"), ModelUnavailable),
    ],
)
def test_neither_the_key_nor_anybodys_words_show_in_a_message_a_traceback_or_a_log(
    reply: httpx.Response | Exception, error: type[ModelError], httpx2_mock: respx.Router, caplog: pytest.LogCaptureFixture
) -> None:
    play(httpx2_mock, reply)
    chat = make_chat(base_url=f"http://user:{KEY}@model.test/v1")
    with caplog.at_level(logging.INFO):
        failure = fail_with(chat)
    trace = "".join(traceback.format_exception(failure))
    shown = [str(failure), repr(failure), trace, repr(chat), repr(chat.server), caplog.text]
    assert type(failure) is error
    assert [text for text in shown if KEY in text or "SECRET-OF-ORLA" in text] == []


@pytest.mark.parametrize(
    ("usage", "expected"),
    [
        ({"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100}, (1000, 100, False, 0.0028)),
        (None, (11, 4, True, 0.000054)),
        ({"prompt_tokens": None, "completion_tokens": None, "total_tokens": None}, (11, 4, True, 0.000054)),
    ],
)
def test_usage_is_the_servers_own_count_or_says_that_it_is_an_estimate(
    usage: dict[str, Any] | None, expected: tuple[Any, ...], httpx2_mock: respx.Router
) -> None:
    play(httpx2_mock, httpx.Response(200, json=GOOD.json() | {"usage": usage}))
    used = make_chat(prices=Prices(prompt=2.0, answer=8.0)).answer(PROMPT, Verdict).usage
    assert (used.prompt_tokens, used.answer_tokens, used.estimated, used.cost) == pytest.approx(expected)


def test_without_prices_there_is_no_cost(httpx2_mock: respx.Router) -> None:
    play(httpx2_mock, GOOD)
    assert make_chat().answer(PROMPT, Verdict).usage.cost is None


def test_the_cost_of_a_repair_is_known_only_where_both_are() -> None:
    used = Usage(model="m", calls=1, prompt_tokens=10, answer_tokens=1, passage_tokens=4, cost=0.5)
    both, half = used.plus(used), used.plus(used.model_copy(update={"cost": None, "estimated": True}))
    assert (both.calls, both.prompt_tokens, both.answer_tokens, both.passage_tokens, both.cost) == (2, 20, 2, 8, 1.0)
    assert (half.cost, half.estimated, used.plus(None)) == (None, True, used)


@pytest.mark.parametrize(("opted_in", "traced"), [(False, False), (True, True)])
def test_prompts_are_traced_only_where_the_owner_of_this_product_wants_it(
    opted_in: bool, traced: bool, httpx2_mock: respx.Router, monkeypatch: pytest.MonkeyPatch
) -> None:
    from langsmith import utils

    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGSMITH_API_KEY", "none")
    utils.get_env_var.cache_clear()
    seen: list[object] = []

    def reply(_: httpx.Request) -> httpx.Response:
        seen.append(utils.tracing_is_enabled())
        raise httpx2.ConnectError("gone")

    httpx2_mock.post(URL).mock(side_effect=reply)
    monkeypatch.setattr("langsmith.Client.create_run", lambda *args, **kwargs: None)
    monkeypatch.setattr("langsmith.Client.update_run", lambda *args, **kwargs: None)
    fail_with(make_chat(tracing=opted_in, retries=0))
    monkeypatch.undo()
    utils.get_env_var.cache_clear()
    assert seen == [traced]


def test_a_stream_brings_its_usage_and_asks_for_it(httpx2_mock: respx.Router) -> None:
    route = play(httpx2_mock, stream('{"so"', ": true}"))
    answered = make_chat(stream=True).answer(PROMPT, Verdict)
    assert (answered.value.so, answered.usage.prompt_tokens, answered.usage.estimated) == (True, 4000, False)
    assert body_of(route)["stream_options"] == {"include_usage": True}


def test_a_check_asks_one_tiny_question_in_the_very_way_answers_are_asked_for(httpx2_mock: respx.Router) -> None:
    route = play(httpx2_mock, complete({"ready": True}))
    assert make_chat().check().calls == 1
    sent = body_of(route)
    assert sent["response_format"]["json_schema"]["name"] == "ConnectionCheck"
    assert sum(len(message["content"]) for message in sent["messages"]) < 400


def test_a_local_server_without_a_key_is_asked_all_the_same(httpx2_mock: respx.Router) -> None:
    route = play(httpx2_mock, GOOD)
    assert ask(make_chat(api_key=None)).so
    assert route.calls.last.request.headers["authorization"] == "Bearer none"


def test_no_temperature_is_sent_since_some_models_refuse_it(httpx2_mock: respx.Router) -> None:
    route = play(httpx2_mock, GOOD)
    ask(make_chat(most_answer_tokens=77))
    assert "temperature" not in body_of(route)
    assert body_of(route)["max_completion_tokens"] == 77


LOADS_NOTHING = """
import sys
from copilot.adapters import chat_model, model_drafter, model_server, second_opinion, token_counter
from copilot.retrieval.remote_embedding import RemoteEmbedder
chat = chat_model.ChatModel(model_server.ModelServer(model="m"), count=len)
model_drafter.ModelDrafter(chat, count=len)
RemoteEmbedder("m")
print([name for name in ("openai", "langchain", "langchain_core", "langsmith", "tiktoken") if name in sys.modules])
"""


def test_making_the_parts_loads_neither_langchain_nor_openai() -> None:
    done = subprocess.run([sys.executable, "-c", LOADS_NOTHING], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
