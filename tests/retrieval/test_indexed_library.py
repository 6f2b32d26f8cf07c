"""Search over one index version: one table over the exact scan and Chroma, and what is found at all."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from copilot.retrieval import indexed_library
from copilot.retrieval.index_version import IndexVersion, load_version, make_version, save_version
from copilot.retrieval.indexed_library import IndexedLibrary, VectorSearch
from copilot.retrieval.library import read_library
from copilot.retrieval.vector_cache import VectorCache
from tests.retrieval.cards import write_small_library
from tests.retrieval.clusters import ClusterEmbedder, make_clustered_version
from tests.retrieval.embedders import HashEmbedder, MissingEmbedder

QUERIES = [f"query {number} oven margin" for number in range(24)]
SOME = frozenset(f"P{number:02}" for number in range(0, 60, 3))
MOST = frozenset(f"P{number:02}" for number in range(50))
FILTERS = [
    pytest.param({"within": MOST, "kinds": frozenset({"guide"})}, id="most cards and a kind"),
    pytest.param({}, id="no filter"),
    pytest.param({"within": SOME}, id="cards"),
    pytest.param({"within": frozenset({"P01", "P02"})}, id="two cards"),
    pytest.param({"within": frozenset({"P01", "none of ours"})}, id="a card that is not there"),
    pytest.param({"within": frozenset()}, id="no card at all"),
    pytest.param({"kinds": frozenset({"play"})}, id="a kind"),
    pytest.param({"kinds": frozenset({"play", "guide"})}, id="two kinds"),
    pytest.param({"within": SOME, "kinds": frozenset({"guide"})}, id="cards and a kind"),
]
WAYS: list[VectorSearch] = ["exact", "chroma"]


@pytest.fixture(scope="module")
def clustered(tmp_path_factory: pytest.TempPathFactory) -> IndexVersion:
    folder = tmp_path_factory.mktemp("index") / "version"
    save_version(make_clustered_version(), folder, with_chroma=True)
    return load_version(folder)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> IndexVersion:
    library = read_library([write_small_library(tmp_path_factory.mktemp("corpus"))])
    return make_version(library, HashEmbedder(), VectorCache())[0]


def _nearest(version: IndexVersion, query: str, limit: int, **filters: frozenset[str]) -> list[str]:
    """Return the nearest passages by meaning, worked out here by hand."""
    assert version.vectors is not None
    likeness = version.vectors @ ClusterEmbedder().embed([query])[0]
    within, kinds = filters.get("within"), filters.get("kinds")
    ranked = [version.passages[place] for place in np.argsort(-likeness, kind="stable")]
    kept = [p for p in ranked if (within is None or p.card_id in within) and (kinds is None or p.kind in kinds)]
    return [passage.id for passage in kept[:limit]]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("filters", FILTERS)
def test_both_ways_find_the_same_best_passages(filters: dict[str, Any], way: VectorSearch, clustered: IndexVersion) -> None:
    shelves = IndexedLibrary(clustered, ClusterEmbedder(), dense_weight=1.0, vector_search=way)
    for query in QUERIES:
        found = [passage.passage_id for passage in shelves.search(query, limit=10, **filters)]
        assert found == _nearest(clustered, query, 10, **filters)


@pytest.mark.parametrize(
    "filters", [{}, {"within": SOME}, {"kinds": frozenset({"play"})}, {"within": MOST, "kinds": frozenset({"guide"})}]
)
def test_both_ways_score_alike_where_meaning_and_words_are_fused(filters: dict[str, Any], clustered: IndexVersion) -> None:
    ways = [IndexedLibrary(clustered, ClusterEmbedder(), dense_weight=0.5, vector_search=way) for way in WAYS]
    for query in QUERIES:
        exact, chroma = ({f.passage_id: f.score for f in shelves.search(query, limit=100, **filters)} for shelves in ways)
        assert exact.keys() == chroma.keys()
        assert max(abs(exact[name] - chroma[name]) for name in exact) <= 0.0002


@pytest.mark.parametrize(
    ("setting", "most", "in_a_folder", "expected"),
    [
        pytest.param("exact", 10, True, False, id="exact by setting"),
        pytest.param("chroma", 25_000, True, True, id="chroma by setting"),
        pytest.param("auto", 300, True, False, id="exact up to the limit"),
        pytest.param("auto", 299, True, True, id="chroma above it"),
        pytest.param("auto", 299, False, False, id="exact where the index is in memory only"),
    ],
)
def test_chroma_answers_by_setting_or_above_the_limit(
    setting: VectorSearch, most: int, in_a_folder: bool, expected: bool, clustered: IndexVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexed_library, "EXACT_UP_TO", most)
    version = clustered if in_a_folder else make_clustered_version()
    shelves = IndexedLibrary(version, ClusterEmbedder(), dense_weight=0.5, vector_search=setting)
    assert shelves.uses_chroma is expected
    assert len(shelves.search("query 1", limit=10)) == 10


def test_a_found_passage_has_its_place_title_text_and_a_falling_score(small: IndexVersion) -> None:
    found = IndexedLibrary(small, HashEmbedder(), dense_weight=0.5).search("bakery oven not for firms without", limit=5)
    assert (found[0].passage_id, found[0].title) == ("A03#not-for", "Bakery oven play · Not for")
    assert found[0].text == "Firms without any bakery oven."
    assert len(found) == 5
    assert [passage.score for passage in found] == sorted((passage.score for passage in found), reverse=True)
    assert all(0 < passage.score <= 1 for passage in found)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        pytest.param("First the bakery oven, on paper; nothing is asked for.", "A03#when", id="what sellers say who do it"),
        pytest.param("harbour crane memo", "A02#when", id="an alias"),
        pytest.param("the price of borrowed money", "PE-CFO#responds-to", id="what a persona owns"),
    ],
)
def test_a_card_is_found_by_peoples_own_words_for_it(query: str, first: str, small: IndexVersion) -> None:
    """They lead to its first telling heading and are never shown themselves; a passage is found once."""
    found = IndexedLibrary(small, HashEmbedder(), dense_weight=0.5).search(query, limit=1000)
    assert found[0].passage_id == first
    assert len({passage.passage_id for passage in found}) == len(found)
    assert {passage.passage_id for passage in found} <= {passage.id for passage in small.passages}


def test_an_outline_is_never_found(small: IndexVersion) -> None:
    found = IndexedLibrary(small, HashEmbedder(), dense_weight=0.5).search("podcast invitation", limit=1000)
    assert not any(passage.passage_id.startswith("D01") for passage in found)


def test_cards_rank_by_their_best_passage_and_only_those_asked_for(small: IndexVersion) -> None:
    shelves = IndexedLibrary(small, HashEmbedder(), dense_weight=0.5)
    ranked = shelves.rank_cards("two weeks of the call on the harbour crane", within=frozenset({"A02", "A03"}))
    assert list(ranked) == ["A02", "A03"]
    best = shelves.search("two weeks of the call on the harbour crane", limit=1, within=frozenset({"A02", "A03"}))[0]
    assert ranked["A02"] == pytest.approx(best.score, abs=1e-4)
    assert best.passage_id == "A02#when"


def test_nothing_is_found_in_an_empty_selection(small: IndexVersion) -> None:
    shelves = IndexedLibrary(small, HashEmbedder(), dense_weight=0.5)
    assert shelves.search("oven", limit=3, within=frozenset()) == ()
    assert shelves.rank_cards("oven", within=frozenset()) == {}


@pytest.mark.parametrize("missing", [None, MissingEmbedder()])
def test_without_an_embedder_words_alone_find(missing: MissingEmbedder | None, small: IndexVersion) -> None:
    """Whether there is none, or it fails at the first query; a text that shares no word is then not found."""
    shelves = IndexedLibrary(small, missing, dense_weight=1.0)
    assert shelves.search("oven", limit=1)[0].passage_id.startswith("A03#")
    assert shelves.search("zyx", limit=1) == ()


def test_the_passages_of_a_card_stand_in_the_order_of_its_headings(small: IndexVersion) -> None:
    shelves = IndexedLibrary(small, None, dense_weight=0.5)
    assert [passage.id for passage in shelves.passages_of("CG01")][:2] == ["CG01#what-it-is-for", "CG01#how"]
    assert shelves.passages_of("D01") == ()
    assert shelves.passages_of("Z99") == ()


def test_where_chroma_cannot_answer_the_exact_scan_does_and_a_warning_says_so(clustered: IndexVersion, tmp_path: Path) -> None:
    """Its files are gone, as they are for a reader that first asks after two newer versions were written."""
    shelves = IndexedLibrary(clustered.at(tmp_path), ClusterEmbedder(), dense_weight=1.0, vector_search="chroma")
    for query in QUERIES[:2]:
        assert [passage.passage_id for passage in shelves.search(query, limit=5)] == _nearest(clustered, query, 5)
    (warning,) = shelves.warnings
    assert "coach index" in warning


def test_chroma_by_setting_over_an_index_in_memory_answers_exactly(clustered: IndexVersion) -> None:
    shelves = IndexedLibrary(replace(clustered, folder=None), ClusterEmbedder(), dense_weight=1.0, vector_search="chroma")
    assert [passage.passage_id for passage in shelves.search(QUERIES[0], limit=5)] == _nearest(clustered, QUERIES[0], 5)


def test_an_embedder_that_fails_later_leaves_the_words_and_a_warning(small: IndexVersion) -> None:
    shelves = IndexedLibrary(small, MissingEmbedder(), dense_weight=0.5)
    assert shelves.search("bakery oven", limit=1)[0].passage_id.startswith("A03")
    (warning,) = shelves.warnings
    assert "words" in warning
