"""Several assistants on one machine write to one record at once: nothing is lost, and nothing is written twice."""

import os
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

from copilot.adapters.store import SqlSellerStore
from copilot.domain.people import LedgerEntry

WRITERS = 2
EACH = 15
WRITE = """
import sys
from datetime import date
from pathlib import Path
from copilot.adapters.store import SqlSellerStore
from copilot.domain.people import LedgerEntry
home, writer, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
store = SqlSellerStore(home)
print("ready", flush=True)
sys.stdin.readline()
for number in range(count):
    said = LedgerEntry(play_id="F01", kind="tried", on=date(2026, 11, 22), outcome=f"{writer}:{number}")
    store.record("orla", said)
    store.record(writer, said)
"""


def test_processes_that_write_the_same_seller_at_the_same_moment_lose_nothing(tmp_path: Path) -> None:
    """They begin together, on a seller none of them has seen, and each sees its own order kept."""
    first = SqlSellerStore(tmp_path)
    first.record("first", LedgerEntry(play_id="F01", kind="knows", on=date(2026, 11, 22)))
    first.close()
    command = [sys.executable, "-c", WRITE, str(tmp_path)]
    writers = {
        f"writer-{number}": subprocess.Popen(
            [*command, f"writer-{number}", str(EACH)],
            env=dict(os.environ),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(WRITERS)
    }
    for process in writers.values():
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in writers.values():
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    ended = {name: (process.communicate(timeout=60)[1], process.returncode) for name, process in writers.items()}
    assert {name: said for name, (said, code) in ended.items() if code != 0} == {}

    store = SqlSellerStore(tmp_path)
    assert store.sellers() == ("first", "orla", *sorted(writers))
    together = Counter(entry.outcome for entry in store.ledger("orla"))
    assert together == Counter(f"{name}:{number}" for name in writers for number in range(EACH))
    for name in writers:
        own = [f"{name}:{number}" for number in range(EACH)]
        assert [entry.outcome for entry in store.ledger(name)] == own
        assert [said.outcome for said in store.ledger("orla") if str(said.outcome).startswith(f"{name}:")] == own
    store.close()
