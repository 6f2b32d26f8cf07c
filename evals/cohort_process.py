"""`coach review --cohort` as a process of its own, watched from outside: what it holds in memory, and how far it has come.

python -m evals.cohort_process LOG ARGUMENTS   is the command, with a line in LOG for each step that begins
"""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

AS_OF = "2026-06-19"


class Held(NamedTuple):
    """Megabytes, at one moment."""

    parent: float
    children: float


class CohortProcess:
    """The command over a cohort that lies in `folder`; its record and what comes out lie beside it."""

    def __init__(self, folder: Path, cohort: str = "cohort") -> None:
        self._record = folder / "home" / "coach.sqlite"
        self._log = folder / "steps.log"
        self.out = folder / "out"
        arguments = ["review", "--cohort", str(folder / cohort), "--out", str(self.out), "--as-of", AS_OF, "--json"]
        others = {name: value for name, value in os.environ.items() if not name.startswith(("COACH_", "OPENAI_"))}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "evals.cohort_process", str(self._log), *arguments],
            env=others | {"COACH_HOME": str(folder / "home"), "COACH_MODEL": ""},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def begun(self) -> list[tuple[int, str, str]]:
        """Return every step that any process over this record began: who, step, review."""
        lines = self._log.read_text(encoding="utf-8").splitlines() if self._log.exists() else []
        return [(int(who), step, review) for who, step, review in (line.split() for line in lines)]

    def kept(self) -> set[tuple[str, str]]:
        """Return what the record holds: step, review."""
        if not self._record.exists():
            return set()
        query = "SELECT o.step, r.review_id FROM review_outcomes AS o JOIN reviews AS r ON r.key = o.review_key"
        with closing(sqlite3.connect(f"file:{self._record}?mode=ro", uri=True, timeout=30)) as record:
            if not list(record.execute("SELECT 1 FROM sqlite_master WHERE name = 'review_outcomes'")):
                return set()  # they are being made
            return {(str(step), str(review)) for step, review in record.execute(query)}

    def held(self) -> Held:
        own = self.process.pid
        return Held(_resident(own), sum(_resident(child) for child in _children_of(own)))


def _resident(process: int) -> float:
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="utf-8").split()[1])
    except (OSError, IndexError):  # ended meanwhile
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024


def _children_of(process: int) -> list[int]:
    found: list[int] = []
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found += [int(child) for child in path.read_text(encoding="utf-8").split()]
        except OSError:
            continue
    return found


def main(log: str, arguments: Sequence[str]) -> None:
    """Run the command. A line is written at once and whole, so that none is lost with the process."""
    from api.cli import main as coach
    from copilot.jobs import run_review

    lines = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def noted(name: str, step: Any) -> Any:
        def take(bench: Any, review_id: str) -> str:
            os.write(lines, f"{os.getpid()} {name} {review_id}\n".encode())
            made: str = step(bench, review_id)
            return made

        return take

    run_review._STEPS = MappingProxyType({name: noted(name, step) for name, step in run_review._STEPS.items()})
    sys.argv = ["coach", *arguments]
    coach()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
