"""What the ear heard counts as a finding from its likelihood on, in the rule's own sentence; less changes nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.domain.questions import QuestionHeard
from copilot.policies.questions.heard import LEADING_AT, RECORD_AT
from copilot.policies.questions.lint import FOR_RECORDS, LEADING, check_question

GOOD = "What would make her glad that you came?"
SURE = QuestionHeard(admin_capture=1, leading=1)


@pytest.mark.parametrize(
    ("heard", "rules"),
    [
        (QuestionHeard(admin_capture=RECORD_AT, leading=0), {"QR4": FOR_RECORDS}),
        (QuestionHeard(admin_capture=0, leading=LEADING_AT), {"QR8": LEADING}),
        (QuestionHeard(admin_capture=RECORD_AT - 0.001, leading=LEADING_AT - 0.001), {}),
        (None, {}),
    ],
)
def test_a_likelihood_counts_from_its_threshold_on(heard: QuestionHeard | None, rules: dict[str, str]) -> None:
    checked = check_question(GOOD, heard=heard)
    assert {finding.rule: finding.why for finding in checked.findings} == rules
    assert (checked.admin_capture, checked.leading, checked.mentor) == ("QR4" in rules, "QR8" in rules, not rules)


@pytest.mark.parametrize("text", ["Why didn't you ring her?", "What are the four steps of our method?"])
def test_the_ear_adds_nothing_to_what_a_rule_has_said(text: str) -> None:
    """Blame sounds like advice and a quiz like a field; who was told of the one need not hear of the other."""
    assert check_question(text, heard=SURE) == check_question(text)


@pytest.mark.parametrize("text", ["Did you log the call?", "Don't you think you should ring?"])
def test_a_rule_and_the_ear_make_one_finding(text: str) -> None:
    rules = [finding.rule for finding in check_question(text, heard=SURE).findings]
    assert len(rules) == len(set(rules))


@given(admin=st.floats(0, 1), leading=st.floats(0, 1), text=st.text(max_size=80))
def test_the_ear_only_ever_adds(admin: float, leading: float, text: str) -> None:
    """No finding of a rule is lost, whatever is heard; open, single and tied are the rules' alone."""
    plain, heard = check_question(text), check_question(text, heard=QuestionHeard(admin_capture=admin, leading=leading))
    assert set(plain.findings) <= set(heard.findings)
    assert (plain.open, plain.single, plain.evidence_tied) == (heard.open, heard.single, heard.evidence_tied)
