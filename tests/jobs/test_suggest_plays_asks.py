"""An uncertain play is never offered, and asked about only where the answer would change the suggestions."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copilot.domain.people import Answer, Seller
from copilot.domain.plays import PlaysResult
from copilot.domain.readings import Likeness, StatementReading
from copilot.policies.novelty import Thresholds
from copilot.policies.policy_set import Policies
from tests.fakes import FakeReader, FakeStore
from tests.jobs.plays_desk import offered, suggest
from tests.small_library import make_entry, make_reading, make_request, make_small_library

LIBRARY = make_small_library()
LIMITS = Thresholds(known=0.5, ask=0.2, ask_beside=0.3, shadow=0.1, name_only=0.5)
SAID = "I do something like it"


def _uncertain(*play_ids: str, known: float = 0.3, said: str = SAID) -> StatementReading:
    return make_reading(said, *(Likeness(play_id=play_id, known=known, name_only=0.0) for play_id in play_ids))


def _suggest(
    *readings: StatementReading,
    answers: tuple[Answer, ...] = (),
    limit: int = 3,
    store: FakeStore | None = None,
    include_known: bool = False,
) -> PlaysResult:
    reader = FakeReader(LIBRARY, statements={reading.statement: reading for reading in readings})
    seller = Seller(id="orla", knows=tuple(reading.statement for reading in readings), answers=answers)
    policies = Policies(thresholds=LIMITS)
    request = make_request(seller=seller, limit=limit, include_known=include_known)
    return suggest(request, library=LIBRARY, reader=reader, policies=policies, store=store)


@pytest.mark.parametrize(
    ("play_id", "limit", "asked"),
    [
        pytest.param("N01", 3, True, id="the best of all"),
        pytest.param("N03", 3, True, id="the last that would have been offered"),
        pytest.param("N04", 3, False, id="the first behind them"),
        pytest.param("N01", 1, True, id="the only one wanted"),
        pytest.param("N02", 1, False, id="behind the only one wanted"),
        pytest.param("N08", 3, False, id="one for another executive"),
        pytest.param("B01", 3, False, id="a basic"),
        pytest.param("O01", 3, False, id="an outline"),
    ],
)
def test_an_uncertain_play_is_asked_about_where_it_would_have_been_among_the_suggestions(
    play_id: str, limit: int, asked: bool
) -> None:
    result = _suggest(_uncertain(play_id), limit=limit)
    assert [(ask.statement, ask.candidates) for ask in result.ask] == ([(SAID, (play_id,))] if asked else [])
    assert play_id not in offered(result)


@pytest.mark.parametrize("known", [0.3, 0.1], ids=["enough to ask at once", "in the shadow"])
def test_a_play_in_doubt_is_left_out_with_the_words_that_cast_the_doubt(known: float) -> None:
    result = _suggest(_uncertain("N01", known=known))
    assert offered(result) == ["N02", "N03", "N04"]
    assert [(left.play_id, left.because) for left in result.left_out] == [
        ("N01", f"you may do it already, I am not sure: {SAID}")
    ]
    assert [ask.candidates for ask in result.ask] == [("N01",)]


def test_a_play_in_doubt_is_not_offered_where_known_ones_are_wanted_either() -> None:
    assert offered(_suggest(_uncertain("N01"), include_known=True)) == ["N02", "N03", "N04"]


@pytest.mark.parametrize(
    ("play_ids", "plays"),
    [
        pytest.param((), ["N01", "N02", "N03"], id="none of them: it is offered"),
        pytest.param(("N01",), ["N02", "N03", "N04"], id="yes: it is known"),
    ],
)
def test_the_answer_settles_the_list_and_is_not_asked_again(play_ids: tuple[str, ...], plays: list[str]) -> None:
    result = _suggest(_uncertain("N01"), answers=(Answer(statement=SAID, play_ids=play_ids),))
    assert (offered(result), result.ask) == (plays, ())


def test_no_more_than_two_questions_are_asked() -> None:
    readings = [
        _uncertain(play_id, said=f"I do the {which}")
        for play_id, which in zip(("N01", "N02", "N03"), ("first", "second", "third"), strict=True)
    ]
    assert [ask.statement for ask in _suggest(*readings).ask] == ["I do the first", "I do the second"]


def test_one_statement_is_asked_about_once_with_all_it_may_mean() -> None:
    (ask,) = _suggest(_uncertain("N01", "N02")).ask
    assert ask.candidates == ("N01", "N02")


def test_a_question_that_was_asked_is_named_in_the_note_and_only_then() -> None:
    words = "Your answer to the question may change this list."
    assert words in _suggest(_uncertain("N01")).note
    assert words not in _suggest(_uncertain("N04")).note


@pytest.mark.parametrize(
    ("kind", "plays"), [("knows", ["N02", "N03", "N04"]), ("not_known", ["N01", "N02", "N03"])], ids=["known", "not known"]
)
def test_what_the_ledger_settles_is_not_asked(kind: str, plays: list[str]) -> None:
    result = _suggest(_uncertain("N01"), store=FakeStore({"orla": [make_entry("N01", kind)]}))
    assert (offered(result), result.ask) == (plays, ())


LIKENESS = st.floats(0, 1).map(lambda figure: round(figure, 2))
PAIRS = st.dictionaries(st.sampled_from(sorted(LIBRARY.play_by_id)), st.tuples(LIKENESS, LIKENESS), max_size=5)


@settings(max_examples=60, deadline=None)
@given(likenesses=PAIRS, limit=st.integers(1, 3))
def test_whatever_the_likeness_none_in_doubt_is_offered_and_every_question_is_about_a_doubt_that_fits(
    likenesses: dict[str, tuple[float, float]], limit: int
) -> None:
    ordered = sorted(likenesses.items(), key=lambda item: -max(item[1]))
    result = _suggest(make_reading(SAID, *(Likeness(play_id=p, known=k, name_only=n) for p, (k, n) in ordered)), limit=limit)
    doubted = {play_id for play_id, (known, _) in likenesses.items() if known >= LIMITS.shadow}
    assert not doubted & set(offered(result))
    fitting = {"N01", "N02", "N03", "N04", "N05", "N06", "N07"}
    assert all({p for p in ask.candidates if likenesses[p][0] < LIMITS.known} & doubted & fitting for ask in result.ask)
    assert len(result.ask) <= 1


@settings(max_examples=60, deadline=None)
@given(play_id=st.sampled_from(sorted(LIBRARY.play_by_id)), known=st.sampled_from([0.1, 0.2, 0.49]), limit=st.integers(1, 3))
def test_a_question_is_asked_exactly_where_a_no_would_change_the_suggestions(play_id: str, known: float, limit: int) -> None:
    before = _suggest(_uncertain(play_id, known=known), limit=limit)
    after = _suggest(_uncertain(play_id, known=known), limit=limit, answers=(Answer(statement=SAID),))
    assert bool(before.ask) == (offered(before) != offered(after))
    assert bool(before.ask) == (play_id in offered(after))
