"""Whatever is handed in, the answer is one sentence on what to do next: exit 2, or a 4xx problem. Never a traceback."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tests.surfaces.ways_in import Http, WayIn, is_one_sentence

TYPED = "Zanzibar"  # stands in every request that can hold a word, and must not come back over HTTP


def asked(**fields: Any) -> bytes:
    return json.dumps({"question": TYPED} | fields).encode()


# label -> job, bytes, what the terminal's sentence names, and the status over HTTP
BODIES: dict[str, tuple[str, bytes, str, int]] = {
    "nothing": ("suggest_plays", b"", "not valid JSON", 422),
    "no JSON": ("suggest_plays", b"{'question': 'Zanzibar'}", "not valid JSON (line 1)", 422),
    "JSON cut off": ("suggest_plays", asked()[:-2], "not valid JSON", 422),
    "a list": ("suggest_plays", b'["Zanzibar"]', "must be a JSON object", 422),
    "a text": ("suggest_plays", b'"Zanzibar"', "must be a JSON object", 422),
    "a number": ("known_plays", b"7", "must be a JSON object", 422),
    "null": ("known_plays", b"null", "must be a JSON object", 422),
    "no UTF-8": ("suggest_plays", asked().replace(b"Z", b"\xe9"), "not UTF-8", 400),
    "nested lists": ("suggest_plays", b'{"question": ' + b"[" * 90_000 + b"]" * 90_000 + b"}", "nested too deep", 400),
    "nested objects": ("suggest_plays", b'{"a":' * 40_000 + b"1" + b"}" * 40_000, "nested too deep", 400),
    "a body of 300 kB": ("suggest_plays", asked(question="Zanzibar" * 40_000), "larger than 256 kB; shorten it", 413),
    "a question of 200 kB": ("suggest_plays", asked(question="Zanzibar" * 25_000), "'question'", 422),
    "no question": ("suggest_plays", b'{"seller": {"id": "Zanzibar"}}', "'question': is missing; add it", 422),
    "an empty question": ("suggest_plays", asked(question=""), "'question'", 422),
    "a number for a question": ("suggest_plays", asked(question=7), "'question'", 422),
    "half a character": ("suggest_plays", b'{"question": "\\ud800Zanzibar"}', "'question'", 422),
    "a text for a seller": ("suggest_plays", asked(seller=TYPED), "'seller'", 422),
    "a seller without an id": ("suggest_plays", asked(seller={"id": ""}), "'seller.id'", 422),
    "a text for statements": ("suggest_plays", asked(seller={"knows": TYPED}), "'seller.knows'", 422),
    "a text for an answer": ("suggest_plays", asked(seller={"answers": [TYPED]}), "'seller.answers.0'", 422),
    "a list for an executive": ("suggest_plays", asked(executive=[TYPED]), "'executive'", 422),
    "an empty signal": ("suggest_plays", asked(signals=[TYPED, ""]), "'signals.1'", 422),
    "too many signals": ("suggest_plays", asked(signals=[TYPED] * 21), "'signals'", 422),
    "no date": ("suggest_plays", asked(as_of=TYPED), "'as_of'", 422),
    "a day that is none": ("suggest_plays", asked(as_of="2026-02-30"), "'as_of'", 422),
    "a limit of 0": ("suggest_plays", asked(limit=0), "'limit'", 422),
    "a limit of 9": ("suggest_plays", asked(limit=9), "'limit'", 422),
    "a word for a limit": ("suggest_plays", asked(limit=TYPED), "'limit'", 422),
    "a word for yes or no": ("suggest_plays", asked(include_known=TYPED), "'include_known'", 422),
    "no statements": ("known_plays", b"{}", "'statements': is missing; add it", 422),
    "an empty list of statements": ("known_plays", b'{"statements": []}', "'statements'", 422),
    "too many statements": ("known_plays", json.dumps({"statements": [TYPED] * 61}).encode(), "'statements'", 422),
    "a statement too long": ("known_plays", json.dumps({"statements": [TYPED * 300]}).encode(), "'statements.0'", 422),
    "no questions to check": ("check_questions", b"{}", "'questions': is missing; add it", 422),
    "an empty question to check": ("check_questions", b'{"questions": [{"text": " "}]}', "'questions.0.text'", 422),
    "a question to check that is too long": (
        "check_questions",
        json.dumps({"questions": [{"text": TYPED * 100}]}).encode(),
        "'questions.0.text'",
        422,
    ),
    "an empty fact": ("check_questions", b'{"questions": [{"text": "Zanzibar?", "facts": [""]}]}', "'questions.0.facts.0'", 422),
}
NAMES: dict[str, tuple[str, dict[str, Any], str, int]] = {
    "an unknown play": ("get_play", {"name": TYPED}, "There is no play", 404),
    "a name of several plays": ("get_play", {"name": "exec intro"}, "R02, R09; say which by its id", 409),
    "writing down an unknown play": ("record", {"seller": "orla", "play": TYPED, "kind": "knows"}, "There is no play", 404),
    "writing down one of several": (
        "record",
        {"seller": "orla", "play": "exec intro", "kind": "knows"},
        "say which by its id",
        409,
    ),
    "the ledger of nobody": ("ledger", {"seller": TYPED}, "check the id, nothing was changed", 404),
    "the export of nobody": ("export", {"seller": TYPED}, "check the id, nothing was changed", 404),
    "erasing nobody": ("erase", {"seller": TYPED}, "check the id, nothing was changed", 404),
    "an id too long": ("record", {"seller": "o" * 81, "play": "F01", "kind": "knows"}, "1 to 80 characters", 422),
    "an id of spaces": ("record", {"seller": " ", "play": "F01", "kind": "knows"}, "1 to 80 characters", 422),
    "an empty query": ("search", {"q": "  ", "k": 3}, "The query is empty; say what you look for", 422),
}


@pytest.mark.parametrize("label", BODIES)
def test_bad_bodies_end_in_one_sentence_for_the_caller(label: str, reading_ways_in: dict[str, WayIn]) -> None:
    job, raw, _, _ = BODIES[label]
    for name, way_in in reading_ways_in.items():
        answer = way_in.send(job, raw)
        assert (answer.done, answer.blame) == (False, "caller"), name
        assert is_one_sentence(answer.sentence), f"{name}: {answer.sentence}"


@pytest.mark.parametrize("label", BODIES)
def test_the_terminal_says_what_is_wrong(label: str, reading_ways_in: dict[str, WayIn]) -> None:
    job, raw, says, _ = BODIES[label]
    assert says in reading_ways_in["terminal"].send(job, raw).sentence


@pytest.mark.parametrize("label", BODIES)
def test_http_gives_the_right_status_and_never_repeats_what_was_typed(label: str, reading_client: TestClient) -> None:
    job, raw, _, status = BODIES[label]
    path = {"suggest_plays": "/v1/plays/suggest", "known_plays": "/v1/plays/known", "check_questions": "/v1/questions/check"}[job]
    response = reading_client.post(path, content=raw, headers={"content-type": "application/json"})
    assert response.status_code == status
    assert TYPED.casefold() not in response.text.casefold()


@pytest.mark.parametrize("label", NAMES)
def test_names_nobody_knows_end_in_the_same_sentence_everywhere(label: str, reading_ways_in: dict[str, WayIn]) -> None:
    job, request, says, _ = NAMES[label]
    answers = {name: way_in.ask(job, **request) for name, way_in in reading_ways_in.items()}
    first = next(iter(answers.values()))
    assert (first.done, first.blame) == (False, "caller")
    assert says in first.sentence
    assert is_one_sentence(first.sentence)
    assert answers == dict.fromkeys(answers, first)


@pytest.mark.parametrize("label", NAMES)
def test_names_nobody_knows_have_a_status_of_their_own(label: str, reading_client: TestClient) -> None:
    job, request, _, status = NAMES[label]
    assert Http(reading_client).status_of(job, **request) == status


def test_a_refused_record_writes_nothing(ways_in: dict[str, WayIn]) -> None:
    for name, way_in in ways_in.items():
        assert not way_in.ask("record", seller="orla", play="F01", kind="knows", depth=9).done, name
        assert not way_in.ask("ledger", seller="orla").done, name


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
_REQUESTS = st.fixed_dictionaries(
    {},
    optional={
        "question": st.just(TYPED) | _ANY,
        "seller": st.fixed_dictionaries({}, optional={"id": st.just("orla") | _ANY, "knows": _ANY, "answers": _ANY}) | _ANY,
        "executive": st.fixed_dictionaries({}, optional={"title": _ANY, "name": _ANY}) | _ANY,
        "signals": _ANY,
        "as_of": st.dates().map(str) | _ANY,
        "limit": st.integers(0, 4) | _ANY,
        "include_known": _ANY,
        "else": _ANY,
    },
)


@examples(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(request_fields=_REQUESTS | st.fixed_dictionaries({"question": st.text(min_size=1, max_size=40)}))
def test_every_way_in_accepts_the_same_requests(request_fields: dict[str, Any], reading_ways_in: dict[str, WayIn]) -> None:
    """Any JSON at all is answered alike everywhere, or refused everywhere in one sentence."""
    raw = json.dumps(request_fields).encode()
    answers = [way_in.send("suggest_plays", raw) for way_in in reading_ways_in.values()]
    assert {(answer.done, answer.blame) for answer in answers} in ({(True, "")}, {(False, "caller")})
    assert all(answer.body == answers[0].body for answer in answers)
    assert all(answer.done or is_one_sentence(answer.sentence) for answer in answers)
