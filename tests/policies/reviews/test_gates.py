"""The gates: met, not met, or for a human, each with its reason."""

from datetime import date

import pytest

from copilot.domain.certification import Fault, Submission, Window
from copilot.policies.reviews.faults import find_faults
from copilot.policies.reviews.gates import judge_gates
from tests.policies.deck_maker import features_of, make_deck, make_story
from tests.policies.more_sample_decks import MORE_SAMPLES
from tests.policies.reviews.test_rubric_scoring import RUBRIC
from tests.policies.sample_decks import D01, SAMPLES, Sample

OPENING = "# Orrin Cement: kilns\nTomas Keller, KilnSight\nExecutive: Ilse Brandt, COO\n"


def states(
    text: str, *, told: str | None = None, submission: Submission | None = None, faults: tuple[Fault, ...] = ()
) -> dict[str, str]:
    story = make_story(told) if told else None
    features = features_of(make_deck(text), story, as_of=date(2026, 9, 11), author="Tomas Keller")
    found = (*find_faults(features, RUBRIC, Submission()), *faults)
    return {gate.id: gate.state for gate in judge_gates(RUBRIC, features, found, Submission())}


@pytest.mark.parametrize("sample", [*SAMPLES, *MORE_SAMPLES], ids=lambda each: each.name)
def test_every_missed_gate_is_found_and_no_other_is_called_missed(sample: Sample) -> None:
    """GT8 rests on faults of integrity, which the job adds; it is tested there."""
    features = features_of(sample.deck, sample.story, as_of=sample.as_of, author=sample.author)
    gates = judge_gates(RUBRIC, features, find_faults(features, RUBRIC, Submission()), Submission())
    missed = {gate.id for gate in gates if gate.state == "not_met"}
    assert missed == set(sample.not_met) - {"GT8"}
    assert all(gate.reason.endswith(".") for gate in gates)


@pytest.mark.parametrize(
    ("text", "gate", "state"),
    [
        (OPENING, "GT1", "met"),
        ("# Selling to mid-size banks\nTomas Keller, KilnSight", "GT1", "not_met"),
        ("# Orrin Cement: kilns\nTomas Keller, KilnSight\nExecutive: the COO", "GT2", "not_met"),
        (OPENING + "# Proof\n12 likes on my post", "GT3", "not_met"),
        (OPENING + '# Proof\n3 Aug | Brandt | "Who told you that?"', "GT3", "cannot_tell"),
        (OPENING + '# Proof\n3 Aug | Brandt | "Who told you?"\n9 Aug | Brandt | "Come and see it."', "GT3", "met"),
        (OPENING + "# Proof\npicture: a mail thread", "GT3", "cannot_tell"),
        (OPENING + "# Next step\nCatch up soon", "GT4", "not_met"),
        (OPENING + "# Next step\n4 September 2026: Brandt decides", "GT4", "not_met"),
        (OPENING + "# Next step\n11 September 2026: Brandt decides", "GT4", "met"),  # the day of the review is not past
        (OPENING + "# Next step\n25 September 2026: Brandt decides", "GT4", "met"),
        (OPENING, "GT5", "not_met"),
        (OPENING, "GT6", "met"),
        (OPENING + "# Why now\nWebinar lead passed to me by marketing", "GT7", "not_met"),
    ],
)
def test_a_gate_says_what_the_deck_shows(text: str, gate: str, state: str) -> None:
    assert states(text)[gate] == state


def test_a_date_that_is_only_spoken_is_for_a_human() -> None:
    told = "Ilse Brandt runs the plants. The next step is the twenty-fifth of September, she decides there."
    assert states(OPENING, told=told)["GT4"] == "cannot_tell"


@pytest.mark.parametrize("kind", ["injection", "other_account_named", "author_differs", "near_identical"])
def test_an_integrity_flag_keeps_its_gate_open_and_fails_nobody(kind: str) -> None:
    flag = Fault.model_validate({"kind": kind, "where": "slide 2", "excerpt": ""})
    assert states(OPENING, faults=(flag,))["GT6"] == "cannot_tell"


@pytest.mark.parametrize("kind", ["private_contact_detail", "family_or_health_detail"])
def test_a_private_detail_closes_the_gate_of_privacy(kind: str) -> None:
    flag = Fault.model_validate({"kind": kind, "where": "slide 2", "excerpt": ""})
    assert states(OPENING, faults=(flag,))["GT8"] == "not_met"


@pytest.mark.parametrize(
    ("submission", "state"),
    [
        (Submission(), "met"),
        (Submission(origin="own outbound"), "met"),
        (Submission(origin="inbound webinar"), "not_met"),
        (Submission(origin="renewal"), "cannot_tell"),
        (Submission(window=Window(start=date(2026, 8, 1), end=date(2026, 10, 31))), "met"),
        (Submission(window=Window(start=date(2026, 9, 1), end=date(2026, 10, 31))), "not_met"),
        (Submission(window=Window(start=date(2026, 1, 1), end=date(2026, 6, 30))), "not_met"),
    ],
)
def test_whose_opportunity_it_is_comes_from_the_deck_and_the_submission(submission: Submission, state: str) -> None:
    features = features_of(D01.deck, D01.story, as_of=D01.as_of, author=D01.author)
    gates = judge_gates(RUBRIC, features, find_faults(features, RUBRIC, submission), submission)
    assert {gate.id: gate.state for gate in gates}["GT7"] == state


def test_a_gate_of_another_rubric_is_left_to_a_human() -> None:
    strange = RUBRIC.gates[0].model_copy(update={"id": "GT9"})
    rubric = RUBRIC.model_copy(update={"gates": (*RUBRIC.gates, strange)})
    features = features_of(D01.deck, D01.story, as_of=D01.as_of, author=D01.author)
    assert judge_gates(rubric, features, (), Submission())[-1].state == "cannot_tell"
