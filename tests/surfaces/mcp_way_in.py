"""MCP as a way in, over standard input and output and over HTTP: the same jobs, called as an assistant calls them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from anyio.from_thread import BlockingPortal, start_blocking_portal
from mcp import Client, StdioServerParameters

from copilot.settings import Settings
from tests.surfaces.mcp_visit import http_server, stdio_server, whole_app
from tests.surfaces.ways_in import Answer, Terminal, WayIn, open_ways_in

TOOLS = {
    "suggest_plays": "suggest_plays",
    "known_plays": "known_plays",
    "get_play": "get_play",
    "search": "search_library",
    "record": "record_play",
    "check_questions": "check_questions",
    "draft_questions": "draft_questions",
}
_RENAMED = {"q": "query", "seller": "seller_id"}


class Assistant:
    """One session of an assistant. What assistants cannot do (read, export and erase a record) is done at the terminal beside."""

    def __init__(self, portal: BlockingPortal, client: Client, beside: Terminal) -> None:
        self._portal = portal
        self._client = client
        self._beside = beside

    def ask(self, job: str, **request: Any) -> Answer:
        if job not in TOOLS:
            return self._beside.ask(job, **request)
        as_it_is = job in ("suggest_plays", "draft_questions")
        arguments = request if as_it_is else {_RENAMED.get(name, name): value for name, value in request.items()}
        called = self._portal.call(self._client.call_tool, TOOLS[job], arguments)
        if called.is_error:
            return Answer(done=False, sentence=str(getattr(called.content[0], "text", "")), blame="caller")
        return Answer(done=True, body=called.structured_content)

    def send(self, job: str, raw: bytes) -> Answer:
        raise NotImplementedError("an assistant sends arguments, never bytes")


@contextmanager
def open_assistant(server: str | StdioServerParameters, beside: Terminal) -> Iterator[Assistant]:
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(Client(server)) as client:
        yield Assistant(portal, client, beside)


@contextmanager
def open_every_way_in(settings: Settings) -> Iterator[dict[str, WayIn]]:
    """Open the command line, HTTP, MCP over standard input and output, and MCP over HTTP, over one data folder."""
    beside = Terminal(settings)
    with (
        open_ways_in(settings) as ways_in,
        open_assistant(stdio_server(settings), beside) as by_stdio,
        http_server(whole_app(settings)) as address,
        open_assistant(f"{address}/mcp", beside) as by_http,
    ):
        yield {**ways_in, "mcp, standard input and output": by_stdio, "mcp, http": by_http}
