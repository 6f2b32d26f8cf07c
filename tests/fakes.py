"""Small real parts that stand where the outside world would: the ports, kept honestly, from plain values."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from copilot.domain.certification import FeedbackBook, ReviewResult, Rubric
from copilot.domain.decks import Deck, Story
from copilot.domain.drafts import DraftRequest, PlaysDraft, SuggestionDraft
from copilot.domain.evidence import Citation, FoundPassage, Passage
from copilot.domain.gaps import Gap, GapCount
from copilot.domain.library import Card, Library, Persona, Play
from copilot.domain.one_on_one import MeetingRecord
from copilot.domain.people import LedgerEntry
from copilot.domain.questions import BetterWording, QuestionHeard
from copilot.domain.readings import PracticeLikeness, RequestReading, SignalReading, StatementReading, TextsToRead
from copilot.domain.reviews import Decision, ReviewChanges
from copilot.domain.submissions import HandedInFile
from copilot.errors import ModelError, StoreUnavailable, UnknownSeller
from copilot.policies.names import fold
from copilot.review_desk import ReviewDesk
from copilot.review_ports import CertificationParts

_WORDS_BESIDE_A_NAME = 4


def cut_passages(card: Card) -> tuple[Passage, ...]:
    """Return one passage a heading."""
    kind = "play" if isinstance(card, Play) else "persona" if isinstance(card, Persona) else "guide"
    return tuple(
        Passage(id=f"{card.id}#{part.slug}", card_id=card.id, kind=kind, title=f"{card.title} · {part.heading}", text=part.text)
        for part in card.sections
    )


class FakeShelves:
    """A library in memory, compared by the words two texts share. It keeps what it was asked."""

    embedder_name = "none"

    def __init__(self, library: Library, *, warnings: tuple[str, ...] = ()) -> None:
        self.library = library
        self.warnings = warnings
        self.ranked_within: list[frozenset[str]] = []
        self.limits_asked: list[int] = []

    def passages_of(self, card_id: str) -> tuple[Passage, ...]:
        return tuple(passage for card in self.library.cards if card.id == card_id for passage in cut_passages(card))

    def search(
        self, query: str, *, limit: int, within: frozenset[str] | None = None, kinds: frozenset[str] | None = None
    ) -> tuple[FoundPassage, ...]:
        self.limits_asked.append(limit)
        passages = [passage for card in self.library.cards for passage in cut_passages(card)]
        kept = [p for p in passages if (within is None or p.card_id in within) and (kinds is None or p.kind in kinds)]
        found = [
            FoundPassage(passage_id=p.id, title=p.title, text=p.text, score=_share(query, f"{p.title} {p.text}")) for p in kept
        ]
        ordered = sorted(found, key=lambda passage: (-passage.score, passage.passage_id))
        return tuple(passage for passage in ordered if passage.score > 0)[:limit]

    def rank_cards(self, query: str, *, within: frozenset[str]) -> dict[str, float]:
        self.ranked_within.append(within)
        likeness: dict[str, float] = {}
        for found in self.search(query, limit=10_000, within=within):
            card = found.passage_id.partition("#")[0]
            likeness[card] = max(likeness.get(card, 0.0), found.score)
        return likeness


class FakeReader:
    """Finds names word for word, as the real reader does; every other likeness is what the test wrote down."""

    def __init__(
        self,
        library: Library,
        *,
        statements: Mapping[str, StatementReading] | None = None,
        signals: Mapping[str, str] | None = None,
        owners: Sequence[tuple[str, float]] = (),
        practices: Sequence[PracticeLikeness] = (),
    ) -> None:
        self._library = library
        self._statements = dict(statements or {})
        self._signals = dict(signals or {})
        self._owners = tuple(owners)
        self._practices = tuple(practices)
        self.asked: list[TextsToRead] = []

    def read(self, texts: TextsToRead) -> RequestReading:
        self.asked.append(texts)
        given = [(text, True) for text in texts.signals] + [(text, False) for text in texts.asides]
        return RequestReading(
            statements=tuple(self._read_statement(text) for text in texts.statements),
            signals=tuple(self._read_signal(text, given=is_given) for text, is_given in given),
            practices=self._practices,
            owners=self._owners if texts.title is not None else (),
        )

    def _read_statement(self, text: str) -> StatementReading:
        if text in self._statements:
            return self._statements[text]
        shared, question = self._find_shared_name(text)
        return StatementReading(
            statement=text,
            likenesses=(),
            vague=0.0,
            shows=0.0,
            named=find_named(text, self._library),
            shared_name=shared,
            shared_question=question,
        )

    def _find_shared_name(self, text: str) -> tuple[tuple[str, ...], str | None]:
        words = fold(text).split()
        for entry in self._library.ambiguous:
            name = fold(entry.name)
            if f" {name} " in f" {' '.join(words)} " and len(words) <= len(name.split()) + _WORDS_BESIDE_A_NAME:
                return entry.candidates, entry.question
        return (), None

    def _read_signal(self, text: str, *, given: bool) -> SignalReading:
        known = {word: kind.id for kind in self._library.signals for word in (*kind.words, kind.title)} | self._signals
        return SignalReading(text=text, given=given, likenesses=((known[text], 0.9),) if text in known else ())


class FakeStore:
    """Ledgers in memory. `writes` counts every change; with `trouble` no ledger can be read."""

    def __init__(
        self, ledgers: Mapping[str, Sequence[LedgerEntry]] | None = None, *, trouble: StoreUnavailable | None = None
    ) -> None:
        self._trouble = trouble
        self._ledgers = {seller: tuple(entries) for seller, entries in (ledgers or {}).items()}
        self._meetings: dict[str, tuple[MeetingRecord, ...]] = {}
        self.writes = 0

    def sellers(self) -> tuple[str, ...]:
        return tuple(sorted(self._ledgers))

    def ledger(self, seller_id: str) -> tuple[LedgerEntry, ...]:
        if self._trouble is not None:
            raise self._trouble
        return self._ledgers.get(seller_id, ())

    def record(self, seller_id: str, entry: LedgerEntry) -> None:
        self.writes += 1
        self._ledgers[seller_id] = (*self.ledger(seller_id), entry)

    def meetings(self, seller_id: str) -> tuple[MeetingRecord, ...]:
        if self._trouble is not None:
            raise self._trouble
        return self._meetings.get(seller_id, ())

    def record_meeting(self, seller_id: str, meeting: MeetingRecord, tried: Sequence[LedgerEntry]) -> None:
        self.writes += 1
        self._ledgers[seller_id] = (*self.ledger(seller_id), *tried)
        self._meetings[seller_id] = (*self.meetings(seller_id), meeting)

    def export(self, seller_id: str) -> dict[str, object]:
        self._require(seller_id)
        ledger = [entry.model_dump(mode="json") for entry in self.ledger(seller_id)]
        meetings = [meeting.model_dump(mode="json") for meeting in self.meetings(seller_id)]
        return {"seller_id": seller_id, "ledger": ledger, "meetings": meetings}

    def erase(self, seller_id: str) -> int:
        self._require(seller_id)
        self.writes += 1
        return len(self._ledgers.pop(seller_id)) + len(self._meetings.pop(seller_id, ()))

    def _require(self, seller_id: str) -> None:
        if seller_id not in self._ledgers:
            raise UnknownSeller(f"There is no record of '{seller_id}'.")


class FakeGapLog:
    """Gaps in memory, in the order they were noted."""

    def __init__(self) -> None:
        self.noted: list[Gap] = []

    def note(self, gap: Gap) -> None:
        self.noted.append(gap)

    def list(self) -> tuple[GapCount, ...]:
        return ()

    def count_unread(self) -> int:
        return 0


class FakeSubmissions:
    """Reads every deck as empty and every story as silent."""

    def check_deck(self, file: HandedInFile) -> tuple[str, ...]:
        return ()

    def read_deck(self, file: HandedInFile) -> Deck:
        return Deck(file_name=file.name, slides=(), pieces=())

    def read_slides(self, file: HandedInFile) -> Deck:
        return self.read_deck(file)

    def read_pictures(self, file: HandedInFile, deck: Deck) -> Deck:
        return deck

    def read_story(self, file: HandedInFile) -> Story:
        return Story(file_name=file.name)


class FakeRubrics:
    """One rubric, and no words of feedback."""

    feedback = FeedbackBook(criteria={}, works={}, stretch=(), leader_questions={}, leader_always=())

    def rubric(self, rubric_id: str | None = None) -> Rubric:
        return Rubric(id="story", version=1, title="A story", pass_mark=70, second_look=60, criteria=(), gates=())


class FakePapers:
    """Writes nothing."""

    def write_sheet(
        self, result: ReviewResult, title: str, *, changes: ReviewChanges | None = None, decision: Decision | None = None
    ) -> str:
        return title

    def annotate(self, data: bytes, result: ReviewResult) -> bytes:
        return data

    def write_template(self, target: Path) -> int:
        return 0


class FakeWordings:
    """One better wording for everything."""

    wordings = (BetterWording(rules=("QR1", "QR4"), ask="{fact} What do you make of that?"),)


class FakeEar:
    """Hears a record asked for in the questions that the test wrote down. It keeps what it was given."""

    def __init__(self, *, records: Collection[str] = (), trouble: str | None = None) -> None:
        self.trouble = trouble
        self.heard: list[tuple[str, ...]] = []
        self._records = frozenset(records)

    def hear(self, questions: Sequence[str]) -> tuple[QuestionHeard | None, ...]:
        self.heard.append(tuple(questions))
        if self.trouble is not None:
            return (None,) * len(questions)
        return tuple(QuestionHeard(admin_capture=float(text in self._records), leading=0.0) for text in questions)


FAKE_CERTIFICATION = CertificationParts(submissions=FakeSubmissions(), rubrics=FakeRubrics(), papers=FakePapers())


class NoReviews(ReviewDesk):
    """A desk of certification where nobody ever handed anything in."""

    def __init__(self) -> None:
        """Needs nothing."""

    def export_person(self, person: str) -> list[dict[str, object]]:
        return []

    def erase_person(self, person: str) -> int:
        return 0


class FakeDrafter:
    """Returns what it was given, one a call and the last again; without any, an honest draft a candidate. An error is raised."""

    name = "fake"

    def __init__(self, *drafts: PlaysDraft | ModelError) -> None:
        self._drafts = drafts
        self.asked: list[DraftRequest] = []

    def draft_plays(self, request: DraftRequest) -> PlaysDraft:
        self.asked.append(request)
        if self._drafts:
            draft = self._drafts[min(len(self.asked), len(self._drafts)) - 1]
            if isinstance(draft, ModelError):
                raise draft
            return draft
        return PlaysDraft(suggestions=tuple(draft_honestly(c.play, request.passages) for c in request.candidates))


def draft_honestly(play: Play, passages: Sequence[Passage]) -> SuggestionDraft:
    """Return a draft that says nothing but what stands in the play's own first passage."""
    own = next(passage for passage in passages if passage.card_id == play.id)
    return SuggestionDraft(
        play_id=play.id,
        why_this_executive="It answers what they are asked.",
        why_now="It is due.",
        why_new="Nothing told is like it.",
        opener="May I send it?",
        citations=(Citation(passage_id=own.id, quote=own.text),),
    )


def find_named(text: str, library: Library) -> tuple[str, ...]:
    """Return the plays whose title or alias stands in a text as whole words."""
    words = f" {fold(text)} "
    return tuple(play.id for play in library.plays if any(f" {fold(name)} " in words for name in (play.title, *play.aliases)))


def _share(query: str, text: str) -> float:
    wanted = set(fold(query).split())
    return len(wanted & set(fold(text).split())) / len(wanted) if wanted else 0.0
