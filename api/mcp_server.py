"""The jobs inside assistants, over the Model Context Protocol: on standard streams, and over HTTP at /mcp.

Both carry both eras of the protocol: the handshake up to 2025-11-25, and the single requests of 2026-07-28. The low-level server
of the SDK is used, because the library is listed when it is asked for, not when the server is made, and because an error has to
be one sentence without the caller's words in it.
"""

import logging
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial
from importlib.metadata import version
from typing import Any, TypeVar

import anyio
from anyio.to_thread import run_sync
from mcp import MCPError, types
from mcp.server import Server, ServerRequestContext
from mcp.server.caching import CacheHint
from mcp.server.stdio import stdio_server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api import mcp_texts
from api.failures import failure_of
from api.mcp_prompts import describe_prompts, fill_prompt, find_missing, find_prompt
from api.mcp_resources import MARKDOWN, list_resources, list_templates, read_resource
from api.mcp_tools import call_tool, describe_tools, find_tool
from copilot.errors import CopilotError
from copilot.service import Copilot

T = TypeVar("T")
_log = logging.getLogger(__name__)

GetCopilot = Callable[[], Copilot]
Context = ServerRequestContext[Any]
Page = types.PaginatedRequestParams | None

ONLY_POST = "No stream is kept open here; send each message as a POST."
_HOUR = 3_600_000
_SAME_FOR_ALL = CacheHint(ttl_ms=_HOUR, scope="public")  # these words change with a release only
_THIS_LIBRARY = CacheHint(ttl_ms=60_000, scope="private")  # may hold a company's own cards


def make_mcp(get_copilot: GetCopilot) -> Server[Any]:
    """Return the server over a copilot. `get_copilot` is called with every request that needs one, outside the event loop."""
    return Server(
        "coaching-copilot",
        title=mcp_texts.SERVER_TITLE,
        description=mcp_texts.SERVER_DESCRIPTION,
        version=version("coaching-copilot"),
        instructions=mcp_texts.INSTRUCTIONS,
        cache_hints={
            "server/discover": _SAME_FOR_ALL,
            "tools/list": _SAME_FOR_ALL,
            "prompts/list": _SAME_FOR_ALL,
            "resources/templates/list": _SAME_FOR_ALL,
            "resources/list": _THIS_LIBRARY,
            "resources/read": _THIS_LIBRARY,
        },
        on_list_tools=_list_tools,
        on_call_tool=partial(_call_tool, get_copilot),
        on_list_prompts=_list_prompts,
        on_get_prompt=_get_prompt,
        on_list_resource_templates=_list_templates,
        on_list_resources=partial(_list_resources, get_copilot),
        on_read_resource=partial(_read_resource, get_copilot),
    )


def run_stdio(build: GetCopilot) -> None:
    """Serve one assistant on standard input and output until it closes them.

    Standard output carries the protocol and nothing else: while this runs, whatever prints goes to standard error. The copilot is
    built beside the first messages, so that an assistant need not wait for it to list the tools.
    """
    anyio.run(_serve_stdio, BuiltOnce(build))


class BuiltOnce:
    """Builds a copilot when it is first needed, once for all threads; a failure is told to the one who asks, and tried again."""

    def __init__(self, build: GetCopilot) -> None:
        self._build = build
        self._lock = threading.Lock()
        self._copilot: Copilot | None = None

    def __call__(self) -> Copilot:
        with self._lock:
            if self._copilot is None:
                self._copilot = self._build()
            return self._copilot


class McpOverHttp:
    """The ASGI application of one address. It keeps no session, so that any copy of it may answer, and serves while `running`.

    A request whose Host is not one of `hosts` is answered 421, a foreign Origin 403, any method but POST 405.
    """

    def __init__(self, get_copilot: GetCopilot, *, hosts: frozenset[str], most_body_bytes: int) -> None:
        self._server = make_mcp(get_copilot)
        self._most_body_bytes = most_body_bytes
        self._guard = TransportSecuritySettings(
            enable_dns_rebinding_protection=True,
            allowed_hosts=[name for host in sorted(hosts) for name in (host, f"{host}:*")],
            allowed_origins=[f"{scheme}://{host}{port}" for scheme in ("http", "https") for host in hosts for port in ("", ":*")],
        )
        self._manager: StreamableHTTPSessionManager | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Serve requests inside this block; the application that holds this one enters it when it starts."""
        manager = StreamableHTTPSessionManager(
            self._server,
            json_response=True,
            stateless=True,
            security_settings=self._guard,
            max_request_body_size=self._most_body_bytes,
        )
        async with manager.run():
            self._manager = manager
            try:
                yield
            finally:
                self._manager = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "POST":
            await Response(ONLY_POST, 405, {"allow": "POST"}, "text/plain")(scope, receive, send)
            return
        if self._manager is None:
            raise RuntimeError("Enter McpOverHttp.running() when the application starts.")
        await self._manager.handle_request(scope, receive, send)


async def _serve_stdio(get_copilot: BuiltOnce) -> None:
    async with stdio_server() as (read, write):
        # Only now, since what the building of an index prints would else be the first line of the protocol.
        threading.Thread(target=_warm, args=(get_copilot,), daemon=True).start()
        server = make_mcp(get_copilot)
        await server.run(read, write, server.create_initialization_options())


def _warm(get_copilot: GetCopilot) -> None:
    with suppress(Exception):  # the first call meets it again, and has somebody to tell
        get_copilot()


async def _list_tools(_context: Context, _page: Page) -> types.ListToolsResult:
    return types.ListToolsResult(tools=describe_tools())


async def _call_tool(get_copilot: GetCopilot, _context: Context, asked: types.CallToolRequestParams) -> types.CallToolResult:
    row = find_tool(asked.name)
    if row is None:
        raise MCPError(types.INVALID_PARAMS, mcp_texts.UNKNOWN_TOOL)
    return await run_sync(call_tool, row, asked.arguments or {}, get_copilot)


async def _list_prompts(_context: Context, _page: Page) -> types.ListPromptsResult:
    return types.ListPromptsResult(prompts=describe_prompts())


async def _get_prompt(_context: Context, asked: types.GetPromptRequestParams) -> types.GetPromptResult:
    ask = find_prompt(asked.name)
    if ask is None:
        raise MCPError(types.INVALID_PARAMS, mcp_texts.UNKNOWN_PROMPT)
    missing = find_missing(ask, asked.arguments or {})
    if missing is not None:
        raise MCPError(types.INVALID_PARAMS, missing)
    return fill_prompt(ask, asked.arguments or {})


async def _list_templates(_context: Context, _page: Page) -> types.ListResourceTemplatesResult:
    return types.ListResourceTemplatesResult(resource_templates=list_templates())


async def _list_resources(get_copilot: GetCopilot, _context: Context, _page: Page) -> types.ListResourcesResult:
    found = await _outside_the_loop(lambda: list_resources(get_copilot()))
    return types.ListResourcesResult(resources=found)


async def _read_resource(
    get_copilot: GetCopilot, _context: Context, asked: types.ReadResourceRequestParams
) -> types.ReadResourceResult:
    text = await _outside_the_loop(lambda: read_resource(asked.uri, get_copilot()))
    if text is None:
        raise MCPError(types.INVALID_PARAMS, mcp_texts.UNKNOWN_RESOURCE, data={"uri": asked.uri})
    return types.ReadResourceResult(contents=[types.TextResourceContents(uri=asked.uri, text=text, mime_type=MARKDOWN)])


async def _outside_the_loop(work: Callable[[], T]) -> T:
    """Do blocking work in a thread; an error of the copilot becomes one of the protocol, in one sentence."""
    try:
        return await run_sync(work)
    except CopilotError as error:
        sentence = mcp_texts.NEXT_STEPS.get(failure_of(error).slug, str(error))
        raise MCPError(types.INTERNAL_ERROR, sentence) from error
    except Exception as error:
        _log.exception("A resource could not be read")
        raise MCPError(types.INTERNAL_ERROR, mcp_texts.NEXT_STEPS["failed"]) from error
