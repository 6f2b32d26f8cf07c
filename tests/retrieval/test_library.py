"""The library: what is read from its folders, and how a company's own folder stands beside ours."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from copilot.domain.library import Step
from copilot.errors import BadLibrary, EmptyLibrary
from copilot.retrieval.library import digest_of, read_and_check, read_library
from tests.retrieval.breaking import Break, append, overwrite, rename, swap
from tests.retrieval.broken_cards import A02, A03, HEARD, PRACTICES, SIGNALS, TEXTS
from tests.retrieval.cards import PLAY_BODY, make_play_fields, write_card, write_play, write_small_library


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    return write_small_library(tmp_path / "ours")


def test_cards_and_lists_are_read_with_what_stands_in_their_bodies(ours: Path) -> None:
    library = read_library([ours])
    play = library.play_by_id["A01"]
    assert [card.id for card in library.cards] == ["A01", "A02", "A03", "B01", "D01", "PE-CFO", "CG01", "MS01", "OB01"]
    assert play.file == "plays/A01-pension-deficit.md"
    assert play.reviewed == date(2026, 11, 1)
    assert play.fits == {"cfo": "signs for the pension deficit and is asked about it in public."}
    assert play.steps[0] == Step(minutes=20, text="Read what was said about the pension deficit.")
    assert [wording.channel for wording in play.wordings] == ["Email", "Letter"]
    assert library.signal_by_id["results-call"].kind == "company"
    assert [row.id for row in library.heard] == ["ST-1", "ST-2"]
    assert library.signal_texts[0].signals == ("new-executive",)
    assert library.practice_texts[0].practices == ("gift-card",)


def test_an_outline_may_have_no_body(ours: Path) -> None:
    assert read_library([ours]).play_by_id["D01"].sections == ()


def test_a_company_folder_overrides_a_card_by_its_id_whatever_its_file_is_called(ours: Path, tmp_path: Path) -> None:
    fields = make_play_fields("A03") | {"title": "Our own oven", "owner": "Halden Foods"}
    write_card(tmp_path / "own" / "plays" / "A03-our-own.md", fields, PLAY_BODY.format(topic="company oven"))
    library = read_library([ours, tmp_path / "own"])
    assert [play.id for play in library.plays] == ["A01", "A02", "A03", "B01", "D01"]
    assert library.play_by_id["A03"].title == "Our own oven"
    assert library.play_by_id["A03"].section("deeper") == "Ask who else signs for the company oven."


def test_a_company_folder_adds_cards_and_entries_of_lists(ours: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    fields = make_play_fields("A03") | {
        "id": "Z01",
        "title": "Company day",
        "aliases": [f"company day {n}" for n in range(6)],
        "said_as": [f"We hold a company day, number {n}." for n in range(8)],
        "signals": ["anniversary"],
    }
    write_card(own / "plays" / "Z01-company-day.md", fields, PLAY_BODY.format(topic="company day"))
    text = "- {id: anniversary, title: Anniversary, class: company}\n- {id: new-executive, title: Ours, class: person}\n"
    (own / SIGNALS).write_text(text, encoding="utf-8")
    library = read_library([ours, own])
    assert [play.id for play in library.plays] == ["A01", "A02", "A03", "B01", "D01", "Z01"]
    assert [signal.title for signal in library.signals] == ["Results call", "Ours", "Anniversary"]


def test_a_company_card_is_held_to_the_same_rules(ours: Path, tmp_path: Path) -> None:
    """Its references may point into our folder, and a name of ours is taken."""
    own = tmp_path / "own"
    write_play(own, "A03", aliases=[f"pension deficit {word}" for word in ("brief", "a", "b", "c", "d", "e")])
    _, (finding,) = read_and_check([ours, own])
    assert finding.what == "'pension deficit brief' also stands for A01"


def test_a_broken_library_is_refused_with_the_count_and_the_first_finding(ours: Path) -> None:
    swap(A03, "tier: 2", "tier: 9")(ours)
    swap(A02, "- email", "- crow")(ours)
    with pytest.raises(BadLibrary, match=r"has 2 finding\(s\).*A02-harbour-crane\.md:\d+: 'crow' is no channels.*check-corpus"):
        read_library([ours])


@pytest.mark.parametrize("exists", [True, False])
def test_a_folder_without_a_play_is_refused(exists: bool, tmp_path: Path) -> None:
    folder = tmp_path / "nothing"
    if exists:
        folder.mkdir()
    with pytest.raises(EmptyLibrary, match="nothing; point COACH_CORPUS at"):
        read_library([folder])


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(append(A03, "\n"), id="a card"),
        pytest.param(rename(A03, "plays/A03-other.md"), id="the name of a card"),
        pytest.param(append(SIGNALS, "\n"), id="a list"),
        pytest.param(lambda folder: (folder / PRACTICES).unlink(), id="a list that goes"),
        pytest.param(append(HEARD, "\n"), id="a labelled statement"),
        pytest.param(append(TEXTS, "\n"), id="a labelled text"),
        pytest.param(overwrite("guides/CG02-new.md", "---\n"), id="a card that comes"),
    ],
)
def test_the_digest_changes_with_any_file_of_the_library(change: Break, ours: Path) -> None:
    before = digest_of([ours])
    change(ours)
    assert digest_of([ours]) != before


def test_the_digest_depends_on_what_the_files_say_and_not_on_where_they_are(ours: Path, tmp_path: Path) -> None:
    assert digest_of([shutil.copytree(ours, tmp_path / "elsewhere")]) == digest_of([ours])
    assert len(digest_of([ours])) == 16
