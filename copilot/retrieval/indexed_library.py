"""The library with its index in memory: what can be shown, and what a query finds."""

from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from copilot.domain.evidence import FoundPassage, Passage
from copilot.domain.library import Library
from copilot.retrieval.embedding import EmbedderUnavailable, Vectors
from copilot.retrieval.index import ChromaVectors
from copilot.retrieval.index_version import IndexVersion
from copilot.retrieval.search import OUT, TOP, best, fuse, top_places
from copilot.retrieval.vector_cache import Embedder

Scores = npt.NDArray[np.float32]
VectorSearch = Literal["auto", "exact", "chroma"]
EXACT_UP_TO = 25_000  # rows; below it an exact scan is faster and never misses (docs/decisions/0002-search.md)


class IndexedLibrary:
    """Implements the port Shelves over one index version."""

    def __init__(
        self,
        version: IndexVersion,
        embedder: Embedder | None,
        *,
        dense_weight: float,
        vector_search: VectorSearch = "auto",
        warnings: tuple[str, ...] = (),
    ) -> None:
        self._version = version
        self._embedder = embedder
        self._weight = dense_weight
        self._vector_search = vector_search
        self._given_warnings = warnings
        self._troubles: dict[str, None] = {}  # what failed since, each once

    @property
    def warnings(self) -> tuple[str, ...]:
        return (*self._given_warnings, *self._troubles)

    @property
    def library(self) -> Library:
        return self._version.library

    @property
    def embedder_name(self) -> str:
        return self._version.embedder

    @property
    def version(self) -> IndexVersion:
        return self._version

    def passages_of(self, card_id: str) -> tuple[Passage, ...]:
        return self._by_card.get(card_id, ())

    def search(
        self, query: str, *, limit: int, within: frozenset[str] | None = None, kinds: frozenset[str] | None = None
    ) -> tuple[FoundPassage, ...]:
        scores = self._scores(query, within, kinds)
        found = []
        for place in best(scores, limit):
            passage = self._version.passages[place]
            found.append(
                FoundPassage(passage_id=passage.id, title=passage.title, text=passage.text, score=round(float(scores[place]), 4))
            )
        return tuple(found)

    def rank_cards(self, query: str, *, within: frozenset[str]) -> dict[str, float]:
        scores = self._scores(query, within, None)
        ranked: dict[str, float] = {}
        for place in best(scores, len(scores)):
            ranked.setdefault(self._version.passages[place].card_id, float(scores[place]))
        return ranked

    def _scores(self, query: str, within: frozenset[str] | None, kinds: frozenset[str] | None) -> Scores:
        """Return one score a passage: of itself and of the signposts that lead to it, the best."""
        version = self._version
        allowed = self._allowed(within, kinds)
        if allowed is not None and not allowed.any():
            return np.zeros(len(version.passages), dtype=np.float32)
        words = version.words.scores(query)
        dense = self._dense(query, words if allowed is None else np.where(allowed, words, 0.0), within, kinds)
        rows = fuse(dense, words, weight=self._weight, allowed=allowed)
        return version.rows.fold(rows, len(version.passages))

    def _allowed(self, within: frozenset[str] | None, kinds: frozenset[str] | None) -> npt.NDArray[np.bool_] | None:
        if within is None and kinds is None:
            return None
        passages = np.array(
            [
                (within is None or passage.card_id in within) and (kinds is None or passage.kind in kinds)
                for passage in self._version.passages
            ],
            dtype=np.bool_,
        )
        allowed: npt.NDArray[np.bool_] = passages[self._version.rows.targets]
        return allowed

    def _dense(self, query: str, words: Scores, within: frozenset[str] | None, kinds: frozenset[str] | None) -> Scores | None:
        vectors = self._version.row_vectors
        if vectors is None or self._embedder is None:
            return None
        try:
            vector: Vectors = self._embedder.embed([query])[0]
        except EmbedderUnavailable as error:
            self._troubles[f"Only words are compared, not meaning: {error}."] = None
            return None
        if self.uses_chroma:
            nearest = self._ask_chroma(vector, within, kinds)
            if nearest is not None:
                return self._beside_the_best_by_words(vectors, vector, words, nearest)
        scores: Scores = vectors @ vector
        return scores

    def _ask_chroma(
        self, vector: Vectors, within: frozenset[str] | None, kinds: frozenset[str] | None
    ) -> list[tuple[int, float]] | None:
        """Return what Chroma finds, or None where it cannot answer: the exact scan then does, more slowly."""
        try:
            return self._chroma.nearest(vector, TOP, cards=within, kinds=kinds)
        except Exception as error:  # chromadb raises errors of many kinds for a damaged or removed folder
            self._troubles[
                f"The index's Chroma collection cannot be read ({type(error).__name__}), so an exact scan answers; "
                "run 'coach index' to make it anew."
            ] = None
            return None

    def _beside_the_best_by_words(
        self, vectors: Vectors, vector: Vectors, words: Scores, nearest: list[tuple[int, float]]
    ) -> Scores:
        """Return the likenesses of what Chroma found and of the best by words; all else is out of the running."""
        scores = np.full(len(vectors), OUT, dtype=np.float32)
        best_by_words = top_places(words, words > 0)
        scores[best_by_words] = vectors[best_by_words] @ vector
        for place, likeness in nearest:
            scores[place] = likeness
        return scores

    @property
    def uses_chroma(self) -> bool:
        """Whether Chroma answers: by setting, or because the library outgrew the exact scan."""
        if self._vector_search == "auto":
            return len(self._version.rows) > EXACT_UP_TO and self._version.folder is not None
        return self._vector_search == "chroma" and self._version.folder is not None

    @cached_property
    def _chroma(self) -> ChromaVectors:
        assert self._version.folder is not None  # uses_chroma asked
        return ChromaVectors(self._version.folder / "chroma")

    @cached_property
    def _by_card(self) -> dict[str, tuple[Passage, ...]]:
        cards: dict[str, list[Passage]] = {}
        for passage in self._version.passages:
            cards.setdefault(passage.card_id, []).append(passage)
        return {card_id: tuple(passages) for card_id, passages in cards.items()}
