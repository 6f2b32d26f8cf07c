"""Until there are accounts the server answers this machine only, and never reads more than it said it would."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from api.guards import BodyLimit
from api.serving import require_loopback
from copilot.errors import AddressRefused
from tests.surfaces.ways_in import Terminal, is_one_sentence

OWN_HOSTS = ["localhost", "localhost:8484", "LOCALHOST", "127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:8484"]
FOREIGN_HOSTS = ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io:80", "0.0.0.0", "192.168.0.7", "127.0.0.2", "x", ""]
FOREIGN_ORIGINS = [
    "https://evil.example",
    "http://localhost.evil.example",
    "http://evil.example:80",
    "null",
    "file://",
    "localhost",
]
LOOPBACK = ["127.0.0.1", "localhost", "::1", "[::1]", "127.8.8.8"]
OPEN_TO_OTHERS = ["0.0.0.0", "::", "[::]", "192.168.0.7", "10.0.0.1", "8.8.8.8", "example.com", "localhost.example.com", "", "0"]


@pytest.mark.parametrize("host", OWN_HOSTS)
def test_this_machine_is_answered_under_each_of_its_names(host: str, reading_client: TestClient) -> None:
    assert reading_client.get("/healthz", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
def test_a_foreign_host_is_refused(host: str, reading_client: TestClient) -> None:
    response = reading_client.get("/healthz", headers={"host": host})
    assert response.status_code == 421
    assert response.headers["content-type"] == "application/problem+json"
    assert is_one_sentence(response.json()["detail"])


@pytest.mark.parametrize("origin", FOREIGN_ORIGINS)
def test_a_page_of_another_site_is_refused_and_writes_nothing(origin: str, client: TestClient) -> None:
    response = client.post("/v1/sellers/orla/plays", json={"play": "F01"}, headers={"origin": origin})
    assert response.status_code == 403
    assert response.headers["content-type"] == "application/problem+json"
    assert client.get("/v1/sellers/orla/plays").status_code == 404, "nothing was written"


@pytest.mark.parametrize("origin", ["http://localhost", "http://localhost:8484", "http://127.0.0.1:3000", "http://[::1]:8484"])
def test_a_page_of_this_machine_is_answered(origin: str, reading_client: TestClient) -> None:
    assert reading_client.get("/healthz", headers={"origin": origin}).status_code == 200


@pytest.mark.parametrize("host", OPEN_TO_OTHERS)
def test_serving_to_others_is_refused(host: str) -> None:
    with pytest.raises(AddressRefused, match=r"use 127\.0\.0\.1\.$"):
        require_loopback(host)


@pytest.mark.parametrize("host", LOOPBACK)
def test_serving_to_this_machine_is_allowed(host: str) -> None:
    require_loopback(host)


@given(address=st.ip_addresses())
def test_an_address_is_served_only_where_it_is_loopback(address: Any) -> None:
    if address.is_loopback:
        require_loopback(str(address))
    else:
        with pytest.raises(AddressRefused):
            require_loopback(str(address))


def test_coach_serve_refuses_every_network_before_it_listens(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uvicorn, "Server", lambda *_, **__: pytest.fail("it would have listened"))
    ran = terminal.run("serve", "--host", "0.0.0.0")
    assert (ran.exit_code, ran.stdout) == (3, "")
    assert is_one_sentence(ran.stderr.strip())
    assert "0.0.0.0" in ran.stderr


def body_of(size: int) -> bytes:
    head, tail = b'{"statements": ["x"], "padding": "', b'"}'
    return head + b"a" * (size - len(head) - len(tail)) + tail


def in_pieces(body: bytes) -> Iterator[bytes]:
    for start in range(0, len(body), 10_000):
        yield body[start : start + 10_000]


@pytest.mark.parametrize(("over", "status"), [(0, 200), (1, 413)])
def test_a_body_is_refused_from_the_first_byte_over_the_limit(over: int, status: int, reading_client: TestClient) -> None:
    """Whether its length is told beforehand or not."""
    body = body_of(256 * 1024 + over)
    headers = {"content-type": "application/json"}
    told = reading_client.post("/v1/plays/known", content=body, headers=headers)
    untold = reading_client.post("/v1/plays/known", content=in_pieces(body), headers=headers)
    assert "content-length" in told.request.headers
    assert "content-length" not in untold.request.headers
    assert (told.status_code, untold.status_code) == (status, status)
    assert told.content == untold.content


@pytest.mark.parametrize(("told", "read"), [(b"5000", 0), (b"10", 3), (b"-7", 3), (b"many", 3), (None, 3)])
def test_a_body_over_the_limit_is_not_read_to_its_end(told: bytes | None, read: int) -> None:
    """Not at all where its length is told; else up to the piece that goes over, whatever length was claimed."""
    pieces = [{"type": "http.request", "body": b"a" * 400, "more_body": True} for _ in range(50)]
    sent: list[Any] = []
    taken: list[Any] = []

    async def receive() -> Any:
        taken.append(pieces[len(taken)])
        return taken[-1]

    async def send(message: Any) -> None:
        sent.append(message)

    async def application(_scope: Any, _receive: Any, _send: Any) -> None:
        raise AssertionError("the routes were reached")

    headers = [(b"content-length", told)] if told is not None else []
    scope: Any = {"type": "http", "method": "POST", "path": "/", "headers": headers}
    asyncio.run(BodyLimit(application, 1000)(scope, receive, send))
    assert (sent[0]["status"], len(taken)) == (413, read)


def test_a_caller_who_hangs_up_half_way_is_left_alone() -> None:
    async def receive() -> Any:
        return {"type": "http.disconnect"}

    async def never(*_: Any) -> None:
        raise AssertionError("something was sent, or the routes were reached")

    scope: Any = {"type": "http", "method": "POST", "path": "/", "headers": []}
    asyncio.run(BodyLimit(never, 1000)(scope, receive, never))
