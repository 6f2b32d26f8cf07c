"""The fitted model: its weights belong to these features, and what it says are chances."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copilot.errors import BadLibrary
from copilot.retrieval.detection_features import FEATURES, SubjectTable, cut_statement
from copilot.retrieval.detection_model import (
    WEIGHTS_FILE,
    DetectionModel,
    FittedWeights,
    Scores,
    compare_statement,
    load_model,
)
from copilot.retrieval.index_version import IndexVersion, make_version
from copilot.retrieval.manner import MANNER_FILE
from copilot.retrieval.vector_cache import VectorCache
from tests.retrieval.embedders import HashEmbedder
from tests.retrieval.models import SILENT, make_version_to_read, make_weights, weigh

ONE = "First the bakery oven, on paper; nothing is asked for."
TWO = "They get my sheet about the bakery oven. They get my sheet about the harbour crane."


@pytest.fixture(scope="module")
def version(tmp_path_factory: pytest.TempPathFactory) -> IndexVersion:
    return make_version_to_read(tmp_path_factory.mktemp("corpus"), HashEmbedder())


@pytest.fixture(scope="module")
def table(version: IndexVersion) -> SubjectTable:
    return SubjectTable(version)


@pytest.fixture(scope="module")
def weights(version: IndexVersion) -> FittedWeights:
    return make_weights(version)


def _score(statement: str, table: SubjectTable, weights: FittedWeights, *, words_alone: bool = False) -> Scores:
    parts = cut_statement(statement)
    vectors = None if words_alone else HashEmbedder().embed(parts.units)
    return DetectionModel(weights, SILENT).score(compare_statement(parts, vectors, table), len(table.play_ids))


def _write_weights(folder: Path, text: str) -> Path:
    path = folder / WEIGHTS_FILE
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    (folder / MANNER_FILE).write_text(SILENT.model_dump_json(), encoding="utf-8")
    return folder


def test_weights_for_these_features_are_loaded(weights: FittedWeights, table: SubjectTable, tmp_path: Path) -> None:
    model = load_model(_write_weights(tmp_path, weights.model_dump_json()))
    parts = cut_statement(ONE)
    compared = compare_statement(parts, HashEmbedder().embed(parts.units), table)
    assert model.score(compared, 5).known.tolist() == _score(ONE, table, weights).known.tolist()


@pytest.mark.parametrize(
    "features",
    [
        pytest.param(FEATURES[:-1], id="one fewer"),
        pytest.param((*FEATURES, "moon"), id="one more"),
        pytest.param((FEATURES[1], FEATURES[0], *FEATURES[2:]), id="another order"),
    ],
)
def test_weights_for_other_features_are_refused(features: tuple[str, ...], weights: FittedWeights, tmp_path: Path) -> None:
    other = weights.model_copy(update={"features": features})
    with pytest.raises(BadLibrary, match=r"weights\.json are of another version; run 'make fit'"):
        load_model(_write_weights(tmp_path, other.model_dump_json()))


@pytest.mark.parametrize("text", ["", "{}", "[1]", json.dumps({"features": list(FEATURES)})])
def test_weights_that_cannot_be_read_are_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(BadLibrary, match=r"weights\.json cannot be read; .* run 'make fit'"):
        load_model(_write_weights(tmp_path, text))


def test_a_library_without_weights_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadLibrary, match=r"weights\.json cannot be read"):
        load_model(tmp_path)


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=80), st.sampled_from([0.1, 1.0, 1e3, 1e9]), st.booleans())
def test_every_score_is_a_chance(
    version: IndexVersion, table: SubjectTable, statement: str, times: float, words_alone: bool
) -> None:
    scores = _score(statement, table, make_weights(version, times=times), words_alone=words_alone)
    assert (len(scores.known), len(scores.name_only), len(scores.practices)) == (5, 5, 1)
    figures = [*scores.known, *scores.name_only, *scores.practices, scores.shows, scores.vague]
    assert all(0 <= figure <= 1 for figure in figures)


def test_the_play_that_is_shown_has_the_best_chance(table: SubjectTable, weights: FittedWeights) -> None:
    for words_alone in (False, True):
        assert table.play_ids[int(np.argmax(_score(ONE, table, weights, words_alone=words_alone).known))] == "A03"


def test_a_cue_raises_the_chance_of_its_practice(table: SubjectTable, weights: FittedWeights) -> None:
    cue = _score("a voucher for whoever takes the call", table, weights).practices[0]
    assert cue > _score(ONE, table, weights).practices[0] + 0.2


def test_each_sentence_of_a_statement_is_compared_for_itself(table: SubjectTable) -> None:
    """With the vector that is its own: the first sentence shows one play, the second another."""
    parts = cut_statement(TWO)
    compared = compare_statement(parts, HashEmbedder().embed(parts.units), table)
    said = FEATURES.index("said_whole")
    assert [table.play_ids[int(np.argmax(each[:5, said]))] for each in compared.sentences] == ["A03", "A02"]
    assert compare_statement(cut_statement(ONE), None, table).sentences == ()


def test_a_library_without_practices_has_no_chances_of_any(version: IndexVersion) -> None:
    bare, _ = make_version(version.library.model_copy(update={"practices": ()}), HashEmbedder(), VectorCache())
    assert _score(ONE, SubjectTable(bare), make_weights(version)).practices.shape == (0,)


def test_a_logistic_model_standardises_weighs_and_adds_its_bias() -> None:
    model = weigh(2, {0: 2.0, 1: -1.0}, bias=0.5).model_copy(update={"mean": (1.0, 0.0), "scale": (2.0, 1.0)})
    assert model.logits(np.array([[3.0, 1.0], [1.0, 0.0]])).tolist() == [1.5, 0.5]
    assert model.logits(np.array([[1e9, 0.0], [0.0, 1e9]])).tolist() == [12.0, -12.0]
