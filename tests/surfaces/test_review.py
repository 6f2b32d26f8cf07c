"""`coach review` and `coach template`: real decks, read safely, proposed on, and handed back."""

import json
from pathlib import Path
from typing import Any

import pytest

from copilot.adapters.deck_file import read_deck
from copilot.domain.certification import ReviewResult
from tests.adapters.deck_maker import make_deck
from tests.surfaces.ways_in import Terminal, is_one_sentence

DECKS = Path(__file__).resolve().parents[2] / "evals" / "cases" / "decks"
DECK, STORY = DECKS / "dv-07" / "deck.pptx", DECKS / "dv-07" / "transcript.vtt"
SUBMITTED = "2026-05-14"


@pytest.fixture
def whole(terminal: Terminal) -> Terminal:
    """The terminal over the whole library: a small one has no rubric."""
    terminal.environment.pop("COACH_CORPUS")
    return terminal


def review(terminal: Terminal, *more: str, deck: Path = DECK) -> Any:
    return terminal.run("review", str(deck), "--story", str(STORY), "--as-of", SUBMITTED, *more)


def test_a_page_proposes_quotes_and_leaves_the_decision_to_a_leader(whole: Terminal) -> None:
    ran = review(whole)
    assert ran.exit_code == 0, ran.stderr
    assert "your leader decides" in ran.stdout
    assert 'slide 2 "They want to become digital, heard at a fair"' in " ".join(ran.stdout.split())
    assert max(map(len, ran.stdout.splitlines())) <= 100


def test_one_document_holds_the_whole_proposal_and_is_the_same_each_time(whole: Terminal) -> None:
    first, second = review(whole, "--json").stdout, review(whole, "--json").stdout
    assert first == second
    result = ReviewResult.model_validate_json(first)
    assert [criterion.id for criterion in result.criteria] == [f"K{number}" for number in range(1, 13)]
    assert [gate.id for gate in result.gates] == [f"GT{number}" for number in range(1, 9)]
    assert result.total == round(sum(criterion.points for criterion in result.criteria), 2)
    assert len(result.feedback) <= 3


def test_what_is_known_beside_the_deck_comes_from_a_file(whole: Terminal, tmp_path: Path) -> None:
    beside = tmp_path / "submission.json"
    beside.write_text(json.dumps({"author": "Nikos Papadakis", "origin": "a webinar lead of marketing"}), encoding="utf-8")
    result = ReviewResult.model_validate_json(review(whole, "--submission", str(beside), "--json").stdout)
    assert "inherited_lead" in {fault.kind for fault in result.faults}


def test_the_sheet_needs_nothing_else_and_escapes_what_stands_in_the_deck(whole: Terminal, tmp_path: Path) -> None:
    sheet, deck = tmp_path / "sheet.html", tmp_path / "<b>deck.pptx"
    deck.write_bytes(DECK.read_bytes())
    assert review(whole, "--sheet", str(sheet), deck=deck).exit_code == 0
    page = sheet.read_text(encoding="utf-8")
    assert "&lt;b&gt;deck.pptx" in page
    assert "<b>deck" not in page
    assert "http" not in page.replace("http-equiv", "")
    for place in ("K12", "GT8", "For the room", "Decision"):
        assert place in page


def test_the_copy_handed_back_has_remarks_in_its_notes_and_looks_the_same(whole: Terminal, tmp_path: Path) -> None:
    copy = tmp_path / "copy.pptx"
    assert review(whole, "--annotated", str(copy)).exit_code == 0
    before, after = read_deck(DECK.read_bytes(), "a"), read_deck(copy.read_bytes(), "a")
    assert [slide.visible_text for slide in after.slides] == [slide.visible_text for slide in before.slides]
    notes = {slide.number: p.text for slide in after.slides for p in slide.pieces if p.channel == "notes"}
    assert "Your leader decides" in notes[1]
    assert "K9, level" in notes[8]


@pytest.mark.parametrize("data", [b"", b"no deck", make_deck()[:4000]], ids=["empty", "text", "cut"])
def test_a_deck_that_cannot_be_read_ends_in_one_sentence(data: bytes, whole: Terminal, tmp_path: Path) -> None:
    deck = tmp_path / "deck.pptx"
    deck.write_bytes(data)
    ran = whole.run("review", str(deck))
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert is_one_sentence(ran.stderr.strip().splitlines()[-1])  # before it, why the index is made


def test_the_template_is_a_deck_whose_slots_the_review_finds(whole: Terminal, tmp_path: Path) -> None:
    target = tmp_path / "story.pptx"
    assert whole.run("template", str(target)).exit_code == 0
    assert [slide.number for slide in read_deck(target.read_bytes(), "a").slides] == list(range(1, 11))
    result = ReviewResult.model_validate_json(whole.run("review", str(target), "--json").stdout)
    assert "leftover_placeholders" in {fault.kind for fault in result.faults}
    assert result.verdict == "not_yet"


def test_a_template_by_another_kind_of_name_is_refused(whole: Terminal, tmp_path: Path) -> None:
    assert whole.run("template", str(tmp_path / "story.odp")).exit_code == 2
