"""The card as a page shows it: seventeen lines, always in the same order, the newest value, the trend, what is unknown.

Every number on a line stands on the card; nothing is rounded beyond a hundredth, and what is unknown says so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from copilot.domain.amounts import show_number, show_share
from copilot.domain.coaching import FIELDS, Card, CardLine, Trend

WINDOW = 4  # periods a trend looks at
FLAT = 0.1  # newest within a tenth of the oldest is flat
UNKNOWN = "unknown"
COUNTED = ("no", "one", "two", "three", "four")
_MOST_PLAYS = 6


@dataclass(frozen=True)
class _Row:
    """How one field is titled, told, compared over time, and told in brief beside its trend."""

    title: str
    tell: Callable[[Any], str]
    measure: Callable[[Any], float | None]
    brief: Callable[[Any], str]


def read_lines(card: Card) -> tuple[CardLine, ...]:
    """Return the seventeen lines of a card in their order."""
    return tuple(_read_line(place, field, card) for place, field in enumerate(FIELDS, 1))


def find_missing(card: Card) -> tuple[str, ...]:
    """Return the fields that are unknown in the newest period, in order."""
    return tuple(field for field in FIELDS if newest(card, field) is None)


def newest(card: Card, field: str) -> Any:
    """Return the newest value of a field; None where it is unknown, or no part of it is known."""
    periods = getattr(card, field)
    return periods[-1] if periods and is_known(periods[-1]) else None


def tell_newest(card: Card, field: str) -> str | None:
    """Return the newest value of a field in words; None where it is unknown."""
    value = newest(card, field)
    return None if value is None else _ROWS[field].tell(value)


def is_known(value: object) -> bool:
    """Whether a value says anything. No play at all is something; a noun without any part is nothing."""
    if isinstance(value, BaseModel):
        return any(getattr(value, part) is not None for part in type(value).model_fields)
    return value is not None and value != ""


def title_of(field: str) -> str:
    return _ROWS[field].title


def trend_of(card: Card, field: str) -> Trend:
    """Return where a field goes over the last four periods: newest against oldest, flat within a tenth."""
    row = _ROWS[field]
    known = [figure for each in getattr(card, field)[-WINDOW:] if (figure := _figure(row, each)) is not None]
    if len(known) < 2 or newest(card, field) is None or _figure(row, newest(card, field)) is None:
        return "unknown"
    change = known[-1] - known[0]
    if abs(change) <= FLAT * max(abs(known[0]), abs(known[-1])):
        return "flat"
    return "up" if change > 0 else "down"


def _read_line(place: int, field: str, card: Card) -> CardLine:
    row, told = _ROWS[field], tell_newest(card, field)
    trend = trend_of(card, field)
    return CardLine(
        place=place,
        field=field,
        title=row.title,
        shown=told or UNKNOWN,
        trend=trend,
        trend_words=_tell_trend(row, getattr(card, field)[-WINDOW:], trend),
        comment=card.comments.get(field) or None,
        known=told is not None,
        hygiene=field == "ssi",
    )


def _tell_trend(row: _Row, window: tuple[Any, ...], trend: Trend) -> str:
    told = [row.brief(each) if is_known(each) else UNKNOWN for each in window]
    if trend != "unknown":
        return f"{trend} over {COUNTED[len(told)]} periods: {', '.join(told)}"
    earlier = told[:-1]
    return f"before: {', '.join(earlier)}" if any(each != UNKNOWN for each in earlier) else ""


def _figure(row: _Row, value: object) -> float | None:
    return row.measure(value) if is_known(value) else None


def _part(name: str) -> Callable[[Any], float | None]:
    return lambda value: getattr(value, name)


def _share_of(part: str, whole: str) -> Callable[[Any], float | None]:
    def measure(value: Any) -> float | None:
        if getattr(value, part) is None or not getattr(value, whole):
            return None
        return float(getattr(value, part) / getattr(value, whole))

    return measure


def _tell_of(part: str, whole: str, words: str) -> Callable[[Any], str]:
    """'0 of 12 target accounts', or what is known of it."""

    def tell(value: Any) -> str:
        return f"{_say(getattr(value, part))} of {_say(getattr(value, whole))}{words}"

    return tell


def _tell_parts(**words: str) -> Callable[[Any], str]:
    """'80 sent, 64 accepted'; a part that is unknown says so."""
    return lambda value: ", ".join(f"{_say(getattr(value, part))} {word}" for part, word in words.items())


def _say(value: float | None) -> str:
    return UNKNOWN if value is None else show_number(value)


def _tell_pipeline(value: Any) -> str:
    if value.count is None:
        return f"{_say(value.value)} in value; how many is unknown"
    opportunities = f"{_say(value.count)} opportunit{'y' if value.count == 1 else 'ies'}"
    return f"{opportunities}, {'value unknown' if value.value is None else f'{_say(value.value)} in value'}"


def _tell_threads(value: Any) -> str:
    told = [] if value.median is None else [f"{_say(value.median)} in the middle deal"]
    for part, one in (("levels", "level"), ("functions", "function")):
        count = getattr(value, part)
        told += [] if count is None else [f"{_say(count)} {one}{'' if count == 1 else 's'}"]
    return ", ".join(told)


def _tell_plays(value: Any) -> str:
    if not isinstance(value, tuple):
        return f"{_say(value)} run"
    if not value:
        return "none run"
    named = [_tell_run(run) for run in value[:_MOST_PLAYS]]
    return "; ".join([*named, *(["and others"] if len(value) > _MOST_PLAYS else [])])


def _tell_run(run: Any) -> str:
    whom = ", ".join(part for part in (run.account, run.executive) if part)
    return f"{run.play} ({whom})" if whom else str(run.play)


def _count_plays(value: Any) -> float | None:
    return float(len(value) if isinstance(value, tuple) else value)


def _tell_new_play(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "none tried"
    return str(value) if isinstance(value, str) else f"{_say(value)} tried"


def _tell_ssi(value: Any) -> str:
    pillars = (("brand", "brand"), ("people", "finding people"), ("insights", "insights"), ("relationships", "relationships"))
    told = [f"{word} {_say(getattr(value, part))}" for part, word in pillars if getattr(value, part) is not None]
    total = "total unknown" if value.total is None else f"{_say(value.total)} in all"
    return "; ".join([total, *([", ".join(told)] if told else [])])


def _tell_certification(value: Any) -> str:
    told = ["stage unknown" if not value.stage else f"stage {value.stage}" if value.stage.isdigit() else value.stage]
    if value.days_in_stage is not None:
        told.append(f"{_say(value.days_in_stage)} days there")
    told += [f"{word}: {said}" for word, said in (("held up by", value.blocker), ("next", value.next_action)) if said]
    return "; ".join(told)


def stage_number(stage: str | None) -> int | None:
    """Return the number a stage begins with, where it has one: '5' and '5 executive conversation' -> 5."""
    digits = (stage or "").lower().removeprefix("stage").strip().split(" ")[0].rstrip(".:,")
    return int(digits) if digits.isdecimal() and len(digits) < 4 else None


def _tell_confidence(value: float) -> str:
    return f"{_say(value)} of ten"


_ROWS: dict[str, _Row] = {
    "pipeline_created": _Row(
        "Pipeline from own prospecting", _tell_pipeline, lambda v: v.count if v.value is None else v.value, _tell_pipeline
    ),
    "executive_engaged_share": _Row("Opportunities with an executive engaged", show_share, float, show_share),
    "c_level_coverage": _Row(
        "C-level coverage",
        _tell_of("with_contact", "accounts", " target accounts"),
        _share_of("with_contact", "accounts"),
        _tell_of("with_contact", "accounts", ""),
    ),
    "threads_per_opportunity": _Row("People in touch per opportunity", _tell_threads, _part("median"), lambda v: _say(v.median)),
    "executive_conversations": _Row("Executive conversations", show_number, float, show_number),
    "plays_run": _Row("Plays run", _tell_plays, _count_plays, lambda v: show_number(_count_plays(v) or 0) if v else "none"),
    "new_play_tried": _Row(
        "New play tried", _tell_new_play, lambda v: float(bool(v)) if not isinstance(v, int) else float(v), _tell_new_play
    ),
    "connects": _Row(
        "Invitations to executives", _tell_parts(made="sent", accepted="accepted"), _part("accepted"), lambda v: _say(v.accepted)
    ),
    "engagement": _Row(
        "Comments and replies",
        _tell_parts(given="given", received="received"),
        _part("received"),
        lambda v: f"{_say(v.given)}/{_say(v.received)}",
    ),
    "content": _Row(
        "Posts in own words",
        _tell_parts(posts="posted", responses="responses"),
        _part("responses"),
        lambda v: f"{_say(v.posts)}/{_say(v.responses)}",
    ),
    "video_voice": _Row(
        "Video and voice",
        _tell_parts(sent="sent", answered="answered"),
        _part("answered"),
        lambda v: f"{_say(v.sent)}/{_say(v.answered)}",
    ),
    "introductions": _Row(
        "Introductions",
        _tell_parts(asked="asked for", opted_in="agreed to", met="met"),
        _part("opted_in"),
        lambda v: f"{_say(v.asked)}/{_say(v.opted_in)}/{_say(v.met)}",
    ),
    "dated_next_steps_share": _Row("Next steps with a date the buyer agreed", show_share, float, show_share),
    "ssi": _Row("Social selling index (hygiene, no target)", _tell_ssi, _part("total"), lambda v: _say(v.total)),
    "certification": _Row("Certification", _tell_certification, lambda v: stage_number(v.stage), lambda v: v.stage or UNKNOWN),
    "commitments_kept": _Row(
        "Commitments kept", _tell_of("done", "agreed", ""), _share_of("done", "agreed"), _tell_of("done", "agreed", "")
    ),
    "c_level_confidence": _Row("Confidence for the C-level, in their own view", _tell_confidence, float, show_number),
}
