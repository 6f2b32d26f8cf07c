"""The stretch all jobs share: draft, check, at most one repair, drop the rest."""

import pytest

from copilot.domain.drafts import Candidate, DraftRequest, PlaysDraft, SuggestionDraft
from copilot.domain.people import Executive
from copilot.jobs.grounded_draft import GroundedDraft, draft_plays
from copilot.policies.policy_set import Policies
from tests.fakes import FakeDrafter, cut_passages, draft_honestly
from tests.small_library import AS_OF, make_play

PLAYS = (make_play("N01"), make_play("N02"))
PASSAGES = tuple(passage for play in PLAYS for passage in cut_passages(play))
FIRST, SECOND = (draft_honestly(play, PASSAGES) for play in PLAYS)
INVENTED = FIRST.model_copy(update={"why_now": "It saved 73 days."})
ALSO_INVENTED = SECOND.model_copy(update={"why_now": "It is what Quillon does."})
REQUEST = DraftRequest(
    question="How?",
    seller_name=None,
    executive=Executive(),
    persona=None,
    candidates=tuple(Candidate(play=play, signals=(), nearest_known=None, standing="new") for play in PLAYS),
    passages=PASSAGES,
    as_of=AS_OF,
    limit=3,
)


def _run(*rounds: list[SuggestionDraft], policies: Policies | None = None) -> tuple[GroundedDraft, FakeDrafter]:
    drafter = FakeDrafter(*(PlaysDraft(suggestions=tuple(drafts)) for drafts in rounds))
    return draft_plays(REQUEST, drafter, policies or Policies(), ["How?"]), drafter


@pytest.mark.parametrize(
    ("rounds", "kept", "dropped", "repairs"),
    [
        pytest.param([[FIRST, SECOND]], [FIRST, SECOND], [], 0, id="sound: taken as it is"),
        pytest.param([[]], [], [], 0, id="an empty draft is sound"),
        pytest.param([[INVENTED, SECOND], [FIRST, SECOND]], [FIRST, SECOND], [], 1, id="mended by the repair"),
        pytest.param([[INVENTED, SECOND], [INVENTED, SECOND]], [SECOND], ["N01", "N01"], 1, id="not mended: dropped"),
        pytest.param([[INVENTED, SECOND], [SECOND]], [SECOND], ["N01"], 1, id="left out by the repair: named as dropped"),
        pytest.param([[INVENTED, SECOND], []], [SECOND], ["N01"], 1, id="a worse repair does not replace what was sound"),
        pytest.param([[INVENTED], [ALSO_INVENTED]], [], ["N01", "N02"], 1, id="nothing sound at all"),
        pytest.param([[INVENTED], [INVENTED], [FIRST]], [], ["N01", "N01"], 1, id="no second repair"),
    ],
)
def test_what_survives_is_sound_and_what_does_not_is_named(
    rounds: list[list[SuggestionDraft]], kept: list[SuggestionDraft], dropped: list[str], repairs: int
) -> None:
    done, drafter = _run(*rounds)
    assert list(done.suggestions) == kept
    assert [finding.play_id for finding in done.dropped] == dropped
    assert (done.repairs, len(drafter.asked)) == (repairs, repairs + 1)


def test_a_repair_is_told_what_was_wrong_and_asked_the_same() -> None:
    _, drafter = _run([INVENTED, SECOND], [FIRST, SECOND])
    first, repair = drafter.asked
    assert (first.findings, repair.findings) == ((), ("N01: unknown_number: 73",))
    assert repair.model_copy(update={"findings": ()}) == first


def test_with_the_check_switched_off_an_invention_gets_through() -> None:
    """The check is what keeps inventions out, not the drafter."""
    done, drafter = _run([INVENTED], policies=Policies(check_suggestion=lambda *_: ()))
    assert (list(done.suggestions), len(drafter.asked)) == ([INVENTED], 1)
