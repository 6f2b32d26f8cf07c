"""One flaw at a time in a sound deck, beside a clean twin that only looks like it: catches, and false alarms next to them."""

from collections.abc import Sequence

from evals.cases import Case, read_cases
from evals.deck_builder import DeckChange, hand_in
from evals.desk import Desk
from evals.outcomes import ItemOutcome, Shown
from evals.suites import Suite


class FlawCase(Case):
    """A sound deck, the change that plants a flaw, and the change that only resembles it."""

    base: str
    kind: str
    flaw: DeckChange
    twin: DeckChange = DeckChange()
    why: str = ""


def read() -> Sequence[Case]:
    return read_cases("flaws.yaml", FlawCase)


def play(case: FlawCase, desk: Desk) -> ItemOutcome:
    review = desk.plain_reviews.review_submission
    flawed, clean = (review(hand_in(case.base, change)) for change in (case.flaw, case.twin))
    base = {fault.kind for fault in review(hand_in(case.base)).faults}
    caught = case.kind in {fault.kind for fault in flawed.faults}
    alarmed = [fault for fault in clean.faults if fault.kind == case.kind or fault.kind not in base]
    return ItemOutcome(
        suite=SUITE.name,
        id=case.id,
        cluster=case.kind,
        counts={"caught": (float(caught), 1.0), "clean_alarmed": (float(bool(alarmed)), 1.0)},
        shown=Shown(
            asked=f"{case.kind} planted in {case.base}: {case.flaw.model_dump_json(exclude_defaults=True)[:600]}",
            answered="flawed: " + (", ".join(sorted({f.kind for f in flawed.faults})) or "nothing raised"),
            findings=tuple(f"on the clean twin: {f.kind} ({f.where}): {f.excerpt}" for f in alarmed),
        ),
    )


SUITE = Suite("flaws", read, play, weight=0.5)
