"""The library in the orders a reader looks for it: by executive, by signal, by family, by how many sellers know it."""

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import groupby

from copilot.adapters.site_words import SIGNAL_KINDS
from copilot.domain.library import Card, Library, Message, Persona, Play, SignalKind


class Catalogue:
    """What the pages of the site list, each list in a fixed order."""

    def __init__(self, library: Library) -> None:
        self.library = library

    @cached_property
    def folders(self) -> dict[str, Sequence[Card]]:
        """All cards by the folder their pages stand in."""
        library = self.library
        return {
            "plays": library.plays,
            "personas": library.personas,
            "guides": library.guides,
            "messages": library.messages,
            "objections": library.objections,
        }

    @cached_property
    def places(self) -> dict[str, tuple[str, str]]:
        """The address of each card's page from the top of the site, and its title."""
        return {
            card.id: (f"{folder}/{file_name(card.id)}.html", card.title)
            for folder, cards in self.folders.items()
            for card in cards
        }

    @cached_property
    def executives(self) -> list[tuple[Persona, tuple[Play, ...]]]:
        """Each executive with the plays made for them; plays for anybody stand apart."""
        plays = self.library.plays
        return [
            (persona, tuple(play for play in plays if persona.slug in play.personas))
            for persona in sorted(self.library.personas, key=lambda persona: persona.title)
        ]

    @cached_property
    def for_anybody(self) -> tuple[Play, ...]:
        """Plays that work whoever the executive is; what everybody does already is left to its family."""
        return tuple(play for play in self.library.plays if "any" in play.personas and not play.is_basic)

    @cached_property
    def families(self) -> list[tuple[str, tuple[Play, ...]]]:
        """Families in the order of their names, with what everybody does already at the end."""
        plays = sorted(self.library.plays, key=lambda play: (play.is_basic, play.family, play.id))
        return [(family, tuple(group)) for family, group in groupby(plays, key=lambda play: play.family)]

    @cached_property
    def by_tier(self) -> list[tuple[int, tuple[Play, ...]]]:
        """What few sellers know first."""
        plays = sorted(self.library.plays, key=lambda play: (-play.tier, play.id))
        return [(tier, tuple(group)) for tier, group in groupby(plays, key=lambda play: play.tier)]

    @cached_property
    def signal_kinds(self) -> list[tuple[str, list[tuple[SignalKind, tuple[str, ...], tuple[str, ...]]]]]:
        """Signals by their kind, each with the plays that usually answer it and those that also may."""
        order = list(SIGNAL_KINDS)
        kinds = sorted(
            {signal.kind for signal in self.library.signals},
            key=lambda kind: (order.index(kind) if kind in order else len(order), kind),
        )
        return [(kind, [self._answers(s) for s in self.library.signals if s.kind == kind]) for kind in kinds]

    @cached_property
    def plays_by_kind(self) -> dict[str, int]:
        """How many plays answer some signal of each kind."""
        return {kind: len({id for _, first, also in rows for id in (*first, *also)}) for kind, rows in self.signal_kinds}

    @cached_property
    def messages_by_audience(self) -> list[tuple[str, tuple[Message, ...]]]:
        """Messages by who receives them, in the order in which the library first turns to each."""
        messages = self.library.messages
        audiences = dict.fromkeys(message.audience for message in messages)
        return [(name, tuple(message for message in messages if message.audience == name)) for name in audiences]

    def _answers(self, signal: SignalKind) -> tuple[SignalKind, tuple[str, ...], tuple[str, ...]]:
        plays = self.library.play_by_id
        first = tuple(id for id in dict.fromkeys(signal.first) if id in plays)
        named = [play.id for play in self.library.plays if signal.id in play.signals]
        also = tuple(id for id in dict.fromkeys((*signal.also, *named)) if id in plays and id not in first)
        return signal, first, also


def file_name(id: str) -> str:
    """Return an id as the name of a file: nothing in it can lead out of the folder."""
    return re.sub(r"[^A-Za-z0-9_-]", "-", id)
