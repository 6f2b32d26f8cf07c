"""A cohort in a process of its own, which tells what its steps do and can be killed at any of those moments.

    python -m tests.cohort_child HOME LOG KILL_AT [hold]

Each moment is a line in LOG: who, what (begin, made, kept), step, review. A question to the model is a step of its own here,
`proposal`, and a refusal is kept like an outcome. At moment number KILL_AT the process kills itself with SIGKILL; with `hold` it
waits for a line on standard input at its first. Decks are plain values, so that a run takes a second.
"""

import os
import signal
import sys
import threading
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from copilot import bootstrap
from copilot.domain.certification import Proposal, ProposalRequest, Rating
from copilot.domain.decks import Deck, Story
from copilot.domain.submissions import CohortMember, HandedIn, HandedInFile
from copilot.errors import UnreadableDeck
from copilot.jobs import run_review
from copilot.settings import Settings
from tests.policies.deck_maker import make_deck

DECKS = 12
BAD = "s03"
_lock = threading.RLock()
_at = threading.local()  # the review a thread is at
_seen = 0


class PlainSubmissions:
    """Reads a deck whose bytes are its text."""

    def check_deck(self, file: HandedInFile) -> tuple[str, ...]:
        return ()

    def read_deck(self, file: HandedInFile) -> Deck:
        return self.read_slides(file)

    def read_slides(self, file: HandedInFile) -> Deck:
        if b"spoilt" in file.data:
            raise UnreadableDeck("The deck is spoilt; save it again.")
        return make_deck(file.data.decode())

    def read_pictures(self, file: HandedInFile, deck: Deck) -> Deck:
        return deck

    def read_story(self, file: HandedInFile) -> Story:
        raise UnreadableDeck("There is no story here.")


class CountedModel:
    """A model whose every answer is paid for."""

    name = "model:counted"

    def __init__(self, note: Any) -> None:
        self._note = note

    def propose(self, request: ProposalRequest) -> Proposal:
        self._note("begin", "proposal", _at.review)
        ratings = tuple(Rating(criterion=criterion.id, level=1, confidence="low") for criterion in request.rubric.criteria)
        self._note("made", "proposal", _at.review)
        return Proposal(ratings=ratings)


def main(home: str, log: str, kill_at: str, hold: str = "") -> None:
    note = _make_notes(Path(log), int(kill_at), hold == "hold")
    run_review._STEPS = MappingProxyType({name: _told(name, step, note) for name, step in run_review._STEPS.items()})
    bootstrap.SafeSubmissionReader = lambda *_: PlainSubmissions()  # type: ignore[assignment,misc]
    settings = Settings(home=Path(home), library="", model="")
    desk: Any = bootstrap.build_reviews(settings, today=lambda: date(2026, 6, 19), rater=CountedModel(note))
    keep, mark = desk._store.keep_outcome, desk._store.mark

    def keep_outcome(review_id: str, step: str, outcome: str) -> None:
        with _lock:  # nobody dies between what is kept and its line, so that the log tells all of it
            keep(review_id, step, outcome)
            if step in run_review._STEPS or step == "proposal":
                note("kept", step, review_id)

    def mark_status(review_id: str, status: str, **more: Any) -> None:
        with _lock:
            mark(review_id, status, **more)
            if status == "refused":
                note("kept", more["step"], review_id)

    desk._store.keep_outcome, desk._store.mark = keep_outcome, mark_status
    report = desk.review_cohort("trial", _members(), lambda *told: print(*told, flush=True))
    print(report.model_dump_json(), flush=True)
    desk.close()


def _members() -> list[CohortMember]:
    def read(number: int) -> HandedIn:
        name = f"s{number:02}"
        text = (
            "spoilt" if name == BAD else f"# Account {number}\nExecutive: Ann Lee, CFO\n# Why now\nResults of {number} May 2026"
        )
        return HandedIn(deck=HandedInFile(name="deck.pptx", data=text.encode()))

    return [CohortMember(f"s{number:02}", lambda number=number: read(number)) for number in range(1, DECKS + 1)]  # type: ignore[misc]


def _make_notes(log: Path, kill_at: int, hold: bool) -> Any:
    def note(what: str, step: str, review_id: str) -> None:
        global _seen
        with _lock:
            with log.open("a", encoding="utf-8") as file:
                file.write(f"{os.getpid()} {what} {step} {review_id}\n")
            _seen += 1
            if _seen == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
            if hold and _seen == 1:
                print("holding", flush=True)
                sys.stdin.readline()

    return note


def _told(name: str, step: Any, note: Any) -> Any:
    def take(bench: Any, review_id: str) -> str:
        _at.review = review_id
        note("begin", name, review_id)
        made: str = step(bench, review_id)
        note("made", name, review_id)
        return made

    return take


if __name__ == "__main__":
    main(*sys.argv[1:])
