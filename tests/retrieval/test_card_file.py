"""One card file, taken apart: fields and headings with their lines, steps, reasons and wordings."""

from pathlib import Path

import pytest

from copilot.domain.library import Step, Wording
from copilot.retrieval.card_file import read_card_file, read_fits, read_steps, read_wordings, read_yaml_list, slug_of

CARD = "---\nid: A01\ntitle: Brief\naliases:\n- one\n---\nIntroduction\n## For whom\n- x\n\n## Worked example\nOne.\n\nTwo.\n"


def _write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "card.md"
    path.write_bytes(text.encode("utf-8"))
    return path


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_fields_and_headings_know_their_lines(ending: str, tmp_path: Path) -> None:
    card = read_card_file(_write(tmp_path, CARD.replace("\n", ending)), name="plays/card.md")
    assert card.findings == ()
    assert card.fields == {"id": "A01", "title": "Brief", "aliases": ["one"]}
    assert [card.line_of(key) for key in ("id", "title", "aliases", "no such key")] == [2, 3, 4, 1]
    assert [(part.slug, part.line, part.text) for part in card.sections] == [
        ("for-whom", 8, "- x"),
        ("worked-example", 11, "One.\n\nTwo."),
    ]


def test_a_card_without_headings_has_no_sections(tmp_path: Path) -> None:
    assert read_card_file(_write(tmp_path, "---\nid: A01\n---\n"), name="card.md").sections == ()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("", 1, id="an empty file"),
        pytest.param("id: A01\n", 1, id="no front matter"),
        pytest.param("---\n---\n", 1, id="no fields"),
        pytest.param("---\nword\n---\n", 1, id="a word"),
        pytest.param("---\nid: A01\ntitle: a: b\n---\n", 3, id="a colon in a value"),
        pytest.param("---\nid: *unknown\n---\n", 2, id="an unknown reference"),
        pytest.param("---\nid: !!python/name:os.system\n---\n", 2, id="a tag that would run code"),
    ],
)
def test_what_cannot_be_read_is_a_finding_and_not_an_exception(text: str, line: int, tmp_path: Path) -> None:
    card = read_card_file(_write(tmp_path, text), name="plays/card.md")
    (finding,) = card.findings
    assert (finding.file, finding.line, card.fields, card.sections) == ("plays/card.md", line, {}, ())
    assert finding.what
    assert finding.remedy


def test_the_entries_of_a_list_know_their_lines(tmp_path: Path) -> None:
    entries, findings = read_yaml_list(_write(tmp_path, "# names\n- id: a\n  x: 1\n\n- id: b\n- word\n"), name="list.yaml")
    assert findings == []
    assert entries == [(2, {"id": "a", "x": 1}), (5, {"id": "b"}), (6, {})]


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_an_empty_list_has_no_entries_and_no_findings(text: str, tmp_path: Path) -> None:
    assert read_yaml_list(_write(tmp_path, text), name="list.yaml") == ([], [])


def test_steps_are_the_numbered_lines_that_begin_with_minutes() -> None:
    text = "1. (20 min) Read only\n   the questions.\n2. (5 min)  Write.\n3. Send it.\n- (10 min) Wait."
    assert read_steps(text) == (Step(minutes=20, text="Read only the questions."), Step(minutes=5, text="Write."))


def test_reasons_are_kept_by_the_slug_of_the_persona() -> None:
    text = "- **CFO:** signs for it,\n  each year.\n- **Any:** is asked.\n- CIO: is not marked."
    assert read_fits(text) == {"cfo": "signs for it, each year.", "any": "is asked."}


def test_a_wording_is_the_quoted_block_under_its_channel() -> None:
    text = "Some words.\n### Email\n> One\n> line.\n>\n> Two.\nNot quoted.\n### Phone\nNothing quoted.\n"
    assert read_wordings(text) == (Wording(channel="Email", text="One line.\n\nTwo."), Wording(channel="Phone", text=""))


@pytest.mark.parametrize(
    ("heading", "slug"),
    [("Worked example", "worked-example"), ("For whom?", "for-whom"), ("  Not  for ", "not-for"), ("Q&A", "q-a")],
)
def test_a_heading_becomes_the_part_of_a_passage_id(heading: str, slug: str) -> None:
    assert slug_of(heading) == slug
