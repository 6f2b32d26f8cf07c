"""Skill, will or the situation is settled before a question is chosen, by what people said first and by the card after."""

from typing import Any

import pytest

from copilot.domain.coaching import Card, Commitment, Measures
from copilot.domain.one_on_one import NeedReading
from copilot.policies.one_on_ones.card_evidence import Evidence
from copilot.policies.one_on_ones.coaching_need import read_need
from copilot.policies.one_on_ones.diagnosis import diagnose
from tests.coaching_cards import make_breaking, read_book

BOOK = read_book()


def read(card: Card, *notes: str, measures: Measures | None = None, promises: tuple[Commitment, ...] = ()) -> NeedReading:
    measures = measures or Measures()
    diagnosis = diagnose(card, measures, BOOK)
    return read_need(card, diagnosis, notes, promises, Evidence(card, measures), BOOK.thresholds.fewest_events.value)


def change(step: int | None, **fields: Any) -> Card:
    """Return a card that breaks at a step, with some lines put otherwise."""
    whole = make_breaking(step, 1).card.model_dump() | fields
    return Card.model_validate(whole)


SAID = {
    "Sam is back after a bereavement": ("situation", "human-first", False),
    "Her mother died in October": ("situation", "human-first", False),
    "He has been on sick leave with burnout": ("situation", "human-first", False),
    "We lost the deal at Quill to a rival": ("situation", "after-loss", False),
    "The tender was lost; the rival won at the board": ("situation", "after-loss", False),
    "Vik says: you just want content for your dashboard": ("will", "low-will", False),
    "She refuses to record anything": ("will", "low-will", False),
    "He could but won't": ("will", "low-will", False),
    "He won't record a video": ("will", "low-will", False),
    "Able and unwilling, he does not see the point": ("will", "low-will", False),
    "Efua lost the Quill deal last week": ("situation", "after-loss", False),
    "He is nervous about the CFO": ("skill", "low-confidence", False),
    "She inherited the accounts from her predecessor": ("situation", "good-numbers", True),
    "He has a new territory since May": ("situation", "ordinary", True),
    "She works part-time": ("situation", "ordinary", True),
}


@pytest.mark.parametrize("note", SAID)
def test_what_people_said_outweighs_the_card(note: str) -> None:
    found = read(change(5), note)
    assert (found.need, found.occasion, found.offers_play) == SAID[note]
    assert found.why.endswith(".")


@pytest.mark.parametrize(
    "note",
    [
        "The customer's CEO passed away last week",
        "The sponsor at Lind is on sick leave",
        "Our champion's mother died",
        "They sell to a chain of hospitals",
        "The target is a cancer charity",
        "I want a breakdown of the deals",
        "A funeral home is on the list",
        "The CFO refused to see him",
        "The board resisted the offer",
        "The controller won't use our sheet",
        "The COO is nervous about the merger",
        "Halden lost the contract with its largest customer",
        "They inherited an old system",
        "The target freezes food",
    ],
)
def test_what_happens_at_a_customer_is_not_taken_for_the_seller(note: str) -> None:
    assert read(change(5, c_level_confidence=7), note).occasion == "ordinary"


def test_effort_without_yield_looks_like_skill_and_a_play_is_offered() -> None:
    found = read(change(4, c_level_confidence=7))
    assert (found.need, found.occasion, found.offers_play) == ("skill", "ordinary", True)


def test_promises_mostly_not_kept_look_like_will_and_a_few_say_nothing() -> None:
    many = change(4, c_level_confidence=7, commitments_kept=[{"agreed": 3, "done": 1}, {"agreed": 3, "done": 1}])
    few = change(4, c_level_confidence=7, commitments_kept={"agreed": 2, "done": 0})
    assert (read(many).need, read(few).need) == ("will", "skill")
    given = tuple(Commitment(text="a", done=done) for done in (False, False, False, True))
    assert read(change(4, c_level_confidence=7, commitments_kept=None), promises=given).need == "will"


@pytest.mark.parametrize(
    ("value", "occasion"), [(3, "low-confidence"), (4.5, "low-confidence"), (5, "ordinary"), (None, "ordinary")]
)
def test_low_confidence_is_below_the_middle_of_the_seller_s_own_scale(value: float | None, occasion: str) -> None:
    assert read(change(4, c_level_confidence=value)).occasion == occasion


def test_a_full_pipeline_without_a_start_of_ones_own_is_the_situation() -> None:
    quiet = dict.fromkeys(("engagement", "content", "video_voice", "introductions"), None)
    card = change(
        None,
        **quiet
        | {
            "pipeline_created": {"value": 900_000, "count": 0},
            "connects": {"made": 1, "accepted": 1},
            "engagement": {"given": 1, "received": 0},
            "content": {"posts": 0, "responses": 0},
            "video_voice": {"sent": 0, "answered": 0},
            "executive_conversations": 1,
        },
    )
    assert read(card).occasion == "good-numbers"


def test_too_few_events_are_unclear_and_no_play_is_offered() -> None:
    found = read(Card.model_validate({"connects": {"made": 1, "accepted": 1}, "executive_conversations": 1}))
    assert (found.need, found.occasion, found.offers_play) == ("unclear", "too-few", False)
