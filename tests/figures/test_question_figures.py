"""What the rules find in labelled questions. The bars are those of the issue; figures carry their intervals.

`questions_dev` was looked at while the rules were written. Each held-out set was written in one go and measured once before
anything was changed: what it showed then stands in `FIRST_LOOK`, and is what to expect of questions nobody has seen. After that
the method was mended, so the figures of today are the kinder ones.
"""

import json
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score, f1_score

from copilot.domain.questions import CheckedQuestion
from copilot.policies.questions.lint import check_question
from evals.statistics import share
from tests.figures.conftest import repository

HELD_OUT = ("questions_heldout", "questions_heldout_2", "questions_heldout_3", "questions_heldout_4")
FIRST_LOOK = {  # F1 of "a mentor's question" before anything was mended
    "questions_heldout": 0.857,
    "questions_heldout_2": 0.776,
    "questions_heldout_3": 0.814,
    "questions_heldout_4": 0.877,
}


FRESH = {"admin_capture": 0.37, "leading": 0.61}  # recall on 640 questions written to be hard, before anything was mended


class Counted(NamedTuple):
    """How often a label and a finding agree."""

    wanted: int
    found: int
    both: int

    @property
    def recall(self) -> float:
        return self.both / self.wanted

    @property
    def precision(self) -> float:
        return self.both / self.found


@cache
def rows_of(name: str) -> tuple[tuple[dict[str, Any], CheckedQuestion], ...]:
    path = repository() / "evals" / "cases" / f"{name}.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return tuple((row, check_question(row["question"], facts_of(row))) for row in rows)


def facts_of(row: dict[str, Any]) -> list[str] | None:
    if "evidence_given" in row:
        return [part.strip() for part in row["evidence_given"].split(";")]
    return row.get("facts") or None


def count(name: str, label: str) -> Counted:
    pairs = [(bool(row[label]), bool(getattr(checked, label))) for row, checked in rows_of(name)]
    return Counted(sum(w for w, _ in pairs), sum(f for _, f in pairs), sum(w and f for w, f in pairs))


def mentor_f1(name: str) -> tuple[float, float, float]:
    """Return F1 of 'a mentor's question' with the 95 % interval when questions are drawn again."""
    wanted = np.array([row["mentor"] for row, _ in rows_of(name)])
    found = np.array([checked.mentor for _, checked in rows_of(name)])
    dice = np.random.default_rng(20261122)
    drawn = [dice.integers(0, len(wanted), len(wanted)) for _ in range(1000)]
    low, high = np.percentile([f1_score(wanted[i], found[i], zero_division=0.0) for i in drawn], [2.5, 97.5])
    return float(f1_score(wanted, found)), float(low), float(high)


def tell(name: str, figures: list[str]) -> None:
    value, low, high = mentor_f1(name)
    figures.append(f"Questions, {name}: {len(rows_of(name))}")
    first = f"; {FIRST_LOOK[name]:.3f} at the first look" if name in FIRST_LOOK else ""
    figures.append(f"  mentor or not, F1      {value:.3f} (95 % {low:.3f} to {high:.3f}, questions drawn again){first}")
    for label in ("admin_capture", "leading"):
        counted = count(name, label)
        figures.append(f"  {label:<14} recall  {share(counted.both, counted.wanted)}")
        figures.append(f"  {'':<14} precis. {share(counted.both, counted.found)}")
    for label in ("open", "single", "evidence_tied"):
        agreed = [row[label] == getattr(checked, label) for row, checked in rows_of(name) if label in row]
        if agreed:
            figures.append(f"  {label:<22} {share(sum(agreed), len(agreed))}")


def test_the_development_set_meets_the_bars(figures: list[str]) -> None:
    """Mentor F1 0.90; admin capture recall 0.95 and leading recall 0.85 at precision 0.85; open and single right in 95 %."""
    tell("questions_dev", figures)
    assert mentor_f1("questions_dev")[0] >= 0.90
    assert count("questions_dev", "admin_capture").recall >= 0.95
    assert count("questions_dev", "admin_capture").precision >= 0.85
    assert count("questions_dev", "leading").recall >= 0.85
    assert count("questions_dev", "leading").precision >= 0.85
    for label in ("open", "single"):
        rows = rows_of("questions_dev")
        assert sum(row[label] == getattr(checked, label) for row, checked in rows) / len(rows) >= 0.95


def test_questions_nobody_has_looked_at(figures: list[str]) -> None:
    """Labelled after the rules were written, half of them in open or friendly clothing; told as they are, and not to be lost."""
    figures.append(f"Questions, questions_fresh: {len(rows_of('questions_fresh'))}, never looked at")
    for label, least in FRESH.items():
        counted = count("questions_fresh", label)
        figures.append(f"  {label:<14} recall  {share(counted.both, counted.wanted)}")
        figures.append(f"  {'':<14} precis. {share(counted.both, counted.found)}")
        assert counted.recall >= least


@pytest.mark.parametrize("name", HELD_OUT)
def test_questions_of_other_trades_and_englishes(name: str, figures: list[str]) -> None:
    """Told, so that a change that only fits the development set shows. What is found now must not be lost."""
    tell(name, figures)
    assert mentor_f1(name)[0] >= FIRST_LOOK[name]


def test_good_questions_are_not_flooded(figures: list[str]) -> None:
    """At most 10 of 100 questions of many styles, all of them good, have a finding."""
    rows = rows_of("questions_good")
    flagged = [row["id"] for row, checked in rows if not checked.mentor]
    figures.append(f"Good questions with a finding  {share(len(flagged), len(rows))}   at most 10; {', '.join(flagged)}")
    assert len(rows) == 100
    assert len(flagged) <= 10


def test_open_and_closed_in_talk(figures: list[str]) -> None:
    """Questions as they fall on the telephone and in counselling: open or closed, by kappa."""
    rows = rows_of("questions_talk")
    wanted, found = [row["open"] for row, _ in rows], [checked.open for _, checked in rows]
    kappa = cohen_kappa_score(wanted, found)
    agreed = share(sum(w == f for w, f in zip(wanted, found, strict=True)), len(rows))
    figures.append(f"Open or closed in talk         {agreed}   kappa {kappa:.2f}")
    assert kappa >= 0.80
