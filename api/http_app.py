"""The jobs over HTTP. Each route parses, makes one call on the service, and returns what it returns.

Errors are problem details (RFC 9457). Until there are accounts the server answers on this machine only:
`api/serving.py` refuses any other address, and `LoopbackOnly` refuses a foreign Host, so that a page in a browser
cannot reach it under another name.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Annotated, Any, cast

from anyio.to_thread import run_sync
from fastapi import Depends, FastAPI, Query, Request
from fastapi.responses import JSONResponse
from starlette.routing import Route

from api.guards import BodyLimit, LoopbackOnly
from api.http_one_on_one import add_one_on_ones
from api.http_questions import add_questions
from api.http_reviews import DECKS, add_reviews
from api.mcp_server import McpOverHttp
from api.problems import add_problem_handlers
from api.shapes import FoundPassages, RecordRequest, SellerPlays
from copilot.domain.evidence import SearchFilter
from copilot.domain.library import Play
from copilot.domain.people import LedgerEntry
from copilot.domain.plays import KnownRequest, KnownResult, PlaysRequest, PlaysResult
from copilot.service import Copilot

PLAYS_EXAMPLE = {
    "question": "How do I reach the CFO of Halden Foods?",
    "seller": {"id": "orla", "knows": ["I quote a line of theirs back at them with a question"]},
    "executive": {"title": "CFO", "company": "Halden Foods"},
    "signals": ["Results were last week"],
}
KNOWN_EXAMPLE = {"statements": ["the crayon sheet: five lines they scribble on", "I call down the list"]}


MOST_UPLOAD_BYTES = 50 * 1024 * 1024


def make_app(
    build: Callable[[], Copilot],
    *,
    most_body_bytes: int,
    hosts: frozenset[str],
    most_upload_bytes: int = MOST_UPLOAD_BYTES,
) -> FastAPI:
    """Return the application. `build` is called once, when the server starts."""

    assistants = McpOverHttp(lambda: cast(Copilot, app.state.copilot), hosts=hosts, most_body_bytes=most_body_bytes)

    @asynccontextmanager
    async def start(app: FastAPI) -> AsyncIterator[None]:
        copilot = app.state.copilot = build()
        try:
            await run_sync(copilot.reviews.resume)
            async with assistants.running():
                yield
        finally:
            app.state.copilot = None
            await run_sync(copilot.reviews.close)

    app = FastAPI(
        title="Coaching copilot",
        summary="Plays a seller does not already know.",
        version="1",
        lifespan=start,
        docs_url=None,  # the usual page loads its script from another host, and nothing is downloaded here
        redoc_url=None,
    )
    app.state.copilot = None
    app.state.is_stopping = lambda: False  # whoever runs the server says when it stops, so that streams can end
    add_problem_handlers(app)
    _add_jobs(app)
    add_questions(app, _copilot_of)
    add_reviews(app, _copilot_of, most_upload_bytes)
    add_one_on_ones(app, _copilot_of)
    _add_sellers(app)
    _add_health(app)
    app.router.routes.append(Route("/mcp", endpoint=assistants, methods=None, include_in_schema=False))
    app.add_middleware(BodyLimit, most_bytes=most_body_bytes, streamed=frozenset({DECKS}))
    app.add_middleware(LoopbackOnly, hosts=hosts)
    return app


def _copilot_of(request: Request) -> Copilot:
    return cast(Copilot, request.app.state.copilot)


Service = Annotated[Copilot, Depends(_copilot_of)]


def _add_jobs(app: FastAPI) -> None:
    @app.post("/v1/plays/suggest", tags=["plays"], openapi_extra=_example(PLAYS_EXAMPLE))
    def suggest_plays(request: PlaysRequest, copilot: Service) -> PlaysResult:
        """Suggest at most three plays to reach an executive that this seller does not already do."""
        return copilot.suggest_plays(request)

    @app.post("/v1/plays/known", tags=["plays"], openapi_extra=_example(KNOWN_EXAMPLE))
    def recognise_plays(request: KnownRequest, copilot: Service) -> KnownResult:
        """Say which plays these statements show, and what would have to be asked."""
        return copilot.recognise_plays(request)

    @app.get("/v1/plays/{name}", tags=["library"])
    def get_play(name: str, copilot: Service) -> Play:
        """Return a whole card, by id, title or alias."""
        return copilot.get_play(name)

    @app.get("/v1/search", tags=["library"])
    def search_library(
        copilot: Service,
        q: Annotated[str, Query(min_length=1, max_length=2000, examples=["the CFO never answers"])],
        k: Annotated[int, Query(ge=1, le=50)] = 5,
        persona: Annotated[str | None, Query(max_length=40, examples=["cfo"])] = None,
        signal: Annotated[str | None, Query(max_length=80, examples=["results-call"])] = None,
        new_to: Annotated[str | None, Query(max_length=80, examples=["orla"])] = None,
    ) -> FoundPassages:
        """Return the best passages of the library, best first; with a persona, signal or seller, only of plays that fit."""
        narrow = SearchFilter(persona=persona, signal=signal, new_to=new_to)
        return FoundPassages(passages=copilot.search_library(q, k, narrow))


def _add_sellers(app: FastAPI) -> None:
    @app.get("/v1/sellers/{seller_id}/plays", tags=["sellers"])
    def list_ledger(seller_id: str, copilot: Service) -> SellerPlays:
        """Return what people wrote down about a seller, oldest first."""
        return SellerPlays(seller_id=seller_id, ledger=copilot.list_ledger(seller_id))

    @app.post("/v1/sellers/{seller_id}/plays", status_code=201, tags=["sellers"])
    def record_play(seller_id: str, record: RecordRequest, copilot: Service) -> LedgerEntry:
        """Write down that a seller knows, tried, or does not do a play."""
        return copilot.record_play(seller_id, record.play, record.kind, outcome=record.outcome, depth=record.depth)

    @app.get("/v1/sellers/{seller_id}/export", tags=["sellers"])
    def export_seller(seller_id: str, copilot: Service) -> dict[str, Any]:
        """Return everything kept about a seller."""
        return copilot.export_seller(seller_id)

    @app.delete("/v1/sellers/{seller_id}", tags=["sellers"])
    def erase_seller(seller_id: str, copilot: Service) -> dict[str, Any]:
        """Erase everything kept about a seller."""
        return {"seller_id": seller_id, "erased": copilot.erase_seller(seller_id)}


def _add_health(app: FastAPI) -> None:
    @app.get("/healthz", tags=["health"])
    def is_alive() -> dict[str, str]:
        """The process answers."""
        return {"status": "ok"}

    @app.get("/readyz", tags=["health"])
    def is_ready(request: Request) -> JSONResponse:
        """The library is loaded and searchable."""
        copilot = _copilot_of(request)
        ready = copilot is not None and copilot.is_ready()
        return JSONResponse({"status": "ready" if ready else "not ready"}, status_code=200 if ready else 503)


def _example(example: dict[str, Any]) -> dict[str, Any]:
    return {"requestBody": {"content": {"application/json": {"example": example}}}}
