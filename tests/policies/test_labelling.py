"""Each reviewer has an order and sides of their own that stay; judgements stand beside each other only where they may."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.domain.labels import Label, LabelItem
from copilot.policies.labelling import is_swapped, order_for, pair_judgements, shown_texts, standing_judgements, unswap

START = datetime(2026, 11, 22, 9, tzinfo=UTC)
NAMES = st.text(min_size=1, max_size=12).filter(str.strip)


def make_pair(number: int) -> LabelItem:
    return LabelItem(id=f"p{number}", kind="pair", texts=(f"A{number}", f"B{number}"))


def make_levels(item: str, by: str, levels: dict[str, int], minute: int = 0, **fields: object) -> Label:
    return Label.model_validate(
        {
            "item": item,
            "kind": "levels",
            "by": by,
            "on": START + timedelta(minutes=minute),
            "rubric": "story.v1",
            "answers": [str(level) for level in levels.values()],
            "criteria": list(levels),
            **fields,
        }
    )


def make_yes(item: str, by: str, answer: str, **fields: object) -> Label:
    return Label.model_validate(
        {"item": item, "kind": "question", "by": by, "on": START, "rubric": "q.v1", "answers": [answer], **fields}
    )


@given(by=NAMES, others=st.permutations(range(12)))
def test_a_reviewers_order_is_their_own_and_does_not_hang_on_the_files(by: str, others: list[int]) -> None:
    items = [make_pair(number) for number in range(12)]
    assert order_for(items, by) == order_for([items[place] for place in others], by)
    assert sorted(item.id for item in order_for(items, by)) == sorted(item.id for item in items)


def test_two_reviewers_meet_the_items_in_different_orders() -> None:
    items = [make_pair(number) for number in range(12)]
    assert order_for(items, "ana") != order_for(items, "ben")


def test_about_half_of_the_pairs_are_shown_the_other_way_round_and_others_never() -> None:
    swapped = [is_swapped(make_pair(number), "ana") for number in range(400)]
    assert 150 < sum(swapped) < 250
    assert not any(is_swapped(LabelItem(id=f"q{n}", kind="question", texts=("?",)), "ana") for n in range(50))


@given(by=NAMES, number=st.integers(0, 500))
def test_an_answer_is_of_the_text_and_not_of_its_side(by: str, number: int) -> None:
    item = make_pair(number)
    for side, answer in enumerate(("first", "second")):
        chosen = shown_texts(item, by)[side]
        kept = unswap(item, by, answer)
        assert item.texts[("first", "second").index(kept)] == chosen
    assert unswap(item, by, "same") == "same"


def test_the_last_judgement_of_an_item_counts_whichever_file_it_stands_in() -> None:
    first, last = make_levels("d1", "ana", {"K1": 1}), make_levels("d1", "ana", {"K1": 4}, minute=5)
    assert standing_judgements([last, first]) == standing_judgements([first, last]) == (last,)


def test_levels_are_compared_criterion_by_criterion_and_all_together() -> None:
    labels = [make_levels("d1", "ana", {"K1": 1, "K2": 3}), make_levels("d1", "ben", {"K2": 4, "K1": 1})]
    found = {each.criterion: each.items for each in pair_judgements(labels)}
    assert found == {None: ((("1", "1"), ("3", "4")),), "K1": ((("1", "1"),),), "K2": ((("3", "4"),),)}


APART = {
    "another version of the rubric": [make_yes("q1", "ana", "yes"), make_yes("q1", "ben", "yes", rubric="q.v2")],
    "another item": [make_yes("q1", "ana", "yes"), make_yes("q2", "ben", "yes")],
    "the same person twice": [make_yes("q1", "ana", "yes"), make_yes("q1", "ana", "no")],
    "levels that do not say of what": [
        make_levels("d1", "ana", {"K1": 1, "K2": 2}, criteria=[]),
        make_levels("d1", "ben", {"K1": 1}, criteria=[]),
    ],
    "levels of other criteria": [make_levels("d1", "ana", {"K1": 1}), make_levels("d1", "ben", {"K9": 1})],
}


@pytest.mark.parametrize("why", APART)
def test_what_cannot_be_compared_is_not(why: str) -> None:
    assert pair_judgements(APART[why]) == ()


def test_it_is_told_where_a_judge_had_seen_a_proposal() -> None:
    labels = [make_levels("d1", "ana", {"K1": 1}), make_levels("d1", "leader", {"K1": 1}, blind=False)]
    assert {each.blind for each in pair_judgements(labels)} == {False}
