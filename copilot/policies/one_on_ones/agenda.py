"""The minutes of a meeting: the shape for its length and occasion, with names filled in and nothing left over or overdrawn."""

from collections.abc import Mapping, Sequence

from copilot.domain.one_on_one import AgendaItem
from copilot.domain.question_bank import AgendaBook, AgendaPart, AgendaShape, Occasion
from copilot.policies.one_on_ones.question_fill import fill_words

FEWEST = 1  # minute a part keeps when a meeting is cut short


def set_agenda(
    book: AgendaBook, *, minutes: int, occasion: Occasion, names: Mapping[str, str | None], has_promise: bool
) -> tuple[AgendaItem, ...]:
    """Return the parts in order; their minutes sum to the meeting's. Without a play its minutes go to the questions."""
    shape = choose_shape(book, minutes, occasion)
    if shape is None:
        return ()
    parts = [part for part in shape.parts if part.kind != "play" or names.get("play")]
    while len(parts) >= minutes:  # a very short meeting keeps the questions and the commitment
        parts.remove(next(part for part in parts if part.kind not in ("questions", "commitment")))
    spans = _fit([part.minutes for part in parts], minutes, _find(parts, "questions"))
    items = []
    for part, span in zip(parts, spans, strict=True):
        item = fill_words(part.item, names)
        if part.kind == "last" and not has_promise:
            item = "What was tried since we last met, and what did it teach?"
        items.append(AgendaItem(minutes=span, item=item, kind=part.kind))
    return tuple(items)


def choose_shape(book: AgendaBook, minutes: int, occasion: Occasion) -> AgendaShape | None:
    """Return the shape made for this occasion, else the ordinary one nearest in length; of two as near, the shorter."""
    own = [shape for shape in book.shapes if occasion in shape.occasions]
    ordinary = [shape for shape in book.shapes if not shape.occasions]
    return min(own or ordinary, key=lambda shape: (abs(shape.minutes - minutes), shape.minutes), default=None)


def _find(parts: Sequence[AgendaPart], kind: str) -> int:
    return next((place for place, part in enumerate(parts) if part.kind == kind), len(parts) - 1)


def _fit(spans: list[int], minutes: int, takes_rest: int) -> list[int]:
    """Return spans that sum to the minutes: one part takes the rest; where that is too little, the longest are cut first."""
    fitted = list(spans)
    fitted[takes_rest] += minutes - sum(fitted)
    least = min(spans[takes_rest], max(FEWEST, minutes // 3))
    while fitted[takes_rest] < least:
        others = [place for place, span in enumerate(fitted) if place != takes_rest and span > FEWEST]
        if not others:
            break
        longest = max(others, key=lambda place: fitted[place])
        fitted[longest] -= 1
        fitted[takes_rest] += 1
    return fitted
