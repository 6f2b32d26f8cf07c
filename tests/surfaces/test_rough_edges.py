"""Rough edges of machines, files and input: each ends in one clear sentence, or in nothing at all where nothing is wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.http_app import make_app
from api.serving import hosts_at, require_loopback
from copilot.adapters.playbook_drafter import fill_wording
from copilot.bootstrap import build_copilot
from copilot.domain.people import Executive
from copilot.settings import Settings
from tests.adapters.test_store_processes import WRITE
from tests.conftest import make_settings
from tests.surfaces.ways_in import Http, Terminal, is_one_sentence, serve_app

ASK = {"question": "How do I reach the CFO?", "executive": {"title": "CFO"}, "signals": ["quarterly call was yesterday"]}


def post(settings: Settings, path: str, raw: bytes) -> Any:
    with serve_app(settings, trusting=True) as client:
        return client.post(path, content=raw, headers={"content-type": "application/json"})


def test_a_name_of_spaces_is_answered(terminal: Terminal, settings: Settings) -> None:
    raw = json.dumps(ASK | {"executive": {"name": " ", "title": "CFO"}}).encode()
    assert terminal.run("plays", "--request", "-", "--json", stdin=raw).exit_code in (0, 2)
    assert post(settings, "/v1/plays/suggest", raw).status_code in (200, 422)


@pytest.mark.parametrize("attempt", range(2))
def test_processes_that_begin_together_on_an_empty_folder_lose_nothing(attempt: int, tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITE, str(tmp_path)]
    pipe = subprocess.PIPE
    writers = [subprocess.Popen([*command, f"w{n}", "5"], stdin=pipe, stdout=pipe, stderr=pipe, text=True) for n in range(3)]
    for process in writers:
        process.stdout.readline()
    for process in writers:
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [process.communicate(timeout=60)[1].strip().splitlines()[-1:] for process in writers] == [[], [], []]


def test_a_number_of_5000_digits_is_refused_in_a_sentence(terminal: Terminal) -> None:
    ran = terminal.run("plays", "--request", "-", stdin=b'{"question":"x","limit":' + b"9" * 5000 + b"}")
    assert ran.exit_code == 2


def test_a_request_with_a_byte_order_mark_is_read(terminal: Terminal) -> None:
    assert terminal.run("plays", "--request", "-", "--json", stdin=b"\xef\xbb\xbf" + json.dumps(ASK).encode()).exit_code == 0


def test_invalid_json_over_http_says_so(settings: Settings) -> None:
    """Today: "'1': jSON decode error."; the terminal's sentence is good (problems.py does not use failures._plain)."""
    assert "not valid JSON" in post(settings, "/v1/plays/suggest", b"{'a': 1}").json()["detail"]


@pytest.mark.parametrize("raw", [b'{"question": "caf\xe9"}', b'{"question": ' + b"[" * 90_000 + b"]" * 90_000 + b"}"])
def test_what_cannot_be_decoded_over_http_says_what_is_wrong(raw: bytes, settings: Settings) -> None:
    """Today: "See /openapi.json for what can be asked." """
    detail = post(settings, "/v1/plays/suggest", raw).json()["detail"]
    assert "UTF-8" in detail or "nested" in detail


def test_a_missing_field_is_said_alike_everywhere(terminal: Terminal, settings: Settings) -> None:
    said = terminal.send("suggest_plays", b"{}").sentence
    assert post(settings, "/v1/plays/suggest", b"{}").json()["detail"] == said


def test_limits_are_those_of_the_service(terminal: Terminal, settings: Settings) -> None:
    long = {"seller": "orla", "play": "F01", "kind": "tried", "outcome": "x" * 5000}
    with serve_app(settings) as client:
        for job, fields in (("record", long), ("search", {"q": "x" * 5000, "k": 2}), ("search", {"q": "x", "k": 99})):
            assert terminal.ask(job, **fields).done == Http(client).ask(job, **fields).done, job


def test_help_does_not_import_the_database() -> None:
    code = "import sys, api.cli; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_serving_an_unusable_library_ends_in_one_sentence(tmp_path: Path) -> None:
    environment = os.environ | Terminal(make_settings(tmp_path / "home", tmp_path / "empty")).environment
    command = [sys.executable, "-c", "from api.cli import main; main()", "serve", "--port", "0"]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 3
    assert "Traceback" not in ran.stderr


def test_a_day_that_is_none_in_coach_today_ends_in_one_sentence(terminal: Terminal) -> None:
    terminal.environment["COACH_TODAY"] = "soon"
    ran = terminal.run("plays", "How do I reach the CFO?")
    assert ran.exit_code in (2, 3)
    assert is_one_sentence(ran.stderr.strip())


def test_making_an_index_that_cannot_be_written_fails(small_corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert Terminal(make_settings(tmp_path / "file" / "home", small_corpus)).run("index").exit_code == 3


def test_the_demonstration_does_not_read_the_sellers_of_this_machine(terminal: Terminal) -> None:
    before = terminal.run("demo").stdout
    terminal.ask("record", seller="orla", play="F03", kind="knows")
    terminal.ask("record", seller="diego", play="D08", kind="knows")
    assert terminal.run("demo").stdout == before


def test_statements_of_spaces_are_refused_or_show_nothing(terminal: Terminal) -> None:
    assert not terminal.ask("suggest_plays", question="   ").done


def test_the_deeper_level_is_promised_only_where_it_is_given(terminal: Terminal) -> None:
    body = terminal.ask("suggest_plays", **ASK, seller={"knows": ["earnings stuff"]}).body
    assert body["deeper"] or "here is the deeper level" not in body["note"]


def test_a_card_is_wrapped(terminal: Terminal) -> None:
    assert max(map(len, terminal.run("play", "F03").stdout.splitlines())) <= 100


def test_a_reader_that_has_gone_away_is_no_error(terminal: Terminal) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-c", "from api.cli import main; main()", "play", "F01"]
    ran = subprocess.run(command, env=os.environ | terminal.environment, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_a_name_is_never_read_as_a_slot() -> None:
    assert fill_wording("{executive} of {company}", Executive(name="{company}", company="Halden"), None) == "{company} of Halden"


def test_every_loopback_address_that_may_be_served_is_answered(settings: Settings) -> None:
    require_loopback("127.0.0.2")
    app = make_app(lambda: build_copilot(settings), most_body_bytes=10_000, hosts=hosts_at("127.0.0.2"))
    with TestClient(app) as client:
        assert client.get("/healthz", headers={"host": "127.0.0.2:8484"}).status_code == 200


def test_a_host_that_only_begins_like_this_machine_is_refused(settings: Settings) -> None:
    with serve_app(settings) as client:
        assert client.get("/healthz", headers={"host": "[::1].evil.example"}).status_code == 421


def test_the_seller_without_a_name_is_spoken_to_in_english(terminal: Terminal) -> None:
    assert not [text for text in terminal.ask("suggest_plays", **ASK).body["warnings"] if "what me " in text]
