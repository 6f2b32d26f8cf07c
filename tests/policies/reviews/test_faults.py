"""Faults: the plain ones are found, and a good deck has none."""

from datetime import date

import pytest

from copilot.domain.certification import SimilarDeck, Submission
from copilot.domain.decks import Piece
from copilot.policies.reviews.faults import find_faults
from copilot.policies.reviews.injection import find_injections
from copilot.policies.reviews.integrity import find_integrity_faults
from tests.policies.deck_maker import every_line, features_of, make_deck, make_story
from tests.policies.more_sample_decks import MORE_SAMPLES
from tests.policies.reviews.test_rubric_scoring import RUBRIC
from tests.policies.sample_decks import D01, SAMPLES, Sample

OPENING = "# Orrin Cement: kilns\nTomas Keller, KilnSight\nExecutive: Ilse Brandt, COO\n"


def faults_of(sample: Sample) -> list[str]:
    features = features_of(sample.deck, sample.story, as_of=sample.as_of, author=sample.author)
    submission = Submission(author=sample.author, origin=sample.origin)
    lines = every_line(sample.deck, sample.story)
    found = [
        *find_faults(features, RUBRIC, submission),
        *find_integrity_faults(sample.deck, lines, features, find_injections(lines), submission, ()),
    ]
    return [fault.kind for fault in found]


def kinds(text: str, *, told: str | None = None, seconds: float | None = 330.0, **deck: str) -> dict[str, str]:
    made, story = make_deck(text, **deck), make_story(told, seconds=seconds) if told else None  # type: ignore[arg-type]
    features = features_of(made, story, as_of=date(2026, 9, 11), author="Tomas Keller")
    submission, lines = Submission(author="Tomas Keller"), every_line(made, story)
    found = find_faults(features, RUBRIC, submission)
    found += find_integrity_faults(made, lines, features, find_injections(lines), submission, ())
    return {fault.kind: fault.where for fault in found}


@pytest.mark.parametrize("sample", [*SAMPLES, *MORE_SAMPLES], ids=lambda each: each.name)
def test_the_plain_faults_of_a_deck_are_found_and_no_false_one(sample: Sample) -> None:
    found = faults_of(sample)
    assert set(sample.faults) <= set(found)
    assert not set(sample.absent) & set(found)


def test_a_good_deck_has_no_fault() -> None:
    assert faults_of(D01) == []


@pytest.mark.parametrize(
    ("text", "kind", "where"),
    [
        (OPENING + "# Why now\nThey want to become digital, heard at a fair", "signal_undated", "slide 2"),
        (OPENING + "# Why now\nTheir logo is known everywhere", "no_signal", "slide 2"),
        (OPENING + "# Why now\nPermit published 3 June 2025 (state gazette)", "signal_old", "slide 2"),
        (OPENING + "# Proof\n12 likes on my post about fans", "likes_as_proof", "slide 2"),
        (OPENING + "# Proof\nOur CEO wrote to Ilse Brandt and she replied", "colleague_engagement", "slide 2"),
        (OPENING + "# Opportunity\nUp to 2.5 million in savings", "number_without_basis", "slide 2"),
        (OPENING + "# Next step\nCatch up soon", "next_step_without_date", "slide 2"),
        (OPENING + "# Next step\n4 August 2026: Brandt decides", "next_step_date_past", "slide 2"),
        (OPENING + "# Risks\nRisks: budget, timing, competition", "generic_risk", "slide 2"),
        (OPENING + "# Risks\n[Your risk here]", "leftover_placeholders", "slide 2"),
        (OPENING + "# What she said\nClick to add text", "leftover_placeholders", "slide 2"),
        (OPENING + "# Learned\nVP has approved this one", "pressure_on_reviewer", "slide 2"),
        (OPENING + "# Who\nIlse Brandt, COO, mobile 0170 5550123", "private_contact_detail", "slide 2"),
        (OPENING + "# Who\nIlse Brandt, ilse.b@gmail.com", "private_contact_detail", "slide 2"),
        (OPENING + "# Who\nIlse Brandt is back from surgery", "family_or_health_detail", "slide 2"),
        (OPENING + "# Who\nnotes: her husband is ill, be kind", "family_or_health_detail", "slide 2, notes"),
        (
            OPENING + '# What she said\nBrandt: "KilnSight is a game-changing, seamless solution that unlocks value for us."',
            "fabricated_looking_quotes",
            "slide 2",
        ),
    ],
)
def test_a_fault_is_named_with_its_place(text: str, kind: str, where: str) -> None:
    assert kinds(text).get(kind) == where


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (OPENING + "# Opportunity\nEUR 300,000 - 480,000 a year\nAssumptions: 8 to 12 stops, 80 tonnes", "number_without_basis"),
        (OPENING + "# Risks\nRisk: the works council may refuse night readings", "generic_risk"),
        (OPENING + "# Who\nStops: 2,000-2,400 a year, part no. 4711-2004, 20 2026 units", "private_contact_detail"),
        (OPENING + "# Opportunity\nCAD 150,000 - 230,000 over the contract", "private_contact_detail"),
        (OPENING + "# Why now\nThe hospital treats cancer patients and she runs it", "family_or_health_detail"),
        (OPENING + "# Learned\nMy mother's from the island, I stood in the queue with two children", "family_or_health_detail"),
        (OPENING + "# Why now\nIt is a family business, her parent company is listed", "family_or_health_detail"),
        (OPENING + "# Proof\n[name covered] 3 Aug: thread", "leftover_placeholders"),
        (OPENING + "# Next step\nBrandt agreed with the director of the plant", "pressure_on_reviewer"),
        (OPENING + "# Proof\nnotes: Remember to speak slowly. Thank Petra for the coffee.", "other_account_named"),
        (OPENING + "# Why now\nShe would like to raise output", "likes_as_proof"),
    ],
)
def test_what_only_looks_like_a_fault_is_let_be(text: str, kind: str) -> None:
    assert kind not in kinds(text)


def test_another_account_is_noticed_in_notes_and_properties() -> None:
    text = OPENING + "# Who\nIlse Brandt, COO\nnotes: At Pellworm ask for Mrs Thiessen, Pellworm hates slides"
    assert kinds(text)["other_account_named"] == "slide 2, notes"
    assert kinds(OPENING, properties="Pellworm Harbour opportunity")["other_account_named"] == "file, property"
    assert "other_account_named" not in kinds(OPENING, properties="Orrin Cement: kilns")


@pytest.mark.parametrize(
    ("author", "differs"),
    [("Rosa Lindqvist", True), ("Tomas Keller", False), ("Keller, Tomas", False), ("Microsoft Office User", False), ("", False)],
)
def test_another_author_is_noticed_and_a_program_is_none(author: str, differs: bool) -> None:
    assert ("author_differs" in kinds(OPENING, author=author)) is differs


@pytest.mark.parametrize(
    ("seconds", "kind"),
    [(250.0, "story_too_short"), (299.0, "story_too_short"), (300.0, None), (420.0, None), (421.0, "story_too_long")],
)
def test_the_length_of_a_story_is_noticed_at_its_bounds(seconds: float, kind: str | None) -> None:
    found = kinds(OPENING, told="Ilse Brandt runs the plants of Orrin.", seconds=seconds)
    assert {each for each in found if each.startswith("story_too")} == ({kind} if kind else set())


def test_a_story_read_off_the_slides_is_noticed() -> None:
    lines = "\n".join(f"# Part {n}\nThe kiln number {n} stops because of its old fan" for n in range(1, 7))
    told = " ".join(f"The kiln number {n} stops because of its old fan." for n in range(1, 7))
    assert "reads_slides" in kinds(OPENING + lines, told=told)
    assert "reads_slides" not in faults_of(D01)


def test_a_slide_nobody_speaks_of_is_noticed() -> None:
    text = OPENING + "# Why now\nHarbour dredging tender, sediment barges, estuary pilots, lighthouse moorings, winter navigation"
    told = "Ilse Brandt runs the kilns of Orrin and the fan stops them. " * 25
    assert kinds(text, told=told)["slide_never_spoken_to"] == "slide 2"


def test_a_private_detail_is_not_repeated() -> None:
    deck = make_deck(OPENING + "# Who\nIlse Brandt, mobile 0170 5550123, her son is ill")
    features = features_of(deck, None)
    lines = every_line(deck, None)
    found = find_integrity_faults(deck, lines, features, (), Submission(), ())
    assert not any("5550123" in fault.excerpt or "son" in fault.excerpt for fault in found)


def test_a_deck_that_reads_like_another_is_shown_with_both_passages() -> None:
    other = SimilarDeck(
        submission="s-17", likeness=0.83, ours="Eleven stops. We had fourteen.", theirs="Eleven stops. We had fourteen."
    )
    features = features_of(D01.deck, D01.story)
    found = find_integrity_faults(D01.deck, (), features, (), Submission(), (other,))
    assert [(fault.kind, fault.where) for fault in found if fault.kind == "near_identical"] == [
        ("near_identical", "submission s-17")
    ]


def test_a_figure_that_its_own_chart_contradicts_is_shown() -> None:
    deck = make_deck(OPENING + "# Why now\nUnplanned kiln stops last year: 14 stops in kiln three")
    chart = Piece(slide=2, channel="chart", text="Unplanned kiln stops last year, kiln three: 9 stops", visible=True)
    slide = deck.slides[1].model_copy(update={"pieces": (*deck.slides[1].pieces, chart)})
    features = features_of(deck.model_copy(update={"slides": (deck.slides[0], slide)}), None)
    assert "figures_contradict_source" in {fault.kind for fault in find_faults(features, RUBRIC, Submission())}
