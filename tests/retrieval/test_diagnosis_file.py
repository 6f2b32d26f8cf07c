"""The words and limits of the diagnosis are files: read with their digest, and wrong ones named with file, line and remedy."""

import re
from pathlib import Path

import pytest
import yaml

from copilot.errors import BadLibrary
from copilot.retrieval.diagnosis_file import DiagnosisFolders, check_diagnosis
from copilot.retrieval.library import read_library

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
WORDS = (CORPUS / "coaching" / "diagnosis.yaml").read_text(encoding="utf-8")
LIMITS = (CORPUS / "coaching" / "thresholds.yaml").read_text(encoding="utf-8")


def library(folder: Path, words: str = WORDS, limits: str = LIMITS) -> Path:
    (folder / "coaching").mkdir()
    (folder / "coaching" / "diagnosis.yaml").write_text(words, encoding="utf-8")
    (folder / "coaching" / "thresholds.yaml").write_text(limits, encoding="utf-8")
    return folder


def test_the_files_of_the_product_have_no_finding() -> None:
    book, findings = check_diagnosis([CORPUS])
    assert findings == []
    assert book is not None


def test_its_plays_guides_and_sources_are_in_the_library() -> None:
    book = DiagnosisFolders([CORPUS]).book
    known = read_library([CORPUS])
    words = (*book.steps, book.too_few, book.no_break)
    assert {play for each in words for play in each.plays} <= {play.id for play in known.plays}
    assert {each.guide for each in words} <= {guide.id for guide in known.guides}
    sources = {source["id"] for source in yaml.safe_load((CORPUS / "sources.yaml").read_text(encoding="utf-8"))}
    named = {source for name in type(book.thresholds).model_fields for source in getattr(book.thresholds, name).sources}
    assert named <= sources


def test_a_company_sets_its_own_limits_in_a_folder_of_its_own(tmp_path: Path) -> None:
    own = tmp_path / "coaching"
    own.mkdir()
    (own / "thresholds.yaml").write_text(re.sub(r"value: 6\b", "value: 8", LIMITS, count=1), encoding="utf-8")
    theirs, ours = DiagnosisFolders([CORPUS, tmp_path]).book, DiagnosisFolders([CORPUS]).book
    assert (theirs.thresholds.most_unknown.value, ours.thresholds.most_unknown.value) == (8, 6)
    assert theirs.digest != ours.digest


WRONG: dict[str, tuple[str, str, str, str]] = {
    "a step too few": (WORDS.replace("- step: 13", "- step: 12"), LIMITS, "diagnosis.yaml", "not 0 to 13 in order"),
    "a part nobody knows": (
        WORDS.replace("{connects.made:invitation}", "{connects.sent}"),
        LIMITS,
        "diagnosis.yaml",
        "'connects.sent'",
    ),
    "a fact without a part": (
        WORDS.replace('"{first_meetings:first meeting}"', '"Some meetings"'),
        LIMITS,
        "diagnosis.yaml",
        "no part",
    ),
    "a number in a sentence": (WORDS.replace("single friend", "friend, 1"), LIMITS, "diagnosis.yaml", "a number stands"),
    "an unknown key": (WORDS.replace("    rival: The tie", "    rivl: The tie"), LIMITS, "diagnosis.yaml", "rival"),
    "a note nobody uses": (WORDS.replace("  spike: >-", "  spikes: >-"), LIMITS, "diagnosis.yaml", "'spike'"),
    "a limit without a reason": (WORDS, re.sub(r"  reason: With a third.*\n", "", LIMITS), "thresholds.yaml", "reason"),
    "a limit below zero": (WORDS, LIMITS.replace("value: 6", "value: -6"), "thresholds.yaml", "most_unknown"),
    "a limit nobody uses": (WORDS, LIMITS + "luck: {value: 1, reason: none at all}\n", "thresholds.yaml", "luck"),
    "no YAML": (WORDS, "most_unknown: [", "thresholds.yaml", ""),
}


@pytest.mark.parametrize("label", WRONG)
def test_what_is_wrong_is_a_finding_with_a_place_and_a_remedy(tmp_path: Path, label: str) -> None:
    words, limits, file, says = WRONG[label]
    folder = library(tmp_path, words, limits)
    _, findings = check_diagnosis([folder])
    assert any(says in each.what and each.file == f"coaching/{file}" for each in findings), findings
    assert all(each.line >= 1 and each.remedy for each in findings)
    with pytest.raises(BadLibrary, match="check-corpus"):
        _ = DiagnosisFolders([folder]).book
