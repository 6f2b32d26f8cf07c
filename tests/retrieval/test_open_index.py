"""Opening the index: a wrong one is never served, and what can be kept is not made again."""

import json
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from copilot.errors import BadLibrary
from copilot.retrieval.open_index import open_index
from copilot.settings import Settings
from tests.retrieval.breaking import append, swap
from tests.retrieval.broken_cards import A03
from tests.retrieval.cards import write_small_library
from tests.retrieval.embedders import HashEmbedder, MissingEmbedder
from tests.retrieval.indexes import find_pointer, find_version, flip_byte, make_settings, open_and_hear, search_ids

Damage = Callable[[Settings], object]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library and a data folder with its index; never written again."""
    folder = tmp_path_factory.mktemp("shared")
    open_and_hear(make_settings(folder / "home", write_small_library(folder / "corpus")), HashEmbedder())
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A library of this test's own, and a data folder that is not there yet."""
    return make_settings(tmp_path / "home", write_small_library(tmp_path / "corpus"))


@pytest.fixture
def indexed(shared: Path, tmp_path: Path) -> Settings:
    """A library of this test's own, with its index."""
    copied = shutil.copytree(shared, tmp_path / "copied")
    return make_settings(copied / "home", copied / "corpus")


def _rewrite_manifest(settings: Settings, **changes: object) -> None:
    path = find_version(settings) / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | changes), encoding="utf-8")


def _point_outside(settings: Settings) -> None:
    """Point to a whole version that lies outside the folder of versions."""
    shutil.copytree(find_version(settings), settings.home / "outside" / "version")
    find_pointer(settings).write_text("../outside", encoding="utf-8")


def _replace_pointer_by_folder(settings: Settings) -> None:
    find_pointer(settings).unlink()
    find_pointer(settings).mkdir()


def test_an_index_is_made_once_and_then_opened(settings: Settings) -> None:
    embedder = HashEmbedder()
    made, heard = open_and_hear(settings, embedder)
    assert heard == ["Making the index, since there is no index yet."]
    given = len(embedder.given)
    opened, heard = open_and_hear(settings, embedder)
    assert (heard, opened.warnings) == ([], ())
    assert opened.version.folder == made.version.folder == find_version(settings)
    assert len(embedder.given) == given
    assert search_ids(opened.version, embedder, "bakery oven") == search_ids(made.version, embedder, "bakery oven")


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        pytest.param(lambda s: shutil.rmtree(s.home), "there is no index yet", id="missing"),
        pytest.param(lambda s: append(A03, "More.\n")(s.corpus), "library has changed", id="stale"),
        pytest.param(lambda s: find_pointer(s).unlink(), "there is no index yet", id="no pointer"),
        pytest.param(lambda s: find_pointer(s).write_bytes(b"\xff\xfe"), "there is no index yet", id="unreadable pointer"),
        pytest.param(lambda s: find_pointer(s).write_text(""), "there is no index yet", id="empty pointer"),
        pytest.param(lambda s: find_pointer(s).write_text("gone"), "there is no index yet", id="pointer to nothing"),
        pytest.param(_point_outside, "there is no index yet", id="pointer outside"),
        pytest.param(lambda s: (find_version(s) / "manifest.json").unlink(), "index is damaged", id="no manifest"),
        pytest.param(lambda s: (find_version(s) / "manifest.json").write_text(""), "index is damaged", id="empty manifest"),
        pytest.param(lambda s: _rewrite_manifest(s, files={}), "index is damaged", id="manifest without files"),
        pytest.param(lambda s: _rewrite_manifest(s, format=0), "of an older form", id="older form"),
        pytest.param(lambda s: (find_version(s) / "vectors.npy").unlink(), "index is damaged", id="file gone"),
        pytest.param(lambda s: (find_version(s) / "more.npy").touch(), "index is damaged", id="file too many"),
        pytest.param(lambda s: flip_byte(find_version(s) / "vectors.npy"), "index is damaged", id="byte flipped"),
    ],
)
def test_a_wrong_index_is_made_anew_and_the_reason_is_told(damage: Damage, reason: str, indexed: Settings) -> None:
    """Afterwards it stands and answers as if it had never been otherwise."""
    made, heard = open_and_hear(indexed, HashEmbedder())
    assert heard == []
    answer = search_ids(made.version, HashEmbedder(), "bakery oven page")
    damage(indexed)
    opened, heard = open_and_hear(indexed, HashEmbedder())
    assert len(heard) == 1
    assert reason in heard[0]
    assert opened.warnings == ()
    assert search_ids(opened.version, HashEmbedder(), "bakery oven page") == answer
    assert open_and_hear(indexed, HashEmbedder())[1] == []


def test_another_embedder_makes_another_index(settings: Settings) -> None:
    open_and_hear(settings, HashEmbedder("first"))
    opened, heard = open_and_hear(settings, HashEmbedder("second", dimensions=32))
    assert heard == ["Making the index, since the index was made with the embedder first, and second is set now."]
    assert opened.version.embedder == "second"
    assert opened.version.vectors is not None
    assert opened.version.vectors.shape[1] == 32


def test_an_index_without_a_collection_is_made_anew_where_chroma_is_to_answer(indexed: Settings) -> None:
    chroma = indexed.model_copy(update={"vector_search": "chroma"})
    assert open_and_hear(chroma, HashEmbedder())[1] == ["Making the index, since the index holds no Chroma collection."]
    assert open_and_hear(chroma, HashEmbedder())[1] == []


def test_a_folder_that_cannot_be_written_means_an_index_in_memory_and_a_warning(indexed: Settings, tmp_path: Path) -> None:
    made, _ = open_and_hear(indexed, HashEmbedder())
    (tmp_path / "file").touch()
    nowhere = indexed.model_copy(update={"home": tmp_path / "file" / "home"})
    opened, _ = open_and_hear(nowhere, HashEmbedder())
    assert opened.version.folder is None
    (warning,) = opened.warnings
    assert f"{nowhere.home} cannot be written" in warning
    assert "set COACH_HOME" in warning
    assert search_ids(opened.version, HashEmbedder(), "oven page") == search_ids(made.version, HashEmbedder(), "oven page")


def test_a_pointer_that_cannot_be_replaced_means_an_index_in_memory_and_a_warning(indexed: Settings) -> None:
    _replace_pointer_by_folder(indexed)
    opened, _ = open_and_hear(indexed, HashEmbedder())
    assert (opened.version.folder, len(opened.warnings)) == (None, 1)
    assert search_ids(opened.version, HashEmbedder(), "bakery oven")


@pytest.mark.parametrize("missing", [None, MissingEmbedder()])
def test_without_an_embedder_words_alone_serve_and_a_warning_says_so(missing: MissingEmbedder | None, settings: Settings) -> None:
    opened, _ = open_and_hear(settings, missing)
    assert (opened.version.embedder, opened.version.vectors) == ("none", None)
    (warning,) = opened.warnings
    assert warning.startswith("Only words are compared, not meaning")
    assert ("the weights are gone" if missing else "make install") in warning
    assert search_ids(opened.version, missing, "bakery oven")[0].startswith("A03#")
    assert open_and_hear(settings, missing)[0].warnings == (warning,)


def test_whoever_wants_words_alone_is_not_warned(settings: Settings) -> None:
    assert open_and_hear(settings.model_copy(update={"embedder": "none"}), None)[0].warnings == ()


def test_every_text_is_embedded_once(settings: Settings) -> None:
    embedder = HashEmbedder()
    open_and_hear(settings, embedder)
    assert len(embedder.given) == len(set(embedder.given))
    assert any("oven" in text for text in embedder.given)


@pytest.mark.parametrize(
    ("old", "new", "texts"),
    [
        pytest.param("Ask who else", "Ask at once who else", 1, id="a heading"),
        pytest.param("- bakery oven memo", "- dough sheet", 1, id="an alias"),
        pytest.param("title: Bakery oven play", "title: Oven play", 1 + 1 + 9, id="its title: name, mechanism, headings"),
        pytest.param("tier: 2", "tier: 3", 0, id="a field without words"),
    ],
)
def test_a_changed_card_embeds_anew_only_what_changed_in_it(old: str, new: str, texts: int, indexed: Settings) -> None:
    swap(A03, old, new)(indexed.corpus)
    embedder = HashEmbedder()
    assert open_and_hear(indexed, embedder)[1] == ["Making the index, since the library has changed since the index was made."]
    assert len(embedder.given) == texts
    assert all("oven" in text.casefold() or text == "dough sheet" for text in embedder.given)


def test_vectors_that_ship_with_the_library_are_not_made_again(indexed: Settings, tmp_path: Path) -> None:
    shutil.copytree(indexed.home / "vectors", indexed.corpus / "vectors")
    embedder, fresh = HashEmbedder(), indexed.model_copy(update={"home": tmp_path / "fresh"})
    open_and_hear(fresh, embedder)
    assert embedder.given == []
    assert not (fresh.home / "vectors").exists()


def test_broken_cards_are_refused_and_the_index_that_stands_is_left_alone(indexed: Settings) -> None:
    before = find_version(indexed)
    swap(A03, "tier: 2", "tier: 9")(indexed.corpus)
    with pytest.raises(BadLibrary):
        open_and_hear(indexed, HashEmbedder())
    assert find_version(indexed) == before


def test_first_openings_at_once_all_have_an_index_and_no_warning(settings: Settings) -> None:
    """One assistant each starts a process of its own, and they start together."""
    with ThreadPoolExecutor(4) as openers:
        opened = list(openers.map(lambda _: open_index(settings, HashEmbedder()), range(4)))
    assert [one.warnings for one in opened] == [()] * 4
    assert open_and_hear(settings, HashEmbedder())[1] == []
