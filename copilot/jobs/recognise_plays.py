"""Which plays do these statements show? The job behind `coach known`; the plays job begins with it too."""

from collections.abc import Sequence

from copilot.domain.library import Library
from copilot.domain.people import Answer
from copilot.domain.plays import KnownRequest, KnownResult, StatementVerdict
from copilot.domain.readings import StatementReading, TextsToRead
from copilot.policies.novelty import apply_answer
from copilot.policies.policy_set import Policies
from copilot.ports import Reader, Shelves


def recognise_plays(
    request: KnownRequest, *, shelves: Shelves, reader: Reader, policies: Policies, texts: TextsToRead
) -> KnownResult:
    """Return a verdict a statement, in order."""
    reading = reader.read(texts)
    verdicts = judge_all(reading.statements, shelves.library, policies)
    ignored = tuple(f"I do not know the field '{name}'; it was ignored." for name in request.ignored_fields())
    return KnownResult(statements=verdicts, warnings=(*shelves.warnings, *ignored))


def judge_all(
    readings: Sequence[StatementReading], library: Library, policies: Policies, answers: Sequence[Answer] = ()
) -> tuple[StatementVerdict, ...]:
    """Return a verdict a statement; where somebody answered a question about it, the answer is the verdict."""
    answered = merge_answers(answers)
    verdicts = []
    for reading in readings:
        verdict = policies.judge_statement(reading, library, policies.thresholds)
        if reading.statement in answered:
            verdict = apply_answer(verdict, answered[reading.statement])
        verdicts.append(verdict)
    return tuple(verdicts)


def merge_answers(answers: Sequence[Answer]) -> dict[str, Answer]:
    """Return one answer a statement; where somebody answered twice, both count."""
    merged: dict[str, Answer] = {}
    for answer in answers:
        before = merged[answer.statement].play_ids if answer.statement in merged else ()
        merged[answer.statement] = Answer(statement=answer.statement, play_ids=(*before, *answer.play_ids))
    return merged
