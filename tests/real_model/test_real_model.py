"""The job with a real OpenAI-compatible server. Shape is asserted, never content: the model is too small for sense."""

import os
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from copilot import Settings, build_copilot, build_workshop
from copilot.domain.people import Executive, Seller
from copilot.domain.plays import PlaysRequest, PlaysResult

ROOT = Path(__file__).resolve().parents[2]
REQUEST = PlaysRequest(
    question="How do I reach the CFO of Halden Foods? Results were last week.",
    seller=Seller(id="orla", name="Orla", knows=("I call down the list",)),
    executive=Executive(name="Marit Sund", title="CFO", company="Halden Foods"),
    signals=("Results were published last week",),
)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a server that is ready."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [os.environ["COACH_REAL_MODEL"], str(ROOT / "tools" / "serve_small_model.py"), str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        address = next((line.strip() for line in process.stdout if line.startswith("http")), "")
        assert address, "the server did not start"
        yield f"{address}/v1"
        process.kill()


@pytest.fixture(params=[False, True], ids=["whole", "streamed"])
def settings(request: pytest.FixtureRequest, server: str, tmp_path: Path) -> Settings:
    return Settings(
        home=tmp_path / "home",
        model="smollm2",
        openai_base_url=server,
        openai_api_key="none",
        model_timeout=240,
        model_retries=0,
        model_stream=request.param,
        model_passage_tokens=1200,
        model_answer_tokens=900,
    )


def test_the_doctor_finds_it_or_says_what_is_wrong(settings: Settings) -> None:
    part = next(part for part in build_workshop(settings).examine().parts if part.part == "model")
    print(part.says)
    assert part.condition == "ok"


def test_the_answer_is_whole_whoever_drafted_it(settings: Settings) -> None:
    """The model's draft where it holds; else the library's own words, with a warning that says why."""
    result = build_copilot(settings).suggest_plays(REQUEST)
    assert PlaysResult.model_validate_json(result.model_dump_json()) == result
    assert 1 <= len(result.suggestions) <= 3
    assert result.drafted_by == "model" or any("own words answer" in warning for warning in result.warnings)
    print(result.drafted_by, *result.warnings, result.provenance.usage, sep="\n  ")
