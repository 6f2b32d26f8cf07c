"""A question rests on what was given: an invented number, quotation, name or event is found, a retold fact is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.policies.questions.claims import numbers_in
from copilot.policies.questions.lint import check_question

GIVEN = ("account Halden Foods", "4 comments answered by the planner, no message sent", 'COO wrote "not this year" on 12 March')
ASK = "What do you make of that?"
BORNE = (
    "Four comments answered, no message sent. ",
    "The planner answered you four times. ",
    "The planner replied to all 4 comments. ",
    'The COO wrote "not this year". ',
    '"Not this year", the COO wrote. ',
    "On 12 March the COO turned you down in writing. ",
    "Suppose their budget had doubled to 9 million. ",
    "If Ms Okoye, whom nobody has met, walked in, ",
)
INVENTED = (
    "Five comments were answered. ",
    'The COO wrote "call me tomorrow". ',
    "The planner has resigned. ",
    "Since the planner promised you the order, ",
    "Halden's chairman told you the budget is frozen. ",
    "Sales fell 12 % at Halden. ",
    "The COO wrote on 14 March. ",
    "Now that the COO has recommended us, ",
)
JUDGED = (
    "You were lazy with the planner. ",
    "Your half-hearted comments got nowhere. ",
    "You always avoid the COO. ",
    "You dither. ",
    "You are hiding behind comments. ",
)


def rules_of(lead: str) -> set[str]:
    ask = ASK if lead.strip().endswith(".") else ASK[0].lower() + ASK[1:]
    return {finding.rule for finding in check_question(lead + ask, GIVEN).findings}


@pytest.mark.parametrize("lead", BORNE[:-1])
def test_a_given_fact_may_be_told_in_other_words(lead: str) -> None:
    assert rules_of(lead) == set()


@pytest.mark.parametrize("lead", INVENTED)
def test_what_nothing_given_bears_is_found(lead: str) -> None:
    assert rules_of(lead) == {"QR5"}


@pytest.mark.parametrize("lead", JUDGED)
@pytest.mark.parametrize("facts", [None, GIVEN])
def test_a_judgement_is_no_fact_with_or_without_facts(lead: str, facts: tuple[str, ...] | None) -> None:
    assert "QR5" in {finding.rule for finding in check_question(lead + ASK, facts).findings}


def test_without_facts_nothing_is_looked_for() -> None:
    for facts in (None, ()):
        checked = check_question("The planner has resigned. " + ASK, facts)
        assert (checked.evidence_tied, checked.mentor) == (None, True)


TIED = {
    "Four comments answered and no message. What do you read in that?": True,
    "What would the planner say to a message?": True,
    "What would the COO of Halden Foods miss?": False,
    "What will you take on until we meet again?": False,
    "The planner has resigned. Who is next?": False,
}


@pytest.mark.parametrize("text", TIED)
def test_a_bare_name_is_no_fact(text: str) -> None:
    assert check_question(text, GIVEN).evidence_tied is TIED[text]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("the ninth, or 14th", {9, 14}),
        ("forty-eight per cent", {48}),
        ("both of them, twice", {2}),
        ("1,250 and 1.5", {1250, 1.5}),
        ("a dozen, seventeen", {12, 17}),
        ("nobody", set()),
    ],
)
def test_numbers_count_by_their_value(text: str, values: set[float]) -> None:
    assert numbers_in(text) >= {float(value) for value in values}


@given(said=st.integers(2, 999), held=st.integers(2, 999))
def test_a_number_stands_only_if_the_facts_hold_it(said: int, held: int) -> None:
    """Whatever the numbers: the same one passes, another one is found."""
    checked = check_question(f"{said} letters went out. {ASK}", [f"{held} letters sent"])
    assert ("QR5" in {finding.rule for finding in checked.findings}) == (said != held)
