"""Which signals a request holds: scored readings of its texts become signals with their dates."""

from collections.abc import Mapping, Sequence

from copilot.domain.drafts import DatedSignal
from copilot.domain.readings import SignalReading

LEAST_GIVEN = 0.15  # chance at which the likeliest signal of a text that was given as one is taken
LEAST_SECOND = 0.35  # and at which a second one in the same text is
LEAST_ASIDE = 0.6  # and at which a sentence of the question is a signal at all: most are not
MOST_SIGNALS = 4


def settle_signals(readings: Sequence[SignalReading], titles: Mapping[str, str]) -> tuple[DatedSignal, ...]:
    """Return the signals that hold, surest first and each once. None is a valid case."""
    held: dict[str, tuple[float, DatedSignal]] = {}
    for reading in readings:
        for place, (signal, chance) in enumerate(reading.likenesses):
            least = LEAST_ASIDE if not reading.given else LEAST_GIVEN if place == 0 else LEAST_SECOND
            if chance < least or signal not in titles:
                continue
            if signal not in held or held[signal][0] < chance:
                held[signal] = (chance, DatedSignal(signal=signal, words=reading.text, on=reading.on))
    ordered = sorted(held.values(), key=lambda pair: -pair[0])
    return tuple(signal for _, signal in ordered)[:MOST_SIGNALS]


def name_unread(readings: Sequence[SignalReading], held: Sequence[DatedSignal]) -> tuple[str, ...]:
    """Return the texts that were given as signals and led to none, so that the answer can say so."""
    used = {signal.words for signal in held}
    return tuple(reading.text for reading in readings if reading.given and reading.text not in used)
