"""Runs outlive their process: kill -9 loses nothing and repeats nothing that was done; two processes never share work."""

import json
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from copilot.adapters.runs import DurableRuns
from tests.cohort_child import BAD, DECKS

STEPS = ("slides", "pictures", "story", "sketch", "result")
MOMENTS = 3 * len(STEPS) * (DECKS - 1)  # begin, made and kept of every step of every deck that can be read


class Moment(NamedTuple):
    who: int
    what: str
    step: str
    review: str


def start(home: Path, log: Path, kill_at: int = 0, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.cohort_child", str(home), str(log), str(kill_at), *more]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.STDOUT, text=True)


def read_moments(log: Path) -> list[Moment]:
    lines = [line.split() for line in log.read_text(encoding="utf-8").splitlines()] if log.exists() else []
    return [Moment(int(who), what, step, review) for who, what, step, review in lines]


def finish(process: subprocess.Popen[str]) -> dict[str, Any]:
    told, _ = process.communicate(timeout=600)
    assert process.returncode == 0, told
    report: dict[str, Any] = json.loads(told.strip().splitlines()[-1])
    return report


def assert_nothing_lost_or_repeated(moments: list[Moment], report: dict[str, Any]) -> None:
    rows = {row["submission"]: row for row in report["rows"]}
    assert [row["status"] for name, row in sorted(rows.items()) if name != BAD] == ["done"] * (DECKS - 1)
    assert (rows[BAD]["status"], rows[BAD]["sentence"]) == ("refused", "The deck is spoilt; save it again.")
    kept = Counter((moment.step, moment.review) for moment in moments if moment.what == "kept")
    sound = {row["review_id"] for name, row in rows.items() if name != BAD}
    assert {step_and_review for step_and_review in kept if step_and_review[1] in sound} == {
        (step, review) for step in STEPS for review in sound
    }
    assert set(kept.values()) == {1}
    done: set[tuple[str, str]] = set()
    for moment in moments:
        place = (moment.step, moment.review)
        assert not (moment.what == "begin" and place in done), f"{place} was done and began anew"
        if moment.what == "kept":
            done.add(place)


def test_kill_nine_at_ten_random_moments_loses_nothing_and_repeats_nothing_that_was_done(tmp_path: Path) -> None:
    log, places = tmp_path / "log", random.Random(6)
    for _ in range(10):
        process = start(tmp_path / "home", log, places.randint(1, 14))
        told, _ = process.communicate(timeout=600)
        assert process.returncode in (-9, 0), told  # 0: so few moments were left that it came through
    report = finish(start(tmp_path / "home", log))
    assert_nothing_lost_or_repeated(read_moments(log), report)
    assert len({moment.who for moment in read_moments(log)}) >= 5, "it was killed again and again"


@pytest.mark.parametrize("what", ["begin", "made", "kept"])
def test_every_kind_of_moment_is_survived(what: str, tmp_path: Path) -> None:
    """Before a step, when it is made and not yet kept, and when it is kept but its run does not know it yet."""
    log = tmp_path / "log"
    process = start(tmp_path / "home", log, {"begin": 4, "made": 5, "kept": 6}[what])
    told, _ = process.communicate(timeout=600)
    assert process.returncode == -9, told
    report = finish(start(tmp_path / "home", log))
    assert_nothing_lost_or_repeated(read_moments(log), report)


def test_a_second_process_leaves_the_work_to_the_first_and_has_the_same_result(tmp_path: Path) -> None:
    log = tmp_path / "log"
    first = start(tmp_path / "home", log, 0, "hold")
    assert wait_for(first, "holding")
    second = start(tmp_path / "home", log)
    assert wait_for(second, "Read 0")
    assert first.stdin is not None
    first.stdin.write("go\n")
    first.stdin.flush()
    reports = [finish(first), finish(second)]
    moments = read_moments(log)
    assert {moment.who for moment in moments} == {first.pid}
    assert [[row["total"] for row in report["rows"]] for report in reports] == [[r["total"] for r in reports[0]["rows"]]] * 2
    assert f"the process {first.pid}" in reports[1]["note"]
    assert_nothing_lost_or_repeated(moments, reports[0])


def test_where_the_first_is_killed_the_second_takes_over(tmp_path: Path) -> None:
    log = tmp_path / "log"
    first = start(tmp_path / "home", log, 0, "hold")
    assert wait_for(first, "holding")
    second = start(tmp_path / "home", log)
    assert wait_for(second, "Read 0")
    first.kill()
    first.communicate(timeout=600)
    report = finish(second)
    assert_nothing_lost_or_repeated(read_moments(log), report)


def test_a_closed_one_starts_nothing_and_lets_another_in(tmp_path: Path) -> None:
    taken: list[str] = []

    def take(step: str, review_id: str) -> bool:
        taken.append(review_id)
        return True

    first = DurableRuns(tmp_path, {"whole": ("one",)}, take, at_once=1)
    assert first.tend()
    second = DurableRuns(tmp_path, {"whole": ("one",)}, take, at_once=1)
    assert (second.tend(), first.close(), first.tend()) == (False, True, False)
    assert second.tend()
    second.start("rv-1", "whole")
    for _ in range(600):
        if taken:
            break
        second.pause()
    assert second.close()
    assert taken == ["rv-1"]


def test_a_run_that_broke_off_by_an_error_begins_anew_when_somebody_asks(tmp_path: Path) -> None:
    tries: list[str] = []

    def take(step: str, review_id: str) -> bool:
        tries.append(step)
        if len(tries) <= 3:  # as often as a step is tried within one run
            raise OSError("the disk is full")
        return True

    runs = DurableRuns(tmp_path, {"whole": ("one", "two")}, take, at_once=1)
    runs.start("rv-1", "whole")
    for _ in range(900):
        if tries[-1:] == ["two"]:
            break
        runs.revive("rv-1")
        runs.pause()
    assert runs.close()
    assert tries == ["one"] * 4 + ["two"]


def wait_for(process: subprocess.Popen[str], word: str) -> bool:
    assert process.stdout is not None
    return any(word in line for line in iter(process.stdout.readline, ""))
