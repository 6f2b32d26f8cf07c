"""The library's own nouns: plays, personas, guides, signals, sources, ambiguous names and declined practices."""

from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import ConfigDict

from copilot.domain.noun import Noun

PARTS = ("signal", "path", "give", "ask", "format")


class Fingerprint(Noun):
    """The mechanism of a play. Two plays with the same signal, path and give are the same play under two names."""

    signal: str
    path: str
    give: str
    ask: str
    format: str


class Gesture(Noun):
    """A statement that has the name of a play but lacks one part of its mechanism."""

    said: str
    lacks: Literal["give", "path", "signal"]


class Evidence(Noun):
    """How well it is known that a play works. Grades: A data, B interested survey, C practitioners, D no study found."""

    grade: Literal["A", "B", "C", "D"]
    sources: tuple[str, ...] = ()
    note: str


class Step(Noun):
    minutes: int
    text: str


class Wording(Noun):
    """Words to adapt for one channel. {executive}, {company} and {seller} are filled by code, [slots] by the seller."""

    channel: str
    text: str


class Section(Noun):
    """One heading of a card and what stands under it."""

    slug: str
    heading: str
    text: str
    line: int


class Card(Noun):
    """What all cards share."""

    id: str
    title: str
    aliases: tuple[str, ...] = ()
    owner: str
    reviewed: date
    sections: tuple[Section, ...] = ()
    file: str = ""

    def section(self, slug: str) -> str:
        """Return the text under a heading, or nothing where the card has no such heading."""
        return next((section.text for section in self.sections if section.slug == slug), "")


class Play(Card):
    family: str
    tier: int
    stage: tuple[str, ...]
    personas: tuple[str, ...]
    signals: tuple[str, ...]
    channels: tuple[str, ...]
    effort_minutes: int
    assets: tuple[str, ...]
    fingerprint: Fingerprint
    said_as: tuple[str, ...]
    gestures: tuple[Gesture, ...] = ()
    neighbours: dict[str, str]
    evidence: Evidence
    indicator: str
    status: Literal["active", "outline"]
    fits: dict[str, str] = {}  # persona slug -> why this play reaches that executive
    steps: tuple[Step, ...] = ()
    wordings: tuple[Wording, ...] = ()

    @property
    def is_basic(self) -> bool:
        """Whether everybody knows it already, so that it is never offered as new."""
        return self.family == "basics"

    @property
    def can_be_suggested(self) -> bool:
        return self.status == "active" and not self.is_basic

    def suits(self, persona: str | None) -> bool:
        return persona is None or persona in self.personas or "any" in self.personas


class Persona(Card):
    slug: str
    titles: tuple[str, ...]
    ambiguous_titles: dict[str, tuple[str, ...]] = {}
    owns: tuple[str, ...]
    plays: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Guide(Card):
    topic: str
    plays: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Message(Card):
    """A leader's message of the communication plan, ready to adapt."""

    audience: str
    stage: str
    channel: str
    sender: str
    when: str
    sources: tuple[str, ...] = ()


class Objection(Card):
    """What people say against it: what is true in it, the facts with their limits, and a fair test."""

    said_as: tuple[str, ...]
    audience: tuple[str, ...]
    plays: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class SignalKind(Noun):
    """A kind of signal, the words sellers use for it, and the plays that usually answer it, best first."""

    id: str
    title: str
    kind: str
    first: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class Source(Noun):
    id: str
    what: str
    grade: Literal["A", "B", "C", "D"]
    address: str


class AmbiguousName(Noun):
    name: str
    candidates: tuple[str, ...]
    question: str


class Practice(Noun):
    """A practice that is declined: why, and what to do instead."""

    id: str
    title: str
    cues: tuple[str, ...]
    lookalikes: tuple[str, ...]
    reason: str
    instead: str
    sources: tuple[str, ...] = ()


class HeardStatement(Noun):
    """A labelled statement from which the detector is fitted; it is never shown to anybody."""

    id: str
    statement: str
    play_ids: tuple[str, ...] = ()
    name_only_ids: tuple[str, ...] = ()
    neighbour_ids: tuple[str, ...] = ()
    candidate_ids: tuple[str, ...] = ()
    depth: int | None = None
    ambiguous: bool = False
    note: str = ""


class SignalText(Noun):
    """A labelled text from which the reading of signals is fitted."""

    text: str
    signals: tuple[str, ...] = ()


class PracticeText(Noun):
    """A labelled statement from which the recognition of declined practices is fitted; no practice means that it is decent."""

    statement: str
    practices: tuple[str, ...] = ()


class Library(Noun):
    """All cards at one moment. `digest` changes when any file of it changes."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    digest: str
    plays: tuple[Play, ...]
    personas: tuple[Persona, ...] = ()
    guides: tuple[Guide, ...] = ()
    messages: tuple[Message, ...] = ()
    objections: tuple[Objection, ...] = ()
    signals: tuple[SignalKind, ...] = ()
    sources: tuple[Source, ...] = ()
    ambiguous: tuple[AmbiguousName, ...] = ()
    practices: tuple[Practice, ...] = ()
    heard: tuple[HeardStatement, ...] = ()
    signal_texts: tuple[SignalText, ...] = ()
    practice_texts: tuple[PracticeText, ...] = ()

    @cached_property
    def play_by_id(self) -> dict[str, Play]:
        return {play.id: play for play in self.plays}

    @cached_property
    def persona_by_slug(self) -> dict[str, Persona]:
        return {persona.slug: persona for persona in self.personas}

    @cached_property
    def signal_by_id(self) -> dict[str, SignalKind]:
        return {signal.id: signal for signal in self.signals}

    @property
    def cards(self) -> tuple[Card, ...]:
        return (*self.plays, *self.personas, *self.guides, *self.messages, *self.objections)
