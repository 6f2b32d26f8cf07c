"""Which signals a request holds."""

from datetime import date

import pytest

from copilot.domain.readings import SignalReading
from copilot.policies.signals import LEAST_ASIDE, LEAST_GIVEN, LEAST_SECOND, MOST_SIGNALS, name_unread, settle_signals

TITLES = {f"s{number}": f"Signal {number}" for number in range(1, 8)}


def _read(text: str, *likenesses: tuple[str, float], given: bool = True, on: date | None = None) -> SignalReading:
    return SignalReading(text=text, given=given, likenesses=likenesses, on=on)


def _settle(*readings: SignalReading) -> list[str]:
    return [signal.signal for signal in settle_signals(readings, TITLES)]


@pytest.mark.parametrize(
    ("readings", "held"),
    [
        pytest.param([], [], id="no text, no signal"),
        pytest.param([_read("a")], [], id="a text like nothing is none"),
        pytest.param([_read("a", ("s1", LEAST_GIVEN))], ["s1"], id="given: holds at its threshold"),
        pytest.param([_read("a", ("s1", LEAST_GIVEN - 0.01))], [], id="given: does not hold below it"),
        pytest.param([_read("a", ("s1", LEAST_ASIDE), given=False)], ["s1"], id="an aside holds at its threshold"),
        pytest.param([_read("a", ("s1", LEAST_ASIDE - 0.01), given=False)], [], id="an aside below it does not hold"),
        pytest.param([_read("a", ("s1", 0.6), ("s2", LEAST_SECOND))], ["s1", "s2"], id="a likely second kind holds too"),
        pytest.param([_read("a", ("s1", 0.6), ("s2", LEAST_SECOND - 0.01))], ["s1"], id="a less likely one does not"),
        pytest.param([_read("a", ("s1", 0.7), ("s2", LEAST_SECOND), given=False)], ["s1"], id="an aside's second must be sure"),
        pytest.param([_read("a", ("s1", 0.6)), _read("b", ("s2", 0.9))], ["s2", "s1"], id="strongest first"),
        pytest.param([_read("a", ("gone", 0.9))], [], id="a signal the library has not is none"),
        pytest.param([_read(str(n), (f"s{n}", 0.9)) for n in range(1, 8)], ["s1", "s2", "s3", "s4"], id="at most four"),
    ],
)
def test_readings_become_signals(readings: list[SignalReading], held: list[str]) -> None:
    assert _settle(*readings) == held
    assert len(held) <= MOST_SIGNALS


def test_a_signal_told_twice_is_held_once_with_its_best_words_and_their_date() -> None:
    weak = _read("heard something", ("s1", 0.5), on=date(2026, 1, 1))
    strong = _read("results on 2 November", ("s1", 0.9), on=date(2026, 11, 2))
    (signal,) = settle_signals([weak, strong, weak], TITLES)
    assert (signal.words, signal.on) == ("results on 2 November", date(2026, 11, 2))


def test_a_signal_without_a_date_stays_without_one() -> None:
    (signal,) = settle_signals([_read("a", ("s1", 0.9))], TITLES)
    assert signal.on is None


def test_a_text_given_as_a_signal_that_led_to_none_is_named_and_an_aside_is_not() -> None:
    readings = [_read("used", ("s1", 0.9)), _read("unread", ("s1", 0.1)), _read("aside", given=False)]
    assert name_unread(readings, settle_signals(readings, TITLES)) == ("unread",)
