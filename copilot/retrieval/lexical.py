"""Compares texts by their words, or by the letters of their words: BM25 by bm25s."""

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]
Unit = Literal["words", "letters"]

_WORD = re.compile(r"[a-z0-9\u00c0-\u024f]{2,}")
_GRAMS = (3, 4, 5)  # letters; they meet where inflections, compounds and misspellings part the words


class WordIndex:
    """BM25 over a fixed list of texts. The scores of one query are comparable with each other only."""

    def __init__(self, size: int, retriever: Any, unit: Unit = "words") -> None:
        self._size = size
        self._retriever = retriever
        self._unit: Unit = unit

    @classmethod
    def build(cls, texts: Sequence[str], unit: Unit = "words") -> "WordIndex":
        """Index texts: about 5,000 short ones a second."""
        import bm25s

        tokens = [tokenize(text, unit) for text in texts]
        if not any(tokens):
            return cls(len(texts), None, unit)  # no text, or none with a word in it: nothing can match
        retriever = bm25s.BM25()
        retriever.index(tokens, show_progress=False)
        return cls(len(texts), retriever, unit)

    @classmethod
    def load(cls, folder: Path, size: int, unit: Unit = "words") -> "WordIndex":
        """Load what `save` wrote."""
        import bm25s

        if not (folder / "params.index.json").exists():
            return cls(size, None, unit)
        return cls(size, bm25s.BM25.load(folder), unit)

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        if self._retriever is not None:
            self._retriever.save(folder, show_progress=False)

    def scores(self, query: str) -> Scores:
        """Return one score a text, in order; all zero where nothing is shared."""
        shared = [token for token in tokenize(query, self._unit) if token in self._vocabulary]
        if not shared:
            return np.zeros(self._size, dtype=np.float32)
        scores: Scores = np.asarray(self._retriever.get_scores(shared), dtype=np.float32)
        return scores

    @cached_property
    def _vocabulary(self) -> dict[str, int]:
        return self._retriever.vocab_dict if self._retriever is not None else {}


def tokenize(text: str, unit: Unit) -> list[str]:
    """Return the stems of a text without stop words, or the runs of letters of its words."""
    words = [word for word in _WORD.findall(text.casefold()) if word not in _stop_words()]
    if unit == "words":
        stems: list[str] = _stemmer().stemWords(words)
        return stems
    return [f" {word} "[i : i + n] for word in words for n in _GRAMS for i in range(len(word) + 3 - n)]


@lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    from bm25s.stopwords import STOPWORDS_EN

    return frozenset(STOPWORDS_EN)


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english")
