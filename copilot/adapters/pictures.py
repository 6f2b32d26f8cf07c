"""Adds what stands in a deck's pictures: a proof of engagement is usually a screenshot."""

import importlib.util
import json
from typing import Any

from copilot.adapters.deck_check import MB, DeckLimits
from copilot.adapters.deck_file import run_limited
from copilot.domain.decks import Deck, Piece, Slide
from copilot.errors import UnreadableDeck

MOST_PICTURES = 24  # of a deck; one to four seconds each on two cores
MOST_SECONDS = 120  # for all of them; what is not read by then is said
_LIMITS = DeckLimits(parse_seconds=180, parse_cpu_seconds=360, parse_memory=6 * 1024 * MB)  # address space, most of it unused
_MISSING = (
    "The pictures were not read, since the extra 'pictures' is not installed; run 'make install', "
    "or 'pip install coaching-copilot[pictures]', or look at them yourself."
)
_FAILED = "The pictures could not be read; look at them yourself."


def read_pictures(data: bytes, deck: Deck) -> Deck:
    """Return the deck with a piece for each line of text in its pictures. Never raises: what cannot be read is a warning."""
    total = sum(slide.pictures for slide in deck.slides)
    if not total:
        return deck
    if importlib.util.find_spec("rapidocr") is None:
        return _warn(deck, _MISSING)
    try:
        wanted = json.dumps({"most_pictures": MOST_PICTURES, "seconds": MOST_SECONDS})
        answer = run_limited("copilot.adapters.picture_parser", wanted, data, _LIMITS)
    except UnreadableDeck:
        return _warn(deck, _FAILED)
    lines: Any = answer.get("lines", [])
    by_slide: dict[int, list[Piece]] = {}
    for line in lines:
        piece = Piece.model_validate(line | {"channel": "picture", "visible": line["disguise"] is None})
        by_slide.setdefault(line["slide"], []).append(piece)
    slides = tuple(_add(slide, by_slide.get(slide.number, [])) for slide in deck.slides)
    whole = deck.model_copy(update={"slides": slides})
    unread = int(str(answer.get("unread", 0)))
    if unread:
        return _warn(whole, f"{unread} picture(s) could not be read; look at them yourself.")
    return _warn(whole, f"Only the first {MOST_PICTURES} of {total} pictures were read.") if total > MOST_PICTURES else whole


def _add(slide: Slide, pieces: list[Piece]) -> Slide:
    return slide.model_copy(update={"pieces": (*slide.pieces, *pieces)})


def _warn(deck: Deck, warning: str) -> Deck:
    return deck.model_copy(update={"warnings": (*deck.warnings, warning)})
