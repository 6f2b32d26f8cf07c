"""Gaps of the library: questions to which nothing fitted, without a word of what anybody wrote and without anybody's name."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from copilot.domain.noun import Noun
from copilot.domain.plays import PlaysRequest, PlaysResult

GapReason = Literal["no_play_fits", "all_known", "signal_not_understood"]
MOST_SIGNALS = 20
_SLUG = r"^[a-z0-9][a-z0-9_-]{0,39}$"  # an id of the library: no sentence fits in
Slug = Annotated[str, Field(pattern=_SLUG)]


class Gap(Noun):
    """One question that the library could not answer with a play."""

    on: date
    persona: Slug | None
    signals: Annotated[tuple[Slug, ...], Field(max_length=MOST_SIGNALS)] = ()
    reason: GapReason


class GapCount(Noun):
    """How often nothing fitted one executive and one set of signals, and why."""

    persona: Slug | None
    signals: tuple[Slug, ...]
    count: int
    reasons: dict[GapReason, int]
    last: date


class GapList(Noun):
    """What `coach gaps` shows: the most frequent gap first, and how many lines of the record could not be read."""

    gaps: tuple[GapCount, ...]
    unread: int = 0


def find_gap(request: PlaysRequest, result: PlaysResult, on: date) -> Gap | None:
    """Return the gap that an answer shows, or None where it offers or asks about a play.

    A signal that was given and not understood is a gap of its own, since what was offered then rests on the executive alone.
    """
    read_as = result.read_as
    reason: GapReason
    if request.signals and not read_as.signals:
        reason = "signal_not_understood"
    elif result.suggestions or result.ask:
        return None
    elif result.left_out:
        reason = "all_known"
    else:
        reason = "no_play_fits"
    signals = sorted({signal for signal in read_as.signals if _is_slug(signal)})
    persona = read_as.persona if read_as.persona and _is_slug(read_as.persona) else None
    return Gap(on=on, persona=persona, signals=tuple(signals[:MOST_SIGNALS]), reason=reason)


def _is_slug(text: str) -> bool:
    """Whether an id may be kept; a company's own library may name its entries as it likes."""
    return re.fullmatch(_SLUG, text) is not None
