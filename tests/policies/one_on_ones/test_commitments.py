"""What became of a promise: the last word counts, what is open is opened first, and what is kept or dropped is left in peace."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.domain.coaching import Commitment, CommitmentOutcome
from copilot.domain.one_on_one import MeetingRecord
from copilot.policies.one_on_ones.commitments import (
    MOST_OPENED,
    find_commitments,
    follow_commitments,
    keep_decent,
    list_lately,
    list_open,
    tell_promises,
)

DAY = date(2026, 9, 1)
NAMES = ("Two notes to chiefs", "Ask Petra for her report", "A half page for Ilse", "Call the plant")
OUTCOMES = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(["kept", "partly", "not", "dropped"])), max_size=3)
RECORDS = st.lists(st.tuples(OUTCOMES, st.lists(st.sampled_from(NAMES), max_size=3, unique=True)), max_size=6)


def meet(*meetings: tuple[list[tuple[str, str]], list[str]]) -> tuple[MeetingRecord, ...]:
    return tuple(
        MeetingRecord(
            on=DAY + timedelta(weeks=week),
            became=tuple(CommitmentOutcome.model_validate({"commitment": text, "became": word}) for text, word in became),
            commitments=tuple(Commitment(text=text) for text in promised),
        )
        for week, (became, promised) in enumerate(meetings)
    )


FATES = {  # what later meetings say of one promise, and what is then still to be talked of
    "nothing was said": ([], [NAMES[0]]),
    "kept": ([[(NAMES[0], "kept")]], []),
    "dropped": ([[(NAMES[0], "dropped")]], []),
    "done in part": ([[(NAMES[0], "partly")]], [NAMES[0]]),
    "not done": ([[(NAMES[0], "not")]], [NAMES[0]]),
    "not, and then kept": ([[(NAMES[0], "not")], [(NAMES[0], "kept")]], []),
    "kept, and then taken back": ([[(NAMES[0], "kept")], [(NAMES[0], "partly")]], [NAMES[0]]),
    "in other letters and signs": ([[("two notes, to chiefs!", "kept")]], []),
    "another one was kept": ([[(NAMES[1], "kept")]], [NAMES[0]]),
}


@pytest.mark.parametrize("label", FATES)
def test_the_last_word_counts(label: str) -> None:
    later, still = FATES[label]
    meetings = meet(([], [NAMES[0]]), *((became, []) for became in later))
    assert [each.text for each in list_open(meetings)] == still


@given(record=RECORDS)
def test_a_promise_is_open_until_its_last_word_closes_it_and_opens_again_when_made_again(
    record: list[tuple[list[tuple[str, str]], list[str]]],
) -> None:
    expected: dict[str, bool] = {}
    for became, promised in record:
        expected |= {text: word not in ("kept", "dropped") for text, word in became if text in expected}
        expected |= dict.fromkeys(promised, True)
    meetings = meet(*record)
    assert {each.text for each in list_open(meetings)} == {text for text, still in expected.items() if still}
    assert {each.text for each in follow_commitments(meetings)} == set(expected)


def test_what_was_promised_in_the_newest_meeting_stands_first() -> None:
    meetings = meet(([], [NAMES[0]]), ([], [NAMES[1], NAMES[2]]))
    assert [each.text for each in list_open(meetings)] == [NAMES[1], NAMES[2], NAMES[0]]


def test_what_was_kept_long_ago_says_nothing_of_today() -> None:
    meetings = meet(([], [NAMES[0]]), *(([], [text]) for text in NAMES[1:]), ([(NAMES[1], "kept")], []))
    assert [(each.text, each.done) for each in list_lately(meetings)] == [(NAMES[1], True), (NAMES[2], None), (NAMES[3], None)]


MEANT = {
    "by its number among the open": ("2", [NAMES[2]]),
    "by all its words": ("two notes to chiefs", [NAMES[0]]),
    "by a few of its words": ("half page", [NAMES[2]]),
    "a closed one by its words": ("Petra", [NAMES[1]]),
    "a number that is none": ("7", []),
    "part of a word": ("hal", []),
    "nothing but signs": ("...", []),
    "several": ("for", [NAMES[2]]),
}


@pytest.mark.parametrize("label", MEANT)
def test_a_promise_is_found_by_its_words_or_its_number(label: str) -> None:
    named, found = MEANT[label]
    meetings = meet(([], list(NAMES[:3])), ([(NAMES[1], "kept")], []))
    assert [each.text for each in find_commitments(named, meetings)] == found


TOLD = {
    "nothing heard": ({}, "not heard yet. Start here."),
    "kept": ({"became": "kept"}, "kept."),
    "said to be done": ({"done": True}, "kept."),
    "in part, with a word why": (
        {"became": "partly", "why": "one chief was away."},
        "partly done (one chief was away); what is left of it?",
    ),
    "not": ({"done": False}, "not done; what did it teach?"),
    "dropped": ({"became": "dropped", "why": "she left"}, "dropped (she left)."),
    "a reason of the home": ({"became": "partly", "why": "Her mother died"}, "partly done; what is left of it?"),
    "a private reason": ({"became": "not", "why": "her depression came back"}, "not done; what did it teach?"),
}


@pytest.mark.parametrize("label", TOLD)
def test_a_page_tells_what_became_of_it_and_nothing_private(label: str) -> None:
    fields, told = TOLD[label]
    promise = Commitment.model_validate({"text": "One note"} | fields)
    assert [each.told for each in tell_promises(keep_decent((promise,)))] == [told]


def test_a_page_tells_no_more_promises_than_it_has_room_for() -> None:
    assert len(tell_promises(tuple(Commitment(text=f"Note {n}") for n in range(20)))) == MOST_OPENED
