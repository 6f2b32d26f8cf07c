"""How much patience a server deserves: how long to wait before another try, and when to leave it alone for a while.

Pure: whoever calls a server passes the time in, and keeps the `Circuit` that comes back.
"""

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from copilot.domain.noun import Noun

FIRST_WAIT = 0.5  # seconds; doubled with every try
LONGEST_WAIT = 8.0  # where the server names no time itself


class CircuitLimits(Noun):
    """After `failures` within `window` seconds a server is left alone for `pause` seconds."""

    failures: int = 3
    window: float = 60.0
    pause: float = 30.0


class Circuit(Noun):
    """Closed: calls pass. Open: none does. Half-open, after the pause: one call passes as a trial, and decides."""

    limits: CircuitLimits = CircuitLimits()
    failed_at: tuple[float, ...] = ()
    open_until: float | None = None

    def is_open(self, now: float) -> bool:
        return self.open_until is not None and now < self.open_until

    def before_call(self, now: float) -> "Circuit":
        """Return the circuit with a call under way: while a trial runs, everybody else waits for its outcome."""
        if self.open_until is None:
            return self
        return self.model_copy(update={"open_until": now + self.limits.pause})

    def after_failure(self, now: float) -> "Circuit":
        recent = (*(at for at in self.failed_at if now - at < self.limits.window), now)
        opens = self.open_until is not None or len(recent) >= self.limits.failures
        return Circuit(limits=self.limits, failed_at=recent, open_until=now + self.limits.pause if opens else None)

    def after_success(self) -> "Circuit":
        return Circuit(limits=self.limits)


def next_wait(attempt: int, asked: float | None, left: float) -> float | None:
    """Return how long to wait before another try, or None where no time would be left for one.

    `asked` is what the server asked for; a longer wait than there is time fails at once instead of keeping a person waiting.
    """
    wait = asked if asked is not None else min(LONGEST_WAIT, FIRST_WAIT * 2.0**attempt)
    return wait if wait < left else None


def read_retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return the seconds a server asks to wait, from `retry-after-ms` or `retry-after` (seconds or a date), or None."""
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    text = headers.get("retry-after")
    seconds = _number(text)
    if seconds is not None or text is None:
        return seconds
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    aware = date if date.tzinfo else date.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())


def _number(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None
