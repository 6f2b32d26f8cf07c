"""A statement compared with every subject: by what is said of it, by its parts, by its names, by its words."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.retrieval.detection_features import FEATURES, Matrix, SubjectTable, cut_statement, lead_of
from copilot.retrieval.index_version import IndexVersion
from tests.retrieval.embedders import HashEmbedder
from tests.retrieval.models import make_version_to_read

SUBJECTS = ("A01", "A02", "A03", "B01", "D01", "gift-card")


@pytest.fixture(scope="module")
def version(tmp_path_factory: pytest.TempPathFactory) -> IndexVersion:
    return make_version_to_read(tmp_path_factory.mktemp("corpus"), HashEmbedder())


@pytest.fixture(scope="module")
def table(version: IndexVersion) -> SubjectTable:
    return SubjectTable(version)


def _compare(table: SubjectTable, statement: str) -> dict[str, Matrix]:
    parts = cut_statement(statement)
    features = table.compare(parts, HashEmbedder().embed(parts.units))
    assert features.shape == (len(SUBJECTS), len(FEATURES))
    return {name: features[:, place] for place, name in enumerate(FEATURES)}


def _best(column: Matrix) -> str:
    return SUBJECTS[int(np.argmax(column))]


def test_plays_stand_first_outlines_too_then_the_declined_practices(table: SubjectTable) -> None:
    assert (*table.play_ids, *table.practice_ids) == SUBJECTS


@pytest.mark.parametrize(
    ("statement", "feature", "subject"),
    [
        pytest.param("First the bakery oven, on paper; nothing is asked for.", "said_whole", "A03", id="a statement of the card"),
        pytest.param("Last week another sheet of mine on the podcast invitation went out.", "said_whole", "D01", id="an outline"),
        pytest.param("My sheet on what retired staff are owed", "said_whole", "A01", id="a statement heard elsewhere"),
        pytest.param("a voucher for whoever takes the call", "said_whole", "gift-card", id="a cue of a practice"),
        pytest.param("I have heard of the harbour crane", "gesture_whole", "A02", id="a gesture"),
        pytest.param("I have seen such a sheet", "gesture_whole", "A02", id="a gesture heard elsewhere"),
        pytest.param("we sent a worn gear wheel without any request", "gesture_whole", "gift-card", id="a look-alike"),
        pytest.param("telephone list memo", "name_whole", "B01", id="a name"),
        pytest.param("facts about the bakery oven", "give_whole", "A03", id="a part of the mechanism"),
        pytest.param("Ask who else signs for the harbour crane.", "card_whole", "A02", id="a heading of the card"),
    ],
)
def test_a_text_of_the_library_is_nearest_to_the_subject_it_belongs_to(
    statement: str, feature: str, subject: str, table: SubjectTable
) -> None:
    assert _best(_compare(table, statement)[feature]) == subject


def test_a_clause_is_compared_for_itself(table: SubjectTable) -> None:
    """What is said of a play, with other words around it, comes nearer as a clause than as a whole."""
    columns = _compare(table, "Between ourselves it rained a lot, one side of paper the bakery oven sources below")
    assert _best(columns["said_clause"]) == "A03"
    assert columns["said_clause"][2] > columns["said_whole"][2] + 0.1


def test_gesture_over_said_is_above_nothing_for_a_gesture_only(table: SubjectTable) -> None:
    assert _compare(table, "I have heard of the bakery oven")["gesture_over_said"][2] > 0
    assert _compare(table, "First the bakery oven, on paper; nothing is asked for.")["gesture_over_said"][2] < 0


def test_without_vectors_only_the_words_are_compared(table: SubjectTable) -> None:
    features = table.compare(cut_statement("I write on the bakery oven"), None)
    columns = {name: features[:, place] for place, name in enumerate(FEATURES)}
    assert all(_best(columns[name]) == "A03" for name in ("words", "letters", "body", "words_rank"))
    assert not any(columns[name].any() for name in ("said_whole", "card_clause", "centre", "said_whole_lead"))


def test_an_index_of_words_alone_has_no_vectors(tmp_path: Path) -> None:
    assert not SubjectTable(make_version_to_read(tmp_path, None)).has_vectors


@pytest.mark.parametrize(
    ("statement", "plays"),
    [
        ("I do the Bakery-Oven BRIEF every week", ("A03",)),
        ("harbour  crane memo, then a pension deficit page", ("A01", "A02")),
        ("the Podcast invitation play!", ("D01",)),
        ("bakery oven briefs", ()),
        ("the unbakery oven brief", ()),
        ("the bakery", ()),
        ("gifts for meetings", ()),
        ("", ()),
    ],
)
def test_a_play_is_named_by_its_title_or_an_alias_as_whole_words(
    statement: str, plays: tuple[str, ...], table: SubjectTable
) -> None:
    assert table.named_in(statement) == plays


@pytest.mark.parametrize(
    ("scores", "leads"),
    [
        pytest.param([0.9, 0.5, 0.2], [0.4, -0.4, -0.7], id="one ahead"),
        pytest.param([0.5, 0.5, 0.1], [0.0, 0.0, -0.4], id="two alike"),
        pytest.param([0.3], [0.3], id="alone"),
    ],
)
def test_a_lead_is_the_distance_to_the_best_of_the_others(scores: list[float], leads: list[float]) -> None:
    assert lead_of(np.array(scores)) == pytest.approx(leads)


@given(st.lists(st.floats(-1, 1), min_size=2, max_size=20))
def test_at_most_one_subject_is_in_the_lead(scores: list[float]) -> None:
    leads = lead_of(np.array(scores))
    assert (leads > 0).sum() <= 1
    assert np.argmax(leads) == np.argmax(scores)
