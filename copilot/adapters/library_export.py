"""The whole library as one JSON document, for programs that want the cards without the copilot. See docs/library-json.md."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from copilot.domain.library import Card, Library, Play
from copilot.domain.noun import Noun

SCHEMA_VERSION = 1
_PLACE = {"file", "sections"}  # where a card stands on somebody's disk is no part of what it says


def export_library(library: Library) -> dict[str, Any]:
    """Return everything a reader may see as values that JSON can hold. The same library gives the same document.

    The labelled statements from which detection is fitted are left out: they are never shown to anybody.
    """
    lists: dict[str, list[dict[str, Any]]] = {
        "plays": [_export_card(card) for card in library.plays],
        "personas": [_export_card(card) for card in library.personas],
        "guides": [_export_card(card) for card in library.guides],
        "messages": [_export_card(card) for card in library.messages],
        "objections": [_export_card(card) for card in library.objections],
        "signals": [_export_noun(signal) for signal in library.signals],
        "sources": [_export_noun(source) for source in library.sources],
        "practices": [_export_noun(practice) for practice in library.practices],
        "ambiguous_names": [_export_noun(name) for name in library.ambiguous],
        "relations": list(_relations(library)),
    }
    counts = {name: len(items) for name, items in lists.items()}
    return {"schema_version": SCHEMA_VERSION, "digest": library.digest, "counts": counts, **lists}


def version_of(card: Noun) -> str:
    """Return 16 hex digits that change when what a card says changes, and not when it moves to another line or file."""
    return _digest(_content_of(card))


def _export_card(card: Card) -> dict[str, Any]:
    content = _content_of(card)
    return {"id": card.id, "version": _digest(content)} | content


def _export_noun(noun: Noun) -> dict[str, Any]:
    return noun.model_dump(mode="json")


def _content_of(card: Noun) -> dict[str, Any]:
    content = card.model_dump(mode="json", exclude=_PLACE)
    if isinstance(card, Card):
        content["sections"] = {section.slug: {"heading": section.heading, "text": section.text} for section in card.sections}
    return content


def _digest(content: dict[str, Any]) -> str:
    written = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def _relations(library: Library) -> Iterator[dict[str, str]]:
    """Yield every relation once, in the order of the lists above. A relation to an id that nobody holds is left out."""
    personas = {persona.slug: persona.id for persona in library.personas}
    known = _known_ids(library)
    for play in library.plays:
        yield from _relations_of_play(play, personas, known)
    for kind, cards in (
        ("persona", library.personas),
        ("guide", library.guides),
        ("message", library.messages),
        ("objection", library.objections),
    ):
        for card in cards:
            yield from _to(kind, card.id, "play", getattr(card, "plays", ()), known)
            yield from _to(kind, card.id, "source", getattr(card, "sources", ()), known)
    for signal in library.signals:
        yield from _to("signal", signal.id, "play", (*signal.first, *signal.also), known)
    for practice in library.practices:
        yield from _to("practice", practice.id, "source", practice.sources, known)
    for name in library.ambiguous:
        yield from _to("ambiguous_name", name.name, "play", name.candidates, known)


def _relations_of_play(play: Play, personas: dict[str, str], known: dict[str, set[str]]) -> Iterator[dict[str, str]]:
    for relation in _to("play", play.id, "neighbour", play.neighbours, known):
        yield relation | {"difference": play.neighbours[relation["to"]]}
    yield from _to("play", play.id, "signal", play.signals, known)
    yield from _to("play", play.id, "persona", (personas.get(slug, "") for slug in play.personas), known)
    yield from _to("play", play.id, "source", play.evidence.sources, known)


def _known_ids(library: Library) -> dict[str, set[str]]:
    plays = {play.id for play in library.plays}
    return {
        "play": plays,
        "neighbour": plays,
        "persona": {persona.id for persona in library.personas},
        "signal": {signal.id for signal in library.signals},
        "source": {source.id for source in library.sources},
    }


def _to(from_kind: str, from_id: str, kind: str, ids: Iterable[str], known: dict[str, set[str]]) -> Iterator[dict[str, str]]:
    for to in dict.fromkeys(ids):
        if to in known[kind]:
            yield {"from": from_id, "from_kind": from_kind, "to": to, "kind": kind}
