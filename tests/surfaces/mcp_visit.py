"""One visit of an assistant to the MCP server, the same over each transport and in each era, with everything it was told kept."""

import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from mcp import Client, MCPError, StdioServerParameters, types

from api.http_app import make_app
from api.serving import LOOPBACK_HOSTS
from copilot.bootstrap import build_copilot
from copilot.settings import Settings
from tests.surfaces.mcp_cases import FILLED, MISTAKES, NOWHERE, PAGES, REQUESTS, UNFILLED
from tests.surfaces.ways_in import TODAY, Terminal

ERAS = {"legacy": "2025-11-25", "auto": "2026-07-28"}  # how a client begins -> what both end up speaking
COACH = ("-c", "from api.cli import main; main()", "mcp")  # `coach mcp`, by the interpreter of the tests


@dataclass
class Visit:
    """What an assistant was told: by label, in the words and shapes that arrived."""

    era: str
    instructions: str | None
    capabilities: types.ServerCapabilities
    tools: dict[str, types.Tool] = field(default_factory=dict)
    answers: dict[str, types.CallToolResult] = field(default_factory=dict)
    resources: list[types.Resource] = field(default_factory=list)
    templates: list[types.ResourceTemplate] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)
    prompts: dict[str, types.Prompt] = field(default_factory=dict)
    filled: dict[str, str] = field(default_factory=dict)
    refused: dict[str, MCPError] = field(default_factory=dict)


def stdio_server(settings: Settings) -> StdioServerParameters:
    """Return how an assistant starts `coach mcp` over a data folder."""
    return StdioServerParameters(command=sys.executable, args=list(COACH), env=dict(Terminal(settings).environment))


@contextmanager
def http_server(app: Any) -> Iterator[str]:
    """Serve an application on a free port of this machine, and return where it listens."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", timeout_graceful_shutdown=2))
    started = threading.Event()
    startup = server.startup

    async def start_and_tell(*arguments: Any, **named: Any) -> None:
        await startup(*arguments, **named)
        started.set()

    server.startup = start_and_tell  # type: ignore[method-assign]
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        assert started.wait(60), "the server did not start"
        host, port = server.servers[0].sockets[0].getsockname()[:2]
        yield f"http://{host}:{port}"
    finally:
        server.should_exit = True
        thread.join(30)


def whole_app(settings: Settings) -> Any:
    """Return the application that `coach serve` runs."""
    return make_app(
        lambda: build_copilot(settings, today=lambda: TODAY), most_body_bytes=settings.most_body_bytes, hosts=LOOPBACK_HOSTS
    )


async def pay_visit(server: str | StdioServerParameters, mode: str) -> Visit:
    """Do everything once that an assistant can do: list, call each tool, make each mistake, read, pick a prompt."""
    async with Client(server, mode=mode) as client:
        visit = Visit(client.protocol_version, client.instructions, client.server_capabilities)
        visit.tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        for label, (tool, arguments) in {**REQUESTS, **MISTAKES}.items():
            visit.answers[label] = await client.call_tool(tool, dict(arguments))
        await _read_library(client, visit)
        await _pick_prompts(client, visit)
        try:
            await client.call_tool("send_mail", {})
        except MCPError as error:
            visit.refused["send_mail"] = error
    return visit


async def _read_library(client: Client, visit: Visit) -> None:
    visit.resources = (await client.list_resources()).resources
    visit.templates = (await client.list_resource_templates()).resource_templates
    for uri in PAGES:
        visit.pages[uri] = _text_of((await client.read_resource(uri)).contents[0])
    for uri in NOWHERE:
        try:
            await client.read_resource(uri)
        except MCPError as error:
            visit.refused[uri] = error


async def _pick_prompts(client: Client, visit: Visit) -> None:
    visit.prompts = {prompt.name: prompt for prompt in (await client.list_prompts()).prompts}
    for name, arguments in FILLED.items():
        message = (await client.get_prompt(name, _strings(arguments))).messages[0]
        visit.filled[name] = _text_of(message.content)
    for name, arguments in UNFILLED.items():
        try:
            await client.get_prompt(name, _strings(arguments))
        except MCPError as error:
            visit.refused[name] = error


def text_of(answer: types.CallToolResult) -> str:
    """Return the one text of an answer."""
    assert len(answer.content) == 1
    return _text_of(answer.content[0])


def _text_of(content: Any) -> str:
    text: str = content.text
    return text


def _strings(arguments: Mapping[str, str]) -> dict[str, str]:
    return dict(arguments)
