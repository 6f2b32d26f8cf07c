"""A detection model with weights set by hand, and an index of the small library to apply it to."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from copilot.retrieval.detection_features import FEATURES, SubjectTable, cut_statement
from copilot.retrieval.detection_model import (
    FittedWeights,
    Logistic,
    compare_statement,
    describe_pairs,
    describe_practices,
    describe_statement,
    score_first,
)
from copilot.retrieval.index_version import IndexVersion, make_version
from copilot.retrieval.library import read_library
from copilot.retrieval.manner import Manner
from copilot.retrieval.phrase_match import MATCH_FEATURES
from copilot.retrieval.vector_cache import Embedder, VectorCache
from tests.retrieval.cards import PERSONA, make_body, write_card, write_small_library

SILENT = Manner(bias=0.0, rarity={}, weight={})  # says nothing of how a thing is told


def write_library_to_read(folder: Path) -> Path:
    """Write the small library with a second persona, so that an unknown title has a choice."""
    changes = {"id": "PE-CIO", "slug": "cio", "title": "Chief information officer", "titles": ["cio"]}
    owns = {"owns": ["servers that stand still", "the list of software"]}
    write_card(write_small_library(folder) / "personas" / "PE-CIO-it.md", PERSONA | changes | owns, make_body("persona"))
    return folder


def make_version_to_read(folder: Path, embedder: Embedder | None) -> IndexVersion:
    return make_version(read_library([write_library_to_read(folder)]), embedder, VectorCache())[0]


def make_weights(version: IndexVersion, *, times: float = 1.0) -> FittedWeights:
    """Return weights by which likeness to what is said, and shared words, decide. `times` makes them steeper."""
    table = SubjectTable(version)
    compared = compare_statement(cut_statement("I do it"), None, table)
    pair = weigh(len(FEATURES), {FEATURES.index("said_whole"): 6 * times, FEATURES.index("words"): 3 * times}, bias=-3)
    gesture = weigh(len(FEATURES), {FEATURES.index("gesture_whole"): 6 * times}, bias=-4)
    plays = len(table.play_ids)
    first = score_first(compared, pair, gesture)
    statement = len(describe_statement(compared, first, plays))
    final = describe_pairs(first, plays, 0.0, 0.0).shape[1]
    practices = describe_practices(compared, first, plays, 0.0)
    own = next(place for place, column in enumerate(practices.T) if np.array_equal(column, first.known[plays:]))
    return FittedWeights(
        features=FEATURES,
        known=pair,
        name_only=gesture,
        shows=weigh(statement, {5: times}),
        vague=weigh(statement, {0: -times}, bias=1),
        final_known=weigh(final, {0: times}),
        final_name_only=weigh(final, {1: times}),
        practice=weigh(practices.shape[1], {own: times}),
        phrase=weigh(len(MATCH_FEATURES), {0: 6 * times, MATCH_FEATURES.index("words"): 3 * times}, bias=-3),
        fitted_on=0,
    )


def weigh(size: int, weights: Mapping[int, float], *, bias: float = 0.0) -> Logistic:
    """Return a logistic model that weighs a few of its features as they are."""
    row = tuple(weights.get(place, 0.0) for place in range(size))
    return Logistic(mean=(0.0,) * size, scale=(1.0,) * size, weights=row, bias=bias)
