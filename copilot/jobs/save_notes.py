"""After a one-on-one: what was promised, asked, tried and said is written down on the seller's word, all of it or nothing."""

from collections.abc import Callable, Sequence
from datetime import date

from copilot.domain.coaching import Commitment, CommitmentOutcome
from copilot.domain.library import Play
from copilot.domain.one_on_one import MeetingNotes, MeetingRecord, SavedNotes
from copilot.domain.people import LedgerEntry
from copilot.errors import InvalidRequest
from copilot.policies.one_on_ones.commitments import find_commitments, list_open
from copilot.policies.one_on_ones.question_fill import shorten
from copilot.ports import SellerStore

MOST_LISTED = 5  # commitments that an error names


def save_notes(
    seller_id: str, notes: MeetingNotes, get_play: Callable[[str], Play], store: SellerStore, today: date
) -> SavedNotes:
    """Write a meeting into the record and return how much was written. A play nobody knows is named, and nothing is written."""
    if not (notes.became or notes.commitments or notes.asked or notes.tried or notes.knows):
        raise InvalidRequest(
            "There is nothing to write down; give a commitment, what became of one, a question, a play tried, or what they know."
        )
    on = notes.on or today
    became = _name_commitments(notes.became, lambda: [each for each in store.meetings(seller_id) if each.on <= on])
    tried = [
        LedgerEntry(play_id=get_play(each.play).id, kind="tried", on=on, depth=each.depth, outcome=each.outcome)
        for each in notes.tried
    ]
    meeting = MeetingRecord(on=on, became=became, commitments=notes.commitments, asked=notes.asked, knows=notes.knows)
    store.record_meeting(seller_id, meeting, tried)
    return SavedNotes(
        seller_id=seller_id,
        on=on,
        became=len(became),
        commitments=len(notes.commitments),
        asked=len(notes.asked),
        tried=len(tried),
        knows=len(notes.knows),
        warnings=tuple(f"I do not know the field '{name}'; it was ignored." for name in notes.ignored_fields()),
    )


def _name_commitments(
    became: Sequence[CommitmentOutcome], read_meetings: Callable[[], Sequence[MeetingRecord]]
) -> tuple[CommitmentOutcome, ...]:
    """Return what became of promises, each by its whole words. Raises InvalidRequest where one is not known, or is several."""
    meetings = read_meetings() if became else ()  # notes without any are written even where nothing was before
    return tuple(each.model_copy(update={"commitment": _name_one(each.commitment, meetings)}) for each in became)


def _name_one(named: str, meetings: Sequence[MeetingRecord]) -> str:
    found = find_commitments(named, meetings)
    if len(found) == 1:
        return found[0].text
    said = shorten(named)
    if found:
        raise InvalidRequest(f"'{said}' could be {_list(found)}; give more of its words, or its number among the open ones.")
    still = list_open(meetings)
    if not still:
        raise InvalidRequest(f"No commitment '{said}' was written down by that day, and none is open; write it down first.")
    raise InvalidRequest(f"No commitment '{said}' was written down by that day; still open: {_list(still)}.")


def _list(commitments: Sequence[Commitment]) -> str:
    return ", ".join(f"{number} '{shorten(each.text)}'" for number, each in enumerate(commitments[:MOST_LISTED], 1))


def require_seller_id(seller_id: str) -> str:
    """Return an id that can be kept. Raises InvalidRequest."""
    if not seller_id.strip() or len(seller_id) > 80:
        raise InvalidRequest("A seller's id has 1 to 80 characters; use the one your team knows.")
    return seller_id
