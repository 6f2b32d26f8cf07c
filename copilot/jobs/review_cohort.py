"""A cohort: every submission is read, the decks are compared with each other, then each is reviewed.

Whatever was done before is not done again; a deck that cannot be read is a row with its sentence and stops nobody. No row
compares people: likeness between decks is shown to the leader alone, as passages of both.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from copilot.domain.certification import SimilarDeck
from copilot.domain.reviews import FINISHED, CohortReport, CohortRow, KeptReview
from copilot.domain.submissions import CohortMember, HandedIn
from copilot.errors import CallerError
from copilot.jobs.run_review import FAILED, READ, REVIEW, keep_similar, read_similar, read_sketch
from copilot.policies.reviews.similarity import find_similar
from copilot.ports import Progress
from copilot.review_ports import ReviewRuns, ReviewStore

OTHER_WORKS = "{holder} holds the reviews of this data folder and did the work; nothing was done twice."


@dataclass(frozen=True)
class CohortDesk:
    """What a cohort is reviewed with. `open_member` keeps a submission and opens its review, once for the same files."""

    store: ReviewStore
    runs: ReviewRuns
    open_member: Callable[[HandedIn, str, str], str]
    get_review: Callable[[str], KeptReview]


def review_cohort(
    name: str, members: Iterable[CohortMember], *, desk: CohortDesk, progress: Progress | None = None
) -> CohortReport:
    """Return a row for every submission, in their order. `name` tells this cohort from others in the same data folder."""
    opened = [(member.name, *_open(member, name, desk)) for member in members]
    ids = {review_id: folder for folder, review_id, _ in opened if review_id is not None}
    holder = _work(desk, _start(desk, ids, READ), {"read", *FINISHED}, "Read", progress)
    similar = _compare(desk, ids)
    holder = _work(desk, _start(desk, ids, REVIEW), set(FINISHED), "Reviewed", progress) or holder
    rows = [
        CohortRow(submission=folder, status="refused", sentence=why)
        if review_id is None
        else _row(folder, desk, review_id, similar.get(review_id, ()))
        for folder, review_id, why in opened
    ]
    return CohortReport(rows=tuple(rows), note=OTHER_WORKS.format(holder=holder) if holder else None)


def _open(member: CohortMember, cohort: str, desk: CohortDesk) -> tuple[str | None, str | None]:
    """Open the review of a submission, or return why there is none, in its one sentence."""
    try:
        return desk.open_member(member.read(), f"cohort {cohort} {member.name}", f"cohort {cohort} {member.name}"), None
    except CallerError as error:
        return None, str(error)


def _start(desk: CohortDesk, ids: Iterable[str], stage: str) -> tuple[str, ...]:
    """Start a stage of every review that has not come through it; one that failed for no fault of the deck begins anew."""
    started = []
    for review_id in ids:
        status = desk.store.status(review_id)
        if status == "failed":
            desk.store.mark(review_id, "waiting")
        if status in ("done", "refused") or (stage == READ and desk.store.outcome(review_id, "sketch") is not None):
            continue
        desk.runs.start(review_id, stage)
        started.append(review_id)
    return tuple(started)


def _work(desk: CohortDesk, ids: Sequence[str], over: set[str], what: str, progress: Progress | None) -> str | None:
    """Wait until every review has come so far, taking up the work where nobody does it; return who else did it, if so."""
    told, holder = -1, None
    while True:
        waiting = [review_id for review_id, status in desk.store.statuses(ids).items() if status not in over]
        come = len(ids) - len(waiting)
        if progress is not None and come != told and ids:
            progress(what, come, len(ids))
        if not waiting:
            return holder
        if come == told:
            _revive(desk, waiting[0])  # the first in the queue
        told = come
        holder = None if desk.runs.tend() else desk.runs.holder() or holder
        desk.runs.pause()


def _revive(desk: CohortDesk, review_id: str) -> None:
    """Where a run broke off it begins anew; one that keeps breaking off is a row that failed, and stops nobody."""
    if not desk.runs.revive(review_id):
        desk.store.mark(review_id, "failed", sentence=FAILED)


def _compare(desk: CohortDesk, ids: dict[str, str]) -> dict[str, tuple[SimilarDeck, ...]]:
    """Return for each review which decks of the cohort read nearly the same, by the names of their folders, and keep that."""
    sketches = [sketch for review_id in ids if (sketch := read_sketch(desk.store, review_id)) is not None]
    found = {
        review_id: tuple(row.model_copy(update={"submission": ids[row.submission]}) for row in rows)
        for review_id, rows in find_similar(sketches).items()
    }
    for review_id, rows in found.items():
        if read_similar(desk.store, review_id) is None:
            keep_similar(desk.store, review_id, rows)
    return found


def _row(folder: str, desk: CohortDesk, review_id: str, similar: tuple[SimilarDeck, ...]) -> CohortRow:
    review = desk.get_review(review_id)
    row = CohortRow(submission=folder, review_id=review_id, status=review.status, sentence=review.sentence)
    if review.result is None:
        return row
    result = review.result
    return row.model_copy(
        update={
            "total": result.total,
            "verdict": result.verdict,
            "levels": {criterion.id: criterion.level for criterion in result.criteria},
            "gates_not_met": tuple(gate.id for gate in result.gates if gate.state == "not_met"),
            "open_gates": result.open_gates,
            "faults": tuple(dict.fromkeys(fault.kind for fault in result.faults)),
            "similar": similar,
            "changes": review.changes,
        }
    )
