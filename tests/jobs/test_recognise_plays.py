"""Which plays do these statements show?"""

import pytest

from copilot.domain.library import Play
from copilot.domain.people import Answer
from copilot.domain.plays import KnownRequest, KnownResult
from copilot.domain.readings import Likeness, StatementReading, TextsToRead
from copilot.jobs.recognise_plays import judge_all, recognise_plays
from copilot.policies.policy_set import Policies
from tests.fakes import FakeReader, FakeShelves
from tests.small_library import AS_OF, make_reading, make_small_library

LIBRARY = make_small_library()


def _recognise(*statements: str, warnings: tuple[str, ...] = (), **extra: object) -> KnownResult:
    request = KnownRequest.model_validate({"statements": statements, **extra})
    texts = TextsToRead(statements=request.statements, as_of=AS_OF)
    shelves = FakeShelves(LIBRARY, warnings=warnings)
    return recognise_plays(request, shelves=shelves, reader=FakeReader(LIBRARY), policies=Policies(), texts=texts)


def test_each_statement_gets_a_verdict_in_order_also_one_said_twice() -> None:
    said = ("Site walk", "We talk about football", "Site walk")
    assert [(v.statement, v.known) for v in _recognise(*said).statements] == [
        ("Site walk", ("N07",)),
        ("We talk about football", ()),
        ("Site walk", ("N07",)),
    ]


@pytest.mark.parametrize("play", LIBRARY.plays, ids=lambda play: play.id)
def test_every_play_is_recognised_by_its_title_and_by_each_alias(play: Play) -> None:
    verdicts = _recognise(play.title, *play.aliases).statements
    assert {verdict.known for verdict in verdicts} == {(play.id,)}


def test_a_shared_name_is_asked_about_and_nothing_counts_as_known() -> None:
    (verdict,) = _recognise("I do the board play").statements
    assert (verdict.known, verdict.ask, verdict.candidates) == ((), "A question, or a letter?", ("N05", "N06"))


def test_warnings_of_the_shelves_and_fields_nobody_knows_are_passed_on() -> None:
    warnings = _recognise("Site walk", warnings=("The index is old.",), colour="red").warnings
    assert warnings == ("The index is old.", "I do not know the field 'colour'; it was ignored.")


def _judge(reading: StatementReading, *answers: Answer) -> tuple[str, ...]:
    (verdict,) = judge_all([reading], LIBRARY, Policies(), answers)
    return verdict.known


def test_an_answer_is_the_verdict_on_its_own_statement_and_on_no_other() -> None:
    reading = make_reading("I do it", Likeness(play_id="N01", known=0.05, name_only=0.0))
    assert _judge(reading, Answer(statement="I do it", play_ids=("N02",))) == ("N02",)
    assert _judge(reading, Answer(statement="I do that", play_ids=("N02",))) == ()
