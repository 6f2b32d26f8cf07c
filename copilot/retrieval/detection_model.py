"""From features to calibrated figures: the small model that `detection_fit` fits from labelled statements.

First a logistic model a pair of statement and subject, once for "shows all of it" and once for "shows only the name of
it"; the whole statement and each of its sentences pass through it, since one statement may show two plays. Then one
over the whole statement: does it show anything, is it vague. Last, the pair again in the light of its statement. The
weights are a file of the library; they speak of features, not of plays, so that a new card needs no new fit.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from copilot.domain.noun import Noun
from copilot.errors import BadLibrary
from copilot.retrieval.detection_features import (
    FEATURES,
    Matrix,
    StatementParts,
    SubjectTable,
)
from copilot.retrieval.embedding import Vectors
from copilot.retrieval.manner import Manner, load_manner
from copilot.retrieval.statement_words import is_denied, is_hearsay

WEIGHTS_FILE = "detection/weights.json"
_LEAST = -12.0  # logit of what cannot be


class Logistic(Noun):
    """A logistic model over standardised features."""

    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float

    def logits(self, rows: Matrix) -> Matrix:
        standard = (np.asarray(rows) - np.asarray(self.mean)) / np.asarray(self.scale)
        clipped: Matrix = np.clip(standard @ np.asarray(self.weights) + self.bias, _LEAST, -_LEAST)
        return clipped


class FittedWeights(Noun):
    """What the fit writes down: the features it was fitted on, and the models."""

    features: tuple[str, ...]
    known: Logistic
    name_only: Logistic
    shows: Logistic
    vague: Logistic
    final_known: Logistic
    final_name_only: Logistic
    practice: Logistic
    phrase: Logistic  # a text and a signal, or a title and a persona
    fitted_on: int  # labelled statements


@dataclass(frozen=True)
class Compared:
    """A statement compared with every subject: as a whole, and sentence by sentence."""

    parts: StatementParts
    whole: Matrix
    sentences: tuple[Matrix, ...]


@dataclass(frozen=True)
class FirstStage:
    """Logits of the first models over all subjects, of the whole statement and of its best sentence."""

    known: Matrix
    name_only: Matrix
    sentence: Matrix
    sentence_rank: Matrix  # 0 where a subject is the best of some sentence


@dataclass(frozen=True)
class Scores:
    """Calibrated chances: over the plays, over the practices, and two figures for the statement."""

    known: Matrix
    name_only: Matrix
    practices: Matrix
    shows: float
    vague: float


class DetectionModel:
    """Applies the fitted weights."""

    def __init__(self, weights: FittedWeights, manner: Manner) -> None:
        self._weights = weights
        self._manner = manner

    def score(self, compared: Compared, plays: int) -> Scores:
        """Return the chances of one statement over all subjects, of which the first `plays` are plays."""
        weights = self._weights
        first = score_first(compared, weights.known, weights.name_only)
        statement = describe_statement(compared, first, plays)
        shows = float(weights.shows.logits(statement[None, :])[0])
        vague = float(weights.vague.logits(statement[None, :])[0])
        final = describe_pairs(first, plays, shows, vague)
        practices = describe_practices(compared, first, plays, self._manner.logit(compared.parts.statement))
        return Scores(
            known=chance(weights.final_known.logits(final)),
            name_only=chance(weights.final_name_only.logits(final)),
            practices=chance(weights.practice.logits(practices)) if len(practices) else np.zeros(0),
            shows=float(chance(np.array([shows]))[0]),
            vague=float(chance(np.array([vague]))[0]),
        )

    def match_phrases(self, features: Matrix) -> Matrix:
        """Return the chance that a text speaks of each subject; features as in MATCH_FEATURES."""
        return chance(self._weights.phrase.logits(features)) if len(features) else np.zeros(0)


def load_model(folder: Path) -> DetectionModel:
    """Return the model with the weights of a library. Raises BadLibrary where they do not fit this version of the features."""
    try:
        weights = FittedWeights.model_validate_json((folder / WEIGHTS_FILE).read_bytes())
    except (OSError, ValidationError) as error:
        raise BadLibrary(
            f"The detector's weights in {folder / WEIGHTS_FILE} cannot be read; restore them or run 'make fit'."
        ) from error
    if weights.features != FEATURES:
        raise BadLibrary(f"The detector's weights in {folder / WEIGHTS_FILE} are of another version; run 'make fit'.")
    return DetectionModel(weights, load_manner(folder))


def compare_statement(parts: StatementParts, vectors: Vectors | None, table: SubjectTable) -> Compared:
    """Compare a statement, and each of its sentences where it has several, with every subject."""
    count = len(parts.sentences)
    whole = None if vectors is None else np.concatenate([vectors[:1], vectors[1 + count :]])
    sentences = tuple(
        table.compare(sentence, None if vectors is None else vectors[place : place + 1])
        for place, sentence in parts.sentence_parts()
    )
    return Compared(parts, table.compare(parts, whole), sentences)


def score_first(compared: Compared, known: Logistic, name_only: Logistic) -> FirstStage:
    """Return the logits of the first stage."""
    whole = known.logits(compared.whole)
    each = [known.logits(features) for features in compared.sentences] or [whole]
    ranks = [_ranks(logits) for logits in each]
    return FirstStage(
        known=whole,
        name_only=name_only.logits(compared.whole),
        sentence=np.max(each, axis=0),
        sentence_rank=np.min(ranks, axis=0),
    )


def describe_statement(compared: Compared, first: FirstStage, plays: int) -> Matrix:
    """Return the features of a statement as a whole."""
    statement = compared.parts.statement
    known, name_only = first.known[:plays], first.name_only[:plays]
    top = np.sort(known)[::-1]
    column = {name: compared.whole[:plays, place] for place, name in enumerate(FEATURES)}
    practice = float(first.known[plays:].max()) if len(first.known) > plays else _LEAST
    return np.array(
        [
            np.log1p(len(statement.split())),
            np.log1p(len(compared.parts.clauses)),
            float(is_denied(statement)),
            float(is_hearsay(statement)),
            float(any(char.isdigit() for char in statement)),
            top[0],
            top[0] - top[1] if len(top) > 1 else 0.0,
            top[0] - top[2] if len(top) > 2 else 0.0,
            name_only.max(),
            name_only.max() - top[0],
            np.log(chance(known).sum() + 1e-3),
            practice - top[0],
            first.sentence[:plays].max() - top[0],
            column["said_whole"].max(),
            column["letters"].max(),
            column["centre"].max(),
        ]
    )


def describe_pairs(first: FirstStage, plays: int, shows: float, vague: float) -> Matrix:
    """Return the features of each pair of statement and play in the light of the whole statement."""
    known = first.known[:plays]
    order = np.argsort(-known, kind="stable")
    ranks = _ranks(known)
    best, second = known[order[0]], known[order[1]] if plays > 1 else _LEAST
    above = np.where(ranks == 0, known - second, known - best)
    filled = np.ones(plays)
    return np.column_stack(
        [
            known,
            first.name_only[:plays],
            above,
            np.log1p(ranks),
            first.sentence[:plays],
            np.log1p(first.sentence_rank[:plays]),
            (first.sentence_rank[:plays] == 0).astype(np.float64),
            filled * shows,
            filled * vague,
            filled * first.name_only[:plays].max(),
        ]
    )


def describe_practices(compared: Compared, first: FirstStage, plays: int, manner: float) -> Matrix:
    """Return the features of each declined practice: how near, how far ahead of the plays, how near its decent look-alikes.

    `manner` is the logit of how it is told; it counts most for the practice that is nearest.
    """
    known = first.known[plays:]
    ranks = _ranks(known)
    column = {name: compared.whole[plays:, place] for place, name in enumerate(FEATURES)}
    best_play = float(first.known[:plays].max()) if plays else _LEAST
    filled = np.ones(len(known))
    return np.column_stack(
        [
            known,
            known - best_play,
            np.log1p(ranks),
            first.sentence[plays:],
            column["gesture_over_said"],
            filled * float(is_denied(compared.parts.statement)),
            filled * manner,
            np.where(ranks == 0, manner, 0.0),
        ]
    )


def chance(logits: Matrix) -> Matrix:
    chances: Matrix = 1.0 / (1.0 + np.exp(-logits))
    return chances


def _ranks(scores: Matrix) -> Matrix:
    ranks = np.empty(len(scores))
    ranks[np.argsort(-scores, kind="stable")] = np.arange(len(scores))
    return ranks
