"""Which signals a request holds: scored readings of its texts become signals with their dates."""

from collections.abc import Mapping, Sequence

from copilot.domain.drafts import DatedSignal
from copilot.domain.readings import SignalReading

LEAST_GIVEN = 0.45  # likeness at which a text that was given as a signal is taken as one
LEAST_ASIDE = 0.6  # and at which a sentence of the question is: most are not signals at all
MOST_SIGNALS = 4


def settle_signals(readings: Sequence[SignalReading], titles: Mapping[str, str]) -> tuple[DatedSignal, ...]:
    """Return the signals that hold, strongest first and each once. None is a valid case."""
    held: dict[str, tuple[float, DatedSignal]] = {}
    for reading in readings:
        least = LEAST_GIVEN if reading.given else LEAST_ASIDE
        best = reading.likenesses[0][1] if reading.likenesses else 0.0
        for signal, likeness in reading.likenesses[:2]:
            if likeness < least or likeness < best - 0.08 or signal not in titles:
                continue  # a second kind holds only where it is nearly as likely as the first
            if signal not in held or held[signal][0] < likeness:
                held[signal] = (likeness, DatedSignal(signal=signal, words=reading.text, on=reading.on))
    ordered = sorted(held.values(), key=lambda pair: -pair[0])
    return tuple(signal for _, signal in ordered)[:MOST_SIGNALS]


def name_unread(readings: Sequence[SignalReading], held: Sequence[DatedSignal]) -> tuple[str, ...]:
    """Return the texts that were given as signals and led to none, so that the answer can say so."""
    used = {signal.words for signal in held}
    return tuple(reading.text for reading in readings if reading.given and reading.text not in used)
