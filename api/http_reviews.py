"""The routes of certification: hand in a deck, have it reviewed, follow the run, read the result, decide."""

from collections.abc import AsyncIterator, Callable
from typing import Annotated, Any
from urllib.parse import quote

import anyio
from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import Depends, FastAPI, Header, Query, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent

from api.http_uploads import take_deck
from api.problems import describe_problems
from api.shapes import ErasedReview, ReviewEvent
from copilot.domain.reviews import Decision, DecisionRequest, KeptDeck, KeptReview, ReviewOrder
from copilot.errors import CopilotError
from copilot.review_desk import ReviewDesk
from copilot.service import Copilot

DECKS = "/v1/decks"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
SECONDS_BETWEEN_LOOKS = 0.25
MOST_LOOKS = 2  # uploads that are looked at at once, so that large ones wait for each other and memory stays flat
ORDER_EXAMPLE = {
    "deck_id": "dk-0123456789abcdef0123",
    "seller_id": "orla",
    "submission": {"author": "Orla Byrne", "account": "Halden Foods", "origin": "own outreach"},
    "as_of": "2026-11-22",
}
DECISION_EXAMPLE = {
    "verdict": "pass",
    "levels": [{"criterion": "K4", "level": 3, "reason": "She showed the thread on her phone."}],
    "gates": [{"gate": "GT6", "state": "met", "reason": "I rang the controller."}],
    "by": "Sian Pryce",
}
_FILE = {"type": "string", "format": "binary"}
UPLOAD_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {"type": "object", "properties": {"deck": _FILE, "story": _FILE}, "required": ["deck"]}
            },
            PPTX: {"schema": _FILE},
        },
    }
}


def add_reviews(app: FastAPI, copilot_of: Callable[..., Copilot], most_upload_bytes: int) -> None:
    """Add the routes to an application. `copilot_of` is how a request gets at the copilot."""

    def desk_of(copilot: Annotated[Copilot, Depends(copilot_of)]) -> ReviewDesk:
        return copilot.reviews

    desk = Annotated[ReviewDesk, Depends(desk_of)]
    _add_hand_in(app, desk, most_upload_bytes)
    _add_runs(app, desk)
    _add_papers(app, desk)


def _add_hand_in(app: FastAPI, desk: Any, most_upload_bytes: int) -> None:
    looking = CapacityLimiter(MOST_LOOKS)

    @app.post(DECKS, status_code=201, tags=["reviews"], openapi_extra=UPLOAD_BODY, responses=describe_problems(413, 422, 503))
    async def hand_in_deck(
        request: Request, reviews: desk, name: Annotated[str, Query(max_length=300, examples=["halden.pptx"])] = ""
    ) -> KeptDeck:
        """Hand in a deck, and its story with it; the answer's `deck_id` is what a review is asked for with."""
        return await take_deck(request, reviews, name, most_upload_bytes, looking)

    @app.post(
        "/v1/reviews",
        status_code=202,
        tags=["reviews"],
        openapi_extra=_example(ORDER_EXAMPLE),
        responses=describe_problems(404, 422, 503),
    )
    def start_review(
        order: ReviewOrder, reviews: desk, response: Response, idempotency_key: Annotated[str | None, Header()] = None
    ) -> KeptReview:
        """Begin the review of a deck. Sent again with the same Idempotency-Key it is the same review."""
        review: KeptReview = reviews.start_review(order, idempotency_key)
        response.headers["location"] = f"/v1/reviews/{review.review_id}"
        return review


def _add_runs(app: FastAPI, desk: Any) -> None:
    @app.get("/v1/reviews/{review_id}", tags=["reviews"], responses=describe_problems(404))
    def get_review(review_id: str, reviews: desk) -> KeptReview:
        """Return a review as far as it is: its status, its progress, and once it is done the proposal."""
        review: KeptReview = reviews.get_review(review_id)
        return review

    def known(review_id: str, reviews: desk) -> str:
        reviews.get_review(review_id)  # before the stream begins, so that an id that is none is a plain 404
        return review_id

    @app.get(
        "/v1/reviews/{review_id}/events",
        response_class=EventSourceResponse,
        tags=["reviews"],
        responses=describe_problems(404),
    )
    async def follow_review(
        review_id: Annotated[str, Depends(known)], reviews: desk, request: Request
    ) -> AsyncIterator[ServerSentEvent]:
        """Follow a run: an event `progress` with each step, and a last one `done` when it is over, whatever came of it."""
        async for event in _follow(review_id, reviews, request.app.state.is_stopping):
            yield event

    @app.post(
        "/v1/reviews/{review_id}/decision",
        status_code=201,
        tags=["reviews"],
        openapi_extra=_example(DECISION_EXAMPLE),
        responses=describe_problems(404, 409, 422),
    )
    def decide(review_id: str, decision: DecisionRequest, reviews: desk) -> Decision:
        """Keep the leader's verdict, and every level or gate it overrules, each with its reason; earlier decisions stay."""
        kept: Decision = reviews.decide(review_id, decision)
        return kept

    @app.delete("/v1/reviews/{review_id}", tags=["reviews"], responses=describe_problems(404))
    def erase_review(review_id: str, reviews: desk) -> ErasedReview:
        """Erase a review with its decisions and its files."""
        return ErasedReview(review_id=review_id, erased=reviews.erase_review(review_id))


async def _follow(review_id: str, reviews: ReviewDesk, is_stopping: Callable[[], bool]) -> AsyncIterator[ServerSentEvent]:
    told: ReviewEvent | None = None
    number = 0
    while True:
        try:
            review = await run_sync(reviews.get_review, review_id)
        except CopilotError:
            return  # erased meanwhile, or the record cannot be read: whoever connects again is told which
        event = ReviewEvent(review_id=review_id, status=review.status, progress=review.progress, sentence=review.sentence)
        if event != told:
            number += 1
            yield ServerSentEvent(data=event, event="done" if review.finished else "progress", id=str(number))
        told = event
        if review.finished or is_stopping():
            return  # a client that is cut off while the server stops connects again and is told anew
        await anyio.sleep(SECONDS_BETWEEN_LOOKS)


def _add_papers(app: FastAPI, desk: Any) -> None:
    @app.get(
        "/v1/reviews/{review_id}/deck",
        tags=["reviews"],
        response_class=Response,
        responses={200: {"content": {PPTX: {"schema": _FILE}}}, **describe_problems(404, 409, 422)},
    )
    def copy_deck(review_id: str, reviews: desk) -> Response:
        """Return a copy of the deck with the review's remarks in the notes of its slides."""
        file = reviews.copy_deck(review_id)
        headers = _for_download(f"reviewed-{file.name}") | {"content-security-policy": "sandbox; default-src 'none'"}
        return Response(file.data, media_type=PPTX, headers=headers)

    @app.get(
        "/v1/reviews/{review_id}/sheet",
        tags=["reviews"],
        response_class=Response,
        responses={200: {"content": {"text/html": {"schema": {"type": "string"}}}}, **describe_problems(404, 409)},
    )
    def print_review(review_id: str, reviews: desk) -> Response:
        """Return the review as one page to read or to print, with what changed and what was decided."""
        policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-modals"
        headers = {"content-security-policy": policy, "x-content-type-options": "nosniff", "cache-control": "no-store"}
        return Response(reviews.print_review(review_id), media_type="text/html; charset=utf-8", headers=headers)


def _for_download(name: str) -> dict[str, str]:
    """Return headers that save a file under a name and never show it inline."""
    plain = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_. ") else "_" for sign in name)
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return {"content-disposition": disposition, "x-content-type-options": "nosniff", "cache-control": "no-store"}


def _example(example: dict[str, Any]) -> dict[str, Any]:
    return {"requestBody": {"content": {"application/json": {"example": example}}}}
