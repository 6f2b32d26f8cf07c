"""What the jobs need from the outside world. Each is implemented once, and named by `bootstrap` alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from copilot.domain.card_tables import CardsRead, ColumnMapping
from copilot.domain.diagnosis_book import DiagnosisBook
from copilot.domain.drafts import DraftRequest, PlaysDraft
from copilot.domain.evidence import FoundPassage, Passage
from copilot.domain.gaps import Gap, GapCount
from copilot.domain.library import Library
from copilot.domain.one_on_one import MeetingRecord, QuestionsDraft, QuestionsDraftRequest, QuestionsResult
from copilot.domain.people import LedgerEntry
from copilot.domain.question_bank import AgendaBook, QuestionBank
from copilot.domain.questions import BetterWording, QuestionHeard
from copilot.domain.readings import RequestReading, TextsToRead
from copilot.domain.reports import IndexReport, LibraryReport

Progress = Callable[[str, int, int], None]  # what is being done, how much is done, out of how much


class Shelves(Protocol):
    """The library with its index: what can be read, shown and found."""

    @property
    def library(self) -> Library: ...

    @property
    def embedder_name(self) -> str: ...

    @property
    def warnings(self) -> tuple[str, ...]: ...

    def passages_of(self, card_id: str) -> tuple[Passage, ...]:
        """Return the passages of one card, in its order."""
        ...

    def search(
        self, query: str, *, limit: int, within: frozenset[str] | None = None, kinds: frozenset[str] | None = None
    ) -> tuple[FoundPassage, ...]:
        """Return the best passages, best first; only of the cards in `within` and of the kinds given, if given."""
        ...

    def rank_cards(self, query: str, *, within: frozenset[str]) -> dict[str, float]:
        """Return how near each card is to a query, 0 to 1, by its best passage."""
        ...


class Reader(Protocol):
    """Compares what people wrote with the library, in one go: how alike, never what follows from it."""

    def read(self, texts: TextsToRead) -> RequestReading: ...


class LibraryWriter(Protocol):
    """Writes the library for readers outside: as one JSON document, and as a static site."""

    def export(self, library: Library) -> dict[str, object]: ...

    def write_site(self, library: Library, folder: Path) -> int:
        """Write the site and return how many pages it has."""
        ...


class LibraryKeeper(Protocol):
    """What the owners of a library do with it."""

    def build_index(self, progress: Progress | None) -> IndexReport: ...

    def check(self, folders: Sequence[Path]) -> LibraryReport: ...

    def scaffold_play(self, folder: Path | None, play_id: str, title: str) -> Path:
        """Write the outline of a new card, in the owners' own folder where none is named. Raises InvalidRequest."""
        ...

    def read(self) -> Library:
        """Return the sound library of the settings. Raises BadLibrary or EmptyLibrary."""
        ...

    def search_folder(
        self, folder: Path, queries: Mapping[str, str], limit: int, progress: Progress | None
    ) -> dict[str, tuple[FoundPassage, ...]]: ...


class Drafter(Protocol):
    """Drafts from the passages it is shown, and from nothing else."""

    @property
    def name(self) -> str: ...

    def draft_plays(self, request: DraftRequest) -> PlaysDraft: ...


class GapLog(Protocol):
    """What the library could not answer, without a word or a name of anybody's."""

    def note(self, gap: Gap) -> None:
        """Add a gap; where that cannot be done, nothing but the note is lost."""
        ...

    def list(self) -> tuple[GapCount, ...]:
        """Return the gaps by persona and signals, the most frequent first. Raises StoreUnavailable."""
        ...

    def count_unread(self) -> int:
        """Return how many notes are damaged. Raises StoreUnavailable."""
        ...


class SellerStore(Protocol):
    """The play ledger of each seller. Raises StoreUnavailable where the data folder cannot be used."""

    def sellers(self) -> tuple[str, ...]: ...

    def ledger(self, seller_id: str) -> tuple[LedgerEntry, ...]:
        """Return what people said this seller knows or tried, oldest first; nothing for a seller without a record."""
        ...

    def record(self, seller_id: str, entry: LedgerEntry) -> None: ...

    def meetings(self, seller_id: str) -> tuple[MeetingRecord, ...]:
        """Return what was written down after one-on-ones, oldest first; nothing for a seller without a record."""
        ...

    def record_meeting(self, seller_id: str, meeting: MeetingRecord, tried: Sequence[LedgerEntry]) -> None:
        """Write a meeting and the plays tried into the record, all or nothing."""
        ...

    def export(self, seller_id: str) -> dict[str, object]:
        """Return everything kept about a seller. Raises UnknownSeller."""
        ...

    def erase(self, seller_id: str) -> int:
        """Remove everything kept about a seller, bytes included; return how many records went. Raises UnknownSeller."""
        ...


class WordingShelf(Protocol):
    """What the library would ask instead of a question that breaks a rule."""

    @property
    def wordings(self) -> tuple[BetterWording, ...]:
        """Return the wordings, those to be tried first first. Raises BadLibrary."""
        ...


class QuestionEar(Protocol):
    """Hears in how a question is put what rules may miss: likelihoods, never what follows from them."""

    @property
    def trouble(self) -> str | None:
        """Why nothing is heard, in a few words, or None."""
        ...

    def hear(self, questions: Sequence[str]) -> tuple[QuestionHeard | None, ...]:
        """Return what is heard in each question; None for each where nothing can be heard."""
        ...


class CardReader(Protocol):
    """Reads cards from files as teams have them. Raises InvalidRequest in one sentence."""

    def read_cards(self, data: bytes, name: str, mapping: ColumnMapping | None = None) -> CardsRead:
        """Return the cards of a file; a row that cannot be used is named by its line and costs nothing else."""
        ...

    def propose_mapping(self, data: bytes, name: str) -> ColumnMapping:
        """Return what each column of a table seems to be."""
        ...

    def write_mapping(self, mapping: ColumnMapping) -> str:
        """Return a mapping as a small file for a person to confirm."""
        ...

    def read_mapping(self, data: bytes, name: str) -> ColumnMapping: ...


class DiagnosisShelf(Protocol):
    """The words and limits of the diagnosis."""

    @property
    def book(self) -> DiagnosisBook:
        """Return the book. Raises BadLibrary."""
        ...


class QuestionShelf(Protocol):
    """The question bank and the shapes of a meeting. Raises BadLibrary."""

    @property
    def bank(self) -> QuestionBank: ...

    @property
    def agendas(self) -> AgendaBook: ...


class QuestionDrafter(Protocol):
    """Drafts questions for a one-on-one from the facts and passages it is shown. Raises ModelError where a model fails."""

    @property
    def name(self) -> str: ...

    def draft_questions(self, request: QuestionsDraftRequest) -> QuestionsDraft: ...


class SheetWriter(Protocol):
    """Puts a prepared one-on-one on one page."""

    def write_html(self, result: QuestionsResult) -> str: ...

    def write_markdown(self, result: QuestionsResult) -> str: ...


@dataclass(frozen=True)
class OneOnOneParts:
    """What preparing a one-on-one needs from outside. Without a model the playbook asks; without an ear the rules alone judge."""

    cards: CardReader
    diagnosis: DiagnosisShelf
    questions: QuestionShelf
    playbook: QuestionDrafter
    sheets: SheetWriter
    model: QuestionDrafter | None = None
    ear: QuestionEar | None = None
