"""The one-on-ones of a seller on a real SQLite file: what is written comes back, is exported, and leaves no byte when erased."""

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine

import copilot.adapters.database as database
from copilot.adapters.store import SqlSellerStore
from copilot.domain.coaching import Commitment, CommitmentOutcome
from copilot.domain.one_on_one import MeetingRecord
from copilot.domain.people import LedgerEntry

DAY = date(2026, 11, 20)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60)
BECAME = st.sampled_from(["kept", "partly", "not", "dropped"])
MEETINGS = st.builds(
    MeetingRecord,
    on=st.dates(),
    became=st.lists(st.builds(CommitmentOutcome, commitment=WORDS, became=BECAME, why=st.none() | WORDS), max_size=2).map(tuple),
    commitments=st.lists(
        st.builds(Commitment, text=WORDS, due=st.none() | st.dates(), done=st.none() | st.booleans()), max_size=3
    ).map(tuple),
    asked=st.lists(WORDS, max_size=5).map(tuple),
    knows=st.lists(WORDS, max_size=2).map(tuple),
)
TRIED = LedgerEntry(play_id="S02", kind="tried", on=DAY, outcome="zanzibar corrected my figure")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlSellerStore]:
    opened = SqlSellerStore(tmp_path)
    yield opened
    opened.close()


def meeting(word: str = "zanzibar", on: date = DAY) -> MeetingRecord:
    return MeetingRecord(
        on=on,
        became=(CommitmentOutcome(commitment=f"{word} call", became="partly", why=f"{word} was away"),),
        commitments=(Commitment(text=f"{word} half page", due=DAY + timedelta(days=7)),),
        asked=(f"What would {word} keep?",),
        knows=(f"I send {word} the table first",),
    )


def bytes_of(folder: Path) -> bytes:
    return b"\0".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written=st.lists(MEETINGS, max_size=4))
def test_meetings_come_back_as_written_the_oldest_first(
    written: list[MeetingRecord], tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = SqlSellerStore(tmp_path_factory.mktemp("meetings"))
    for each in written:
        store.record_meeting("omar", each, ())
    assert store.meetings("omar") == tuple(sorted(written, key=lambda each: each.on))
    assert store.meetings("ewa") == ()
    store.close()


def test_a_play_that_was_tried_stands_in_the_ledger(store: SqlSellerStore) -> None:
    store.record_meeting("omar", meeting(), (TRIED,))
    assert store.ledger("omar") == (TRIED,)


def test_the_export_holds_every_line(store: SqlSellerStore) -> None:
    store.record_meeting("omar", meeting(), (TRIED,))
    store.record_meeting("ewa", meeting("quebec"), ())
    kept = store.export("omar")
    assert kept["meetings"] == [meeting().model_dump(mode="json")]
    assert kept["ledger"] == [TRIED.model_dump(mode="json")]
    assert "quebec" not in str(kept)


@pytest.mark.parametrize("meetings", [1, 30])
def test_an_erased_seller_leaves_no_byte_of_their_meetings(meetings: int, tmp_path: Path) -> None:
    store = SqlSellerStore(tmp_path)
    for number in range(meetings):
        store.record_meeting("omar", meeting(on=DAY + timedelta(days=number)), (TRIED,))
    store.record_meeting("ewa", meeting("quebec"), ())
    assert b"zanzibar" in bytes_of(tmp_path)
    assert store.erase("omar") == meetings * 2
    assert b"zanzibar" not in bytes_of(tmp_path)
    store.close()
    assert b"zanzibar" not in bytes_of(tmp_path)
    reopened = SqlSellerStore(tmp_path)
    assert reopened.meetings("ewa") == (meeting("quebec"),)
    reopened.close()
    with sqlite3.connect(tmp_path / "coach.sqlite") as connection:
        assert connection.execute("select count(*) from meetings").fetchone() == (1,)
        assert connection.execute("select count(*) from meeting_lines").fetchone() == (4,)


def test_reading_meetings_makes_no_file(store: SqlSellerStore, tmp_path: Path) -> None:
    assert store.meetings("omar") == ()
    assert list(tmp_path.iterdir()) == []


def migrate_to(revision: str, tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'coach.sqlite'}")
    config = Config()
    config.set_main_option("script_location", str(Path(database.__file__).parent / "migrations"))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.commit()
    engine.dispose()


def test_a_record_from_before_there_were_meetings_is_moved_and_keeps_its_lines(tmp_path: Path) -> None:
    migrate_to("0001", tmp_path)
    with sqlite3.connect(tmp_path / "coach.sqlite") as old:
        old.execute("insert into sellers values (1, 'local', null, 'omar', '2026-11-01 00:00:00')")
        old.execute("insert into ledger values (1, 1, 'F03', 'knows', '2026-11-01', 2, null)")
    store = SqlSellerStore(tmp_path)
    store.record_meeting("omar", meeting(), ())
    assert [entry.play_id for entry in store.ledger("omar")] == ["F03"]
    assert store.meetings("omar") == (meeting(),)
    store.close()


def test_a_record_from_before_outcomes_is_moved_and_keeps_its_promises(tmp_path: Path) -> None:
    migrate_to("0003", tmp_path)
    with sqlite3.connect(tmp_path / "coach.sqlite") as old:
        old.execute("insert into sellers values (1, 'local', null, 'omar', '2026-11-01 00:00:00')")
        old.execute("insert into meetings values (1, 1, '2026-11-01')")
        old.execute("insert into meeting_lines values (1, 1, 'commitment', 'One note', '2026-11-08', 1)")
    store = SqlSellerStore(tmp_path)
    assert store.meetings("omar") == (
        MeetingRecord(on=date(2026, 11, 1), commitments=(Commitment(text="One note", due=date(2026, 11, 8), done=True),)),
    )
    store.record_meeting("omar", meeting(), ())
    assert store.meetings("omar")[1].became[0].why == "zanzibar was away"
    store.close()
