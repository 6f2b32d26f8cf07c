"""Passages: one a heading, split only where a heading is longer than the embedder reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.domain.library import Section
from copilot.retrieval.passages import MOST_TOKENS, cut_card, cut_library, split_text
from tests.small_library import make_library, make_outline, make_persona, make_play

WORDS = st.sampled_from(["a", "sheet", "for", "her", "board.", "Why?", "Send", "it!", "e.g.", "3.5", "über", "\u00a0"])
TEXTS = st.lists(st.tuples(WORDS, st.sampled_from([" ", " ", " ", "\n", "\n\n", "\t"])), max_size=80).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)


def count_words(text: str) -> int:
    return len(text.split())


def _section(heading: str, text: str) -> Section:
    return Section(slug=heading.casefold(), heading=heading, text=text, line=1)


def test_a_heading_is_one_passage_with_a_place_a_person_can_open() -> None:
    play = make_play("A01", "Brief", sections=(_section("When", "Soon."), _section("Deeper", "Later.")))
    assert [(p.id, p.card_id, p.kind, p.title, p.text) for p in cut_card(play, count_words)] == [
        ("A01#when", "A01", "play", "Brief · When", "Soon."),
        ("A01#deeper", "A01", "play", "Brief · Deeper", "Later."),
    ]


def test_a_long_heading_is_split_into_numbered_passages() -> None:
    sentence = "word " * 99 + "end."
    play = make_play("A01", sections=(_section("Steps", " ".join([sentence] * 6)), _section("When", "Soon.")))
    assert [passage.id for passage in cut_card(play, count_words)] == ["A01#steps.1", "A01#steps.2", "A01#steps.3", "A01#when"]


def test_an_outline_yields_no_passage_even_where_it_has_a_body() -> None:
    sections = (_section("When", "Soon."),)
    assert list(cut_card(make_outline("O01", sections=sections), count_words)) == []
    assert [passage.id for passage in cut_card(make_play("O01", sections=sections), count_words)] == ["O01#when"]


def test_an_empty_heading_yields_no_passage() -> None:
    assert list(cut_card(make_play("A01", sections=(_section("When", "  \n "),)), count_words)) == []


def test_passages_come_in_the_order_of_cards_and_headings_each_of_its_kind() -> None:
    persona = make_persona("cfo", "Chief", sections=(_section("Do not", "Beg."),))
    library = make_library(make_play("A02"), make_play("A01"), personas=(persona,))
    passages = cut_library(library, count_words)
    assert [p.card_id for p in passages] == ["A02"] * 4 + ["A01"] * 4 + ["PE-CFO"]
    assert {p.kind for p in passages} == {"play", "persona"}
    assert len({p.id for p in passages}) == len(passages)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param(" \n ", [], id="white space"),
        pytest.param("One two three four.", ["One two three four."], id="at the limit"),
        pytest.param("One two.\n\nThree four five.", ["One two.", "Three four five."], id="at a paragraph"),
        pytest.param("One two.\nThree.\nFour five.", ["One two.\nThree.", "Four five."], id="as few as will do"),
        pytest.param("One two. Three four! Five six? Seven.", ["One two. Three four!", "Five six? Seven."], id="at a sentence"),
        pytest.param("One.\nA b c d e f g.", ["One.", "A b c d e f g."], id="a sentence stays whole"),
    ],
)
def test_a_text_is_split_at_paragraphs_then_at_sentences(text: str, pieces: list[str]) -> None:
    assert split_text(text, count_words, most=4) == pieces


@given(TEXTS, st.integers(1, 12))
def test_the_pieces_of_a_split_hold_all_words_in_order(text: str, most: int) -> None:
    assert " ".join(split_text(text, count_words, most)).split() == text.split()


@given(TEXTS, st.integers(1, 12))
def test_a_piece_over_the_limit_is_a_single_sentence(text: str, most: int) -> None:
    for piece in split_text(text, count_words, most):
        inner = piece[:-1].replace("\n", ". ")
        assert count_words(piece) <= most or not any(mark in inner for mark in (". ", "! ", "? "))


@given(TEXTS)
def test_a_text_within_the_limit_stays_as_it_is(text: str) -> None:
    assert split_text(text, count_words, most=80) == ([text.strip()] if text.strip() else [])


def test_the_limit_leaves_room_for_the_two_marks_of_the_embedder() -> None:
    assert MOST_TOKENS + 2 <= 256


def test_two_sentences_over_the_limit_leave_no_empty_piece_between_them() -> None:
    assert all(split_text(f"{'a ' * 9}.\n\n{'b ' * 9}.", lambda text: len(text.split()), 5))
