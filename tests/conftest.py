"""A small library of real cards, an index of it that is made once, and the two ways in over copies of it."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, settings

from copilot.bootstrap import build_workshop
from copilot.retrieval.detection_features import FEATURES
from copilot.retrieval.detection_model import WEIGHTS_FILE
from copilot.retrieval.manner import Manner
from copilot.retrieval.phrase_match import MATCH_FEATURES
from copilot.settings import Settings
from tests.surfaces.ways_in import Http, Terminal, WayIn, open_ways_in, serve_app

if not os.environ.get("COACH_REAL_MODEL"):
    collect_ignore = ["real_model"]  # minutes, and a server of its own: `make test-model`

# a busy machine is slow, not wrong: time limits would make properties fail by chance
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")

REAL_CORPUS = Path(__file__).resolve().parent.parent / "corpus"
PLAYS = ("A01", "B01", "B04", "D08", "F01", "F03", "I11", "R02", "R09", "S01")
PERSONAS = {"PE-CEO": "ceo", "PE-CFO": "cfo", "PE-CPO": "cpo"}
SIGNALS = ("new-executive", "results-call", "no-signal")
PRACTICES = ("false-referral", "fear-mail")


@pytest.fixture(scope="session")
def small_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ten plays, three personas and the lists that belong to them. Shared: never write into it."""
    folder = tmp_path_factory.mktemp("small-corpus")
    copy_small_corpus(folder)
    return folder


@pytest.fixture(scope="session")
def indexed_home(small_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the index of the small library. Shared: never write into it."""
    folder = tmp_path_factory.mktemp("indexed-home")
    build_workshop(make_settings(folder, small_corpus)).build_index()
    return folder


@pytest.fixture
def home(indexed_home: Path, tmp_path: Path) -> Path:
    """A data folder of this test's own, with the index in it."""
    return shutil.copytree(indexed_home, tmp_path / "home")


@pytest.fixture
def settings(home: Path, small_corpus: Path) -> Settings:
    return make_settings(home, small_corpus)


@pytest.fixture
def terminal(settings: Settings) -> Terminal:
    """The command line over this test's data folder."""
    return Terminal(settings)


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    """The HTTP server over this test's data folder, called as localhost."""
    with serve_app(settings) as served:
        yield served


@pytest.fixture
def ways_in(settings: Settings) -> Iterator[dict[str, WayIn]]:
    """Every way in over this test's data folder, by name."""
    with open_ways_in(settings) as opened:
        yield opened


@pytest.fixture(scope="session")
def reading_ways_in(indexed_home: Path, small_corpus: Path) -> Iterator[dict[str, WayIn]]:
    """Every way in over the shared data folder, for requests that write nothing."""
    with open_ways_in(make_settings(indexed_home, small_corpus)) as opened:
        yield opened


@pytest.fixture(scope="session")
def reading_client(reading_ways_in: dict[str, WayIn]) -> TestClient:
    """The HTTP server over the shared data folder, for requests that write nothing."""
    http = reading_ways_in["http"]
    assert isinstance(http, Http)
    return http.client


def make_settings(home: Path, corpus: Path, **changes: Any) -> Settings:
    """Return settings that read nothing else from outside and compare words alone, so that no weights are loaded."""
    return Settings(home=home, corpus=corpus, embedder="none", library="", vector_search="exact", **changes)


def copy_small_corpus(folder: Path) -> None:
    """Copy the chosen cards of the real library, with every reference to a card that stays behind taken out."""
    for play_id in PLAYS:
        _copy_card("plays", play_id, folder)
    for persona_id in PERSONAS:
        _copy_card("personas", persona_id, folder)
    signals = [_cut(entry, "first", "also") for entry in _read_list("signals.yaml") if entry["id"] in SIGNALS]
    shared = [_cut(entry, "candidates") for entry in _read_list("ambiguous.yaml")]
    practices = [entry | {"sources": []} for entry in _read_list("practices.yaml") if entry["id"] in PRACTICES]
    _write_list(folder / "signals.yaml", signals)
    shutil.copy(REAL_CORPUS / "sources.yaml", folder)
    for name in ("coaching", "questions"):
        shutil.copytree(REAL_CORPUS / name, folder / name)
    _write_list(folder / "ambiguous.yaml", [entry for entry in shared if len(entry["candidates"]) > 1])
    _write_list(folder / "practices.yaml", practices)
    _write_plain_weights(folder / WEIGHTS_FILE)


def _write_plain_weights(path: Path) -> None:
    """Write a detector that no refit changes: it goes by names, by whole phrases, and by the words of declined practices."""
    weights: dict[str, Any] = json.loads((REAL_CORPUS / WEIGHTS_FILE).read_text(encoding="utf-8"))
    sizes = {"known": len(FEATURES), "name_only": len(FEATURES), "phrase": len(MATCH_FEATURES)}
    for name in [name for name, value in weights.items() if isinstance(value, dict)]:
        size = sizes.get(name, len(weights[name]["weights"]))
        weights[name] = {"mean": [0.0] * size, "scale": [1.0] * size, "weights": [0.0] * size, "bias": -12.0}
    weights["features"] = list(FEATURES)
    weights["known"]["weights"][FEATURES.index("words")] = 100.0
    practice = weights["practice"]["weights"]
    practice[len(FEATURES) if len(practice) > len(FEATURES) else 0] = 1.0  # as likely as it is known, wherever that stands
    weights["practice"]["bias"] = 0.0
    weights["phrase"]["weights"][MATCH_FEATURES.index("inside")] = 24.0
    path.parent.mkdir()
    path.write_text(json.dumps(weights), encoding="utf-8")
    silent = Manner(bias=0.0, rarity={}, weight={})
    (path.parent / "manner.json").write_text(silent.model_dump_json(), encoding="utf-8")


def _copy_card(kind: str, card_id: str, folder: Path) -> None:
    path = next((REAL_CORPUS / kind).glob(f"{card_id}-*.md"))
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    fields: dict[str, Any] = yaml.safe_load(front)
    if kind == "plays":
        slugs = {*PERSONAS.values(), "any"}
        fields["personas"] = [slug for slug in fields["personas"] if slug in slugs]
        fields["signals"] = [signal for signal in fields["signals"] if signal in SIGNALS]
        fields["neighbours"] = {other: text for other, text in fields["neighbours"].items() if other in PLAYS}
        fields["evidence"]["sources"] = []
    else:
        fields = _cut(fields, "plays") | {"sources": []}
    (folder / kind).mkdir(exist_ok=True)
    (folder / kind / path.name).write_text(f"---\n{_dump(fields)}---\n{body}", encoding="utf-8")


def _cut(entry: dict[str, Any], *keys: str) -> dict[str, Any]:
    """Return an entry whose lists of play ids name copied plays only."""
    return entry | {key: [play_id for play_id in entry.get(key, []) if play_id in PLAYS] for key in keys}


def _read_list(name: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = yaml.safe_load((REAL_CORPUS / name).read_text(encoding="utf-8"))
    return entries


def _write_list(path: Path, entries: list[dict[str, Any]]) -> None:
    path.write_text(_dump(entries), encoding="utf-8")


def _dump(value: Any) -> str:
    return str(yaml.safe_dump(value, allow_unicode=True, sort_keys=False))
