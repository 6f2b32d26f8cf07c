"""Texts -> unit vectors by any OpenAI-compatible embeddings endpoint.

Plain strings are sent, never token ids, which most servers refuse. The name holds the model and a digest of the address: an index
made by another embedder is noticed and made anew, and the address itself stands in no answer.
"""

import hashlib
import re
import time
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from pydantic import SecretStr

from copilot.policies.addresses import host_of, without_password
from copilot.policies.patience import Circuit, CircuitLimits
from copilot.retrieval.embedding import EmbedderUnavailable, Vectors

BATCH = 64
MOST_CHARACTERS = 2000  # of a text; about 500 tokens, which every embedding model reads
_BLANK = "."  # servers refuse empty texts


class RemoteEmbedder:
    """Implements Embedder. Making it opens no connection. Any failure is an EmbedderUnavailable, and words alone are compared."""

    def __init__(
        self,
        model: str,
        *,
        base_url: str | None = None,
        api_key: str | SecretStr | None = None,
        timeout: float = 20.0,
        retries: int = 2,
        circuit: CircuitLimits | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._model = model
        self._base_url = without_password(base_url)
        self._host = host_of(base_url)
        self._api_key = SecretStr(api_key) if isinstance(api_key, str) else api_key
        self._timeout = timeout
        self._retries = retries
        self._circuit = Circuit(limits=circuit or CircuitLimits())
        self._clock = clock
        self._dimensions: int | None = None
        digest = hashlib.sha256(f"{(self._base_url or '').rstrip('/')} {model}".encode()).hexdigest()[:8]
        self.name = f"remote:{re.sub(r'[^A-Za-z0-9._-]', '-', model)}@{digest}"  # also the name of a file of vectors

    def __repr__(self) -> str:
        return f"RemoteEmbedder({self.name!r})"

    @property
    def dimensions(self) -> int:
        """How long a vector is, which the first answer shows. Raises EmbedderUnavailable."""
        if self._dimensions is None:
            self.embed([_BLANK])
        return self._dimensions or 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text, in order: float32. Raises EmbedderUnavailable."""
        batches = [self._embed_batch(texts[start : start + BATCH]) for start in range(0, len(texts), BATCH)]
        if not batches:
            return np.zeros((0, self._dimensions or 0), dtype=np.float32)
        return np.concatenate(batches)

    def count_tokens(self, text: str) -> int:
        """Return an estimate, a token four bytes of UTF-8; the same on every machine, so that passages are cut alike."""
        return -(-len(text.encode("utf-8", errors="replace")) // 4)

    def _embed_batch(self, texts: Sequence[str]) -> Vectors:
        now = self._clock()
        if self._circuit.is_open(now):
            raise EmbedderUnavailable(f"the embeddings server at {self._host} kept failing and is left alone for a moment")
        self._circuit = self._circuit.before_call(now)
        try:
            answer = self._ask([text[:MOST_CHARACTERS] if text.strip() else _BLANK for text in texts])
            vectors = self._read(answer, len(texts))
        except EmbedderUnavailable:
            self._circuit = self._circuit.after_failure(self._clock())
            raise
        self._circuit = self._circuit.after_success()
        return vectors

    def _ask(self, texts: list[str]) -> Any:
        import openai  # here: seconds of import that nobody needs who embeds on this machine

        try:
            return self._client.embeddings.create(model=self._model, input=texts, encoding_format="float")
        except openai.APITimeoutError:
            what = "did not answer in time"
        except openai.APIConnectionError:
            what = "cannot be reached; see that it runs and that its address is right"
        except (openai.AuthenticationError, openai.PermissionDeniedError):
            what = "refused the key"
        except openai.NotFoundError:
            what = f"does not know {self._model}"
        except openai.APIStatusError as error:
            what = f"failed (HTTP {error.status_code})"
        except Exception:  # a strange server breaks a client in ways no list foresees
            what = "gave an answer that cannot be read"
        raise EmbedderUnavailable(f"the embeddings server at {self._host} {what}") from None

    def _read(self, answer: Any, wanted: int) -> Vectors:
        """Return the vectors of an answer in the order of its texts. Raises EmbedderUnavailable where they cannot be used."""
        try:
            rows = sorted(enumerate(answer.data), key=lambda row: row[0] if row[1].index is None else row[1].index)
            vectors = np.array([row.embedding for _, row in rows], dtype=np.float64)
        except (AttributeError, TypeError, ValueError):
            vectors = np.zeros((0, 0))
        length = vectors.shape[1] if vectors.ndim == 2 else 0
        if len(vectors) != wanted or not length:
            raise EmbedderUnavailable(f"the embeddings server at {self._host} gave an answer that cannot be read")
        if self._dimensions not in (None, length):
            raise EmbedderUnavailable(
                f"the embeddings server at {self._host} changed the length of its vectors; make the index anew"
            )
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not np.isfinite(norms).all() or not norms.all():
            raise EmbedderUnavailable(f"the embeddings server at {self._host} gave a vector without a direction")
        self._dimensions = length
        unit: Vectors = (vectors / norms).astype(np.float32)
        return unit

    @cached_property
    def _client(self) -> Any:
        import openai

        key = self._api_key.get_secret_value() if self._api_key else ""
        return openai.OpenAI(base_url=self._base_url, api_key=key or "none", timeout=self._timeout, max_retries=self._retries)
