"""A one-on-one from a card: another break, other questions; the same card, the same page; every number from the card."""

import re
from datetime import date
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copilot.domain.one_on_one import MeetingRecord, QuestionsRequest, QuestionsResult
from copilot.domain.question_bank import GIVING, STRETCHING
from copilot.errors import StoreUnavailable
from copilot.policies.one_on_ones.question_choice import is_alike, mark
from copilot.policies.questions.lint import check_question
from tests.coaching_cards import ANY_CARD, ANY_MEASURES, make_breaking, numbers_in, numbers_on
from tests.fakes import FakeStore
from tests.jobs.one_on_one_desk import TODAY, ask_for, prepare, read_real_library
from tests.real_one_on_ones import REAL_ONE_ON_ONES

STEPS = (*range(14), None)
SUMMED = re.compile(r"(\d[\d,.]*)(?: [\w-]+){0,3} \((\d[\d,.]*(?: \+ \d[\d,.]*)+)\)")
ANY_CASE = st.fixed_dictionaries(
    {},
    optional={
        "notes": st.sampled_from(
            ["He is nervous about Thursday's meeting", "We lost the deal at Quill", "Inherited accounts", ""]
        ),
        "commitments": st.just([{"text": "One note to the COO"}]),
        "executive": st.sampled_from([{"title": "CFO"}, {"name": "Mara Voss", "company": "Tarn Freight"}]),
        "minutes": st.integers(5, 120),
    },
)


def said(result: QuestionsResult) -> str:
    """Everything on the page that a number could stand in, but the minutes, the play's card and today's date."""
    diagnosis = result.diagnosis
    texts = [diagnosis.hypothesis, *diagnosis.facts, diagnosis.rival_explanation, *diagnosis.notes, result.need.why]
    texts += [part.item for part in result.agenda if part.kind != "play"]
    for each in result.questions:
        texts += [each.text, each.fact or "", each.listen_for, each.follow_up]
    return "\n".join(texts)


def test_another_break_brings_other_questions() -> None:
    """Over 56 cards with fourteen first breaks, no two breaks share more than one question, names and numbers masked."""
    asked: dict[int, set[str]] = {}
    for step in range(14):
        for seed in range(4):
            result = prepare(ask_for(make_breaking(step, seed)))
            assert result.diagnosis.step == step
            asked.setdefault(step, set()).update(mark(each.text) for each in result.questions)
    shared = {(one, other): asked[one] & asked[other] for one, other in combinations(asked, 2)}
    assert max(len(texts) for texts in shared.values()) <= 1


@pytest.mark.parametrize("step", STEPS)
def test_a_set_is_five_questions_that_a_mentor_would_ask(step: int | None) -> None:
    """Four kinds at least, one that stretches, one about giving, the commitment last; each with what to listen for."""
    result = prepare(ask_for(make_breaking(step, 7)))
    kinds = [each.kind for each in result.questions]
    assert (len(kinds), kinds[-1], kinds.count("Q19")) == (5, "Q19", 1)
    assert len(set(kinds)) >= 4
    assert set(kinds) & STRETCHING
    assert set(kinds) & GIVING
    for each in result.questions:
        assert check_question(each.text).mentor, each.text
        assert each.listen_for
        assert each.follow_up.endswith("?")
        assert each.citations, f"{each.text} rests on no guide"


def test_every_citation_stands_in_its_guide_word_for_word() -> None:
    guides = {guide.id: " ".join(s.text for s in guide.sections) for guide in read_real_library().guides}
    for step in STEPS:
        for each in prepare(ask_for(make_breaking(step, 3))).questions:
            for citation in each.citations:
                assert citation.quote in " ".join(guides[citation.passage_id.partition("#")[0]].split())


def test_the_same_card_gives_the_same_page_byte_for_byte() -> None:
    request = ask_for(make_breaking(5, 1), commitments=[{"text": "One note to the COO"}], notes="He is keen.")
    first, second = prepare(request), prepare(request)
    sheets = REAL_ONE_ON_ONES.sheets
    assert first.model_dump_json() == second.model_dump_json()
    assert sheets.write_html(first) == sheets.write_html(second)
    assert sheets.write_markdown(first) == sheets.write_markdown(second)


@settings(max_examples=60)
@given(card=ANY_CARD, measures=ANY_MEASURES, case=ANY_CASE)
def test_every_number_on_a_page_is_on_the_card(card: Any, measures: Any, case: Any) -> None:
    """Or is the sum of numbers that stand beside it; and a page there is, whatever the card."""
    result = prepare(QuestionsRequest.model_validate({"card": card, "measures": measures} | case))
    text = said(result)
    summed = {float(total.replace(",", "")): parts for total, parts in SUMMED.findall(text)}
    for total, parts in summed.items():
        assert total == pytest.approx(sum(float(part.replace(",", "")) for part in parts.split(" + ")))
    allowed = numbers_on(card) | numbers_on(measures) | set(summed) | numbers_in(str(case.get("notes", "")))
    assert numbers_in(text) <= allowed
    assert sum(part.minutes for part in result.agenda) == case.get("minutes", 30)
    assert len(result.questions) <= 5


def test_what_was_asked_in_the_last_three_meetings_does_not_come_back() -> None:
    request = ask_for(make_breaking(4, 2))
    meetings = []
    for week in range(4):
        asked = [{"text": each, "on": f"2026-10-{day:02}"} for day, texts in meetings[-3:] for each in texts]
        result = prepare(request.model_copy(update={"previous_questions": _asked(asked)}))
        now = [each.text for each in result.questions]
        before = [text for _, texts in meetings[-3:] for text in texts]
        assert not [(one, other) for one in now for other in before if is_alike(mark(one), mark(other))]
        assert len(now) >= 4
        if week:
            assert result.not_asked
            assert result.not_asked[0].why.startswith("asked on ")
        meetings.append((week + 1, now))


def _asked(rows: list[dict[str, str]]) -> Any:
    return QuestionsRequest.model_validate({"previous_questions": rows}).previous_questions


def test_a_question_in_other_names_and_numbers_is_the_same_question() -> None:
    first = prepare(ask_for(make_breaking(4, 2)))
    again = prepare(ask_for(make_breaking(4, 3), previous_questions=[each.text for each in first.questions]))
    assert not {mark(each.text) for each in first.questions} & {mark(each.text) for each in again.questions}


def test_the_promise_from_last_time_comes_first() -> None:
    result = prepare(ask_for(make_breaking(5, 1), commitments=[{"text": "Find who reads Petra's report", "due": "2026-11-20"}]))
    assert (result.questions[0].kind, result.last_time[0].done) == ("Q16", None)
    assert "Find who reads Petra's report" in result.questions[0].text
    done = prepare(ask_for(make_breaking(5, 1), commitments=[{"text": "Find who reads it", "done": True}]))
    assert done.questions[0].kind != "Q16"


def test_a_question_whose_fact_is_unknown_is_not_asked() -> None:
    card = make_breaking(8, 1)
    without = card.model_copy(update={"card": card.card.model_copy(update={"threads_per_opportunity": ()})})
    asked = " ".join(each.text for each in prepare(ask_for(without)).questions)
    assert "in touch in the middle deal" not in asked


def test_what_was_written_down_feeds_the_next_one() -> None:
    """The promise is opened, the questions do not come back, and what the seller says they do is not offered as new."""
    store = FakeStore()
    first = prepare(ask_for(make_breaking(5, 1)), store=store)
    assert first.play_to_offer is not None
    notes = {
        "on": date(2026, 11, 10),
        "commitments": ({"text": "One half page with Petra"},),
        "asked": tuple(each.text for each in first.questions),
        "knows": (read_real_library().play_by_id[first.play_to_offer.play_id].aliases[0],),
    }
    store.record_meeting("omar", MeetingRecord.model_validate(notes), ())
    writes = store.writes
    second = prepare(ask_for(make_breaking(5, 1)), store=store)
    assert "One half page with Petra" in second.questions[0].text
    assert not {mark(each.text) for each in first.questions} & {mark(each.text) for each in second.questions}
    assert second.play_to_offer is None or second.play_to_offer.play_id != first.play_to_offer.play_id
    assert store.writes == writes, "preparing writes nothing"


def test_what_is_still_open_is_opened_and_what_is_kept_or_dropped_is_not_asked_about() -> None:
    store = FakeStore()
    promised = ({"text": "One half page with Petra"}, {"text": "Two notes to chiefs"}, {"text": "Call the plant"})
    store.record_meeting("omar", MeetingRecord.model_validate({"on": date(2026, 11, 3), "commitments": promised}), ())
    heard = (
        {"commitment": "One half page with Petra", "became": "kept"},
        {"commitment": "Two notes to chiefs", "became": "partly", "why": "one chief was away"},
        {"commitment": "Call the plant", "became": "dropped"},
    )
    store.record_meeting("omar", MeetingRecord.model_validate({"on": date(2026, 11, 10), "became": heard}), ())
    result = prepare(ask_for(make_breaking(5, 1)), store=store)
    assert [(each.text, each.became) for each in result.last_time] == [("Two notes to chiefs", "partly")]
    assert "Two notes to chiefs" in result.questions[0].text
    assert "half page" not in said(result)
    assert "plant" not in " ".join(each.text for each in result.questions)
    rest = {"on": date(2026, 11, 17), "became": ({"commitment": "Two notes to chiefs", "became": "kept"},)}
    store.record_meeting("omar", MeetingRecord.model_validate(rest), ())
    last = prepare(ask_for(make_breaking(5, 1)), store=store)
    assert (last.last_time, "Q16" in {each.kind for each in last.questions[:1]}) == ((), False)


def test_promises_that_were_kept_speak_for_the_will_although_no_page_tells_them() -> None:
    def need_after(became: str) -> str:
        store = FakeStore()
        texts = [f"Note {number}" for number in range(5)]
        promised = tuple({"text": text} for text in texts)
        store.record_meeting("omar", MeetingRecord.model_validate({"on": date(2026, 11, 3), "commitments": promised}), ())
        heard = tuple({"commitment": text, "became": became} for text in texts[:4])
        store.record_meeting("omar", MeetingRecord.model_validate({"on": date(2026, 11, 10), "became": heard}), ())
        card = make_breaking(5, 1)
        without = card.model_copy(update={"card": card.card.model_copy(update={"commitments_kept": ()})})
        return prepare(ask_for(without), store=store).need.need

    assert (need_after("kept"), need_after("not")) == ("skill", "will")


def test_a_record_that_cannot_be_read_is_said_and_stops_nothing() -> None:
    result = prepare(ask_for(make_breaking(5, 1)), store=FakeStore(trouble=StoreUnavailable("The disk is full.")))
    assert any("could not be read" in warning for warning in result.warnings)
    assert len(result.questions) == 5


def test_a_play_that_answers_the_break_is_offered_and_one_the_seller_knows_is_not() -> None:
    offered = prepare(ask_for(make_breaking(7, 1))).play_to_offer
    assert offered is not None
    assert offered.play_id in {"I02", "M08", "P01"}
    plays = read_real_library().play_by_id
    knows = [plays[play_id].title for play_id in ("I02", "M08", "P01")]
    result = prepare(ask_for(make_breaking(7, 1), seller={"id": "omar", "knows": knows}))
    assert result.play_to_offer is None
    assert result.no_play_because


def test_a_field_nobody_knows_is_named() -> None:
    result = prepare(QuestionsRequest.model_validate({"card": {"height": 3}, "mood": "fine"}))
    assert [text for text in result.warnings if "field" in text] == [
        "I do not know the field 'mood'; it was ignored.",
        "I do not know the field 'card.height'; it was ignored.",
    ]
    assert result.as_of == TODAY
