"""Ask a drafter for questions, check each, one repair that names what was wrong, a better wording where there is one.

What still does not hold is dropped. Where a model fails in any way the playbook answers; a place left empty it fills.
"""

from collections.abc import Sequence

from copilot.domain.evidence import DraftedBy
from copilot.domain.noun import Noun
from copilot.domain.one_on_one import NotAsked, QuestionDraft, QuestionsDraft, QuestionsDraftRequest
from copilot.domain.usage import PromptUsed, Usage
from copilot.errors import ModelError
from copilot.policies.one_on_ones.question_choice import Chosen
from copilot.policies.one_on_ones.question_ground import QuestionFault
from copilot.policies.policy_set import Policies
from copilot.ports import QuestionDrafter

UNANSWERED = "The model gave no questions that could be used, so the library's own are asked: {why}"
ALL_DROPPED = "None of the model's questions held against the rules and the card, so the library's own are asked."
FILLED = "Some of the model's questions did not hold against the rules or the card; the library's own stand in their place."
MOST_ROUNDS = 8  # of leaving out what does not hold and choosing again


class CheckedQuestions(Noun):
    """What is asked, what was left out, and who drafted it."""

    questions: tuple[QuestionDraft, ...]
    not_asked: tuple[NotAsked, ...] = ()
    dropped: tuple[QuestionFault, ...] = ()
    repairs: int = 0
    drafted_by: DraftedBy = "playbook"
    warnings: tuple[str, ...] = ()
    usage: Usage | None = None
    prompt: PromptUsed | None = None


class Desk(Noun):
    """What the checks and the choice go by, beside the draft."""

    given: tuple[str, ...]
    names: tuple[str, ...]
    promise: str | None
    minutes: int


def draft_checked(
    request: QuestionsDraftRequest,
    model: QuestionDrafter | None,
    playbook: QuestionDrafter,
    policies: Policies,
    desk: Desk,
) -> CheckedQuestions:
    """Return at most five questions in which everything holds."""
    own = playbook.draft_questions(request)
    if model is None:
        return _choose_sound((), own, request, policies, desk)
    try:
        first = model.draft_questions(request)
    except ModelError as error:
        answer = _choose_sound((), own, request, policies, desk)
        return answer.model_copy(update={"warnings": (UNANSWERED.format(why=error),)})
    sound, faults, second = _repair(first, request, model, policies, desk)
    answer = _choose_sound(sound, own, request, policies, desk)
    kept = [each for each in answer.questions if each in sound]
    warnings = (ALL_DROPPED,) if not kept else (FILLED,) if len(kept) < len(answer.questions) else ()
    usage = first.usage.plus(second.usage) if first.usage is not None and second is not None else first.usage
    return answer.model_copy(
        update={
            "drafted_by": "model" if kept else "playbook",
            "dropped": faults,
            "repairs": int(second is not None),
            "warnings": warnings,
            "usage": usage,
            "prompt": first.prompt,
        }
    )


def _repair(
    first: QuestionsDraft, request: QuestionsDraftRequest, model: QuestionDrafter, policies: Policies, desk: Desk
) -> tuple[tuple[QuestionDraft, ...], tuple[QuestionFault, ...], QuestionsDraft | None]:
    """Return what holds after at most one repair, what does not, and the second draft where one was asked for."""
    sound, faults = _sort(first.questions, request, policies, desk)
    if not faults:
        return sound, (), None
    named = tuple(f"{fault.text}\t{fault.code}: {fault.what}" for fault in faults)
    try:
        second = model.draft_questions(request.model_copy(update={"findings": named}))
    except ModelError:
        second = QuestionsDraft(questions=())
    again, remaining = _sort(second.questions, request, policies, desk)
    best = again if len(again) >= len(sound) else sound
    broken = [draft for draft in (*first.questions, *second.questions) if draft not in best]
    bettered = [each for draft in broken if (each := _better(draft, request, policies, desk)) is not None]
    return (*best, *bettered), (*faults, *remaining), second


def _better(draft: QuestionDraft, request: QuestionsDraftRequest, policies: Policies, desk: Desk) -> QuestionDraft | None:
    """Return a broken question in the better wording that the rules offer, if that holds."""
    better = policies.lint_question(draft.text, _facts(request)).better
    if not better:
        return None
    mended = draft.model_copy(update={"text": better})
    return None if _find_faults(mended, request, policies, desk) else mended


def _choose_sound(
    drafts: Sequence[QuestionDraft],
    playbook: QuestionsDraft,
    request: QuestionsDraftRequest,
    policies: Policies,
    desk: Desk,
) -> CheckedQuestions:
    """Choose, check what was chosen, leave out what does not hold, choose again: the playbook is checked like anybody."""
    broken: dict[str, tuple[QuestionFault, ...]] = {}
    chosen = Chosen((), ())
    for _ in range(MOST_ROUNDS):
        sources = [[each for each in some if each.text not in broken] for some in (drafts, playbook.questions, playbook.spare)]
        chosen = policies.choose_questions(
            sources, request.need, request.asked, promise=desk.promise, names=desk.names, minutes=desk.minutes
        )
        new = {each.text: _find_faults(each, request, policies, desk) for each in chosen.questions if each not in drafts}
        faulty = {text: faults for text, faults in new.items() if faults}
        if not faulty:
            break
        broken |= faulty
    kept = tuple(each for each in chosen.questions if each.text not in broken)
    dropped = tuple(fault for faults in broken.values() for fault in faults)
    return CheckedQuestions(questions=kept, not_asked=chosen.not_asked, dropped=dropped)


def _sort(
    drafts: Sequence[QuestionDraft], request: QuestionsDraftRequest, policies: Policies, desk: Desk
) -> tuple[tuple[QuestionDraft, ...], tuple[QuestionFault, ...]]:
    sound: list[QuestionDraft] = []
    faults: list[QuestionFault] = []
    for draft in drafts:
        found = _find_faults(draft, request, policies, desk)
        faults += found
        if not found:
            sound.append(draft)
    return tuple(sound), tuple(faults)


def _find_faults(
    draft: QuestionDraft, request: QuestionsDraftRequest, policies: Policies, desk: Desk
) -> tuple[QuestionFault, ...]:
    return policies.check_question_draft(
        draft, facts=_facts(request), given=desk.given, passages=request.passages, lint=policies.lint_question
    )


def _facts(request: QuestionsDraftRequest) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*(stated.text for stated in request.facts), *request.diagnosis.facts]))
