"""Compares everything a person wrote in a request with the library: one call to the embedder for all of it."""

from collections.abc import Iterator, Sequence

import numpy as np

from copilot.domain.library import Library
from copilot.domain.readings import (
    Likeness,
    PracticeLikeness,
    RequestReading,
    SignalReading,
    StatementReading,
    TextsToRead,
)
from copilot.policies.names import fold
from copilot.retrieval.dates import find_date
from copilot.retrieval.detection_features import StatementParts, SubjectTable, cut_statement
from copilot.retrieval.detection_model import DetectionModel, compare_statement
from copilot.retrieval.embedding import EmbedderUnavailable, Vectors
from copilot.retrieval.index_version import IndexVersion
from copilot.retrieval.phrase_match import PhraseMatcher, best_first
from copilot.retrieval.statement_words import is_denied, read_depth
from copilot.retrieval.vector_cache import Embedder

MOST_LIKENESSES = 12
MOST_MATCHES = 4
_WORDS_BESIDE_A_NAME = 4  # "I do the exec intro" is a bare name; a longer statement says what it means


class LibraryReader:
    """Implements the port Reader over one index version."""

    def __init__(self, version: IndexVersion, embedder: Embedder | None, model: DetectionModel) -> None:
        self._library: Library = version.library
        self._embedder = embedder
        self._model = model
        self._table = SubjectTable(version)
        self._signals = PhraseMatcher(version, "signal-words")
        self._owners = PhraseMatcher(version, "owns")

    def read(self, texts: TextsToRead) -> RequestReading:
        statements = [cut_statement(statement) for statement in texts.statements]
        asides = [cut_statement(aside) for aside in texts.asides]
        loose = [*texts.signals, *([texts.title] if texts.title else [])]
        vectors = self._embed([unit for part in (*statements, *asides) for unit in part.units] + loose)
        taken = iter(vectors) if vectors is not None else None
        read = [self._read_statement(part, _take(taken, len(part.units))) for part in statements]
        aside_vectors = [_take(taken, len(part.units)) for part in asides]
        loose_vectors = [_take(taken, 1) for _ in loose]
        given = [(text, True, vector) for text, vector in zip(texts.signals, loose_vectors, strict=False)]
        given += [(part.statement, False, vector) for part, vector in zip(asides, aside_vectors, strict=True)]
        return RequestReading(
            statements=tuple(read),
            signals=tuple(
                SignalReading(
                    text=text,
                    given=is_given,
                    likenesses=self._match(self._signals, text, vector),
                    on=find_date(text, texts.as_of),
                )
                for text, is_given, vector in given
            ),
            practices=tuple(
                item
                for part, vector in zip(asides, aside_vectors, strict=True)
                for item in self._read_statement(part, vector).practices
            ),
            owners=self._find_owners(texts.title, loose_vectors),
        )

    def _embed(self, texts: Sequence[str]) -> Vectors | None:
        if self._embedder is None or not texts or not self._table.has_vectors:
            return None
        try:
            return self._embedder.embed(texts)
        except EmbedderUnavailable:
            return None

    def _read_statement(self, parts: StatementParts, vectors: Vectors | None) -> StatementReading:
        plays, practices = self._table.play_ids, self._table.practice_ids
        scores = self._model.score(compare_statement(parts, vectors, self._table), len(plays))
        order = np.argsort(-np.maximum(scores.known, scores.name_only), kind="stable")[:MOST_LIKENESSES]
        shared = self._find_shared_name(parts.statement)
        return StatementReading(
            statement=parts.statement,
            likenesses=tuple(
                Likeness(
                    play_id=plays[place],
                    known=round(float(scores.known[place]), 4),
                    name_only=round(float(scores.name_only[place]), 4),
                    lacks=self._usual_lack(plays[place]),
                )
                for place in order
            ),
            vague=round(scores.vague, 4),
            shows=round(scores.shows, 4),
            named=self._table.named_in(parts.statement),
            shared_name=shared[0],
            shared_question=shared[1],
            practices=tuple(
                PracticeLikeness(practice=practices[place], likelihood=round(float(scores.practices[place]), 4))
                for place in np.argsort(-scores.practices, kind="stable")[:2]
            ),
            depth=read_depth(parts.statement),
            denied=is_denied(parts.statement),
        )

    def _find_shared_name(self, statement: str) -> tuple[tuple[str, ...], str | None]:
        """Return the candidates of an ambiguous name where the statement says little more than that name."""
        words = fold(statement).split()
        for entry in self._library.ambiguous:
            name = fold(entry.name).split()
            stands_in_it = f" {' '.join(name)} " in f" {' '.join(words)} "
            if stands_in_it and len(words) <= len(name) + _WORDS_BESIDE_A_NAME:
                return entry.candidates, entry.question
        return (), None

    def _find_owners(self, title: str | None, vectors: Sequence[Vectors | None]) -> tuple[tuple[str, float], ...]:
        if not title:
            return ()
        return self._match(self._owners, title, vectors[-1])

    def _match(self, matcher: PhraseMatcher, text: str, vectors: Vectors | None) -> tuple[tuple[str, float], ...]:
        features = matcher.compare(text, None if vectors is None else vectors[0])
        return best_first(matcher.subjects, self._model.match_phrases(features), MOST_MATCHES)

    def _usual_lack(self, play_id: str) -> str | None:
        gestures = self._library.play_by_id[play_id].gestures
        return gestures[0].lacks if gestures else None


def _take(vectors: Iterator[Vectors] | None, count: int) -> Vectors | None:
    """Return the next vectors of a batch, or None where there are none at all."""
    return None if vectors is None else np.array([next(vectors) for _ in range(count)], dtype=np.float32)
