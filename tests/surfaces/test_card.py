"""`coach card`: a page a manager and a seller can read together, or one JSON document; trouble in a file is told beside it."""

import json
import re
from pathlib import Path

from tests.coaching_cards import make_breaking
from tests.surfaces.ways_in import Terminal

TABLE = "Owner,Week,Connects made,Connects accepted,Mood\nomar,2026-11-09,80,64,good\nnia,2026-11-09,many,3,\n"


def test_a_card_is_a_page_of_seventeen_lines_and_a_diagnosis(terminal: Terminal, tmp_path: Path) -> None:
    card = make_breaking(7, 1)
    (tmp_path / "omar.json").write_text(card.model_dump_json(), encoding="utf-8")
    ran = terminal.run("card", str(tmp_path / "omar.json"))
    assert ran.exit_code == 0
    assert [int(place) for place in re.findall(r"^ ?(\d+) [A-Z]", ran.stdout, re.MULTILINE)] == list(range(1, 18))
    assert "Seems to stop   Conversation quality (step 7)" in ran.stdout
    assert "the seller sees this page too" in ran.stdout
    assert "hygiene, no target" in ran.stdout


def test_a_table_gives_one_document_with_its_troubles(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "team.csv").write_text(TABLE, encoding="utf-8")
    document = json.loads(terminal.run("card", str(tmp_path / "team.csv"), "--json").stdout)
    assert [each["seller"] for each in document["cards"]] == ["omar", "nia"]
    assert {"step", "hypothesis", "facts", "rival_explanation", "too_few_to_tell", "skipped"} <= set(
        document["cards"][0]["diagnosis"]
    )
    assert [row["line"] for row in document["bad_rows"]] == [3]
    assert document["ignored_columns"] == ["Mood"]


def test_troubles_stand_beside_the_page(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "team.csv").write_text(TABLE, encoding="utf-8")
    ran = terminal.run("card", str(tmp_path / "team.csv"), "--seller", "Omar")
    assert "nia" not in ran.stdout
    assert "Line 3: 'Connects made' is not a number" in ran.stderr
    assert "Columns left aside: Mood." in ran.stderr


def test_a_mapping_is_proposed_mended_and_used(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "team.csv").write_text(TABLE.replace("Connects made", "Outreach"), encoding="utf-8")
    mapping = tmp_path / "columns.yaml"
    ran = terminal.run("card", str(tmp_path / "team.csv"), "--propose-mapping", str(mapping))
    assert "Outreach" in ran.stdout
    mapping.write_text(mapping.read_text().replace("columns:", "columns:\n  Outreach: connects.made"), encoding="utf-8")
    read = terminal.run("card", str(tmp_path / "team.csv"), "--mapping", str(mapping), "--seller", "omar")
    assert "80 sent, 64 accepted" in read.stdout


def test_trouble_is_one_sentence_with_exit_2(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "team.csv").write_text(TABLE, encoding="utf-8")
    for arguments, says in (
        (["card", str(tmp_path / "none.csv")], "cannot be read"),
        (["card", str(tmp_path / "team.csv"), "--seller", "ben"], "holds no seller 'ben'; it holds omar, nia."),
        (["card", str(tmp_path / "team.csv"), "--mapping", str(tmp_path / "team.csv")], "names no columns"),
    ):
        ran = terminal.run(*arguments)
        assert (ran.exit_code, ran.stdout) == (2, "")
        assert says in ran.stderr
        assert len(ran.stderr.splitlines()) == 1
