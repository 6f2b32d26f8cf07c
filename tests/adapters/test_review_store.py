"""What is kept of certification: opened once, kept once, only added to, and gone with its bytes when it is erased."""

import base64
import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from copilot.adapters.review_store import SqlReviewStore
from copilot.domain.certification import Rubric, Submission
from copilot.domain.reviews import Decision, OverruledGate, OverruledLevel, ReviewTask
from copilot.errors import KeyReused, StoreUnavailable, TooLarge, UnknownReview

STEPS = ("slides", "pictures", "story", "result")
RUBRIC = Rubric(id="story", version=3, title="A story", pass_mark=70, second_look=60, criteria=(), gates=(), digest="abc")
SECRET = b"Quintessa Vandermolen-Achterberg"


@pytest.fixture
def store(tmp_path: Path) -> SqlReviewStore:
    return SqlReviewStore(tmp_path, STEPS)


def keep(store: SqlReviewStore, data: bytes = SECRET, name: str = "deck.pptx") -> str:
    incoming = store.receive(10_000)
    incoming.write(data)
    return incoming.keep("deck", name).id


def make_task(deck_id: str, **changes: object) -> ReviewTask:
    return ReviewTask(deck_id=deck_id, rubric=RUBRIC, as_of=date(2026, 11, 22)).model_copy(update=changes)


def open_one(store: SqlReviewStore, key: str | None = None, digest: str = "d", **changes: object) -> str:
    return store.open_review(make_task(keep(store), **changes), key=key, request_digest=digest)


def test_what_is_kept_comes_back_with_its_digest_and_a_plain_name(store: SqlReviewStore) -> None:
    upload = store.upload(keep(store, b"abc", "..\\..\\etc/pass\nwd\u202e.pptx"))
    assert (upload.name, upload.size) == ("passwd.pptx", 3)
    assert upload.digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert store.read_upload(upload.id).data == b"abc"


def test_the_files_lie_under_random_names_for_their_owner_alone(store: SqlReviewStore, tmp_path: Path) -> None:
    deck_id = keep(store, name="orla.pptx")
    (only,) = (tmp_path / "uploads").iterdir()
    assert only.name == deck_id
    assert (only.stat().st_mode & 0o077, only.parent.stat().st_mode & 0o077) == (0, 0)


def test_a_file_that_is_too_large_or_left_leaves_nothing(store: SqlReviewStore, tmp_path: Path) -> None:
    incoming = store.receive(4)
    incoming.write(b"1234")
    with pytest.raises(TooLarge):
        incoming.write(b"5")
    store.receive(4).discard()
    assert list((tmp_path / "uploads").iterdir()) == []


def test_twenty_at_once_with_one_key_open_one_review(store: SqlReviewStore) -> None:
    deck_id = keep(store)
    with ThreadPoolExecutor(20) as pool:
        opened = list(pool.map(lambda _: store.open_review(make_task(deck_id), key="k", request_digest="d"), range(20)))
    assert len(set(opened)) == 1
    with pytest.raises(KeyReused):
        store.open_review(make_task(deck_id), key="k", request_digest="other")


def test_the_order_and_the_rubric_stay_as_they_were(store: SqlReviewStore) -> None:
    review_id = open_one(store, submission=Submission(author="Orla"))
    assert store.task(review_id).rubric == RUBRIC
    review = store.review(review_id)
    assert (review.status, review.rubric, review.progress.of) == ("waiting", "story.v3", 4)


def test_what_a_step_kept_first_stands(store: SqlReviewStore) -> None:
    review_id = open_one(store)
    store.keep_outcome(review_id, "slides", "first")
    store.keep_outcome(review_id, "slides", "second")
    assert store.outcome(review_id, "slides") == "first"


def test_a_review_with_its_result_stays_done_whatever_a_late_run_says(store: SqlReviewStore) -> None:
    """A run of an earlier stage may be taken up after a kill, when the next one is through."""
    review_id = open_one(store)
    store.keep_outcome(review_id, "result", "{}")
    store.mark(review_id, "read")
    store.mark(review_id, "running", step="slides")
    assert store.status(review_id) == "done"


def test_decisions_are_added_and_keep_every_reason(store: SqlReviewStore) -> None:
    review_id = open_one(store)
    first = Decision(
        verdict="pass",
        levels=(OverruledLevel(criterion="K4", level=3, reason="seen"), OverruledLevel(criterion="K1", level=1, reason="not")),
        gates=(OverruledGate(gate="GT6", state="met", reason="rang"),),
        by="Sian",
        note="fine",
        on=datetime(2026, 11, 22, 9, tzinfo=UTC),
        proposed_verdict="rehearse",
        proposed_levels={"K4": 2, "K1": 2},
        total=66.25,
        rule_verdict="one_more_pass",
    )
    second = Decision(**first.model_dump() | {"verdict": "not_yet", "levels": (), "proposed_levels": {}, "gates": ()})
    store.add_decision(review_id, first)
    store.add_decision(review_id, second)
    assert store.review(review_id).decisions == (first, second)


def test_an_export_holds_the_bytes_of_the_files(store: SqlReviewStore) -> None:
    open_one(store, submission=Submission(author="Orla  Byrne"), seller_id="orla")
    for person in ("orla", "orla byrne"):
        (review,) = store.export_person(person)
        (file,) = review["files"]  # type: ignore[misc]
        assert base64.b64decode(file["base64"]) == SECRET  # type: ignore[index]
    assert store.export_person("somebody") == []


def test_an_erased_person_leaves_no_byte_anywhere(store: SqlReviewStore, tmp_path: Path) -> None:
    review_id = open_one(store, submission=Submission(author=SECRET.decode()), seller_id="orla")
    store.keep_outcome(review_id, "slides", SECRET.decode() * 1000)
    other = open_one(store, seller_id="bo")
    assert store.erase_person("orla") == 1
    store.erase_review(other)
    store.close()
    assert all(SECRET not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert list((tmp_path / "uploads").iterdir()) == []


def test_a_deck_that_another_review_needs_stays(store: SqlReviewStore) -> None:
    deck_id = keep(store)
    first = store.open_review(make_task(deck_id), key=None, request_digest="d")
    second = store.open_review(make_task(deck_id), key=None, request_digest="d")
    store.erase_review(first)
    assert store.read_upload(deck_id).data == SECRET
    store.erase_review(second)
    with pytest.raises(UnknownReview):
        store.read_upload(deck_id)


def test_a_deck_nobody_had_reviewed_for_a_day_is_thrown_away(store: SqlReviewStore) -> None:
    loose, used = keep(store), keep(store)
    store.open_review(make_task(used), key=None, request_digest="d")
    with store._database.session(writes=True) as session:
        session.execute(text("UPDATE uploads SET created = :day"), {"day": datetime.now(UTC) - timedelta(days=2)})
    keep(store)
    assert store.read_upload(used).data == SECRET
    with pytest.raises(UnknownReview):
        store.upload(loose)


def test_what_broke_off_on_its_way_in_is_swept_away_after_a_day(store: SqlReviewStore, tmp_path: Path) -> None:
    keep(store)
    old, fresh = tmp_path / "uploads" / "old.part", tmp_path / "uploads" / "fresh.part"
    for path in (old, fresh):
        path.write_bytes(SECRET)
    os.utime(old, (0, 0))
    keep(store)
    assert (old.exists(), fresh.exists()) == (False, True)


def test_an_id_that_is_none_is_said_the_same_way_whether_or_not_anything_is_kept(store: SqlReviewStore) -> None:
    sentences = []
    for _ in range(2):
        with pytest.raises(UnknownReview) as caught:
            store.review("rv-nothing")
        sentences.append(str(caught.value))
        open_one(store)
    assert len(set(sentences)) == 1


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "uploads").write_text("a file stands where the folder should")
    with pytest.raises(StoreUnavailable, match="nothing was kept"):
        SqlReviewStore(tmp_path, STEPS).receive(10)


def test_the_history_of_the_schema_has_one_end_and_comes_up_from_the_first(tmp_path: Path) -> None:
    SqlReviewStore(tmp_path, STEPS).find_key("x")
    store = SqlReviewStore(tmp_path, STEPS)
    keep(store)
    tables = {row[0] for row in sqlite3.connect(tmp_path / "coach.sqlite").execute("SELECT name FROM sqlite_master")}
    assert tables >= {"sellers", "ledger", "uploads", "reviews", "review_outcomes", "review_decisions", "review_overrules"}
