"""The search with its filters: by persona, by signal, and by what the record holds as known to a seller."""

import pytest

from copilot.domain.evidence import SearchFilter
from copilot.errors import InvalidRequest
from copilot.jobs.search_library import choose_plays, search_library
from tests.fakes import FakeShelves, FakeStore
from tests.small_library import AS_OF, make_entry, make_small_library

LIBRARY = make_small_library()


def find(query: str = "call", store: FakeStore | None = None, **narrow: str) -> set[str]:
    found = search_library(
        query, 50, SearchFilter(**narrow), shelves=FakeShelves(LIBRARY), store=store or FakeStore(), today=AS_OF
    )
    return {passage.passage_id.partition("#")[0] for passage in found}


def test_a_persona_leaves_the_plays_that_suit_it() -> None:
    persona = LIBRARY.personas[0].slug
    assert choose_plays(LIBRARY, SearchFilter(persona=persona)) == {p.id for p in LIBRARY.plays if p.suits(persona)}
    assert find(persona=persona) <= choose_plays(LIBRARY, SearchFilter(persona=persona))


def test_a_signal_leaves_the_plays_that_answer_it() -> None:
    signal = LIBRARY.signals[0].id
    assert find(signal=signal) == {p.id for p in LIBRARY.plays if signal in p.signals and p.id in find()} != set()


def test_a_sellers_shelf_leaves_out_what_is_written_down_as_known() -> None:
    known = next(iter(sorted(play for play in find() if play.startswith("N"))))
    store = FakeStore({"orla": [make_entry(known)]})
    assert find(new_to="orla", store=store) == {card for card in find() if card in LIBRARY.play_by_id} - {known}


@pytest.mark.parametrize("narrow", [{"persona": "tsar"}, {"signal": "moon"}])
def test_a_filter_the_library_does_not_have_is_refused(narrow: dict[str, str]) -> None:
    with pytest.raises(InvalidRequest, match="The library has no such"):
        find(**narrow)
