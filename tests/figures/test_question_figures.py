"""What the rules and the ear find in labelled questions. The bars are those of the issue; figures carry their intervals.

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

from copilot.domain.questions import CheckedQuestion, QuestionHeard
from copilot.policies.questions.heard import LEADING_AT, RECORD_AT
from copilot.policies.questions.lint import check_question
from copilot.retrieval.embedding import MiniLM
from copilot.retrieval.question_bank_file import QuestionFolders, specimens_of
from copilot.retrieval.question_ear import LearnedEar, embed_questions
from copilot.retrieval.question_ear_fit import judge_unseen, read_taught
from evals.statistics import share
from tests.figures.conftest import repository

HELD_OUT = ("questions_heldout", "questions_heldout_2", "questions_heldout_3", "questions_heldout_4")
FIRST_LOOK = {  # F1 of "a mentor's question" before anything was mended
    "questions_heldout": 0.857,
    "questions_heldout_2": 0.776,
    "questions_heldout_3": 0.814,
    "questions_heldout_4": 0.877,
}

UNSEEN = {"admin_capture": (0.64, 0.90), "leading": (0.61, 0.90)}  # least recall and precision where a family is left out
MOST_FALSE = 0.013  # of questions that the ear alone takes for one


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
    heard = ear().hear([row["question"] for row in rows])
    return tuple((row, check_question(row["question"], facts_of(row), heard=each)) for row, each in zip(rows, heard, strict=True))


@cache
def ear() -> LearnedEar:
    return LearnedEar(repository() / "corpus", MiniLM())


def facts_of(row: dict[str, Any]) -> list[str] | None:
    if "evidence_given" in row:
        return [part.strip() for part in row["evidence_given"].split(";")]
    return row.get("facts") or None


def count(name: str, label: str) -> Counted:
    rows = rows_of(name)
    return _count([bool(row[label]) for row, _ in rows], [bool(getattr(checked, label)) for _, checked in rows])


def _count(wanted: list[bool], found: list[bool]) -> Counted:
    return Counted(sum(wanted), sum(found), sum(w and f for w, f in zip(wanted, found, strict=True)))


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


def test_families_of_questions_the_ear_was_not_fitted_on(figures: list[str]) -> None:
    """Told without and with the ear; of questions that are neither, it takes about one in a hundred for one."""
    taught = read_taught(repository() / "corpus")
    texts = [each.question for each in taught]
    chances = 1 / (1 + np.exp(-judge_unseen(taught, embed_questions(texts, MiniLM()))))
    heard = [QuestionHeard(admin_capture=float(a), leading=float(b)) for a, b in chances]
    plain = [check_question(text) for text in texts]
    checked = [check_question(text, heard=each) for text, each in zip(texts, heard, strict=True)]
    hard = [each.of.startswith("hard ones") for each in taught]
    for label, (recall, precision) in UNSEEN.items():
        for name, places in (("all", range(len(taught))), ("hard", [at for at, is_hard in enumerate(hard) if is_hard])):
            wanted = [bool(getattr(taught[at], label)) for at in places]
            before, after = (_count(wanted, [getattr(some[at], label) for at in places]) for some in (plain, checked))
            for told, counted in (("rules", before), ("and ear", after)):
                figures.append(f"Unseen families, {name:<4} {label:<14} {told:<8} recall {share(counted.both, counted.wanted)}")
                figures.append(f"{'':<39} {'':<8} precis. {share(counted.both, counted.found)}")
            if name == "all":
                false = after.found - after.both - before.found + before.both
                figures.append(f"  the ear alone, wrongly: {share(false, len(taught) - after.wanted)}")
                assert after.recall >= recall
                assert after.precision >= precision
                assert false / (len(taught) - after.wanted) <= MOST_FALSE


def test_no_question_of_the_library_is_lost_to_the_ear() -> None:
    """The bank is asked by the playbook; a question that sounded wrong would silently never be asked."""
    bank = QuestionFolders([repository() / "corpus"]).bank
    texts = [text for each in bank.sets for asked in each.questions for text in (*specimens_of(asked.text), asked.then)]
    lost = [
        (text, heard)
        for text, heard in zip(texts, ear().hear(texts), strict=True)
        if heard is None or heard.admin_capture >= RECORD_AT or heard.leading >= LEADING_AT
    ]
    assert lost == []


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
