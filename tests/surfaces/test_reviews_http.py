"""Certification over HTTP: hand in, have it reviewed, follow, decide, hand back, erase; and what is told where it cannot be."""

import io
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pptx import Presentation

from api.mcp_tools import call_tool, find_tool
from copilot.settings import Settings
from tests.adapters.deck_maker import make_deck
from tests.adapters.hostile_decks import REFUSED
from tests.surfaces.review_server import DECK, DECKS, STORY, follow, hand_in, order, review, serve_reviews
from tests.surfaces.ways_in import is_one_sentence

NOWHERE = ("rv-0123456789abcdef0123", "x", "rv-" + "9" * 60)


@pytest.fixture(scope="module")
def served(indexed_home: Path, small_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """One server for the tests of this file; each hands in decks of its own."""
    import shutil

    from tests.conftest import make_settings

    folder = tmp_path_factory.mktemp("reviews")
    settings = make_settings(shutil.copytree(indexed_home, folder / "home"), small_corpus)
    with serve_reviews(settings, folder) as client:
        client.app.state.home = settings.home  # type: ignore[attr-defined]
        yield client


@pytest.fixture(scope="module")
def done(served: TestClient) -> dict[str, Any]:
    """A review that is done."""
    return review(served, hand_in(served, story=STORY.read_bytes()), submission={"author": "Nikos", "account": "Saronic"})


def uploads_of(client: TestClient) -> set[str]:
    home: Path = client.app.state.home  # type: ignore[attr-defined]
    return {path.name for path in (home / "uploads").iterdir()}


def assert_problem(response: Any, status: int) -> str:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    detail = str(response.json()["detail"])
    assert is_one_sentence(detail)
    return detail


def test_a_deck_goes_in_and_a_proposal_comes_out(done: dict[str, Any]) -> None:
    assert done["status"] == "done"
    assert [criterion["id"] for criterion in done["result"]["criteria"]] == [f"K{n}" for n in range(1, 13)]
    assert done["progress"] == {"step": "", "done": 4, "of": 4}
    assert done["result"]["provenance"]["rubric"] == done["rubric"]


def test_the_review_is_accepted_with_its_address_and_followed_to_its_end(served: TestClient) -> None:
    response = order(served, hand_in(served))
    review_id = response.json()["review_id"]
    assert (response.status_code, response.headers["location"]) == (202, f"/v1/reviews/{review_id}")
    events = [(name, json.loads(data)) for name, data in follow(served, review_id)]
    assert [name for name, _ in events][-1] == "done"
    assert {name for name, _ in events[:-1]} <= {"progress"}
    steps = [event["progress"]["done"] for _, event in events]
    assert steps == sorted(steps)
    assert events[-1][1]["status"] == "done"
    assert [name for name, _ in follow(served, review_id)] == ["done"], "who comes late is told at once"


def test_a_body_that_is_the_deck_itself_is_taken_too(served: TestClient) -> None:
    response = served.post("/v1/decks?name=plain.pptx", content=DECK.read_bytes(), headers={"content-type": "application/x"})
    assert (response.status_code, response.json()["name"], response.json()["story"]) == (201, "plain.pptx", None)


def test_twenty_copies_of_a_request_at_once_are_one_review(served: TestClient) -> None:
    deck_id = hand_in(served)
    with ThreadPoolExecutor(20) as pool:
        responses = list(pool.map(lambda _: order(served, deck_id, "twenty"), range(20)))
    assert {response.status_code for response in responses} == {202}
    (review_id,) = {response.json()["review_id"] for response in responses}
    follow(served, review_id)
    assert order(served, deck_id, "twenty").json()["review_id"] == review_id
    assert "another request" in assert_problem(order(served, deck_id, "twenty", seller_id="bo"), 422)
    assert_problem(order(served, deck_id, " "), 422)


def test_an_id_that_is_none_is_answered_the_same_to_the_byte(served: TestClient) -> None:
    """So that nobody learns from an answer what there is."""
    for path, method in {"": "GET", "/events": "GET", "/deck": "GET", "/sheet": "GET", "/decision": "POST"}.items():
        body = {"verdict": "pass"} if method == "POST" else None
        answers = [served.request(method, f"/v1/reviews/{name}{path}", json=body) for name in NOWHERE]
        assert {(answer.status_code, answer.content) for answer in answers} == {(404, answers[0].content)}
        assert_problem(answers[0], 404)
    decks = [order(served, deck_id) for deck_id in ("dk-0123456789abcdef0123", "..", "rv-1")]
    assert {(answer.status_code, answer.content) for answer in decks} == {(404, decks[0].content)}


def test_what_is_larger_than_is_taken_is_refused_and_leaves_nothing(served: TestClient) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(51):
            yield b"PK" + b"x" * (1024 * 1024)

    before = uploads_of(served)
    told = served.post("/v1/decks", content=b"x", headers={"content-length": str(51 * 1024 * 1024)})
    untold = served.post("/v1/decks", content=pieces())
    for response in (told, untold):
        assert "50 MB" in assert_problem(response, 413)
    assert uploads_of(served) == before


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "application/octet-stream"),
        (b"no deck", ""),
        (b"x", "multipart/form-data"),
        (b"x", "multipart/form-data; boundary=y"),
    ],
)
def test_what_is_no_deck_is_refused_in_a_sentence_and_leaves_nothing(content: bytes, kind: str, served: TestClient) -> None:
    before = uploads_of(served)
    assert_problem(served.post("/v1/decks", content=content, headers={"content-type": kind}), 422)
    assert_problem(served.post("/v1/decks", files={"story": ("a.txt", b"told")}), 422)
    assert uploads_of(served) == before


def test_a_deck_that_only_its_parser_refuses_is_a_finished_run_with_its_sentence(served: TestClient) -> None:
    response = served.post("/v1/decks", files={"deck": ("a.pptx", REFUSED["no slide where one is named"]())})
    if response.status_code == 422:
        return  # looked through at the door already
    body = review(served, response.json()["deck_id"])
    assert (body["status"], body["result"]) == ("refused", None)
    assert is_one_sentence(body["sentence"])
    assert_problem(served.post(f"/v1/reviews/{body['review_id']}/decision", json={"verdict": "pass"}), 409)
    assert_problem(served.get(f"/v1/reviews/{body['review_id']}/sheet"), 409)


def test_a_decision_is_kept_with_its_reasons_and_an_earlier_one_stays(served: TestClient, done: dict[str, Any]) -> None:
    path = f"/v1/reviews/{done['review_id']}/decision"
    levels = {criterion["id"]: criterion["level"] for criterion in done["result"]["criteria"]}
    other = 4 if levels["K4"] != 4 else 3
    overruled = [{"criterion": "K4", "level": other, "reason": "She showed the <b>thread</b>."}]
    first = served.post(path, json={"verdict": "one_more_pass", "levels": overruled, "by": "Sian"})
    second = served.post(path, json={"verdict": "pass"})
    assert (first.status_code, second.status_code) == (201, 201)
    assert served.get(f"/v1/reviews/{done['review_id']}").json()["decisions"] == [first.json(), second.json()]
    served.post(path, json={"verdict": "pass", "levels": overruled})
    sheet = served.get(f"/v1/reviews/{done['review_id']}/sheet")
    assert "&lt;b&gt;thread" in sheet.text
    assert "sandbox" in sheet.headers["content-security-policy"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"verdict": "splendid"},
        {"verdict": "pass", "levels": [{"criterion": "K4", "level": 4}]},
        {"verdict": "pass", "levels": [{"criterion": "K4", "level": 9, "reason": "x"}]},
        {"verdict": "pass", "levels": [{"criterion": "K99", "level": 1, "reason": "x"}]},
        {"verdict": "pass", "levels": [{"criterion": "K4", "level": 1, "reason": "  "}]},
        {"verdict": "pass", "shoe": 4},
    ],
)
def test_a_decision_without_its_reason_is_not_kept(body: dict[str, Any], served: TestClient, done: dict[str, Any]) -> None:
    path = f"/v1/reviews/{done['review_id']}"
    before = served.get(path).json()["decisions"]
    assert_problem(served.post(f"{path}/decision", json=body), 422)
    assert served.get(path).json()["decisions"] == before


def test_the_copy_is_saved_and_never_shown_inline(served: TestClient, done: dict[str, Any]) -> None:
    response = served.get(f"/v1/reviews/{done['review_id']}/deck")
    assert response.headers["content-disposition"].startswith("attachment; ")
    assert response.headers["x-content-type-options"] == "nosniff"
    notes = [slide.notes_slide.notes_text_frame.text for slide in Presentation(io.BytesIO(response.content)).slides]
    assert "Your leader decides" in notes[0]


def test_the_next_take_says_what_changed_since_the_last(served: TestClient) -> None:
    about = {"submission": {"author": "Second Take", "account": "Saronic"}}
    first = review(served, hand_in(served, story=STORY.read_bytes()), **about)
    other = DECKS / "dv-01"
    second = review(served, hand_in(served, (other / "deck.pptx").read_bytes()), **about)
    assert (first["since"], second["since"]) == (None, first["review_id"])
    changes = second["changes"]
    assert (changes["total_before"], changes["total_now"]) == (first["result"]["total"], second["result"]["total"])
    before = {criterion["id"]: criterion["level"] for criterion in first["result"]["criteria"]}
    now = {criterion["id"]: criterion["level"] for criterion in second["result"]["criteria"]}
    assert {c["id"]: (c["before"], c["now"]) for c in changes["criteria"]} == {
        name: (before[name], now[name]) for name in before if before[name] != now[name]
    }
    assert "Since the last take" in served.get(f"/v1/reviews/{second['review_id']}/sheet").text


def test_an_export_holds_the_reviews_and_erasing_takes_the_files_along(served: TestClient) -> None:
    body = review(served, hand_in(served), seller_id="gone-soon")
    exported = served.get("/v1/sellers/gone-soon/export").json()
    assert [one["review_id"] for one in exported["reviews"]] == [body["review_id"]]
    assert exported["reviews"][0]["files"][0]["base64"]
    assert served.delete("/v1/sellers/gone-soon").json() == {"seller_id": "gone-soon", "erased": 1}
    assert body["deck_id"] not in uploads_of(served)
    assert served.get(f"/v1/reviews/{body['review_id']}").status_code == 404
    assert served.get("/v1/sellers/gone-soon/export").status_code == 404


def test_one_review_is_erased_by_its_id(served: TestClient) -> None:
    body = review(served, hand_in(served))
    assert served.delete(f"/v1/reviews/{body['review_id']}").json() == {"review_id": body["review_id"], "erased": 1}
    assert_problem(served.delete(f"/v1/reviews/{body['review_id']}"), 404)


def test_a_field_nobody_knows_and_a_story_as_text(served: TestClient) -> None:
    text = STORY.read_text(encoding="utf-8")
    body = review(served, hand_in(served), story=text, shoe=4, submission={"hat": 1})
    assert body["warnings"] == ["These fields are not known here and were left out: shoe, submission.hat."]
    told = {criterion["id"]: criterion["level"] for criterion in body["result"]["criteria"]}
    alone = review(served, hand_in(served))
    assert told["K11"] > {criterion["id"]: criterion["level"] for criterion in alone["result"]["criteria"]}["K11"]


def test_an_assistant_begins_a_review_once_and_reads_it(served: TestClient) -> None:
    copilot = served.app.state.copilot  # type: ignore[attr-defined]
    begin, look = find_tool("review_deck"), find_tool("get_review")
    assert begin is not None
    assert look is not None
    arguments = {"deck_id": hand_in(served), "seller_id": "mcp"}
    first, again = (call_tool(begin, arguments, lambda: copilot).structured_content for _ in range(2))
    assert first["review_id"] == again["review_id"]
    read = call_tool(look, {"review_id": first["review_id"]}, lambda: copilot).structured_content
    assert read["status"] == "done"
    refused = call_tool(look, {"review_id": "rv-none"}, lambda: copilot)
    assert refused.is_error
    assert "POST /v1/decks" in refused.content[0].text


def test_two_decks_of_one_slide_are_not_each_others_take(served: TestClient) -> None:
    """Without an author or a seller nobody can tell whose takes they are."""
    first = review(served, hand_in(served, make_deck()))
    second = review(served, hand_in(served, make_deck()))
    assert (first["since"], second["since"]) == (None, None)


def test_a_rubric_that_is_none_is_said(served: TestClient, settings: Settings) -> None:
    assert "no rubric" in assert_problem(order(served, hand_in(served), rubric="other.v9"), 422)
