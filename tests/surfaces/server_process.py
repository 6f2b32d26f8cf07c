"""A process of `coach serve` and a client of it. Whatever it is asked, the answer is waited for so long and no longer."""

import os
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2

from copilot.settings import Settings
from tests.child_process import Child
from tests.surfaces.review_server import AS_OF
from tests.surfaces.test_server_process import QUICKLY
from tests.surfaces.ways_in import Terminal

SECONDS_TO_REVIEW = 180  # a deck made to hurt takes a few, on a machine that does nothing else
SECONDS_TO_LISTEN = 180  # three, there


class Server:
    def __init__(self, child: Child, client: httpx2.Client, home: Path) -> None:
        self.child = child
        self.client = client
        self.home = home

    def memory(self) -> float:
        """Return how many megabytes the server ever held at once."""
        status = Path(f"/proc/{self.child.process.pid}/status").read_text(encoding="utf-8")
        return int(status.split("VmHWM:")[1].split()[0]) / 1024

    def review(self, deck: bytes) -> tuple[str, str, float]:
        """Hand a deck in and have it reviewed; return how that ended, its sentence, and the seconds it took."""
        begun = time.monotonic()
        response = self.client.post("/v1/decks", files={"deck": ("deck.pptx", deck)})
        assert response.status_code < 500, response.text
        if response.status_code != 201:
            return "refused", response.json()["detail"], time.monotonic() - begun
        where = self.order(response.json()["deck_id"])
        assert self.follow(where)[-1] == "done"
        body = self.client.get(where).json()
        return body["status"], body["sentence"] or "", time.monotonic() - begun

    def order(self, deck_id: str) -> str:
        order = self.client.post("/v1/reviews", json={"deck_id": deck_id, "as_of": AS_OF})
        assert order.status_code == 202, order.text
        return str(order.headers["location"])

    def follow(self, where: str, seconds: float = SECONDS_TO_REVIEW) -> list[str]:
        """Return the names of a run's events until it is over."""
        with self.client.stream("GET", f"{where}/events") as stream:
            assert stream.status_code == 200
            return self.read_events(stream.iter_lines(), seconds)

    def read_events(self, lines: Iterator[str], seconds: float = SECONDS_TO_REVIEW) -> list[str]:
        """Return the names of the events up to the end of a stream. It speaks every few seconds, if only to say that it lives."""
        events: list[str] = []
        until = time.monotonic() + seconds
        for line in lines:
            if line.startswith("event: "):
                events.append(line.removeprefix("event: "))
            assert time.monotonic() < until, f"waited {seconds} s for a stream to end: {events}; the server: {self.child.told()}"
        return events


def wait_until_it_listens(port: int, child: Child) -> None:
    pause, until = threading.Event(), time.monotonic() + SECONDS_TO_LISTEN
    while time.monotonic() < until:
        assert child.process.poll() is None, f"the server ended by itself with {child.process.returncode}: {child.told()}"
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            pause.wait(0.05)
    raise AssertionError(f"waited {SECONDS_TO_LISTEN} s for the server to listen; so far: {child.told()}")


@contextmanager
def run_server(settings: Settings, port: int) -> Iterator[Server]:
    others = {name: value for name, value in os.environ.items() if not name.startswith(("COACH_", "OPENAI_"))}
    command = [sys.executable, "-c", QUICKLY, "serve", "--port", str(port)]
    child = Child(command, environment=others | Terminal(settings).environment)
    try:
        wait_until_it_listens(port, child)
        with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            yield Server(child, client, settings.home)
    finally:
        child.kill()
