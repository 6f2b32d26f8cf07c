"""Passages of the library for a query; with a filter only those of plays that a persona, a signal or a seller's shelf leaves."""

from datetime import date

from copilot.domain.evidence import FoundPassage, SearchFilter
from copilot.domain.library import Library
from copilot.errors import InvalidRequest
from copilot.policies.novelty import Standing, stand_of_entry
from copilot.ports import SellerStore, Shelves

MOST_FOUND = 50
MOST_QUERY = 2000  # characters


def search_library(
    query: str, limit: int, narrow: SearchFilter, *, shelves: Shelves, store: SellerStore, today: date
) -> tuple[FoundPassage, ...]:
    """Return the best passages, best first. Raises InvalidRequest for what cannot be looked for."""
    if not query.strip():
        raise InvalidRequest("The query is empty; say what you look for.")
    if len(query) > MOST_QUERY:
        raise InvalidRequest(f"The query is longer than {MOST_QUERY} characters; a few words find more.")
    if not 1 <= limit <= MOST_FOUND:
        raise InvalidRequest(f"Between 1 and {MOST_FOUND} passages can be asked for; mend the number.")
    if narrow == SearchFilter():
        return shelves.search(query, limit=limit)
    within = choose_plays(shelves.library, narrow)
    if narrow.new_to:
        ledger = store.ledger(narrow.new_to)
        within -= {entry.play_id for entry in ledger if stand_of_entry(entry, today) is Standing.KNOWN}
    return shelves.search(query, limit=limit, within=within)


def choose_plays(library: Library, narrow: SearchFilter) -> frozenset[str]:
    """Return the plays that suit the persona and answer the signal. Raises InvalidRequest where the library has no such one."""
    if narrow.persona is not None and narrow.persona not in library.persona_by_slug:
        known = ", ".join(sorted(library.persona_by_slug))
        raise InvalidRequest(f"The library has no such persona; use one of: {known}.")
    if narrow.signal is not None and narrow.signal not in library.signal_by_id:
        raise InvalidRequest("The library has no such signal; corpus/signals.yaml lists them, results-call for one.")
    return frozenset(
        play.id
        for play in library.plays
        if play.suits(narrow.persona) and (narrow.signal is None or narrow.signal in play.signals)
    )
