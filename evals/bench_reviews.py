"""What a cohort costs: `coach review --cohort` over 200 decks, each with words of its own; throughput a core, memory as it goes.

python -m evals.bench_reviews [DECKS]
"""

import json
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from copilot.bootstrap import count_cores
from evals.cohort_maker import make_cohort
from evals.cohort_process import CohortProcess, Held

DECKS = 200
_SHARE = 4  # the first and the last quarter are compared
_SECONDS_BETWEEN = 0.2
_STAGES = {"sketch": "read", "result": "reviewed"}  # the last step of each stage of a cohort


def main(count: int = DECKS) -> None:
    """Review a cohort once, then once more with everything done, and print what it took."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_cohort(folder / "cohort", count)  # before anything is measured
        before, begun = _cpu(), time.perf_counter()
        moments = _watch(CohortProcess(folder))
        took, used = time.perf_counter() - begun, _cpu() - before
        rows = json.loads((folder / "out" / "summary.json").read_text(encoding="utf-8"))["rows"]
        done = sum(row["status"] == "done" for row in rows)
        flagged = sum(bool(row["similar"]) for row in rows)
        print(f"{done} of {count} decks reviewed in {took:.0f} s on {count_cores()} core(s), {flagged} of them flagged as alike")
        print(f"  {done / used:.2f} decks a second of one core's time ({used / max(done, 1):.2f} s of it a deck)")
        print(f"  load of the machine {os.getloadavg()[0]:.1f}: above {count_cores()} both clocks run slow")
        for step, stage in _STAGES.items():
            _print_memory(stage, [(counts[step], held) for counts, held in moments if 0 < counts[step] <= count], count)
        begun = time.perf_counter()
        CohortProcess(folder).process.wait()
        print(f"  the same once more, all of it done before: {time.perf_counter() - begun:.1f} s")


def _watch(cohort: CohortProcess) -> list[tuple[dict[str, int], Held]]:
    """Return at each look how many decks are through each stage, and what is held."""
    moments = []
    while cohort.process.poll() is None:
        kept = [step for step, _ in cohort.kept()]
        moments.append(({step: kept.count(step) for step in _STAGES}, cohort.held()))
        time.sleep(_SECONDS_BETWEEN)
    if cohort.process.returncode:
        raise SystemExit(f"The cohort ended with {cohort.process.returncode}.")
    return moments


def _print_memory(stage: str, moments: Sequence[tuple[int, Held]], count: int) -> None:
    """Print what was held while the first and the last quarter of the decks came through a stage."""
    first = [held for done, held in moments if done <= count // _SHARE]
    last = [held for done, held in moments if count - count // _SHARE <= done < count]
    for when, held in (("first", first), ("last", last)):
        if held:
            own, children = [each.parent for each in held], [each.children for each in held]
            print(
                f"  memory while the {when} {count // _SHARE} were {stage}: {statistics.median(own):.0f} MB"
                f" (most {max(own):.0f}), processes that take decks apart {max(children):.0f} MB at most together"
            )


def _cpu() -> float:
    """Seconds of processor time of the processes that ended, and of those that they ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:2]))
