"""The parts of an answer that code alone may write: what is known, asked, declined, deeper, left out, and the note on it."""

from collections.abc import Sequence
from datetime import date

from copilot.domain.drafts import Candidate, SuggestionDraft
from copilot.domain.evidence import Passage, Provenance
from copilot.domain.library import Library, Play
from copilot.domain.people import LedgerEntry
from copilot.domain.plays import (
    Ask,
    Deeper,
    FirstStep,
    KnownPlay,
    LeftOut,
    PlaysRequest,
    Refusal,
    StatementVerdict,
    Suggestion,
)
from copilot.jobs.grounded_draft import GroundedDraft
from copilot.jobs.read_request import ReadRequest
from copilot.policies.fit import Fit
from copilot.policies.novelty import Shelf, Standing
from copilot.policies.policy_set import Policies
from copilot.ports import Drafter, Shelves

MOST_ASKS = 2  # questions in one answer; more is an interrogation
MOST_DEEPER = 2
_EVIDENCE = {
    "A": "measured on observed data",
    "B": "a survey by an interested party",
    "C": "practitioners report it; nobody has measured it",
    "D": "common practice; no study was found",
}


def finish_suggestion(draft: SuggestionDraft, candidates: Sequence[Candidate], library: Library, as_of: date) -> Suggestion:
    """Join the draft with what only the card may say: first step, indicator, evidence."""
    candidate = next(c for c in candidates if c.play.id == draft.play_id)
    play: Play = library.play_by_id[draft.play_id]
    first = play.steps[0]
    return Suggestion(
        play_id=play.id,
        title=play.title,
        why_this_executive=draft.why_this_executive,
        why_now=draft.why_now,
        why_new=draft.why_new,
        nearest_known=candidate.nearest_known,
        first_step=FirstStep(text=first.text, minutes=first.minutes),
        opener=draft.opener,
        leading_indicator=play.indicator,
        evidence_grade=play.evidence.grade,
        evidence=_EVIDENCE[play.evidence.grade],
        tier=play.tier,
        owner=play.owner,
        reviewed=play.reviewed,
        review_age_months=count_months(play.reviewed, as_of),
        citations=draft.citations,
    )


def count_months(earlier: date, later: date) -> int:
    """Return the whole months from one day to another, never below 0."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month - (later.day < earlier.day)
    return max(0, months)


def list_known(verdicts: Sequence[StatementVerdict], shelf: Shelf) -> tuple[KnownPlay, ...]:
    rows = []
    for verdict in verdicts:
        rows += [
            KnownPlay(statement=verdict.statement, play_id=play_id, verdict="known", depth=verdict.depth)
            for play_id in verdict.known
        ]
        rows += [
            KnownPlay(statement=verdict.statement, play_id=p, verdict="name_only", depth=1, lacks=shelf.lacks.get(p))
            for p in verdict.name_only
        ]
    return tuple(rows)


def choose_asks(
    verdicts: Sequence[StatementVerdict],
    fits: Sequence[Fit],
    shelf: Shelf,
    suggestions: Sequence[Suggestion],
    limit: int,
) -> tuple[Ask, ...]:
    """Ask only where the answer could change the suggestions: an uncertain play that would have been among them."""
    chosen = {suggestion.play_id for suggestion in suggestions}
    would_do: list[str] = []
    places = 0
    for fit in fits:
        if shelf.standings[fit.play_id] is Standing.UNCERTAIN:
            would_do.append(fit.play_id)
        elif fit.play_id in chosen:
            places += 1
        if places >= limit:
            break
    asks: dict[str, Ask] = {}
    for play_id in would_do:
        statement = shelf.statements.get(play_id, "")
        verdict = next((v for v in verdicts if v.statement == statement), None)
        if verdict is None or statement in asks or len(asks) >= MOST_ASKS:
            continue
        asks[statement] = _ask_about(verdict, play_id)
    return tuple(asks.values())


def _ask_about(verdict: StatementVerdict, play_id: str) -> Ask:
    if verdict.ask is not None:
        candidates = verdict.candidates if play_id in verdict.candidates else (*verdict.candidates[:2], play_id)
        return Ask(statement=verdict.statement, question=verdict.ask, candidates=candidates)
    question = "Walk me through the last time you did this: what did the executive get from you?"
    return Ask(statement=verdict.statement, question=question, candidates=(play_id,))


def list_refusals(
    read: ReadRequest, verdicts: Sequence[StatementVerdict], library: Library, policies: Policies
) -> tuple[Refusal, ...]:
    practices = {practice.id: practice for practice in library.practices}
    named = [p for verdict in verdicts for p in verdict.refused]
    named += [p.practice for p in read.reading.practices if p.likelihood >= policies.thresholds.refused_aside]
    return tuple(
        Refusal(practice=practices[p].title, reason=practices[p].reason, instead=practices[p].instead)
        for p in dict.fromkeys(named)
        if p in practices
    )


def list_deeper(fits: Sequence[Fit], shelf: Shelf, library: Library, offered: int, limit: int) -> tuple[Deeper, ...]:
    """Where fewer new plays than asked for fit, the next level of what the seller does is worth more than a false novelty."""
    if offered >= limit:
        return ()
    known = [fit.play_id for fit in fits if shelf.standings[fit.play_id] is Standing.KNOWN]
    return tuple(Deeper(play_id=play_id, text=library.play_by_id[play_id].section("deeper")) for play_id in known[:MOST_DEEPER])


def list_left_out(fits: Sequence[Fit], shelf: Shelf) -> tuple[LeftOut, ...]:
    words = {Standing.KNOWN: "you do it already", Standing.UNCERTAIN: "you may do it already, I am not sure"}
    return tuple(
        LeftOut(
            play_id=fit.play_id,
            because=f"{words[shelf.standings[fit.play_id]]}: {shelf.statements.get(fit.play_id, '')}",
        )
        for fit in fits
        if shelf.standings[fit.play_id] in words
    )


def write_note(
    read: ReadRequest,
    fits: Sequence[Fit],
    suggestions: Sequence[Suggestion],
    asks: Sequence[Ask],
    left_out: Sequence[LeftOut],
    *,
    has_deeper: bool,
) -> str:
    parts = list(read.notes)
    if not fits:
        parts.append("No play of the library answers this signal for this executive.")
    elif not suggestions and len(left_out) == len(fits):
        level = "; here is the deeper level of it" if has_deeper else ""
        parts.append(f"Everything that fits is something you do, or may do, already{level}.")
    elif not suggestions:
        parts.append("What fits could not be put in words that hold; ask again, or open the cards with 'coach play'.")
    if not read.signals:
        parts.append("You gave no signal, so these plays make their own reason; a dated signal gives better ones.")
    if left_out:
        parts.append(f"{len(left_out)} of {len(fits)} fitting plays were left out because you know them or may know them.")
    if asks:
        parts.append("Your answer to the question may change this list.")
    return " ".join(parts)


def list_warnings(
    request: PlaysRequest,
    shelves: Shelves,
    ledger: Sequence[LedgerEntry],
    drafted: GroundedDraft,
) -> tuple[str, ...]:
    warnings = [*shelves.warnings, *drafted.warnings]
    if not ledger and not request.seller.knows:
        who = request.seller.name or request.seller.id
        does = "you already do" if who == "me" else f"{who} already does"
        warnings.append(
            f"I know nothing yet of what {does}, so everything counts as new; say it in their own words for a better answer."
        )
    warnings += [f"I do not know the field '{name}'; it was ignored." for name in request.ignored_fields()]
    warnings += [f"{f.play_id} was dropped: {f.what} rests on nothing that was given or shown." for f in drafted.dropped]
    return tuple(warnings)


def state_provenance(
    shelves: Shelves,
    drafters: tuple[Drafter | None, Drafter],
    read: ReadRequest,
    shown: Sequence[Passage],
    drafted: GroundedDraft,
) -> Provenance:
    model, playbook = drafters
    cards = {passage.card_id for passage in shown}
    return Provenance(
        corpus_digest=shelves.library.digest,
        embedder=shelves.embedder_name,
        passages_shown=tuple(passage.id for passage in shown),
        drafter=model.name if model is not None and drafted.drafted_by == "model" else playbook.name,
        repairs=drafted.repairs,
        cards={
            card.id: f"{card.owner}, reviewed {card.reviewed.isoformat()}" for card in shelves.library.plays if card.id in cards
        },
        usage=drafted.usage.plus(read.reading.usage) if drafted.usage is not None else read.reading.usage,
        prompt=drafted.prompt,
    )
