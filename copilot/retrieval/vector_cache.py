"""Vectors by the hash of their text, so that only what changed is embedded, and a fresh machine embeds nothing of ours."""

import hashlib
import os
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from copilot.retrieval.embedding import Vectors

_KEY_BYTES = 16
_DAMAGED = (OSError, ValueError, KeyError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)
_STEP = 64  # texts between two reports of progress
Report = Callable[[int, int], None]


class Embedder(Protocol):
    """Texts -> unit vectors. Raises EmbedderUnavailable."""

    @property
    def name(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> Vectors: ...

    def count_tokens(self, text: str) -> int: ...


class VectorCache:
    """Half-precision vectors of one embedder: 768 bytes a text, cosine within 0.001 of the full ones."""

    def __init__(self, vectors: dict[bytes, npt.NDArray[np.float16]] | None = None) -> None:
        self._vectors = dict(vectors or {})
        self.has_new = False  # whether anything was embedded that no file held

    @classmethod
    def load(cls, *paths: Path) -> "VectorCache":
        """Read the files that exist. One that is damaged counts as empty: its texts are embedded again."""
        vectors: dict[bytes, npt.NDArray[np.float16]] = {}
        for path in paths:
            try:
                with np.load(path, allow_pickle=False) as stored:
                    keys, rows = stored["keys"], stored["vectors"]
                vectors |= {key.tobytes(): row for key, row in zip(keys, rows, strict=True)}
            except _DAMAGED:
                continue
        return cls(vectors)

    def save(self, path: Path, texts: Sequence[str]) -> None:
        """Write the vectors of the given texts, whole or not at all."""
        self._save(path, sorted({key_of(text) for text in texts} & set(self._vectors)))

    def save_all(self, path: Path) -> None:
        """Write every vector there is."""
        self._save(path, sorted(self._vectors))

    def _save(self, path: Path, keys: list[bytes]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        # a name of its own, since another process may be writing the same file
        handle, partial = tempfile.mkstemp(prefix=f"{path.stem}-", suffix=".partial", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            np.savez_compressed(
                file,
                keys=np.frombuffer(b"".join(keys), dtype=np.uint8).reshape(len(keys), _KEY_BYTES),
                vectors=np.array([self._vectors[key] for key in keys], dtype=np.float16),
            )
        os.replace(partial, path)

    def embed(self, texts: Sequence[str], embedder: Embedder, report: Report | None = None) -> Vectors:
        """Return one vector a text, embedding only those that are not here yet."""
        missing = sorted({text for text in texts if key_of(text) not in self._vectors}, key=len)
        for start in range(0, len(missing), _STEP):
            batch = missing[start : start + _STEP]
            self.has_new = True
            for text, vector in zip(batch, embedder.embed(batch), strict=True):
                self._vectors[key_of(text)] = vector.astype(np.float16)
            if report is not None:
                report(min(start + _STEP, len(missing)), len(missing))
        if not texts:
            return np.zeros((0, embedder.dimensions), dtype=np.float32)
        return np.array([self._vectors[key_of(text)] for text in texts], dtype=np.float32)


def key_of(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()[:_KEY_BYTES]
