"""The decision table: what one statement shows."""

import pytest

from copilot.domain.people import Answer
from copilot.domain.readings import Likeness, PracticeLikeness, StatementReading
from copilot.policies.novelty import Thresholds, apply_answer, judge_statement
from tests.small_library import make_reading, make_small_library

LIBRARY = make_small_library()
LIMITS = Thresholds(
    known=0.5, ask=0.2, ask_beside=0.3, shows=0.5, vague=0.5, shadow=0.1, name_only=0.5, refused=0.5, neighbour=0.05
)
GIFT = PracticeLikeness(practice="gift-card", likelihood=0.5)


def _like(play_id: str, known: float = 0.0, name_only: float = 0.0) -> Likeness:
    return Likeness(play_id=play_id, known=known, name_only=name_only, lacks="path")


def _read(*likenesses: Likeness, **changes: object) -> StatementReading:
    return make_reading("I do it", *likenesses, **changes)


@pytest.mark.parametrize(
    ("reading", "known", "name_only", "candidates"),
    [
        pytest.param(_read(_like("N01", 0.5)), ["N01"], [], [], id="all parts there: known"),
        pytest.param(_read(_like("N01", 0.5), _like("N03", 0.9)), ["N01", "N03"], [], [], id="two plays in one statement"),
        pytest.param(_read(_like("N01", 0.1, 0.5)), [], ["N01"], [], id="a part missing: name only"),
        pytest.param(_read(_like("N01", 0.5, 0.9)), ["N01"], [], [], id="known outranks name only"),
        pytest.param(_read(_like("B01", 0.0, 0.9)), [], [], [], id="a basic has no name-only"),
        pytest.param(_read(_like("N01", 0.2)), [], [], ["N01"], id="uncertain: ask"),
        pytest.param(_read(_like("N01", 0.19)), [], [], [], id="too little to ask: new"),
        pytest.param(_read(_like("N01", 0.9), _like("N03", 0.29)), ["N01"], [], [], id="beside a known play: not asked"),
        pytest.param(_read(_like("N01", 0.9), _like("N03", 0.3)), ["N01"], [], ["N03"], id="nearer beside a known play: ask"),
        pytest.param(_read(_like("N01", 0.01), vague=0.5), [], [], ["N01"], id="too vague to read: ask"),
        pytest.param(_read(_like("N01", 0.01), shows=0.5), [], [], ["N01"], id="shows something unclear: ask"),
        pytest.param(_read(_like("N01", 0.5), vague=0.9), ["N01"], [], [], id="vague, yet known: no question"),
        pytest.param(_read(*(_like(f"N0{n}", 0.3) for n in range(1, 6))), [], [], ["N01", "N02", "N03"], id="at most 3 asked"),
        pytest.param(_read(_like("N01", 0.4, 0.9), denied=True), [], [], [], id="denied: nothing, and no question"),
        pytest.param(_read(_like("N01", 0.5), denied=True), ["N01"], [], [], id="denied, yet all parts there: known"),
        pytest.param(_read(_like("N01", 0.9), practices=(GIFT,)), [], [], [], id="declined practice: not known"),
        pytest.param(_read(_like("N01", 0.9), shared_name=("N05", "N06")), [], [], ["N05", "N06"], id="a shared name: ask"),
        pytest.param(_read(), [], [], [], id="like nothing: new"),
    ],
)
def test_a_reading_becomes_a_verdict(
    reading: StatementReading, known: list[str], name_only: list[str], candidates: list[str]
) -> None:
    verdict = judge_statement(reading, LIBRARY, LIMITS)
    assert (list(verdict.known), list(verdict.name_only), list(verdict.candidates)) == (known, name_only, candidates)
    assert (verdict.ask is not None) == bool(candidates)


@pytest.mark.parametrize(
    ("statement", "known"),
    [
        pytest.param("Phrase mirror", ["N02"], id="the title alone"),
        pytest.param("I already do the phrase mirror", ["N02"], id="the title and little else"),
        pytest.param("Mirror-line METHOD!", ["N02"], id="an alias, folded"),
        pytest.param(
            "My boss read about the phrase mirror in some book on trains", [], id="a longer statement says what it means"
        ),
    ],
)
def test_a_bare_name_is_known_without_any_likeness(statement: str, known: list[str]) -> None:
    reading = make_reading(statement, named=("N02",))
    assert list(judge_statement(reading, LIBRARY, LIMITS).known) == known


def test_a_declined_practice_is_named_from_its_threshold_up() -> None:
    weaker = GIFT.model_copy(update={"likelihood": 0.49})
    assert judge_statement(_read(practices=(GIFT,)), LIBRARY, LIMITS).refused == ("gift-card",)
    assert judge_statement(_read(practices=(weaker,)), LIBRARY, LIMITS).refused == ()


def test_a_bare_name_is_known_though_it_sounds_like_a_declined_practice() -> None:
    """An alias says which play is meant; that it resembles a practice in its letters changes nothing."""
    verdict = judge_statement(make_reading("Phrase mirror", practices=(GIFT,)), LIBRARY, LIMITS)
    assert (list(verdict.known), list(verdict.refused)) == (["N02"], [])


def test_a_shared_name_is_asked_about_in_the_librarys_own_words() -> None:
    reading = _read(shared_name=("N05", "N06"), shared_question="A question, or a letter?")
    assert judge_statement(reading, LIBRARY, LIMITS).ask == "A question, or a letter?"


def test_a_question_names_what_the_executive_would_have_got_from_each_candidate() -> None:
    ask = judge_statement(_read(_like("N01", 0.2), _like("N03", 0.2)), LIBRARY, LIMITS).ask or ""
    assert "the N01 page; or the N03 page; or something else?" in ask


@pytest.mark.parametrize(
    ("reading", "depth"),
    [
        pytest.param(_read(_like("N01", 0.9), depth=3), 3, id="known: as deep as its words"),
        pytest.param(_read(_like("N01", 0.9), depth=1), 2, id="known: at least 2"),
        pytest.param(_read(_like("N01", 0.0, 0.9), depth=4), 1, id="name only: 1"),
        pytest.param(_read(_like("B01", 0.9), depth=3), 1, id="a basic: 1"),
        pytest.param(_read(depth=4), None, id="nothing shown: no depth"),
    ],
)
def test_depth_follows_the_verdict(reading: StatementReading, depth: int | None) -> None:
    assert judge_statement(reading, LIBRARY, LIMITS).depth == depth


def test_after_an_answer_nothing_more_is_asked_and_what_was_not_meant_is_a_neighbour() -> None:
    verdict = judge_statement(_read(_like("N01", 0.3), _like("N03", 0.2)), LIBRARY, LIMITS)
    settled = apply_answer(verdict, Answer(statement="I do it", play_ids=("N03",)))
    assert (settled.known, settled.ask, settled.candidates, settled.neighbours) == (("N03",), None, (), ("N01",))


def test_a_no_to_a_question_about_another_play_leaves_what_was_known() -> None:
    verdict = judge_statement(_read(_like("N01", 0.9), _like("N03", 0.3)), LIBRARY, LIMITS)
    assert apply_answer(verdict, Answer(statement="I do it")).known == ("N01",)


def test_an_answer_nobody_asked_for_corrects_what_was_read_as_known() -> None:
    verdict = judge_statement(_read(_like("N01", 0.9)), LIBRARY, LIMITS)
    assert apply_answer(verdict, Answer(statement="I do it", play_ids=("N03",))).known == ("N03",)
