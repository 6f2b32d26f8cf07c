"""Fusion of meaning and words: each half scaled to 0..1 over the union of both best hundred, then added by weight."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as nps

from copilot.retrieval.search import Scores, best, fuse

SIZE = 12
DENSE = nps.arrays(np.float32, SIZE, elements=st.floats(-1, 1, width=32))
WORDS = nps.arrays(np.float32, SIZE, elements=st.one_of(st.just(0.0), st.floats(0.125, 30, width=32)))
ALLOWED = nps.arrays(np.bool_, SIZE)
WEIGHTS = st.floats(0, 1)


def _row(*scores: float) -> Scores:
    return np.array(scores, dtype=np.float32)


def _falling(size: int) -> Scores:
    return np.linspace(1.0, 0.1, size, dtype=np.float32)


@given(DENSE, WORDS, WEIGHTS, st.none() | ALLOWED)
def test_every_score_lies_within_0_and_1(dense: Scores, words: Scores, weight: float, allowed: np.ndarray | None) -> None:
    scores = fuse(dense, words, weight=weight, allowed=allowed)
    assert scores.shape == (SIZE,)
    assert scores.min() >= 0
    assert scores.max() <= 1 + 1e-6


@given(DENSE, WORDS, WEIGHTS)
def test_a_text_that_is_as_good_in_both_halves_never_scores_less(dense: Scores, words: Scores, weight: float) -> None:
    scores = fuse(dense, words, weight=weight)
    as_good = (dense[:, None] >= dense[None, :]) & (words[:, None] >= words[None, :])
    assert (scores[:, None] >= scores[None, :] - 1e-6)[as_good].all()


@given(DENSE, WORDS, st.integers(0, SIZE - 1), st.floats(0.125, 40, width=32))
def test_a_text_that_gains_words_never_loses_score(dense: Scores, words: Scores, place: int, more: float) -> None:
    gained = words.copy()
    gained[place] += np.float32(more)
    assert fuse(dense, gained, weight=0.5)[place] >= fuse(dense, words, weight=0.5)[place] - 1e-6


@given(DENSE, WORDS, WEIGHTS, ALLOWED)
def test_what_is_filtered_out_scores_nothing_and_does_not_matter(
    dense: Scores, words: Scores, weight: float, allowed: np.ndarray
) -> None:
    """The scores of the others are those they would have if the filtered texts did not exist."""
    scores = fuse(dense, words, weight=weight, allowed=allowed)
    assert not scores[~allowed].any()
    assert scores[allowed] == pytest.approx(fuse(dense[allowed], words[allowed], weight=weight), abs=1e-6)


@pytest.mark.parametrize(
    ("weight", "scores"),
    [
        pytest.param(1.0, [1.0, 0.5, 0.0], id="meaning alone"),
        pytest.param(0.0, [0.0, 0.25, 1.0], id="words alone"),
        pytest.param(0.5, [0.5, 0.375, 0.5], id="half and half"),
        pytest.param(0.75, [0.75, 0.4375, 0.25], id="mostly meaning"),
    ],
)
def test_the_weight_says_how_much_meaning_counts_against_words(weight: float, scores: list[float]) -> None:
    fused = fuse(_row(0.9, 0.5, 0.1), _row(2.0, 4.0, 10.0), weight=weight)
    assert fused == pytest.approx(scores, abs=1e-5)


def test_in_the_running_are_the_best_hundred_by_meaning_and_the_best_hundred_by_words() -> None:
    """250 texts, good by meaning from the front and by words from the back: fifty in the middle are neither."""
    dense, words = _falling(250), _falling(250)[::-1].copy()
    running = np.flatnonzero(fuse(dense, words, weight=0.5))
    assert running.tolist() == [*range(100), *range(150, 250)]


def test_a_text_without_a_word_of_the_query_runs_by_its_meaning_alone() -> None:
    words = np.zeros(250, dtype=np.float32)
    words[240] = 7.0
    running = np.flatnonzero(fuse(_falling(250), words, weight=0.5))
    assert running.tolist() == [*range(100), 240]


def test_the_filter_comes_before_the_best_hundred() -> None:
    """A filtered text takes no place from one that is allowed."""
    allowed = np.arange(250) >= 120
    running = np.flatnonzero(fuse(_falling(250), np.zeros(250, dtype=np.float32), weight=0.5, allowed=allowed))
    assert running.tolist() == [*range(120, 220)]


def test_without_an_embedder_the_words_decide_alone() -> None:
    assert fuse(None, _row(2.0, 0.0, 4.0, 3.0), weight=0.9) == pytest.approx([0.0, 0.0, 1.0, 0.5], abs=1e-5)
    assert best(fuse(None, _row(2.0, 0.0, 4.0, 3.0), weight=0.9), 10) == [2, 3, 0]


def test_the_last_of_the_running_is_still_found() -> None:
    assert best(fuse(_row(0.3, 0.2), _row(0.0, 0.0), weight=1.0), 10) == [0, 1]


@pytest.mark.parametrize(
    ("scores", "limit", "places"),
    [
        pytest.param([0.1, 0.9, 0.5], 2, [1, 2], id="best first, up to the limit"),
        pytest.param([0.5, 0.9, 0.5], 5, [1, 0, 2], id="ties keep the order of the library"),
        pytest.param([0.0, 0.2, 0.0], 5, [1], id="nothing is not found"),
        pytest.param([], 5, [], id="no texts"),
    ],
)
def test_the_best_are_those_above_nothing(scores: list[float], limit: int, places: list[int]) -> None:
    assert best(_row(*scores), limit) == places


def test_no_texts_have_no_scores() -> None:
    assert fuse(_row(), _row(), weight=0.5).shape == (0,)
