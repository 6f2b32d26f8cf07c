"""From a seller's own words to at most three plays that fit and that they do not know.

Read the request, rank what can be suggested, keep what is new to this seller (what is known or uncertain is told, never
offered), draft from the passages shown, check, and check novelty once more. Nothing is written: what a seller knows changes
only when a person says so.
"""

from collections.abc import Sequence
from datetime import date

from copilot.domain.drafts import Candidate, DraftRequest, SuggestionDraft
from copilot.domain.evidence import Passage
from copilot.domain.library import Library
from copilot.domain.people import LedgerEntry
from copilot.domain.plays import PlaysRequest, PlaysResult, ResolvedRequest
from copilot.errors import StoreUnavailable
from copilot.jobs.grounded_draft import GroundedDraft, draft_with_fallback
from copilot.jobs.plays_answer import (
    choose_asks,
    finish_suggestion,
    list_deeper,
    list_known,
    list_left_out,
    list_refusals,
    list_warnings,
    state_provenance,
    write_note,
)
from copilot.jobs.read_request import ReadRequest, read_request
from copilot.jobs.recognise_plays import judge_all, merge_answers
from copilot.policies.fit import Fit, fit_to_persona, fit_to_signals, rank_fits, spread
from copilot.policies.novelty import Shelf, Standing, find_nearest_known
from copilot.policies.policy_set import Policies
from copilot.ports import Drafter, Reader, SellerStore, Shelves

SPARE_CANDIDATES = 3  # beyond the limit, so that a drafter may choose and a dropped draft can be replaced


def suggest_plays(
    request: PlaysRequest,
    *,
    shelves: Shelves,
    reader: Reader,
    model: Drafter | None,
    playbook: Drafter,
    store: SellerStore,
    policies: Policies,
    today: date,
    prefer: Sequence[str] = (),
) -> PlaysResult:
    """Return suggestions with what is known, what has to be asked, what is declined, and why the rest was left out.

    Plays to prefer (a one-on-one names those that answer its break) come first where they suit the executive, signal or not.
    """
    library = shelves.library
    as_of = request.as_of or today
    read = read_request(request, library, reader, as_of)
    ledger, trouble = _read_ledger(store, request.seller.id)
    answers = request.seller.answers
    verdicts = judge_all(read.reading.statements, library, policies, answers)
    shelf = policies.set_shelf(
        library,
        read.reading.statements,
        verdicts,
        ledger,
        answered=merge_answers(answers),
        as_of=as_of,
        limits=policies.thresholds,
    )
    fits = _rank(request, read, shelf, shelves)
    offer = _choose_offer(request, read, fits, shelf, library, policies, prefer)
    candidates = _candidates(spread(offer, library, request.limit + SPARE_CANDIDATES), read, library, shelf)
    shown = tuple(p for candidate in candidates for p in shelves.passages_of(candidate.play.id))
    drafted = _draft(request, read, candidates, shown, (model, playbook), policies)
    chosen = _keep(drafted.suggestions, offer, request.limit)
    suggestions = tuple(finish_suggestion(draft, candidates, library, read.as_of) for draft in chosen)
    asks = choose_asks(verdicts, fits, shelf, suggestions, request.limit)
    offered = {suggestion.play_id for suggestion in suggestions}
    left_out = tuple(row for row in list_left_out(fits, shelf) if row.play_id not in offered)
    deeper = list_deeper(fits, shelf, library, len(suggestions), request.limit)
    return PlaysResult(
        suggestions=suggestions,
        known=list_known(verdicts, shelf),
        ask=asks,
        refused=list_refusals(read, verdicts, library, policies),
        deeper=deeper,
        left_out=left_out,
        read_as=ResolvedRequest(
            persona=read.persona.slug if read.persona else None, signals=tuple(s.signal for s in read.signals)
        ),
        note=write_note(read, fits, suggestions, asks, left_out, has_deeper=bool(deeper)),
        warnings=(*trouble, *list_warnings(request, shelves, ledger, drafted)),
        drafted_by=drafted.drafted_by,
        provenance=state_provenance(shelves, (model, playbook), read, shown, drafted),
    )


def _read_ledger(store: SellerStore, seller_id: str) -> tuple[tuple[LedgerEntry, ...], tuple[str, ...]]:
    """Return the ledger; where it cannot be read, nothing and a warning: an answer without it is better than none."""
    try:
        return store.ledger(seller_id), ()
    except StoreUnavailable as error:
        return (), (f"What was written down about this seller could not be read, so only their words count. {error}",)


def _rank(request: PlaysRequest, read: ReadRequest, shelf: Shelf, shelves: Shelves) -> tuple[Fit, ...]:
    library = shelves.library
    within = frozenset(play.id for play in library.plays if play.can_be_suggested)
    query = " ".join([request.question, *request.signals, read.executive.industry or ""])
    likeness = shelves.rank_cards(query, within=within)
    return rank_fits(library, read.persona, read.signals, standings=shelf.standings, likeness=likeness, as_of=read.as_of)


def _choose_offer(
    request: PlaysRequest,
    read: ReadRequest,
    fits: Sequence[Fit],
    shelf: Shelf,
    library: Library,
    policies: Policies,
    prefer: Sequence[str],
) -> tuple[str, ...]:
    """Return what may be offered, best first: what is new to this seller, those that are preferred before the others."""
    ranked = [fit.play_id for fit in fits]
    plays = [library.play_by_id[play_id] for play_id in prefer if play_id in library.play_by_id]
    wanted = [play.id for play in plays if play.can_be_suggested and fit_to_persona(play, read.persona) > 0]
    offer = policies.keep_new([*wanted, *(p for p in ranked if p not in wanted)], library, shelf)
    if not request.include_known:
        return offer
    return tuple(p for p in ranked if p in offer or shelf.standings[p] is Standing.KNOWN)


def _candidates(play_ids: Sequence[str], read: ReadRequest, library: Library, shelf: Shelf) -> tuple[Candidate, ...]:
    candidates = []
    for play_id in play_ids:
        play = library.play_by_id[play_id]
        answered = [s for s in read.signals if fit_to_signals(play, [s], library, read.as_of) > 0]
        best_first = sorted(answered, key=lambda s: -fit_to_signals(play, [s], library, read.as_of))
        candidates.append(
            Candidate(
                play=play,
                signals=tuple(best_first),
                nearest_known=find_nearest_known(play, library, shelf),
                standing=shelf.standings[play_id].value,
                lacks=shelf.lacks.get(play_id),
                statement=shelf.words_behind(play_id),
            )
        )
    return tuple(candidates)


def _draft(
    request: PlaysRequest,
    read: ReadRequest,
    candidates: tuple[Candidate, ...],
    shown: tuple[Passage, ...],
    drafters: tuple[Drafter | None, Drafter],
    policies: Policies,
) -> GroundedDraft:
    if not candidates:
        return GroundedDraft(suggestions=(), dropped=(), repairs=0)
    asked = DraftRequest(
        question=request.question,
        seller_name=request.seller.name,
        executive=read.executive,
        persona=read.persona,
        candidates=candidates,
        passages=shown,
        as_of=read.as_of,
        limit=request.limit,
    )
    given = [*read.given(request)]
    given += [f"{c.nearest_known.difference} {c.nearest_known.play_id}" for c in candidates if c.nearest_known]
    given += [c.statement for c in candidates if c.statement]
    return draft_with_fallback(asked, *drafters, policies, given)


def _keep(drafts: Sequence[SuggestionDraft], offer: Sequence[str], limit: int) -> tuple[SuggestionDraft, ...]:
    """Novelty once more, behind the drafter: strangers and second mentions drop out."""
    kept: dict[str, SuggestionDraft] = {}
    for draft in drafts:
        if draft.play_id in offer:
            kept.setdefault(draft.play_id, draft)
    return tuple(kept.values())[:limit]
