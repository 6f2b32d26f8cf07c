"""How much a text looks like each of a few subjects (signals, personas) that are described by phrases."""

from collections.abc import Sequence

import numpy as np

from copilot.policies.names import fold
from copilot.retrieval.detection_features import CentreTable, Matrix, PhraseGroup, lead_of
from copilot.retrieval.embedding import Vectors
from copilot.retrieval.index_version import IndexVersion
from copilot.retrieval.lexical import WordIndex

MATCH_FEATURES = (
    *("whole", "top3", "centre", "words", "letters"),
    *("whole_lead", "centre_lead", "words_lead", "letters_lead"),
    "inside",
)
_WORDS_AT_FULL = 10.0
_LETTERS_AT_FULL = 80.0


class PhraseMatcher:
    """The phrases of one kind, by subject."""

    def __init__(self, version: IndexVersion, kind: str, without: frozenset[str] = frozenset()) -> None:
        rows = [row for row, phrase in enumerate(version.phrases) if phrase.kind == kind and phrase.text not in without]
        self.subjects = tuple(dict.fromkeys(version.phrases[row].subject for row in rows))
        texts = [version.phrases[row].text for row in rows]
        self._folded = [fold(text) for text in texts]
        places = {subject: place for place, subject in enumerate(self.subjects)}
        self._owners = np.array([places[version.phrases[row].subject] for row in rows], dtype=np.intp)
        joined = [" ".join(t for t, own in zip(texts, self._owners, strict=True) if own == p) for p in range(len(self.subjects))]
        self._words = WordIndex.build(joined)
        self._letters = WordIndex.build(joined, "letters")
        self._group: PhraseGroup | None = None
        if version.phrase_vectors is not None:
            vectors = version.phrase_vectors[rows]
            self._group = PhraseGroup(self._owners, vectors, len(self.subjects))
            self._centres = CentreTable(self._owners, vectors, len(self.subjects))

    def compare(self, text: str, vector: Vectors | None) -> Matrix:
        """Return one row of features a subject; columns as in MATCH_FEATURES."""
        if not self.subjects:
            return np.zeros((0, len(MATCH_FEATURES)))
        words = self._words.scores(text).astype(np.float64) / _WORDS_AT_FULL
        letters = self._letters.scores(text).astype(np.float64) / _LETTERS_AT_FULL
        size = len(self.subjects)
        whole, top3, centre = np.zeros(size), np.zeros(size), np.zeros(size)
        if vector is not None and self._group is not None:
            likeness = self._group.vectors @ vector
            whole, top3 = np.maximum(self._group.best(likeness), 0.0), self._group.mean_of_best(likeness, 3)
            centre = self._centres.compare(vector)
        leads = [lead_of(scores) for scores in (whole, centre, words, letters)]
        return np.column_stack([whole, top3, centre, words, letters, *leads, self._inside(text)])

    def _inside(self, text: str) -> Matrix:
        """1 for a subject of which a phrase of two words or more stands in the text."""
        found = np.zeros(len(self.subjects))
        words = f" {fold(text)} "
        for place, phrase in zip(self._owners, self._folded, strict=True):
            if " " in phrase and f" {phrase} " in words:
                found[place] = 1.0
        return found


def best_first(subjects: Sequence[str], chances: Matrix, most: int) -> tuple[tuple[str, float], ...]:
    """Return subjects with their chances, best first."""
    order = np.argsort(-chances, kind="stable")[:most]
    return tuple((subjects[place], round(float(chances[place]), 4)) for place in order)
