"""Cuts cards into citable passages: one a heading, split only where a heading is longer than the embedder reads."""

import re
from collections.abc import Callable, Iterator

from copilot.domain.evidence import Passage, PassageKind
from copilot.domain.library import Card, Guide, Library, Message, Objection, Persona, Play

MOST_TOKENS = 250  # all-MiniLM-L6-v2 reads 256 with its two marks; beyond that text would count for nothing

_KINDS: dict[type[Card], PassageKind] = {
    Play: "play",
    Persona: "persona",
    Guide: "guide",
    Message: "message",
    Objection: "objection",
}

CountTokens = Callable[[str], int]


def cut_library(library: Library, count_tokens: CountTokens) -> tuple[Passage, ...]:
    """Return all passages of the library, in the order of its cards and headings."""
    return tuple(passage for card in library.cards for passage in cut_card(card, count_tokens))


def cut_card(card: Card, count_tokens: CountTokens) -> Iterator[Passage]:
    """Yield the passages of one card. An outline yields none: what cannot be shown cannot be cited."""
    kind = _KINDS[type(card)]
    if isinstance(card, Play) and card.status == "outline":
        return
    for section in card.sections:
        pieces = split_text(section.text, count_tokens)
        for number, piece in enumerate(pieces, 1):
            suffix = f".{number}" if len(pieces) > 1 else ""
            yield Passage(
                id=f"{card.id}#{section.slug}{suffix}",
                card_id=card.id,
                kind=kind,
                title=f"{card.title} · {section.heading}",
                text=piece,
            )


def split_text(text: str, count_tokens: CountTokens, most: int = MOST_TOKENS) -> list[str]:
    """Split at paragraphs, then at sentences, so that each piece is at most `most` tokens where a sentence allows it."""
    text = text.strip()
    if not text or count_tokens(text) <= most:
        return [text] if text else []
    pieces: list[str] = []
    current = ""
    for unit in _units(text, count_tokens, most):
        joined = f"{current}{unit}"
        if current.strip() and count_tokens(joined) > most:
            pieces.append(current.strip())
            current = unit
        else:
            current = joined
    return [*pieces, current.strip()] if current.strip() else pieces


def _units(text: str, count_tokens: CountTokens, most: int) -> Iterator[str]:
    for line in re.split(r"(?<=\n)", text):
        if count_tokens(line) <= most:
            yield line
        else:
            yield from re.split(r"(?<=[.!?])(?= )", line)
