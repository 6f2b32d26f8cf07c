"""Where a playbook seems to break first: the same for the same card, with two facts, a rival, and no certainty without enough."""

from collections.abc import Sequence
from typing import Any

from copilot.domain.card_tables import SellerCard
from copilot.domain.coaching import Card, Measures
from evals.cases import Case, read_cases
from evals.desk import Desk
from evals.outcomes import Check, ItemOutcome, Shown
from evals.scorers.library_text import find_unknown_numbers
from evals.suites import Suite


class CardCase(Case):
    """A sound card with some lines changed, and the step at which a careful reader sees the break."""

    change: dict[str, Any]
    measures: dict[str, Any] = {}
    step: int | None
    too_few: bool = False
    why: str = ""


SOUND = "sound_card.yaml"


def read() -> Sequence[Case]:
    return read_cases("diagnosis.yaml", CardCase)


def play(case: CardCase, desk: Desk) -> ItemOutcome:
    fields = {name: value for name, value in (_sound() | case.change).items() if value is not None}
    card, measures = Card.model_validate(fields), Measures.model_validate(case.measures)
    reading, again = (desk.copilot.read_card(SellerCard(seller="x", card=card, measures=measures)) for _ in range(2))
    found = reading.diagnosis
    told = " ".join(found.facts)
    unknown = find_unknown_numbers(told, str(fields), str(case.measures), _shares(fields))
    checks = [
        Check(gate="same_twice", holds=reading == again, what="another reading of the same card"),
        Check(gate="careful", holds=found.too_few_to_tell == case.too_few, what=f"too few to tell: {found.too_few_to_tell}"),
        Check(gate="rival", holds=bool(found.rival_explanation), what="no rival explanation"),
    ]
    if found.step:  # where the card itself is blank there are no two lines to take facts from
        checks.append(Check(gate="facts", holds=len(set(found.fact_fields)) >= 2, what=f"facts from {found.fact_fields}"))
        checks.append(Check(gate="numbers", holds=not unknown, what=f"{', '.join(unknown)} stands on no card: {told}"))
    return ItemOutcome(
        suite=SUITE.name,
        id=case.id,
        checks=tuple(checks),
        counts={"step": (float(found.step == case.step), 1.0)},
        shown=Shown(
            asked=f"{case.change} {case.measures}", answered=f"step {found.step}: {told}", findings=(f"wanted: {case.step}",)
        ),
    )


def _sound() -> dict[str, Any]:
    class Sound(Case):
        card: dict[str, Any]

    return read_cases(SOUND, Sound)[0].card


def _shares(fields: dict[str, Any]) -> str:
    """Return what any two figures of one line divide to, in per cent, and their difference: sums a fact may state."""
    told = []
    for value in fields.values():
        for each in value if isinstance(value, list) else [value]:
            figures = [n for n in each.values() if isinstance(n, int | float)] if isinstance(each, dict) else [each]
            numbers = [n for n in figures if isinstance(n, int | float) and not isinstance(n, bool)]
            told += [str(round(100 * a / b)) for a in numbers for b in (*numbers, 1) if b]
            told += [str(abs(a - b)) for a in numbers for b in numbers]
    return " ".join([*told, *map(str, range(18)), "100"])


SUITE = Suite("diagnosis", read, play, weight=0.05)
