"""What is compared between a statement and a play: whole against whole, clause by clause, and part by part.

A statement is cut into clauses. Each is compared, by meaning and by words, with what sellers say who do the play, with
its names, with each part of its fingerprint, with its gestures and with the whole card. A play's features are its best
likenesses, and how far they stand above those of the other plays.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from copilot.policies.names import fold
from copilot.retrieval.embedding import Vectors
from copilot.retrieval.index_version import IndexVersion

Matrix = npt.NDArray[np.float64]

_CLAUSE = re.compile(r"(?:[.;:!?\u2026]+\s+|,\s+|\s+[-\u2013\u2014]\s+|\s+(?:and then|then|and|but|so|because|after that)\s+)")
Owners = npt.NDArray[np.intp]  # for each row of vectors the place of the play it belongs to

_SENTENCE = re.compile(r"[.;!?\u2026]+\s+|\s+[-\u2013\u2014]\s+|,?\s+(?:and then|and also|and twice|then|plus)\s+", re.IGNORECASE)
_LEAST_SENTENCE_WORDS = 5
_KINDS: dict[str, tuple[str, ...]] = {
    "said": ("said", "heard", "cue"),
    "gesture": ("gesture", "lookalike"),
    **{kind: (kind,) for kind in ("name", "mechanism", "signal", "path", "give", "ask", "format")},
}
_LEADS = (
    "words",
    "letters",
    "centre",
    "said_whole",
    "said_top3",
    "said_clause",
    "mechanism_whole",
    "card_whole",
    "parts",
)
_WORDS_AT_FULL = 20.0  # BM25 scores come to about this where a statement is almost a card's own
_LETTERS_AT_FULL = 150.0
_ABSENT = -2.0  # below any likeness
_NO_PHRASE = -0.2  # the likeness of a play that has no phrase of a kind

FEATURES: tuple[str, ...] = (
    "words",
    "words_rank",
    "words_clause",
    "letters",
    "body",
    *(f"{kind}_{scope}" for kind in (*_KINDS, "card") for scope in ("whole", "clause")),
    "said_top3",
    "centre",
    "gesture_over_said",
    "parts",
    *(f"{name}_lead" for name in _LEADS),
)
_LEAST_CLAUSE_WORDS = 3


@dataclass(frozen=True)
class StatementParts:
    """A statement cut up. `units` are embedded: the whole first, then its sentences, then its clauses."""

    statement: str
    sentences: tuple[str, ...]  # none where there is only one
    clauses: tuple[str, ...]

    @property
    def units(self) -> tuple[str, ...]:
        return (self.statement, *self.sentences, *self.clauses)

    def sentence_parts(self) -> Iterator[tuple[int, "StatementParts"]]:
        """Yield each sentence as a statement of its own, with the place of its vector."""
        for place, sentence in enumerate(self.sentences, 1):
            yield place, StatementParts(sentence, (), ())


def cut_statement(statement: str) -> StatementParts:
    """Return the statement with its sentences of five words or more and its clauses of three."""
    sentences = _long_enough(_SENTENCE.split(statement), _LEAST_SENTENCE_WORDS)
    clauses = _long_enough(_CLAUSE.split(statement), _LEAST_CLAUSE_WORDS)
    return StatementParts(statement, sentences if len(sentences) > 1 else (), clauses if len(clauses) > 1 else ())


def _long_enough(pieces: Sequence[str], least: int) -> tuple[str, ...]:
    stripped = [piece.strip(" .,;:!?") for piece in pieces]
    return tuple(piece for piece in stripped if len(piece.split()) >= least)


class SubjectTable:
    """The phrases and passages of all plays, and the cues of all declined practices, laid out for comparison in one product.

    A practice stands beside the plays, since a statement may show either: what tells them apart is which is nearer.
    """

    def __init__(self, version: IndexVersion) -> None:
        library = version.library
        self.play_ids = tuple(play.id for play in library.plays)
        self.practice_ids = tuple(practice.id for practice in library.practices)
        places = {subject: place for place, subject in enumerate((*self.play_ids, *self.practice_ids))}
        self._size = len(places)
        self._names = [
            (fold(phrase.text), phrase.subject)
            for phrase in version.phrases
            if phrase.kind == "name" and phrase.subject in library.play_by_id
        ]
        self._version = version
        self._groups: dict[str, PhraseGroup] = {}
        if version.phrase_vectors is None or version.vectors is None:
            return
        for kind, sources in _KINDS.items():
            rows = [row for row, p in enumerate(version.phrases) if p.kind in sources and p.subject in places]
            owners = np.array([places[version.phrases[row].subject] for row in rows], dtype=np.intp)
            self._groups[kind] = PhraseGroup(owners, version.phrase_vectors[rows], self._size)
        rows = [row for row, passage in enumerate(version.passages) if passage.card_id in places]
        owners = np.array([places[version.passages[row].card_id] for row in rows], dtype=np.intp)
        self._groups["card"] = PhraseGroup(owners, version.vectors[rows], self._size)
        said = self._groups["said"]
        self._centres = CentreTable(said.owners, said.vectors, self._size)

    @property
    def has_vectors(self) -> bool:
        return bool(self._groups)

    def compare(self, parts: StatementParts, vectors: Vectors | None) -> Matrix:
        """Return one row of features a subject, plays first, then practices; columns as in FEATURES."""
        columns = self._compare_words(parts)
        if vectors is not None and self._groups:
            columns |= self._compare_meaning(vectors)
        else:
            columns |= {name: np.zeros(self._size) for name in FEATURES if name not in columns}
        for name in _LEADS:
            columns[f"{name}_lead"] = lead_of(columns[name])
        return np.column_stack([columns[name] for name in FEATURES])

    def named_in(self, statement: str) -> tuple[str, ...]:
        """Return the plays whose title or alias stands in a statement as whole words."""
        text = f" {fold(statement)} "
        return tuple(dict.fromkeys(play for name, play in self._names if len(name) > 3 and f" {name} " in text))

    def _compare_words(self, parts: StatementParts) -> dict[str, Matrix]:
        version, whole = self._version, parts.statement
        words = version.subject_words.scores(whole).astype(np.float64)
        clause = [version.subject_words.scores(unit).astype(np.float64) for unit in parts.clauses] or [words]
        return {
            "words": words / _WORDS_AT_FULL,
            "words_rank": _rank_decay(words),
            "words_clause": np.max(clause, axis=0) / _WORDS_AT_FULL,
            "letters": version.subject_letters.scores(whole).astype(np.float64) / _LETTERS_AT_FULL,
            "body": version.subject_bodies.scores(whole).astype(np.float64) / _WORDS_AT_FULL,
        }

    def _compare_meaning(self, vectors: Vectors) -> dict[str, Matrix]:
        columns: dict[str, Matrix] = {}
        for kind in (*_KINDS, "card"):
            whole, clause = self._best(kind, vectors)
            columns[f"{kind}_whole"] = whole
            columns[f"{kind}_clause"] = np.maximum(whole, clause)
        columns["said_top3"] = self._mean_of_best("said", vectors[0], 3)
        columns["centre"] = self._centres.compare(vectors[0])
        columns["gesture_over_said"] = columns["gesture_whole"] - columns["said_whole"]
        columns["parts"] = (columns["signal_clause"] + columns["path_clause"] + columns["give_clause"]) / 3
        return columns

    def _best(self, kind: str, vectors: Vectors) -> tuple[Matrix, Matrix]:
        """Return each subject's best likeness to the whole statement, and to any clause of it."""
        group = self._groups[kind]
        likeness = vectors @ group.vectors.T
        whole = group.best(likeness[0])
        return whole, group.best(likeness[1:].max(axis=0)) if len(vectors) > 1 else whole

    def _mean_of_best(self, kind: str, vector: Vectors, count: int) -> Matrix:
        group = self._groups[kind]
        return group.mean_of_best(group.vectors @ vector, count)


class PhraseGroup:
    """The vectors of one kind of phrase, laid out so that a subject's phrases are a row of places."""

    def __init__(self, owners: Owners, vectors: Vectors, size: int) -> None:
        self.owners = owners
        self.vectors = np.ascontiguousarray(vectors, dtype=np.float32)
        counts = np.bincount(owners, minlength=size)
        self._empty = counts == 0
        self._places = np.full((size, max(int(counts.max(initial=0)), 1)), len(owners), dtype=np.intp)
        for subject in range(size):
            own = np.flatnonzero(owners == subject)
            self._places[subject, : len(own)] = own

    def best(self, likeness: Vectors) -> Matrix:
        """Return each subject's best likeness."""
        best: Matrix = self._rows(likeness).max(axis=1)
        return np.where(self._empty, _NO_PHRASE, best)

    def mean_of_best(self, likeness: Vectors, count: int) -> Matrix:
        """Return the mean of each subject's `count` best likenesses, or of as many as it has; 0 for none."""
        top = np.sort(self._rows(likeness), axis=1)[:, ::-1][:, :count]
        held = top > _ABSENT
        mean: Matrix = np.where(held, top, 0.0).sum(axis=1) / np.maximum(held.sum(axis=1), 1)
        return mean

    def _rows(self, likeness: Vectors) -> Matrix:
        padded = np.append(likeness.astype(np.float64), _ABSENT)
        rows: Matrix = padded[self._places]
        return rows


class CentreTable:
    """The centre of what is said of each play, in a space where the ways one play is put lie close together.

    Directions in which statements of one and the same play differ (trade, register, length) are divided out: within-class
    covariance normalisation, half shrunk towards the sphere, since there are fewer statements than dimensions.
    """

    def __init__(self, owners: Owners, vectors: Vectors, size: int) -> None:
        rows = vectors.astype(np.float64)
        self._mean = rows.mean(axis=0) if len(rows) else np.zeros(1)
        counts = np.bincount(owners, minlength=size).astype(np.float64)
        centres = np.zeros((size, rows.shape[1]))
        np.add.at(centres, owners, rows)
        centres /= np.maximum(counts, 1.0)[:, None]
        spread = rows - centres[owners]
        within = spread.T @ spread / max(len(rows), 1)
        sphere = np.eye(rows.shape[1]) * max(float(np.trace(within)) / rows.shape[1], 1e-6)
        self._whiten = np.linalg.cholesky(np.linalg.inv(0.5 * within + 0.5 * sphere))
        self._centres = self._project(centres)

    def compare(self, vector: Vectors) -> Matrix:
        likeness: Matrix = self._centres @ self._project(vector[None, :].astype(np.float64))[0]
        return likeness

    def _project(self, rows: Matrix) -> Matrix:
        projected = (rows - self._mean) @ self._whiten
        unit: Matrix = projected / np.maximum(np.linalg.norm(projected, axis=1, keepdims=True), 1e-9)
        return unit


def lead_of(scores: Matrix) -> Matrix:
    """How far each play stands above the best of the others: positive for one play only."""
    order = np.sort(scores)[::-1]
    first, second = float(order[0]), float(order[1]) if len(order) > 1 else 0.0
    lead: Matrix = np.where(scores >= first, scores - second, scores - first)
    return lead


def _rank_decay(scores: Sequence[float] | Matrix) -> Matrix:
    values = np.asarray(scores, dtype=np.float64)
    ranks = np.empty(len(values))
    ranks[np.argsort(-values, kind="stable")] = np.arange(len(values))
    decay: Matrix = np.where(values > 0, 1.0 / (1.0 + ranks), 0.0)
    return decay
