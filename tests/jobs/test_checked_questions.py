"""A model's questions: what holds is asked, what does not goes back once, and the playbook fills what is left empty."""

from typing import Any

import pytest

from copilot.domain.evidence import Citation
from copilot.domain.one_on_one import QuestionDraft
from copilot.errors import AnswerUnusable, ModelRefused, ModelUnavailable
from tests.coaching_cards import make_breaking
from tests.jobs.one_on_one_desk import ScriptedModel, ask_for, prepare

CARD = make_breaking(5, 1)
COVERAGE = f"{CARD.card.c_level_coverage[-1].with_contact} of {CARD.card.c_level_coverage[-1].accounts}"  # type: ignore[union-attr]
FACT = f"{COVERAGE} target accounts have a C-level contact"
CITED = (Citation(passage_id="CG23#how", quote="The right person sits as high as the problem is owned, and no higher"),)


def draft(text: str, kind: str, **changes: Any) -> QuestionDraft:
    fields = {"fact": None, "listen_for": "what she gains", "follow_up": "What would help?", "citations": CITED}
    return QuestionDraft.model_validate({"text": text, "kind": kind} | fields | changes)


GOOD = (
    draft(f"A C-level contact exists in {COVERAGE} accounts. Who above your contacts would miss you?", "Q2", fact=FACT),
    draft("Suppose the operations chief read your last note aloud. What would she stop at?", "Q3"),
    draft("Suppose you had nothing to sell this month. What would you still take upstairs?", "Q9"),
    draft("Which talk are you putting off for a better moment?", "Q12"),
    draft("What will you take upstairs before we talk again, in words of your own?", "Q19"),
)


def test_what_holds_is_asked_in_the_model_s_words() -> None:
    model = ScriptedModel(GOOD)
    result = prepare(ask_for(CARD), model=model)
    assert {each.text for each in result.questions} == {each.text for each in GOOD}
    assert (result.drafted_by, result.warnings, len(model.asked)) == ("model", (), 1)
    assert result.provenance.drafter == "scripted"


def test_the_order_is_the_same_whatever_the_model_s() -> None:
    result = prepare(ask_for(CARD), model=ScriptedModel(tuple(reversed(GOOD))))
    assert [each.kind for each in result.questions][-1] == "Q19"


BROKEN: dict[str, QuestionDraft] = {
    "a closed one": draft("Have you tried going higher?", "Q3", fact=FACT),
    "a number nobody gave": draft("Suppose 47 people were asked. What would they say?", "Q3"),
    "a name nobody gave": draft("Suppose Ottilie Brandauer sat in. What would she stop at?", "Q3"),
    "a fact nobody gave": draft("Suppose she read it. What would she stop at?", "Q3", fact="Nine chiefs have written back"),
    "no fact": draft("What did the executive get out of the last talk?", "Q5"),
    "a quotation that stands nowhere": draft(
        "Suppose she read it. What would she stop at?", "Q3", citations=(Citation(passage_id="CG23#how", quote="Go higher!"),)
    ),
    "a passage nobody showed": draft(
        "Suppose she read it. What would she stop at?", "Q3", citations=(Citation(passage_id="F03#steps", quote="Read"),)
    ),
    "nothing cited": draft("Suppose she read it. What would she stop at?", "Q3", citations=()),
    "a follow-up that blames": draft("Suppose she read it. What would she stop at?", "Q3", follow_up="Why didn't you call her?"),
    "home": draft("Suppose your wife read it. What would your family say at home?", "Q3"),
}


@pytest.mark.parametrize("label", BROKEN)
def test_what_does_not_hold_goes_back_once_and_is_never_asked(label: str) -> None:
    rest = tuple(each for each in GOOD if each.kind != "Q3")
    model = ScriptedModel((BROKEN[label], *rest))
    result = prepare(ask_for(CARD), model=model)
    assert BROKEN[label] not in result.questions
    assert len(model.asked) == 2
    assert all(finding.startswith(f"{BROKEN[label].text}\t") for finding in model.asked[1].findings)
    assert (len(result.questions), result.drafted_by, result.provenance.repairs) == (5, "model", 1)
    assert any("stand in their place" in warning for warning in result.warnings)


def test_a_repair_that_holds_is_asked() -> None:
    result = prepare(ask_for(CARD), model=ScriptedModel((BROKEN["a closed one"], *GOOD[2:]), GOOD))
    assert {each.text for each in result.questions} == {each.text for each in GOOD}
    assert result.warnings == ()


@pytest.mark.parametrize("error", [ModelUnavailable("It is away."), ModelRefused("It declined."), AnswerUnusable("It was cut.")])
def test_a_model_that_fails_leaves_the_playbook_and_a_warning(error: Exception) -> None:
    result = prepare(ask_for(CARD), model=ScriptedModel(error))  # type: ignore[arg-type]
    assert result.questions == prepare(ask_for(CARD)).questions
    assert result.warnings == (f"The model gave no questions that could be used, so the library's own are asked: {error}",)


def test_a_model_that_fails_in_the_repair_keeps_what_held() -> None:
    result = prepare(ask_for(CARD), model=ScriptedModel((BROKEN["a closed one"], *GOOD[2:]), ModelUnavailable("It is away.")))
    assert {each.text for each in GOOD[2:]} <= {each.text for each in result.questions}
    assert result.drafted_by == "model"


def test_no_model_sees_a_card_that_stays_closed() -> None:
    model = ScriptedModel(GOOD)
    result = prepare(ask_for(CARD, notes="He is back after a bereavement."), model=model)
    assert model.asked == []
    assert (result.lines, result.diagnosis.facts, result.play_to_offer) == ((), (), None)
