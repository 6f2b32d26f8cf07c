"""Embedders that stand in for the real one: words hashed to directions, and one whose weights are missing."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from copilot.policies.names import fold
from copilot.retrieval.embedding import EmbedderUnavailable, Vectors


class HashEmbedder:
    """Gives each word a direction of its own; a text is the unit sum of its words. Counts what it was given."""

    def __init__(self, name: str = "hashed-words", dimensions: int = 64) -> None:
        self.name = name
        self.dimensions = dimensions
        self.given: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.given += texts
        return np.array([self._embed_one(text) for text in texts], dtype=np.float32).reshape(len(texts), self.dimensions)

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def _embed_one(self, text: str) -> Vectors:
        total = np.sum([_direction(word, self.dimensions) for word in fold(text).split() or [""]], axis=0)
        unit: Vectors = (total / np.linalg.norm(total)).astype(np.float32)
        return unit


class MissingEmbedder(HashEmbedder):
    """Can count tokens but not embed, as the real one where its weights are damaged."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        raise EmbedderUnavailable("the weights are gone")


@lru_cache(maxsize=10_000)
def _direction(word: str, dimensions: int) -> Vectors:
    seed = int.from_bytes(hashlib.sha256(word.encode("utf-8")).digest()[:8], "big")
    return np.random.default_rng(seed).standard_normal(dimensions).astype(np.float32)
