"""Recordings: keyed by what was really asked, honest about where they come from, and never a reason to guess."""

import json

import pytest
from pydantic import BaseModel

from copilot.prompts.loader import RenderedPrompt
from evals.cases import BrokenCases
from evals.replay import SCRIPTED, MissingRecording, ReplayModel, key_of, read_recordings
from evals.report.summary import SCRIPTED as SAID
from evals.suites.recorded import read_recorded


class One(BaseModel):
    a: int


class Two(BaseModel):
    b: int


def ask(user: str, boundary: str = "0123456789abcdef") -> RenderedPrompt:
    material = f"<<material {boundary}: x>>\n{user}\n<<end of material {boundary}>>"
    return RenderedPrompt(system="s", user=material, id="suggest_plays", version=1, digest="d")


def test_the_key_is_of_prompt_shape_and_model_and_not_of_the_drawn_boundary() -> None:
    key = key_of(ask("u"), One, "m")
    assert key == key_of(ask("u", "fedcba9876543210"), One, "m")
    assert len({key, key_of(ask("v"), One, "m"), key_of(ask("u"), Two, "m"), key_of(ask("u"), One, "n")}) == 4


def test_a_missing_recording_fails_with_the_command_that_makes_it() -> None:
    with pytest.raises(MissingRecording, match=r"suggest_plays\.v1 .* python -m evals --remake-scripted"):
        ReplayModel({}, "scripted:x").answer(ask("u"), One)


def test_what_ships_says_that_it_is_scripted_and_when() -> None:
    kept = read_recordings(SCRIPTED).values()
    assert kept
    assert all(each.provenance == "scripted" and each.model.startswith("scripted:") and each.on for each in kept)
    assert "nothing about a model" in SAID


def test_every_recorded_case_has_its_script() -> None:
    models = {each.model for each in read_recordings(SCRIPTED).values()}
    cases = [*read_recorded("plays"), *read_recorded("questions")]
    assert {f"scripted:{case.script}" for case in cases} <= models


def test_a_broken_recording_is_named_with_its_line(tmp_path) -> None:  # type: ignore[no-untyped-def]
    first = SCRIPTED.read_text(encoding="utf-8").splitlines()[0]
    (tmp_path / "x.jsonl").write_text(first + "\n" + json.dumps({"key": "a"}) + "\n", encoding="utf-8")
    with pytest.raises(BrokenCases, match=r"x\.jsonl:2"):
        read_recordings(tmp_path / "x.jsonl")
