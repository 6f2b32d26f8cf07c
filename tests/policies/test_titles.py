"""Who the executive is, from a title or from the question."""

import pytest

from copilot.domain.people import Executive
from copilot.policies.titles import LEAST_OWNERSHIP, find_company, find_person, match_owner, match_persona
from tests.small_library import make_library, make_persona, make_small_library

LIBRARY = make_small_library()


@pytest.mark.parametrize(
    ("title", "question", "slug"),
    [
        pytest.param("CFO", "How?", "cfo", id="a title on a card decides"),
        pytest.param("cfo", "How?", "cfo", id="in any case"),
        pytest.param("Chief Financial Officer", "How?", "cfo", id="the card's own title counts too"),
        pytest.param("Group Finance Director", "How?", "cfo", id="a known title within a longer one"),
        pytest.param("CIO", "How do I reach the CFO?", "cio", id="a title given outranks the question"),
        pytest.param(None, "How do I reach the CFO of Halden?", "cfo", id="without one, the title in the question"),
        pytest.param(None, "How do I reach the finance director?", "cfo", id="a spelt-out title in the question"),
        pytest.param(None, "How do I reach them?", None, id="no title anywhere"),
        pytest.param("Head of bees", "How do I reach the CFO?", None, id="a title given but unknown is not replaced"),
        pytest.param("Scion", "How?", None, id="letters within a word are no title"),
    ],
)
def test_a_title_is_matched_to_its_persona(title: str | None, question: str, slug: str | None) -> None:
    match = match_persona(Executive(title=title), question, LIBRARY)
    assert (match.slug, match.note) == (slug, "")


def test_a_title_of_several_people_is_taken_as_the_first_and_asked_about() -> None:
    match = match_persona(Executive(title="CPO"), "How?", LIBRARY)
    assert match.slug == "cpo"
    assert "Chief procurement officer" in match.note
    assert "Is it Chief people officer instead?" in match.note


def test_a_longer_exact_title_outranks_the_ambiguous_one_within_it() -> None:
    personas = (
        make_persona("cpo", "Procurement", titles=("CPO procurement",), ambiguous_titles={"CPO": ("cpo", "cio")}),
        make_persona("cio", "Chief information officer"),
    )
    match = match_persona(Executive(title="CPO Procurement"), "How?", make_library(personas=personas))
    assert (match.slug, match.note) == ("cpo", "")


def test_an_unknown_title_falls_back_to_the_owner_of_the_problem_and_says_so() -> None:
    match = match_owner("Head of bees", [("cio", LEAST_OWNERSHIP), ("cfo", 0.1)], LIBRARY)
    assert match.slug == "cio"
    assert "'Head of bees'" in match.note
    assert "Chief information officer" in match.note


@pytest.mark.parametrize("owners", [[], [("cio", LEAST_OWNERSHIP - 0.01)]], ids=["nobody near", "nobody near enough"])
def test_where_no_owner_is_near_none_is_guessed_and_it_says_so(owners: list[tuple[str, float]]) -> None:
    match = match_owner("Head of bees", owners, LIBRARY)
    assert match.slug is None
    assert "'Head of bees'" in match.note


@pytest.mark.parametrize(
    ("question", "company"),
    [
        ("How do I reach the CFO of Halden Foods?", "Halden Foods"),
        ("How do I reach the CIO at Bank of Norrland, please?", "Bank of Norrland"),
        ("Who runs IT in The Brenn Group?", "The Brenn Group"),
        ("How do I reach the CFO of Müller & Sons.", "Müller & Sons"),
        ("How do I reach the CFO of a food company?", None),
        ("How do I reach her?", None),
    ],
)
def test_the_company_is_read_out_of_the_question(question: str, company: str | None) -> None:
    assert find_company(question) == company


@pytest.mark.parametrize(
    ("question", "company", "person"),
    [
        ("How do I reach Dana Kroll of Halden Foods?", "Halden Foods", "Dana Kroll"),
        ("How do I reach Jan van Dijk?", None, "Jan van Dijk"),
        ("How do I reach the CFO of Halden Foods?", "Halden Foods", None),
        ("How do I reach the Chief Financial Officer?", None, None),
        ("how do I reach dana?", None, None),
    ],
)
def test_the_person_is_read_out_of_the_question_and_is_not_the_company(
    question: str, company: str | None, person: str | None
) -> None:
    assert find_person(question, company) == person
