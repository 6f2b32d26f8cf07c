"""What the jobs need from the outside world. Each is implemented once, and named by `bootstrap` alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from copilot.domain.card_tables import CardsRead, ColumnMapping
from copilot.domain.certification import FeedbackBook, Proposal, ProposalRequest, ReviewResult, Rubric
from copilot.domain.decks import Deck, Story
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
from copilot.domain.reviews import Decision, KeptReview, KeptUpload, ReviewChanges, ReviewStatus, ReviewTask, UploadKind
from copilot.domain.submissions import HandedInFile

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


class DeckRater(Protocol):
    """A model that proposes levels with quotations from what it is shown. It never sees or writes points or a total."""

    @property
    def name(self) -> str: ...

    def propose(self, request: ProposalRequest) -> Proposal:
        """Return a rating for each criterion it can say something about, and what that used. Raises ModelError."""
        ...


class RubricShelf(Protocol):
    """The rubrics of the library and the words of feedback."""

    def rubric(self, rubric_id: str | None = None) -> Rubric:
        """Return a rubric by 'id.vN', or the newest one. Raises InvalidRequest or BadLibrary."""
        ...

    @property
    def feedback(self) -> FeedbackBook: ...


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


class SubmissionReader(Protocol):
    """Reads what was handed in for certification. Raises UnreadableDeck in one sentence."""

    def check_deck(self, file: HandedInFile) -> tuple[str, ...]:
        """Look at a deck without opening it; return warnings on what will not be opened."""
        ...

    def read_deck(self, file: HandedInFile) -> Deck:
        """Return the deck with what stands in its pictures."""
        ...

    def read_slides(self, file: HandedInFile) -> Deck:
        """Return the deck, its pictures unread."""
        ...

    def read_pictures(self, file: HandedInFile, deck: Deck) -> Deck:
        """Return the deck with what stands in its pictures added. Never raises: what cannot be read is a warning."""
        ...

    def read_story(self, file: HandedInFile) -> Story: ...


class Papers(Protocol):
    """What certification puts on paper."""

    def write_sheet(
        self, result: ReviewResult, title: str, *, changes: ReviewChanges | None = None, decision: Decision | None = None
    ) -> str: ...

    def annotate(self, data: bytes, result: ReviewResult) -> bytes:
        """Return the deck with the review's remarks in its notes. Raises UnreadableDeck."""
        ...

    def write_template(self, target: Path) -> int:
        """Write the template of the deck and return how many slides it has. Raises OSError."""
        ...


@dataclass(frozen=True)
class CertificationParts:
    """What the review of a deck needs from outside. Without a rater the playbook rates."""

    submissions: SubmissionReader
    rubrics: RubricShelf
    papers: Papers
    rater: DeckRater | None = None


class Incoming(Protocol):
    """A file on its way in: its bytes go to the disk as they come. Left unkept it leaves nothing."""

    def write(self, chunk: bytes) -> None:
        """Add bytes. Raises TooLarge, StoreUnavailable."""
        ...

    def keep(self, kind: UploadKind, name: str, *, beside: str | None = None) -> KeptUpload:
        """Keep the file under a random name; `beside` is the deck that a story belongs to."""
        ...

    def discard(self) -> None: ...


class ReviewStore(Protocol):
    """What is kept of certification. Raises UnknownReview for an id that is none, StoreUnavailable for a folder that fails."""

    def receive(self, most_bytes: int) -> Incoming: ...

    def upload(self, upload_id: str) -> KeptUpload: ...

    def read_upload(self, upload_id: str) -> HandedInFile: ...

    def drop_upload(self, upload_id: str) -> None: ...

    def story_of(self, deck_id: str) -> str | None:
        """Return the id of the story that came with a deck."""
        ...

    def find_key(self, key: str) -> tuple[str, str] | None:
        """Return the review that was opened under an idempotency key, and the digest of its request."""
        ...

    def open_review(self, task: ReviewTask, *, key: str | None, request_digest: str) -> str:
        """Return the id of a new review, or of the one that has this key. Raises KeyReused for another request."""
        ...

    def review(self, review_id: str) -> KeptReview: ...

    def status(self, review_id: str) -> ReviewStatus: ...

    def statuses(self, review_ids: Sequence[str]) -> dict[str, ReviewStatus]:
        """Return how far each review is; one that was erased meanwhile counts as refused."""
        ...

    def task(self, review_id: str) -> ReviewTask: ...

    def last_take(self, series: str) -> str | None:
        """Return the newest review of a series that has a result."""
        ...

    def count_unfinished(self) -> int: ...

    def mark(self, review_id: str, status: ReviewStatus, *, step: str = "", sentence: str | None = None) -> None: ...

    def keep_outcome(self, review_id: str, step: str, outcome: str) -> None:
        """Keep what a step made. What was kept first stands."""
        ...

    def outcome(self, review_id: str, step: str) -> str | None: ...

    def add_decision(self, review_id: str, decision: Decision) -> None: ...

    def export_person(self, person: str) -> list[dict[str, object]]:
        """Return everything kept on submissions of a seller's id or an author's name, the files' bytes included."""
        ...

    def erase_person(self, person: str) -> int: ...

    def erase_review(self, review_id: str) -> int: ...


class ReviewRuns(Protocol):
    """Carries the steps of reviews through the end of a process. One process at a time works on a data folder."""

    def start(self, review_id: str, stage: str) -> None:
        """Have a stage of a review done, by this process or by the one that works already. Asked twice, it is done once."""
        ...

    def revive(self, review_id: str) -> bool:
        """Begin anew a run that broke off or was lost; return False where it broke off again and again: nobody need wait."""
        ...

    def tend(self) -> bool:
        """Take up the work if nobody does; return whether this process works."""
        ...

    def pause(self) -> None:
        """Wait a moment for steps to be done."""
        ...

    def holder(self) -> str | None:
        """Return who works, as a person would say it, or None."""
        ...

    def close(self) -> bool:
        """Let go of the work; return whether no step is still under way here. One that is stays this process's till it ends."""
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
