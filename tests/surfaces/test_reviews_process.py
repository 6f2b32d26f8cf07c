"""A real server: under decks made to hurt, told to stop while a run is followed, and without the lock of the work."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx2
import pytest
from filelock import FileLock

from copilot.adapters.review_store import SqlReviewStore
from copilot.domain.certification import Rubric
from copilot.domain.reviews import ReviewTask
from copilot.settings import Settings
from tests.adapters.deck_maker import make_deck
from tests.adapters.hostile_decks import READ, REFUSED
from tests.surfaces.review_server import AS_OF, add_rubrics
from tests.surfaces.test_server_process import QUICKLY, SECONDS_ALLOWED, port, wait_until_ready
from tests.surfaces.ways_in import Terminal, is_one_sentence

__all__ = ["port"]
MOST_GROWTH_MB = 64
SECONDS_TO_REFUSE = 10


class Server:
    """A process of `coach serve` and a client of it."""

    def __init__(self, process: subprocess.Popen[str], client: httpx2.Client, home: Path) -> None:
        self.process = process
        self.client = client
        self.home = home

    def memory(self) -> float:
        """Return how many megabytes the server ever held at once."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return int(status.split("VmHWM:")[1].split()[0]) / 1024

    def review(self, deck: bytes) -> tuple[str, str, float]:
        """Hand a deck in and have it reviewed; return how that ended, its sentence, and the seconds it took."""
        begun = time.monotonic()
        response = self.client.post("/v1/decks", files={"deck": ("deck.pptx", deck)})
        assert response.status_code < 500, response.text
        if response.status_code != 201:
            return "refused", response.json()["detail"], time.monotonic() - begun
        order = self.client.post("/v1/reviews", json={"deck_id": response.json()["deck_id"], "as_of": AS_OF})
        assert order.status_code == 202, order.text
        with self.client.stream("GET", order.headers["location"] + "/events") as stream:
            assert stream.status_code == 200
            for _ in stream.iter_lines():
                continue
        body = self.client.get(order.headers["location"]).json()
        return body["status"], body["sentence"] or "", time.monotonic() - begun


@pytest.fixture
def server(settings: Settings, port: int, tmp_path: Path) -> Iterator[Server]:
    with_rubrics = add_rubrics(settings, tmp_path)
    others = {name: value for name, value in os.environ.items() if not name.startswith(("COACH_", "OPENAI_"))}
    command = [sys.executable, "-c", QUICKLY, "serve", "--port", str(port)]
    environment = others | Terminal(with_rubrics).environment
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        wait_until_ready(port, process)
        with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            yield Server(process, client, settings.home)
    finally:
        process.kill()
        process.communicate()


@pytest.mark.filterwarnings("ignore:Duplicate name")  # a deck with a part twice is made on purpose
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_no_hostile_upload_breaks_the_server_or_makes_it_grow(server: Server) -> None:
    assert server.review(make_deck())[0] == "done"
    before = server.memory()
    for name, make in REFUSED.items():
        status, sentence, seconds = server.review(make())
        assert status == "refused", name
        assert is_one_sentence(sentence), (name, sentence)
        assert seconds < SECONDS_TO_REFUSE, (name, seconds)
    for name, make in READ.items():
        assert server.review(make())[0] == "done", name
    assert server.memory() - before <= MOST_GROWTH_MB
    assert server.client.get("/readyz").json() == {"status": "ready"}
    assert not list((server.home / "uploads").glob("*.part"))


def wait_on(home: Path) -> str:
    """Open a review that nobody works on; return its id."""
    store = SqlReviewStore(home, ("slides",))
    incoming = store.receive(100_000)
    incoming.write(make_deck())
    rubric = Rubric(id="story", version=1, title="", pass_mark=70, second_look=60, criteria=(), gates=())
    task = ReviewTask(deck_id=incoming.keep("deck", "a.pptx").id, rubric=rubric, as_of=date(2026, 5, 14))
    return store.open_review(task, key=None, request_digest="d")


def test_it_stops_in_time_while_somebody_follows_a_run(server: Server) -> None:
    """The work lock is held by this test, so the run never moves and the stream stays open."""
    with FileLock(server.home / "runs.lock"):
        review_id = wait_on(server.home)
        with server.client.stream("GET", f"/v1/reviews/{review_id}/events") as stream:
            lines = stream.iter_lines()
            assert next(lines) == "event: progress"
            server.process.send_signal(signal.SIGTERM)
            assert server.process.wait(timeout=SECONDS_ALLOWED) in (0, -signal.SIGTERM)
            assert not any(line.startswith("event: done") for line in lines), "it says to come again, not that it is over"


def test_what_another_process_began_is_taken_up_when_that_one_is_gone(server: Server) -> None:
    with FileLock(server.home / "runs.lock"):
        deck = server.client.post("/v1/decks", files={"deck": ("deck.pptx", make_deck())}).json()["deck_id"]
        review_id = wait_on(server.home)
        assert server.client.get(f"/v1/reviews/{review_id}").json()["status"] == "waiting"
    order = server.client.post("/v1/reviews", json={"deck_id": deck, "as_of": AS_OF})
    with server.client.stream("GET", order.headers["location"] + "/events") as stream:
        assert [line for line in stream.iter_lines() if line.startswith("event: ")][-1] == "event: done"
