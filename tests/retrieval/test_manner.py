"""How a thing is told: the model over words and pairs, and its fit."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.errors import BadLibrary
from copilot.retrieval.manner import Manner, count_terms, load_manner
from copilot.retrieval.manner_fit import fit_manner, judge_unseen

DECLINED = [f"I say that {who} sent me, never met {who}" for who in ("Lund", "Behr", "Falk", "Ines")]
DECENT = [f"{who} said I may use the name, so I forwarded that sentence" for who in ("Lund", "Behr", "Falk", "Ines")]


def test_words_and_neighbours_are_counted_however_the_apostrophe_is_typed() -> None:
    assert count_terms("Don\u2019t, don't") == {"don't": 2, "don't don't": 1}
    assert count_terms("") == {}


def test_what_is_told_alike_is_judged_alike() -> None:
    manner = fit_manner([*DECLINED, *DECENT], [True] * 4 + [False] * 4)
    assert manner.logit("I said that Grau sent me, I never met him") > 0 > manner.logit("Grau said I may use his name")


def test_words_nobody_taught_say_nothing() -> None:
    manner = Manner(bias=-0.5, rarity={"never": 2.0}, weight={"never": 3.0})
    assert manner.logit("zebra") == -0.5
    assert manner.logit("never") == pytest.approx(2.5)


def test_a_fold_is_judged_by_a_model_that_did_not_see_it() -> None:
    """A word that stands only in the fold left out cannot speak for it."""
    statements = [*DECLINED, *DECENT, "abracadabra abracadabra", "abracadabra hocus"]
    folds = np.array([0, 1, 0, 1, 0, 1, 0, 1, 2, 2])
    logits = judge_unseen(statements, [True] * 4 + [False] * 4 + [True, True], folds)
    assert logits[8] == logits[9]
    assert logits[0] > 0 > logits[4]


@given(st.text(max_size=300))
def test_any_text_has_a_finite_logit(text: str) -> None:
    manner = Manner(bias=0.1, rarity={"i": 1.0, "i say": 2.0}, weight={"i": -40.0, "i say": 50.0})
    assert -12.0 <= manner.logit(text) <= 12.0


def test_a_file_that_cannot_be_read_names_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(BadLibrary, match="make fit"):
        load_manner(tmp_path)
