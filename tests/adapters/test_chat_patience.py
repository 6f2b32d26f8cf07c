"""How much patience the seam has: what is tried again, how long anybody waits, when a server is left alone."""

import threading

import httpx
import pytest
import respx

from copilot.adapters.chat_model import ChatModel
from copilot.adapters.model_server import ModelServer
from copilot.errors import ModelUnavailable
from copilot.policies.patience import CircuitLimits
from tests.adapters.small_chat import GOOD, ask, fail_with, play
from tests.jobs.model_table import BASE_URL, URL, Fakes, complete, make_chat, stream


@pytest.mark.parametrize(
    ("status", "retried"),
    [
        (400, False),
        (401, False),
        (403, False),
        (404, False),
        (422, False),
        (408, True),
        (409, True),
        (429, True),
        (500, True),
        (503, True),
    ],
)
def test_only_what_waiting_may_mend_is_tried_again(status: int, retried: bool, httpx2_mock: respx.Router) -> None:
    route = play(httpx2_mock, httpx.Response(status), GOOD)
    chat = make_chat()
    if retried:
        assert ask(chat).so
    else:
        assert isinstance(fail_with(chat), ModelUnavailable)
    assert route.call_count == 1 + retried


def test_a_server_that_says_do_not_retry_is_not_asked_again(httpx2_mock: respx.Router) -> None:
    route = play(httpx2_mock, httpx.Response(429, headers={"x-should-retry": "false"}))
    fail_with(make_chat())
    assert route.call_count == 1


@pytest.mark.parametrize(
    ("headers", "slept"),
    [({"retry-after": "3"}, [3.0]), ({"retry-after-ms": "250"}, [0.25]), ({"retry-after": "soon"}, [0.5]), ({}, [0.5])],
)
def test_it_waits_as_long_as_the_server_asks(headers: dict[str, str], slept: list[float], httpx2_mock: respx.Router) -> None:
    play(httpx2_mock, httpx.Response(429, headers=headers), GOOD)
    time = Fakes()
    assert ask(make_chat(time=time)).so
    assert time.slept == slept


def test_nobody_waits_longer_than_the_timeout_for_all_tries_together(httpx2_mock: respx.Router) -> None:
    play(httpx2_mock, httpx.Response(503, headers={"retry-after": "25"}))
    time = Fakes()
    fail_with(make_chat(time=time, timeout=60.0, retries=9))
    assert time.slept == [25.0, 25.0]


def test_each_try_gets_only_the_time_that_is_left_and_five_seconds_to_connect(httpx2_mock: respx.Router) -> None:
    route = play(httpx2_mock, httpx.Response(503, headers={"retry-after": "25"}), GOOD)
    ask(make_chat(timeout=60.0))
    first, second = (call.request.extensions["timeout"] for call in route.calls)
    assert (first["read"], first["connect"]) == (60.0, 5.0)
    assert (second["read"], second["connect"]) == (35.0, 5.0)


def test_a_circuit_opens_after_failures_rests_and_tries_once_again(httpx2_mock: respx.Router) -> None:
    route = play(httpx2_mock, *[httpx.Response(404)] * 4, GOOD)
    time = Fakes()
    chat = make_chat(time=time)
    for _ in range(3):
        fail_with(chat)
    assert "left alone" in str(fail_with(chat))
    assert route.call_count == 3
    time.now += 31  # the pause is over: one trial, which fails, and it rests again
    assert "left alone" not in str(fail_with(chat))
    assert "left alone" in str(fail_with(chat))
    time.now += 31
    assert ask(chat).so
    assert ask(chat).so
    assert route.call_count == 6


def test_failures_that_lie_far_apart_open_nothing(httpx2_mock: respx.Router) -> None:
    route = play(httpx2_mock, httpx.Response(404))
    time = Fakes()
    chat = make_chat(time=time)
    for _ in range(6):
        fail_with(chat)
        time.now += 40
    assert route.call_count == 6


BAD_ANSWERS = {
    "no JSON": complete("no JSON"),
    "refusal": complete(None, refusal="no"),
    "filtered": complete("", finish="content_filter"),
    "cut off": complete("{", finish="length"),
    "not accepted": httpx.Response(400),
}


@pytest.mark.parametrize("reply", BAD_ANSWERS.values(), ids=BAD_ANSWERS)
def test_a_server_that_answers_badly_is_not_left_alone(reply: httpx.Response, httpx2_mock: respx.Router) -> None:
    route = play(httpx2_mock, reply)
    chat = make_chat()
    for _ in range(5):
        fail_with(chat)
    assert route.call_count == 5


def test_while_one_trial_runs_everybody_else_is_answered_at_once(httpx2_mock: respx.Router) -> None:
    time = Fakes()
    chat = make_chat(time=time)
    within: list[str] = []

    def reply(_: httpx.Request) -> httpx.Response:
        if time.now > 30 and not within:
            within.append("nobody was told")
            other = threading.Thread(target=lambda: within.append(str(fail_with(chat))))
            other.start()
            other.join()
            return complete({"so": True})
        return httpx.Response(404)

    httpx2_mock.post(URL).mock(side_effect=reply)
    for _ in range(3):
        fail_with(chat)
    time.now += 31
    assert ask(chat).so
    assert ["left alone" in message for message in within] == [False, True]


def test_a_stream_that_trickles_is_given_up_when_the_time_is_over(httpx2_mock: respx.Router) -> None:
    time = Fakes()
    chat = ChatModel(
        ModelServer(model="m", base_url=BASE_URL, timeout=5.0, stream=True),
        count=len,
        clock=_Ticking(time).clock,
        sleep=time.sleep,
    )
    play(httpx2_mock, stream(*['{"so": '] * 20))
    assert "in time" in str(fail_with(chat))


def test_circuit_limits_are_settings(httpx2_mock: respx.Router) -> None:
    route = play(httpx2_mock, httpx.Response(404))
    server = ModelServer(model="m", base_url=BASE_URL)
    chat = ChatModel(server, count=len, circuit=CircuitLimits(failures=1), clock=Fakes().clock)
    fail_with(chat)
    fail_with(chat)
    assert route.call_count == 1


class _Ticking:
    """A clock on which every look costs a second."""

    def __init__(self, time: Fakes) -> None:
        self._time = time

    def clock(self) -> float:
        self._time.now += 1
        return self._time.now
