"""A real server: under decks made to hurt, told to stop while a run is followed, and without the lock of the work."""

import signal
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock

from copilot.adapters.review_store import SqlReviewStore
from copilot.domain.certification import Rubric
from copilot.domain.reviews import ReviewTask
from copilot.settings import Settings
from tests.adapters.deck_maker import make_deck
from tests.adapters.hostile_decks import READ, REFUSED
from tests.surfaces.review_server import add_rubrics
from tests.surfaces.server_process import Server, run_server
from tests.surfaces.test_server_process import SECONDS_ALLOWED, port
from tests.surfaces.ways_in import is_one_sentence

__all__ = ["port"]
MOST_GROWTH_MB = 64
MOST_AGAIN_MB = 8  # the same decks once more: what the largest needed is used again
LARGEST = ("ten thousand shapes", "ten thousand coloured shapes in one place")
SECONDS_TO_REFUSE = 10
SECONDS_FOR_THE_LOCK = 60


@pytest.fixture
def server(settings: Settings, port: int, tmp_path: Path) -> Iterator[Server]:
    with run_server(add_rubrics(settings, tmp_path), port) as server:
        yield server


@pytest.mark.filterwarnings("ignore:Duplicate name")  # a deck with a part twice is made on purpose
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_no_hostile_upload_breaks_the_server_or_makes_it_grow(server: Server) -> None:
    """Measured as the most it ever held, from where a sound deck has loaded all that a review needs."""
    assert server.review(make_deck())[0] == "done"
    before = server.memory()
    for name, make in REFUSED.items():
        status, sentence, seconds = server.review(make())
        assert status == "refused", name
        assert is_one_sentence(sentence), (name, sentence)
        assert seconds < SECONDS_TO_REFUSE, (name, seconds)
    for name, make in READ.items():
        assert server.review(make())[0] == "done", name
    once = server.memory()
    assert once - before <= MOST_GROWTH_MB, f"from {before:.0f} to {once:.0f} MB"
    for name in LARGEST:
        assert server.review(READ[name]())[0] == "done", name
    assert server.memory() - once <= MOST_AGAIN_MB, f"from {before:.0f} over {once:.0f} to {server.memory():.0f} MB"
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
    with FileLock(server.home / "runs.lock", timeout=SECONDS_FOR_THE_LOCK):
        review_id = wait_on(server.home)
        with server.client.stream("GET", f"/v1/reviews/{review_id}/events") as stream:
            lines = stream.iter_lines()
            assert next(lines) == "event: progress"
            server.child.process.send_signal(signal.SIGTERM)
            assert server.child.process.wait(timeout=SECONDS_ALLOWED) in (0, -signal.SIGTERM)
            assert not any(line.startswith("event: done") for line in lines), "it says to come again, not that it is over"


def test_who_follows_a_run_that_is_erased_is_let_go(server: Server) -> None:
    with FileLock(server.home / "runs.lock", timeout=SECONDS_FOR_THE_LOCK):
        where = f"/v1/reviews/{wait_on(server.home)}"
        with server.client.stream("GET", f"{where}/events") as stream:
            lines = stream.iter_lines()
            assert next(lines) == "event: progress"
            assert server.client.delete(where).json()["erased"] == 1
            assert server.read_events(lines) == [], "it is not over: it is gone"
        assert server.client.get(f"{where}/events").status_code == 404
    assert "Traceback" not in server.child.told()


def test_what_another_process_began_is_taken_up_when_that_one_is_gone(server: Server) -> None:
    with FileLock(server.home / "runs.lock", timeout=SECONDS_FOR_THE_LOCK):
        deck = server.client.post("/v1/decks", files={"deck": ("deck.pptx", make_deck())}).json()["deck_id"]
        review_id = wait_on(server.home)
        assert server.client.get(f"/v1/reviews/{review_id}").json()["status"] == "waiting"
    assert server.follow(server.order(deck))[-1] == "done"
