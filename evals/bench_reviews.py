"""What a cohort costs: 200 decks, each with words of its own, reviewed by durable runs; throughput a core, and memory as it goes.

python -m evals.bench_reviews [DECKS]
"""

import io
import os
import pickle
import random
import resource
import sys
import tempfile
import time
from datetime import date
from functools import partial
from pathlib import Path

from pptx import Presentation

from copilot.bootstrap import build_reviews, count_cores
from copilot.domain.submissions import CohortMember, HandedIn, HandedInFile
from copilot.settings import Settings

DECKS = 200
AS_OF = date(2026, 6, 19)
_SOURCE = Path(__file__).parent / "cases" / "decks"
_WORDS = tuple("harbour ledger pallet tariff furnace clinic orchard turbine depot vineyard quarry ferry studio foundry".split())  # noqa: SIM905


def main(count: int = DECKS) -> None:
    """Review a cohort once, then once more with everything done, and print what it took."""
    with tempfile.TemporaryDirectory() as folder:
        desk = build_reviews(Settings(home=Path(folder), model=""), today=lambda: AS_OF)
        # Made once, before anything is measured: a deck that is saved again has other bytes, and would be a new take.
        files = [_write_member(number, Path(folder)) for number in range(count)]
        members = [CohortMember(path.stem, partial(_read_member, path)) for path in files]
        memory: dict[tuple[str, int], float] = {}
        cpu, begun = _cpu(), time.perf_counter()
        report = desk.review_cohort("bench", members, lambda what, done, _: memory.setdefault((what, done), _resident()))
        took, used = time.perf_counter() - begun, _cpu() - cpu
        done = sum(row.status == "done" for row in report.rows)
        flagged = sum(bool(row.similar) for row in report.rows)
        print(f"{done} of {count} decks reviewed in {took:.0f} s on {count_cores()} core(s), {flagged} of them flagged as alike")
        print(f"  {done / used:.2f} decks a second of one core's time ({used / max(done, 1):.2f} s of it a deck)")
        print(f"  load of the machine {os.getloadavg()[0]:.1f}, so the wall clock says little")
        for what in ("Read", "Reviewed"):
            told = sorted((place, size) for (kind, place), size in memory.items() if kind == what)
            early, late = told[len(told) // 4][1], told[-1][1]
            print(f"  memory {what.lower()}: {early:.0f} MB after a quarter, {late:.0f} MB at the end")
        begun = time.perf_counter()
        desk.review_cohort("bench", members)
        print(f"  the same once more, all of it done before: {time.perf_counter() - begun:.1f} s")
        desk.close()


def make_member(number: int) -> HandedIn:
    """Return a submission like those of the cases, with other words in every box that is longer than a heading."""
    sources = sorted(path for path in _SOURCE.iterdir() if (path / "deck.pptx").exists())
    source, draw = sources[number % len(sources)], random.Random(number)
    presentation = Presentation(str(source / "deck.pptx"))
    for slide in presentation.slides:
        for shape in slide.shapes:
            for paragraph in shape.text_frame.paragraphs if shape.has_text_frame else ():
                for run in paragraph.runs:
                    run.text = _reword(run.text, draw)
    stream = io.BytesIO()
    presentation.save(stream)
    story = next(path for path in sorted(source.iterdir()) if path.stem == "transcript")
    lines = story.read_text(encoding="utf-8").split("\n")
    told = "\n".join(line if "-->" in line or len(line) < 12 else _reword(line, draw) for line in lines)
    return HandedIn(
        deck=HandedInFile(name="deck.pptx", data=stream.getvalue()),
        story=HandedInFile(name=story.name, data=told.encode("utf-8")),
        as_of=AS_OF,
    )


def _write_member(number: int, folder: Path) -> Path:
    path = folder / f"s{number:03}.pickle"
    path.write_bytes(pickle.dumps(make_member(number)))
    return path


def _read_member(path: Path) -> HandedIn:
    member: HandedIn = pickle.loads(path.read_bytes())  # written by this process a moment ago
    return member


def _reword(text: str, draw: random.Random) -> str:
    return " ".join(draw.choice(_WORDS) if draw.random() < 0.4 else word for word in text.split(" "))


def _cpu() -> float:
    """Seconds of processor time of this process and of the processes it ended."""
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


def _resident() -> float:
    """Megabytes this process holds now; the most it ever held where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return pages * resource.getpagesize() / 1024 / 1024


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:2]))
