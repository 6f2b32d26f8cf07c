"""How much a text looks like each signal or persona that is described by phrases."""

from pathlib import Path

import numpy as np
import pytest

from copilot.retrieval.detection_features import Matrix
from copilot.retrieval.index_version import IndexVersion
from copilot.retrieval.phrase_match import MATCH_FEATURES, PhraseMatcher, best_first
from tests.retrieval.embedders import HashEmbedder
from tests.retrieval.models import make_version_to_read


@pytest.fixture(scope="module")
def version(tmp_path_factory: pytest.TempPathFactory) -> IndexVersion:
    return make_version_to_read(tmp_path_factory.mktemp("corpus"), HashEmbedder())


def _compare(matcher: PhraseMatcher, text: str, *, words_alone: bool = False) -> dict[str, Matrix]:
    features = matcher.compare(text, None if words_alone else HashEmbedder().embed([text])[0])
    assert features.shape == (len(matcher.subjects), len(MATCH_FEATURES))
    return {name: features[:, place] for place, name in enumerate(MATCH_FEATURES)}


@pytest.mark.parametrize(
    ("kind", "text", "subject"),
    [
        pytest.param("signal-words", "quarterly figures are out", "results-call", id="words of a signal"),
        pytest.param("signal-words", "New executive", "new-executive", id="its title"),
        pytest.param("signal-words", "their treasurer is new", "new-executive", id="a labelled text"),
        pytest.param("signal-words", "a call names the pension deficit", "results-call", id="the signal of its first play"),
        pytest.param("owns", "the price of borrowed money", "cfo", id="what a persona owns"),
        pytest.param("owns", "servers that stand still", "cio", id="what another owns"),
    ],
)
def test_a_phrase_of_the_library_is_nearest_to_its_own_subject(kind: str, text: str, subject: str, version: IndexVersion) -> None:
    matcher = PhraseMatcher(version, kind)
    columns = _compare(matcher, text)
    for name in ("whole", "centre", "words", "letters"):
        assert matcher.subjects[int(np.argmax(columns[name]))] == subject
        assert columns[f"{name}_lead"].max() > 0
    assert columns["whole"].max() == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("The QUARTERLY figures are out, at last", [1.0, 0.0]),
        ("quarterly figures were out", [0.0, 0.0]),
        ("results call; new executive", [1.0, 1.0]),
        ("their results calls", [0.0, 0.0]),
        ("one word of a signal is too little: treasury", [0.0, 0.0]),
    ],
)
def test_a_phrase_stands_inside_a_text_as_whole_words(text: str, inside: list[float], version: IndexVersion) -> None:
    assert _compare(PhraseMatcher(version, "signal-words"), text)["inside"].tolist() == inside


def test_a_phrase_that_is_held_out_is_not_compared(version: IndexVersion) -> None:
    text = "quarterly figures are out"
    matcher = PhraseMatcher(version, "signal-words", without=frozenset({text}))
    assert matcher.subjects == ("results-call", "new-executive")
    assert _compare(matcher, text)["whole"].max() < 0.9
    assert not _compare(matcher, text)["inside"].any()


def test_without_vectors_the_words_are_compared_alone(version: IndexVersion, tmp_path: Path) -> None:
    for matcher in (
        PhraseMatcher(version, "signal-words"),
        PhraseMatcher(make_version_to_read(tmp_path, None), "signal-words"),
    ):
        columns = _compare(matcher, "analysts asked about margins", words_alone=True)
        assert int(np.argmax(columns["words"])) == 0
        assert not columns["whole"].any()
        assert not columns["centre"].any()


def test_the_best_come_first_and_no_more_than_asked_for() -> None:
    chances = np.array([0.2, 0.91236, 0.2, 0.5])
    assert best_first(("a", "b", "c", "d"), chances, 3) == (("b", 0.9124), ("d", 0.5), ("a", 0.2))
