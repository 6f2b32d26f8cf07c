"""The stretch all jobs share: draft, check, at most one repair, drop the rest."""

import pytest

from copilot.domain.drafts import Candidate, DraftRequest, PlaysDraft, SuggestionDraft
from copilot.domain.people import Executive
from copilot.errors import AnswerUnusable, ModelError, ModelRefused, ModelUnavailable
from copilot.jobs.grounded_draft import ALL_DROPPED, GroundedDraft, draft_plays, draft_with_fallback
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


def test_a_play_that_was_not_among_the_candidates_is_a_finding_like_any_other() -> None:
    stranger = FIRST.model_copy(update={"play_id": "Z99"})
    done, drafter = _run([stranger, SECOND])
    assert list(done.suggestions) == [SECOND]
    assert drafter.asked[1].findings == ("Z99: not_offered: it was not among the candidates",)


def test_a_repair_is_told_what_was_wrong_and_asked_the_same() -> None:
    _, drafter = _run([INVENTED, SECOND], [FIRST, SECOND])
    first, repair = drafter.asked
    assert (first.findings, repair.findings) == ((), ("N01: unknown_number: 73",))
    assert repair.model_copy(update={"findings": ()}) == first


def test_with_the_check_switched_off_an_invention_gets_through() -> None:
    """The check is what keeps inventions out, not the drafter."""
    done, drafter = _run([INVENTED], policies=Policies(check_suggestion=lambda *_: ()))
    assert (list(done.suggestions), len(drafter.asked)) == ([INVENTED], 1)


def _fall_back(*rounds: PlaysDraft | ModelError) -> tuple[GroundedDraft, FakeDrafter]:
    playbook = FakeDrafter(PlaysDraft(suggestions=(SECOND,)))
    model = FakeDrafter(*rounds) if rounds else None
    return draft_with_fallback(REQUEST, model, playbook, Policies(), ["How?"]), playbook


GOOD, BAD = PlaysDraft(suggestions=(FIRST,)), PlaysDraft(suggestions=(INVENTED,))
MIXED = PlaysDraft(suggestions=(FIRST, ALSO_INVENTED))


@pytest.mark.parametrize(
    ("rounds", "kept", "drafted_by", "warned"),
    [
        pytest.param([], [SECOND], "playbook", "", id="no model: the playbook, without a word"),
        pytest.param([GOOD], [FIRST], "model", "", id="a sound model"),
        pytest.param([BAD, GOOD], [FIRST], "model", "", id="a model that mends its draft"),
        pytest.param([MIXED, ModelUnavailable("gone")], [FIRST], "model", "", id="gone in the repair: what was sound stays"),
        pytest.param([BAD, BAD], [SECOND], "playbook", ALL_DROPPED, id="nothing it drafts survives"),
        pytest.param([BAD, ModelUnavailable("gone")], [SECOND], "playbook", ALL_DROPPED, id="nothing sound, and gone"),
        pytest.param([ModelUnavailable("No answer.")], [SECOND], "playbook", "No answer.", id="out of reach"),
        pytest.param([ModelRefused("It declined.")], [SECOND], "playbook", "It declined.", id="declining"),
        pytest.param([AnswerUnusable("Not a draft.")], [SECOND], "playbook", "Not a draft.", id="answering anything else"),
    ],
)
def test_where_the_model_has_nothing_sound_the_playbook_answers_and_it_is_said(
    rounds: list[PlaysDraft | ModelError], kept: list[SuggestionDraft], drafted_by: str, warned: str
) -> None:
    done, playbook = _fall_back(*rounds)
    assert (list(done.suggestions), done.drafted_by) == (kept, drafted_by)
    assert len(playbook.asked) == (drafted_by == "playbook")
    assert len(done.warnings) == bool(warned)
    assert warned in " ".join(done.warnings)
