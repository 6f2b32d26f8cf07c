"""What an answer holds: the plays, what is known, declined and left out, and what it rests on."""

from datetime import timedelta

import pytest

from copilot.domain.drafts import PlaysDraft
from copilot.domain.people import Answer, Executive, Seller
from copilot.domain.plays import PlaysRequest
from copilot.domain.readings import Likeness, PracticeLikeness
from copilot.errors import StoreUnavailable
from copilot.policies.policy_set import Policies
from tests.fakes import FakeDrafter, FakeReader, FakeShelves, FakeStore, cut_passages, draft_honestly
from tests.jobs.plays_desk import offered, suggest
from tests.small_library import (
    AS_OF,
    make_entry,
    make_library,
    make_play,
    make_reading,
    make_request,
    make_small_library,
)

LIBRARY = make_small_library()
FITTING = ["N01", "N02", "N03", "N04", "N05", "N06", "N07"]
TITLES = {play.id: play.title for play in LIBRARY.plays}


def test_a_seller_who_knows_nothing_gets_three_plays_that_fit() -> None:
    assert offered(suggest(make_request())) == ["N01", "N02", "N03"]


@pytest.mark.parametrize(
    ("request_", "store"),
    [
        pytest.param(make_request("Analyst echo"), FakeStore(), id="by its title"),
        pytest.param(make_request("The N01 trick!"), FakeStore(), id="by an alias"),
        pytest.param(make_request(), FakeStore({"orla": [make_entry("N01")]}), id="by the ledger"),
        pytest.param(
            make_request(seller=Seller(id="orla", answers=(Answer(statement="I echo", play_ids=("N01",)),))),
            FakeStore(),
            id="by an answer",
        ),
    ],
)
def test_a_known_play_makes_room_for_the_next_and_is_named_as_left_out(request_: PlaysRequest, store: FakeStore) -> None:
    result = suggest(request_, store=store)
    assert offered(result) == ["N02", "N03", "N04"]
    assert [left.play_id for left in result.left_out] == ["N01"]
    assert result.left_out[0].because.startswith("you do it already: ")


def test_another_sellers_ledger_changes_nothing() -> None:
    store = FakeStore({"niall": [make_entry("N01")]})
    assert offered(suggest(make_request(), store=store)) == ["N01", "N02", "N03"]


def test_the_day_of_the_request_outranks_today() -> None:
    """Twelve months are counted from the day the request speaks of."""
    store = FakeStore({"orla": [make_entry("N01", on=AS_OF - timedelta(days=300))]})
    others = [TITLES[play_id] for play_id in FITTING[3:]]
    assert offered(suggest(make_request(*others, as_of=None), store=store)) == ["N02", "N03"]
    assert offered(suggest(make_request(*others, as_of=AS_OF + timedelta(days=100)), store=store)) == ["N02", "N03", "N01"]


def test_where_all_that_fits_is_known_it_says_so_and_offers_the_deeper_level() -> None:
    drafter = FakeDrafter()
    result = suggest(make_request(*(TITLES[play_id] for play_id in FITTING)), drafter=drafter)
    assert (offered(result), drafter.asked) == ([], [])
    assert "Everything that fits is something you do" in result.note
    assert [(d.play_id, d.text) for d in result.deeper] == [(p, f"Build {p} before the call.") for p in ("N01", "N02")]
    assert [left.play_id for left in result.left_out] == FITTING


def test_where_too_few_new_plays_fit_the_deeper_level_fills_the_gap() -> None:
    result = suggest(make_request(*(TITLES[play_id] for play_id in FITTING[:5])))
    assert offered(result) == ["N06", "N07"]
    assert [deeper.play_id for deeper in result.deeper] == ["N01", "N02"]


def test_where_enough_new_plays_fit_nothing_deeper_is_offered() -> None:
    assert suggest(make_request(TITLES["N01"])).deeper == ()


def test_where_nothing_fits_it_says_so_and_offers_nothing() -> None:
    result = suggest(make_request(executive=Executive(title="CHRO")))
    assert (offered(result), result.deeper) == ([], ())
    assert "No play of the library answers this signal for this executive." in result.note


def test_where_known_plays_are_wanted_too_they_stand_among_the_others_as_known() -> None:
    drafter = FakeDrafter()
    assert offered(suggest(make_request(TITLES["N01"], include_known=True), drafter=drafter)) == ["N01", "N02", "N03"]
    assert [candidate.standing for candidate in drafter.asked[0].candidates][:2] == ["known", "new"]


def test_what_the_card_alone_may_say_is_taken_from_the_card() -> None:
    (first, *_) = suggest(make_request()).suggestions
    assert (first.first_step.text, first.first_step.minutes) == ("Read the last call.", 20)
    assert (first.title, first.leading_indicator, first.tier) == ("Analyst echo", "replies within 14 days", 3)
    assert (first.evidence_grade, first.evidence) == ("D", "common practice; no study was found")


def test_a_new_play_comes_with_the_nearest_known_one_and_the_difference() -> None:
    library = make_library(make_play("N01", neighbours={"N02": "narrower"}), make_play("N02", "Phrase mirror"))
    (suggestion,) = suggest(make_request("Phrase mirror"), library=library).suggestions
    assert suggestion.nearest_known is not None
    assert (suggestion.nearest_known.play_id, suggestion.nearest_known.difference) == ("N02", "narrower")


def test_a_play_known_in_name_only_is_offered_behind_the_new_ones_with_the_part_it_lacks() -> None:
    reading = make_reading("We echo", Likeness(play_id="N01", known=0.0, name_only=0.9, lacks="path"))
    reader = FakeReader(LIBRARY, statements={"We echo": reading})
    request = make_request("We echo", *(TITLES[play_id] for play_id in FITTING[3:]))
    result = suggest(request, reader=reader)
    assert offered(result) == ["N02", "N03", "N01"]
    assert [(k.play_id, k.lacks, k.depth) for k in result.known if k.verdict == "name_only"] == [("N01", "path", 1)]


GIFT = PracticeLikeness(practice="gift-card", likelihood=0.9)


@pytest.mark.parametrize(
    ("statement", "question"),
    [
        pytest.param((GIFT,), (), id="in a statement"),
        pytest.param((), (GIFT,), id="in the question"),
        pytest.param((GIFT,), (GIFT,), id="in both"),
    ],
)
def test_a_declined_practice_is_named_once_with_what_to_do_instead(
    statement: tuple[PracticeLikeness, ...], question: tuple[PracticeLikeness, ...]
) -> None:
    reading = make_reading("I send gifts", practices=statement)
    reader = FakeReader(LIBRARY, statements={"I send gifts": reading}, practices=question)
    result = suggest(make_request("I send gifts"), reader=reader)
    assert [(r.practice, r.reason, r.instead) for r in result.refused] == [("Gifts for meetings", "It buys time.", "Give work.")]
    assert (result.known, offered(result)) == ((), ["N01", "N02", "N03"])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({"executive": Executive(title="CPO")}, "Is it Chief people officer instead?", id="an ambiguous title"),
        pytest.param({"executive": Executive(title="Head of bees")}, "I took the Chief information officer", id="unknown title"),
        pytest.param({"executive": Executive(), "question": "How?"}, "You named no title", id="no title"),
        pytest.param({"signals": ()}, "You gave no signal", id="no signal"),
        pytest.param({"signals": ("It rained",)}, "I could not tie 'It rained' to a signal", id="a text that is no signal"),
    ],
)
def test_what_had_to_be_assumed_is_said_in_the_note(changes: dict[str, object], words: str) -> None:
    assert words in suggest(make_request(**changes), reader=FakeReader(LIBRARY, owners=[("cio", 0.9)])).note


def test_how_the_request_was_read_is_in_the_answer() -> None:
    read_as = suggest(make_request()).read_as
    assert (read_as.persona, read_as.signals) == ("cfo", ("results-call",))


def test_the_search_is_kept_to_plays_that_may_be_suggested() -> None:
    shelves = FakeShelves(LIBRARY)
    suggest(make_request(), shelves=shelves)
    assert shelves.ranked_within == [frozenset([*FITTING, "N08"])]


def test_a_drafter_sees_only_what_may_be_offered_and_those_cards_alone() -> None:
    drafter = FakeDrafter()
    suggest(make_request(TITLES["N02"], limit=1), drafter=drafter)
    (asked,) = drafter.asked
    assert [candidate.play.id for candidate in asked.candidates] == ["N01", "N03", "N04", "N05"]
    assert {passage.card_id for passage in asked.passages} == {"N01", "N03", "N04", "N05"}


PASSAGES = [passage for play in LIBRARY.plays for passage in cut_passages(play)]
HONEST = [draft_honestly(LIBRARY.play_by_id[play_id], PASSAGES) for play_id in FITTING]
INVENTED = HONEST[0].model_copy(update={"why_now": "It saved 73 days."})


def test_a_dropped_draft_is_replaced_by_the_next_and_named_in_the_warnings() -> None:
    drafter = FakeDrafter(PlaysDraft(suggestions=(INVENTED, *HONEST[1:6])))
    result = suggest(make_request(), drafter=drafter)
    assert offered(result) == ["N02", "N03", "N04"]
    assert any(warning.startswith("N01 was dropped: 73 ") for warning in result.warnings)
    assert result.provenance.repairs == 1


def test_novelty_is_checked_once_more_behind_the_drafter() -> None:
    """Also where nothing else would stop it, a draft of a known play, a basic or a stranger is not shown."""
    strays = [HONEST[0].model_copy(update={"play_id": play_id}) for play_id in ("N01", "B01", "O01", "Z99")]
    drafter = FakeDrafter(PlaysDraft(suggestions=(*strays, HONEST[1])))
    result = suggest(make_request(TITLES["N01"]), drafter=drafter, policies=Policies(check_suggestion=lambda *_: ()))
    assert offered(result) == ["N02"]


def test_with_grounding_switched_off_the_invention_is_shown() -> None:
    """What keeps it out is the policy, not the drafter."""
    drafter = FakeDrafter(PlaysDraft(suggestions=(INVENTED,)))
    result = suggest(make_request(), drafter=drafter, policies=Policies(check_suggestion=lambda *_: ()))
    assert [suggestion.why_now for suggestion in result.suggestions] == ["It saved 73 days."]


def test_a_seller_nothing_is_known_of_is_told_so_and_another_is_not() -> None:
    told = "I know nothing yet of what Orla already does"
    assert any(told in warning for warning in suggest(make_request()).warnings)
    assert not any(told in warning for warning in suggest(make_request("We walk")).warnings)
    store = FakeStore({"orla": [make_entry("N01")]})
    assert not any(told in warning for warning in suggest(make_request(), store=store).warnings)


def test_a_ledger_that_cannot_be_read_is_a_warning_and_their_own_words_still_count() -> None:
    store = FakeStore(trouble=StoreUnavailable("The disk is full."))
    result = suggest(make_request("Analyst echo"), store=store)
    assert offered(result) == ["N02", "N03", "N04"]
    assert any("The disk is full." in warning for warning in result.warnings)


def test_fields_nobody_knows_and_warnings_of_the_shelves_are_passed_on() -> None:
    request = make_request("We walk", colour="red", executive={"title": "CFO", "shoes": 43})
    warnings = suggest(request, shelves=FakeShelves(LIBRARY, warnings=("The index is old.",))).warnings
    assert warnings[0] == "The index is old."
    assert {"colour", "executive.shoes"} == {warning.split("'")[1] for warning in warnings[1:]}


def test_provenance_names_the_library_the_drafter_and_every_passage_shown() -> None:
    drafter = FakeDrafter()
    provenance = suggest(make_request(), drafter=drafter).provenance
    assert (provenance.corpus_digest, provenance.embedder, provenance.drafter) == ("small", "none", "fake")
    assert provenance.passages_shown == tuple(passage.id for passage in drafter.asked[0].passages)
    assert provenance.cards["N01"] == "library, reviewed 2026-11-01"
