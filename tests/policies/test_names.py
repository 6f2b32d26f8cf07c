"""Which play a name stands for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.policies.names import find_play, fold
from tests.small_library import make_library, make_play, make_small_library


@pytest.mark.parametrize(
    ("name", "found"),
    [
        pytest.param("N02", ["N02"], id="its id"),
        pytest.param(" n02 ", ["N02"], id="its id in any case, with space around it"),
        pytest.param("Phrase mirror", ["N02"], id="its title"),
        pytest.param("quote their words back", ["N02"], id="an alias"),
        pytest.param("QUOTE  their\nWords back!", ["N02"], id="an alias in another case, with other space and punctuation"),
        pytest.param("mirror line method", ["N02"], id="an alias without its hyphen"),
        pytest.param("board play", ["N05", "N06"], id="a shared name stands for all its plays"),
        pytest.param("Board-Play", ["N05", "N06"], id="a shared name is folded too"),
        pytest.param("Unwritten play", ["O01"], id="an outline has a name too"),
        pytest.param("mirror", [], id="part of a name is no name"),
        pytest.param("phrase mirror method", [], id="more than a name is no name"),
        pytest.param("", [], id="nothing"),
        pytest.param("?!", [], id="punctuation alone"),
    ],
)
def test_a_name_finds_its_plays(name: str, found: list[str]) -> None:
    assert [play.id for play in find_play(name, make_small_library())] == found


def test_an_id_outranks_a_title_of_the_same_words() -> None:
    library = make_library(make_play("N01", "N02"), make_play("N02", "Second"))
    assert [play.id for play in find_play("n02", library)] == ["N02"]


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


WORDS = st.lists(st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True), min_size=1, max_size=5)


@given(WORDS, st.sampled_from([" ", "  ", "-", ", ", "\n"]))
def test_case_and_what_stands_between_words_do_not_count(words: list[str], between: str) -> None:
    assert fold(between.join(words).upper()) == fold(" ".join(words)) == " ".join(words)
