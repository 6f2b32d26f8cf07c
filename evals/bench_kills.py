"""A cohort that is killed again and again: nothing is lost, and no step that was done is done again.

python -m evals.bench_kills [DECKS [KILLS [SEED]]]
"""

import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from copilot.jobs.run_review import READ, REVIEW, STAGES
from evals.cohort_maker import make_cohort
from evals.cohort_process import CohortProcess

DECKS = 40
KILLS = 10
SEED = 6
_STEPS = (*STAGES[READ], *STAGES[REVIEW])
_SECONDS_BETWEEN = 0.02


def main(count: int = DECKS, kills: int = KILLS, seed: int = SEED) -> None:
    """Kill the command when so many steps have begun, at numbers drawn from all there are; then let it end, and check."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_cohort(folder / "cohort", count)
        places = sorted(random.Random(seed).sample(range(1, count * len(_STEPS)), kills))
        print(f"{count} decks; kill -9 when so many steps have begun: {places}")
        killed, repeated = 0, 0
        for place in places:
            cohort = CohortProcess(folder)
            known, before = cohort.kept(), len(cohort.begun())
            killed += _kill_at(cohort, place)
            again = [(step, review) for _, step, review in cohort.begun()[before:] if (step, review) in known]
            repeated += len(again)
            print(f"  {len(cohort.begun()) - before} steps begun, {len(cohort.kept() - known)} more kept, {len(again)} repeated")
        cohort = CohortProcess(folder)
        known, before = cohort.kept(), len(cohort.begun())
        if cohort.process.wait():
            raise SystemExit(f"The cohort ended with {cohort.process.returncode}.")
        repeated += sum((step, review) in known for _, step, review in cohort.begun()[before:])
        _report(cohort, count, killed, repeated)


def _kill_at(cohort: CohortProcess, place: int) -> bool:
    while cohort.process.poll() is None:
        if len(cohort.begun()) >= place:
            os.kill(cohort.process.pid, signal.SIGKILL)
            cohort.process.wait()
            return True
        time.sleep(_SECONDS_BETWEEN)
    return False


def _report(cohort: CohortProcess, count: int, killed: int, repeated: int) -> None:
    rows = json.loads((cohort.out / "summary.json").read_text(encoding="utf-8"))["rows"]
    done = sum(row["status"] == "done" for row in rows)
    kept = cohort.kept()
    whole = sum(all((step, row["review_id"]) in kept for step in _STEPS) for row in rows)
    begun = Counter(cohort.begun())
    lost = len(cohort.begun()) - count * len(_STEPS)
    print(f"killed {killed} times; {len(rows)} rows, {done} done, {whole} with all {len(_STEPS)} steps kept")
    print(f"finished steps repeated: {repeated}; begun twice by one process: {sum(times > 1 for times in begun.values())}")
    print(f"steps under way that were lost and done anew: {lost}")
    if (done, whole, repeated, max(begun.values())) != (count, count, 0, 1):
        raise SystemExit("Something was lost or repeated.")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:4]))
