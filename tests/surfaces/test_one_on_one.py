"""coach questions and coach notes: for one seller, for a team, on paper; what is written down feeds the next one."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from copilot.domain.card_tables import SellerCard
from tests.coaching_cards import make_breaking
from tests.surfaces.ways_in import Terminal

CARD = {
    "c_level_coverage": [{"with_contact": 0, "accounts": 12}] * 2,
    "executive_conversations": [4, 9],
    "connects": {"made": 40, "accepted": 24},
    "engagement": {"given": 30, "received": 9},
    "content": {"posts": 4, "responses": 3},
    "video_voice": {"sent": 12, "answered": 4},
    "introductions": {"asked": 12, "opted_in": 6, "met": 3},
    "executive_engaged_share": 0.1,
    "threads_per_opportunity": {"median": 4, "levels": 2, "functions": 3},
    "new_play_tried": True,
    "dated_next_steps_share": "60%",
    "commitments_kept": {"agreed": 3, "done": 2},
    "comments": {"connects": "<script>alert(1)</script> | they say yes"},
}
REQUEST = {
    "seller": {"id": "tomas", "name": "Tomas"},
    "card": CARD,
    "notes": ["I want to begin with close dates."],
    "commitments": [{"text": "Find who reads Petra's report", "due": "2026-11-20"}],
    "executive": {"title": "COO", "company": "Brandt Papers"},
}


@pytest.fixture
def request_file(tmp_path: Path) -> str:
    path = tmp_path / "request.json"
    path.write_text(json.dumps(REQUEST), encoding="utf-8")
    return str(path)


def write_team(path: Path, sellers: int) -> Path:
    cards = [{"seller": f"seller {n}", "card": _plain(make_breaking(n % 14, n))} for n in range(sellers)]
    path.write_text(json.dumps(cards), encoding="utf-8")
    return path


def _plain(card: SellerCard) -> dict[str, Any]:
    return json.loads(card.card.model_dump_json()) | {}


def test_the_page_says_what_a_manager_needs_and_nothing_else(terminal: Terminal, request_file: str) -> None:
    page = terminal.run("questions", "--request", request_file).stdout
    for part in (
        "Tomas, 30 minutes · Brandt Papers · 22 November 2026 · Tomas sees this page too",
        "Where it seems to stop   Level:",
        "0 of 12 target accounts have a C-level contact",
        "It could also be",
        'Last time                "Find who reads Petra\'s report", due 20 November: not heard yet. Start here.',
        " 12 min  ",
        "     1  ",
        "     5  ",
        "listen for: ",
        "The commitment ",
        "Unknown on the card: 1, 6, 14, 15, 17",
        "For you alone. Fields and dates in the talk: ",
        "Nothing was written by a model.",
    ):
        assert " ".join(part.split()) in " ".join(page.split()), part
    assert "     6  " not in page
    assert max(len(line) for line in page.splitlines()) <= 100


def test_the_same_page_on_paper_in_two_forms(terminal: Terminal, request_file: str, tmp_path: Path) -> None:
    result = json.loads(terminal.run("questions", "--request", request_file, "--json").stdout)
    for name in ("tomas.html", "tomas.md"):
        ran = terminal.run("questions", "--request", request_file, "--sheet", str(tmp_path / name))
        assert ran.exit_code == 0, ran.stderr
        sheet = (tmp_path / name).read_text(encoding="utf-8")
        plain = sheet.replace("&#39;", "'").replace("&#34;", '"')
        for text in (*(each["text"] for each in result["questions"]), *(part["item"] for part in result["agenda"])):
            assert text in plain, text
        for line in result["lines"]:
            assert line["title"] in plain
        assert "sees this page too" in plain
        assert "<script>" not in sheet.replace("\\<script>", "")
        assert "Unknown" in sheet or "unknown" in sheet
        assert "Fields and dates" not in sheet, "what was declined is the manager's own affair"
    html = (tmp_path / "tomas.html").read_text(encoding="utf-8")
    assert "@page" in html
    assert not re.search(r"(?:src|href)=|url\(|@import", html), "a sheet needs nothing from anywhere"


def test_a_card_file_names_the_seller(terminal: Terminal, tmp_path: Path) -> None:
    team = write_team(tmp_path / "team.json", 3)
    ran = terminal.run("questions", "--card", str(team), "--seller", "seller 2", "--note", "She is keen.", "--json")
    assert (ran.exit_code, json.loads(ran.stdout)["seller"]) == (0, "seller 2")
    several = terminal.run("questions", "--card", str(team))
    assert (several.exit_code, several.stdout) == (2, "")
    assert "--seller" in several.stderr
    assert "seller 0, seller 1, seller 2" in several.stderr


def test_a_team_gets_a_sheet_each_whatever_the_sellers_are_called(terminal: Terminal, tmp_path: Path) -> None:
    cards = json.loads(write_team(tmp_path / "team.json", 5).read_text(encoding="utf-8"))
    cards[1]["connects"] = {"made": -5}
    cards[2]["seller"] = "../../etc/passwd"
    cards[3]["seller"] = "a b"
    cards[4]["seller"] = "a/b"
    (tmp_path / "team.json").write_text(json.dumps(cards), encoding="utf-8")
    ran = terminal.run("questions", "--team", str(tmp_path / "team.json"), "--sheets", str(tmp_path / "sheets"), "--json")
    told = json.loads(ran.stdout)
    assert ran.exit_code == 0
    assert [row["sheet"] for row in told["sheets"]] == [
        "seller-0.html",
        "seller-1.html",
        "etc-passwd.html",
        "a-b.html",
        "a-b-2.html",
    ]
    assert told["faults"] == []
    assert sorted(path.name for path in (tmp_path / "sheets").iterdir()) == sorted(row["sheet"] for row in told["sheets"])


def test_a_row_that_cannot_be_used_names_its_line_and_costs_a_team_nothing(terminal: Terminal, tmp_path: Path) -> None:
    rows = ["Seller,Week ending,Invitations sent,Invitations accepted", *(f"ann,2026-11-{day},9,{day}" for day in (6, 13))]
    rows += ["bea,2026-11-06,lots,4", ",2026-11-13,7,4", "bea,2026-11-13,-3,5"]
    (tmp_path / "team.csv").write_text("\n".join(rows), encoding="utf-8")
    ran = terminal.run("questions", "--team", str(tmp_path / "team.csv"), "--sheets", str(tmp_path / "sheets"))
    assert ran.exit_code == 0, ran.stderr
    assert sorted(path.name for path in (tmp_path / "sheets").iterdir()) == ["ann.html", "bea.html"]
    for line in (4, 5, 6):
        assert f"Line {line}: " in ran.stderr
    assert "5 accepted" in (tmp_path / "sheets" / "bea.html").read_text(encoding="utf-8")


def test_a_play_is_told_also_where_the_talk_has_no_minutes_for_it(terminal: Terminal) -> None:
    request = REQUEST | {"card": CARD | {"c_level_confidence": 4}}
    told = json.loads(terminal.run("questions", "--request", "-", "--json", stdin=json.dumps(request)).stdout)
    assert "play" not in {part["kind"] for part in told["agenda"]}
    page = " ".join(terminal.run("questions", "--request", "-", stdin=json.dumps(request)).stdout.split())
    assert f"A play to offer {told['play_to_offer']['title']} ({told['play_to_offer']['play_id']})." in page


WRONG = {
    "nobody is named": (["questions"], "Say whose: coach questions --card FILE --seller ID"),
    "a sheet of another kind": (["questions", "--request", "-", "--sheet", "x.docx"], "ends in .html or .md"),
    "a team without a folder": (["questions", "--team", "team.csv"], "--sheets DIR"),
    "a folder without a team": (["questions", "--sheets", "sheets"], "--team FILE"),
    "a card file that is not there": (["questions", "--card", "/nowhere/x.csv"], "name a file, or - for standard input."),
    "a play without an outcome": (["notes", "omar", "--tried", "F03"], "PLAY=OUTCOME"),
    "a play nobody knows": (["notes", "omar", "--tried", "Z99=good"], "There is no play 'Z99'"),
    "a day that is none": (["notes", "omar", "--commitment", "call her;soon"], "'commitments.0.due'"),
    "an outcome nobody knows": (["notes", "omar", "--became", "Two notes=perhaps"], "=kept, =partly, =not or =dropped"),
    "an outcome of nothing": (["notes", "omar", "--became", "Two notes=kept"], "none is open; write it down first."),
    "nothing written yet": (["notes", "nobody"], "There is no record of the seller 'nobody'"),
}


@pytest.mark.parametrize("label", WRONG)
def test_a_wrong_call_ends_in_one_line_with_exit_2(label: str, terminal: Terminal) -> None:
    arguments, says = WRONG[label]
    ran = terminal.run(*arguments)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert says in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


def test_what_was_agreed_asked_tried_and_said_feeds_the_next_one(terminal: Terminal, request_file: str) -> None:
    without = {key: value for key, value in REQUEST.items() if key != "commitments"}
    first = json.loads(terminal.run("questions", "--request", "-", "--json", stdin=json.dumps(without)).stdout)
    asked = [part for each in first["questions"] for part in ("--asked", each["text"])]
    said = ["--tried", "F03=her controller asked for it", "--knows", "I do the earnings-call mirror"]
    ran = terminal.run(
        "notes", "tomas", "--commitment", "One half page with Petra;2026-12-04", *asked, *said, "--on", "2026-11-20"
    )
    told = "Written down for tomas, 2026-11-20: 1 commitment, 5 questions, 1 play, 1 statement."
    assert (ran.exit_code, ran.stdout.strip()) == (0, told)
    second = json.loads(terminal.run("questions", "--request", "-", "--json", stdin=json.dumps(without)).stdout)
    assert [(each["text"], each["due"], each["done"]) for each in second["last_time"]] == [
        ("One half page with Petra", "2026-12-04", None)
    ]
    assert "One half page with Petra" in second["questions"][0]["text"]
    assert not {each["text"] for each in first["questions"]} & {each["text"] for each in second["questions"]}
    assert [row["why"] for row in second["not_asked"]] == ["asked on 20 November"] * len(second["not_asked"]) != []
    assert (second["play_to_offer"] or {}).get("play_id") not in ("F01", "F03")
    shown = terminal.run("notes", "tomas").stdout
    assert "commitment: One half page with Petra (due 2026-12-04)" in shown
    exported = json.loads(terminal.run("export", "tomas").stdout)
    assert exported["meetings"][0]["knows"] == ["I do the earnings-call mirror"]
    assert exported["ledger"][0]["outcome"] == "her controller asked for it"
    assert terminal.run("erase", "tomas", "--yes").exit_code == 0
    assert terminal.run("notes", "tomas").exit_code == 2


def test_what_became_of_a_promise_is_written_down_and_the_next_page_opens_with_the_rest(
    terminal: Terminal, client: TestClient
) -> None:
    promised = ["--commitment", "Two notes to chiefs;2026-11-20", "--commitment", "Call the plant", "--commitment", "A half page"]
    assert terminal.run("notes", "omar", *promised, "--on", "2026-11-10").exit_code == 0
    shown = terminal.run("notes", "omar").stdout
    assert "Still open\n   1  Two notes to chiefs\n   2  Call the plant\n   3  A half page\n" in shown
    heard = ["--became", "notes=partly: one chief was away", "--became", "2=Dropped", "--became", "a HALF page = kept"]
    ran = terminal.run("notes", "omar", *heard, "--on", "2026-11-17")
    assert (ran.exit_code, ran.stdout.strip()) == (0, "Written down for omar, 2026-11-17: 3 outcomes.")
    page = terminal.run("questions", "--request", "-", stdin=json.dumps({"seller": {"id": "omar"}, "card": CARD})).stdout
    assert '"Two notes to chiefs", due 20 November: partly done (one chief was away); what is left of it?' in " ".join(
        page.split()
    )
    assert "plant" not in page
    assert "half page" not in page
    assert "kept in part (one chief was away): Two notes to chiefs" in terminal.run("notes", "omar").stdout


def test_what_became_of_a_promise_over_http(client: TestClient) -> None:
    client.post("/v1/sellers/omar/notes", json={"on": "2026-11-10", "commitments": [{"text": "One note"}, {"text": "One call"}]})
    heard = {"became": [{"commitment": "One note", "became": "not", "why": "no time"}], "on": "2026-11-17"}
    saved = client.post("/v1/sellers/omar/notes", json=heard)
    assert (saved.status_code, saved.json()["became"]) == (201, 1)
    kept = client.get("/v1/sellers/omar/notes").json()
    assert kept["meetings"][1]["became"] == [{"commitment": "One note", "became": "not", "why": "no time"}]
    assert [each["text"] for each in kept["open"]] == ["One note", "One call"]
    wrong = client.post("/v1/sellers/omar/notes", json={"became": [{"commitment": "One", "became": "kept"}]})
    assert wrong.status_code == 422
    assert "'One' could be 1 'One note', 2 'One call'; give more of its words" in wrong.json()["detail"]


def test_a_play_nobody_knows_writes_nothing_at_all(terminal: Terminal) -> None:
    assert terminal.run("notes", "omar", "--commitment", "call her", "--tried", "Z99=good").exit_code == 2
    assert terminal.run("notes", "omar").exit_code == 2


def test_notes_over_http_are_kept_and_shown(client: TestClient) -> None:
    notes = {"on": "2026-11-20", "commitments": [{"text": "One note"}], "tried": [{"play": "Q&A echo", "outcome": "silence"}]}
    saved = client.post("/v1/sellers/omar/notes", json=notes)
    assert (saved.status_code, saved.json()["commitments"], saved.json()["tried"]) == (201, 1, 1)
    kept = client.get("/v1/sellers/omar/notes").json()
    assert [each["text"] for each in kept["meetings"][0]["commitments"]] == ["One note"]
    assert client.get("/v1/sellers/omar/plays").json()["ledger"][0]["play_id"] == "F03"
    assert client.post("/v1/sellers/omar/notes", json={}).status_code == 422
    assert client.get("/v1/sellers/nobody/notes").status_code == 404


def test_preparing_writes_nothing(terminal: Terminal, request_file: str) -> None:
    assert terminal.run("questions", "--request", request_file).exit_code == 0
    assert terminal.run("notes", "tomas").exit_code == 2


def test_no_sheet_shows_a_seller_what_their_manager_asked_for_or_noted(terminal: Terminal, tmp_path: Path) -> None:
    notes = {
        "human": "Sam is back after a bereavement. Write an at-risk text.",
        "loss": "We lost the deal at Quill; she is hurt.",
    }
    for name, note in notes.items():
        request = json.dumps({"seller": {"id": "sam"}, "card": CARD, "notes": [note]})
        for form in ("html", "md"):
            path = tmp_path / f"{name}.{form}"
            assert terminal.run("questions", "--request", "-", "--sheet", str(path), stdin=request).exit_code == 0
            sheet = path.read_text(encoding="utf-8")
            assert not [word for word in ("at-risk", "bereavement", "improvement file", "hurt", "In the notes") if word in sheet]
            assert ("commitment, in" in sheet) == (name == "loss")
