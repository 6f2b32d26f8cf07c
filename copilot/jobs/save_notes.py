"""After a one-on-one: what was promised, asked, tried and said is written down on the seller's word, all of it or nothing."""

from collections.abc import Callable
from datetime import date

from copilot.domain.library import Play
from copilot.domain.one_on_one import MeetingNotes, MeetingRecord, SavedNotes
from copilot.domain.people import LedgerEntry
from copilot.errors import InvalidRequest
from copilot.ports import SellerStore


def save_notes(
    seller_id: str, notes: MeetingNotes, get_play: Callable[[str], Play], store: SellerStore, today: date
) -> SavedNotes:
    """Write a meeting into the record and return how much was written. A play nobody knows is named, and nothing is written."""
    if not (notes.commitments or notes.asked or notes.tried or notes.knows):
        raise InvalidRequest("There is nothing to write down; give a commitment, a question, a play tried, or what they know.")
    on = notes.on or today
    tried = [
        LedgerEntry(play_id=get_play(each.play).id, kind="tried", on=on, depth=each.depth, outcome=each.outcome)
        for each in notes.tried
    ]
    meeting = MeetingRecord(on=on, commitments=notes.commitments, asked=notes.asked, knows=notes.knows)
    store.record_meeting(seller_id, meeting, tried)
    return SavedNotes(
        seller_id=seller_id,
        on=on,
        commitments=len(notes.commitments),
        asked=len(notes.asked),
        tried=len(tried),
        knows=len(notes.knows),
        warnings=tuple(f"I do not know the field '{name}'; it was ignored." for name in notes.ignored_fields()),
    )


def require_seller_id(seller_id: str) -> str:
    """Return an id that can be kept. Raises InvalidRequest."""
    if not seller_id.strip() or len(seller_id) > 80:
        raise InvalidRequest("A seller's id has 1 to 80 characters; use the one your team knows.")
    return seller_id
