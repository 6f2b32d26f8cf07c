"""A cohort in a process of its own, which tells what its steps do and can be killed at any of those moments.

    python -m tests.cohort_child HOME LOG KILL_AT [hold]

Each moment is a line in LOG: who, what (begin, made, kept), step, review. At moment number KILL_AT the process kills itself with
SIGKILL; with `hold` it waits for a line on standard input at its first. Decks are plain values, so that a run takes a second.
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
from copilot.domain.decks import Deck, Story
from copilot.domain.submissions import CohortMember, HandedIn, HandedInFile
from copilot.errors import UnreadableDeck
from copilot.jobs import run_review
from copilot.settings import Settings
from tests.policies.deck_maker import make_deck

DECKS = 6
BAD = "s03"
_lock = threading.Lock()
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


def main(home: str, log: str, kill_at: str, hold: str = "") -> None:
    note = _make_notes(Path(log), int(kill_at), hold == "hold")
    run_review._STEPS = MappingProxyType({name: _told(name, step, note) for name, step in run_review._STEPS.items()})
    bootstrap.SafeSubmissionReader = lambda *_: PlainSubmissions()  # type: ignore[assignment,misc]
    desk: Any = bootstrap.build_reviews(Settings(home=Path(home), library="", model=""), today=lambda: date(2026, 6, 19))
    keep = desk._store.keep_outcome

    def keep_outcome(review_id: str, step: str, outcome: str) -> None:
        keep(review_id, step, outcome)
        if step in run_review._STEPS:
            note("kept", step, review_id)

    desk._store.keep_outcome = keep_outcome
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
        note("begin", name, review_id)
        made: str = step(bench, review_id)
        note("made", name, review_id)
        return made

    return take


if __name__ == "__main__":
    main(*sys.argv[1:])
