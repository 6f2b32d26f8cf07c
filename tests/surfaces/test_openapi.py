"""The HTTP interface describes itself, and says whether it is alive and ready."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.http_app import make_app
from api.serving import LOOPBACK_HOSTS
from copilot.bootstrap import build_copilot
from copilot.settings import Settings

ROUTES = {
    ("post", "/v1/plays/suggest"),
    ("post", "/v1/plays/known"),
    ("post", "/v1/questions/check"),
    ("get", "/v1/plays/{name}"),
    ("get", "/v1/search"),
    ("get", "/v1/sellers/{seller_id}/plays"),
    ("post", "/v1/sellers/{seller_id}/plays"),
    ("get", "/v1/sellers/{seller_id}/export"),
    ("delete", "/v1/sellers/{seller_id}"),
    ("post", "/v1/decks"),
    ("post", "/v1/reviews"),
    ("get", "/v1/reviews/{review_id}"),
    ("get", "/v1/reviews/{review_id}/events"),
    ("post", "/v1/reviews/{review_id}/decision"),
    ("get", "/v1/reviews/{review_id}/deck"),
    ("get", "/v1/reviews/{review_id}/sheet"),
    ("delete", "/v1/reviews/{review_id}"),
    ("get", "/healthz"),
    ("get", "/readyz"),
}


@pytest.fixture
def described(reading_client: TestClient) -> dict[str, Any]:
    document: dict[str, Any] = reading_client.get("/openapi.json").json()
    return document


def test_every_route_is_described_in_a_sentence(described: dict[str, Any]) -> None:
    routes = {(method, path): entry for path, methods in described["paths"].items() for method, entry in methods.items()}
    assert set(routes) >= ROUTES
    assert {
        place: entry["description"] for place, entry in routes.items() if not entry.get("description", "").endswith(".")
    } == {}


@pytest.mark.parametrize("path", ["/v1/plays/suggest", "/v1/plays/known", "/v1/questions/check"])
def test_the_example_of_a_job_can_be_sent_as_it_stands(path: str, reading_client: TestClient, described: dict[str, Any]) -> None:
    example = described["paths"][path]["post"]["requestBody"]["content"]["application/json"]["example"]
    response = reading_client.post(path, json=example)
    assert response.status_code == 200
    assert [text for text in response.json()["warnings"] if "field" in text] == [], "it holds no field that is ignored"


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/nothing", 404), ("GET", "/v1/plays/suggest/x", 404), ("PUT", "/healthz", 405)]
)
def test_an_address_that_is_none_points_to_the_description(
    method: str, path: str, status: int, reading_client: TestClient
) -> None:
    response = reading_client.request(method, path)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["detail"].endswith("; see /openapi.json.")


def test_it_is_alive_at_once_and_ready_when_the_library_is_loaded(settings: Settings) -> None:
    app = make_app(lambda: build_copilot(settings), most_body_bytes=settings.most_body_bytes, hosts=LOOPBACK_HOSTS)
    early = TestClient(app, base_url="http://localhost")  # without `with` the server has not started
    assert (early.get("/healthz").status_code, early.get("/readyz").status_code) == (200, 503)
    with TestClient(app, base_url="http://localhost") as started:
        assert (started.get("/healthz").json(), started.get("/readyz").json()) == ({"status": "ok"}, {"status": "ready"})
    assert early.get("/readyz").status_code == 503, "stopped again"
