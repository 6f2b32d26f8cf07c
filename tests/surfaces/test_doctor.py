"""`coach doctor`: each part is looked at, nothing is mended, and what is said can be done."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import httpx
import pytest
import respx

from copilot.bootstrap import build_workshop
from copilot.domain.health import PartHealth
from copilot.settings import Settings
from tests.conftest import make_settings
from tests.jobs.model_table import BASE_URL, KEY, URL, complete
from tests.retrieval.indexes import find_version, flip_byte
from tests.surfaces.ways_in import Terminal


def examine(settings: Settings) -> dict[str, PartHealth]:
    return {part.part: part for part in build_workshop(settings).examine().parts}


def with_model(settings: Settings, **changes: Any) -> Settings:
    model = {"model": "qwen3:8b", "openai_base_url": BASE_URL, "openai_api_key": KEY, "model_retries": 0}
    return make_settings(settings.home, settings.corpus, **(model | changes))


def test_a_sound_set_up_has_no_broken_part(settings: Settings) -> None:
    parts = examine(settings)
    wanted = [
        "program",
        "data folder",
        "library",
        "embedder",
        "ear for questions",
        "index",
        "record of sellers",
        "model",
        "token counter",
    ]
    assert list(parts) == wanted
    assert {name for name, part in parts.items() if part.condition != "ok"} == {"embedder", "ear for questions"}  # off in tests
    assert "playbook mode" in parts["model"].says


def test_every_part_that_is_not_well_says_what_to_do(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    worst = Settings(home=tmp_path / "file" / "home", corpus=tmp_path / "none", embedder="none")
    parts = examine(worst)
    assert (parts["data folder"].condition, parts["library"].condition) == ("broken", "broken")
    assert [name for name, part in parts.items() if part.condition != "ok" and not part.remedy] == []


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        pytest.param(lambda settings: shutil.rmtree(settings.home / "index"), "no index yet", id="missing"),
        pytest.param(lambda settings: flip_byte(find_version(settings) / "passages.json"), "damaged", id="damaged"),
    ],
)
def test_an_index_that_would_not_be_served_is_said_and_left_as_it_is(damage: Any, says: str, settings: Settings) -> None:
    damage(settings)
    before = sorted((settings.home / "index").rglob("*"))
    part = examine(settings)["index"]
    assert (part.condition, part.remedy) == ("attention", "run 'coach index' to have it made now")
    assert says in part.says
    assert sorted((settings.home / "index").rglob("*")) == before


def test_a_damaged_record_is_broken(settings: Settings) -> None:
    (settings.home / "coach.sqlite").write_bytes(b"no database" * 100)
    assert examine(settings)["record of sellers"].condition == "broken"


def test_a_model_that_answers_is_asked_once_for_one_tiny_answer(settings: Settings, httpx2_mock: respx.Router) -> None:
    route = httpx2_mock.post(URL).mock(return_value=complete({"ready": True}))
    part = examine(with_model(settings))["model"]
    assert (part.condition, route.call_count) == ("ok", 1)
    assert len(route.calls.last.request.content) < 2000


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (httpx.Response(401, json={"error": {"message": f"bad key {KEY}"}}), "OPENAI_API_KEY"),
        (httpx.Response(404, json={}), "COACH_MODEL"),
        (complete("no JSON"), "not valid JSON"),
    ],
)
def test_a_model_that_does_not_is_named_with_what_to_do_and_never_with_its_key(
    reply: httpx.Response, says: str, settings: Settings, httpx2_mock: respx.Router
) -> None:
    httpx2_mock.post(URL).mock(return_value=reply)
    part = examine(with_model(settings))["model"]
    assert part.condition == "attention"
    assert says in part.says
    assert KEY not in part.model_dump_json()


def test_the_command_prints_a_page_or_one_document_and_tells_by_its_exit(terminal: Terminal, tmp_path: Path) -> None:
    page = terminal.run("doctor")
    assert (page.exit_code, page.stdout.startswith("ok        program:")) == (0, True)
    document = json.loads(terminal.run("doctor", "--json").stdout)
    assert {part["condition"] for part in document["parts"]} == {"ok", "attention"}
    terminal.environment["COACH_CORPUS"] = os.fspath(tmp_path / "nowhere")
    broken = terminal.run("doctor")
    assert (broken.exit_code, "BROKEN    library" in broken.stdout) == (3, True)
