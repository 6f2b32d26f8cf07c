"""What people judged: a line a judgement, with who, when and under which version of the rubric. docs/evals.md states the form."""

import hashlib
import json
import random
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, ValidationError

from copilot.domain.noun import Noun
from evals.cases import BrokenCases
from evals.statistics import plain_kappa, weighted_kappa

Kind = Literal["pair", "question", "levels"]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
LEAST_SHARED = 10  # judgements of two on the same items, before a figure is printed


class LabelItem(Noun):
    """Something to be judged, blind: nothing says where a text comes from."""

    id: Name
    kind: Kind
    asked: str = ""
    texts: tuple[str, ...] = Field(min_length=1)  # a pair has two; a deck's criteria stand one a text
    sources: tuple[str, ...] = ()  # what wrote each text; never shown


class Label(Noun):
    """One judgement of one person. `answers`: 'first', 'second' or 'same'; 'yes' or 'no'; or a level a criterion."""

    item: Name
    kind: Kind
    by: Name
    on: datetime
    rubric: Name
    answers: tuple[str, ...] = Field(min_length=1)
    swapped: bool = False  # whether the second text of a pair was shown first; the answer is of the texts as they stand
    note: str = ""


class Agreement(Noun):
    """How far two judges go together, beyond what chance does."""

    kind: Kind
    first: str
    second: str
    items: int
    kappa: float
    weighted: bool


def read_items(path: Path) -> list[LabelItem]:
    return [LabelItem.model_validate(row) for row in _rows(path, LabelItem)]


def read_labels(path: Path) -> list[Label]:
    """Return the labels; none where nobody judged yet. Raises BrokenCases with file and line."""
    return [Label.model_validate(row) for row in _rows(path, Label)] if path.exists() else []


def _rows(path: Path, kind: type[Noun]) -> Iterable[object]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise BrokenCases(f"{path} cannot be read ({error.strerror}); name a file that is there.") from error
    for number, line in enumerate(lines, 1):
        try:
            yield kind.model_validate_json(line).model_dump()
        except ValidationError as error:
            first = error.errors()[0]
            raise BrokenCases(
                f"{path.name}:{number}: '{'.'.join(map(str, first['loc']))}': {first['msg']}; mend the line."
            ) from error


def write_label(path: Path, label: Label) -> None:
    """Add a judgement; one that was given is never changed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(label.model_dump_json() + "\n")


def order_for(items: Sequence[LabelItem], by: str) -> list[LabelItem]:
    """Return the items in an order of this person's own, the same each time, so that tiredness falls on other items for each."""
    return sorted(items, key=lambda item: _draw(by, item.id, "order"))


def is_swapped(item: LabelItem, by: str) -> bool:
    """Whether this person sees the second text of a pair first."""
    return item.kind == "pair" and random.Random(_draw(by, item.id, "side")).random() < 0.5


def compare_judges(labels: Sequence[Label]) -> list[Agreement]:
    """Return the agreement of every two who judged enough of the same items, kind by kind. The last judgement of each counts."""
    found = []
    for kind in ("pair", "question", "levels"):
        by: dict[str, dict[str, Label]] = {}
        for label in labels:
            if label.kind == kind:
                by.setdefault(label.by, {})[label.item] = label
        names = sorted(by)
        for place, first in enumerate(names):
            for second in names[place + 1 :]:
                shared = sorted(by[first].keys() & by[second].keys())
                pairs = [
                    (one, other)
                    for item in shared
                    for one, other in zip(by[first][item].answers, by[second][item].answers, strict=False)
                ]
                if len(pairs) >= LEAST_SHARED:
                    weighted = kind == "levels"
                    kappa = weighted_kappa([(int(a), int(b)) for a, b in pairs]) if weighted else plain_kappa(pairs)
                    found.append(
                        Agreement(kind=kind, first=first, second=second, items=len(shared), kappa=kappa, weighted=weighted)
                    )
    return found


def _draw(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
