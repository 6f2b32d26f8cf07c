"""What an answer rests on: passages, citations and provenance."""

from typing import Literal

from copilot.domain.noun import Noun
from copilot.domain.usage import PromptUsed, Usage

DraftedBy = Literal["model", "playbook"]
PassageKind = Literal["play", "persona", "guide", "message", "objection", "document"]


class Passage(Noun):
    """A citable stretch of the library: one heading of one card, or a part of it. Its id is a place a person can open."""

    id: str  # A01#steps, or A01#steps.2 where a heading was too long for one passage
    card_id: str
    kind: PassageKind
    title: str  # "New-executive brief · Steps"
    text: str


class Citation(Noun):
    """A passage that was shown, and words that stand in it."""

    passage_id: str
    quote: str


class FoundPassage(Noun):
    """A passage a search found. `score` orders one result list; it means nothing across searches."""

    passage_id: str
    title: str
    text: str
    score: float


class SearchFilter(Noun):
    """Which plays to search; without any field set, the whole library, cards of every kind."""

    persona: str | None = None  # a persona's slug, such as cfo
    signal: str | None = None  # a signal's id, such as results-call
    new_to: str | None = None  # a seller: leaves out what the record holds as known to them


class Provenance(Noun):
    """What produced an answer: enough to say why it reads as it does."""

    corpus_digest: str
    embedder: str  # "none" where only the words were compared
    passages_shown: tuple[str, ...] = ()
    drafter: str
    repairs: int = 0
    usage: Usage | None = None
    prompt: PromptUsed | None = None
    cards: dict[str, str] = {}  # card id -> whose card it is and when it was last reviewed
