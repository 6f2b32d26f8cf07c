"""Carries reviews through the end of a process, by DBOS on a file of its own: a step that was done is not done again.

One process at a time works on a data folder: whoever holds the lock. Any other only puts its reviews into the queue, and takes
over where the holder has gone. Ids are all that stands in the file; what steps read and make is kept by the store.
"""

import json
import logging
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from copilot.errors import StoreUnavailable

QUEUE = "reviews"
NOT_WRITABLE = "The data folder {home} cannot be written; give yourself the right to, or set COACH_HOME elsewhere."
_WORKFLOW = "review"
_VERSION = "1"  # of the steps' order; runs of another version are not taken up
_OVER = {"SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"}
_BROKEN = _OVER - {"SUCCESS"}
_PAUSE = 0.1
_POLL = 0.1
_PATIENCE = 100  # pauses, for whoever holds the lock to have made the file
_log = logging.getLogger(__name__)
_one_at_a_time = threading.Lock()
_working: list["DurableRuns"] = []  # DBOS is one for a whole process, and so is who works

Take = Callable[[str, str], bool]


class DurableRuns:
    """Implements the port ReviewRuns. Nothing is imported or opened until a review is started."""

    def __init__(self, home: Path, stages: Mapping[str, Sequence[str]], take: Take, *, at_once: int) -> None:
        self._home = home
        self._stages = {stage: tuple(steps) for stage, steps in stages.items()}
        self._take = take
        self._at_once = at_once
        self._lock = FileLock(home / "runs.lock")
        self._holder = home / "runs.holder"
        self._client: Any = None
        self._closed = threading.Event()
        self._under_way: set[str] = set()

    def start(self, review_id: str, stage: str) -> None:
        self.tend()
        for attempt in range(_PATIENCE):
            try:
                self._enqueue(review_id, stage)
                return
            except Exception as error:  # the package's own kinds of error: the file is being made, or is busy
                if attempt == _PATIENCE - 1:
                    raise StoreUnavailable(f"{self._url} cannot be used; check the disk and try again.") from error
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
            except BaseException:
                self._lock.release()
                raise
            _working.append(self)
            return True

    def revive(self, review_id: str) -> None:
        if not self.tend():
            return  # whoever works sees to it
        try:
            runs = self._list_runs(f"{review_id}:")
        except Exception:
            _log.debug("the file of runs is busy", exc_info=True)
            return  # whoever asks will ask again in a moment
        last = max(runs, key=lambda run: run.created_at or 0, default=None)
        if last is not None and last.status in _BROKEN:
            self.start(review_id, last.workflow_id.split(":")[1])

    def pause(self) -> None:
        self._closed.wait(_PAUSE)

    def holder(self) -> str | None:
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
            if self._client is not None:
                self._client.destroy()
                self._client = None
            if self in _working:
                from dbos import DBOS

                DBOS.destroy(destroy_registry=True)
                _working.remove(self)
            if not self._under_way and self._lock.is_locked:
                self._holder.unlink(missing_ok=True)
                self._lock.release()
            return not self._under_way

    @property
    def _url(self) -> str:
        return f"sqlite:///{self._home / 'runs.sqlite'}"

    def _launch(self) -> None:
        logging.getLogger("dbos").setLevel(logging.CRITICAL)  # it would invite to a hosted console
        from dbos import DBOS

        DBOS(
            config={
                "name": "coach-reviews",
                "system_database_url": self._url,
                "log_level": "CRITICAL",
                "application_version": _VERSION,
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
            name: dbos.step(name=name, retries_allowed=True, max_attempts=3, interval_seconds=1.0)(self._step(name))
            for name in dict.fromkeys(step for steps in self._stages.values() for step in steps)
        }

        def review(review_id: str, stage: str) -> bool:
            return all(steps[name](review_id) for name in self._stages[stage])

        dbos.workflow(name=_WORKFLOW)(review)

    def _step(self, name: str) -> Callable[[str], bool]:
        def take(review_id: str) -> bool:
            if self._closed.is_set():
                raise RuntimeError("this process lets go of its reviews")
            self._under_way.add(review_id)
            try:
                return self._take(name, review_id)
            finally:
                self._under_way.discard(review_id)

        return take

    def _enqueue(self, review_id: str, stage: str) -> None:
        """Put a stage into the queue, unless it waits or is at work; one that was over begins anew under its next number."""
        prefix = f"{review_id}:{stage}:"
        before = self._list_runs(prefix)
        if any(run.status not in _OVER for run in before):
            return
        options = {"queue_name": QUEUE, "workflow_name": _WORKFLOW, "workflow_id": f"{prefix}{len(before)}"}
        self._open_client().enqueue(options | {"app_version": _VERSION}, review_id, stage)

    def _list_runs(self, prefix: str) -> list[Any]:
        client = self._open_client()
        return list(client.list_workflows(workflow_id_prefix=prefix, load_input=False, load_output=False))

    def _open_client(self) -> Any:
        if self._client is None:
            from dbos import DBOSClient

            self._client = DBOSClient(system_database_url=self._url)
        return self._client

    def _read_holder(self) -> str:
        try:
            pid = json.loads(self._holder.read_text(encoding="utf-8"))["pid"]
            return f"the process {int(pid)}"
        except (OSError, ValueError, KeyError, TypeError):
            return "another process"
