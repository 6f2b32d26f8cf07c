"""One request, one answer: at the terminal, over HTTP and in an assistant, the same JSON document comes back."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from copilot.jobs.check_questions import BY_RULES_ALONE
from copilot.settings import Settings
from tests.conftest import make_settings
from tests.surfaces.mcp_way_in import open_every_way_in
from tests.surfaces.ways_in import WayIn

CFO = {"name": "Marit Sund", "title": "CFO", "company": "Halden Foods"}
QUESTION = "How do I reach the CFO of Halden Foods?"
RESULTS = ["quarterly call was yesterday"]
KNOWS = ["I do the earnings-call mirror"]


class Row(NamedTuple):
    """A job, its request, and something the answer must say, so that two empty answers do not count as alike."""

    job: str
    request: dict[str, Any]
    shows: Callable[[Any], object]
    expected: object


def ids(part: str) -> Callable[[Any], object]:
    return lambda body: [entry["play_id"] for entry in body[part]]


TABLE = {
    "a signal and a known play": Row(
        "suggest_plays",
        {"question": QUESTION, "seller": {"id": "orla", "knows": KNOWS}, "executive": CFO, "signals": RESULTS},
        ids("suggestions"),
        ["F03"],
    ),
    "everything given": Row(
        "suggest_plays",
        {
            "question": QUESTION,
            "seller": {"id": "orla", "name": "Orla", "role": "hunter", "knows": KNOWS},
            "executive": CFO | {"industry": "food"},
            "signals": [*RESULTS, "new CFO since 1 Nov"],
            "as_of": "2026-11-20",
            "limit": 1,
        },
        lambda body: len(body["suggestions"]),
        1,
    ),
    "a name of several plays": Row(
        "suggest_plays",
        {"question": QUESTION, "seller": {"id": "orla", "knows": ["earnings stuff"]}, "signals": RESULTS},
        lambda body: [ask["candidates"] for ask in body["ask"]],
        [["F01", "F03"]],
    ),
    "its answer": Row(
        "suggest_plays",
        {
            "question": QUESTION,
            "seller": {"knows": ["earnings stuff"], "answers": [{"statement": "earnings stuff", "play_ids": ["F01"]}]},
            "signals": RESULTS,
        },
        lambda body: (ids("known")(body), body["ask"], ids("suggestions")(body)),
        (["F01"], [], ["F03"]),
    ),
    "known plays included": Row(
        "suggest_plays",
        {"question": QUESTION, "seller": {"knows": KNOWS}, "executive": CFO, "signals": RESULTS, "include_known": True},
        ids("suggestions"),
        ["F01", "F03"],
    ),
    "no signal": Row(
        "suggest_plays",
        {"question": "Where do I begin with this CEO?", "executive": {"title": "CEO"}},
        lambda body: body["note"].startswith("You gave no signal"),
        True,
    ),
    "an unknown title": Row(
        "suggest_plays",
        {"question": "How do I reach her?", "executive": {"title": "Head of beekeeping"}, "signals": ["new CFO since 1 Nov"]},
        lambda body: "I do not know the title 'Head of beekeeping'" in body["note"],
        True,
    ),
    "a title of several people": Row(
        "suggest_plays",
        {"question": "How do I reach her?", "executive": {"title": "CPO"}, "signals": ["new CFO since 1 Nov"]},
        lambda body: "'CPO' may be several people" in body["note"],
        True,
    ),
    "a practice to decline": Row(
        "suggest_plays",
        {"question": QUESTION, "seller": {"knows": ["I tell them their CEO asked me to get in touch, though he never did"]}},
        lambda body: [refusal["practice"] for refusal in body["refused"]],
        ["Claiming a referral that nobody gave"],
    ),
    "fields nobody knows": Row(
        "suggest_plays",
        {"question": QUESTION, "seller": {"id": "orla", "shoe": 4}, "colour": "red"},
        lambda body: [text for text in body["warnings"] if "field" in text],
        ["I do not know the field 'colour'; it was ignored.", "I do not know the field 'seller.shoe'; it was ignored."],
    ),
    "signs that are not of this alphabet": Row(
        "suggest_plays",
        {"question": "Wie erreiche ich Jürgen Groß? 你好 🙂 \u0000\u202e", "executive": {"name": "Jürgen Groß", "title": "CFO"}},
        lambda body: body["read_as"]["persona"],
        "cfo",
    ),
    "statements to recognise": Row(
        "known_plays",
        {"statements": ["I do the earnings-call mirror", "exec intro", "cold call"]},
        lambda body: [row["known"] or row["candidates"] for row in body["statements"]],
        [["F01"], ["R02", "R09"], ["B01"]],
    ),
    "questions to check": Row(
        "check_questions",
        {
            "questions": [
                {"text": "Did you log the visit?", "facts": ["two visits, no message sent"]},
                {"text": "Walk me through the moment she put her pen down.", "colour": "red"},
            ]
        },
        lambda body: ([[f["rule"] for f in q["findings"]] for q in body["questions"]], body["warnings"]),
        (
            [["QR1", "QR4"], []],
            [
                "I do not know the field 'questions.colour'; it was ignored.",
                BY_RULES_ALONE.format(trouble="the library has no detection/ear.json"),
            ],
        ),
    ),
    "a one-on-one": Row(
        "draft_questions",
        {
            "seller": {"id": "omar", "name": "Omar", "knows": KNOWS},
            "card": {
                "c_level_coverage": {"with_contact": 0, "accounts": 12},
                "executive_conversations": 5,
                "connects": {"made": 80, "accepted": 64},
                "commitments_kept": [{"agreed": 2, "done": 1}, None],
                "height": 3,
            },
            "notes": "Omar is keen; I want to begin with close dates.",
            "commitments": [{"text": "One note to the COO", "due": "2026-11-20", "became": "partly", "why": "no answer yet"}],
            "previous_questions": ["What part of this work would you do even if nobody counted it?"],
            "executive": {"title": "COO", "company": "Brandt Papers"},
            "as_of": "2026-11-20",
        },
        lambda body: (
            body["diagnosis"]["step"],
            body["questions"][-1]["kind"],
            body["refused"][0]["practice"],
            [(each["text"], each["due"], each["done"], each["told"]) for each in body["last_time"]],
        ),
        (
            0,
            "Q19",
            "Fields and dates in the talk",
            [("One note to the COO", "2026-11-20", False, "partly done (no answer yet); what is left of it?")],
        ),
    ),
    "a card by id": Row("get_play", {"name": "f03"}, lambda body: body["title"], "Analyst-question echo"),
    "a card by alias": Row("get_play", {"name": "Q&A echo"}, lambda body: body["id"], "F03"),
    "a search": Row("search", {"q": "results call", "k": 4}, lambda body: len(body["passages"]), 4),
    "a search without a match": Row("search", {"q": "xyzzy", "k": 2}, lambda body: body, {"passages": []}),
}


@pytest.fixture
def every_way_in(settings: Settings) -> Iterator[dict[str, WayIn]]:
    with open_every_way_in(settings) as opened:
        yield opened


@pytest.fixture(scope="module")
def every_reading_way_in(indexed_home: Path, small_corpus: Path) -> Iterator[dict[str, WayIn]]:
    """Every way in over the shared data folder, for requests that write nothing."""
    with open_every_way_in(make_settings(indexed_home, small_corpus)) as opened:
        yield opened


@pytest.mark.parametrize("label", TABLE)
def test_every_way_in_gives_the_same_document(label: str, every_reading_way_in: dict[str, WayIn]) -> None:
    row = TABLE[label]
    answers = {name: way_in.ask(row.job, **row.request) for name, way_in in every_reading_way_in.items()}
    first = next(iter(answers.values()))
    assert first.done, first.sentence
    assert row.shows(first.body) == row.expected
    assert answers == dict.fromkeys(answers, first)


STORY: tuple[tuple[str, dict[str, Any]], ...] = (
    ("record", {"seller": "orla", "play": "Analyst-question echo", "kind": "knows", "depth": 3}),
    ("record", {"seller": "orla", "play": "R02", "kind": "tried", "outcome": "she rang “back” in ten days", "depth": 2}),
    ("record", {"seller": "orla", "play": "F01", "kind": "not_known"}),
    ("record", {"seller": "bo", "play": "F01", "kind": "knows"}),
    ("ledger", {"seller": "orla"}),
    ("suggest_plays", {"question": QUESTION, "seller": {"id": "orla"}, "executive": CFO, "signals": RESULTS}),
    ("export", {"seller": "orla"}),
    ("erase", {"seller": "orla"}),
    ("export", {"seller": "orla"}),
    ("erase", {"seller": "orla"}),
    ("export", {"seller": "bo"}),
    ("erase", {"seller": "bo"}),
)


def test_a_sellers_record_goes_the_same_way_whichever_way_in_is_taken(every_way_in: dict[str, WayIn]) -> None:
    """Written, read, used, exported and erased; the next way in finds nothing of the one before."""
    told = {name: [way_in.ask(job, **request) for job, request in STORY] for name, way_in in every_way_in.items()}
    first = next(iter(told.values()))
    assert [answer.done for answer in first] == [True] * 8 + [False] * 2 + [True] * 2
    day = {"on": "2026-11-22"}
    assert first[4].body["ledger"] == [
        day | {"play_id": "F03", "kind": "knows", "depth": 3, "outcome": None},
        day | {"play_id": "R02", "kind": "tried", "depth": 2, "outcome": "she rang “back” in ten days"},
        day | {"play_id": "F01", "kind": "not_known", "depth": None, "outcome": None},
    ]
    assert [known["play_id"] for known in first[5].body["suggestions"]] == ["F01"]
    assert first[7].body == {"seller_id": "orla", "erased": 3}
    assert told == dict.fromkeys(told, first)


def test_what_one_way_in_writes_the_others_read(every_way_in: dict[str, WayIn]) -> None:
    for number, (name, way_in) in enumerate(every_way_in.items(), 1):
        assert way_in.ask("record", seller="orla", play="F01", kind="tried", outcome=f"by {name}").done
        read = [other.ask("ledger", seller="orla").body for other in every_way_in.values()]
        assert [len(body["ledger"]) for body in read] == [number] * len(every_way_in)
        assert read == [read[0]] * len(every_way_in)


def test_asking_writes_nothing_down(every_way_in: dict[str, WayIn]) -> None:
    for way_in in every_way_in.values():
        assert way_in.ask("suggest_plays", question=QUESTION, seller={"id": "orla", "knows": KNOWS}).done
        assert not way_in.ask("ledger", seller="orla").done
