"""Items and labels in files: only added to, named by line where they are wrong; a crash costs the torn line and nothing else."""

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from copilot.adapters.label_file import LabelFiles
from copilot.domain.labels import Label, LabelItem
from copilot.errors import CopilotError, InvalidRequest, StoreUnavailable

FILES = LabelFiles()


def make_label(item: str, answer: str = "yes") -> Label:
    on = datetime(2026, 11, 22, 9, tzinfo=UTC)
    return Label(item=item, kind="question", by="ana", on=on, rubric="q.v1", answers=(answer,))


def make_item(item_id: str) -> LabelItem:
    return LabelItem(id=item_id, kind="question", texts=("What made her ring?",), sources=("playbook",))


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "labels.jsonl"
    FILES.add_labels(path, [make_label("a"), make_label("b")])
    FILES.add_labels(path, [make_label("a", "no")])
    assert FILES.read_labels([path]).labels == (make_label("a"), make_label("b"), make_label("a", "no"))


def test_nobody_else_on_the_machine_may_read_a_file_of_labels(tmp_path: Path) -> None:
    FILES.add_labels(tmp_path / "l.jsonl", [make_label("a")])
    assert stat.S_IMODE((tmp_path / "l.jsonl").stat().st_mode) == 0o600


def test_a_line_torn_by_a_crash_costs_nothing_else_and_is_told_for_as_long_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "l.jsonl"
    FILES.add_labels(path, [make_label("a"), make_label("b")])
    path.write_bytes(path.read_bytes()[:-20])
    assert [label.item for label in FILES.read_labels([path]).labels] == ["a"]
    FILES.add_labels(path, [make_label("c")])
    read = FILES.read_labels([path])
    assert [label.item for label in read.labels] == ["a", "c"]
    assert [warning.split(" broke off")[0] for warning in read.warnings] == ["l.jsonl:2"]


def test_items_that_a_file_holds_are_not_added_again(tmp_path: Path) -> None:
    path = tmp_path / "i.jsonl"
    assert FILES.add_items(path, [make_item("a"), make_item("b")]).added == 2
    again = FILES.add_items(path, [make_item("b"), make_item("c")])
    assert (again.added, again.there_before) == (1, 1)
    assert [item.id for item in FILES.read_items(path)] == ["a", "b", "c"]


GOOD = '{"id": "a", "kind": "pair", "texts": ["x", "y"]}\n'
BROKEN_ITEMS = {
    "no text": (GOOD + '{"id": "b", "kind": "pair"}\n', "i.jsonl:2 'texts'"),
    "one text of a pair": (
        GOOD + '{"id": "b", "kind": "pair", "texts": ["x"]}\n',
        "i.jsonl:2 cannot be used: a pair has two texts",
    ),
    "an unknown field": (GOOD + '{"id": "b", "kind": "question", "texts": ["x"], "who": 1}\n', "i.jsonl:2 'who'"),
    "the same id twice": (GOOD + GOOD, "i.jsonl:2 has the id of an earlier line"),
    "no JSON": ("{nonsense}\n", "i.jsonl:1 "),
    "nothing at all": ("\n", "There is no item in i.jsonl"),
    "criteria that do not fit": (
        '{"id": "b", "kind": "levels", "texts": ["x"], "criteria": ["K1", "K2"]}\n',
        "i.jsonl:1 cannot be used: each criterion has one text",
    ),
}


@pytest.mark.parametrize("what", BROKEN_ITEMS)
def test_a_broken_item_is_named_by_file_and_line(what: str, tmp_path: Path) -> None:
    text, says = BROKEN_ITEMS[what]
    (tmp_path / "i.jsonl").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidRequest) as told:
        FILES.read_items(tmp_path / "i.jsonl")
    assert str(told.value).startswith(says)
    assert "\n" not in str(told.value)


LABEL = '{"item": "a", "kind": "%s", "by": "ana", "on": "%s", "rubric": "r", "answers": %s}\n'
BROKEN_LABELS = {
    "an answer of another kind": LABEL % ("question", "2026-11-22T09:00:00Z", '["first"]'),
    "a level of five": LABEL % ("levels", "2026-11-22T09:00:00Z", '["5"]'),
    "two answers to one question": LABEL % ("question", "2026-11-22T09:00:00Z", '["yes", "no"]'),
    "a time without its zone": LABEL % ("question", "2026-11-22T09:00:00", '["yes"]'),
}


@pytest.mark.parametrize("what", BROKEN_LABELS)
def test_a_label_that_means_nothing_is_named_and_what_it_says_of_a_person_is_not_repeated(what: str, tmp_path: Path) -> None:
    (tmp_path / "l.jsonl").write_text(BROKEN_LABELS[what], encoding="utf-8")
    with pytest.raises(InvalidRequest, match=r"^l\.jsonl:1 ") as told:
        FILES.read_labels([tmp_path / "l.jsonl"])
    assert "ana" not in str(told.value)


def test_files_that_cannot_be_used_are_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "latin.jsonl").write_bytes(b"\xff\xfe\x00")
    for path in (tmp_path / "nowhere.jsonl", tmp_path, tmp_path / "latin.jsonl"):
        with pytest.raises(CopilotError):
            FILES.read_items(path)
    with pytest.raises(StoreUnavailable, match="choose another file"):
        FILES.add_labels(tmp_path, [make_label("a")])
