"""Comparison by words: stems, runs of letters, and what an empty index says."""

from pathlib import Path

import numpy as np
import pytest

from copilot.retrieval.lexical import Unit, WordIndex, tokenize

TEXTS = ["Analysts asked about margins", "The crane at the harbour", "Ofen und Bäckerei", "Analysts again: analysts, analysts"]


def _best(index: WordIndex, query: str) -> int:
    return int(np.argmax(index.scores(query)))


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        pytest.param("Writing, wrote; WRITES", ["write", "wrote", "write"], id="inflections meet"),
        pytest.param("the and of a", [], id="stop words go"),
        pytest.param("x 7 42 q3", ["42", "q3"], id="single letters go, figures stay"),
        pytest.param("Bäckerei", ["bäckerei"], id="letters with marks"),
        pytest.param("…!?", [], id="no word"),
    ],
)
def test_a_text_is_compared_by_the_stems_of_its_words(text: str, tokens: list[str]) -> None:
    assert tokenize(text, "words") == tokens


def test_letters_are_runs_of_three_to_five_with_the_ends_of_words_marked() -> None:
    assert tokenize("oven", "letters") == [" ov", "ove", "ven", "en ", " ove", "oven", "ven ", " oven", "oven "]


@pytest.mark.parametrize(
    ("query", "place"),
    [("margin", 0), ("harbours", 1), ("BÄCKEREI", 2), ("analyst", 3)],
)
def test_the_text_that_shares_the_rarest_words_scores_best(query: str, place: int) -> None:
    assert _best(WordIndex.build(TEXTS), query) == place


def test_letters_find_a_compound_and_a_misspelling_that_words_miss() -> None:
    words, letters = WordIndex.build(TEXTS), WordIndex.build(TEXTS, "letters")
    for query, place in (("harborside", 1), ("analsyts", 3), ("Großbäckerei", 2)):
        assert not words.scores(query).any()
        assert _best(letters, query) == place


@pytest.mark.parametrize("unit", ["words", "letters"])
@pytest.mark.parametrize("query", ["", "zyx", "the", "…"])
def test_a_query_that_shares_nothing_scores_nothing(query: str, unit: Unit) -> None:
    scores = WordIndex.build(TEXTS, unit).scores(query)
    assert scores.shape == (4,)
    assert not scores.any()


@pytest.mark.parametrize("texts", [[], [""], ["", "the", "…"]])
def test_an_index_without_a_word_answers_with_zeros_before_and_after_it_is_saved(texts: list[str], tmp_path: Path) -> None:
    index = WordIndex.build(texts)
    index.save(tmp_path / "words")
    for either in (index, WordIndex.load(tmp_path / "words", len(texts))):
        assert either.scores("analysts").tolist() == [0.0] * len(texts)


@pytest.mark.parametrize("unit", ["words", "letters"])
def test_an_index_that_was_saved_scores_as_before(unit: Unit, tmp_path: Path) -> None:
    index = WordIndex.build(TEXTS, unit)
    index.save(tmp_path)
    loaded = WordIndex.load(tmp_path, len(TEXTS), unit)
    for query in ("analysts at the harbour", "margin", "nothing"):
        assert loaded.scores(query).tolist() == index.scores(query).tolist()
