"""A sitting goes on where the reviewer left, and agreement is told with what stands against it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from copilot.domain.labels import ItemsAdded, Kappa, Label, LabelItem, LabelsRead
from copilot.errors import InvalidRequest
from copilot.jobs.label_round import LabelRound
from copilot.jobs.tell_agreement import LEAST_SHARED, NOT_BLIND, TOO_FEW, tell_agreement

START = datetime(2026, 11, 22, 9, tzinfo=UTC)
ITEMS = [LabelItem(id=f"p{n}", kind="pair", texts=(f"A{n}", f"B{n}"), sources=("model", "playbook")) for n in range(12)]


class KeptLabels:
    """Files of labels, in memory."""

    def __init__(self, labels: Sequence[Label] = ()) -> None:
        self.labels = list(labels)

    def read_items(self, path: Path) -> tuple[LabelItem, ...]:
        return tuple(ITEMS)

    def add_items(self, path: Path, items: Sequence[LabelItem]) -> ItemsAdded:
        raise AssertionError("nothing is added here")

    def read_labels(self, paths: Sequence[Path]) -> LabelsRead:
        return LabelsRead(labels=tuple(self.labels))

    def add_labels(self, path: Path, labels: Sequence[Label]) -> None:
        self.labels += labels


class CountedKappa:
    def __init__(self, trouble: str | None = None) -> None:
        self.trouble = trouble

    def measure(self, items: Sequence[Sequence[tuple[str, str]]], *, weighted: bool) -> Kappa | None:
        return Kappa(value=0.5, low=0.25, high=0.75)


def open_round(given: list[Label], by: str = "ana", rubric: str | None = "plays.v1") -> LabelRound:
    minutes = count()
    return LabelRound(
        ITEMS, list(given), by=by, rubric=rubric, keep=given.append, now=lambda: START + timedelta(minutes=next(minutes))
    )


def judge_all(sitting: LabelRound, answer: str) -> None:
    while (place := sitting.next_place()) is not None:
        sitting.judge(place, [answer])


def test_a_sitting_goes_on_where_the_reviewer_left_and_another_begins_anew() -> None:
    given: list[Label] = []
    sitting = open_round(given)
    for _ in range(5):
        sitting.judge(sitting.next_place() or 0, ["first"])
    assert (open_round(given).done, open_round(given).next_place()) == (5, 5)
    assert open_round(given, by="ben").done == 0
    assert open_round(given, rubric="plays.v2").done == 0


def test_who_judged_when_and_by_which_rubric_is_kept() -> None:
    given: list[Label] = []
    open_round(given).judge(0, ["same"], "both are good")
    assert [(each.by, each.on, each.rubric, each.note) for each in given] == [("ana", START, "plays.v1", "both are good")]


def test_what_is_kept_is_of_the_text_that_was_chosen() -> None:
    given: list[Label] = []
    sitting = open_round(given)
    judge_all(sitting, "first")
    texts = {item.id: item.texts for item in ITEMS}
    for place, label in enumerate(given):
        assert texts[label.item][("first", "second").index(label.answers[0])] == sitting.texts_of(place)[0]
    assert {label.swapped for label in given} == {True, False}


def test_an_item_that_is_judged_again_is_added_and_waits_no_more() -> None:
    given: list[Label] = []
    sitting = open_round(given)
    sitting.judge(0, ["first"])
    sitting.judge(0, ["same"])
    assert ([label.item for label in given], sitting.done) == ([sitting.items[0].id] * 2, 1)


def test_items_without_a_standard_need_one() -> None:
    with pytest.raises(InvalidRequest, match="--rubric"):
        open_round([], rubric=None)


def given_by(by: str, count: int, **fields: object) -> list[Label]:
    row = {"kind": "levels", "by": by, "on": START, "rubric": "r", "answers": ["2"], "criteria": ["K1"], **fields}
    return [Label.model_validate({"item": f"d{n}", **row}) for n in range(count)]


def test_agreement_is_measured_from_ten_shared_items_on() -> None:
    few, enough = (given_by("ana", n) + given_by("ben", n) for n in (LEAST_SHARED - 1, LEAST_SHARED))
    told = tell_agreement(KeptLabels(few), CountedKappa(), [])
    assert ({each.kappa for each in told.agreements}, told.warnings) == ({None}, (TOO_FEW,))
    told = tell_agreement(KeptLabels(enough), CountedKappa(), [])
    assert {(each.criterion, each.items, each.same, each.kappa is None) for each in told.agreements} == {
        (None, 10, 10, False),
        ("K1", 10, 10, False),
    }
    assert told.judged == {"ana": {"levels": 10}, "ben": {"levels": 10}}


def test_without_the_packages_all_but_kappa_is_told_with_a_word_on_how_to_get_it() -> None:
    labels = given_by("ana", 10) + given_by("ben", 10)
    told = tell_agreement(KeptLabels(labels), CountedKappa("Kappa needs something."), [])
    assert {(each.same, each.kappa) for each in told.agreements} == {(10, None)}
    assert told.warnings == ("Kappa needs something.",)


def test_agreement_with_somebody_who_had_seen_a_proposal_is_said_to_read_high() -> None:
    told = tell_agreement(KeptLabels(given_by("ana", 10) + given_by("leader", 10, blind=False)), CountedKappa(), [])
    assert NOT_BLIND in told.warnings
