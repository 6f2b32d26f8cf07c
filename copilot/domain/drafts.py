"""What a drafter is given and what it returns. Both drafters share these shapes."""

from datetime import date

from copilot.domain.evidence import Citation, Passage
from copilot.domain.library import Persona, Play
from copilot.domain.noun import Noun
from copilot.domain.people import Executive
from copilot.domain.plays import NearestKnown
from copilot.domain.usage import PromptUsed, Usage


class DatedSignal(Noun):
    """A signal as it was recognised: its kind, the words that show it, and its date where one was given."""

    signal: str
    words: str
    on: date | None = None


class Candidate(Noun):
    """A play that is new to the seller and fits, with the reasons that code already established."""

    play: Play
    signals: tuple[DatedSignal, ...]  # those of the request that this play answers, strongest first
    nearest_known: NearestKnown | None
    standing: str  # new, name_only, or known where a refresher was asked for
    lacks: str | None = None  # the part that a name-only statement does not show
    statement: str | None = None  # the seller's words behind the standing


class DraftRequest(Noun):
    """Everything a drafter may use."""

    question: str
    seller_name: str | None
    executive: Executive
    persona: Persona | None
    candidates: tuple[Candidate, ...]  # best first
    passages: tuple[Passage, ...]
    as_of: date
    limit: int
    findings: tuple[str, ...] = ()  # what was wrong with the draft before, in a repair


class SuggestionDraft(Noun):
    play_id: str
    why_this_executive: str
    why_now: str
    why_new: str
    opener: str
    citations: tuple[Citation, ...]


class PlaysDraft(Noun):
    suggestions: tuple[SuggestionDraft, ...]
    usage: Usage | None = None  # set where a model drafted
    prompt: PromptUsed | None = None
