"""Runs outlive their process: kill -9 loses nothing and repeats nothing that was done; two processes never share work."""

import json
import random
import signal
import sqlite3
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from copilot.adapters import runs as runs_module
from copilot.adapters.runs import DurableRuns
from tests.child_process import Child
from tests.cohort_child import BAD, DECKS

STEPS = ("slides", "pictures", "story", "sketch", "result", "proposal")  # a question to the model is a step here
KILLS = 10
MOMENTS = 3 * len(STEPS) * (DECKS - 1)  # begin, made and kept of every step of every deck that can be read
SECONDS_TO_WAIT = 120


class Moment(NamedTuple):
    who: int
    what: str
    step: str
    review: str


def start(home: Path, log: Path, kill_at: int = 0, *more: str) -> Child:
    return Child([sys.executable, "-m", "tests.cohort_child", str(home), str(log), str(kill_at), *more])


def read_moments(log: Path) -> list[Moment]:
    lines = [line.split() for line in log.read_text(encoding="utf-8").splitlines()] if log.exists() else []
    return [Moment(int(who), what, step, review) for who, what, step, review in lines]


def finish(child: Child) -> dict[str, Any]:
    assert child.end() == 0, child.told()
    report: dict[str, Any] = json.loads(child.said[-1])
    return report


def assert_killed(child: Child) -> None:
    assert child.end() == -signal.SIGKILL, child.told()


def assert_nothing_lost_or_repeated(moments: list[Moment], report: dict[str, Any]) -> None:
    rows = {row["submission"]: row for row in report["rows"]}
    assert [row["status"] for name, row in sorted(rows.items()) if name != BAD] == ["done"] * (DECKS - 1)
    assert (rows[BAD]["status"], rows[BAD]["sentence"]) == ("refused", "The deck is spoilt; save it again.")
    kept = Counter((moment.step, moment.review) for moment in moments if moment.what == "kept")
    sound = {row["review_id"] for name, row in rows.items() if name != BAD}
    spoilt = ("slides", rows[BAD]["review_id"])
    assert kept == Counter({spoilt, *((step, review) for step in STEPS for review in sound)}), "each is done, and once"
    done: set[tuple[str, str]] = set()
    for moment in moments:
        place = (moment.step, moment.review)
        assert not (moment.what == "begin" and place in done), f"{place} was done and began anew"
        if moment.what == "kept":
            done.add(place)
    begun = Counter((moment.who, moment.step, moment.review) for moment in moments if moment.what == "begin")
    assert set(begun.values()) == {1}, "a step begins again only where the process that was at it is gone"


def test_kill_nine_at_ten_random_moments_loses_nothing_and_repeats_nothing_that_was_done(tmp_path: Path) -> None:
    """Ten different numbers of moments after which a process dies; together fewer than there are, so each of them does."""
    log, places = tmp_path / "log", random.Random(6).sample(range(1, 2 * KILLS), KILLS)
    assert sum(places) < MOMENTS
    for place in places:
        assert_killed(start(tmp_path / "home", log, place))
    report = finish(start(tmp_path / "home", log))
    assert_nothing_lost_or_repeated(read_moments(log), report)
    assert len({moment.who for moment in read_moments(log)}) == KILLS + 1


@pytest.mark.parametrize("what", ["begin", "made", "kept"])
def test_every_kind_of_moment_is_survived(what: str, tmp_path: Path) -> None:
    """Before a step, when it is made and not yet kept, and when it is kept but its run does not know it yet."""
    log = tmp_path / "log"
    assert_killed(start(tmp_path / "home", log, {"begin": 4, "made": 5, "kept": 6}[what]))
    report = finish(start(tmp_path / "home", log))
    assert_nothing_lost_or_repeated(read_moments(log), report)


def test_a_second_process_leaves_the_work_to_the_first_and_has_the_same_result(tmp_path: Path) -> None:
    log = tmp_path / "log"
    first = start(tmp_path / "home", log, 0, "hold")
    first.wait_for("holding")
    second = start(tmp_path / "home", log)
    second.wait_for("Read 0")
    first.tell("go")
    reports = [finish(first), finish(second)]
    moments = read_moments(log)
    assert {moment.who for moment in moments} == {first.process.pid}
    assert [[row["total"] for row in report["rows"]] for report in reports] == [[r["total"] for r in reports[0]["rows"]]] * 2
    assert f"the process {first.process.pid}" in reports[1]["note"]
    assert_nothing_lost_or_repeated(moments, reports[0])


def test_where_the_first_is_killed_the_second_takes_over(tmp_path: Path) -> None:
    log = tmp_path / "log"
    first = start(tmp_path / "home", log, 0, "hold")
    first.wait_for("holding")
    second = start(tmp_path / "home", log)
    second.wait_for("Read 0")
    first.kill()
    report = finish(second)
    assert_nothing_lost_or_repeated(read_moments(log), report)


Take = Callable[[str, str], bool]
Make = Callable[..., DurableRuns]


@pytest.fixture
def make_runs(tmp_path: Path) -> Iterator[Make]:
    """Runs over one folder, let go of at the end."""
    made: list[DurableRuns] = []

    def make(take: Take, *steps: str, **stages: tuple[str, ...]) -> DurableRuns:
        made.append(DurableRuns(tmp_path, stages or {"whole": steps or ("one",)}, take, at_once=2))
        return made[-1]

    yield make
    for runs in made:
        assert runs.close()


def wait_until(what: str, come: Callable[[], bool], runs: DurableRuns) -> None:
    until = time.monotonic() + SECONDS_TO_WAIT
    while not come():
        assert time.monotonic() < until, f"waited {SECONDS_TO_WAIT} s until {what}"
        runs.pause()


def note_in(taken: list[str]) -> Take:
    def take(step: str, review_id: str) -> bool:
        taken.append(f"{review_id} {step}")
        return True

    return take


def test_a_closed_one_starts_nothing_and_lets_another_in_whichever_thread_it_worked_for(make_runs: Make) -> None:
    taken: list[str] = []
    first, second = make_runs(note_in([])), make_runs(note_in(taken))
    request = threading.Thread(target=first.tend)
    request.start()
    request.join(timeout=SECONDS_TO_WAIT)
    assert first.tend()
    assert (second.tend(), first.close(), first.tend()) == (False, True, False)
    assert second.tend()
    second.start("rv-1", "whole")
    wait_until("the step is taken", lambda: bool(taken), second)
    assert second.close()
    assert taken == ["rv-1 one"]


def break_off(times: int, tries: list[str]) -> Take:
    def take(step: str, review_id: str) -> bool:
        tries.append(step)
        if len(tries) <= times:
            raise OSError("the disk is full")
        return True

    return take


def test_a_run_that_broke_off_by_an_error_begins_anew_when_somebody_asks(make_runs: Make) -> None:
    """Three times is as often as a step is tried within one run."""
    tries: list[str] = []
    runs = make_runs(break_off(3, tries), "one", "two")
    runs.start("rv-1", "whole")
    wait_until("the second step is taken", lambda: runs.revive("rv-1") and tries[-1:] == ["two"], runs)
    assert tries == ["one"] * 4 + ["two"]


def test_a_run_that_breaks_off_again_and_again_is_not_waited_for(make_runs: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs_module, "_MOST_REVIVALS", 1)
    tries: list[str] = []
    runs = make_runs(break_off(99, tries))
    runs.start("rv-1", "whole")
    wait_until("it is given up", lambda: not runs.revive("rv-1"), runs)
    assert len(tries) == 2 * 3


def test_a_run_that_was_taken_out_of_the_queue_and_lost_is_put_back(
    make_runs: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the thread that should work on it could not begin: in the file it stands as being at work."""
    monkeypatch.setattr(runs_module, "_LOST_AFTER", 0.2)
    taken: list[str] = []
    runs = make_runs(note_in(taken))
    runs.start("rv-1", "whole")
    wait_until("it came through", lambda: states_of(tmp_path) == ["SUCCESS"], runs)
    assert not lose(tmp_path)
    wait_until("it is at work again", lambda: runs.revive("rv-1") and len(taken) == 2, runs)


def test_steps_of_one_review_wait_for_each_other_whichever_stage_they_belong_to(make_runs: Make) -> None:
    """A run that is taken up after a kill may still be at a stage when the next one begins."""
    at_work: list[str] = []
    met, taken = threading.Event(), []

    def take(step: str, review_id: str) -> bool:
        at_work.append(step)
        if len(at_work) > 1:
            met.set()
        met.wait(1.0)  # as long as it takes the other to come, if it is let
        at_work.remove(step)
        taken.append(step)
        return True

    runs = make_runs(take, first=("one",), second=("two",))
    runs.start("rv-1", "first")
    runs.start("rv-1", "second")
    wait_until("both are taken", lambda: len(taken) == 2, runs)
    assert not met.is_set()


def states_of(home: Path) -> list[str]:
    with sqlite3.connect(home / "runs.sqlite", timeout=30) as file:
        return [status for (status,) in file.execute("SELECT status FROM workflow_status")]


def lose(home: Path) -> list[str]:
    """Let every run stand as taken by this process, with no step done; return what else stands there."""
    with sqlite3.connect(home / "runs.sqlite", timeout=30) as file:
        file.execute("DELETE FROM operation_outputs")
        file.execute("UPDATE workflow_status SET status = 'PENDING', output = NULL, completed_at = NULL")
    return [status for status in states_of(home) if status != "PENDING"]
