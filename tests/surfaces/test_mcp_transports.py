"""What the two transports keep to themselves: a clean standard output, this machine's names only, and no words of a fault."""

import asyncio
import json
import logging
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from mcp import Client, MCPError
from starlette.applications import Starlette
from starlette.routing import Route

from api.mcp_server import BuiltOnce, McpOverHttp, make_mcp
from api.mcp_tools import ROWS
from api.serving import LOOPBACK_HOSTS
from copilot.bootstrap import build_copilot
from copilot.errors import StoreUnavailable
from copilot.service import Copilot
from copilot.settings import Settings
from tests.surfaces.mcp_visit import COACH, http_server, text_of, whole_app
from tests.surfaces.ways_in import TODAY, Terminal, is_one_sentence

FOREIGN_HOSTS = ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io:80", "192.168.0.7:8484"]
FOREIGN_ORIGINS = ["https://evil.example", "http://localhost.evil.example", "null", "file://"]
LEGACY_BODY = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}},
}
MODERN_BODY = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "tools/list",
    "params": {
        "_meta": {
            "io.modelcontextprotocol/protocolVersion": "2026-07-28",
            "io.modelcontextprotocol/clientCapabilities": {},
            "io.modelcontextprotocol/clientInfo": {"name": "test", "version": "1"},
        }
    },
}
ACCEPT = {"accept": "application/json, text/event-stream"}
ERAS = {
    "legacy": (LEGACY_BODY, ACCEPT),
    "modern": (MODERN_BODY, {**ACCEPT, "mcp-protocol-version": "2026-07-28", "mcp-method": "tools/list"}),
}
# A building that prints wherever one can print, before and while the protocol is spoken.
NOISY = """
import os
from api.mcp_server import run_stdio
from copilot.bootstrap import build_copilot

def build():
    print("noise by print", flush=True)
    os.write(1, b"noise by a library\\n")
    os.system("echo noise by a child")
    return build_copilot()

run_stdio(build)
"""


@pytest.fixture(params=["whole", "alone"])
def address(request: pytest.FixtureRequest, settings: Settings) -> Iterator[str]:
    """The address of the server, in the application of `coach serve`, and alone, where nothing else stands before it."""
    with http_server(whole_app(settings) if request.param == "whole" else app_alone(settings)) as served:
        yield f"{served}/mcp"


def app_alone(settings: Settings) -> Starlette:
    mcp = McpOverHttp(lambda: build_copilot(settings), hosts=LOOPBACK_HOSTS, most_body_bytes=settings.most_body_bytes)

    @asynccontextmanager
    async def start(_app: Starlette) -> AsyncIterator[None]:
        async with mcp.running():
            yield

    return Starlette(routes=[Route("/mcp", mcp)], lifespan=start)


def send(address: str, era: str, **headers: str) -> httpx.Response:
    body, own = ERAS[era]
    return httpx.post(address, json=body, headers={**own, **headers}, timeout=30)


@pytest.mark.parametrize("era", ERAS)
def test_this_machines_names_are_answered_and_no_others(era: str, address: str) -> None:
    port = address.split(":")[2].removesuffix("/mcp")
    own = [{}, {"host": f"localhost:{port}"}, {"host": "[::1]:8484"}, {"host": "localhost"}, {"origin": "http://localhost:3000"}]
    assert [send(address, era, **headers).status_code for headers in own] == [200] * len(own)
    assert [send(address, era, host=host).status_code for host in FOREIGN_HOSTS] == [421] * len(FOREIGN_HOSTS)
    assert [send(address, era, origin=origin).status_code for origin in FOREIGN_ORIGINS] == [403] * len(FOREIGN_ORIGINS)


def test_only_single_requests_of_a_bounded_size_are_taken(address: str, settings: Settings) -> None:
    """No stream is kept open for a caller, and no session: any copy of the server may answer the next request."""
    assert [httpx.request(method, address, headers=ACCEPT, timeout=10).status_code for method in ("GET", "DELETE")] == [405, 405]
    assert "mcp-session-id" not in send(address, "legacy").headers
    large = httpx.post(
        address, content=b" " * (settings.most_body_bytes + 1), headers={**ACCEPT, "content-type": "application/json"}
    )
    assert large.status_code == 413


def test_other_addresses_of_the_server_are_as_before(settings: Settings) -> None:
    with http_server(whole_app(settings)) as served:
        assert httpx.get(f"{served}/readyz").json() == {"status": "ready"}
        assert httpx.get(f"{served}/mcp/other").headers["content-type"] == "application/problem+json"


def speak(command: list[str], settings: Settings) -> subprocess.CompletedProcess[str]:
    """Say hello to a server on its standard input, call a tool, and hang up."""
    call = {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "get_play", "arguments": {"name": "F03"}}}
    messages = [LEGACY_BODY, {"jsonrpc": "2.0", "method": "notifications/initialized"}, call]
    process = subprocess.Popen(
        [sys.executable, *command],
        env=dict(Terminal(settings).environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("".join(json.dumps(message) + "\n" for message in messages))
    process.stdin.flush()
    said = [process.stdout.readline(), process.stdout.readline()]
    rest, complaints = process.communicate(timeout=60)
    return subprocess.CompletedProcess(command, process.returncode, "".join(said) + rest, complaints)


@pytest.mark.parametrize("command", [[*COACH], ["-c", NOISY]], ids=["coach mcp", "a noisy building"])
def test_standard_output_carries_the_protocol_and_nothing_else(command: list[str], settings: Settings) -> None:
    """Whatever prints, a library or a child of its own included, is heard on standard error; hanging up ends the server."""
    ran = speak(command, settings)
    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [(line["jsonrpc"], line["id"], "result" in line) for line in lines] == [("2.0", 1, True), ("2.0", 2, True)]
    assert ran.returncode == 0
    assert ran.stderr.count("noise by") == (3 if NOISY in command else 0)


def call_over_fault(fault: Exception, mode: str) -> tuple[str, str, int]:
    """Return what is said where no copilot can be had: by a tool, and by a resource with its code."""

    def fail() -> Copilot:
        raise fault

    async def visit() -> tuple[str, str, int]:
        async with Client(make_mcp(fail), mode=mode) as client:
            answer = await client.call_tool("get_play", {"name": "F03"})
            assert answer.is_error
            with pytest.raises(MCPError) as caught:
                await client.list_resources()
            assert len((await client.list_tools()).tools) == len(ROWS), "the tools are listed all the same"
            return text_of(answer), caught.value.message, caught.value.code

    return asyncio.run(visit())


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_a_fault_is_told_in_one_sentence_without_its_inner_words(mode: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        by_tool, by_resource, code = call_over_fault(RuntimeError("the password is swordfish"), mode)
    assert by_tool == by_resource
    assert is_one_sentence(by_tool)
    assert "coach doctor" in by_tool
    assert "swordfish" not in by_tool
    assert code == -32603
    assert caplog.text.count("swordfish") >= 2, "whoever runs the server finds it in the log"


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_what_the_copilot_says_it_cannot_do_is_passed_on_as_it_stands(mode: str) -> None:
    said = "The data folder is full; make room and ask again."
    assert call_over_fault(StoreUnavailable(said), mode) == (said, said, -32603)


def test_the_copilot_is_built_once_for_all_threads(settings: Settings) -> None:
    built: list[Copilot] = []

    def build() -> Copilot:
        built.append(build_copilot(settings, today=lambda: TODAY))
        return built[-1]

    once = BuiltOnce(build)
    got: list[Any] = []
    threads = [threading.Thread(target=lambda: got.append(once())) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == built * 5
    assert len(built) == 1


def test_a_building_that_failed_is_tried_again_by_the_next_who_asks(settings: Settings) -> None:
    tries: list[int] = []

    def build() -> Copilot:
        tries.append(1)
        if len(tries) == 1:
            raise StoreUnavailable("Not yet.")
        return build_copilot(settings, today=lambda: TODAY)

    once = BuiltOnce(build)
    with pytest.raises(StoreUnavailable):
        once()
    assert once() is once()
    assert len(tries) == 2
