"""The shelf: how every play stands with the seller, and what may then be offered."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.domain.people import Answer, LedgerEntry
from copilot.domain.plays import StatementVerdict
from copilot.domain.readings import Likeness, PracticeLikeness, StatementReading
from copilot.policies.novelty import (
    Shelf,
    Standing,
    Thresholds,
    apply_answer,
    find_nearest_known,
    judge_statement,
    keep_new,
    set_shelf,
    stand_of_entry,
)
from tests.small_library import AS_OF, make_basic, make_entry, make_library, make_play, make_reading, make_small_library

LIBRARY = make_small_library()
LIMITS = Thresholds(
    known=0.5, ask=0.2, ask_beside=0.3, shows=0.5, vague=0.5, shadow=0.1, name_only=0.5, refused=0.5, neighbour=0.05
)
GIFT = PracticeLikeness(practice="gift-card", likelihood=0.5)


def _like(play_id: str, known: float = 0.0, name_only: float = 0.0) -> Likeness:
    return Likeness(play_id=play_id, known=known, name_only=name_only, lacks="path")


def _read(*likenesses: Likeness, **changes: object) -> StatementReading:
    return make_reading("I do it", *likenesses, **changes)


@pytest.mark.parametrize(
    ("kind", "depth", "days", "standing"),
    [
        pytest.param("knows", None, 0, Standing.KNOWN, id="said to know it"),
        pytest.param("tried", None, 0, Standing.KNOWN, id="tried it"),
        pytest.param("knows", 2, 0, Standing.KNOWN, id="from depth 2"),
        pytest.param("knows", 1, 0, Standing.NAME_ONLY, id="the gesture only"),
        pytest.param("knows", 4, 365, Standing.KNOWN, id="twelve months ago"),
        pytest.param("knows", 4, 366, Standing.NAME_ONLY, id="longer than twelve months ago"),
        pytest.param("tried", None, 366, Standing.NAME_ONLY, id="tried longer than twelve months ago"),
        pytest.param("not_known", 4, 0, Standing.NEW, id="said not to know it"),
    ],
)
def test_a_ledger_entry_says_how_a_play_stands(kind: str, depth: int | None, days: int, standing: Standing) -> None:
    entry = make_entry("N01", kind, on=AS_OF - timedelta(days=days), depth=depth)
    assert stand_of_entry(entry, AS_OF) is standing


def _shelf(*readings: StatementReading, ledger: tuple[LedgerEntry, ...] = (), answers: tuple[Answer, ...] = ()) -> Shelf:
    answered = {answer.statement: answer for answer in answers}
    verdicts: list[StatementVerdict] = []
    for reading in readings:
        verdict = judge_statement(reading, LIBRARY, LIMITS)
        verdicts.append(apply_answer(verdict, answered[reading.statement]) if reading.statement in answered else verdict)
    return set_shelf(LIBRARY, readings, verdicts, ledger, answered=answered, as_of=AS_OF, limits=LIMITS)


@pytest.mark.parametrize(
    ("reading", "standing"),
    [
        pytest.param(_read(_like("N01", 0.9)), Standing.KNOWN, id="known"),
        pytest.param(_read(_like("N01", 0.0, 0.9)), Standing.NAME_ONLY, id="name only"),
        pytest.param(_read(_like("N01", 0.2)), Standing.UNCERTAIN, id="asked about"),
        pytest.param(_read(_like("N01", 0.1)), Standing.UNCERTAIN, id="in the shadow, though nothing is asked"),
        pytest.param(_read(_like("N01", 0.1, 0.9)), Standing.UNCERTAIN, id="name only, but in the shadow"),
        pytest.param(_read(_like("N01", 0.09)), Standing.NEW, id="below the shadow"),
        pytest.param(_read(_like("N01", 0.4), denied=True, named=("N01",)), Standing.NEW, id="denied"),
        pytest.param(_read(_like("N01", 0.3), practices=(GIFT,)), Standing.NEW, id="like a declined practice"),
        pytest.param(_read(named=("N01",)), Standing.UNCERTAIN, id="named somewhere in it"),
        pytest.param(_read(shared_name=("N01", "N05")), Standing.UNCERTAIN, id="one of a shared name"),
    ],
)
def test_a_statement_gives_a_play_its_standing(reading: StatementReading, standing: Standing) -> None:
    assert _shelf(reading).standings["N01"] is standing


def test_a_play_nothing_was_said_about_is_new() -> None:
    assert set(_shelf().standings.values()) == {Standing.NEW}


@pytest.mark.parametrize("turned", [False, True], ids=["weak first", "strong first"])
def test_the_strictest_standing_of_all_statements_is_kept_with_its_words(turned: bool) -> None:
    readings = [make_reading("weak", _like("N01", 0.0, 0.9)), make_reading("strong", _like("N01", 0.9))]
    shelf = _shelf(*(reversed(readings) if turned else readings))
    assert (shelf.standings["N01"], shelf.statements["N01"]) == (Standing.KNOWN, "strong")


def test_a_name_only_play_keeps_the_part_it_lacks() -> None:
    assert _shelf(_read(_like("N01", 0.0, 0.9))).lacks == {"N01": "path"}


@pytest.mark.parametrize(
    ("play_ids", "standing"),
    [
        pytest.param(("N01",), Standing.KNOWN, id="meant: known"),
        pytest.param(("N03",), Standing.NEW, id="another was meant: new"),
        pytest.param((), Standing.NEW, id="none was meant: new"),
    ],
)
def test_an_answer_outranks_the_reading(play_ids: tuple[str, ...], standing: Standing) -> None:
    answer = Answer(statement="I do it", play_ids=play_ids)
    assert _shelf(_read(_like("N01", 0.2), named=("N01",)), answers=(answer,)).standings["N01"] is standing


def test_an_answer_settles_its_own_statement_only() -> None:
    other = make_reading("I do that", _like("N01", 0.2))
    shelf = _shelf(_read(_like("N01", 0.2)), other, answers=(Answer(statement="I do it"),))
    assert shelf.standings["N01"] is Standing.UNCERTAIN


@pytest.mark.parametrize(
    ("entry", "reading", "standing"),
    [
        pytest.param(make_entry("N01"), _read(), Standing.KNOWN, id="known, where no statement speaks of it"),
        pytest.param(make_entry("N01"), _read(_like("N01", 0.4), denied=True), Standing.KNOWN, id="known, though denied"),
        pytest.param(make_entry("N01", "not_known"), _read(_like("N01", 0.2)), Standing.NEW, id="not known, though alike"),
        pytest.param(make_entry("N01", depth=1), _read(_like("N01", 0.2)), Standing.NAME_ONLY, id="gesture, though alike"),
    ],
)
def test_the_ledger_outranks_the_reading(entry: LedgerEntry, reading: StatementReading, standing: Standing) -> None:
    assert _shelf(reading, ledger=(entry,)).standings["N01"] is standing


def test_the_last_entry_of_a_play_counts() -> None:
    entries = (make_entry("N01"), make_entry("N01", "not_known"))
    assert _shelf(ledger=entries).standings["N01"] is Standing.NEW
    assert _shelf(ledger=entries[::-1]).standings["N01"] is Standing.KNOWN


def test_an_entry_of_a_play_the_library_no_longer_has_is_passed_over() -> None:
    assert "Z99" not in _shelf(ledger=(make_entry("Z99"),)).standings


@given(
    standings=st.fixed_dictionaries({play.id: st.sampled_from(Standing) for play in LIBRARY.plays}),
    asked=st.lists(st.sampled_from([*LIBRARY.play_by_id, "Z99"]), max_size=20),
)
def test_only_new_and_name_only_plays_that_may_be_suggested_are_kept_once_each_in_order(
    standings: dict[str, Standing], asked: list[str]
) -> None:
    kept = keep_new(asked, LIBRARY, Shelf(standings=standings))
    may = {"N01", "N02", "N03", "N04", "N05", "N06", "N07", "N08"}
    wanted = [p for p in asked if p in may and standings[p] in (Standing.NEW, Standing.NAME_ONLY)]
    assert list(kept) == list(dict.fromkeys(wanted))


@pytest.mark.parametrize(
    ("new", "known", "nearest"),
    [
        pytest.param({"neighbours": {"N09": "wider"}}, {}, ("N09", "wider"), id="as the new card says"),
        pytest.param({}, {"neighbours": {"N01": "narrower"}}, ("N09", "narrower"), id="as the known card says"),
        pytest.param(
            {"family": "f"}, {"family": "f"}, ("N09", "that one gives the N09 page; this one gives the N01 page"), id="one family"
        ),
        pytest.param({}, {}, None, id="nothing near"),
    ],
)
def test_the_nearest_known_play_comes_with_the_difference(
    new: dict[str, Any], known: dict[str, Any], nearest: tuple[str, str] | None
) -> None:
    play = make_play("N01", **new)
    library = make_library(play, make_play("N09", **known), make_basic("B01"))
    found = find_nearest_known(play, library, Shelf(standings={"N01": Standing.NEW, "N09": Standing.KNOWN, "B01": Standing.NEW}))
    assert (found and (found.play_id, found.difference)) == nearest


@pytest.mark.parametrize("standing", [Standing.NEW, Standing.NAME_ONLY, Standing.UNCERTAIN])
def test_a_play_that_is_not_known_is_never_the_nearest_known(standing: Standing) -> None:
    play = make_play("N01", neighbours={"N09": "wider"})
    shelf = Shelf(standings={"N01": Standing.NEW, "N09": standing})
    assert find_nearest_known(play, make_library(play, make_play("N09")), shelf) is None
