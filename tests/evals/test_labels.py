"""People's judgements: blind, in an order of their own, kept with who and when, and compared beyond chance."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from evals.cases import BrokenCases
from evals.label_terminal import label
from evals.labels import Label, LabelItem, compare_judges, is_swapped, order_for, read_items, read_labels


def make_items(path: Path, count: int = 12) -> list[LabelItem]:
    items = [LabelItem(id=f"p{n}", kind="pair", texts=(f"A{n}", f"B{n}"), sources=("model", "playbook")) for n in range(count)]
    path.write_text("".join(item.model_dump_json() + "\n" for item in items))
    return items


def judge(tmp_path: Path, by: str, answers: list[str]) -> list[str]:
    said: list[str] = []
    words = [
        "label",
        "--items",
        str(tmp_path / "i.jsonl"),
        "--labels",
        str(tmp_path / "l.jsonl"),
        "--by",
        by,
        "--rubric",
        "story.v1",
    ]
    left = iter(answers)
    assert label(words, ask=lambda prompt: next(left), say=said.append) == 0
    return said


def test_judgements_are_kept_with_who_when_and_by_which_rubric_and_a_reviewer_may_leave(tmp_path: Path) -> None:
    make_items(tmp_path / "i.jsonl")
    judge(tmp_path, "ana", ["1", "nonsense", "2", "q"])
    kept = read_labels(tmp_path / "l.jsonl")
    assert [(each.by, each.rubric, each.kind) for each in kept] == [("ana", "story.v1", "pair")] * 2
    assert all(each.on.tzinfo for each in kept)
    assert "10 of 12 items are yours" in judge(tmp_path, "ana", ["q"])[0]


def test_nothing_shows_where_a_text_comes_from(tmp_path: Path) -> None:
    make_items(tmp_path / "i.jsonl")
    said = "\n".join(judge(tmp_path, "ana", ["1"] * 12))
    assert "model" not in said
    assert "playbook" not in said


def test_an_answer_is_kept_for_the_text_and_not_for_its_side(tmp_path: Path) -> None:
    items = make_items(tmp_path / "i.jsonl")
    swapped = {item.id: is_swapped(item, "ana") for item in items}
    assert len(set(swapped.values())) == 2
    judge(tmp_path, "ana", ["1"] * 12)
    for kept in read_labels(tmp_path / "l.jsonl"):
        assert kept.answers == (("second",) if swapped[kept.item] else ("first",))


def test_each_reviewer_has_an_order_of_their_own_and_keeps_it(tmp_path: Path) -> None:
    items = make_items(tmp_path / "i.jsonl")
    assert order_for(items, "ana") == order_for(items, "ana")
    assert order_for(items, "ana") != order_for(items, "ben")


def test_agreement_is_told_between_those_who_share_enough(tmp_path: Path) -> None:
    make_items(tmp_path / "i.jsonl")
    now = datetime.now(UTC)

    def given(by: str, answers: str) -> list[Label]:
        return [Label(item=f"d{n}", kind="levels", by=by, on=now, rubric="r", answers=(each,)) for n, each in enumerate(answers)]

    same, near = given("ana", "1234123412") + given("ben", "1234123412"), given("ana", "1234123412") + given("ben", "2234123411")
    assert compare_judges(same)[0].kappa == 1.0
    assert 0.5 < compare_judges(near)[0].kappa < 1.0
    assert compare_judges(given("ana", "12") + given("ben", "12")) == []


def test_a_broken_label_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "i.jsonl").write_text('{"id": "a", "kind": "pair", "texts": ["x", "y"]}\n{"id": "b"}\n')
    with pytest.raises(BrokenCases, match=r"i.jsonl:2"):
        read_items(tmp_path / "i.jsonl")
