"""The better wordings: read from the library's folders, or one sentence that says which line to mend."""

from pathlib import Path

import pytest

from copilot.errors import BadLibrary
from copilot.retrieval.wording_file import WordingFolders, check_wordings, read_wordings
from tests.figures.conftest import repository


def write(folder: Path, text: str) -> Path:
    (folder / "questions").mkdir(parents=True)
    (folder / "questions" / "better.yaml").write_text(text, encoding="utf-8")
    return folder


def test_the_librarys_own_wordings_are_sound_and_reach_every_rule() -> None:
    wordings, findings = check_wordings([repository() / "corpus"])
    assert findings == ()
    assert {rule for wording in wordings for rule in wording.rules} == {f"QR{number}" for number in range(1, 16)}


def test_a_library_without_wordings_has_none(tmp_path: Path) -> None:
    assert WordingFolders([tmp_path]).wordings == ()


def test_the_teams_own_wordings_are_tried_first(tmp_path: Path) -> None:
    ours = write(tmp_path, '- {rules: [QR4], ask: "{fact} What would the foreman say to that?"}\n')
    assert read_wordings([repository() / "corpus", ours])[0].ask == "{fact} What would the foreman say to that?"


BAD = {
    "a rule that is none": ('- {rules: [QR99], ask: "What now for them?"}', "'rules.0'"),
    "no question": ('- {rules: [QR4], ask: "Say something"}', "'ask'"),
    "a key nobody knows": ('- {rules: [QR4], ask: "What would she miss?", colour: red}', "'colour'"),
    "a wording that blames": ('- {rules: [QR4], ask: "Why did you wait?"}', "breaks QR3"),
    "no list": ("rules: QR4", "better.yaml:1"),
}


@pytest.mark.parametrize("label", BAD)
def test_a_bad_wording_names_its_line(label: str, tmp_path: Path) -> None:
    text, says = BAD[label]
    with pytest.raises(BadLibrary) as raised:
        read_wordings([write(tmp_path, text + "\n")])
    assert says in str(raised.value)
    assert "questions/better.yaml:1" in str(raised.value)
