"""Pages for a terminal: everything a person needs, wrapped, in the words of the library."""

import json
from typing import Any

import pytest

from tests.surfaces.ways_in import Terminal

QUESTION = "How do I reach the CFO of Halden Foods?"
ASK = (QUESTION, "--seller", "orla", "--title", "CFO", "--signal", "quarterly call was yesterday")
KNOWS = ("--knows", "I do the earnings-call mirror")


@pytest.mark.parametrize("flags", [(), KNOWS, (*KNOWS, "--include-known"), ("--limit", "1"), ("--as-of", "2026-11-01")])
def test_flags_and_a_request_file_ask_the_same(flags: tuple[str, ...], terminal: Terminal, tmp_path: Any) -> None:
    fields: dict[str, Any] = {
        "question": QUESTION,
        "seller": {"id": "orla", "knows": [KNOWS[1]] if KNOWS[0] in flags else []},
        "executive": {"title": "CFO"},
        "signals": ["quarterly call was yesterday"],
        "include_known": "--include-known" in flags,
    }
    fields |= {"limit": 1} if "--limit" in flags else {}
    fields |= {"as_of": "2026-11-01"} if "--as-of" in flags else {}
    (tmp_path / "request.json").write_text(json.dumps(fields), encoding="utf-8")
    by_flags = terminal.run("plays", *ASK, *flags, "--json")
    by_file = terminal.run("plays", "--request", str(tmp_path / "request.json"), "--json")
    assert by_flags.exit_code == 0
    assert json.loads(by_flags.stdout) == json.loads(by_file.stdout)


def test_an_answer_given_as_a_flag_settles_the_question(terminal: Terminal) -> None:
    ran = terminal.run("plays", *ASK, "--knows", "earnings stuff", "--answer", "earnings stuff=f01", "--json")
    body = json.loads(ran.stdout)
    assert ([row["play_id"] for row in body["known"]], body["ask"]) == (["F01"], [])


def test_a_suggestion_shows_why_what_to_do_first_and_what_it_rests_on(terminal: Terminal) -> None:
    page = terminal.run("plays", *ASK, *KNOWS).stdout
    body = json.loads(terminal.run("plays", *ASK, *KNOWS, "--json").stdout)
    suggestion = body["suggestions"][0]
    flat = " ".join(page.split())
    assert 'You said you already do: "I do the earnings-call mirror" (F01).' in flat
    assert f"1 {suggestion['title']} ({suggestion['play_id']})" in flat
    for part in ("why_this_executive", "why_now", "why_new", "opener", "leading_indicator", "evidence"):
        assert " ".join(suggestion[part].split()) in flat, part
    assert f"First step, {suggestion['first_step']['minutes']} minutes {suggestion['first_step']['text']}" in flat
    assert all(citation["passage_id"] in flat for citation in suggestion["citations"])
    assert body["note"] in flat
    assert "Nothing was written by a model." in flat


def test_what_is_asked_stands_on_the_page_with_its_candidates(terminal: Terminal) -> None:
    flat = " ".join(terminal.run("plays", *ASK, "--knows", "earnings stuff").stdout.split())
    assert 'About "earnings stuff": Where did the last one start:' in flat
    assert "[F01, F03]" in flat


def test_what_was_left_out_is_shown_on_request(terminal: Terminal) -> None:
    short, full = (terminal.run("plays", *ASK, *KNOWS, *why).stdout for why in ((), ("--why",)))
    assert "--why shows what was left out." in short
    assert "Left out\n   F01  you do it already: I do the earnings-call mirror" in full


@pytest.mark.parametrize("columns", [80, 100, 120, 200])
def test_no_line_of_an_answer_is_wider_than_the_terminal_or_than_a_page(columns: int, terminal: Terminal) -> None:
    terminal.environment["COLUMNS"] = str(columns)
    calls = [("plays", *ASK, *KNOWS, "--why"), ("plays", *ASK), ("search", "results call"), ("known", "earnings stuff")]
    lines = [line for call in calls for line in terminal.run(*call).stdout.splitlines()]
    assert [line for line in lines if len(line) > min(columns, 120)] == []
    assert max(map(len, lines)) > min(columns, 120) - 15, "the room is used"


def test_a_card_is_shown_whole(terminal: Terminal) -> None:
    card = json.loads(terminal.run("play", "F03", "--json").stdout)
    flat = " ".join(terminal.run("play", "F03").stdout.split())
    assert flat.startswith("F03 Analyst-question echo few sellers do it · evidence D · 150 minutes")
    for section in card["sections"]:
        assert section["heading"] in flat
        assert section["text"].split()[-1] in flat
    assert all(alias in flat for alias in card["aliases"])
    assert f"Sign that it works: {card['indicator']}" in flat


def test_what_a_statement_shows_is_named_by_title(terminal: Terminal) -> None:
    page = terminal.run("known", "I do the earnings-call mirror", "we bake bread").stdout
    assert "   known            F01  Earnings-call mirror" in page
    assert '"we bake bread"\n   shows no play of the library' in page


def test_a_ledger_reads_as_what_people_said(terminal: Terminal) -> None:
    assert terminal.run("knows", "orla", "F03").stdout == "Written down: orla knows it, F03 Analyst-question echo.\n\n"
    terminal.run("tried", "orla", "F01", "--outcome", "she rang back")
    terminal.run("knows", "orla", "R02", "--not")
    rows = terminal.run("knows", "orla").stdout.splitlines()
    assert rows[0] == "What people wrote down about orla"
    assert rows[1] == "   2026-11-22  knows it, F03 Analyst-question echo"
    assert rows[2] == "   2026-11-22  tried it, F01 Earnings-call mirror: she rang back"
    assert rows[3].startswith("   2026-11-22  does not do it, R02 ")


def test_nothing_found_says_so(terminal: Terminal) -> None:
    assert terminal.run("search", "xyzzy").stdout.strip() == "Nothing was found; try other words."


def test_a_sound_library_is_reported_with_its_size(terminal: Terminal) -> None:
    ran = terminal.run("check-corpus")
    assert ran.exit_code == 0
    assert ran.stdout.startswith("10 plays (0 outlines), 3 personas, 0 guides")
    assert ran.stdout.endswith(": all sound.\n\n")


def test_making_the_index_says_what_it_holds(terminal: Terminal) -> None:
    ran = terminal.run("index")
    report = json.loads(terminal.run("index", "--json").stdout)
    assert ran.stdout.startswith(f"Index of 10 plays: {report['passages']} passages, {report['phrases']} phrases, embedder none.")


@pytest.mark.parametrize(("answer", "left"), [("n\n", ["F01"]), ("", ["F01"]), ("y\n", None)])
def test_erasing_asks_first(answer: str, left: list[str] | None, terminal: Terminal) -> None:
    terminal.run("knows", "orla", "F01")
    ran = terminal.run("erase", "orla", stdin=answer)
    ledger = terminal.ask("ledger", seller="orla")
    assert ran.exit_code == (0 if left is None else 2)
    assert (None if not ledger.done else [entry["play_id"] for entry in ledger.body["ledger"]]) == left
    if left is not None:
        assert ran.stderr.splitlines()[-1] == "Stopped; nothing was changed."


def test_a_folder_of_ones_own_can_be_searched(terminal: Terminal, tmp_path: Any) -> None:
    (tmp_path / "rows.jsonl").write_text(
        '{"id": "d1", "text": "apples and pears"}\n{"id": "d2", "text": "iron ore"}\n', encoding="utf-8"
    )
    (tmp_path / "note.md").write_text("# Steel\nA furnace melts it.\n", encoding="utf-8")
    queries = tmp_path / "queries" / "q.jsonl"
    queries.parent.mkdir()
    queries.write_text('{"id": "fruit", "text": "pears"}\n{"_id": "heat", "text": "furnace"}\n', encoding="utf-8")
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name in ("rows.jsonl", "note.md"):
        (tmp_path / name).rename(corpus / name)
    ran = terminal.run("search", "--corpus", str(corpus), "--queries", str(queries), "-k", "1", "--json")
    assert json.loads(ran.stdout) == {"fruit": ["d1"], "heat": ["note.md"]}
