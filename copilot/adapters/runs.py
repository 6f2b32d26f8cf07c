"""Carries reviews through the end of a process, by DBOS on a file of its own: a step that was done is not done again.

One process at a time works on a data folder: whoever holds the lock. Any other only puts its reviews into the queue, and takes
over where the holder has gone. Ids are all that stands in the file; what steps read and make is kept by the store.
"""

import json
import logging
import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

from filelock import FileLock, Timeout

from copilot.adapters.runs_file import QUEUE, VERSION, WORKFLOW, Run, RunsFile
from copilot.errors import StoreUnavailable

NOT_WRITABLE = "The data folder {home} cannot be written; give yourself the right to, or set COACH_HOME elsewhere."
NOT_USABLE = "The file of runs in {home} cannot be used; check the disk and try again."
_PAUSE = 0.1
_POLL = 0.1
_PATIENCE = 30.0  # seconds, for whoever holds the lock to have made the file
_LOST_AFTER = 20.0  # seconds after which a run that was taken and is not at work here counts as dropped on its way
_MOST_REVIVALS = 3  # of one review by one process
_log = logging.getLogger(__name__)
_one_at_a_time = threading.Lock()
_working: list["DurableRuns"] = []  # DBOS is one for a whole process, and so is who works

Take = Callable[[str, str], bool]


class DurableRuns:
    """Implements the port ReviewRuns. Nothing is imported or opened until a review is started."""

    def __init__(self, home: Path, stages: Mapping[str, Sequence[str]], take: Take, *, at_once: int) -> None:
        self._home = home
        self._stages = {stage: tuple(steps) for stage, steps in stages.items()}
        self._at_once = at_once
        self._lock = FileLock(home / "runs.lock", thread_local=False)  # taken by one thread, let go by another
        self._holder = home / "runs.holder"
        self._file = RunsFile(home / "runs.sqlite")
        self._closed = threading.Event()
        self._work = _Work(take, self._closed)
        self._revivals: Counter[str] = Counter()
        self._missed: dict[str, float] = {}  # runs that were taken and are not at work here, and since when

    def start(self, review_id: str, stage: str) -> None:
        self.tend()
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                self._file.enqueue(review_id, stage)
                return
            except Exception as error:  # the package's own kinds of error: the file is being made, or is busy
                if time.monotonic() > until or self._closed.is_set():
                    raise StoreUnavailable(NOT_USABLE.format(home=self._home)) from error
                self.pause()
                self.tend()

    def tend(self) -> bool:
        with _one_at_a_time:
            if self in _working:
                return True
            if _working or self._closed.is_set():
                return False
            try:
                self._home.mkdir(parents=True, exist_ok=True)
                self._lock.acquire(timeout=0)
            except Timeout:
                return False
            except OSError as error:
                raise StoreUnavailable(NOT_WRITABLE.format(home=self._home)) from error
            try:
                self._launch()
            except BaseException as error:
                _destroy()
                self._lock.release()
                if isinstance(error, Exception):
                    raise StoreUnavailable(NOT_USABLE.format(home=self._home)) from error
                raise
            _working.append(self)
            return True

    def revive(self, review_id: str) -> bool:
        if self._work.is_under_way(review_id):
            return True
        try:
            works = self.tend()
            last = self._file.last_run(review_id)
            if last is not None and last.standing == "broke_off":
                return self._begin_anew(last)
            if last is not None and works and self._was_dropped(last):
                _log.warning("A run that was taken up is not at work; it is put back into the queue.")
                self._file.put_back(last)
        except Exception:  # the package's own kinds of error, too
            _log.debug("the file of runs is busy", exc_info=True)  # whoever asks will ask again in a moment
        return True

    def pause(self) -> None:
        self._closed.wait(_PAUSE)

    def holder(self) -> str | None:
        with _one_at_a_time:
            if self in _working:
                return None
            try:
                with self._lock.acquire(timeout=0):
                    return None
            except (Timeout, OSError):
                return self._read_holder()

    def close(self) -> bool:
        """Let go of the work. While a step is still under way here the lock is kept, so that no other process takes it too."""
        self._closed.set()
        with _one_at_a_time:
            self._file.close()
            if self in _working:
                _destroy()
                _working.remove(self)
            if not self._work.under_way and self._lock.is_locked:
                self._holder.unlink(missing_ok=True)
                self._lock.release()
            return not self._work.under_way

    def _launch(self) -> None:
        logging.getLogger("dbos").setLevel(logging.CRITICAL)  # it would invite to a hosted console
        from dbos import DBOS

        self._file.prepare()
        DBOS(
            config={
                "name": "coach-reviews",
                "system_database_url": self._file.url,
                "log_level": "CRITICAL",
                "application_version": VERSION,
                "executor_id": "local",
            }
        )
        self._register(DBOS)
        DBOS.launch()
        DBOS.register_queue(QUEUE, worker_concurrency=self._at_once, polling_interval_sec=_POLL)
        self._holder.write_text(json.dumps({"pid": os.getpid()}), encoding="utf-8")

    def _register(self, dbos: Any) -> None:
        """One workflow over the steps of a stage; each step is told the id alone and answers whether the next one follows."""
        steps = {
            name: dbos.step(name=name, retries_allowed=True, max_attempts=3, interval_seconds=1.0)(self._work.step(name))
            for name in dict.fromkeys(step for steps in self._stages.values() for step in steps)
        }

        def review(review_id: str, stage: str) -> bool:
            with self._work.run(review_id):
                return all(steps[name](review_id) for name in self._stages[stage])

        dbos.workflow(name=WORKFLOW)(review)

    def _begin_anew(self, broken: Run) -> bool:
        """Put the stage into the queue again, unless that was done often enough; return whether it was."""
        if self._revivals[broken.review_id] == _MOST_REVIVALS:
            del self._revivals[broken.review_id]  # somebody who starts it again has all the tries again
            return False
        self._revivals[broken.review_id] += 1
        self.start(broken.review_id, broken.stage)
        return True

    def _was_dropped(self, run: Run) -> bool:
        """Tell whether a run was taken out of the queue here and has not been at work for long: its thread was lost."""
        if run.standing != "taken" or self._work.has(run.review_id):
            self._missed.pop(run.id, None)
            return False
        since = self._missed.setdefault(run.id, time.monotonic())
        if time.monotonic() - since < _LOST_AFTER:
            return False
        del self._missed[run.id]
        return True

    def _read_holder(self) -> str:
        try:
            pid = json.loads(self._holder.read_text(encoding="utf-8"))["pid"]
            return f"the process {int(pid)}"
        except (OSError, ValueError, KeyError, TypeError):
            return "another process"


class _Work:
    """What is at work in this process. Steps of one review wait for each other, whichever runs they belong to."""

    def __init__(self, take: Take, closed: threading.Event) -> None:
        self.under_way: set[str] = set()
        self._take = take
        self._closed = closed
        self._runs: Counter[str] = Counter()
        self._turns: WeakValueDictionary[str, threading.Lock] = WeakValueDictionary()
        self._guard = threading.Lock()

    def is_under_way(self, review_id: str) -> bool:
        return review_id in self.under_way

    def has(self, review_id: str) -> bool:
        with self._guard:
            return self._runs[review_id] > 0

    @contextmanager
    def run(self, review_id: str) -> Iterator[None]:
        """Count a run as at work while it is."""
        with self._guard:
            self._runs[review_id] += 1
        try:
            yield
        finally:
            with self._guard:
                self._runs[review_id] -= 1
                if not self._runs[review_id]:
                    del self._runs[review_id]

    def step(self, name: str) -> Callable[[str], bool]:
        def take(review_id: str) -> bool:
            with self._guard:
                turn = self._turns.setdefault(review_id, threading.Lock())
            with turn:
                if self._closed.is_set():
                    raise RuntimeError("this process lets go of its reviews")
                self.under_way.add(review_id)
                try:
                    return self._take(name, review_id)
                except Exception as error:
                    _log.warning("The step %s of a review broke off (%s) and is tried again.", name, type(error).__name__)
                    raise
                finally:
                    self.under_way.discard(review_id)

        return take


def _destroy() -> None:
    from dbos import DBOS

    DBOS.destroy(destroy_registry=True)
