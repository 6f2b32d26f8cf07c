"""Index versions: immutable folders and a pointer; any number of readers, one writer at a time."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from filelock import FileLock

from copilot.errors import IndexUnreadable
from copilot.retrieval import index_store
from copilot.retrieval.index_store import IndexStore
from copilot.retrieval.index_version import DamagedIndex, IndexVersion, load_version, make_version
from copilot.retrieval.indexed_library import IndexedLibrary, VectorSearch
from copilot.retrieval.library import read_library
from copilot.retrieval.vector_cache import VectorCache
from tests.retrieval.breaking import swap
from tests.retrieval.broken_cards import A03
from tests.retrieval.cards import write_small_library
from tests.retrieval.embedders import HashEmbedder
from tests.retrieval.indexes import flip_byte, make_settings, open_and_hear, search_ids

READ_ONLY_USE = """
import sys
from pathlib import Path
from copilot.retrieval.indexed_library import IndexedLibrary
from copilot.retrieval.reader import LibraryReader
from tests.retrieval.embedders import HashEmbedder
from tests.retrieval.indexes import make_settings, open_and_hear
opened, heard = open_and_hear(make_settings(Path(sys.argv[1]), Path(sys.argv[2]), vector_search="auto"), HashEmbedder())
found = IndexedLibrary(opened.version, HashEmbedder(), dense_weight=0.5).search("bakery oven", limit=1)
print(heard, found[0].passage_id.partition("#")[0])
print(sorted({name.partition(".")[0] for name in sys.modules} & {"chromadb", "langchain", "langchain_core", "openai"}))
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small_library(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="module")
def version(corpus: Path) -> IndexVersion:
    return make_version(read_library([corpus]), HashEmbedder(), VectorCache())[0]


@pytest.fixture(scope="module")
def changed(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> IndexVersion:
    """The version of a library in which one heading reads otherwise."""
    folder = write_small_library(tmp_path_factory.mktemp("changed"))
    swap(A03, "Ask who else signs for", "Ask nobody about")(folder)
    return make_version(read_library([folder]), HashEmbedder(), VectorCache())[0]


def _deeper(version: IndexVersion) -> str:
    return next(passage.text for passage in version.passages if passage.id == "A03#deeper")


def test_a_version_is_read_as_it_was_written(version: IndexVersion, tmp_path: Path) -> None:
    store = IndexStore(tmp_path)
    store.publish(version, with_chroma=False)
    loaded = store.load()
    assert (loaded.library, loaded.passages, loaded.phrases) == (version.library, version.passages, version.phrases)
    assert loaded.embedder == "hashed-words"
    for name in ("words", "subject_words", "subject_letters", "subject_bodies"):
        query = "I write about the bakery oven"
        assert getattr(loaded, name).scores(query).tolist() == getattr(version, name).scores(query).tolist()
    assert loaded.vectors is not None
    assert version.vectors is not None
    assert (loaded.vectors == version.vectors).all()


def test_a_flipped_byte_in_any_file_is_noticed(version: IndexVersion, tmp_path: Path) -> None:
    folder = IndexStore(tmp_path).publish(version, with_chroma=False)
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    assert len(files) > 20
    for path in files:
        whole = path.read_bytes()
        flip_byte(path)
        with pytest.raises(DamagedIndex):
            load_version(folder)
        path.write_bytes(whole)
    assert load_version(folder).library == version.library


def test_the_manifest_is_written_last(version: IndexVersion, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that dies half way leaves a folder that is never served, and the pointer where it was."""
    store = IndexStore(tmp_path)
    before = store.publish(version, with_chroma=False)
    monkeypatch.setattr("copilot.retrieval.index_version.np.save", _die)
    with pytest.raises(OSError, match="disk full"):
        store.publish(version, with_chroma=False)
    assert store.load().folder == before
    (half,) = [path for path in (tmp_path / "index").glob("*/version") if path != before]
    with pytest.raises(DamagedIndex):
        load_version(half)


def _die(*arguments: object, **options: object) -> None:
    raise OSError("disk full")


@pytest.mark.parametrize("way", ["exact", "chroma"])
def test_a_reader_keeps_working_while_a_new_version_is_published(
    way: VectorSearch, version: IndexVersion, changed: IndexVersion, tmp_path: Path
) -> None:
    store = IndexStore(tmp_path)
    store.publish(version, with_chroma=way == "chroma")
    reader = IndexedLibrary(store.load(), HashEmbedder(), dense_weight=1.0, vector_search=way)
    before = reader.search("bakery oven deeper", limit=3)
    store.publish(changed, with_chroma=way == "chroma")
    assert reader.search("bakery oven deeper", limit=3) == before
    assert _deeper(reader.version).startswith("Ask who else")
    assert _deeper(store.load()).startswith("Ask nobody")


def test_the_new_version_and_the_one_before_it_are_kept(version: IndexVersion, tmp_path: Path) -> None:
    store = IndexStore(tmp_path)
    folders = [store.publish(version, with_chroma=False) for _ in range(4)]
    assert len(set(folders)) == 4
    assert [folder.exists() for folder in folders] == [False, False, True, True]


def test_a_second_writer_waits_and_then_says_that_another_is_writing(
    version: IndexVersion, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = IndexStore(tmp_path)
    before = store.publish(version, with_chroma=False)
    monkeypatch.setattr(index_store, "_LOCK_SECONDS", 0)
    with FileLock(tmp_path / "index" / "lock"), pytest.raises(IndexUnreadable, match="Another process is writing the index"):
        store.publish(version, with_chroma=False)
    assert store.load().folder == before


def test_two_writers_at_once_leave_one_whole_version(version: IndexVersion, changed: IndexVersion, tmp_path: Path) -> None:
    """Both succeed, one after the other, and the pointer stands on one of them."""
    store = IndexStore(tmp_path)
    with ThreadPoolExecutor(4) as writers:
        folders = list(writers.map(lambda one: store.publish(one, with_chroma=False), [version, changed] * 2))
    current = store.load()
    assert current.folder in folders
    assert current.library.digest in (version.library.digest, changed.library.digest)
    assert len([path for path in (tmp_path / "index").iterdir() if path.is_dir()]) == 2


def test_read_only_use_imports_neither_chromadb_nor_langchain(corpus: Path, tmp_path: Path) -> None:
    open_and_hear(make_settings(tmp_path, corpus), HashEmbedder())
    paths = os.pathsep.join(path for path in [os.getcwd(), *sys.path] if path)
    ran = subprocess.run(
        [sys.executable, "-c", READ_ONLY_USE, str(tmp_path), str(corpus)],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert ran.stdout.splitlines() == ["[] A03", "[]"]


def test_searching_leaves_the_folder_of_the_version_as_it_is(version: IndexVersion, tmp_path: Path) -> None:
    folder = IndexStore(tmp_path).publish(version, with_chroma=False)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    assert search_ids(load_version(folder), HashEmbedder(), "bakery oven")
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
