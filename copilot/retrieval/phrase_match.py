"""How much a text looks like each of a few subjects (signals, personas) that are described by phrases."""

from collections.abc import Sequence

import numpy as np

from copilot.policies.names import fold
from copilot.retrieval.embedding import Vectors
from copilot.retrieval.index_version import IndexVersion
from copilot.retrieval.lexical import WordIndex

_MEANING = 0.7  # of the likeness; the rest is shared words
_WORDS_AT_FULL = 6.0  # BM25 score at which shared words count in full


class PhraseMatcher:
    """Phrases of some kinds, by subject."""

    def __init__(self, version: IndexVersion, kinds: Sequence[str]) -> None:
        rows = [row for row, phrase in enumerate(version.phrases) if phrase.kind in kinds]
        self._subjects = tuple(dict.fromkeys(version.phrases[row].subject for row in rows))
        self._texts = [version.phrases[row].text for row in rows]
        self._folded = [fold(text) for text in self._texts]
        places = {subject: place for place, subject in enumerate(self._subjects)}
        self._owners = np.array([places[version.phrases[row].subject] for row in rows], dtype=np.intp)
        self._vectors = version.phrase_vectors[rows] if version.phrase_vectors is not None else None
        self._words: WordIndex | None = None

    def match(self, text: str, vector: Vectors | None) -> dict[str, float]:
        """Return subjects with a likeness between 0 and 1, best first. A phrase that stands in the text counts as 1."""
        if not self._texts:
            return {}
        scores = self._score_phrases(text, vector)
        inside = f" {fold(text)} "
        for row, phrase in enumerate(self._folded):
            if len(phrase.split()) > 1 and f" {phrase} " in inside:
                scores[row] = 1.0
        best = np.zeros(len(self._subjects))
        np.maximum.at(best, self._owners, scores)
        order = np.argsort(-best, kind="stable")
        return {self._subjects[place]: round(float(min(best[place], 1.0)), 4) for place in order if best[place] > 0}

    def _score_phrases(self, text: str, vector: Vectors | None) -> Vectors:
        if self._words is None:
            self._words = WordIndex.build(self._texts)
        words: Vectors = np.minimum(self._words.scores(text) / _WORDS_AT_FULL, 1.0).astype(np.float32)
        if vector is None or self._vectors is None:
            return words
        meaning = np.clip(self._vectors @ vector, 0.0, 1.0)
        blended: Vectors = (_MEANING * meaning + (1.0 - _MEANING) * words).astype(np.float32)
        return blended
