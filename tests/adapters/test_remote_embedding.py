"""Embeddings from any OpenAI-compatible endpoint: plain strings out, unit vectors in, one kind of failure."""

import json
import logging
from typing import Any

import httpx
import httpx2
import numpy as np
import pytest
import respx

from copilot.retrieval.embedding import EmbedderUnavailable
from copilot.retrieval.remote_embedding import BATCH, RemoteEmbedder
from tests.jobs.model_table import KEY, Fakes

BASE_URL = "http://vectors.test/v1"
URL = f"{BASE_URL}/embeddings"


def make_embedder(model: str = "nomic-embed", **changes: Any) -> RemoteEmbedder:
    return RemoteEmbedder(model, **({"base_url": BASE_URL, "api_key": KEY, "retries": 0, "clock": Fakes().clock} | changes))


def embed_lengths(request: httpx.Request) -> httpx.Response:
    """Answer each text with a vector of its length, the last text first."""
    texts = json.loads(request.content)["input"]
    rows = [{"object": "embedding", "index": place, "embedding": [len(text), 1.0, 0.0]} for place, text in enumerate(texts)]
    return httpx.Response(200, json={"object": "list", "model": "m", "data": rows[::-1], "usage": {}})


def answer(*vectors: object, **changes: object) -> httpx.Response:
    rows = [{"object": "embedding", "index": place, "embedding": vector} | changes for place, vector in enumerate(vectors)]
    body = json.dumps({"object": "list", "model": "m", "data": rows, "usage": {}})  # no number is too odd for a strange server
    return httpx.Response(200, headers={"content-type": "application/json"}, content=body)


def test_texts_come_back_as_unit_vectors_in_their_order(httpx2_mock: respx.Router) -> None:
    httpx2_mock.post(URL).mock(side_effect=embed_lengths)
    embedder = make_embedder()
    vectors = embedder.embed(["abc", "a", "ab"])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1])
    assert (vectors[:, 0] / vectors[:, 1]) == pytest.approx([3, 1, 2])
    assert (vectors.dtype, embedder.dimensions) == (np.float32, 3)


def test_plain_strings_are_sent_in_batches_and_never_token_ids(httpx2_mock: respx.Router) -> None:
    route = httpx2_mock.post(URL).mock(side_effect=embed_lengths)
    texts = [f"text {number}" for number in range(BATCH + 5)]
    assert make_embedder().embed(texts).shape == (BATCH + 5, 3)
    sent = [json.loads(call.request.content) for call in route.calls]
    assert [text for body in sent for text in body["input"]] == texts
    assert {(body["model"], body["encoding_format"]) for body in sent} == {("nomic-embed", "float")}
    assert max(len(body["input"]) for body in sent) == BATCH


def test_blank_texts_are_not_sent_as_blanks_and_long_ones_are_cut(httpx2_mock: respx.Router) -> None:
    route = httpx2_mock.post(URL).mock(side_effect=embed_lengths)
    make_embedder().embed(["", " \n", "x" * 9000])
    assert [len(text) for text in json.loads(route.calls.last.request.content)["input"]] == [1, 1, 2000]


def test_no_texts_need_no_server() -> None:
    assert make_embedder().embed([]).shape[0] == 0


def test_dimensions_are_those_of_the_first_answer(httpx2_mock: respx.Router) -> None:
    route = httpx2_mock.post(URL).mock(side_effect=embed_lengths)
    embedder = make_embedder()
    assert [embedder.dimensions, embedder.dimensions] == [3, 3]
    assert route.call_count == 1


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (httpx.Response(401, json={"error": {"message": f"wrong key {KEY}"}}), "refused the key"),
        (httpx.Response(404), "does not know nomic-embed"),
        (httpx.Response(500, text=KEY), r"failed \(HTTP 500\)"),
        (httpx.Response(429), r"failed \(HTTP 429\)"),
        (httpx2.ReadTimeout("slow"), "did not answer in time"),
        (httpx2.ConnectError(KEY), "cannot be reached"),
        (httpx.Response(200, html="<h1>Sign in</h1>"), "cannot be read"),
        (httpx.Response(200, json={"data": []}), "cannot be read"),
        (httpx.Response(200, json={"error": KEY}), "cannot be read"),
        (answer([1.0, 0.0]), "cannot be read"),
        (answer([1.0, 0.0], [1.0]), "cannot be read"),
        (answer([], []), "cannot be read"),
        (answer("AAAA", "AAAA"), "cannot be read"),
        (answer([float("nan"), 0.0], [1.0, 0.0]), "without a direction"),
        (answer([0.0, 0.0], [1.0, 0.0]), "without a direction"),
        (answer([float("inf"), 0.0], [1.0, 0.0]), "without a direction"),
    ],
)
def test_every_failure_is_one_kind_sentence_without_the_key(
    reply: httpx.Response | Exception, says: str, httpx2_mock: respx.Router, caplog: pytest.LogCaptureFixture
) -> None:
    httpx2_mock.post(URL).mock(side_effect=reply if isinstance(reply, Exception) else [reply])
    embedder = make_embedder(base_url=f"http://me:{KEY}@vectors.test/v1")
    with caplog.at_level(logging.INFO), pytest.raises(EmbedderUnavailable, match=says) as caught:
        embedder.embed(["one", "two"])
    assert KEY not in str(caught.value) + repr(embedder) + embedder.name + caplog.text
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_vectors_that_change_their_length_are_refused(httpx2_mock: respx.Router) -> None:
    httpx2_mock.post(URL).mock(side_effect=[answer([1.0, 0.0]), answer([1.0, 0.0, 0.0])])
    embedder = make_embedder()
    embedder.embed(["one"])
    with pytest.raises(EmbedderUnavailable, match="changed the length"):
        embedder.embed(["two"])


def test_a_server_that_keeps_failing_is_left_alone_and_tried_again_later(httpx2_mock: respx.Router) -> None:
    route = httpx2_mock.post(URL).mock(side_effect=[httpx.Response(500)] * 3 + [answer([1.0])])
    time = Fakes()
    embedder = make_embedder(clock=time.clock)
    for _ in range(5):
        with pytest.raises(EmbedderUnavailable):
            embedder.embed(["one"])
    assert route.call_count == 3
    time.now += 31
    assert embedder.embed(["one"]).tolist() == [[1.0]]


def test_a_busy_server_is_asked_again_when_it_says(httpx2_mock: respx.Router) -> None:
    busy = httpx.Response(429, headers={"retry-after-ms": "1"})
    httpx2_mock.post(URL).mock(side_effect=[busy, answer([1.0])])
    assert make_embedder(retries=1).embed(["one"]).shape == (1, 1)


def test_answers_without_an_index_keep_their_order(httpx2_mock: respx.Router) -> None:
    httpx2_mock.post(URL).mock(side_effect=[answer([2.0, 0.0], [0.0, 5.0], index=None)])
    assert make_embedder().embed(["one", "two"]).tolist() == [[1.0, 0.0], [0.0, 1.0]]


def test_its_name_tells_models_and_servers_apart_and_names_neither_address_nor_folder() -> None:
    names = {
        make_embedder(model, base_url=base_url).name
        for model in ("a/b", "a-b")
        for base_url in (None, BASE_URL, "http://other.test/v1")
    }
    assert len(names) == 6
    assert all(name.startswith("remote:a-b@") and "test" not in name and "/" not in name for name in names)
    assert make_embedder(base_url=f"{BASE_URL}/").name == make_embedder(api_key=None).name


@pytest.mark.parametrize(("text", "tokens"), [("", 0), ("abcd", 1), ("abcde", 2), ("été!", 2)])
def test_tokens_are_estimated_alike_on_every_machine(text: str, tokens: int) -> None:
    assert make_embedder().count_tokens(text) == tokens
