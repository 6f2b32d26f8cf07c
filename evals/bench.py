"""What things cost, measured in one run and told as ratios, since machines differ and swing: `make bench`.

The sizes above the library's own are jittered copies of its real vectors (noise 0.03 a dimension, then made unit again).
"""

import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from copilot import Settings, build_copilot
from copilot.domain.card_tables import SellerCard
from copilot.domain.coaching import Card
from copilot.domain.evidence import Passage
from copilot.domain.people import Executive, Seller
from copilot.domain.plays import PlaysRequest
from copilot.retrieval.embedding import MiniLM, Vectors
from copilot.retrieval.index import ChromaVectors, write_collection
from copilot.retrieval.index_store import IndexStore

REQUEST = PlaysRequest(
    question="How do I reach the CFO of Halden Foods? Results were last week.",
    seller=Seller(id="bench", knows=("I ask about one line of the call", "five lines they may edit", "I call down the list")),
    executive=Executive(title="CFO", company="Halden Foods"),
    signals=("Results were published last week",),
)
RUNS = 5
QUERIES = 50
_CHILD = """
import json, resource, sys
from pathlib import Path
from copilot import Settings, build_copilot
from evals.bench import REQUEST
build_copilot(Settings(home=Path(sys.argv[1]))).suggest_plays(REQUEST)
heavy = [name for name in ("chromadb", "langchain", "langchain_core", "openai", "sqlalchemy") if name in sys.modules]
print(json.dumps({"heavy": heavy, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


def main() -> None:
    """Print every figure."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        _say("making the index", lambda: build_copilot(Settings(home=home)))
        measure_suggestion(home)
        measure_changed_card(Path(folder) / "changed")
        measure_first_answer(home)
        measure_sizes(home)
        measure_team(home)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this bench {peak:.0f} MB")


def measure_suggestion(home: Path) -> None:
    """How many texts and calls of the embedder one suggestion takes, and how long it takes against one embedding."""
    embedder = MiniLM()
    copilot = build_copilot(Settings(home=home), embedder=embedder)
    copilot.suggest_plays(REQUEST)
    calls, texts = embedder.calls, embedder.texts
    copilot.suggest_plays(REQUEST)
    print(f"a suggestion takes {embedder.calls - calls} embedder calls over {embedder.texts - texts} texts (at most 3 calls)")
    whole = _median(lambda: copilot.suggest_plays(REQUEST))
    one = _median(lambda: embedder.embed([REQUEST.question]))
    print(f"a suggestion takes {whole * 1000:.0f} ms, {whole / one:.1f} times one embedding ({one * 1000:.1f} ms)")


def measure_changed_card(folder: Path) -> None:
    """How many texts are embedded anew where one heading of one card of a library changes."""
    corpus = folder / "corpus"
    shutil.copytree(Settings().corpus, corpus)
    settings, embedder = Settings(home=folder / "home", corpus=corpus), MiniLM()
    build_copilot(settings, embedder=embedder)
    card = next((corpus / "plays").glob("F03-*.md"))
    card.write_text(card.read_text(encoding="utf-8").replace("## Deeper\n", "## Deeper\nOne more sentence.\n"), encoding="utf-8")
    before = embedder.texts
    build_copilot(settings, embedder=embedder)
    print(f"one changed heading of one card: {embedder.texts - before} text(s) embedded anew")


def measure_first_answer(home: Path) -> None:
    """The first answer of a new process against a Python that does nothing, what it imports, and its peak memory."""
    answer = [sys.executable, "-c", _CHILD, str(home)]
    empty = [sys.executable, "-c", "pass"]
    report = json.loads(subprocess.run(answer, check=True, capture_output=True, text=True).stdout)
    ours = _median(lambda: subprocess.run(answer, check=True, capture_output=True))
    theirs = _median(lambda: subprocess.run(empty, check=True, capture_output=True))
    print(f"first answer of a new process {ours:.2f} s, {ours / theirs:.0f} times python -c pass ({theirs * 1000:.0f} ms)")
    print(f"  peak memory {report['peak_mb']:.0f} MB; of the heavy packages it imported {report['heavy'] or 'none'}")


def measure_team(home: Path) -> None:
    """What one sheet of a team costs, for a small team and a large one: it must not grow with the number of sellers."""
    copilot = build_copilot(Settings(home=home))
    for sellers in (50, 200):
        cards = [SellerCard(seller=f"s{number}", card=_make_card(number)) for number in range(sellers)]
        start = time.perf_counter()
        sheets = [copilot.write_one_on_one(each, "html") for each in copilot.draft_for_team(cards) if not hasattr(each, "why")]
        spent = time.perf_counter() - start
        print(f"{len(sheets)} one-on-ones with their sheets: {spent / sellers * 1000:.0f} ms each", flush=True)


def _make_card(number: int) -> Card:
    """Return a card of 26 weeks that breaks at one of several steps, by its number."""
    weeks = range(26)
    talks, yes, back = ((1, 0.6, 0.4), (9, 0.1, 0.4), (9, 0.6, 0.02))[number % 3]
    made = [20 + (number + week) % 9 for week in weeks]
    return Card.model_validate(
        {
            "c_level_coverage": [{"with_contact": 4 + number % 5, "accounts": 14} for _ in weeks],
            "executive_conversations": [talks] * 26,
            "connects": [{"made": each, "accepted": round(each * yes)} for each in made],
            "engagement": [{"given": each, "received": round(each * back)} for each in made],
            "content": [{"posts": 2, "responses": 1}] * 26,
            "video_voice": [{"sent": 12, "answered": 4}] * 26,
            "introductions": [{"asked": 12, "opted_in": 6, "met": 2}] * 26,
            "executive_engaged_share": [0.4] * 26,
            "threads_per_opportunity": [{"median": 4, "levels": 3, "functions": 3}] * 26,
            "dated_next_steps_share": [0.6] * 26,
            "new_play_tried": [True] * 26,
            "c_level_confidence": [6] * 26,
        }
    )


def measure_sizes(home: Path) -> None:
    """The nearest ten of a query by the exact scan and by Chroma, over real and jittered vectors."""
    version = IndexStore(home).load()
    real = np.concatenate([v for v in (version.vectors, version.phrase_vectors) if v is not None])
    random = np.random.default_rng(1)
    print("vectors            exact ms   Chroma ms   Chroma build s   recall of Chroma")
    for size in (1_000, 5_000, 25_000, 100_000):
        vectors, kind = (real[:size], "real") if size <= len(real) else (_jitter(real, size, random), "synthetic")
        queries = _jitter(real, QUERIES, random)
        with tempfile.TemporaryDirectory() as folder:
            _measure_size(vectors, queries, Path(folder), f"{size:>7} {kind:<9}")


def _measure_size(vectors: Vectors, queries: Vectors, folder: Path, label: str) -> None:
    passages = [Passage(id=str(i), card_id="X", kind="document", title="", text="") for i in range(len(vectors))]
    start = time.perf_counter()
    write_collection(folder / "chroma", passages, vectors)
    built = time.perf_counter() - start
    chroma = ChromaVectors(folder / "chroma")
    chroma.nearest(queries[0], 10, cards=None, kinds=None)
    exact_times, chroma_times, hits = [], [], 0
    for query in queries:
        start = time.perf_counter()
        scores = vectors @ query
        best = set(np.argpartition(-scores, 10)[:10].tolist())
        exact_times.append(time.perf_counter() - start)
        start = time.perf_counter()
        found = {place for place, _ in chroma.nearest(query, 10, cards=None, kinds=None)}
        chroma_times.append(time.perf_counter() - start)
        hits += len(best & found)
    exact, approximate = (statistics.median(times) * 1000 for times in (exact_times, chroma_times))
    print(f"{label}  {exact:>8.2f}   {approximate:>9.2f}   {built:>14.1f}   {hits / 10 / len(queries):>16.3f}", flush=True)


def _jitter(vectors: Vectors, size: int, random: np.random.Generator) -> Vectors:
    rows = vectors[random.integers(0, len(vectors), size)] + random.normal(0, 0.03, (size, vectors.shape[1]))
    unit: Vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit


def _median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _say(what: str, work: Callable[[], object]) -> None:
    start = time.perf_counter()
    work()
    print(f"{what} took {time.perf_counter() - start:.1f} s with the vectors that ship", flush=True)


if __name__ == "__main__":
    main()
