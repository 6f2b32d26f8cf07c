"""The stretch all jobs share: ask a drafter, check what it says against what it was shown, at most one repair, drop the rest."""

from collections.abc import Sequence

from copilot.domain.drafts import DraftRequest, SuggestionDraft
from copilot.domain.noun import Noun
from copilot.policies.grounding import GroundingFinding
from copilot.policies.policy_set import Policies
from copilot.ports import Drafter


class GroundedDraft(Noun):
    """What survived the checks, what did not and why, and how many repairs it took."""

    suggestions: tuple[SuggestionDraft, ...]
    dropped: tuple[GroundingFinding, ...]
    repairs: int


def draft_plays(request: DraftRequest, drafter: Drafter, policies: Policies, given: Sequence[str]) -> GroundedDraft:
    """Return suggestions in which everything rests on what was given or shown."""
    first = drafter.draft_plays(request)
    sound, findings = _sort(first.suggestions, request, policies, given)
    if not findings:
        return GroundedDraft(suggestions=sound, dropped=(), repairs=0)
    named = tuple(f"{finding.play_id}: {finding.code}: {finding.what}" for finding in findings)
    second = drafter.draft_plays(request.model_copy(update={"findings": named}))
    repaired, remaining = _sort(second.suggestions, request, policies, given)
    best = repaired if len(repaired) >= len(sound) else sound
    kept = {suggestion.play_id for suggestion in best}
    dropped = tuple(finding for finding in (*findings, *remaining) if finding.play_id not in kept)
    return GroundedDraft(suggestions=best, dropped=dropped, repairs=1)


def _sort(
    drafts: Sequence[SuggestionDraft], request: DraftRequest, policies: Policies, given: Sequence[str]
) -> tuple[tuple[SuggestionDraft, ...], tuple[GroundingFinding, ...]]:
    sound: list[SuggestionDraft] = []
    findings: list[GroundingFinding] = []
    for draft in drafts:
        found = policies.check_suggestion(draft, request.passages, given)
        findings += found
        if not found:
            sound.append(draft)
    return tuple(sound), tuple(findings)
