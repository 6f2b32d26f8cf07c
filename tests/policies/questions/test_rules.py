"""Each rule of a mentor's question: what breaks it, and what looks like breaking it and does not."""

import pytest

from copilot.policies.questions.lint import check_question, check_set

BREAKS: dict[str, tuple[str, ...]] = {
    "QR1": (
        "Has the chair opened your letter?",
        "Is she on our side or on theirs?",
        "When did you last see her?",
        "How confident are you about her?",
        "You should ring her.",
    ),
    "QR2": ("What did she want and whom did she bring?", "What moved her? What moved him?"),
    "QR3": (
        "Why didn't you ring the CIO?",
        "Why is the summary still not written?",
        "How come nobody there knows us?",
        "What stopped you from calling her last week?",
        "What made you drop them after one letter?",
        "How could you forget the foreman?",
        "What were you thinking when you cut the price?",
        "Can you explain why you left the controller out?",
    ),
    "QR4": (
        "What stage is it in?",
        "How does the pipeline look?",
        "Where are we with the tender?",
        "Walk me through your forecast, deal by deal.",
        "Which fields are still empty?",
        "How many letters did you write?",
        "When will they sign?",
        "Who is the decision maker?",
        "What is the latest on the hangar deal?",
        "What should I put into the system for them?",
        "Could you let me know the close date?",
    ),
    "QR6": ("What should you have said to the dean?", "What was the biggest mistake you made there?"),
    "QR7": ("What was the hotel like where you met her?",),
    "QR8": (
        "Don't you think a film would help?",
        "Have you considered asking his deputy?",
        "What about sending her a card?",
        "What stops you from ringing her?",
        "What if you simply asked the foreman?",
        "What could be wrong with a letter?",
        "How much better would it be with her figure on top?",
        "You'll ring her, won't you?",
        "You should go to the owner. What do you say?",
        "Why not write tonight?",
        "Why don't we ask our chief to write?",
        "Maybe film is not your thing?",
    ),
    "QR9": (
        "What happens to you here if they leave?",
        "What shall I tell the VP about June?",
        "Everyone else on the team has a meeting. What is missing with you?",
        "Are you going to hit the number?",
        "How do you plan to save your job?",
    ),
    "QR10": ("How can you improve?", "How could you be more strategic?", "What are your thoughts?", "Anything else?"),
    "QR11": (
        "What, when you look at it from where the matron stands and from where her board stands and from where the night nurses "
        "stand, would be the smallest thing that all of them could agree to?",
    ),
    "QR12": ("What are the four parts of a good opening?", "You know the answer I am looking for. What does she need?"),
    "QR14": ("How will you win the CEO, the CFO, the COO and the chair this month?",),
    "QR15": ("How could you leverage the white space there?", "What would MEDDIC make of her?"),
}
KEEPS: dict[str, tuple[str, ...]] = {
    "QR3": (
        "Why might a treasurer want to hear this from a stranger?",
        "Why do you think she answered at night?",
        "What made her laugh?",
        "How could you thank the porter?",
        "What keeps her awake?",
    ),
    "QR4": (
        "The stage at the congress is hers. What question would make her smile?",
        "What does the calendar on his wall tell you?",
        "What would make this worth doing, apart from the number?",
        "Where does she stand when nobody is looking?",
        "Whose budget would grow if this worked?",
        "What might close the gap between the two yards?",
    ),
    "QR6": ("What would you like to have said before the doors closed?", "What did you learn in the lift?"),
    "QR8": (
        "What would a rival do with your network?",
        "What if nobody there could say no?",
        "How would the foreman open that letter?",
        "What would happen if you did nothing until spring?",
        "What keeps coming back when you read her note?",
    ),
    "QR9": ("Who on her team would miss you?", "What will her board say in December?"),
    "QR10": ("What will you do by Friday?", "What part of this do you put off?", "What would improve the foreman's Monday?"),
    "QR12": ("What is the first thing she sees in the morning?",),
}


def broken(text: str) -> set[str]:
    return {finding.rule for finding in check_question(text).findings}


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in BREAKS.items() for text in texts])
def test_a_rule_that_is_broken_is_found(rule: str, text: str) -> None:
    assert rule in broken(text)


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in KEEPS.items() for text in texts])
def test_what_only_sounds_like_it_is_left_alone(rule: str, text: str) -> None:
    assert broken(text) == set(), f"{rule} is the one that it sounds like"


PAIRS = {  # a question an administrator asks, the rules it breaks, and what a mentor asks
    "Have you put the visit into the CRM?": ({"QR1", "QR4"}, "What did the visit leave behind in their heads?"),
    "Why haven't you written to the chair?": ({"QR3"}, "What are you taking as given about the chair?"),
    "Can you get me to 75 SSI by June?": ({"QR4", "QR8"}, "What might your weakest pillar say about how they meet you first?"),
    "What's the status, who signs, and what's next?": ({"QR2", "QR4"}, "If your friend there left, what would keep this alive?"),
    "Joel books two directors a month, so what's your problem?": ({"QR9"}, "What from Brandt could travel to this COO?"),
}


@pytest.mark.parametrize("bad", PAIRS)
def test_the_administrators_question_is_told_from_the_mentors(bad: str) -> None:
    rules, good = PAIRS[bad]
    assert rules <= broken(bad)
    assert broken(good) == set()


def test_each_finding_is_one_plain_sentence() -> None:
    for texts in BREAKS.values():
        for text in texts:
            for finding in check_question(text).findings:
                assert finding.why.endswith(".")
                assert finding.why[0].isupper() or not finding.why[0].isalpha()
                assert "\n" not in finding.why


def test_findings_stand_in_the_order_of_the_rules() -> None:
    checked = check_question("Why didn't you log it, who signs, and shouldn't you ring?")
    rules = [int(finding.rule[2:]) for finding in checked.findings]
    assert rules == sorted(rules)
    assert len(rules) >= 3


def test_a_set_begins_light_and_has_at_most_five() -> None:
    deep = "What is your deepest fear about the owner of Tarn?"
    light = "What would make the next half hour useful to you?"
    assert [f.rule for f in check_set([deep, light])[0].findings] == ["QR13"]
    assert all(checked.mentor for checked in check_set([light, deep]))
    assert [f.rule for f in check_set([light] * 6)[5].findings] == ["QR13"]
