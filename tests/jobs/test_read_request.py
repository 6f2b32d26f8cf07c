"""How a plays request is read before anything is decided."""

import pytest

from copilot.domain.people import Answer, Executive, Seller
from copilot.domain.readings import TextsToRead
from copilot.jobs.read_request import ReadRequest, read_request
from tests.fakes import FakeReader
from tests.small_library import AS_OF, make_request, make_small_library

LIBRARY = make_small_library()


def _read(**changes: object) -> tuple[ReadRequest, TextsToRead]:
    reader = FakeReader(LIBRARY)
    read = read_request(make_request(**changes), LIBRARY, reader, AS_OF)
    (texts,) = reader.asked
    return read, texts


def test_everything_is_read_in_one_go_and_statements_once_each_answered_ones_included() -> None:
    answers = (Answer(statement="I echo"), Answer(statement="I walk"))
    _, texts = _read(seller=Seller(knows=("I walk", "I call", "I walk"), answers=answers))
    assert texts.statements == ("I walk", "I call", "I echo")


@pytest.mark.parametrize(
    ("question", "asides"),
    [
        pytest.param("How do I reach the CFO?", (), id="the question itself is none"),
        pytest.param("Results were last week. How do I reach her?", ("Results were last week.",), id="a sentence beside it is"),
        pytest.param("They lost a site; what now? I am new.", ("They lost a site;", "I am new."), id="before and behind it"),
    ],
)
def test_the_sentences_beside_the_question_may_hold_a_signal(question: str, asides: tuple[str, ...]) -> None:
    assert _read(question=question)[1].asides == asides


@pytest.mark.parametrize(
    ("title", "compared"), [("CFO", None), ("Head of bees", "Head of bees")], ids=["known title", "unknown title"]
)
def test_only_a_title_no_card_lists_is_compared_with_what_people_own(title: str, compared: str | None) -> None:
    assert _read(executive=Executive(title=title))[1].title == compared


def test_what_the_question_names_fills_what_was_left_out() -> None:
    read, _ = _read(question="How do I reach Dana Kroll, CFO of Halden Foods?", executive=Executive())
    assert (read.executive.name, read.executive.title, read.executive.company) == ("Dana Kroll", "cfo", "Halden Foods")


def test_what_was_given_is_not_replaced_by_the_question() -> None:
    given = Executive(name="Ada Lund", title="CIO", company="Brenn", industry="steel")
    read, _ = _read(question="How do I reach Dana Kroll, CFO of Halden Foods?", executive=given)
    assert read.executive == given


def test_all_that_a_person_gave_may_be_repeated_by_a_draft() -> None:
    seller = Seller(name="Orla", role="hunter", knows=("I walk",))
    executive = Executive(name="Ada Lund", title="CFO", company="Brenn", industry="steel")
    request = make_request(seller=seller, executive=executive)
    given = read_request(request, LIBRARY, FakeReader(LIBRARY), AS_OF).given(request)
    texts = {"Orla", "hunter", "I walk", "Ada Lund", "CFO", "Brenn", "steel", request.question, "Results were last week"}
    assert texts <= set(given)
