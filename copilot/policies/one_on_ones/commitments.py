"""What became of what was promised: followed from meeting to meeting, and what is still open is opened first.

Nothing that was written down is changed: a later meeting says what became of an earlier promise, and the last word counts.
"""

import re
from collections.abc import Sequence

from copilot.domain.coaching import Commitment, CommitmentOutcome
from copilot.domain.one_on_one import MEETINGS_BACK, LastTime, MeetingRecord
from copilot.policies.one_on_ones.coaching_refusals import is_private_reason

MOST_OPENED = 4  # promises told on a page; what is older stays in the record
_SAID = {"kept": "kept", "partly": "partly done", "not": "not done", "dropped": "dropped"}
_THEN = {"kept": ".", "partly": "; what is left of it?", "not": "; what did it teach?", "dropped": "."}


def follow_commitments(meetings: Sequence[MeetingRecord]) -> tuple[Commitment, ...]:
    """Return every promise of the meetings, oldest first, with what became of it as last heard; promised again, it is open."""
    followed: dict[str, Commitment] = {}
    for meeting in meetings:
        for outcome in meeting.became:
            key = _plain(outcome.commitment)
            if key in followed:
                followed[key] = _hear(followed[key], outcome)
        for promise in meeting.commitments:
            followed.pop(_plain(promise.text), None)
            followed[_plain(promise.text)] = promise
    return tuple(followed.values())


def list_open(meetings: Sequence[MeetingRecord]) -> tuple[Commitment, ...]:
    """Return the promises that are neither kept nor dropped: those of the newest meeting first, in the order they were made."""
    promised = {_plain(each.text): place for place, meeting in enumerate(meetings) for each in meeting.commitments}
    still = [each for each in follow_commitments(meetings) if each.is_open]
    return tuple(sorted(still, key=lambda each: -promised[_plain(each.text)]))


def list_lately(meetings: Sequence[MeetingRecord]) -> tuple[Commitment, ...]:
    """Return the promises of the last three meetings in which any was made, whatever became of them."""
    made = [{_plain(each.text) for each in meeting.commitments} for meeting in meetings if meeting.commitments]
    lately = set().union(*made[-MEETINGS_BACK:])
    return tuple(each for each in follow_commitments(meetings) if _plain(each.text) in lately)


def find_commitments(named: str, meetings: Sequence[MeetingRecord]) -> tuple[Commitment, ...]:
    """Return the promises that are meant: by the number among the open ones, else by their words, the open ones first."""
    still = list_open(meetings)
    closed = tuple(each for each in follow_commitments(meetings) if not each.is_open)
    if named.strip().isdigit() and 0 < int(named) <= len(still):
        return (still[int(named) - 1],)
    words = _plain(named)
    for some in (still, closed):
        exact = tuple(each for each in some if _plain(each.text) == words)
        found = exact or tuple(each for each in some if words and f" {words} " in f" {_plain(each.text)} ")
        if found:
            return found
    return ()


def keep_decent(commitments: Sequence[Commitment]) -> tuple[Commitment, ...]:
    """Return the promises without a reason that is private: a sheet and a drafter are told what became of it, and no more."""
    return tuple(
        each.model_copy(update={"why": None}) if each.why and is_private_reason(each.why) else each for each in commitments
    )


def tell_promises(commitments: Sequence[Commitment]) -> tuple[LastTime, ...]:
    """Return the promises as a page tells them."""
    return tuple(
        LastTime(text=each.text, due=each.due, done=each.done, became=each.became, why=each.why, told=_tell(each))
        for each in commitments[:MOST_OPENED]
    )


def _tell(each: Commitment) -> str:
    became = each.became or {None: None, True: "kept", False: "not"}[each.done]
    if became is None:
        return "not heard yet. Start here."
    why = f" ({' '.join(each.why.split()).rstrip('.')})" if each.why else ""
    return f"{_SAID[became]}{why}{_THEN[became]}"


def _hear(promise: Commitment, outcome: CommitmentOutcome) -> Commitment:
    fields = {"text": promise.text, "due": promise.due, "became": outcome.became, "why": outcome.why}
    return Commitment.model_validate(fields)


def _plain(text: str) -> str:
    """Return a text by its words alone, as two texts are compared."""
    return " ".join(re.findall(r"\w+", text.casefold()))
