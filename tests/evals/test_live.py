"""Live runs against a server of this machine: kept, resumed, replayed, within the budget, and without a secret in the log."""

import json
from pathlib import Path

import pytest

from evals.command import main
from evals.judge import JudgeAgreement, digest_of_prompt, find_agreement
from evals.replay import HoldsSecret, Recording, read_recordings, write_line
from tests.evals.model_server import Served, serve

KEY = "sk-test-4711-do-not-keep"
CASE = ["--suite", "plays", "--case", "S-13"]


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name, value in {
        "COACH_MODEL": "loopback",
        "OPENAI_API_KEY": KEY,
        "COACH_MODEL_RETRIES": "0",
        "COACH_MODEL_ANSWER_TOKENS": "500",
        "COACH_HOME": str(tmp_path / "home"),
        "COACH_PRICE_PROMPT": "1",
        "COACH_PRICE_ANSWER": "2",
    }.items():
        monkeypatch.setenv(name, value)
    return tmp_path / "log.jsonl"


def run_live(log: Path, served: Served, monkeypatch: pytest.MonkeyPatch, *more: str) -> int:
    monkeypatch.setenv("OPENAI_BASE_URL", served.address)
    return main([*CASE, "--live", "--log", str(log), "--takes", "2", *more])


def test_a_live_run_is_kept_goes_on_where_it_stopped_and_can_be_replayed(
    settings: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """What was answered is not asked again; the log alone gives the same figures; tokens and cost are told."""
    with serve(Served()) as served:
        first = run_live(settings, served, monkeypatch, "--json", str(tmp_path / "a.json"))
        asked = served.calls
        assert asked >= 2
        assert run_live(settings, served, monkeypatch) == first
        assert served.calls == asked, "the log was not used"
    told = capsys.readouterr().out
    assert "loopback answered (live" in told
    assert "plays_answer" in told, "no agreement of the model with itself"
    assert KEY not in settings.read_text()
    kept = read_recordings(settings).values()
    assert {each.provenance for each in kept} == {"recorded"}
    assert sorted({each.take for each in kept}) == [0, 1]
    assert main([*CASE, "--replay", str(settings), "--json", str(tmp_path / "b.json")]) == first
    live, replayed = (json.loads((tmp_path / name).read_text()) for name in ("a.json", "b.json"))
    assert replayed["suites"] == live["suites"]
    assert (live["model"]["provenance"], replayed["model"]["provenance"]) == ("live", "recorded")
    assert live["model"]["cost"] == pytest.approx((asked * 1000 + asked * 100 * 2) / 1_000_000)


def test_the_budget_is_never_passed(settings: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A call that might use more than is left is not made; the run says so and is red."""
    with serve(Served()) as served:
        assert run_live(settings, served, monkeypatch, "--most-tokens", "400") == 1
        assert served.calls == 0
    assert "raise --most-tokens" in "".join(capsys.readouterr())


def test_without_a_model_it_says_what_to_set(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("COACH_MODEL", raising=False)
    assert main(["--live"]) == 1
    assert "COACH_MODEL" in capsys.readouterr().err


SECRETS = [
    "sk-abcdefgh12345678",
    "Bearer abcdefghijklmnop",
    "https://me:pass@host/v1",
    "-----BEGIN PRIVATE KEY-----",
    "AKIAABCDEFGHIJKLMNOP",
]


@pytest.mark.parametrize("secret", [*SECRETS, "the very key of the settings"])
def test_a_secret_never_lands_in_a_recording(secret: str) -> None:
    recording = Recording(
        key="k",
        provenance="recorded",
        model="m",
        on="2026-11-28",
        prompt="p",
        prompt_digest="d",
        shape="s",
        answer={"text": secret},
    )  # type: ignore[arg-type]
    with pytest.raises(HoldsSecret):
        write_line(recording, ["the very key of the settings"])


def test_an_answer_with_the_key_in_it_is_not_kept(settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(Served(secret=KEY)) as served:
        assert run_live(settings, served, monkeypatch) == 1
    assert not settings.exists() or KEY not in settings.read_text()


def test_a_judge_counts_only_with_its_agreement_on_file() -> None:
    """For this prompt and this model, with enough items and enough agreement."""
    digest = digest_of_prompt()
    good = JudgeAgreement(prompt_digest=digest, model="m", kappa=0.7, items=80, by="a", rubric="r", on="2026-11-28")  # type: ignore[arg-type]
    assert find_agreement("m", digest, [good]) == good
    for change in ({"model": "n"}, {"prompt_digest": "x"}, {"kappa": 0.4}, {"items": 20}):
        assert find_agreement("m", digest, [good.model_copy(update=change)]) is None
