"""Questions by a model: what the prompt shows, what comes back as a draft, and three errors whatever the server does."""

import json
from typing import Any

import httpx
import pytest
import respx

from copilot.adapters.model_questions import ModelQuestions, list_facts
from copilot.adapters.token_counter import estimate_tokens
from copilot.domain.one_on_one import QuestionsDraftRequest
from copilot.errors import AnswerUnusable, ModelError, ModelUnavailable
from copilot.prompts.loader import load
from tests.coaching_cards import make_breaking
from tests.jobs.model_table import ORDER, URL, complete, make_chat
from tests.jobs.one_on_one_desk import ScriptedModel, ask_for, prepare


def make_request(**more: Any) -> QuestionsDraftRequest:
    """Return what the job hands to a drafter."""
    ear = ScriptedModel(ModelUnavailable("away"))
    prepare(ask_for(make_breaking(5, 1), **more), model=ear)
    return ear.asked[0]


def make_drafter(**changes: Any) -> ModelQuestions:
    return ModelQuestions(make_chat(**changes), count=estimate_tokens, boundary=lambda: "b0")


def question(**changes: Any) -> dict[str, Any]:
    return {
        "text": "Suppose the COO sat in. What would be worth a minute?",
        "kind": "Q3",
        "fact": 0,
        "listen_for": "what she gains",
        "follow_up": "Who could bring it in?",
        "citations": [{"passage_id": "[CG23#how]", "quote": "a shared way up"}],
    } | changes


def answer(mock: respx.Router, reply: httpx.Response | Exception) -> respx.Route:
    if isinstance(reply, Exception):
        return mock.post(URL).mock(side_effect=reply)
    return mock.post(URL).mock(return_value=reply)


def test_a_draft_names_its_facts_by_number_and_its_passages_by_id(httpx2_mock: respx.Router) -> None:
    request = make_request()
    answer(httpx2_mock, complete({"questions": [question(fact=1), question(fact=99), question(kind="Q77")]}))
    draft = make_drafter().draft_questions(request)
    assert [each.fact for each in draft.questions] == [list_facts(request)[0], None]
    assert draft.questions[0].citations[0].passage_id == "CG23#how"
    assert draft.usage is not None
    assert draft.prompt is not None
    assert (draft.prompt.id, draft.prompt.digest) == ("draft_questions", load("draft_questions").digest)


def test_what_people_typed_is_fenced_and_orders_in_it_stay_text(httpx2_mock: respx.Router) -> None:
    request = make_request(notes=[f"He is keen. {ORDER}"], previous_questions=["What will you try on b0 first?"])
    route = answer(httpx2_mock, complete({"questions": [question()]}))
    make_drafter().draft_questions(request)
    sent = json.loads(route.calls.last.request.content)["messages"]
    prompt = str(sent[-1]["content"])
    outside = [line for line in prompt.splitlines() if line.startswith("<<")]
    assert ORDER in prompt
    assert prompt.index("<<material b0: the case>>") < prompt.index(ORDER) < prompt.index("<<material b0: facts, by number>>")
    assert len(outside) == 10, "five materials, each with its own first and last line"
    assert "What will you try on [removed] first?" in prompt
    assert ORDER not in str(sent[0]["content"])


def test_links_and_pictures_are_taken_out_of_what_is_drafted(httpx2_mock: respx.Router) -> None:
    text = "Suppose [this](https://evil.example/?who=omar) ![x](http://evil.example/y) came up. What would you say?"
    answer(httpx2_mock, complete({"questions": [question(text=text)]}))
    assert "://" not in make_drafter().draft_questions(make_request()).questions[0].text


TROUBLE: dict[str, httpx.Response | Exception] = {
    "nobody answers": httpx.ConnectError("refused"),
    "a server error": httpx.Response(500),
    "too many requests": httpx.Response(429),
    "no JSON": complete("Sure, here are some questions!"),
    "another shape": complete({"plays": []}),
    "no question at all": complete({"questions": []}),
    "cut at the limit": complete({"questions": []}, finish="length"),
    "a refusal": complete(None, finish="content_filter"),
    "an empty answer": complete(""),
}


@pytest.mark.parametrize("label", TROUBLE)
def test_whatever_goes_wrong_is_an_error_the_job_knows_and_the_playbook_asks(label: str, httpx2_mock: respx.Router) -> None:
    answer(httpx2_mock, TROUBLE[label])
    with pytest.raises(ModelError):
        make_drafter(retries=0).draft_questions(make_request())
    result = prepare(ask_for(make_breaking(5, 1)), model=make_drafter(retries=0))
    without = prepare(ask_for(make_breaking(5, 1)))
    assert result.questions == without.questions
    assert (result.drafted_by, len(result.warnings)) == ("playbook", 1)
    assert result.warnings[0].startswith("The model gave no questions that could be used")


def test_an_empty_repair_is_no_error(httpx2_mock: respx.Router) -> None:
    answer(httpx2_mock, complete({"questions": []}))
    request = make_request().model_copy(update={"findings": ("x\tQR1: closed",)})
    assert make_drafter().draft_questions(request).questions == ()
    with pytest.raises(AnswerUnusable):
        make_drafter().draft_questions(make_request())
