"""`check-corpus`: each broken card gives one finding that names its file, its line and the remedy; all come at once."""

from pathlib import Path

import pytest

from copilot.domain.findings import CardFinding
from copilot.retrieval.library import read_and_check
from tests.retrieval.breaking import Broken, line_of
from tests.retrieval.broken_cards import A02, A03, BROKEN, CFO, FIELDS, LISTS, NAMES, REFERENCES
from tests.retrieval.cards import write_small_library


def test_of_a_sound_library_nothing_is_to_be_said(tmp_path: Path) -> None:
    _, findings = read_and_check([write_small_library(tmp_path)])
    assert findings == []


@pytest.mark.parametrize("broken", [pytest.param(broken, id=broken.name) for broken in BROKEN])
def test_a_broken_card_gives_one_finding_with_file_line_and_remedy(broken: Broken, tmp_path: Path) -> None:
    folder = write_small_library(tmp_path)
    broken.breaks(folder)
    _, (finding,) = read_and_check([folder])
    assert broken.file.endswith(finding.file)
    assert finding.line == line_of(folder / broken.file, broken.beside)
    assert broken.what in finding.what
    assert broken.remedy in finding.remedy


def test_all_findings_come_at_once_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    """Breaks that touch the same card, another card and a list hide nothing of each other."""
    folder = write_small_library(tmp_path)
    breaks = [*NAMES[:2], REFERENCES[0], REFERENCES[2], REFERENCES[4], LISTS[2]]
    for broken in breaks:
        broken.breaks(folder)
    _, findings = read_and_check([folder])
    assert [(finding.file, finding.line) for finding in findings] == sorted(
        (broken.file, line_of(folder / broken.file, broken.beside)) for broken in breaks
    )
    assert {finding.file for finding in findings} == {A02, A03, CFO, "practices.yaml"}


def test_one_card_can_have_several_findings(tmp_path: Path) -> None:
    """A card that cannot be made lists every field that is wrong, not the first alone."""
    folder = write_small_library(tmp_path)
    for broken in FIELDS[:-1]:
        broken.breaks(folder)
    _, findings = read_and_check([folder])
    assert len(findings) == len(FIELDS) - 1
    assert {finding.file for finding in findings} == {A03}


def test_a_finding_reads_as_file_line_what_and_remedy() -> None:
    finding = CardFinding(file="plays/A03.md", line=7, what="'luck' is no assets", remedy="use one of: data")
    assert str(finding) == "plays/A03.md:7: 'luck' is no assets; use one of: data"
