"""Who sees what in which order, and which judgements stand beside each other. Drawn from names and ids alone, so it stays.

An order of each person's own, so that tiredness falls on other items for each; the sides of a pair are drawn, so that neither
side of a screen is an advantage.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from copilot.domain.labels import Judged, Label, LabelItem, LabelKind

_OTHER_SIDE = {"first": "second", "second": "first"}
_Group = tuple[LabelKind, str]


def order_for(items: Sequence[LabelItem], by: str) -> tuple[LabelItem, ...]:
    """Return the items in an order of this person's own, the same each time."""
    return tuple(sorted(items, key=lambda item: _draw(by, item.id, "order")))


def is_swapped(item: LabelItem, by: str) -> bool:
    """Whether this person sees the second text of a pair first."""
    return item.kind == "pair" and int(_draw(by, item.id, "side")[0], 16) % 2 == 1


def shown_texts(item: LabelItem, by: str) -> tuple[str, ...]:
    """Return the texts of an item as this person sees them."""
    return item.texts[::-1] if is_swapped(item, by) else item.texts


def unswap(item: LabelItem, by: str, answer: str) -> str:
    """Return the answer to a pair as of its texts as they stand, whichever came first on the screen."""
    return _OTHER_SIDE.get(answer, answer) if is_swapped(item, by) else answer


def standing_judgements(labels: Iterable[Label]) -> tuple[Label, ...]:
    """Return the last judgement of each person on each item under each rubric, in the order in which they were given."""
    last: dict[tuple[str, str, str], Label] = {}
    for label in sorted(labels, key=lambda each: each.on):
        key = (label.by, label.rubric, label.item)
        last.pop(key, None)
        last[key] = label
    return tuple(last.values())


def pair_judgements(labels: Iterable[Label]) -> tuple[Judged, ...]:
    """Return what every two people answered to the same items, kind by kind and rubric by rubric; levels by criterion too.

    Judgements under two versions of a rubric are not held against each other.
    """
    groups: dict[_Group, dict[str, dict[str, Label]]] = {}
    for label in standing_judgements(labels):
        groups.setdefault((label.kind, label.rubric), {}).setdefault(label.by, {})[label.item] = label
    return tuple(
        judged
        for (kind, rubric), by in sorted(groups.items())
        for first, second in combinations(sorted(by), 2)
        for judged in _compare(kind, rubric, (first, by[first]), (second, by[second]))
    )


def _compare(
    kind: LabelKind, rubric: str, one: tuple[str, Mapping[str, Label]], other: tuple[str, Mapping[str, Label]]
) -> Iterable[Judged]:
    (first, ours), (second, theirs) = one, other
    shared = [(ours[item], theirs[item]) for item in sorted(ours.keys() & theirs.keys())]
    rows = [(mine, yours, _answers(mine, yours)) for mine, yours in shared]
    rows = [row for row in rows if row[2]]
    if not rows:
        return
    blind = all(mine.blind and yours.blind for mine, yours, _ in rows)

    def judged(criterion: str | None) -> Judged:
        pairs = (tuple(pair for name, pair in answers if criterion in (None, name)) for _, _, answers in rows)
        items = tuple(each for each in pairs if each)
        return Judged(kind=kind, rubric=rubric, criterion=criterion, first=first, second=second, blind=blind, items=items)

    yield judged(None)
    for criterion in dict.fromkeys(name for _, _, answers in rows for name, _ in answers if name):
        yield judged(criterion)


def _answers(mine: Label, yours: Label) -> list[tuple[str, tuple[str, str]]]:
    """Return what both answered, by criterion where the labels name theirs; nothing where it cannot be told what is what."""
    if mine.criteria and yours.criteria:
        other = dict(zip(yours.criteria, yours.answers, strict=True))
        return [(name, (level, other[name])) for name, level in zip(mine.criteria, mine.answers, strict=True) if name in other]
    if len(mine.answers) != len(yours.answers):
        return []
    return [("", pair) for pair in zip(mine.answers, yours.answers, strict=True)]


def _draw(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
