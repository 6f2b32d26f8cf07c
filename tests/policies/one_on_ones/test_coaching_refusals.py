"""What a one-on-one is never used for is declined in one sentence that says what can be done; decent talk is left alone."""

import pytest

from copilot.policies.one_on_ones.coaching_refusals import MOVED, asks_private, drop_private, refuse_use

DECLINED = {
    "I need this for her bonus review": "pay",
    "Base his commission on this": "pay",
    "Help me decide whether we should fire Vik": "dismissal",
    "Prepare his dismissal": "dismissal",
    "I want to let Tom go": "dismissal",
    "Put Sam on a PIP": "file",
    "build a case against her": "file",
    "a written warning is due": "file",
    "Write an at-risk text for him": "file",
    "rank my sellers by coverage": "Ranking",
    "Which of them is the weakest?": "Ranking",
    "Compare him with the team": "Ranking",
    "Set an SSI target of 80 for her": "Ranking",
    "ask him about family and religion": "private",
    "Find out whether she is pregnant": "private",
    "find out how his health is": "private",
}
DECENT = (
    "The CFO wants to pay less for it.",
    "They had a fire drill when she called.",
    "They fired their CFO last week.",
    "She ranks higher in their search results now.",
    "There is an improvement plan for the plant.",
    "The contract has a termination clause.",
    "Two of the dairies are family firms.",
    "The customer pays late.",
    "Ask the CHRO of Colby Health about retention.",
    "Ask her about the family business at Lind.",
    "The works council votes in May.",
    "He lost the deal to a rival.",
    "Moody's rating fell.",
    "He let the COO go first.",
    "He is back after a bereavement.",
)


@pytest.mark.parametrize("text", DECLINED)
def test_a_use_that_harms_is_declined_with_what_can_be_done_instead(text: str) -> None:
    (refusal,) = refuse_use([text])
    assert DECLINED[text] in refusal.practice
    for part in (refusal.reason, refusal.instead):
        assert part.endswith(".")
        assert part.count(". ") == 0, "one sentence"


@pytest.mark.parametrize("text", DECENT)
def test_decent_talk_is_not_declined(text: str) -> None:
    assert refuse_use([text]) == ()


@pytest.mark.parametrize(
    "text", ["Start with close dates", "first the missing fields", "We need to update the CRM", "pipeline hygiene first"]
)
def test_administration_is_moved_out_of_the_talk_and_not_declined(text: str) -> None:
    assert refuse_use([text]) == (MOVED,)


def test_the_same_use_is_declined_once() -> None:
    assert len(refuse_use(["fire him", "Dismissal, please", "rank the team"])) == 2


@pytest.mark.parametrize(
    "text",
    [
        "How are things at home?",
        "What does your wife think of it?",
        "Are you ill?",
        "What is your faith in this?",
        "Who do you vote for?",
        "How is your mother?",
    ],
)
def test_a_question_about_private_matters_is_recognised(text: str) -> None:
    assert asks_private(text)


@pytest.mark.parametrize(
    "text",
    [
        "What would the family that owns Lind want from you?",
        "What is the health of that deal, as you see it?",
        "Who votes on the board?",
        "What would your partner at the bank say?",
    ],
)
def test_a_question_about_work_is_not(text: str) -> None:
    assert not asks_private(text)


def test_what_is_declined_is_not_shown_to_a_drafter() -> None:
    assert drop_private(["He is keen.", "Put him on a PIP.", "Ask how his wife is."]) == ("He is keen.",)
