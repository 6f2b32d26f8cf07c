"""Rubrics are files: read with their digest, and wrong ones named with file, line and remedy."""

from pathlib import Path

import pytest

from copilot.errors import BadLibrary, InvalidRequest
from copilot.retrieval.rubric_file import RubricFolders, check_rubrics, read_rubrics

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
RUBRIC = (CORPUS / "rubrics" / "opportunity-story.v1.yaml").read_text(encoding="utf-8")
FEEDBACK = (CORPUS / "rubrics" / "feedback.yaml").read_text(encoding="utf-8")


def library(folder: Path, rubric: str = RUBRIC, feedback: str = FEEDBACK, name: str = "opportunity-story.v1.yaml") -> Path:
    (folder / "rubrics").mkdir()
    (folder / "rubrics" / name).write_text(rubric, encoding="utf-8")
    (folder / "rubrics" / "feedback.yaml").write_text(feedback, encoding="utf-8")
    return folder


def test_the_library_of_the_product_has_no_finding() -> None:
    rubrics, book, findings = check_rubrics([CORPUS])
    assert findings == []
    assert list(rubrics) == ["opportunity-story.v1"]
    assert book is not None


def test_a_rubric_has_a_digest_that_changes_with_its_text(tmp_path: Path) -> None:
    theirs = library(tmp_path, RUBRIC.replace("a segment or a logo", "a segment"))
    assert RubricFolders([CORPUS]).rubric().digest != RubricFolders([theirs]).rubric().digest


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (("weight: 14", "weight: 15"), "the weights sum to 101"),
        (("id: K12", "id: K13"), "K13 has no anchors"),
        (("id: K12", "id: K11"), "the id K11 stands here twice"),
        (("second_look: 60", "second_look: 80"), "second_look stands above pass_mark"),
        (("version: 1", "version: 2"), "not named after its id and version"),
        (("pass_mark: 70", "pass_mrak: 70"), "unknown key 'pass_mrak'"),
        (("weight: 14", "weight: many"), "criteria.3.weight"),
        (("criteria:", "criteria: ["), "rubrics/opportunity-story.v1.yaml"),
    ],
)
def test_a_wrong_rubric_is_a_finding_with_a_place_and_a_remedy(tmp_path: Path, change: tuple[str, str], finding: str) -> None:
    _, _, findings = check_rubrics([library(tmp_path, RUBRIC.replace(*change, 1))])
    assert any(finding in str(each) for each in findings)
    assert all(each.line >= 1 and each.remedy for each in findings)
    with pytest.raises(BadLibrary, match="check-corpus"):
        read_rubrics([tmp_path])


def test_missing_words_of_feedback_are_a_finding(tmp_path: Path) -> None:
    broken = FEEDBACK.replace('    3: {gap: "You do it differently now', '    4: {gap: "You do it differently now')
    _, _, findings = check_rubrics([library(tmp_path, feedback=broken)])
    assert any("K12 has no feedback for level 3" in str(each) for each in findings)


def test_a_later_version_is_taken_and_an_earlier_one_can_be_asked_for(tmp_path: Path) -> None:
    newer = RUBRIC.replace("version: 1", "version: 2").replace("pass_mark: 70", "pass_mark: 75")
    shelf = RubricFolders([CORPUS, library(tmp_path, newer, name="opportunity-story.v2.yaml")])
    assert shelf.rubric().pass_mark == 75
    assert shelf.rubric("opportunity-story.v1").pass_mark == 70
    with pytest.raises(InvalidRequest, match=r"opportunity-story\.v1"):
        shelf.rubric("nothing.v9")
