"""The stretch all jobs share: ask a drafter, check what it says against what it was shown, at most one repair, drop the rest.

Where a model drafts and fails in any way, or nothing it drafts survives, the playbook answers, and the result says so.
"""

from collections.abc import Sequence

from copilot.domain.drafts import DraftRequest, PlaysDraft, SuggestionDraft
from copilot.domain.evidence import DraftedBy
from copilot.domain.noun import Noun
from copilot.domain.usage import PromptUsed, Usage
from copilot.errors import ModelError
from copilot.policies.grounding import GroundingFinding
from copilot.policies.policy_set import Policies
from copilot.ports import Drafter

UNANSWERED = "The model gave no draft that could be used, so the library's own words answer: {why}"
ALL_DROPPED = "Nothing the model drafted held against the library, so the library's own words answer."


class GroundedDraft(Noun):
    """What survived the checks, what did not and why, how many repairs it took, and who drafted it."""

    suggestions: tuple[SuggestionDraft, ...]
    dropped: tuple[GroundingFinding, ...]
    repairs: int
    drafted_by: DraftedBy = "playbook"
    warnings: tuple[str, ...] = ()
    usage: Usage | None = None
    prompt: PromptUsed | None = None


def draft_with_fallback(
    request: DraftRequest, model: Drafter | None, playbook: Drafter, policies: Policies, given: Sequence[str]
) -> GroundedDraft:
    """Return what a model drafts where one is set, else, or where it fails, what the playbook has."""
    if model is None:
        return draft_plays(request, playbook, policies, given)
    try:
        drafted = draft_plays(request, model, policies, given)
    except ModelError as error:
        return _by_playbook(request, playbook, policies, given, UNANSWERED.format(why=error), None)
    if not drafted.suggestions:
        return _by_playbook(request, playbook, policies, given, ALL_DROPPED, drafted)
    return drafted.model_copy(update={"drafted_by": "model"})


def draft_plays(request: DraftRequest, drafter: Drafter, policies: Policies, given: Sequence[str]) -> GroundedDraft:
    """Return suggestions in which everything rests on what was given or shown. Raises ModelError where the drafter does."""
    first = drafter.draft_plays(request)
    sound, findings = _sort(first.suggestions, request, policies, given)
    if not findings:
        return GroundedDraft(suggestions=sound, dropped=(), repairs=0, usage=first.usage, prompt=first.prompt)
    named = tuple(f"{finding.play_id}: {finding.code}: {finding.what}" for finding in findings)
    second = _repair(drafter, request.model_copy(update={"findings": named}))
    repaired, remaining = _sort(second.suggestions, request, policies, given)
    best = repaired if len(repaired) >= len(sound) else sound
    kept = {suggestion.play_id for suggestion in best}
    dropped = tuple(finding for finding in (*findings, *remaining) if finding.play_id not in kept)
    usage = first.usage.plus(second.usage) if first.usage is not None else second.usage
    return GroundedDraft(suggestions=best, dropped=dropped, repairs=1, usage=usage, prompt=first.prompt)


def _repair(drafter: Drafter, request: DraftRequest) -> PlaysDraft:
    """Return the repaired draft; a model that fails in the repair leaves what was sound before."""
    try:
        return drafter.draft_plays(request)
    except ModelError:
        return PlaysDraft(suggestions=())


def _by_playbook(
    request: DraftRequest,
    playbook: Drafter,
    policies: Policies,
    given: Sequence[str],
    warning: str,
    failed: GroundedDraft | None,
) -> GroundedDraft:
    drafted = draft_plays(request, playbook, policies, given)
    return drafted.model_copy(
        update={
            "warnings": (warning,),
            "repairs": failed.repairs if failed else 0,
            "usage": failed.usage if failed else None,
            "prompt": failed.prompt if failed else None,
        }
    )


def _sort(
    drafts: Sequence[SuggestionDraft], request: DraftRequest, policies: Policies, given: Sequence[str]
) -> tuple[tuple[SuggestionDraft, ...], tuple[GroundingFinding, ...]]:
    """Part what holds from what does not. A play that was not among the candidates is a finding like any other."""
    offered = {candidate.play.id for candidate in request.candidates}
    sound: list[SuggestionDraft] = []
    findings: list[GroundingFinding] = []
    for draft in drafts:
        found = policies.check_suggestion(draft, request.passages, given)
        if draft.play_id not in offered:
            found = (GroundingFinding(play_id=draft.play_id, code="not_offered", what="it was not among the candidates"),)
        findings += found
        if not found:
            sound.append(draft)
    return tuple(sound), tuple(findings)
