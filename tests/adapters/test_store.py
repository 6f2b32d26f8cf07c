"""The sellers' record on a real SQLite file: what is written is kept, in order; what is erased leaves nothing behind."""

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, event, inspect
from sqlalchemy.engine import Engine

from copilot.adapters.store import SqlSellerStore
from copilot.adapters.store_tables import Table
from copilot.domain.people import LedgerEntry
from copilot.errors import StoreUnavailable, UnknownSeller

DAY = date(2026, 11, 22)
ENTRIES = st.builds(
    LedgerEntry,
    play_id=st.sampled_from(["F01", "F03", "I11", "R02"]),
    kind=st.sampled_from(["knows", "tried", "not_known"]),
    on=st.dates(),
    depth=st.none() | st.integers(1, 4),
    outcome=st.none() | st.text(st.characters(codec="utf-8"), max_size=40),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlSellerStore]:
    opened = SqlSellerStore(tmp_path)
    yield opened
    opened.close()


def entry(play_id: str = "F01", **changes: Any) -> LedgerEntry:
    return LedgerEntry.model_validate({"play_id": play_id, "kind": "knows", "on": DAY} | changes)


def bytes_of(folder: Path) -> bytes:
    return b"\0".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def columns_of(engine: Engine) -> dict[str, dict[str, tuple[str, bool]]]:
    """Return every column of every table but Alembic's own: its type, and whether it may be empty."""
    found = inspect(engine)
    return {
        table: {column["name"]: (str(column["type"]), bool(column["nullable"])) for column in found.get_columns(table)}
        for table in found.get_table_names()
        if table != "alembic_version"
    }


def test_the_migrations_make_the_tables_that_the_models_describe(store: SqlSellerStore, tmp_path: Path) -> None:
    store.record("orla", entry())
    migrated, modelled = create_engine(f"sqlite:///{tmp_path / 'coach.sqlite'}"), create_engine("sqlite://")
    Table.metadata.create_all(modelled)
    assert columns_of(migrated) == columns_of(modelled) != {}
    for engine in (migrated, modelled):
        engine.dispose()


def test_a_record_of_today_is_read_by_the_next_start(tmp_path: Path) -> None:
    first = SqlSellerStore(tmp_path)
    first.record("orla", entry(outcome="she rang"))
    first.close()
    second = SqlSellerStore(tmp_path)
    assert second.ledger("orla") == (entry(outcome="she rang"),)
    second.close()


@pytest.mark.parametrize("seller_id", ["orla", "Orla", "örla 你好", "o'rla; DROP TABLE sellers;--", "a/../b", "o" * 80])
def test_a_seller_is_known_by_exactly_the_id_that_was_written(seller_id: str, store: SqlSellerStore) -> None:
    store.record("somebody else", entry("F03"))
    store.record(seller_id, entry("F01"))
    assert [e.play_id for e in store.ledger(seller_id)] == ["F01"]
    assert set(store.sellers()) == {seller_id, "somebody else"}


def test_sellers_are_listed_in_order_and_once_each(store: SqlSellerStore) -> None:
    for seller_id in ("zoe", "abe", "zoe"):
        store.record(seller_id, entry())
    assert store.sellers() == ("abe", "zoe")


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written=st.lists(st.tuples(st.sampled_from(["orla", "bo"]), ENTRIES), max_size=6))
def test_every_field_comes_back_in_the_order_it_was_written(
    written: list[tuple[str, LedgerEntry]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever its date: the ledger is what people said, oldest saying first."""
    store = SqlSellerStore(tmp_path_factory.mktemp("ledgers"))
    for seller_id, said in written:
        store.record(seller_id, said)
    for seller_id in ("orla", "bo"):
        own = tuple(said for name, said in written if name == seller_id)
        assert store.ledger(seller_id) == own
        if own:
            kept = {"seller_id": seller_id, "ledger": [said.model_dump(mode="json") for said in own], "meetings": []}
            assert store.export(seller_id) == kept
    store.close()


def test_the_export_holds_every_row_the_database_has_of_a_seller(store: SqlSellerStore, tmp_path: Path) -> None:
    said = [
        entry("F01", kind="tried", depth=3, outcome="she rang"),
        entry("F03", on=DAY - timedelta(400)),
        entry("R02", kind="not_known"),
    ]
    for one in said:
        store.record("orla", one)
    store.record("bo", entry("I11", outcome="not hers"))
    exported: Any = store.export("orla")["ledger"]
    with sqlite3.connect(tmp_path / "coach.sqlite") as raw:
        names = "play_id, kind, said_on, depth, outcome"
        rows = raw.execute(
            f"SELECT {names} FROM ledger JOIN sellers ON sellers.key = seller_key WHERE seller_id = 'orla'"
        ).fetchall()
        held = {row[1] for row in raw.execute("PRAGMA table_info(ledger)")} - {"key", "seller_key"}
    raw.close()
    assert [tuple(row.values()) for row in exported] == rows
    assert held == set(names.split(", ")), "a new column belongs into the export"


def test_reading_makes_no_file(store: SqlSellerStore, tmp_path: Path) -> None:
    assert (store.sellers(), store.ledger("orla")) == ((), ())
    for ask in (store.export, store.erase):
        with pytest.raises(UnknownSeller):
            ask("orla")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("entries", [1, 80])
def test_an_erased_seller_leaves_no_bytes_in_any_file(entries: int, tmp_path: Path) -> None:
    """Also where the record fills many pages, and while another process has the file open and has read it."""
    store, other = SqlSellerStore(tmp_path), SqlSellerStore(tmp_path)
    store.record("kept-bo", entry(outcome="kept outcome"))
    for number in range(entries):
        store.record("zanzibar-orla", entry(outcome=f"quixotic outcome {number} " + "x" * 900))
    assert len(other.ledger("zanzibar-orla")) == entries
    assert b"zanzibar-orla" in bytes_of(tmp_path)
    assert store.erase("zanzibar-orla") == entries
    left = bytes_of(tmp_path)
    assert (b"zanzibar" in left, b"quixotic" in left) == (False, False)
    assert b"kept outcome" in left
    assert (other.sellers(), other.ledger("zanzibar-orla")) == (("kept-bo",), ())
    store.close()
    other.close()
    assert b"zanzibar" not in bytes_of(tmp_path)


def test_a_seller_who_was_erased_can_begin_anew(store: SqlSellerStore) -> None:
    store.record("orla", entry("F01"))
    store.erase("orla")
    with pytest.raises(UnknownSeller, match=r"check the id, nothing was changed\.$"):
        store.erase("orla")
    store.record("orla", entry("F03"))
    assert [e.play_id for e in store.ledger("orla")] == ["F03"]


def _fill_the_disk(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA max_page_count=1")  # of a larger database: the pages it has


def test_a_full_disk_is_said_and_what_was_there_stays(tmp_path: Path) -> None:
    before = SqlSellerStore(tmp_path)
    before.record("orla", entry("F01"))
    before.close()
    event.listen(Engine, "connect", _fill_the_disk)
    try:
        store = SqlSellerStore(tmp_path)
        with pytest.raises(StoreUnavailable, match="is full; free some space and try again, nothing was changed"):
            store.record("orla", entry("F03", outcome="x" * 10_000))
        assert store.ledger("orla") == (entry("F01"),)
        store.close()
    finally:
        event.remove(Engine, "connect", _fill_the_disk)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    store = SqlSellerStore(tmp_path / "file" / "home")
    assert store.ledger("orla") == ()
    with pytest.raises(StoreUnavailable, match=r"^The [^\n]*file/home[^\n]*\.$"):
        store.record("orla", entry())


@pytest.mark.parametrize("content", [b"this is no database, " * 100, b"SQLite format 3\x00" + b"\xff" * 4000])
def test_a_damaged_file_is_said_and_left_as_it_is(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "coach.sqlite").write_bytes(content)
    store = SqlSellerStore(tmp_path)
    for use in (lambda: store.ledger("orla"), lambda: store.record("orla", entry())):
        with pytest.raises(StoreUnavailable, match="is damaged; restore it from a backup or move it away to begin anew"):
            use()
    store.close()
    assert (tmp_path / "coach.sqlite").read_bytes() == content


def test_a_record_is_on_the_disk_before_the_call_returns(store: SqlSellerStore, tmp_path: Path) -> None:
    """WAL and full synchronisation: a power cut a moment later loses nothing."""
    modes: list[tuple[Any, ...]] = []

    def note_modes(connection: Any, _record: Any) -> None:
        modes.append(
            tuple(connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "secure_delete"))
        )

    store.record("orla", entry())
    event.listen(Engine, "close", note_modes)
    store.close()
    event.remove(Engine, "close", note_modes)
    assert modes == [("wal", 2, 1)] * len(modes)
    assert modes != []
