"""Reads an upload as it comes: bytes go to the disk, counted, and never lie in memory as a whole."""

from dataclasses import dataclass

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message

from copilot.domain.reviews import KeptDeck
from copilot.errors import InvalidRequest, TooLarge
from copilot.review_desk import ReviewDesk
from copilot.review_ports import Incoming

MB = 1024 * 1024
_AROUND = 64 * 1024  # what a multipart body has beside its files
_CHUNK = 256 * 1024
_SPOILED = "The upload cannot be read as multipart/form-data; send the deck as the field 'deck', or as the body itself."
_NO_DECK = "There is no file in the upload; send the deck as the field 'deck', or as the body itself."
_CUT = "The upload ended before its end; send it again."


@dataclass(frozen=True)
class _Named:
    file: Incoming
    name: str


async def take_deck(request: Request, desk: ReviewDesk, name: str, most_bytes: int, looking: CapacityLimiter) -> KeptDeck:
    """Keep the deck of a body, and its story where one came with it. Raises TooLarge, UnreadableDeck, InvalidRequest.

    `looking` says how many decks are looked at at once; a caller who dawdles keeps nobody from it.
    """
    told = request.headers.get("content-length", "")
    is_form = request.headers.get("content-type", "").lower().startswith("multipart/form-data")
    most_body = most_bytes + (_AROUND if is_form else 0)
    if told.isdigit() and int(told) > most_body:
        raise TooLarge(_too_large(most_bytes))
    if not is_form:
        incoming = await run_sync(desk.receive)
        await _fill(incoming, request)
        return await run_sync(desk.hand_in_deck, incoming, name, limiter=looking)
    deck, story = await _take_form(_counted(request, most_body, most_bytes), desk)
    try:
        kept = await run_sync(desk.hand_in_deck, deck.file, deck.name, limiter=looking)
    except BaseException:
        if story is not None:
            story.file.discard()
        raise
    if story is None:
        return kept
    shown = await run_sync(desk.hand_in_story, story.file, story.name, kept.deck_id)
    return kept.model_copy(update={"story": shown})


async def _fill(incoming: Incoming, request: Request) -> None:
    try:
        async for chunk in request.stream():
            if chunk:
                await run_sync(incoming.write, chunk)
    except ClientDisconnect as error:
        incoming.discard()
        raise InvalidRequest(_CUT) from error
    except BaseException:
        incoming.discard()
        raise


async def _take_form(request: Request, desk: ReviewDesk) -> tuple[_Named, _Named | None]:
    """Return the deck and the story of a form; whatever field holds the first file that is no story is the deck."""
    found: dict[str, _Named] = {}
    try:
        async with request.form(max_files=2, max_fields=8) as form:
            for field, value in form.multi_items():
                kind = "story" if field == "story" else "deck"
                if isinstance(value, UploadFile) and kind not in found:
                    found[kind] = _Named(await run_sync(desk.receive), value.filename or "")
                    while chunk := await value.read(_CHUNK):
                        await run_sync(found[kind].file.write, chunk)
        if "deck" not in found:
            raise InvalidRequest(_NO_DECK)
    except BaseException as error:
        for named in found.values():
            named.file.discard()
        if isinstance(error, ClientDisconnect):
            raise InvalidRequest(_CUT) from error
        if isinstance(error, HTTPException):
            raise InvalidRequest(_SPOILED) from error
        raise
    return found["deck"], found.get("story")


def _counted(request: Request, most_body: int, most_bytes: int) -> Request:
    """Return the request with its bytes counted as they come."""
    seen = 0

    async def receive() -> Message:
        nonlocal seen
        message = await request.receive()
        seen += len(message.get("body", b""))
        if seen > most_body:
            raise TooLarge(_too_large(most_bytes))
        return message

    return Request(request.scope, receive)


def _too_large(most_bytes: int) -> str:
    return f"The upload is larger than {most_bytes // MB} MB; compress the pictures of the deck, or hand in a transcript alone."
