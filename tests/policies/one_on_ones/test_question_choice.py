"""At most five questions, in order, nothing twice: whatever was drafted and whatever was asked before."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.domain.one_on_one import AskedQuestion, NeedReading, QuestionDraft
from copilot.domain.question_bank import KINDS, STRETCHING
from copilot.policies.one_on_ones.question_choice import choose_questions, is_alike, keep_recent, mark

WORDS = [
    "river",
    "stone",
    "ladder",
    "copper",
    "window",
    "garden",
    "market",
    "winter",
    "letter",
    "bridge",
    "engine",
    "harbour",
    "forest",
    "kettle",
]
OCCASIONS = ("ordinary", "human-first", "after-loss", "low-will", "low-confidence", "good-numbers", "too-few")


def need(occasion: str = "ordinary", kind: str = "skill") -> NeedReading:
    return NeedReading.model_validate({"need": kind, "occasion": occasion, "why": "So it looks.", "offers_play": True})


def draft(text: str, kind: str, fact: str | None = None) -> QuestionDraft:
    return QuestionDraft.model_validate({"text": text, "kind": kind, "fact": fact, "listen_for": "x", "follow_up": "What then?"})


def one_a_kind() -> list[QuestionDraft]:
    return [draft(f"What of the {WORDS[n % 14]} {WORDS[(n * 5 + 1) % 14]} {n}?", kind) for n, kind in enumerate(KINDS)]


DRAFTS = st.lists(
    st.builds(draft, st.lists(st.sampled_from(WORDS), min_size=2, max_size=5).map(" ".join), st.sampled_from(KINDS)), max_size=20
)


@given(near=DRAFTS, far=DRAFTS, occasion=st.sampled_from(OCCASIONS), minutes=st.integers(5, 60), asked=DRAFTS)
def test_never_more_than_five_never_alike_never_asked_lately_and_the_commitment_last(
    near: list[QuestionDraft], far: list[QuestionDraft], occasion: str, minutes: int, asked: list[QuestionDraft]
) -> None:
    before = [AskedQuestion(text=each.text) for each in asked]
    chosen = choose_questions((near, far), need(occasion), before, minutes=minutes).questions
    assert len(chosen) <= (5 if minutes >= 20 else 4)
    assert not [1 for n, one in enumerate(chosen) for other in chosen[:n] if is_alike(mark(one.text), mark(other.text))]
    assert not [1 for one in chosen for other in before if is_alike(mark(one.text), mark(other.text))]
    assert all(each.kind != "Q19" for each in chosen[:-1])
    assert sum(each.kind in STRETCHING for each in chosen) <= 3


@pytest.mark.parametrize("kind", ["skill", "will", "situation", "unclear"])
def test_what_is_in_the_way_decides_what_is_asked_in_depth(kind: str) -> None:
    depth = {"skill": "Q10", "will": "Q18", "situation": "Q15", "unclear": "Q12"}
    kinds = [each.kind for each in choose_questions((one_a_kind(),), need(kind=kind), ()).questions]
    assert kinds == ["Q2", "Q3", depth[kind], "Q9", "Q19"]


def test_an_earlier_source_is_asked_before_a_later_one() -> None:
    near, far = [draft("What of the river?", "Q7")], [draft("What of the stone?", "Q3")]
    assert choose_questions((near, far), need(), ()).questions[0] == near[0]


def test_a_promise_is_opened_first_and_only_the_open_one() -> None:
    open_one, old = 'Last time you said "ring her"', 'Last time you said "something else"'
    drafts = [*one_a_kind(), draft("You said it. What came?", "Q16", open_one), draft("You said that. What else?", "Q16", old)]
    chosen = choose_questions((drafts[-2:] + one_a_kind()[:15] + one_a_kind()[16:],), need(), (), promise=open_one).questions
    assert chosen[0].fact == open_one
    assert all(each.fact != old for each in chosen)


def test_what_was_left_out_is_told_with_its_day() -> None:
    drafts = one_a_kind()
    asked = [AskedQuestion(text=drafts[1].text, on=date(2026, 11, 6))]
    (told,) = choose_questions((drafts,), need(), asked).not_asked
    assert (told.text, told.why) == (drafts[1].text, "asked on 6 November")


def test_only_the_last_three_meetings_count() -> None:
    asked = [AskedQuestion(text=f"{day}", on=date(2026, 11, day)) for day in (2, 9, 16, 23)]
    undated = AskedQuestion(text="some day")
    assert [each.text for each in keep_recent([*asked, undated])] == ["9", "16", "23", "some day"]


def test_names_numbers_and_quotations_do_not_make_another_question() -> None:
    one = 'Petra answered 4 of 9 notes. You said "ring her". What would make Petra glad?'
    other = 'Marit Sund answered 12 of 30 notes. You said "send it". What would make Marit Sund glad?'
    assert mark(one, ["Petra"]) == mark(other, ["Marit Sund"])
    assert not is_alike(mark("What will you hand to whom?"), mark("Which door would open first?"))
