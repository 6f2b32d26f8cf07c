"""What this seller does not already know. A reading says how alike; here it is decided what that means.

The decision table: signal, path and give all there -> known; the name, but give or path missing -> known in name only; like
enough to be uncertain -> ask, and until somebody answers never offered as new; anything else -> new. A person's word, in the
ledger or as an answer, outranks every reading.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum

from copilot.domain.library import Library, Play
from copilot.domain.noun import Noun
from copilot.domain.people import Answer, LedgerEntry
from copilot.domain.plays import NearestKnown, StatementVerdict
from copilot.domain.readings import Likeness, StatementReading
from copilot.policies.names import find_named, fold

MOST_CANDIDATES = 3
FRESH_FOR = timedelta(days=365)  # a play not run in twelve months is no longer known
_WORDS_BESIDE_A_NAME = 4  # "I already do the Q&A echo" is a bare name; a longer statement says what it means
KNOWN_DEPTH = 2  # below it a seller has the gesture, not the play
LEDGER = "the ledger"  # what stands behind a standing where no statement does


class Thresholds(Noun):
    """Where likeness becomes a verdict. Fitted together with the detector; see docs/decisions/0004-detection.md."""

    known: float = 0.25  # at least: known without asking
    ask: float = 0.05  # at least: a question is worth asking
    ask_beside: float = 0.08  # the same where the statement shows another play already: it may show two
    shows: float = 0.3  # at least: the statement shows something, so ask what
    vague: float = 0.3  # at least: the statement is too vague to read, so ask what
    shadow: float = 0.003  # at least: never offered as new; where it would be, it is asked about
    name_only: float = 0.2
    refused: float = 0.3
    refused_aside: float = 0.4  # in what is told beside the question: mostly events at the account, seldom a practice
    neighbour: float = 0.01


class Standing(StrEnum):
    """How a play stands with a seller."""

    KNOWN = "known"
    NAME_ONLY = "name_only"
    UNCERTAIN = "uncertain"
    NEW = "new"


class Shelf(Noun):
    """Every play of the library with its standing for one seller."""

    standings: dict[str, Standing]
    statements: dict[str, str] = {}  # play id -> the statement that gave it its standing
    lacks: dict[str, str] = {}  # play id -> the part that a name-only statement does not show

    def words_behind(self, play_id: str) -> str | None:
        """Return the seller's own words behind a standing; None where the ledger or nothing gave it."""
        words = self.statements.get(play_id)
        return None if words == LEDGER else words

    def with_standing(self, *standings: Standing) -> frozenset[str]:
        return frozenset(play_id for play_id, standing in self.standings.items() if standing in standings)

    @property
    def offerable(self) -> frozenset[str]:
        """The plays that may be offered: new ones, and those known in name only, which say which part is new."""
        return self.with_standing(Standing.NEW, Standing.NAME_ONLY)


def judge_statement(reading: StatementReading, library: Library, limits: Thresholds) -> StatementVerdict:
    """Return what one statement shows: plays known, known in name only, near, declined; and the question, if one is due."""
    basics = {play.id for play in library.plays if play.is_basic}
    named = _bare_name(reading, library)  # a name and little else says which play is meant, and nothing of how it is done
    refused = () if named else tuple(item.practice for item in reading.practices if item.likelihood >= limits.refused)
    if refused or _says_no(reading, limits):
        near = _near(reading, limits, without=())
        return StatementVerdict(statement=reading.statement, refused=refused, neighbours=near, depth=None)
    if reading.shared_name:
        return _asked(reading, reading.shared_name, reading.shared_question or _question(library, reading.shared_name))
    known = [item.play_id for item in reading.likenesses if item.known >= limits.known]
    known += [play_id for play_id in named if play_id not in known]
    rest = [item for item in reading.likenesses if item.play_id not in known]
    name_only = tuple(item.play_id for item in rest if item.play_id not in basics and item.name_only >= limits.name_only)
    candidates = _uncertain(rest, name_only, limits, beside_known=bool(known))
    near = _near(reading, limits, without=(*known, *name_only))
    depth = _depth(reading, known=bool(known), name_only=bool(name_only), basic_only=set(known) <= basics)
    unclear = not known and not name_only and (reading.vague >= limits.vague or reading.shows >= limits.shows)
    if unclear and not candidates:
        candidates = tuple(item.play_id for item in rest[:MOST_CANDIDATES])
    if unclear or (candidates and not name_only):
        return StatementVerdict(
            statement=reading.statement,
            known=tuple(known),
            ask=_question(library, candidates),
            candidates=candidates,
            neighbours=tuple(p for p in near if p not in candidates),
            depth=depth,
        )
    return StatementVerdict(statement=reading.statement, known=tuple(known), name_only=name_only, neighbours=near, depth=depth)


def apply_answer(verdict: StatementVerdict, answer: Answer) -> StatementVerdict:
    """Return the verdict as a person settled it: the plays they named are known, the other candidates are not."""
    sure = verdict.known if verdict.ask is not None else ()  # the question was about the rest; without one it is a correction
    return StatementVerdict(
        statement=verdict.statement,
        known=tuple(dict.fromkeys((*sure, *answer.play_ids))),
        neighbours=tuple(p for p in verdict.candidates if p not in answer.play_ids),
        refused=verdict.refused,
        depth=verdict.depth if answer.play_ids else None,
    )


def set_shelf(
    library: Library,
    readings: Sequence[StatementReading],
    verdicts: Sequence[StatementVerdict],
    ledger: Iterable[LedgerEntry],
    *,
    answered: Mapping[str, Answer],
    as_of: date,
    limits: Thresholds,
) -> Shelf:
    """Return how every play stands with this seller. The strictest standing any statement gives is kept; the ledger outranks."""
    standings = {play.id: Standing.NEW for play in library.plays}
    statements: dict[str, str] = {}
    lacks: dict[str, str] = {}

    def settle(play_id: str, standing: Standing, statement: str) -> None:
        if play_id in standings and _STRICTER[standing] > _STRICTER[standings[play_id]]:
            standings[play_id] = standing
            statements[play_id] = statement

    for reading, verdict in zip(readings, verdicts, strict=True):
        for play_id in verdict.known:
            settle(play_id, Standing.KNOWN, verdict.statement)
        for play_id in verdict.name_only:
            settle(play_id, Standing.NAME_ONLY, verdict.statement)
            lacks[play_id] = _lacks(reading, play_id)
        if verdict.statement in answered or verdict.refused or _says_no(reading, limits):
            continue
        for play_id in verdict.candidates:
            settle(play_id, Standing.UNCERTAIN, verdict.statement)
        for item in reading.likenesses:
            if item.known >= limits.shadow:
                settle(item.play_id, Standing.UNCERTAIN, verdict.statement)
        for play_id in (*reading.named, *(play.id for play in find_named(verdict.statement, library))):
            settle(play_id, Standing.UNCERTAIN, verdict.statement)
    settled_today = {play_id for answer in answered.values() for play_id in answer.play_ids}
    for entry in ledger:
        is_less = entry.kind == "not_known" or (entry.depth is not None and entry.depth < KNOWN_DEPTH)
        if is_less and entry.play_id in standings and entry.play_id not in settled_today:
            standings[entry.play_id] = stand_of_entry(entry, as_of)
            statements[entry.play_id] = LEDGER
        else:  # one that has grown old does not undo what the seller says today
            settle(entry.play_id, stand_of_entry(entry, as_of), LEDGER)
    return Shelf(standings=standings, statements=statements, lacks=lacks)


def stand_of_entry(entry: LedgerEntry, as_of: date) -> Standing:
    """Return what a ledger entry says: known from depth 2 and within twelve months, else in name only or not at all."""
    if entry.kind == "not_known":
        return Standing.NEW
    if entry.depth is not None and entry.depth < KNOWN_DEPTH:
        return Standing.NAME_ONLY
    return Standing.KNOWN if as_of - entry.on <= FRESH_FOR else Standing.NAME_ONLY


def keep_new(play_ids: Iterable[str], library: Library, shelf: Shelf) -> tuple[str, ...]:
    """Return the ids that may be offered, in order and once each: strangers, basics, outlines and known plays drop out."""
    offerable = shelf.offerable
    kept = dict.fromkeys(play_id for play_id in play_ids if play_id in offerable and library.play_by_id[play_id].can_be_suggested)
    return tuple(kept)


def find_nearest_known(play: Play, library: Library, shelf: Shelf) -> NearestKnown | None:
    """Return the known play that is nearest to a new one, with the difference in one sentence, or None."""
    known = shelf.with_standing(Standing.KNOWN)
    for other, difference in play.neighbours.items():
        if other in known:
            return NearestKnown(play_id=other, difference=difference)
    for other in sorted(known):
        if play.id in library.play_by_id[other].neighbours:
            return NearestKnown(play_id=other, difference=library.play_by_id[other].neighbours[play.id])
    same = [other for other in sorted(known) if library.play_by_id[other].family == play.family]
    if same:
        return NearestKnown(play_id=same[0], difference=state_difference(library.play_by_id[same[0]], play))
    return None


def state_difference(known: Play, new: Play) -> str:
    """Return one sentence from the two fingerprints, where no card states the difference."""
    return f"that one gives {known.fingerprint.give}; this one gives {new.fingerprint.give}"


_STRICTER = {Standing.NEW: 0, Standing.NAME_ONLY: 1, Standing.UNCERTAIN: 2, Standing.KNOWN: 3}


def _asked(reading: StatementReading, candidates: Sequence[str], question: str) -> StatementVerdict:
    chosen = tuple(dict.fromkeys(candidates))[:MOST_CANDIDATES]
    return StatementVerdict(statement=reading.statement, ask=question, candidates=chosen, depth=1)


def _question(library: Library, candidates: Sequence[str]) -> str:
    """One question that separates the candidates by what the executive gets, as a person would ask it."""
    gives = [library.play_by_id[play_id].fingerprint.give for play_id in candidates[:MOST_CANDIDATES]]
    if len(gives) == 1:
        return f"Walk me through the last time: did the executive get {gives[0]}, or something else?"
    return f"Walk me through the last time: what did the executive get? {'; or '.join(gives)}; or something else?"


def _says_no(reading: StatementReading, limits: Thresholds) -> bool:
    """Whether the speaker denies doing it; "I don't ask for an introduction, I hand over a text" denies nothing."""
    return reading.denied and all(item.known < limits.known for item in reading.likenesses)


def _uncertain(rest: Sequence[Likeness], name_only: Sequence[str], limits: Thresholds, *, beside_known: bool) -> tuple[str, ...]:
    least = limits.ask_beside if beside_known else limits.ask
    return tuple(item.play_id for item in rest if item.play_id not in name_only and item.known >= least)[:MOST_CANDIDATES]


def _bare_name(reading: StatementReading, library: Library) -> tuple[str, ...]:
    """Return the plays a statement names by id, title or alias and says little else of: the name is all there is to go by."""
    words = len(fold(reading.statement).split())
    return tuple(
        play.id
        for play in find_named(reading.statement, library)
        if any(
            words <= len(fold(name).split()) + _WORDS_BESIDE_A_NAME and f" {fold(name)} " in f" {fold(reading.statement)} "
            for name in (play.id, play.title, *play.aliases)
        )
    )


def _near(reading: StatementReading, limits: Thresholds, *, without: Sequence[str]) -> tuple[str, ...]:
    near = [
        item.play_id
        for item in reading.likenesses
        if item.play_id not in without and item.known + item.name_only >= limits.neighbour
    ]
    return tuple(near[:MOST_CANDIDATES])


def _lacks(reading: StatementReading, play_id: str) -> str:
    found: Likeness | None = next((item for item in reading.likenesses if item.play_id == play_id), None)
    return (found.lacks if found else None) or "give"


def _depth(reading: StatementReading, *, known: bool, name_only: bool, basic_only: bool) -> int | None:
    if known:
        return 1 if basic_only else max(reading.depth, KNOWN_DEPTH)
    return 1 if name_only else None
