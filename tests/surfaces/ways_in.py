"""The ways in, made alike: each takes a job and its request and returns one `Answer`, so that one table serves them all.

A further way in is one more class with `ask` and `send`, and one more line in `open_ways_in`.
"""

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple, Protocol

from click.testing import CliRunner, Result
from fastapi.testclient import TestClient
from httpx2 import Response

from api.cli import main
from api.http_app import make_app
from api.serving import LOOPBACK_HOSTS
from copilot.bootstrap import build_copilot
from copilot.settings import Settings

TODAY = date(2026, 11, 22)


class Answer(NamedTuple):
    """What came back: a JSON document where it was done, else one sentence and whose mistake it is."""

    done: bool
    body: Any = None
    sentence: str = ""
    blame: str = ""  # caller, machine, or us


class WayIn(Protocol):
    def ask(self, job: str, **request: Any) -> Answer:
        """Do a job that is asked for properly."""
        ...

    def send(self, job: str, raw: bytes) -> Answer:
        """Hand over whatever bytes as the request of a job."""
        ...


class Terminal:
    """The command line, in this process."""

    def __init__(self, settings: Settings) -> None:
        self.environment = {
            "COACH_HOME": str(settings.home),
            "COACH_CORPUS": str(settings.corpus),
            "COACH_EMBEDDER": settings.embedder,
            "COACH_TODAY": TODAY.isoformat(),
            "COLUMNS": "100",
        }

    def run(self, *arguments: str, stdin: bytes | str = b"") -> Result:
        """Run `coach` with its standard streams caught."""
        others = dict.fromkeys(name for name in os.environ if name.startswith(("COACH_", "OPENAI_")))
        return CliRunner().invoke(main, arguments, input=stdin, env={**others, **self.environment}, prog_name="coach")

    def ask(self, job: str, **request: Any) -> Answer:
        arguments, stdin = COMMANDS[job](request)
        ran = self.run(*arguments, stdin=stdin)
        if job == "erase" and ran.exit_code == 0:
            return Answer(done=True, body=_read_erased(request["seller"], ran.stdout))
        return _read_run(ran)

    def send(self, job: str, raw: bytes) -> Answer:
        return _read_run(self.run(COMMANDS[job]({})[0][0], "--request", "-", "--json", stdin=raw))


class Http:
    """The HTTP server, in this process."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def ask(self, job: str, **request: Any) -> Answer:
        method, path, body = ROUTES[job](request)
        return _read_response(self.client.request(method, path, json=body))

    def status_of(self, job: str, **request: Any) -> int:
        """Do a job and return the status of its response."""
        method, path, body = ROUTES[job](request)
        return self.client.request(method, path, json=body).status_code

    def send(self, job: str, raw: bytes) -> Answer:
        method, path, _ = ROUTES[job]({})
        return _read_response(self.client.request(method, path, content=raw, headers={"content-type": "application/json"}))


@contextmanager
def serve_app(settings: Settings, *, trusting: bool = False, **parts: Any) -> Iterator[TestClient]:
    """Serve in this process. `trusting` answers an unforeseen error as the server would, instead of raising it here."""
    app = make_app(
        lambda: build_copilot(settings, today=lambda: TODAY, **parts),
        most_body_bytes=settings.most_body_bytes,
        hosts=LOOPBACK_HOSTS,
    )
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=not trusting) as client:
        yield client


@contextmanager
def open_ways_in(settings: Settings) -> Iterator[dict[str, WayIn]]:
    """Open every way in over one data folder; the first is what the others are compared with."""
    with serve_app(settings) as client:
        yield {"terminal": Terminal(settings), "http": Http(client)}


def _read_run(ran: Result) -> Answer:
    if ran.exit_code == 0:
        return Answer(done=True, body=json.loads(ran.stdout))
    assert ran.stdout == "", "an error prints no document"
    return Answer(done=False, sentence=ran.stderr.strip(), blame={2: "caller", 3: "machine"}.get(ran.exit_code, "us"))


def _read_response(response: Response) -> Answer:
    if response.is_success:
        return Answer(done=True, body=response.json())
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == response.status_code
    blame = "caller" if response.status_code < 500 else "machine" if response.status_code == 503 else "us"
    return Answer(done=False, sentence=response.json()["detail"], blame=blame)


def _read_erased(seller: str, page: str) -> dict[str, Any]:
    """Return what the page of `coach erase` says, in the shape the other ways in use."""
    head, _, count = page.strip().removesuffix(" record(s).").rpartition(": ")
    assert head == f"Erased {seller}"
    return {"seller_id": seller, "erased": int(count)}


Fields = Mapping[str, Any]
Command = tuple[list[str], str]
Route = tuple[str, str, Any]


def _record_command(request: Fields) -> Command:
    depth = ["--depth", str(request["depth"])] if "depth" in request else []
    if request["kind"] == "tried":
        return ["tried", request["seller"], request["play"], "--outcome", request["outcome"], *depth, "--json"], ""
    denied = ["--not"] if request["kind"] == "not_known" else []
    return ["knows", request["seller"], request["play"], *denied, *depth, "--json"], ""


def _record_route(request: Fields) -> Route:
    body = {key: value for key, value in request.items() if key != "seller"}
    return "POST", f"/v1/sellers/{request['seller']}/plays", body


COMMANDS: dict[str, Callable[[Fields], Command]] = {
    "suggest_plays": lambda request: (["plays", "--request", "-", "--json"], json.dumps(request)),
    "known_plays": lambda request: (["known", "--request", "-", "--json"], json.dumps(request)),
    "check_questions": lambda request: (["check-questions", "--request", "-", "--json"], json.dumps(request)),
    "draft_questions": lambda request: (["questions", "--request", "-", "--json"], json.dumps(request)),
    "get_play": lambda request: (["play", request["name"], "--json"], ""),
    "search": lambda request: (["search", request["q"], "-k", str(request["k"]), "--json"], ""),
    "record": _record_command,
    "ledger": lambda request: (["knows", request["seller"], "--json"], ""),
    "export": lambda request: (["export", request["seller"]], ""),
    "erase": lambda request: (["erase", request["seller"], "--yes"], ""),
}
ROUTES: dict[str, Callable[[Fields], Route]] = {
    "suggest_plays": lambda request: ("POST", "/v1/plays/suggest", request),
    "known_plays": lambda request: ("POST", "/v1/plays/known", request),
    "check_questions": lambda request: ("POST", "/v1/questions/check", request),
    "draft_questions": lambda request: ("POST", "/v1/questions/draft", request),
    "get_play": lambda request: ("GET", f"/v1/plays/{request['name']}", None),
    "search": lambda request: ("GET", f"/v1/search?q={request['q']}&k={request['k']}", None),
    "record": _record_route,
    "ledger": lambda request: ("GET", f"/v1/sellers/{request['seller']}/plays", None),
    "export": lambda request: ("GET", f"/v1/sellers/{request['seller']}/export", None),
    "erase": lambda request: ("DELETE", f"/v1/sellers/{request['seller']}", None),
}


def is_one_sentence(text: str) -> bool:
    """Whether a text is one line and one sentence; a pointer to --help may stand after it."""
    sentence = re.sub(r" Try 'coach[a-z -]* --help'\.$", "", text)
    return (
        sentence.endswith((".", '?"'))
        and len(sentence) < 300
        and not re.search(r"[.!?]\s+[A-Z]|[\r\n]|Traceback|Error\b", sentence)
    )
