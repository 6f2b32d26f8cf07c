"""The front door: one method a job. The only thing a surface calls for the jobs."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from copilot.domain.card_tables import CardsRead, ColumnMapping, SellerCard
from copilot.domain.coaching import CardReading, Commitment
from copilot.domain.evidence import FoundPassage, SearchFilter
from copilot.domain.gaps import find_gap
from copilot.domain.library import Persona, Play
from copilot.domain.one_on_one import (
    MeetingNotes,
    MeetingRecord,
    QuestionsRequest,
    QuestionsResult,
    SavedNotes,
    SellerFault,
    SheetForm,
)
from copilot.domain.people import LedgerEntry, LedgerKind
from copilot.domain.plays import KnownRequest, KnownResult, PlaysRequest, PlaysResult
from copilot.domain.questions import CheckQuestionsRequest, CheckQuestionsResult
from copilot.domain.readings import TextsToRead
from copilot.domain.submissions import HandedInFile
from copilot.errors import AmbiguousPlay, InvalidRequest, UnknownPlay
from copilot.jobs.check_questions import check_questions
from copilot.jobs.draft_questions import PlaysDesk, draft_questions
from copilot.jobs.prepare_team import prepare_one
from copilot.jobs.read_card import read_card
from copilot.jobs.recognise_plays import recognise_plays
from copilot.jobs.save_notes import require_seller_id, save_notes
from copilot.jobs.search_library import search_library
from copilot.jobs.suggest_plays import suggest_plays
from copilot.policies.names import find_play
from copilot.policies.one_on_ones.commitments import list_open
from copilot.policies.policy_set import Policies
from copilot.ports import Drafter, GapLog, OneOnOneParts, Reader, SellerStore, Shelves, WordingShelf
from copilot.review_desk import ReviewDesk

EVERYTHING = SearchFilter()
MOST_OUTCOME = 2000
MOST_ECHOED = 80  # characters of what a caller sent, said back in an error


class Copilot:
    """The copilot over one library and one data folder. Made by `bootstrap.build_copilot`."""

    def __init__(
        self,
        *,
        shelves: Shelves,
        reader: Reader,
        model: Drafter | None = None,
        playbook: Drafter,
        store: SellerStore,
        gaps: GapLog,
        reviews: ReviewDesk,
        wordings: WordingShelf,
        one_on_ones: OneOnOneParts,
        policies: Policies,
        today: Callable[[], date],
    ) -> None:
        self._shelves = shelves
        self._reader = reader
        self._model = model
        self._playbook = playbook
        self._store = store
        self._gaps = gaps
        self._reviews = reviews
        self._wordings = wordings
        self._one_on_ones = one_on_ones
        self._policies = policies
        self._today = today

    def suggest_plays(self, request: PlaysRequest, *, notes_gap: bool = True) -> PlaysResult:
        """Suggest at most three plays that fit this executive and this signal and that this seller does not already know.

        Where none does, that gap of the library is noted for its owners, without a word of the request.
        """
        result = suggest_plays(
            request,
            shelves=self._shelves,
            reader=self._reader,
            model=self._model,
            playbook=self._playbook,
            store=self._store,
            policies=self._policies,
            today=self._today(),
        )
        gap = find_gap(request, result, self._today()) if notes_gap else None
        if gap is not None:
            self._gaps.note(gap)
        return result

    def recognise_plays(self, request: KnownRequest) -> KnownResult:
        """Say which plays these statements show, and what would have to be asked."""
        texts = TextsToRead(statements=request.statements, as_of=self._today())
        return recognise_plays(request, shelves=self._shelves, reader=self._reader, policies=self._policies, texts=texts)

    def check_questions(self, request: CheckQuestionsRequest) -> CheckQuestionsResult:
        """Say of each question what a mentor would not do in it, and what to ask instead."""
        return check_questions(request, shelf=self._wordings, ear=self._one_on_ones.ear, policies=self._policies)

    @property
    def reviews(self) -> ReviewDesk:
        """The desk of certification: hand in, review, read, decide."""
        return self._reviews

    def read_cards(self, file: HandedInFile, mapping: HandedInFile | None = None) -> CardsRead:
        """Read cards from JSON, a table or pasted lines. Without a mapping the columns are guessed by name. Nothing is kept."""
        cards = self._one_on_ones.cards
        confirmed = cards.read_mapping(mapping.data, mapping.name) if mapping is not None else None
        return cards.read_cards(file.data, file.name, confirmed)

    def propose_mapping(self, file: HandedInFile) -> tuple[ColumnMapping, str]:
        """Return what each column of a table seems to be, and that as a small file for a person to confirm."""
        mapping = self._one_on_ones.cards.propose_mapping(file.data, file.name)
        return mapping, self._one_on_ones.cards.write_mapping(mapping)

    def read_card(self, card: SellerCard) -> CardReading:
        """Return the seventeen lines of a card, and where the playbook seems to break first."""
        return read_card(card, book=self._one_on_ones.diagnosis.book)

    def draft_questions(self, request: QuestionsRequest) -> QuestionsResult:
        """Prepare a one-on-one: the first break, five questions, a play to offer, the minutes. Nothing is kept."""
        desk = PlaysDesk(self._shelves, self._reader, self._model, self._playbook, self._store)
        return draft_questions(request, parts=self._one_on_ones, desk=desk, policies=self._policies, today=self._today())

    def draft_for_team(self, cards: Sequence[SellerCard], minutes: int = 30) -> Iterator[QuestionsResult | SellerFault]:
        """Prepare a one-on-one for each card, one after the other; a card that cannot be used is told and stops nobody else."""
        for card in cards:
            yield prepare_one(card, minutes, self.draft_questions)

    def write_one_on_one(self, result: QuestionsResult, form: SheetForm) -> str:
        """Return a prepared one-on-one on one page, to print or to keep."""
        sheets = self._one_on_ones.sheets
        return sheets.write_html(result) if form == "html" else sheets.write_markdown(result)

    def save_notes(self, seller_id: str, notes: MeetingNotes) -> SavedNotes:
        """Write down what was agreed, asked, tried and said in a one-on-one, on the seller's word."""
        return save_notes(require_seller_id(seller_id), notes, self.get_play, self._store, self._today())

    def list_meetings(self, seller_id: str) -> tuple[MeetingRecord, ...]:
        """Return what was written down after this seller's one-on-ones, oldest first. Raises UnknownSeller."""
        self._store.export(seller_id)
        return self._store.meetings(seller_id)

    def list_open_commitments(self, seller_id: str) -> tuple[Commitment, ...]:
        """Return what this seller promised and has neither kept nor dropped, the newest meeting's first. Raises UnknownSeller."""
        return list_open(self.list_meetings(seller_id))

    def get_play(self, name: str) -> Play:
        """Return a card by id, title or alias. Raises UnknownPlay, or AmbiguousPlay with the candidates."""
        found = find_play(name, self._shelves.library)
        if not found:
            name = name if len(name) <= MOST_ECHOED else f"{name[:MOST_ECHOED]}…"
            raise UnknownPlay(f"There is no play '{name}'; 'coach search {name}' may find it.")
        if len(found) > 1:
            raise AmbiguousPlay(f"'{name}' stands for {', '.join(p.id for p in found)}; say which by its id.")
        return found[0]

    def list_plays(self) -> tuple[Play, ...]:
        """Return every card of a play, by id."""
        return self._shelves.library.plays

    def list_personas(self) -> tuple[Persona, ...]:
        """Return every card of a persona, by id."""
        return self._shelves.library.personas

    def search_library(self, query: str, limit: int, narrow: SearchFilter = EVERYTHING) -> tuple[FoundPassage, ...]:
        """Return the best passages of the library, best first; narrowed, only those of plays that fit."""
        return search_library(query, limit, narrow, shelves=self._shelves, store=self._store, today=self._today())

    def record_play(
        self, seller_id: str, name: str, kind: LedgerKind, *, outcome: str | None = None, depth: int | None = None
    ) -> LedgerEntry:
        """Write down what a person said: this seller knows, tried, or does not know this play."""
        play = self.get_play(name)
        require_seller_id(seller_id)
        if outcome is not None and len(outcome) > MOST_OUTCOME:
            raise InvalidRequest(f"An outcome has at most {MOST_OUTCOME} characters; say it in a few words.")
        entry = LedgerEntry(play_id=play.id, kind=kind, on=self._today(), depth=depth, outcome=outcome)
        self._store.record(seller_id, entry)
        return entry

    def list_ledger(self, seller_id: str) -> tuple[LedgerEntry, ...]:
        """Return what people said this seller knows or tried, oldest first. Raises UnknownSeller."""
        self._store.export(seller_id)
        return self._store.ledger(seller_id)

    def export_seller(self, seller_id: str) -> dict[str, object]:
        """Return everything kept about a seller, their submissions included. Raises UnknownSeller."""
        reviews = self._reviews.export_person(seller_id)
        if reviews and seller_id not in self._store.sellers():
            return {"seller_id": seller_id, "ledger": [], "reviews": reviews}
        return self._store.export(seller_id) | {"reviews": reviews}

    def erase_seller(self, seller_id: str) -> int:
        """Erase everything kept about a seller, submissions included; return how many records went. Raises UnknownSeller."""
        reviews = self._reviews.erase_person(seller_id)
        if reviews and seller_id not in self._store.sellers():
            return reviews
        return self._store.erase(seller_id) + reviews

    def is_ready(self) -> bool:
        """Whether the library is loaded and searchable."""
        return bool(self._shelves.library.plays)
