"""QR5: does the question rest on a fact, on one that was given, and on a fact rather than a judgement?

What it takes for granted has to stand in the facts; what it only supposes ("suppose ...", "if ...") has not.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from copilot.policies.grounding import find_new_names, fold_quote
from copilot.policies.questions.claims import Facts, main_clause, numbers_in, predicate_of, words_in
from copilot.policies.questions.forms import Reading
from copilot.policies.questions.text import fold
from copilot.policies.words import forms, word_set

_UNFLATTERING = (
    "(?:lazy|careless|sloppy|weak|poor|bad|timid|shy|scared|afraid|unprofessional|disorgani[sz]ed|half-?hearted|passive"
    "|slow|unprepared"
    "|amateurish|clumsy|cowardly|negative|defensive|stubborn|difficult|hopeless|useless|unfocused|complacent|unreliable"
    "|undisciplined"
    "|naive|arrogant|rude|boring|mediocre|reluctant|sluggish|feeble|chaotic|messy|superficial|thoughtless|unmotivated"
    "|disappointing"
    "|impatient|pushy|lacklustre|pathetic|terrible|awful|dreadful|embarrassing|silly|stupid|too (?:soft|nice|slow|shy"
    "|cautious|timid))"
)
_JUDGED = forms(
    rf"""
    you (?:are|were|have been|seem|look|come across as|sound|get|became
        |become) (?:\w+ly |a bit |a little |rather |so |such a |a |an |too |just |being |still |quite |very )*{_UNFLATTERING}\b
    your (?:\w+ly |rather |usual |typical )?{_UNFLATTERING} (?:\w+ )?\w+
    your (?:laziness|carelessness|weakness|fear|failure|lack of|habit of|inability|reluctance|negligence|attitude|bad|poor
        |sloppiness|timidity)\b
    you (?:always|never|clearly|obviously|simply|just|keep) (?:avoid|hide|run|do not|forget|miss|fail|neglect|ignore|lack
        |give up|hiding|avoiding|failing|forgetting|dodging)\w*
    you (?:are|were) (?:\w+ly |just |only |still )?(?:hiding|avoiding|dodging|running away|wasting|making excuses|being lazy
        |not trying|not serious|not cut out)\b
    you (?:do not|did not) (?:really |even |seem to )?(?:care|try|bother|make an effort|put in)\b
    (?:was|were|is|are) (?:\w+ )?(?:wasted|pointless|useless|a waste|hopeless|careless)\b
    you (?:struggle with|are no good|are not good|failed at|blew|botched|messed up)\b
    """
)
_COLLEAGUE = re.compile(r"\b([A-Z][\w'-]+) is (?:a|your|our) (?:colleague|peer|team ?mate)|\bcolleague ([A-Z][\w'-]+)")
_QUOTED = re.compile(r'"([^"]{2,})"')
_CALLED = re.compile(
    r"^(?:(?:hello|hi|hey|good morning|welcome to the team|morning|well|so|ok|okay),? )?[A-Z\u00c0-\u00de][\w'-]+(?=[,.!])",
    re.IGNORECASE,
)
_OWN = re.compile(r"(?:i|let me|let us)\b")  # what the asker says of herself
_ABBREVIATED = re.compile(r"[A-Z][A-Z&]{1,5}s?(?:-\w+)?")
_NO_NAMES = word_set(
    "mr mrs ms miss dr prof herr frau sir madam whom whose let say suppose imagine picture describe tell walk christmas easter "
    "ramadan "
    "diwali eid i english french german spanish european american british internet google teams zoom excel powerpoint god"
)
_SHORT_END = re.compile(r"(?<=\w)'(?:d|ll|ve|m|re)\b")


class Claims(NamedTuple):
    """What a question rests on: what it claims without a fact, and whether it names one."""

    invented: str | None  # why it rests on nothing given, in one sentence
    tied: bool


def judges(reading: Reading) -> bool:
    """Whether the seller is judged where a fact belongs."""
    if any(re.fullmatch(r"you (?:always |never |often |just |still )?[a-z]+", clause) for clause in reading.asserted):
        return True  # "You waffle."
    return any(_JUDGED.search(part) for part in (*reading.asserted, *(ask.words for ask in reading.asks)))


def names_colleague(text: str, given: Sequence[str]) -> bool:
    """Whether somebody whom the facts call a colleague stands in the question."""
    named = {name for fact in given for pair in _COLLEAGUE.findall(fact) for name in pair if name}
    return any(re.search(rf"\b{re.escape(name)}\b", text) for name in named)


def weigh_claims(text: str, reading: Reading, given: Sequence[str]) -> Claims:
    """Return what a question claims that the given facts do not hold, and whether it names one of them."""
    facts = Facts(given)
    invented = _find_new_quote(text, facts) or _find_new_name(text, facts) or _find_unborne(reading, facts)
    told = " ".join([*reading.asserted, *reading.supposed, reading.asked])
    tied = any(facts.hold_told(word) for word in words_in(told)) or bool(
        (numbers_in(told) & facts.numbers) - {0.0, 1.0} and reading.asserted
    )
    return Claims(invented, tied and invented is None)


def _find_new_quote(text: str, facts: Facts) -> str | None:
    wanted = _bare(facts.text)
    for quote in _QUOTED.findall(fold(text)):
        if len(quote.split()) > 1 and _bare(quote) not in wanted:
            return f'Nobody says "{quote}" in what was given.'
    return None


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold_quote(text).casefold()))


def _find_new_name(text: str, facts: Facts) -> str | None:
    said = _SHORT_END.sub("", _CALLED.sub("", fold(text)))
    said = _QUOTED.sub("", said)
    new = [
        name for name in find_new_names(said, facts.text) if name.casefold() not in _NO_NAMES and not _ABBREVIATED.fullmatch(name)
    ]
    held = facts.names | {name.removesuffix("s") for name in facts.names}
    unknown = (name for name in new if name.casefold().removesuffix("'s").removesuffix("s") not in held)
    return next((f"Nothing that was given names {name}." for name in unknown), None)


def _find_unborne(reading: Reading, facts: Facts) -> str | None:
    """Return the first assertion that nothing given bears: a number or day of its own, or an event of its own."""
    for clause in map(main_clause, reading.asserted):
        if _OWN.match(clause):
            continue
        if facts.new_numbers(clause):
            return f"No fact that was given holds the number in '{clause}'."
        if facts.new_days(clause):
            return f"No fact that was given holds the day in '{clause}'."
        told = predicate_of(clause)
        if told is None or re.search(r"\bquoted\b", clause) or not words_in(told):
            continue
        if numbers_in(clause) & facts.numbers - {1.0, 0.0}:
            continue
        own = re.match(r"(?:you|your|we|our|i)\b", clause)
        if not any(facts.hold_word(word) if own else facts.hold_told(word) for word in words_in(told)):
            return f"Nothing that was given says '{clause}'."
    return None
