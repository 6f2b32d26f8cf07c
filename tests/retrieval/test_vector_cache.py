"""Vectors by the hash of their text: only what is missing is embedded."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.retrieval.vector_cache import VectorCache
from tests.retrieval.embedders import HashEmbedder

TEXTS = ["one page", "two calls", "no request"]


def _filled(path: Path, texts: list[str]) -> Path:
    cache = VectorCache()
    cache.embed(texts, HashEmbedder())
    cache.save_all(path)
    return path


def test_only_what_is_missing_is_embedded(tmp_path: Path) -> None:
    cache, embedder = VectorCache.load(_filled(tmp_path / "v.npz", TEXTS)), HashEmbedder()
    cache.embed([*TEXTS, "a new one", "a new one"], embedder)
    assert embedder.given == ["a new one"]
    cache.embed(["a new one", *TEXTS], embedder)
    assert embedder.given == ["a new one"]


def test_vectors_come_in_the_order_of_the_texts_whether_new_or_kept(tmp_path: Path) -> None:
    cache = VectorCache.load(_filled(tmp_path / "v.npz", TEXTS[:2]))
    texts = ["a much longer new text", TEXTS[1], "new", TEXTS[0], TEXTS[1]]
    vectors = cache.embed(texts, HashEmbedder())
    assert np.abs(vectors - HashEmbedder().embed(texts)).max() < 0.001


@given(st.lists(st.text(max_size=20), min_size=1, max_size=5))
def test_half_precision_keeps_every_likeness_within_a_thousandth(texts: list[str]) -> None:
    full = HashEmbedder(dimensions=384).embed(texts)
    kept = VectorCache().embed(texts, HashEmbedder(dimensions=384))
    assert kept.dtype == np.float32
    assert np.abs(kept @ full.T - full @ full.T).max() < 0.001


def test_nothing_to_embed_asks_nothing() -> None:
    embedder = HashEmbedder()
    assert VectorCache().embed([], embedder).shape == (0, embedder.dimensions)
    assert embedder.given == []


def test_a_cache_knows_whether_it_holds_what_no_file_does(tmp_path: Path) -> None:
    cache = VectorCache.load(_filled(tmp_path / "v.npz", TEXTS))
    cache.embed(TEXTS, HashEmbedder())
    assert not cache.has_new
    cache.embed(["a new one"], HashEmbedder())
    assert cache.has_new


def test_saving_for_some_texts_leaves_the_others_out(tmp_path: Path) -> None:
    cache, again = VectorCache(), HashEmbedder()
    cache.embed(TEXTS, HashEmbedder())
    cache.save(tmp_path / "deep" / "v.npz", [TEXTS[0], TEXTS[2], "never embedded"])
    VectorCache.load(tmp_path / "deep" / "v.npz").embed(TEXTS, again)
    assert again.given == [TEXTS[1]]
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["v.npz"]


def test_files_add_up_and_one_that_is_not_there_is_passed_over(tmp_path: Path) -> None:
    files = [_filled(tmp_path / "a.npz", TEXTS[:1]), tmp_path / "none.npz", _filled(tmp_path / "b.npz", TEXTS[1:])]
    embedder = HashEmbedder()
    VectorCache.load(*files).embed(TEXTS, embedder)
    assert embedder.given == []


def _other_array(path: Path) -> None:
    np.savez(path, rows=np.zeros(3))


def _pickled(path: Path) -> None:
    np.savez(path, keys=np.array([{}], dtype=object), vectors=np.zeros((1, 64)), allow_pickle=True)


def _flip(data: bytes) -> bytes:
    place = len(data) // 3
    return data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda path: path.write_bytes(b""), id="empty"),
        pytest.param(lambda path: path.write_bytes(b"no archive"), id="other bytes"),
        pytest.param(_other_array, id="other arrays"),
        pytest.param(_pickled, id="objects that would run code"),
        pytest.param(lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]), id="cut in half"),
        pytest.param(lambda path: path.write_bytes(_flip(path.read_bytes())), id="a byte changed inside"),
        pytest.param(lambda path: (path.unlink(), path.mkdir()), id="a folder"),
    ],
)
def test_a_damaged_file_counts_as_empty_and_the_others_still_count(damage: object, tmp_path: Path) -> None:
    broken = _filled(tmp_path / "broken.npz", TEXTS)
    assert callable(damage)
    damage(broken)
    embedder = HashEmbedder()
    VectorCache.load(_filled(tmp_path / "whole.npz", TEXTS[:1]), broken).embed(TEXTS, embedder)
    assert sorted(embedder.given) == sorted(TEXTS[1:])


def test_progress_is_told_up_to_the_last_text() -> None:
    told: list[tuple[int, int]] = []
    VectorCache().embed([f"text {n}" for n in range(150)], HashEmbedder(), lambda done, total: told.append((done, total)))
    assert told == [(64, 150), (128, 150), (150, 150)]
