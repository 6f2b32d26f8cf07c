"""Signposts: the short texts in people's own words that lead a query to a card."""

import numpy as np
import pytest

from copilot.domain.evidence import Passage
from copilot.retrieval.search_rows import lay_rows


def _passage(place: str) -> Passage:
    return Passage(id=place, card_id=place.partition("#")[0], kind="play", title="", text="")


@pytest.mark.parametrize(
    ("places", "entrance"),
    [
        pytest.param(["A01#for-whom", "A01#when", "A01#steps"], 1, id="a play, by When"),
        pytest.param(["PE-CFO#cares-about", "PE-CFO#responds-to"], 1, id="a persona, by Responds to"),
        pytest.param(["CG01#how", "CG01#what-it-is-for"], 1, id="a guide, by What it is for"),
        pytest.param(["A01#for-whom", "A01#when.1", "A01#when.2"], 1, id="the first part of a long heading"),
        pytest.param(["A01#for-whom", "A01#steps"], 0, id="else by its first heading"),
    ],
)
def test_a_signpost_leads_to_the_first_telling_heading_of_its_card(places: list[str], entrance: int) -> None:
    card = places[0].partition("#")[0]
    rows = lay_rows([_passage("Z01#when"), *(_passage(place) for place in places)], [(card, "name")])
    assert rows.targets.tolist() == [*range(len(places) + 1), entrance + 1]
    assert rows.phrases == (0,)


def test_gestures_cues_and_cards_without_a_passage_have_no_signpost() -> None:
    phrases = [("A01", "gesture"), ("A01", "said"), ("gift-card", "cue"), ("O01", "name"), ("A01", "heard")]
    rows = lay_rows([_passage("A01#when")], phrases)
    assert rows.phrases == (1, 4)
    assert len(rows) == 3


def test_a_passage_scores_as_its_best_row() -> None:
    rows = lay_rows([_passage("A01#when"), _passage("A02#when")], [("A02", "name"), ("A02", "said")])
    folded = rows.fold(np.array([0.5, 0.2, 0.9, 0.1], dtype=np.float32), 2)
    assert folded.tolist() == pytest.approx([0.5, 0.9])
