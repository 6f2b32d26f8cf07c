"""A real server in a process of its own: it answers, and stops when it is told to."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from api.serving import SECONDS_TO_STOP
from copilot.settings import Settings
from tests.surfaces.ways_in import Terminal

SECONDS_ALLOWED = 8
QUICKLY = "import api.serving; api.serving.SECONDS_TO_STOP = 1; from api.cli import main; main()"
HALF_A_REQUEST = (
    b"POST /v1/plays/known HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{"
)


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def server(settings: Settings, port: int) -> Iterator[subprocess.Popen[str]]:
    """`coach serve`, ready; the seconds it grants to answers under way are cut to one so that the test need not wait."""
    others = {name: value for name, value in os.environ.items() if not name.startswith(("COACH_", "OPENAI_"))}
    environment = others | Terminal(settings).environment
    command = [sys.executable, "-c", QUICKLY, "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        wait_until_ready(port, process)
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_until_ready(port: int, process: subprocess.Popen[str]) -> None:
    pause = threading.Event()
    for _ in range(600):
        assert process.poll() is None, "the server ended by itself"
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            pause.wait(0.05)
    raise AssertionError("the server did not listen within 30 seconds")


def test_it_stops_on_sigterm_even_while_a_caller_dawdles(server: subprocess.Popen[str], port: int) -> None:
    idle = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    idle.request("GET", "/readyz")
    assert idle.getresponse().read() == b'{"status":"ready"}'
    with socket.create_connection(("127.0.0.1", port), timeout=5) as dawdler:
        dawdler.sendall(HALF_A_REQUEST)
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=SECONDS_ALLOWED) in (0, -signal.SIGTERM)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=1)


def test_the_seconds_granted_to_answers_under_way_leave_room_to_stop_in_time() -> None:
    assert 1 <= SECONDS_TO_STOP <= SECONDS_ALLOWED - 2
