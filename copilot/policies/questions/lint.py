"""The rules of a mentor's question, QR1 to QR15: each that is broken is a finding with one plain sentence why.

A question is read once (`forms`); each rule then looks at that reading, and some at the facts that were given. What a learned ear
heard comes as a value and counts beside the rules that people most easily word their way around: QR4 and QR8.
"""

import re
from collections.abc import Iterator, Sequence

from copilot.domain.questions import CheckedQuestion, QuestionFinding, QuestionHeard, RuleId
from copilot.policies.questions.answers import form_of
from copilot.policies.questions.capture import asks_for_records
from copilot.policies.questions.facts import Claims, judges, names_colleague, weigh_claims
from copilot.policies.questions.forms import Reading, read_question
from copilot.policies.questions.heard import hears_leading, hears_records
from copilot.policies.questions.leading import is_leading
from copilot.policies.questions.place import MOST_QUESTIONS, has_many_fronts, is_first_talk, is_too_deep
from copilot.policies.questions.shape import (
    MOST_WORDS,
    count_words,
    find_jargon,
    has_one_answer,
    is_trivia,
    is_vague,
)
from copilot.policies.questions.stack import count_asks, find_joined, has_follow_up
from copilot.policies.questions.tone import blames, looks_back_only, threatens
from copilot.policies.questions.wraps import BEFORE_WH, WH

FOR_RECORDS = "The answer belongs in a record or a report; fix that by message, outside the talk."
LEADING = "It carries its own answer; advice in the clothes of a question."


def check_question(
    text: str,
    facts: Sequence[str] | None = None,
    *,
    heard: QuestionHeard | None = None,
    place: int | None = None,
    total: int | None = None,
) -> CheckedQuestion:
    """Return what is found in a question. `place` counts from 1 among `total` prepared ones; any text can be checked.

    `heard` is what the learned ear makes of it; without it the rules alone judge.
    """
    reading = read_question(text)
    claims = weigh_claims(text, reading, facts) if facts else None
    findings = [
        *_check_form(reading),
        *_check_tone(reading, compared=names_colleague(text, facts or ())),
        *_check_ground(reading, claims),
        *_check_words(reading),
        *_check_place(reading, " ; ".join(facts or ()), place, total),
    ]
    findings += _add_heard(heard, {finding.rule for finding in findings})
    broken = {finding.rule for finding in findings}
    return CheckedQuestion(
        text=text,
        mentor=not findings,
        open=is_open(reading),
        single=count_asks(reading) <= 1,
        leading="QR8" in broken,
        admin_capture="QR4" in broken,
        evidence_tied=claims.tied if claims is not None else None,
        findings=tuple(sorted(findings, key=lambda finding: int(finding.rule[2:]))),
    )


def check_set(texts: Sequence[str], facts: Sequence[str] | None = None) -> tuple[CheckedQuestion, ...]:
    """Return what is found in each question of a set, in the order they would be asked."""
    return tuple(check_question(text, facts, place=place, total=len(texts)) for place, text in enumerate(texts, 1))


def is_open(reading: Reading) -> bool:
    """Whether anything that is asked needs more than yes, no, a number or a date."""
    if has_follow_up(reading) or any(ask.form in ("open", "told") for ask in reading.asks):
        return True
    joined = (words for ask in reading.asks for words in find_joined(ask))
    return any(re.match(rf"{BEFORE_WH}?{WH}\b", words) and form_of(words) == "open" for words in joined)


def _add_heard(heard: QuestionHeard | None, broken: set[RuleId]) -> Iterator[QuestionFinding]:
    """Yield what the ear finds and the rules did not."""
    if "QR4" not in broken and hears_records(heard, broken):
        yield _found("QR4", FOR_RECORDS)
    if "QR8" not in broken and hears_leading(heard, broken):
        yield _found("QR8", LEADING)


def _found(rule: RuleId, why: str) -> QuestionFinding:
    return QuestionFinding(rule=rule, why=why)


def _check_form(reading: Reading) -> Iterator[QuestionFinding]:
    forms = {ask.form for ask in reading.asks}
    if not reading.asks:
        yield _found("QR1", "This asks nothing; it tells.")
    elif not is_open(reading):
        if "scale" in forms:
            yield _found("QR1", "A number on a scale ends the talk; ask what makes it that and not lower.")
        elif forms & {"amount", "degree"}:
            yield _found("QR1", "A number or a degree answers it.")
        elif "date" in forms:
            yield _found("QR1", "A date or a time answers it.")
        elif "quiz" in forms:
            yield _found("QR1", "It has one fixed answer, as in a test.")
        else:
            yield _found("QR1", "Yes, no or a choice of two answers it.")
    if count_asks(reading) > 1:
        yield _found("QR2", "It asks more than one thing at once; the seller will answer the easier one.")
    if asks_for_records(reading):
        yield _found("QR4", FOR_RECORDS)


def _check_tone(reading: Reading, *, compared: bool) -> Iterator[QuestionFinding]:
    if blames(reading):
        yield _found("QR3", "It asks the seller to answer for the past; blame makes people defend, not think.")
    if looks_back_only(reading):
        yield _found("QR6", "It looks back and leads to nothing the seller can do next.")
    if is_leading(reading):
        yield _found("QR8", LEADING)
    if compared or threatens(reading):
        yield _found("QR9", "It threatens, or holds others up against the seller.")


def _check_ground(reading: Reading, claims: Claims | None) -> Iterator[QuestionFinding]:
    if judges(reading):
        yield _found("QR5", "It puts a judgement where a fact belongs.")
    elif claims is not None and claims.invented is not None:
        yield _found("QR5", claims.invented)
    if is_trivia(reading):
        yield _found("QR7", "It asks for a detail from which nothing new follows.")
    if is_vague(reading):
        yield _found("QR10", "Anybody could be asked this on any day; name one account, one person or one moment.")


def _check_words(reading: Reading) -> Iterator[QuestionFinding]:
    words = count_words(reading)
    if words >= MOST_WORDS:
        yield _found("QR11", f"It has {words} words after the fact; under {MOST_WORDS} can be held in the head.")
    if has_one_answer(reading):
        yield _found("QR12", "You hold the one right answer already; say it, or ask what you do not know.")
    jargon = find_jargon(reading)
    if jargon is not None:
        yield _found("QR15", f"'{jargon}' is trainers' talk; say it in plain words.")


def _check_place(reading: Reading, facts: str, place: int | None, total: int | None) -> Iterator[QuestionFinding]:
    first = is_first_talk(facts) or (place == 1 and total is not None and total > 1)
    if first and is_too_deep(reading):
        yield _found("QR13", "It goes deep before anything easy was asked; begin light.")
    if place is not None and total is not None and place > MOST_QUESTIONS:
        yield _found("QR13", f"It is number {place}; at most {MOST_QUESTIONS} prepared questions fit into 30 minutes.")
    if has_many_fronts(reading):
        yield _found("QR14", "It stretches the seller on many fronts at once; choose one.")
