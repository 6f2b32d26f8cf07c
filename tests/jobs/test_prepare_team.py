"""A sheet a seller: whatever goes wrong with one is told in one sentence and stops nobody else."""

import pytest

from copilot.domain.one_on_one import QuestionsRequest, QuestionsResult, SellerFault
from copilot.errors import StoreUnavailable
from copilot.jobs.prepare_team import prepare_one
from tests.coaching_cards import make_breaking
from tests.jobs.one_on_one_desk import prepare

TROUBLE = {
    "an error of ours": (StoreUnavailable("The disk is full; free some space."), "The disk is full; free some space."),
    "a value no card should hold": (ValueError("secret"), "The row cannot be used as a card; look at its id and its values."),
    "anything else": (RuntimeError("secret"), "The card could not be prepared; try this seller alone."),
}


def test_a_card_that_can_be_used_is_prepared() -> None:
    done = prepare_one(make_breaking(4, 1), 30, prepare)
    assert isinstance(done, QuestionsResult)
    assert (done.seller, done.diagnosis.step) == ("omar", 4)


@pytest.mark.parametrize("label", TROUBLE)
def test_trouble_with_one_is_a_sentence_that_repeats_nothing(label: str) -> None:
    error, says = TROUBLE[label]

    def fail(request: QuestionsRequest) -> QuestionsResult:
        raise error

    assert prepare_one(make_breaking(4, 1), 30, fail) == SellerFault(seller="omar", why=says)


def test_an_id_that_cannot_be_kept_is_told() -> None:
    fault = prepare_one(make_breaking(4, 1, seller="x" * 90), 30, prepare)
    assert isinstance(fault, SellerFault)
    assert fault.why.startswith("The row cannot be used")
