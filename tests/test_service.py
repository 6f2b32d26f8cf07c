"""The front door: one method a job, over fakes."""

from datetime import date

import pytest

from copilot.domain.people import LedgerEntry
from copilot.domain.plays import KnownRequest
from copilot.errors import AmbiguousPlay, InvalidRequest, UnknownPlay, UnknownSeller
from copilot.jobs.search_library import MOST_FOUND
from copilot.policies.policy_set import Policies
from copilot.service import Copilot
from tests.fakes import FakeDrafter, FakeGapLog, FakeReader, FakeShelves, FakeStore, FakeWordings, NoReviews
from tests.real_one_on_ones import REAL_ONE_ON_ONES
from tests.small_library import AS_OF, make_entry, make_library, make_request, make_small_library

LIBRARY = make_small_library()


def _copilot(store: FakeStore | None = None, shelves: FakeShelves | None = None, gaps: FakeGapLog | None = None) -> Copilot:
    return Copilot(
        shelves=shelves or FakeShelves(LIBRARY),
        reader=FakeReader(LIBRARY),
        playbook=FakeDrafter(),
        store=store or FakeStore(),
        gaps=gaps or FakeGapLog(),
        reviews=NoReviews(),
        wordings=FakeWordings(),
        one_on_ones=REAL_ONE_ON_ONES,
        policies=Policies(),
        today=lambda: AS_OF,
    )


def _offered(copilot: Copilot) -> list[str]:
    return [suggestion.play_id for suggestion in copilot.suggest_plays(make_request(as_of=None)).suggestions]


def test_what_a_person_says_a_seller_knows_is_no_longer_suggested() -> None:
    copilot = _copilot()
    assert _offered(copilot) == ["N01", "N02", "N03"]
    copilot.record_play("orla", "Analyst echo", "knows")
    assert _offered(copilot) == ["N02", "N03", "N04"]


def test_what_a_person_takes_back_is_suggested_again() -> None:
    copilot = _copilot(FakeStore({"orla": [make_entry("N01")]}))
    copilot.record_play("orla", "N01", "not_known")
    assert _offered(copilot) == ["N01", "N02", "N03"]


def test_suggesting_and_recognising_write_nothing() -> None:
    store = FakeStore()
    copilot = _copilot(store)
    copilot.suggest_plays(make_request("Analyst echo"))
    copilot.recognise_plays(KnownRequest(statements=("Analyst echo",)))
    assert (store.writes, store.sellers()) == (0, ())


def test_statements_are_recognised_in_order() -> None:
    result = _copilot().recognise_plays(KnownRequest(statements=("Site walk", "Analyst echo")))
    assert [verdict.known for verdict in result.statements] == [("N07",), ("N01",)]


@pytest.mark.parametrize("name", ["N02", "n02", "phrase mirror", "Mirror line method"])
def test_a_card_is_found_by_id_title_or_alias(name: str) -> None:
    assert _copilot().get_play(name).id == "N02"


def test_an_outline_can_be_looked_up_though_it_is_never_suggested() -> None:
    assert _copilot().get_play("O01").status == "outline"


def test_an_unknown_name_is_refused_with_what_to_do_next() -> None:
    with pytest.raises(UnknownPlay, match="There is no play 'Moon dance'; 'coach search Moon dance' may find it"):
        _copilot().get_play("Moon dance")


def test_a_shared_name_is_refused_with_its_candidates() -> None:
    with pytest.raises(AmbiguousPlay, match="'board play' stands for N05, N06; say which by its id"):
        _copilot().get_play("board play")


def test_a_search_finds_the_passage_that_says_it_best_first() -> None:
    found = _copilot().search_library("two weeks of the call N04", 3)
    assert (found[0].passage_id, len(found)) == ("N04#when", 3)
    assert [passage.score for passage in found] == sorted((passage.score for passage in found), reverse=True)


@pytest.mark.parametrize("query", ["", "  \n"])
def test_an_empty_query_is_refused(query: str) -> None:
    with pytest.raises(InvalidRequest, match="The query is empty"):
        _copilot().search_library(query, 5)


@pytest.mark.parametrize("asked", [0, -3, MOST_FOUND + 1])
def test_a_number_of_passages_out_of_bounds_is_refused(asked: int) -> None:
    with pytest.raises(InvalidRequest, match="Between 1 and 50"):
        _copilot().search_library("call", asked)


@pytest.mark.parametrize("asked", [1, 7, MOST_FOUND])
def test_as_many_passages_as_asked_for_are_searched(asked: int) -> None:
    shelves = FakeShelves(LIBRARY)
    _copilot(shelves=shelves).search_library("call", asked)
    assert shelves.limits_asked == [asked]


def test_what_is_recorded_is_dated_today_and_named_by_id() -> None:
    store = FakeStore()
    entry = _copilot(store).record_play("orla", "Analyst echo", "tried", outcome="two replies", depth=3)
    assert entry == LedgerEntry(play_id="N01", kind="tried", on=date(2026, 11, 22), depth=3, outcome="two replies")
    assert store.ledger("orla") == (entry,)


@pytest.mark.parametrize(
    ("seller", "play", "error"),
    [
        pytest.param("orla", "Moon dance", UnknownPlay, id="an unknown play"),
        pytest.param("orla", "board play", AmbiguousPlay, id="a shared name"),
        pytest.param("", "N01", InvalidRequest, id="no seller"),
        pytest.param("  ", "N01", InvalidRequest, id="white space for a seller"),
        pytest.param("o" * 81, "N01", InvalidRequest, id="an id that is too long"),
    ],
)
def test_what_cannot_be_recorded_is_refused_and_nothing_is_written(seller: str, play: str, error: type[Exception]) -> None:
    store = FakeStore()
    with pytest.raises(error):
        _copilot(store).record_play(seller, play, "knows")
    assert store.writes == 0


def test_a_ledger_is_listed_oldest_first() -> None:
    entries = (make_entry("N02"), make_entry("N01"))
    assert _copilot(FakeStore({"orla": entries})).list_ledger("orla") == entries


def test_everything_kept_about_a_seller_can_be_taken_out_and_then_erased() -> None:
    store = FakeStore({"orla": [make_entry("N01"), make_entry("N02")], "niall": [make_entry("N03")]})
    copilot = _copilot(store)
    assert [entry["play_id"] for entry in copilot.export_seller("orla")["ledger"]] == ["N01", "N02"]  # type: ignore[attr-defined]
    assert copilot.erase_seller("orla") == 2
    assert store.sellers() == ("niall",)


@pytest.mark.parametrize("method", ["list_ledger", "export_seller", "erase_seller"])
def test_a_seller_without_a_record_is_unknown(method: str) -> None:
    with pytest.raises(UnknownSeller):
        getattr(_copilot(), method)("nobody")


def test_it_is_ready_once_there_is_a_play() -> None:
    assert _copilot().is_ready()
    assert not _copilot(shelves=FakeShelves(make_library())).is_ready()


def test_a_question_without_a_play_is_noted_and_one_with_plays_is_not() -> None:
    log = FakeGapLog()
    copilot = _copilot(gaps=log)
    copilot.suggest_plays(make_request())
    assert log.noted == []
    copilot.suggest_plays(make_request(signals=("It rained",)))
    assert [(gap.persona, gap.signals, gap.reason) for gap in log.noted] == [("cfo", (), "signal_not_understood")]
    copilot.suggest_plays(make_request(signals=("It rained",)), notes_gap=False)
    assert len(log.noted) == 1
