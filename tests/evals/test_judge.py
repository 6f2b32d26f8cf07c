"""A judging model is held against a person's labels, of which the last on each question counts, before it may say anything."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from copilot.adapters.label_file import LabelFiles
from copilot.domain.labels import Label, LabelItem
from evals import live
from evals.cases import BrokenCases
from evals.judge import LEAST_ITEMS, JudgeAnswer

START = datetime(2026, 11, 22, 9, tzinfo=UTC)


class OpenQuestions:
    """A judge for whom a question is a mentor's where it begins with What."""

    name = "judge"

    def answer(self, prompt: Any, shape: Any) -> Any:
        return SimpleNamespace(value=JudgeAnswer(mentor="What" in prompt.user, why="it is open"))


def keep_files(folder: Path, count: int, *, alike: bool = False) -> list[str]:
    """Write questions by turns open and closed, judged wrongly first and rightly an hour later."""
    texts = [("What" if number % 2 else "Is") + f" number {number}?" for number in range(count)]
    items = [LabelItem(id=f"q{n}", kind="question", texts=(text,)) for n, text in enumerate(texts)]
    right = ["yes" if alike or text.startswith("What") else "no" for text in texts]
    labels = [
        Label(item=f"q{n}", kind="question", by="ana", on=START + timedelta(hours=late), rubric="questions.v1", answers=(answer,))
        for late, answers in ((1, right), (0, ["no"] * count))
        for n, answer in enumerate(answers)
    ]
    LabelFiles().add_items(folder / "i.jsonl", items)
    LabelFiles().add_labels(folder / "l.jsonl", labels)
    return ["calibrate", "--items", str(folder / "i.jsonl"), "--labels", str(folder / "l.jsonl"), "--by", "ana"]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    monkeypatch.setattr(live, "_open_server", lambda asked: OpenQuestions())
    monkeypatch.setattr(live.calibrate, "__defaults__", (tmp_path / "agreement.jsonl",))
    return []


def test_a_judge_is_calibrated_on_the_files_that_coach_label_keeps(tmp_path: Path, told: list[str]) -> None:
    assert live.run_calibrate(keep_files(tmp_path, LEAST_ITEMS), told.append) == 0
    assert told == [f"kappa 1.00 with ana over {LEAST_ITEMS} questions is on file for judge."]
    assert '"rubric":"questions.v1"' in (tmp_path / "agreement.jsonl").read_text(encoding="utf-8")


def test_too_few_labels_and_a_broken_file_are_told(tmp_path: Path, told: list[str]) -> None:
    words = keep_files(tmp_path, LEAST_ITEMS - 1)
    with pytest.raises(BrokenCases, match="at least 50 are needed"):
        live.run_calibrate(words, told.append)
    (tmp_path / "l.jsonl").write_text('{"item": "q1"}\n', encoding="utf-8")
    with pytest.raises(BrokenCases, match=r"l\.jsonl:1"):
        live.run_calibrate(words, told.append)


def test_labels_that_are_all_alike_calibrate_no_judge(tmp_path: Path, told: list[str]) -> None:
    """A judge that always says yes would agree with somebody who did, and know nothing."""
    words = keep_files(tmp_path, LEAST_ITEMS, alike=True)
    with pytest.raises(BrokenCases, match="judged all of these questions alike"):
        live.run_calibrate(words, told.append)
