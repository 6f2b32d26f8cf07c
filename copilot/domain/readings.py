"""What a statement looks like, scored. A reading says how alike; `policies/novelty.py` decides what that means."""

from datetime import date

from copilot.domain.noun import Noun
from copilot.domain.usage import Usage


class Likeness(Noun):
    """How a statement compares with one play. Both figures are calibrated: of 100 pairs at 0.8 about 80 hold."""

    play_id: str
    known: float  # the statement shows signal, path and give of this play
    name_only: float  # the statement has the name or the gesture, but not the give or the path
    lacks: str | None = None  # which part its nearest gesture lacks


class PracticeLikeness(Noun):
    practice: str
    likelihood: float


class StatementReading(Noun):
    """One statement, read against the whole library."""

    statement: str
    likenesses: tuple[Likeness, ...]  # best first, by whichever figure is larger
    vague: float  # how likely it is that one clarifying question is the right next step
    shows: float = 1.0  # how likely it is that the statement shows any play at all
    named: tuple[str, ...] = ()  # plays whose title or alias stands in the statement word for word
    shared_name: tuple[str, ...] = ()  # candidates of a name that stands for several plays
    shared_question: str | None = None
    practices: tuple[PracticeLikeness, ...] = ()
    depth: int = 2  # 1 gesture, 2 with a fact, 3 with a measure, 4 teaches it: by the words alone
    denied: bool = False  # the speaker says they do not do it


class SignalReading(Noun):
    """A text and how much it looks like each kind of signal, best first."""

    text: str
    given: bool  # as a signal, or read out of the question
    likenesses: tuple[tuple[str, float], ...]
    on: date | None = None


class RequestReading(Noun):
    """Everything of a request that had to be compared with the library, read in one go."""

    statements: tuple[StatementReading, ...] = ()
    signals: tuple[SignalReading, ...] = ()
    practices: tuple[PracticeLikeness, ...] = ()  # declined practices that the question itself speaks of
    owners: tuple[tuple[str, float], ...] = ()  # personas by how likely they own what an unknown title names
    usage: Usage | None = None  # set where a model gave a second opinion


class TextsToRead(Noun):
    """The texts of a request that have to be compared with the library."""

    statements: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()  # given as signals
    asides: tuple[str, ...] = ()  # sentences of the question, which may hold a signal
    title: str | None = None  # a title that no persona's card lists
    as_of: date
