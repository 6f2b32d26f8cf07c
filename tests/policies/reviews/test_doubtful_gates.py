"""A gate falsely closed is worse than one left open: what may be meant as a next step or an account is for a human to say."""

from datetime import date

import pytest

from copilot.domain.certification import Submission
from copilot.policies.reviews.faults import find_faults
from copilot.policies.reviews.gates import judge_gates
from tests.policies.deck_maker import features_of, make_deck
from tests.policies.reviews.test_rubric_scoring import RUBRIC

OPENING = "# Orrin Cement: kilns\nTomas Keller, KilnSight\nExecutive: Ilse Brandt, COO\n"
MIDDLE = "# Why now\nPermit of 3 June 2026\n# Who\nIlse Brandt, COO\n# What I did\nLetter\n"
CLOSE = "\n# What I learned\nI ask before I send"


def state(text: str, gate: str) -> str:
    features = features_of(make_deck(text), None, as_of=date(2026, 9, 11), author="Tomas Keller")
    faults = find_faults(features, RUBRIC, Submission())
    return {each.id: each.state for each in judge_gates(RUBRIC, features, faults, Submission())}[gate]


@pytest.mark.parametrize(
    "slide",
    [
        "# 29 September. And what might trip it up\n29 September 2026: Brandt holds the kiln day, she decides on the trial",
        "# Tuesday 6 October, and the holes in it\nTuesday 6 October 2026: Brandt chairs. Will the insurer agree? Unknown",
        "# 1 October 2026\nIlse Brandt has called the meeting, 10:00, kiln hall",
        "# October 5 and what could go wrong\nOctober 5: Brandt and the plant walk kiln 2",
        "# 30. September, und was schief gehen kann\n30. September 2026: Brandt leitet die Begehung",
        "# Am 2. Oktober\nFrau Brandt lädt ein, Ofenhalle, 9 Uhr",
        "# 28 de septiembre y lo que puede fallar\n28 de septiembre 2026: Brandt decide qué horno",
        "# Cita del 7 de octubre\nBrandt invita, 10:00",
        "# Le 8 octobre, et les freins\n8 octobre 2026: Brandt réunit l'équipe du four",
        "# Rendez-vous\n9 octobre 2026, Brandt choisit le four",
    ],
)
def test_a_coming_day_is_a_next_step_under_any_heading(slide: str) -> None:
    assert state(OPENING + MIDDLE + slide + CLOSE, "GT4") == "met"


def test_what_may_be_an_appointment_is_left_to_a_human() -> None:
    """A coming day with a buyer's person, on a slide about something else: neither met nor missed."""
    text = OPENING + MIDDLE + "# Opportunity\nEUR 60,000\n1 October 2026: Brandt opens the books" + CLOSE
    assert state(text, "GT4") == "cannot_tell"


@pytest.mark.parametrize(
    "line",
    ["Follow up after Easter", "Circle back soon", "24/7 support from our partner", "Nachfassen im Herbst", "Un de estos días"],
)
def test_no_day_is_no_day(line: str) -> None:
    assert state(OPENING + MIDDLE + "# Next step\n" + line + CLOSE, "GT4") == "not_met"


def test_a_next_step_is_on_the_day_it_opens_with() -> None:
    text = OPENING + MIDDLE + "# Next step\n29 September 2026: Brandt chooses, before the board of 20 November 2026"
    features = features_of(make_deck(text), None, as_of=date(2026, 9, 11), author="Tomas Keller")
    assert features.next_step is not None
    assert features.next_step.on == date(2026, 9, 29)


@pytest.mark.parametrize(
    "title",
    [
        "KilnSight at a leading cement maker",
        "KilnSight for a Tier-2 retailer",
        "KilnSight bei einem großen Hersteller",
        "KilnSight para una empresa de cemento",
        "KilnSight pour un grand distributeur",
        "KilnSight at a top 20 bank",
    ],
)
def test_a_segment_is_no_account(title: str) -> None:
    assert state(f"# {title}\nTomas Keller, KilnSight\n# Why now\nthe market moves", "GT1") == "not_met"


@pytest.mark.parametrize(
    "title",
    [
        "Orrin Cement: a night for a cold kiln",
        "Voss Steel at a turning point",
        "Kornblum Mühlen: drei Stunden ohne Strom",
        "Bodegas Urbión y la puerta abierta",
        "Ateliers Marchand, le four du mardi",
    ],
)
def test_a_named_account_is_seldom_missed_and_never_denied(title: str) -> None:
    assert state(f"# {title}\nTomas Keller, KilnSight\n# Why now\nthe kiln stands still", "GT1") != "not_met"


@pytest.mark.parametrize(
    "line",
    [
        "Back to the VP after Labor Day",
        "VP level and above in Claims",
        "A supervisor in the Midwest likes it",
        "Director of Operations, to be named",
        "The C-suite of the group",
    ],
)
def test_a_day_a_level_or_a_place_is_no_executive(line: str) -> None:
    assert state(f"# Orrin Cement: kilns\nTomas Keller, KilnSight\n# Who\n{line}\n# Next step\n{line}", "GT2") == "not_met"
