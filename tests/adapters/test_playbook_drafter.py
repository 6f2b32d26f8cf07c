"""The drafter without a model says nothing that does not stand on a card or was not given."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copilot.adapters.playbook_drafter import PlaybookDrafter, fill_wording
from copilot.domain.drafts import Candidate, DatedSignal, DraftRequest, SuggestionDraft
from copilot.domain.library import Library, Play, Wording
from copilot.domain.people import Executive
from copilot.domain.plays import NearestKnown
from copilot.policies.grounding import check_suggestion, occurs
from copilot.retrieval.library import read_library
from tests.fakes import cut_passages

AS_OF = date(2026, 11, 22)
SUND = Executive(name="Marit Sund", title="CFO", company="Halden Foods")
SIGNAL = DatedSignal(signal="results-call", words="Results were published last week.", on=date(2026, 11, 15))


@pytest.fixture(scope="module")
def library(small_corpus: Path) -> Library:
    return read_library([small_corpus])


def candidate(play: Play, **changes: Any) -> Candidate:
    fields: dict[str, Any] = {"play": play, "signals": (SIGNAL,), "nearest_known": None, "standing": "new"}
    return Candidate.model_validate(fields | changes)


def request_for(library: Library, *candidates: Candidate, **changes: Any) -> DraftRequest:
    fields: dict[str, Any] = {
        "question": "How do I reach the CFO of Halden Foods?",
        "seller_name": "Orla",
        "executive": SUND,
        "persona": library.persona_by_slug["cfo"],
        "candidates": candidates,
        "passages": tuple(passage for one in candidates for passage in cut_passages(one.play)),
        "as_of": AS_OF,
        "limit": 3,
    }
    return DraftRequest.model_validate(fields | changes)


def draft(request: DraftRequest) -> tuple[SuggestionDraft, ...]:
    return PlaybookDrafter().draft_plays(request).suggestions


def draft_one(
    library: Library, play_id: str = "F03", *, request: dict[str, Any] | None = None, **changes: Any
) -> SuggestionDraft:
    [only] = draft(request_for(library, candidate(library.play_by_id[play_id], **changes), **(request or {})))
    return only


def given_text(request: DraftRequest) -> list[str]:
    """Return what a person gave, with the day as it is spelt out, and what code states about novelty."""
    parts = [request.question, request.seller_name, request.executive.name, request.executive.title, request.executive.company]
    parts += [signal.words for one in request.candidates for signal in one.signals]
    parts += [f"{s.on.day} {s.on:%B %Y}" for one in request.candidates for s in one.signals if s.on]
    parts += [request.persona.title if request.persona else "", "CEO CFO CPO"]
    return [part for part in parts if part]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_everything_it_says_rests_on_a_passage_that_was_shown_or_on_what_was_given(data: st.DataObject, library: Library) -> None:
    play = data.draw(st.sampled_from([play for play in library.plays if play.can_be_suggested]))
    slugs = [slug for slug in library.persona_by_slug if play.suits(slug)]
    request = request_for(
        library,
        candidate(play, signals=data.draw(st.sampled_from([(), (SIGNAL,), (SIGNAL.model_copy(update={"on": None}),)]))),
        persona=library.persona_by_slug[data.draw(st.sampled_from(slugs))] if data.draw(st.booleans()) and slugs else None,
        executive=data.draw(st.sampled_from([SUND, Executive(), Executive(name="Bo"), Executive(company="Velden Bank")])),
        seller_name=data.draw(st.sampled_from([None, "Orla"])),
    )
    [suggestion] = draft(request)
    assert check_suggestion(suggestion, request.passages, given_text(request)) == ()
    passages = {passage.id: passage for passage in request.passages}
    assert all(occurs(citation.quote, passages[citation.passage_id].text) for citation in suggestion.citations)


@pytest.mark.parametrize("play_id", ["A01", "D08", "F01", "F03", "I11", "R02", "R09", "S01"])
def test_it_cites_the_reason_the_moment_the_first_step_and_the_wording(play_id: str, library: Library) -> None:
    cited = {citation.passage_id for citation in draft_one(library, play_id).citations}
    assert cited >= {f"{play_id}#{heading}" for heading in ("for-whom", "when", "steps", "wording")}


def test_it_cites_a_card_from_its_own_passages_only(library: Library) -> None:
    """Even where another card, shown before it, says the same word for word."""
    play = library.play_by_id["F03"]
    twin = play.model_copy(update={"id": "F99"})
    request = request_for(library, candidate(twin), candidate(play))
    cited = [{citation.passage_id.partition("#")[0] for citation in suggestion.citations} for suggestion in draft(request)]
    assert cited == [{"F99"}, {"F03"}]


def test_without_passages_it_cites_nothing(library: Library) -> None:
    assert draft_one(library, request={"passages": ()}).citations == ()


def test_the_same_request_gives_the_same_draft_byte_for_byte(library: Library) -> None:
    request = request_for(library, *(candidate(play) for play in library.plays if play.can_be_suggested))
    first, second = (PlaybookDrafter().draft_plays(request).model_dump_json() for _ in range(2))
    assert first == second


def test_it_keeps_the_order_it_was_given(library: Library) -> None:
    order = ["R02", "F03", "F01"]
    plays = [candidate(library.play_by_id[play_id]) for play_id in order]
    assert [suggestion.play_id for suggestion in draft(request_for(library, *plays))] == order


def test_a_repair_leaves_out_the_plays_that_had_a_finding(library: Library) -> None:
    plays = [candidate(library.play_by_id[play_id]) for play_id in ("F01", "F03", "R02")]
    findings = ("F03: unknown_number: 73", "R02: no_citation: nothing cited")
    assert [s.play_id for s in draft(request_for(library, *plays, findings=findings))] == ["F01"]


FILLED: Sequence[tuple[Executive, str | None, str]] = [
    (SUND, "Orla", "Dear Marit of Halden Foods, [topic]? Orla"),
    (Executive(name="Marit Sund"), None, "Dear Marit of [company], [topic]? [your name]"),
    (Executive(company="Halden Foods"), "Orla", "Dear [first name] of Halden Foods, [topic]? Orla"),
    (Executive(), None, "Dear [first name] of [company], [topic]? [your name]"),
]


@pytest.mark.parametrize(("executive", "seller", "expected"), FILLED)
def test_names_that_were_given_are_filled_in_and_the_rest_stays_a_slot(
    executive: Executive, seller: str | None, expected: str
) -> None:
    assert fill_wording("Dear {executive} of {company}, [topic]? {seller}", executive, seller) == expected


@pytest.mark.parametrize("play_id", ["A01", "D08", "F01", "F03", "I11", "R02", "R09", "S01"])
def test_no_opener_shows_a_slot_of_ours(play_id: str, library: Library) -> None:
    opener = draft_one(library, play_id, request={"seller_name": None, "executive": Executive()}).opener
    assert opener
    assert "{" not in opener
    assert "}" not in opener


@pytest.mark.parametrize(
    ("channels", "chosen"),
    [(("Video", "Letter", "Email"), "Email"), (("Post", "InMail", "Letter"), "InMail"), (("Post", "Comment"), "Post"), ((), "")],
)
def test_the_opener_is_the_wording_of_the_most_usual_channel(channels: tuple[str, ...], chosen: str, library: Library) -> None:
    wordings = tuple(Wording(channel=channel, text=channel) for channel in channels)
    play = library.play_by_id["F03"].model_copy(update={"wordings": wordings})
    [suggestion] = draft(request_for(library, candidate(play)))
    assert suggestion.opener == chosen


NEW: dict[str, tuple[dict[str, Any], str]] = {
    "new": ({}, "Nothing you told me is like it; few sellers do it."),
    "beside a known one": (
        {"nearest_known": NearestKnown(play_id="F01", difference="that one starts from their own phrase")},
        "Nearest to what you do is F01: that one starts from their own phrase.",
    ),
    "known by name": (
        {"standing": "name_only", "lacks": "path", "statement": "I ask the analysts' questions again"},
        "You have the name of it (“I ask the analysts' questions again”). What may be missing is who or what "
        "carries it: the seller writes to the person who had to reply.",
    ),
    "a refresher": ({"standing": "known"}, "You do this already; it stands here because you asked for a refresher."),
}


@pytest.mark.parametrize("label", NEW)
def test_it_says_what_is_new_about_a_play_for_this_seller(label: str, library: Library) -> None:
    changes, expected = NEW[label]
    assert draft_one(library, **changes).why_new == expected


NOW: dict[str, tuple[tuple[DatedSignal, ...], str]] = {
    "dated": ((SIGNAL,), "You said: “Results were published last week” (15 November 2026). Three to twelve days after the call"),
    "undated": ((SIGNAL.model_copy(update={"on": None}),), "You said: “Results were published last week”. Three to twelve days"),
    "none": ((), "There is no signal, and this play needs none. Three to twelve days after the call"),
}


@pytest.mark.parametrize("label", NOW)
def test_it_says_why_now_in_the_sellers_own_words_with_the_day(label: str, library: Library) -> None:
    signals, expected = NOW[label]
    assert draft_one(library, signals=signals).why_now.startswith(expected)


WHO: dict[str, tuple[dict[str, Any], str]] = {
    "name and persona": ({}, "Marit Sund, CFO: usually gives the thin reply"),
    "persona": ({"executive": Executive()}, "The chief financial officer: usually gives the thin reply"),
    "name": ({"persona": None}, "Marit Sund: usually gives the thin reply"),
    "neither": ({"persona": None, "executive": Executive()}, "This executive: usually gives the thin reply"),
}


@pytest.mark.parametrize("label", WHO)
def test_it_says_why_this_executive_by_the_name_that_was_given(label: str, library: Library) -> None:
    changes, expected = WHO[label]
    assert draft_one(library, request=changes).why_this_executive.startswith(expected)


def test_the_reason_is_that_of_this_executive(library: Library) -> None:
    play = library.play_by_id["F03"]
    for slug in ("cfo", "ceo"):
        said = draft_one(library, request={"persona": library.persona_by_slug[slug]}).why_this_executive
        assert said.endswith(play.fits[slug])
