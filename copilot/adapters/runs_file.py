"""The file of runs as every process sees it, whether it works or not: stages are put into its queue, and looked up.

DBOS keeps it. Ids of reviews and names of stages are all that stands in it.
"""

import sqlite3
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

QUEUE = "reviews"
WORKFLOW = "review"
VERSION = "1"  # of the steps' order; runs of another version are not taken up
Standing = Literal["waits", "taken", "came_through", "broke_off"]
_STANDINGS: dict[str, Standing] = {
    "PENDING": "taken",
    "SUCCESS": "came_through",
    "ERROR": "broke_off",
    "CANCELLED": "broke_off",
    "MAX_RECOVERY_ATTEMPTS_EXCEEDED": "broke_off",
}


@dataclass(frozen=True)
class Run:
    """One run over a stage of a review."""

    id: str
    review_id: str
    stage: str
    standing: Standing
    begun: int

    @property
    def is_over(self) -> bool:
        return self.standing in ("came_through", "broke_off")


class RunsFile:
    """Nothing is imported or opened until a run is put in or looked up. Raises the package's own kinds of error."""

    def __init__(self, path: Path) -> None:
        self.url = f"sqlite:///{path}"
        self._path = path
        self._client: Any = None
        self._opening = threading.Lock()

    def prepare(self) -> None:
        """Let those who look and the one who writes not wait for each other. The file remembers it."""
        connection = sqlite3.connect(self._path, timeout=30)
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        finally:
            connection.close()

    def enqueue(self, review_id: str, stage: str) -> None:
        """Put a stage into the queue, unless it waits or is at work; one that was over begins anew under its next number."""
        prefix = f"{review_id}:{stage}:"
        before = self._list(prefix)
        if all(run.is_over for run in before):
            options = {"queue_name": QUEUE, "workflow_name": WORKFLOW, "workflow_id": f"{prefix}{len(before)}"}
            self._open().enqueue(options | {"app_version": VERSION}, review_id, stage)

    def last_run(self, review_id: str) -> Run | None:
        return max(self._list(f"{review_id}:"), key=lambda run: run.begun, default=None)

    def put_back(self, run: Run) -> None:
        """Put a run that was taken out of the queue into it again; one that is over by now stays so."""
        self._open().resume_workflow(run.id, queue_name=QUEUE)

    def close(self) -> None:
        with self._opening:
            if self._client is not None:
                self._client.destroy()
                self._client = None

    def _list(self, prefix: str) -> list[Run]:
        found = self._open().list_workflows(workflow_id_prefix=prefix, load_input=False, load_output=False)
        return [_run(workflow) for workflow in found]

    def _open(self) -> Any:
        with self._opening:
            if self._client is None:
                from dbos import DBOSClient

                self._client = DBOSClient(system_database_url=self.url)
            return self._client


def _run(workflow: Any) -> Run:
    review_id, stage, _ = workflow.workflow_id.split(":")
    standing = _STANDINGS.get(workflow.status, "waits")
    return Run(id=workflow.workflow_id, review_id=review_id, stage=stage, standing=standing, begun=workflow.created_at or 0)
