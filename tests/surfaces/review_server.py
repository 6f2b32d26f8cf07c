"""Servers over a library that has a rubric: the small one has none, and the whole one takes long to index."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from copilot.settings import Settings
from tests.conftest import REAL_CORPUS, make_settings
from tests.surfaces.ways_in import serve_app

DECKS = REAL_CORPUS.parent / "evals" / "cases" / "decks"
DECK, STORY = DECKS / "dv-07" / "deck.pptx", DECKS / "dv-07" / "transcript.vtt"
AS_OF = "2026-05-14"


def add_rubrics(settings: Settings, folder: Path) -> Settings:
    """Return settings over a copy of their library that has the rubrics and templates beside its cards."""
    corpus = shutil.copytree(settings.corpus, folder / "corpus")
    for name in ("rubrics", "templates"):
        shutil.copytree(REAL_CORPUS / name, corpus / name)
    return make_settings(settings.home, corpus)


@contextmanager
def serve_reviews(settings: Settings, folder: Path, **parts: Any) -> Iterator[TestClient]:
    with serve_app(add_rubrics(settings, folder), trusting=True, **parts) as client:
        yield client


def hand_in(client: TestClient, deck: bytes | None = None, story: bytes | None = None) -> str:
    """Hand in a deck as a form; return its id."""
    files = {"deck": ("deck.pptx", DECK.read_bytes() if deck is None else deck)}
    if story is not None:
        files["story"] = ("story.vtt", story)
    response = client.post("/v1/decks", files=files)
    assert response.status_code == 201, response.text
    return str(response.json()["deck_id"])


def order(client: TestClient, deck_id: str, key: str | None = None, **fields: Any) -> Any:
    headers = {"idempotency-key": key} if key is not None else {}
    return client.post("/v1/reviews", json={"deck_id": deck_id, "as_of": AS_OF, **fields}, headers=headers)


def follow(client: TestClient, review_id: str) -> list[tuple[str, str]]:
    """Return the events of a run until it is over: (name, data)."""
    events, name = [], ""
    with client.stream("GET", f"/v1/reviews/{review_id}/events") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        for line in stream.iter_lines():
            name = line.removeprefix("event: ") if line.startswith("event: ") else name
            if line.startswith("data: "):
                events.append((name, line.removeprefix("data: ")))
    return events


def review(client: TestClient, deck_id: str, **fields: Any) -> dict[str, Any]:
    """Have a deck reviewed; return the review when it is over."""
    review_id = order(client, deck_id, **fields).json()["review_id"]
    follow(client, review_id)
    body: dict[str, Any] = client.get(f"/v1/reviews/{review_id}").json()
    return body
