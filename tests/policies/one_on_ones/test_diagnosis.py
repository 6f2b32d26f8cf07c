"""The tree: read from the top, the first break wins, two facts from different lines, few events are said to be few."""

import re
from typing import Any

import pytest
from hypothesis import given

from copilot.domain.coaching import FIELDS, Card, Diagnosis, Measures
from copilot.policies.one_on_ones.diagnosis import diagnose
from tests.coaching_cards import ANY_CARD, ANY_MEASURES, BREAKS, make_breaking, numbers_in, numbers_on, read_book

BOOK = read_book()
SOUND = make_breaking(None, 1)


def read(fields: dict[str, Any], measures: dict[str, Any] | None = None) -> Diagnosis:
    """Diagnose a sound card with some of its fields and measures replaced."""
    card = Card.model_validate(SOUND.card.model_dump() | fields)
    return diagnose(card, Measures.model_validate(SOUND.measures.model_dump() | (measures or {})), BOOK)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("step", BREAKS)
def test_each_step_breaks_on_its_own_pattern(step: int, seed: int) -> None:
    broken = make_breaking(step, seed)
    found = diagnose(broken.card, broken.measures, BOOK)
    assert found.step == step
    assert (found.hypothesis, found.rival_explanation) == (BOOK.steps[step].hypothesis, BOOK.steps[step].rival)
    assert len(found.facts) == 2 == len(set(found.facts))
    assert step == 0 or len(set(found.fact_fields)) == 2


@pytest.mark.parametrize("seed", range(8))
def test_a_sound_card_breaks_nowhere(seed: int) -> None:
    sound = make_breaking(None, seed)
    found = diagnose(sound.card, sound.measures, BOOK)
    assert (found.step, found.too_few_to_tell, found.skipped) == (None, False, ())


AT_THE_LIMIT: dict[str, tuple[dict[str, Any], dict[str, Any], int | None]] = {
    "seven unknown fields": (dict.fromkeys(FIELDS[-7:]), {}, 0),
    "six unknown fields": (dict.fromkeys(FIELDS[-6:]), {}, None),
    "a path to just under a third": ({}, {"accounts_with_path_share": 0.32}, 1),
    "a path to a third": ({}, {"accounts_with_path_share": 0.33}, None),
    "24 of 100 accepted": ({"connects": {"made": 100, "accepted": 24}}, {}, 2),
    "25 of 100 accepted": ({"connects": {"made": 100, "accepted": 25}}, {}, None),
    "1 of 11 recordings answered": ({"video_voice": {"sent": 11, "answered": 1}}, {}, 3),
    "1 of 10 recordings answered": ({"video_voice": {"sent": 10, "answered": 1}}, {}, None),
    "9 comments without a reply are few": ({"engagement": {"given": 9, "received": 0}}, {}, None),
    "10 comments without a reply": ({"engagement": {"given": 10, "received": 0}}, {}, 3),
    "5 talks of 64": ({"connects": {"made": 80, "accepted": 64}, "executive_conversations": 5}, {}, 4),
    "7 talks of 64": ({"connects": {"made": 80, "accepted": 64}, "executive_conversations": 7}, {}, None),
    "1 of 6 accounts, many talks": ({"c_level_coverage": {"with_contact": 1, "accounts": 6}}, {}, 5),
    "1 of 5 accounts": ({"c_level_coverage": {"with_contact": 1, "accounts": 5}}, {}, None),
    "coverage low and rising": (
        {"c_level_coverage": [{"with_contact": 0, "accounts": 12}, {"with_contact": 2, "accounts": 12}]},
        {},
        None,
    ),
    "2 of 10 introductions": ({"introductions": {"asked": 10, "opted_in": 2}}, {}, 6),
    "3 of 10 introductions": ({"introductions": {"asked": 10, "opted_in": 3}}, {}, None),
    "4 of 31 met again": ({}, {"first_meetings": 31, "second_meetings": 4}, 7),
    "3 of 10 met again": ({}, {"first_meetings": 10, "second_meetings": 3}, None),
    "2.9 threads": ({"threads_per_opportunity": {"median": 2.9}}, {}, 8),
    "3 threads": ({"threads_per_opportunity": {"median": 3}}, {}, None),
    "one function": ({"threads_per_opportunity": {"median": 5, "functions": 1}}, {}, 8),
    "no case edited": ({}, {"buyer_edited_cases": 0}, 9),
    "no case edited in four periods": ({}, {"buyer_edited_cases": [0, 0, 0, 0]}, 9),
    "39% dated": ({"dated_next_steps_share": "39%"}, {}, 10),
    "40% dated": ({"dated_next_steps_share": "40%"}, {}, None),
    "a yes of 31 days": ({}, {"verbal_yes_days": 31}, 10),
    "a yes of 30 days": ({}, {"verbal_yes_days": 30}, None),
    "none of 10 reopened": ({}, {"lost": 10, "reopened": 0}, 11),
    "1 of 20 reopened": ({}, {"lost": 20, "reopened": 1}, None),
    "a new play a period ago": ({"new_play_tried": [True, False]}, {}, None),
    "none for two periods": ({"new_play_tried": [True, False, False]}, {}, 12),
    "two plays, ten runs, nothing said of new ones": ({"new_play_tried": None, "plays_run": ["A01", "R09"] * 5}, {}, 12),
    "14 days in a stage": ({"certification": {"stage": "7", "days_in_stage": 14}}, {}, None),
    "15 days in a stage": ({"certification": {"stage": "7", "days_in_stage": 15}}, {}, 13),
    "20 days in a stage that waits for buyers": ({"certification": {"stage": "4", "days_in_stage": 20}}, {}, None),
    "22 days in it": ({"certification": {"stage": "4", "days_in_stage": 22}}, {}, 13),
    "certified long ago": ({"certification": {"stage": "certified", "days_in_stage": 300}}, {}, None),
}


@pytest.mark.parametrize("label", AT_THE_LIMIT)
def test_a_step_breaks_at_its_limit_and_not_before(label: str) -> None:
    fields, measures, step = AT_THE_LIMIT[label]
    assert read(fields, measures).step == step


@pytest.mark.parametrize("first", range(1, 14))
def test_the_first_break_wins_and_the_next_is_only_told(first: int) -> None:
    sound, one, last = make_breaking(None, 3), make_breaking(first, 3), make_breaking(13, 3)
    card = Card.model_validate(_merge(sound.card, one.card, last.card))
    found = diagnose(card, Measures.model_validate(_merge(sound.measures, one.measures, last.measures)), BOOK)
    assert found.step == first
    assert (found.then.step if found.then else None) == (13 if first != 13 else None)


def _merge(sound: Any, *broken: Any) -> dict[str, Any]:
    """Return the sound values with every field in which a broken one differs."""
    names = type(sound).model_fields
    changed = {name: value for each in broken for name in names if (value := getattr(each, name)) != getattr(sound, name)}
    return {name: getattr(sound, name) for name in names} | changed


def test_a_step_without_its_data_is_skipped_and_named() -> None:
    found = read({"connects": None}, {"accounts_with_path_share": None, "second_meetings": 1})
    assert found.step == 7
    assert {each.step: each.why for each in found.skipped} == {
        1: "unknown: share of accounts with a path",
        2: "unknown: invitations to executives",
        4: "unknown: invitations to executives",
    }


def test_a_step_with_few_events_is_skipped_and_the_next_break_told() -> None:
    found = read({"introductions": {"asked": 4, "opted_in": 0}}, {"second_meetings": 1})
    assert (found.step, found.too_few_to_tell) == (7, False)
    assert [(each.step, each.why) for each in found.skipped] == [(6, "too few to tell: 4 in introductions")]


def test_few_events_at_the_only_doubtful_step_are_too_few_to_tell() -> None:
    found = read({"introductions": {"asked": 4, "opted_in": 0}})
    assert (found.step, found.too_few_to_tell) == (None, True)
    assert found.hypothesis.startswith("Too few to tell")


QUIET: dict[str, Any] = {
    "connects": {"made": 1, "accepted": 1},
    "engagement": {"given": 1, "received": 0},
    "content": {"posts": 0, "responses": 0},
    "video_voice": {"sent": 0, "answered": 0},
    "introductions": {"asked": 0, "opted_in": 0, "met": 0},
    "executive_conversations": 1,
}
QUIET_MEASURES = {"first_meetings": 0, "second_meetings": 0, "lost": 0, "reopened": 0}


def test_three_events_in_the_period_are_too_few_whatever_else_stands_there() -> None:
    """S-26."""
    found = read(QUIET | {"new_play_tried": False}, QUIET_MEASURES)
    assert (found.step, found.too_few_to_tell, found.play_ids) == (None, True, ())
    assert "a few more periods" in found.separates


def test_weekly_figures_are_added_up_over_four_weeks_and_the_sum_shows_its_parts() -> None:
    weekly = {"connects": [{"made": 9, "accepted": 4}] * 6, "executive_conversations": [0, 0, 0, 1, 0, 0]}
    found = read(weekly)
    assert found.step == 4
    assert found.facts == (
        "16 (4 + 4 + 4 + 4) of 36 invitations (9 + 9 + 9 + 9) accepted",
        "1 executive conversation (0 + 1 + 0 + 0) in the same period",
    )


SCENARIOS: dict[str, tuple[dict[str, Any], dict[str, Any], int | None, str, str]] = {
    "S-17: accepted, hardly any talk, nobody at the top": (
        {
            "connects": {"made": 90, "accepted": 64},
            "executive_conversations": 5,
            "c_level_coverage": {"with_contact": 0, "accounts": 12},
            "ssi": {"total": 58, "brand": 17, "people": 18, "insights": 5, "relationships": 18},
        },
        {},
        4,
        "64 of 90 invitations accepted",
        "insights is the lowest at 5",
    ),
    "S-20: many videos, a high index, no executive": (
        {
            "video_voice": {"sent": 22, "answered": 1},
            "ssi": {"total": 84},
            "c_level_coverage": {"with_contact": 0, "accounts": 12},
        },
        {},
        3,
        "1 of 22 recordings answered",
        "84 while hardly any executive talks",
    ),
    "S-25: first meetings, hardly a second, one thread": (
        {"threads_per_opportunity": {"median": 1.2}},
        {"first_meetings": 31, "second_meetings": 4},
        7,
        "4 of 31 first meetings led to another",
        "",
    ),
    "S-19: an inherited pipeline, no own prospecting": (
        QUIET | {"pipeline_created": [{"value": 0, "count": 0}] * 4, "executive_conversations": 0},
        QUIET_MEASURES,
        None,
        "0 executive conversations",
        "may be inherited",
    ),
}


@pytest.mark.parametrize("label", SCENARIOS)
def test_the_scenarios_are_read_as_a_mentor_would(label: str) -> None:
    fields, measures, step, fact, note = SCENARIOS[label]
    found = read(fields, measures)
    assert found.step == step
    assert fact in found.facts
    assert note in " ".join(found.notes)


def test_behind_conversation_quality_width_is_told() -> None:
    """S-25: step 7 first, then 8."""
    fields, measures, *_ = SCENARIOS["S-25: first meetings, hardly a second, one thread"]
    found = read(fields, measures)
    assert found.then is not None
    assert (found.then.step, found.then.fact) == (8, "1.2 people in touch in the middle deal")


NOTED: dict[str, tuple[dict[str, Any], str]] = {
    "a fall in coverage": (
        {
            "c_level_coverage": [{"with_contact": 9, "accounts": 12}, {"with_contact": 6, "accounts": 12}],
            "pipeline_created": [{"count": 3}] * 2,
        },
        "next year's problem",
    ),
    "a spike": (
        {"content": [{"posts": 2, "responses": 2}, {"posts": 3, "responses": 2}, {"posts": 14, "responses": 2}]},
        "jumped in the newest period",
    ),
}


@pytest.mark.parametrize("label", NOTED)
def test_patterns_that_are_easily_misread_are_noted(label: str) -> None:
    fields, words = NOTED[label]
    assert words in " ".join(read(fields).notes)
    assert read({}).notes == ()


@given(ANY_CARD, ANY_MEASURES)
def test_every_number_of_a_diagnosis_is_on_the_card_or_a_sum_that_shows_its_parts(card: Any, measures: Any) -> None:
    found = diagnose(Card.model_validate(card), Measures.model_validate(measures), BOOK)
    there = numbers_on(card) | numbers_on(measures) | {0.0}
    told = [*found.facts, *found.notes, *(each.why for each in found.skipped), *([found.then.fact] if found.then else [])]
    for text in told:
        for total, parts in re.findall(r"([\d,.]+)[^\d(]*\(([\d,. +]+)\)", text):
            assert float(total.replace(",", "")) == sum(float(part) for part in parts.replace(",", "").split("+")), text
        plain = re.sub(r"[\d,.]+([^\d(]*)\(([\d,. +]+)\)", r"\1\2", text)
        assert numbers_in(plain) <= there, text
    assert not numbers_in(found.hypothesis + found.rival_explanation + found.focus + found.separates)


@given(ANY_CARD, ANY_MEASURES)
def test_the_same_card_gives_the_same_diagnosis_with_two_facts_where_there_are_two(card: Any, measures: Any) -> None:
    first = diagnose(Card.model_validate(card), Measures.model_validate(measures), BOOK)
    assert first == diagnose(Card.model_validate(card), Measures.model_validate(measures), BOOK)
    assert first.step is None or len(first.facts) == 2 or first.step == 0
    assert not first.skipped or first.step is None or first.skipped[-1].step < first.step
