"""Which questions of the bank come into question for a break and for what is going on, in order of preference."""

from collections.abc import Iterator

from copilot.domain.coaching import Diagnosis
from copilot.domain.one_on_one import NeedReading
from copilot.domain.question_bank import BankQuestion, QuestionBank

ANYWHERE = "any"  # questions for any seller, asked only where the nearer ones were all asked lately


def list_questions(bank: QuestionBank, diagnosis: Diagnosis, need: NeedReading, *, talked: bool) -> Iterator[BankQuestion]:
    """Yield the questions for an occasion and a break, in order of preference."""
    for when in choose_sets(diagnosis, need, talked=talked):
        found = bank.find_set(when)
        if found is not None:
            yield from found.questions


def choose_sets(diagnosis: Diagnosis, need: NeedReading, *, talked: bool) -> tuple[str, ...]:
    """Return the sets to draw from. What somebody said outweighs the break; a number on the card alone only opens the talk."""
    step = f"step-{diagnosis.step}" if diagnosis.step is not None else "no-break"
    if need.occasion == "human-first":
        return ("human-first",)
    if need.occasion == "too-few":
        return ("too-few", ANYWHERE)
    if need.occasion == "ordinary":
        return (step, ANYWHERE)
    if need.occasion == "low-confidence" and not talked:
        return (step, need.occasion, ANYWHERE)
    return (need.occasion, step, ANYWHERE)


def list_guides(bank: QuestionBank, diagnosis: Diagnosis, need: NeedReading, *, talked: bool) -> tuple[str, ...]:
    """Return the guides those questions rest on, that of the break first."""
    cited = [bank.quotes[question.quote].card for question in list_questions(bank, diagnosis, need, talked=talked)]
    return tuple(dict.fromkeys([*([diagnosis.guide] if diagnosis.guide else []), *cited]))
