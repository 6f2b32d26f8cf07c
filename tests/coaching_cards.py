"""Cards for tests: one that first breaks at a given step, from a seed; any card at all, for properties; a card's numbers."""

import random
import re
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from copilot.domain.card_tables import SellerCard
from copilot.domain.coaching import FIELDS, Card, Measures
from copilot.domain.diagnosis_book import DiagnosisBook
from copilot.retrieval.diagnosis_file import DiagnosisFolders

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
BREAKS = range(14)


def read_book() -> DiagnosisBook:
    return DiagnosisFolders([CORPUS]).book


def make_sound(rng: random.Random) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the fields and measures of a card that breaks nowhere."""
    made = rng.randint(30, 90)
    accepted = made // 2
    accounts = rng.randint(10, 30)
    card = {
        "pipeline_created": {"value": rng.randint(50, 900) * 1000, "count": rng.randint(2, 9)},
        "executive_engaged_share": rng.randint(30, 80) / 100,
        "c_level_coverage": {"with_contact": accounts // 2, "accounts": accounts},
        "threads_per_opportunity": {"median": rng.choice([4, 4.5, 5]), "levels": 3, "functions": 3},
        "executive_conversations": accepted // 2,
        "plays_run": [{"play": "R09", "account": "Brandt Papers", "executive": "Petra Lind"}, {"play": "A01", "account": "Lind"}],
        "new_play_tried": True,
        "connects": {"made": made, "accepted": accepted},
        "engagement": {"given": rng.randint(15, 40), "received": rng.randint(8, 14)},
        "content": {"posts": rng.randint(2, 6), "responses": rng.randint(1, 9)},
        "video_voice": {"sent": rng.randint(10, 20), "answered": rng.randint(5, 9)},
        "introductions": {"asked": rng.randint(10, 16), "opted_in": rng.randint(7, 9), "met": rng.randint(2, 5)},
        "dated_next_steps_share": rng.randint(50, 90) / 100,
        "ssi": {"total": 61, "brand": 14, "people": 15, "insights": 16, "relationships": 16},
        "certification": {"stage": "7", "days_in_stage": rng.randint(1, 10), "next_action": "draft slide four"},
        "commitments_kept": {"agreed": 3, "done": rng.randint(1, 3)},
        "c_level_confidence": rng.randint(4, 8),
    }
    measures = {
        "first_meetings": rng.randint(20, 30),
        "second_meetings": rng.randint(10, 15),
        "accounts_with_path_share": rng.randint(40, 70) / 100,
        "buyer_edited_cases": rng.randint(1, 4),
        "verbal_yes_days": rng.randint(2, 20),
        "lost": rng.randint(12, 20),
        "reopened": rng.randint(2, 5),
    }
    return card, measures


def make_breaking(step: int | None, seed: int, seller: str = "omar") -> SellerCard:
    """Return a card that first breaks at a step, or nowhere; the same seed, the same card."""
    card, measures = make_sound(random.Random(seed))
    rng = random.Random(seed * 31 + (step or 0))
    if step == 0:
        for field in rng.sample(FIELDS, rng.randint(7, 12)):
            card[field] = None
    elif step is not None:
        _break(step, card, measures, rng)
    return SellerCard(seller=seller, card=Card.model_validate(card), measures=Measures.model_validate(measures))


def _break(step: int, card: dict[str, Any], measures: dict[str, Any], rng: random.Random) -> None:
    made, accounts = card["connects"]["made"], card["c_level_coverage"]["accounts"]
    few = rng.randint(0, 1)
    breaks: dict[int, dict[str, Any]] = {
        1: {"accounts_with_path_share": rng.randint(2, 30) / 100},
        2: {"connects": {"made": made, "accepted": made // 5}},
        3: {"video_voice": {"sent": rng.randint(20, 40), "answered": few}},
        4: {"executive_conversations": few},
        5: {"c_level_coverage": {"with_contact": few, "accounts": accounts}},
        6: {"introductions": {"asked": rng.randint(12, 20), "opted_in": few + 1, "met": few}},
        7: {"second_meetings": rng.randint(1, 4)},
        8: {"threads_per_opportunity": {"median": rng.choice([1, 1.2, 2, 2.5]), "levels": 1, "functions": 1}},
        9: {"buyer_edited_cases": 0},
        10: {"dated_next_steps_share": rng.randint(5, 35) / 100},
        11: {"reopened": 0},
        12: {"new_play_tried": False},
        13: {"certification": {"stage": "7", "days_in_stage": rng.randint(15, 80), "blocker": "no executive yet"}},
    }
    for name, value in breaks[step].items():
        (card if name in card else measures)[name] = value


def numbers_in(text: str) -> set[float]:
    """Return the numbers of a text, thousands marks taken out."""
    return {float(number) for number in re.findall(r"\d+(?:\.\d+)?", re.sub(r"(?<=\d),(?=\d{3})", "", text))}


def numbers_on(value: Any) -> set[float]:
    """Return the numbers a card holds, shares also in percent, and those inside its texts."""
    if isinstance(value, bool) or value is None:
        return set()
    if isinstance(value, int | float):
        return {float(value), round(value * 100, 6), round(float(value), 2), round(value * 100, 2)}
    if isinstance(value, str):
        return numbers_in(value)
    parts = value.values() if isinstance(value, dict) else value
    listed = list(parts)
    return {float(len(listed))}.union(*(numbers_on(part) for part in listed))  # a list of plays or functions is counted


def _periods(value: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | value | st.lists(st.none() | value, max_size=6)


def _noun(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries({}, optional={name: st.none() | part for name, part in parts.items()})


_COUNT = st.integers(0, 60)
_SHARE = st.integers(0, 100).map(lambda figure: figure / 100)
_PILLAR = st.integers(0, 25)
_RUN = st.fixed_dictionaries({"play": st.sampled_from(["R09", "A01", "a note"])}, optional={"account": st.just("Lind")})
ANY_CARD = st.fixed_dictionaries(
    {},
    optional={
        "pipeline_created": _periods(_noun(value=st.integers(0, 3_000_000), count=_COUNT)),
        "executive_engaged_share": _periods(_SHARE),
        "c_level_coverage": _periods(_noun(with_contact=_COUNT, accounts=_COUNT)),
        "threads_per_opportunity": _periods(
            _noun(median=st.integers(0, 90).map(lambda n: n / 10), levels=_COUNT, functions=_COUNT)
        ),
        "executive_conversations": _periods(_COUNT),
        "plays_run": st.none() | st.lists(_RUN, max_size=14) | st.lists(st.none() | st.lists(_RUN, max_size=3), max_size=5),
        "new_play_tried": _periods(st.booleans() | st.just("Look-back clip") | st.integers(0, 3)),
        "connects": _periods(_noun(made=_COUNT, accepted=_COUNT)),
        "engagement": _periods(_noun(given=_COUNT, received=_COUNT)),
        "content": _periods(_noun(posts=_COUNT, responses=_COUNT)),
        "video_voice": _periods(_noun(sent=_COUNT, answered=_COUNT)),
        "introductions": _periods(_noun(asked=_COUNT, opted_in=_COUNT, met=_COUNT)),
        "dated_next_steps_share": _periods(_SHARE),
        "ssi": _periods(_noun(total=st.integers(0, 100), brand=_PILLAR, people=_PILLAR, insights=_PILLAR, relationships=_PILLAR)),
        "certification": _periods(_noun(stage=st.sampled_from(["3", "stage 7", "certified"]), days_in_stage=_COUNT)),
        "commitments_kept": _periods(_noun(agreed=_COUNT, done=_COUNT)),
        "c_level_confidence": _periods(st.integers(0, 10)),
    },
)
ANY_MEASURES = st.fixed_dictionaries(
    {},
    optional={
        "first_meetings": _periods(_COUNT),
        "second_meetings": _periods(_COUNT),
        "accounts_with_path_share": _periods(_SHARE),
        "buyer_edited_cases": _periods(_COUNT),
        "verbal_yes_days": _periods(_COUNT),
        "lost": _periods(_COUNT),
        "reopened": _periods(_COUNT),
    },
)
