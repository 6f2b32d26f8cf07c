"""How long to wait, and when to leave a server alone."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.policies.addresses import host_of, without_password
from copilot.policies.patience import Circuit, CircuitLimits, next_wait, read_retry_after

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LIMITS = CircuitLimits(failures=3, window=60, pause=30)


@pytest.mark.parametrize(
    ("attempt", "asked", "left", "wait"),
    [
        (0, None, 60, 0.5),
        (1, None, 60, 1.0),
        (9, None, 60, 8.0),
        (0, 7.0, 60, 7.0),
        (0, 0.0, 60, 0.0),
        (0, 60.0, 60, None),
        (0, None, 0.5, None),
        (0, 0.0, 0, None),
        (0, None, -1, None),
    ],
)
def test_a_wait_that_leaves_no_time_for_another_try_is_not_begun(
    attempt: int, asked: float | None, left: float, wait: float | None
) -> None:
    assert next_wait(attempt, asked, left) == wait


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "3"}, 3.0),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        ({"retry-after": "Sun, 22 Nov 2026 12:00:20 GMT"}, 20.0),
        ({"retry-after": "Sun, 22 Nov 2026 11:00:00 GMT"}, 0.0),
        ({"retry-after": "Sun, 22 Nov 2026 12:00:20 -0000"}, 20.0),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "whenever"}, None),
        ({"retry-after-ms": "", "retry-after": "2"}, 2.0),
    ],
)
def test_a_server_may_name_its_wait_in_three_ways_and_nonsense_is_no_wait(headers: dict[str, str], seconds: float | None) -> None:
    assert read_retry_after(headers, NOW) == seconds


def test_success_forgets_every_failure() -> None:
    circuit = Circuit(limits=LIMITS).after_failure(0).after_failure(1).after_success().after_failure(2).after_failure(3)
    assert not circuit.is_open(3)


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=12).map(sorted))
def test_it_opens_exactly_when_enough_failures_lie_within_the_window(times: list[float]) -> None:
    circuit = Circuit(limits=LIMITS)
    for place, now in enumerate(times):
        close = [at for at in times[: place + 1] if now - at < LIMITS.window]
        if circuit.open_until is not None:
            return
        circuit = circuit.after_failure(now)
        assert circuit.is_open(now) == (len(close) >= LIMITS.failures)


def test_an_open_circuit_lets_one_trial_through_after_its_pause() -> None:
    circuit = Circuit(limits=LIMITS)
    for now in (0, 1, 2):
        circuit = circuit.after_failure(now)
    assert [circuit.is_open(31.9), circuit.is_open(32)] == [True, False]
    trial = circuit.before_call(32)
    assert [trial.is_open(33), trial.after_success().is_open(33), trial.after_failure(33).is_open(62)] == [True, False, True]


@pytest.mark.parametrize(
    ("address", "host", "bare"),
    [
        (None, "api.openai.com", None),
        ("http://u:secret@box.lan:8000/v1", "box.lan", "http://box.lan:8000/v1"),
        ("https://one.example/v1", "one.example", "https://one.example/v1"),
        ("http://[::1]:8080/v1", "::1", "http://[::1]:8080/v1"),
    ],
)
def test_an_address_is_named_by_its_host_and_loses_its_password(address: str | None, host: str, bare: str | None) -> None:
    assert (host_of(address), without_password(address)) == (host, bare)
