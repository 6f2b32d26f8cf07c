"""`scaffold_play`: a new card keeps every rule from its first minute, and nothing that exists is ever touched."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copilot.domain.library import Play
from copilot.errors import CallerError
from copilot.retrieval.card_rules import PLAY_HEADINGS
from copilot.retrieval.library import read_and_check, read_library
from copilot.retrieval.new_card import find_guidance, scaffold_play
from tests.retrieval.cards import write_small_library

TODAY = date(2026, 11, 22)


def read_play(folder: Path, play_id: str) -> Play:
    return read_library([folder]).play_by_id[play_id]


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*.md"))}


def test_a_new_card_is_an_outline_with_every_key_and_heading(tmp_path: Path) -> None:
    path = scaffold_play(tmp_path, "Z01", "Depot map", TODAY)
    assert path == tmp_path / "plays" / "Z01-depot-map.md"
    play = read_play(tmp_path, "Z01")
    assert (play.title, play.status, play.reviewed) == ("Depot map", "outline", TODAY)
    assert tuple(section.heading for section in play.sections) == PLAY_HEADINGS
    written = path.read_text(encoding="utf-8").split("\n---\n")[0]
    derived = {"sections", "file", "fits", "steps", "wordings"}
    assert [key for key in Play.model_fields if key not in derived and f"\n{key}: " not in written.replace(":\n", ": \n")] == []


def test_every_heading_has_its_line_of_guidance_in_square_brackets(tmp_path: Path) -> None:
    scaffold_play(tmp_path, "Z01", "Depot map", TODAY)
    play = read_play(tmp_path, "Z01")
    assert all("[" in section.text and "]" in section.text for section in play.sections)
    assert {key for key in find_guidance(play) if key.startswith("'")} == {f"'{heading}'" for heading in PLAY_HEADINGS}


def test_a_new_card_leaves_the_library_usable_and_is_never_suggested(tmp_path: Path) -> None:
    folder = write_small_library(tmp_path)
    for number in range(3):
        scaffold_play(folder, f"Z{number:02}", f"Depot map {number}", TODAY)
    library, findings = read_and_check([folder])
    assert findings == []
    assert not library.play_by_id["Z01"].can_be_suggested


@pytest.mark.parametrize(
    "play_id", ["", "A", "1", "A1", "A001", "ABCD01", "A01#steps", "../A01", "CG99", "MS99", "OB99", "PE-CFO", "Ä01", "A01\n1"]
)
def test_a_malformed_id_is_refused_in_one_sentence(play_id: str, tmp_path: Path) -> None:
    with pytest.raises(CallerError, match=r"^'[^']*' is no id of a play; use .*\.$"):
        scaffold_play(tmp_path, play_id, "Depot map", TODAY)
    assert files_in(tmp_path) == {}


@pytest.mark.parametrize("play_id", ["A01", "D01", " a01 "])
def test_an_id_that_exists_is_refused_and_nothing_is_written(play_id: str, tmp_path: Path) -> None:
    folder = write_small_library(tmp_path)
    before = files_in(folder)
    with pytest.raises(CallerError, match=r"The id \w01 belongs to plays/\w01-.*\.md already; choose a free one"):
        scaffold_play(folder, play_id, "Depot map", TODAY)
    assert files_in(folder) == before


def test_an_id_of_another_folder_is_refused(tmp_path: Path) -> None:
    ours = write_small_library(tmp_path / "ours")
    with pytest.raises(CallerError, match="The id A02 belongs to"):
        scaffold_play(tmp_path / "own", "A02", "Depot map", TODAY, others=[ours])
    assert scaffold_play(tmp_path / "own", "A04", "Depot map", TODAY, others=[ours]).exists()


def test_the_id_of_a_card_that_cannot_be_read_is_refused_too(tmp_path: Path) -> None:
    (tmp_path / "plays").mkdir()
    (tmp_path / "plays" / "Z01-broken.md").write_text("no front matter", encoding="utf-8")
    with pytest.raises(CallerError, match=r"belongs to plays/Z01-broken\.md"):
        scaffold_play(tmp_path, "Z01", "Depot map", TODAY)


@pytest.mark.parametrize("title", ["", "   ", "x" * 121, "bell \x07", "half \udc80"])
def test_a_title_that_is_none_is_refused(title: str, tmp_path: Path) -> None:
    with pytest.raises(CallerError, match="A title has 1 to 120 plain characters"):
        scaffold_play(tmp_path, "Z01", title, TODAY)


@pytest.mark.parametrize(
    ("title", "owner"), [("Pension DEFICIT play", "A01"), ("harbour-crane memo", "A02"), ("Paper play", "several plays")]
)
def test_a_title_that_names_another_play_is_refused_since_it_would_shut_the_library(
    title: str, owner: str, tmp_path: Path
) -> None:
    folder = write_small_library(tmp_path)
    with pytest.raises(CallerError, match=owner):
        scaffold_play(folder, "Z01", title, TODAY)


def test_a_folder_that_cannot_be_written_is_named_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "plays").write_text("a file, not a folder", encoding="utf-8")
    with pytest.raises(CallerError, match=r"cannot be written in .*plays .*; name a folder of yours\.$"):
        scaffold_play(tmp_path, "Z01", "Depot map", TODAY)


@given(title=st.text(min_size=1, max_size=120))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_whatever_the_title_the_card_reads_back_with_it_or_the_title_is_refused(
    title: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("own")
    try:
        path = scaffold_play(folder, "Z01", title, TODAY)
    except CallerError:
        assert files_in(folder) == {}
        return
    assert path.parent == folder / "plays"
    assert read_play(folder, "Z01").title == " ".join(title.split())
