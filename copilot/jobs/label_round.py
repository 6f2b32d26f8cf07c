"""One sitting of one person: items in their own order, blind; a judgement is kept at once, and the last one counts."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from copilot.domain.labels import Label, LabelItem
from copilot.errors import InvalidRequest
from copilot.label_ports import LabelKeeper
from copilot.policies.labelling import is_swapped, order_for, shown_texts, unswap

NO_RUBRIC = "Some items name no standard they are judged by; say it with --rubric, such as --rubric questions.v1."


class LabelRound:
    """Made by `LabelDesk.open_round`. Items are known by their place, from 0."""

    def __init__(
        self,
        items: Sequence[LabelItem],
        given: Sequence[Label],
        *,
        by: str,
        rubric: str | None,
        keep: Callable[[Label], None],
        now: Callable[[], datetime],
        warnings: tuple[str, ...] = (),
    ) -> None:
        if rubric is None and not all(item.rubric for item in items):
            raise InvalidRequest(NO_RUBRIC)
        self.items = order_for(items, by)
        self.warnings = warnings
        self._by = by
        self._rubric = rubric
        self._keep = keep
        self._now = now
        judged = {(label.item, label.rubric) for label in given if label.by == by}
        self._judged = {place for place, item in enumerate(self.items) if (item.id, self._rubric_of(item)) in judged}

    @property
    def done(self) -> int:
        """How many of the items this person has judged."""
        return len(self._judged)

    def next_place(self, after: int = -1) -> int | None:
        """Return the next item that waits, from `after` on and then from the start; None where all are judged."""
        waiting = [place for place in range(len(self.items)) if place not in self._judged]
        return next((place for place in waiting if place > after), waiting[0] if waiting else None)

    def texts_of(self, place: int) -> tuple[str, ...]:
        """Return the texts of an item as this person sees them."""
        return shown_texts(self.items[place], self._by)

    def judge(self, place: int, answers: Sequence[str], note: str = "") -> Label:
        """Keep a judgement; `answers` are of the texts as they were shown."""
        item = self.items[place]
        label = Label(
            item=item.id,
            kind=item.kind,
            by=self._by,
            on=self._now(),
            rubric=self._rubric_of(item),
            answers=tuple(unswap(item, self._by, answer) for answer in answers),
            criteria=item.criteria,
            swapped=is_swapped(item, self._by),
            note=note,
        )
        self._keep(label)
        self._judged.add(place)
        return label

    def _rubric_of(self, item: LabelItem) -> str:
        return item.rubric or self._rubric or ""


def open_round(
    keeper: LabelKeeper, items: Path, labels: Path, *, by: str, rubric: str | None, now: Callable[[], datetime]
) -> LabelRound:
    """Return a sitting that goes on where this person left."""
    given = keeper.read_labels([labels]) if labels.exists() else None
    return LabelRound(
        keeper.read_items(items),
        given.labels if given is not None else (),
        by=by,
        rubric=rubric,
        keep=lambda label: keeper.add_labels(labels, [label]),
        now=now,
        warnings=given.warnings if given is not None else (),
    )
