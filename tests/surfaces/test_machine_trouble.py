"""Trouble with the machine: the copilot still answers, with a warning, or says in one sentence why it cannot (exit 3, 503)."""

import errno
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from copilot.domain.drafts import DraftRequest, PlaysDraft
from copilot.errors import EmptyLibrary
from copilot.retrieval import index_store
from copilot.settings import Settings
from tests.conftest import copy_small_corpus, make_settings
from tests.surfaces.ways_in import Http, Terminal, is_one_sentence, open_ways_in, serve_app

ASK = {"question": "How do I reach the CFO?", "executive": {"title": "CFO"}, "signals": ["quarterly call was yesterday"]}
RECORD: dict[str, Any] = {"seller": "orla", "play": "F01", "kind": "tried", "outcome": "she rang"}


@pytest.fixture
def unwritable(small_corpus: Path, tmp_path: Path) -> Settings:
    """A data folder that nobody can make, root included: it would have to lie inside a file."""
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    return make_settings(tmp_path / "file" / "home", small_corpus)


@pytest.fixture
def full_disk() -> Iterator[None]:
    """Let no database grow by a page, so that SQLite itself reports a full disk."""

    def refuse_growth(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA max_page_count=1")  # of a larger database: the pages it has

    event.listen(Engine, "connect", refuse_growth)
    yield
    event.remove(Engine, "connect", refuse_growth)


def plays_of(body: dict[str, Any]) -> list[str]:
    return [suggestion["play_id"] for suggestion in body["suggestions"]]


def test_a_missing_index_is_made_and_said(small_corpus: Path, tmp_path: Path) -> None:
    terminal = Terminal(make_settings(tmp_path / "new", small_corpus))
    first, second = terminal.run("play", "F01"), terminal.run("play", "F01")
    assert first.stderr == "Making the index, since there is no index yet.\n"
    assert (first.exit_code, first.stdout) == (0, second.stdout)
    assert second.stderr == "", "the second time it is there"


@pytest.mark.parametrize("name", ["library.json", "passages.json", "phrases.json", "manifest.json", "words/vocab.index.json"])
def test_an_index_with_one_byte_changed_is_made_anew_and_answers_the_same(name: str, terminal: Terminal, home: Path) -> None:
    before = terminal.run("plays", "--request", "-", "--json", stdin=_json(ASK))
    flip_byte(next(home.glob(f"index/*/version/{name}")))
    after = terminal.run("plays", "--request", "-", "--json", stdin=_json(ASK))
    assert (after.exit_code, after.stdout) == (0, before.stdout)
    assert after.stderr.startswith("Making the index, since the index is damaged:")
    assert terminal.run("play", "F01").stderr == "", "the new one is sound"


@pytest.mark.parametrize("pointer", ["", "nowhere", "../../etc", "\x00"])
def test_a_pointer_to_no_version_counts_as_no_index(pointer: str, terminal: Terminal, home: Path) -> None:
    (home / "index" / "current").write_text(pointer, encoding="utf-8")
    ran = terminal.run("play", "F01")
    assert (ran.exit_code, ran.stderr) == (0, "Making the index, since there is no index yet.\n")


def test_a_changed_card_is_served_at_once(home: Path, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    copy_small_corpus(corpus)
    terminal = Terminal(make_settings(home, corpus))
    card = next(corpus.glob("plays/F03-*.md"))
    assert terminal.run("play", "F03").exit_code == 0
    card.write_text(
        card.read_text(encoding="utf-8").replace("title: Analyst-question echo", "title: Second asking"), encoding="utf-8"
    )
    ran = terminal.run("play", "F03")
    assert ran.stderr == "Making the index, since the library has changed since the index was made.\n"
    assert ran.stdout.startswith("F03  Second asking\n")


def test_an_empty_library_is_said_in_one_sentence(home: Path, tmp_path: Path) -> None:
    empty = make_settings(home, tmp_path / "empty")
    ran = Terminal(empty).run("plays", "How do I reach the CFO?")
    assert (ran.exit_code, ran.stdout) == (3, "")
    assert is_one_sentence(ran.stderr.splitlines()[-1])
    assert ran.stderr.endswith("point COACH_CORPUS at the library's folder.\n")
    with pytest.raises(EmptyLibrary), serve_app(empty):
        pass


def test_a_broken_card_is_named_with_its_line_and_the_old_answer_is_not_given(home: Path, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    copy_small_corpus(corpus)
    card = next(corpus.glob("plays/F03-*.md"))
    card.write_text(card.read_text(encoding="utf-8").replace("effort_minutes: 150", "effort_minutes: 151"), encoding="utf-8")
    terminal = Terminal(make_settings(home, corpus))
    ran = terminal.run("play", "F01")
    assert ran.exit_code == 3
    assert f"plays/{card.name}:" in ran.stderr
    assert "Run 'coach check-corpus' to see them all" in ran.stderr
    checked = terminal.run("check-corpus")
    assert checked.exit_code == 2
    assert "the steps take 150 min, the field says 151" in checked.stdout


def test_a_data_folder_that_cannot_be_written_still_answers_with_a_warning(unwritable: Settings, terminal: Terminal) -> None:
    usual = terminal.ask("suggest_plays", **ASK).body
    with open_ways_in(unwritable) as ways_in:
        for way_in in ways_in.values():
            body = way_in.ask("suggest_plays", **ASK).body
            assert plays_of(body) == plays_of(usual) != []
            assert [text for text in body["warnings"] if "cannot be written" in text and "COACH_HOME" in text]
            assert way_in.ask("known_plays", statements=["cold call"]).done
            assert way_in.ask("search", q="results call", k=2).done


def test_writing_where_nothing_can_be_written_fails_in_one_sentence(unwritable: Settings) -> None:
    with serve_app(unwritable) as client:
        at_terminal, over_http = Terminal(unwritable).run("knows", "orla", "F01"), Http(client)
        assert at_terminal.exit_code == 3
        assert over_http.ask("record", **RECORD).blame == "machine"
        assert over_http.status_of("record", **RECORD) == 503
        said = at_terminal.stderr.splitlines()[-1]
        assert said == over_http.ask("record", **RECORD).sentence
        assert is_one_sentence(said)
        assert str(unwritable.home) in said


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_refuses_the_record_and_changes_nothing(settings: Settings) -> None:
    with open_ways_in(settings) as ways_in:
        for way_in in ways_in.values():
            answer = way_in.ask("record", **RECORD)
            assert (answer.done, answer.blame) == (False, "machine")
            assert "is full; free some space and try again, nothing was changed" in answer.sentence
            assert is_one_sentence(answer.sentence)
            assert way_in.ask("search", q="results call", k=2).done
    assert b"orla" not in b"".join(path.read_bytes() for path in settings.home.glob("coach.sqlite*"))


def test_a_disk_that_fills_while_the_index_is_written_still_answers(
    small_corpus: Path, tmp_path: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_to_save(_version: object, folder: Path, **_: object) -> None:
        folder.mkdir()
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    usual = terminal.ask("suggest_plays", **ASK).body
    monkeypatch.setattr(index_store, "save_version", fail_to_save)
    body = Terminal(make_settings(tmp_path / "full", small_corpus)).ask("suggest_plays", **ASK).body
    assert plays_of(body) == plays_of(usual)
    assert [text for text in body["warnings"] if "No space left on device" in text and "kept in memory" in text]


def test_a_damaged_ledger_is_said_and_never_overwritten(settings: Settings) -> None:
    (settings.home / "coach.sqlite").write_bytes(b"this is no database, " * 100)
    with open_ways_in(settings) as ways_in:
        for way_in in ways_in.values():
            answer = way_in.ask("record", **RECORD)
            assert answer.blame == "machine"
            assert "is damaged; restore it from a backup or move it away to begin anew" in answer.sentence
    assert (settings.home / "coach.sqlite").read_bytes() == b"this is no database, " * 100


def test_a_damaged_ledger_still_lets_a_question_be_answered_with_a_warning(settings: Settings) -> None:
    """Only what had to be read from it is missing, and the answer says so."""
    (settings.home / "coach.sqlite").write_bytes(b"this is no database, " * 100)
    with open_ways_in(settings) as ways_in:
        for way_in in ways_in.values():
            body = way_in.ask("suggest_plays", **ASK).body
            assert plays_of(body) != []
            assert [text for text in body["warnings"] if "coach.sqlite is damaged" in text]


def test_a_library_without_detector_weights_is_said_in_one_sentence(small_corpus: Path, home: Path, tmp_path: Path) -> None:
    corpus = shutil.copytree(small_corpus, tmp_path / "corpus")
    (corpus / "detection" / "weights.json").unlink()
    ran = Terminal(make_settings(home, corpus)).run("plays", "How do I reach the CFO?")
    assert ran.exit_code == 3
    assert is_one_sentence(ran.stderr.splitlines()[-1])
    assert "weights.json" in ran.stderr


class BrokenDrafter:
    """A part that fails in a way nobody foresaw."""

    name = "broken"

    def draft_plays(self, request: DraftRequest) -> PlaysDraft:
        raise RuntimeError(f"secret of {request.seller_name}")


def test_an_unforeseen_error_over_http_tells_nothing_of_the_inside(settings: Settings) -> None:
    with serve_app(settings, trusting=True, playbook=BrokenDrafter()) as client:
        response = client.post("/v1/plays/suggest", json=ASK | {"seller": {"name": "Orla"}})
        assert response.status_code == 500
        assert response.headers["content-type"] == "application/problem+json"
        assert "secret" not in response.text
        assert "Orla" not in response.text
        assert is_one_sentence(response.json()["detail"])
        assert client.get("/healthz").status_code == 200, "the next request is served"


def flip_byte(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x01
    path.write_bytes(data)


def _json(request: dict[str, Any]) -> bytes:
    return json.dumps(request).encode()
