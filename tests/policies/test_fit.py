"""How well a play fits, and how plays are ordered."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.domain.drafts import DatedSignal
from copilot.domain.library import Library, Play
from copilot.policies.fit import MOST_OF_A_FAMILY, NO_SIGNAL, fit_to_persona, fit_to_signals, fit_to_week, rank_fits, spread
from copilot.policies.novelty import Standing
from tests.small_library import AS_OF, make_basic, make_library, make_outline, make_persona, make_play, make_signal

CFO = make_persona("cfo", "Chief financial officer", plays=("N02",))


def _held(signal: str = "results-call", on: date | None = None) -> list[DatedSignal]:
    return [DatedSignal(signal=signal, words="said", on=on)]


def _rank(
    *plays: Play,
    signals: list[DatedSignal] | None = None,
    standings: dict[str, Standing] | None = None,
    likeness: dict[str, float] | None = None,
) -> list[str]:
    library = make_library(*plays)
    every = {play.id: Standing.NEW for play in plays} | (standings or {})
    held = _held() if signals is None else signals
    return [f.play_id for f in rank_fits(library, CFO, held, standings=every, likeness=likeness or {}, as_of=AS_OF)]


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        pytest.param({"tier": 1}, {"tier": 3}, id="the rarer play"),
        pytest.param({"personas": ("any",)}, {"personas": ("cfo",)}, id="the one for this executive before one for anybody"),
        pytest.param({"effort_minutes": 300}, {"effort_minutes": 60}, id="the shorter play"),
        pytest.param({"assets": ("executive",)}, {"assets": ()}, id="the one that needs nobody else"),
        pytest.param({"assets": ("data", "partner")}, {"assets": ("data",)}, id="the one that needs fewer people"),
    ],
)
def test_of_two_plays_alike_the_better_one_comes_first(worse: dict[str, Any], better: dict[str, Any]) -> None:
    assert _rank(make_play("N01", **worse), make_play("N09", **better)) == ["N09", "N01"]


@pytest.mark.parametrize(
    "play",
    [
        pytest.param(make_play("N01", personas=("cio",)), id="for another executive"),
        pytest.param(make_play("N01", signals=("new-executive",)), id="for another signal"),
        pytest.param(make_basic("N01"), id="a basic"),
        pytest.param(make_outline("N01"), id="an outline"),
    ],
)
def test_what_does_not_fit_is_not_ranked_however_new_and_alike(play: Play) -> None:
    assert _rank(play, likeness={"N01": 1.0}) == []


@pytest.mark.parametrize("standing", list(Standing))
def test_a_play_that_fits_is_ranked_whatever_its_standing(standing: Standing) -> None:
    assert _rank(make_play("N01"), standings={"N01": standing}) == ["N01"]


def test_a_play_known_in_name_comes_behind_a_new_one() -> None:
    assert _rank(make_play("N01"), make_play("N03"), standings={"N01": Standing.NAME_ONLY}) == ["N03", "N01"]


def test_of_equals_the_one_nearer_to_the_question_comes_first() -> None:
    assert _rank(make_play("N01"), make_play("N03"), likeness={"N03": 0.5}) == ["N03", "N01"]


def test_likeness_to_the_question_cannot_outrank_the_signal() -> None:
    """The search settles ties; it does not turn a play for another moment into the answer."""
    library = make_library(make_play("N01"), make_play("N03", signals=()), signals=(make_signal("results-call", first=("N03",)),))
    fits = rank_fits(
        library, CFO, _held(), standings=dict.fromkeys(library.play_by_id, Standing.NEW), likeness={"N01": 1.0}, as_of=AS_OF
    )
    assert [fit.play_id for fit in fits] == ["N03", "N01"]


def test_equal_plays_are_ordered_by_id_so_that_an_answer_repeats() -> None:
    assert _rank(make_play("N03"), make_play("N01")) == ["N01", "N03"]


def _library_of_signals() -> Library:
    kind = make_signal("results-call", first=("N01", "N02"), also=("N03",))
    return make_library(make_play("N01"), make_play("N02"), make_play("N03"), make_play("N04"), signals=(kind,))


def test_first_plays_of_a_signal_come_before_also_before_those_that_only_name_it() -> None:
    library = _library_of_signals()
    found = [fit_to_signals(play, _held(), library, AS_OF) for play in library.plays]
    assert found == sorted(found, reverse=True)
    assert len(set(found)) == 4


@pytest.mark.parametrize(
    ("on", "relation"),
    [
        pytest.param(None, "full", id="undated is recent"),
        pytest.param(AS_OF + timedelta(days=9), "full", id="announced ahead"),
        pytest.param(AS_OF - timedelta(days=45), "full", id="45 days"),
        pytest.param(AS_OF - timedelta(days=46), "less", id="46 days"),
        pytest.param(AS_OF - timedelta(days=120), "less", id="120 days"),
        pytest.param(AS_OF - timedelta(days=121), "least", id="121 days"),
    ],
)
def test_an_old_signal_counts_less(on: date | None, relation: str) -> None:
    play = make_play("N01")
    fresh, old, stale = (
        fit_to_signals(play, _held(on=AS_OF - timedelta(days=d)), make_library(play), AS_OF) for d in (0, 90, 400)
    )
    assert fresh > old > stale > 0
    assert fit_to_signals(play, _held(on=on), make_library(play), AS_OF) == {"full": fresh, "less": old, "least": stale}[relation]


def test_the_best_of_several_signals_counts() -> None:
    play = make_play("N01")
    both = [*_held("new-executive"), *_held()]
    assert fit_to_signals(play, both, make_library(play), AS_OF) == fit_to_signals(play, _held(), make_library(play), AS_OF)


def test_without_a_signal_only_plays_that_need_none_fit() -> None:
    assert _rank(make_play("N01"), make_play("N03", signals=(NO_SIGNAL,)), signals=[]) == ["N03"]


def test_a_persona_card_that_names_the_play_adds_to_its_fit() -> None:
    assert fit_to_persona(make_play("N02"), CFO) > fit_to_persona(make_play("N03"), CFO)


def test_without_a_persona_no_play_is_left_out() -> None:
    assert fit_to_persona(make_play("N01", personas=("cio",)), None) > 0


@given(
    minutes=st.integers(1, 2000),
    assets=st.lists(st.sampled_from(["colleague", "executive", "data", "drone"]), max_size=4),
    tier=st.integers(0, 3),
    likeness=st.floats(0, 1),
)
def test_every_factor_and_the_total_lie_between_nothing_and_one(
    minutes: int, assets: list[str], tier: int, likeness: float
) -> None:
    play = make_play("N02", effort_minutes=minutes, assets=tuple(assets), tier=tier)
    (fit,) = rank_fits(make_library(play), CFO, _held(), standings={"N02": Standing.NEW}, likeness={"N02": likeness}, as_of=AS_OF)
    assert 0 < fit_to_week(play) <= 1
    assert all(0 <= figure <= 1 for figure in (fit.signal, fit.persona, fit.novelty, fit.feasible, fit.likeness, fit.total))


def test_at_most_two_of_a_family_while_others_fit() -> None:
    plays = [make_play(id, family="one") for id in ("N01", "N02", "N03")] + [make_play("N04", family="two")]
    assert spread(["N01", "N02", "N03", "N04"], make_library(*plays), 3) == ("N01", "N02", "N04")


def test_a_third_of_a_family_is_kept_where_nothing_else_fits() -> None:
    plays = [make_play(id, family="one") for id in ("N01", "N02", "N03")]
    assert spread(["N01", "N02", "N03"], make_library(*plays), 3) == ("N01", "N02", "N03")


@given(families=st.lists(st.sampled_from("abc"), max_size=9), limit=st.integers(1, 9))
def test_spreading_keeps_as_many_as_asked_once_each_and_the_best_first(families: list[str], limit: int) -> None:
    plays = [make_play(f"N{place:02}", family=family) for place, family in enumerate(families)]
    ids = [play.id for play in plays]
    chosen = spread(ids, make_library(*plays), limit)
    assert len(chosen) == len(set(chosen)) == min(limit, len(ids))
    assert chosen[:MOST_OF_A_FAMILY] == tuple(ids[:MOST_OF_A_FAMILY])[: len(chosen)]
