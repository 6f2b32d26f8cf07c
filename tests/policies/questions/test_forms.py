"""The grammar of a question: wrapping taken off, suppositions told from claims, every ask found, whatever the text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.policies.questions.forms import read_question
from copilot.policies.questions.lint import check_question, is_open
from copilot.policies.questions.stack import count_asks

OPEN = (
    "What would the warden miss if you stopped coming?",
    "Walk me through the moment the lift stopped.",
    "Could you tell me what the cook said about the trays?",
    "I was wondering how the roof crew talk about us.",
    "Suppose the budget were gone. Who would still pick up the phone?",
    "If the mayor rang tonight, what would you say first?",
    "Which of the two yards would you rather walk through again?",
    "Tell me about the last time an owner rang you back.",
    "How come the night shift likes you?",
    "Would you mind telling me whose idea the second hangar was?",
    "From 0 to 10, how ready are you for the dean, and what keeps it from being lower?",
    "Do you happen to know who she listens to?",
    "what, what kind of music do you, uh, like",
    "When you think of the tender, what comes up for you?",
    "lah, what the uncle really wants?",
    "In what way?",
    '"Whose word would she take?"',
    'She breaks in with "why are you telling me this?" What comes next?',
    "If you kept one minute of it, which?",
    "Go on.",
)
CLOSED = (
    "Did the warden ring back?",
    "Could you tell me whether the cook has seen it?",
    "I was wondering if the roof crew know us.",
    "May I ask if he signed?",
    "How many letters went out?",
    "By which date does the mayor decide?",
    "On a scale of 1 to 10, how sure are you?",
    "Is it the price or the paperwork?",
    "So you'll ring her tonight?",
    "It's cold up there, isn't it?",
    "Tell me you have called him.",
    "You work downtown",
    "What are the four steps of our method?",
    "Would you like me to tell you what others do?",
    "You need to be bolder.",
)


@pytest.mark.parametrize("text", OPEN)
def test_what_needs_more_than_a_word_is_open(text: str) -> None:
    assert is_open(read_question(text))


@pytest.mark.parametrize("text", CLOSED)
def test_what_yes_a_number_a_date_or_one_right_word_answers_is_closed(text: str) -> None:
    assert not is_open(read_question(text))


COUNTED = {
    "What did she say?": 1,
    "What did she say and how did you take it?": 2,
    "Who there would be relieved, and why?": 2,
    "What's new? Who told you?": 2,
    "What would you show her; who would carry it in?": 2,
    "Walk me through the visit and tell me what you'd change.": 2,
    "Who signs, who pays and what's next?": 3,
    "What have you noticed about who speaks and who decides?": 1,
    "What would you say to a chief who asked and got no answer?": 1,
    "How would you get the dean to sit down, and not his deputy?": 1,
    "What, would you say, do they fear?": 1,
    "From 0 to 10, how ready are you? What makes it that and not lower?": 1,
    "Tell me honestly: what scares you there?": 1,
    "You rang twice and wrote once. What came back?": 1,
}


@pytest.mark.parametrize(("text", "count"), COUNTED.items(), ids=list(COUNTED))
def test_every_ask_counts_also_behind_one_mark(text: str, count: int) -> None:
    assert count_asks(read_question(text)) == count


def test_what_is_supposed_is_no_claim() -> None:
    reading = read_question("Suppose the chair had resigned. The note went out on Monday. What would you do?")
    assert reading.supposed == ("suppose the chair had resigned",)
    assert reading.asserted == ("the note went out on monday",)


@given(st.text(max_size=300))
def test_any_text_can_be_checked(text: str) -> None:
    """No text raises, and the parts of the answer agree with one another."""
    checked = check_question(text, ["two letters sent"])
    broken = {finding.rule for finding in checked.findings}
    assert checked.mentor == (not broken)
    assert checked.open == ("QR1" not in broken)
    assert checked.single == ("QR2" not in broken)
    assert checked.admin_capture == ("QR4" in broken)
    assert checked.leading == ("QR8" in broken)


_WORDS = st.sampled_from(
    re.findall(
        r"\S+", "what who how why did you she the deal close date and or , ? . ! : - \" ' tell me suppose if 0 to 10 scale isn't"
    )
)


@given(st.lists(_WORDS, max_size=40).map(" ".join))
def test_any_heap_of_question_words_can_be_checked(text: str) -> None:
    assert check_question(text, ["two letters sent"]).text == text


CLAUSES = st.sampled_from(
    [
        "what the warden would miss",
        "how the crew talk about us",
        "whose word she takes",
        "whether he has seen it",
        "if they know us",
        "how many letters went out",
        "where the money leaks",
    ]
)
WRAPPINGS = (
    "Could you tell me {}?",
    "Would you kindly tell me {}?",
    "I was wondering {}.",
    "May I ask {}?",
    "Do you happen to know {}?",
    "I'd love to know {}.",
    "Please could you say {}?",
    "Would you mind telling me {}?",
)


@given(clause=CLAUSES, wrappings=st.lists(st.sampled_from(WRAPPINGS), min_size=2, max_size=2))
def test_politeness_changes_nothing(clause: str, wrappings: list[str]) -> None:
    """Whichever way a clause is wrapped, it is as open, as leading and as administrative as before."""
    one, other = (check_question(wrapping.format(clause)) for wrapping in wrappings)
    assert (one.open, one.leading, one.admin_capture, one.single) == (
        other.open,
        other.leading,
        other.admin_capture,
        other.single,
    )


@given(
    opener=st.sampled_from(["So, ", "Well, ", "Okay, and ", "Right then, ", "Uh, ", "Look, "]),
    text=st.sampled_from([*OPEN[:1], *OPEN[6:7], *CLOSED[:1], CLOSED[4]]),
)
def test_small_words_before_a_question_change_nothing(opener: str, text: str) -> None:
    plain, opened = check_question(text), check_question(opener + text[0].lower() + text[1:])
    assert [finding.rule for finding in plain.findings] == [finding.rule for finding in opened.findings]
