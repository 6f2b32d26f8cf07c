"""`coach review --cohort`: folders go in, a table, sheets and documents come out; what was done is not done again."""

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from api.cli_cohort import defuse, write_table
from copilot.domain.reviews import CohortRow
from copilot.settings import Settings
from tests.surfaces.review_server import AS_OF, DECK, DECKS, STORY, add_rubrics
from tests.surfaces.ways_in import Terminal, is_one_sentence


@pytest.fixture
def whole(settings: Settings, tmp_path: Path) -> Terminal:
    """The terminal over a library that has a rubric."""
    return Terminal(add_rubrics(settings, tmp_path))


@pytest.fixture
def cohort(tmp_path: Path) -> Path:
    """Four submissions: two that read the same, one that is another, and one that cannot be read."""
    folder = tmp_path / "cohort"
    for name, deck in {"ann": DECK, "bo": DECK, "cy": DECKS / "dv-09" / "deck.pptx"}.items():
        (folder / name).mkdir(parents=True)
        shutil.copy(deck, folder / name / "deck.pptx")
    shutil.copy(STORY, folder / "ann" / "story.vtt")
    (folder / "cy" / "submission.json").write_text(json.dumps({"author": "Cy", "account": "=HYPERLINK(1)"}), encoding="utf-8")
    (folder / "di").mkdir()
    (folder / "di" / "deck.pptx").write_bytes(b"no deck")
    (folder / "ed").mkdir()
    (folder / "_notes").mkdir()
    return folder


def run(terminal: Terminal, folder: Path, out: Path, *more: str) -> dict[str, Any]:
    ran = terminal.run("review", "--cohort", str(folder), "--out", str(out), "--as-of", AS_OF, "--json", *more)
    assert ran.exit_code == 0, ran.stderr
    report: dict[str, Any] = json.loads(ran.stdout)
    return report


def test_every_submission_has_its_row_and_a_bad_one_stops_nobody(whole: Terminal, cohort: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    rows = {row["submission"]: row for row in run(whole, cohort, out)["rows"]}
    assert {name: row["status"] for name, row in rows.items()} == {
        "ann": "done",
        "bo": "done",
        "cy": "done",
        "di": "refused",
        "ed": "refused",
    }
    assert all(is_one_sentence(rows[name]["sentence"]) for name in ("di", "ed"))
    assert [[other["submission"] for other in rows[name]["similar"]] for name in ("ann", "bo", "cy")] == [["bo"], ["ann"], []]
    assert "near_identical" in rows["ann"]["faults"]
    table = list(csv.DictReader(io.StringIO((out / "summary.csv").read_text(encoding="utf-8"))))
    assert [row["submission"] for row in table] == ["ann", "bo", "cy", "di", "ed"], "in the order of the folders, not of totals"
    assert [row["total"] for row in table[:3]] == [f"{rows[name]['total']:g}" for name in ("ann", "bo", "cy")]
    assert json.loads((out / "summary.json").read_text(encoding="utf-8"))["rows"] == list(rows.values())
    assert json.loads((out / "ann.json").read_text(encoding="utf-8"))["result"]["total"] == rows["ann"]["total"]
    assert "<h1>ann</h1>" in (out / "ann.html").read_text(encoding="utf-8")

    again = run(whole, cohort, out)
    assert again["rows"] == list(rows.values()), "nothing is done twice: the ids are the same"
    shutil.copy(DECKS / "dv-01" / "deck.pptx", cohort / "ann" / "deck.pptx")
    third = {row["submission"]: row for row in run(whole, cohort, out)["rows"]}
    assert third["bo"]["review_id"] == rows["bo"]["review_id"]
    assert third["ann"]["review_id"] != rows["ann"]["review_id"]
    assert third["ann"]["changes"]["total_before"] == rows["ann"]["total"], "a changed deck is a new take of the same submission"


def test_a_kept_review_is_decided_at_the_terminal_and_its_next_take_compared(whole: Terminal) -> None:
    arguments = ["review", str(DECK), "--as-of", AS_OF, "--keep"]
    first = json.loads(whole.run(*arguments, "--json").stdout)
    ran = whole.run("decide", first["review_id"], "--verdict", "pass", "--gate", "gt6=met:I rang her", "--by", "Sian", "--json")
    decision = json.loads(ran.stdout)
    assert (decision["verdict"], decision["gates"]) == ("pass", [{"gate": "GT6", "state": "met", "reason": "I rang her"}])
    page = whole.run(*arguments).stdout
    assert "'coach decide rv-" in page


def test_an_earlier_document_is_enough_to_say_what_changed(whole: Terminal, tmp_path: Path) -> None:
    old = tmp_path / "old.json"
    old.write_text(whole.run("review", str(DECK), "--as-of", AS_OF, "--json").stdout, encoding="utf-8")
    later = DECKS / "dv-01" / "deck.pptx"
    ran = whole.run("review", str(later), "--as-of", AS_OF, "--since", str(old))
    assert "Since last take" in ran.stdout
    taken = json.loads(whole.run("review", str(later), "--as-of", AS_OF, "--since", str(old), "--json").stdout)
    assert taken["changes"]["total_now"] == taken["total"]


WRONG = {
    "nothing named": (["review"], "Name one deck, or a folder"),
    "a deck and a cohort": (["review", str(DECK), "--cohort", "."], "Name one deck, or a folder"),
    "a sheet of a cohort": (["review", "--cohort", ".", "--sheet", "x.html"], "--sheet is for one deck"),
    "a level without a reason": (["decide", "rv-1", "--verdict", "pass", "--level", "K4=3"], "needs its reason"),
    "a review that is none": (["decide", "rv-1", "--verdict", "pass"], "There is no such review here"),
    "an earlier take that is none": (["review", str(DECK), "--since", str(STORY)], "is no review"),
}


@pytest.mark.parametrize("label", WRONG)
def test_a_wrong_call_ends_in_one_sentence(label: str, whole: Terminal) -> None:
    arguments, says = WRONG[label]
    ran = whole.run(*arguments)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert says in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


def test_an_empty_folder_is_said(whole: Terminal, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = whole.run("review", "--cohort", str(tmp_path / "empty"))
    assert (ran.exit_code, "no submission" in ran.stderr) == (2, True)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_the_table_begins_like_a_formula(sign: str) -> None:
    row = CohortRow(submission=f"{sign}cmd|' /C calc'!A0", status="refused", sentence=f"{sign}1+1")
    cells = list(csv.reader(io.StringIO(write_table([row]), newline="")))[1]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert defuse("plain") == "plain"
