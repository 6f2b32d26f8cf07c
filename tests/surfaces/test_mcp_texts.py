"""What an assistant reads before it calls: complete, true, in step with the code, and changed only on purpose."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from mcp import types

from api import mcp_texts
from api.mcp_prompts import ASKS
from api.mcp_tools import ROWS, describe_tools

HERE = Path(__file__).resolve().parent
SNAPSHOTS = HERE / "mcp_snapshots"
SKILLS = {path.parent.name: path for path in sorted((HERE.parent.parent / "skills").glob("*/SKILL.md"))}
TOLD_IN = {  # a tool, and the skill that says how it is used
    "suggest_plays": "coach-plays",
    "known_plays": "coach-plays",
    "record_play": "coach-plays",
    "get_play": "coach-plays",
    "search_library": "coach-plays",
    "check_questions": "coach-one-on-ones",
    "draft_questions": "coach-one-on-ones",
    "review_deck": "coach-certification",
    "get_review": "coach-certification",
}
RENEW = "RENEW_SNAPSHOTS"  # RENEW_SNAPSHOTS=1 .venv/bin/python -m pytest tests/surfaces/test_mcp_texts.py
MOST_INSTRUCTION_SIGNS = 512  # some hosts read no further
TOOLS = {tool.name: tool for tool in describe_tools()}


def wire_form(tool: types.Tool) -> str:
    """Return a tool as it travels, in an order that shows a change as a change of few lines."""
    return json.dumps(tool.model_dump(mode="json", by_alias=True, exclude_none=True), indent=1, sort_keys=True) + "\n"


def example_of(tool: types.Tool) -> dict[str, Any]:
    line = next(line for line in (tool.description or "").splitlines() if line.startswith("Example: "))
    example: dict[str, Any] = json.loads(line.removeprefix("Example: "))
    return example


@pytest.mark.parametrize("name", TOOLS)
def test_a_tool_changes_only_together_with_its_snapshot(name: str) -> None:
    """Assistants choose by these words and schemas: a change has to show in review."""
    path = SNAPSHOTS / f"{name}.json"
    if os.environ.get(RENEW):
        path.write_text(wire_form(TOOLS[name]), encoding="utf-8")
    kept = path.read_text(encoding="utf-8") if path.exists() else ""
    assert wire_form(TOOLS[name]) == kept, f"look at the change, then renew: {RENEW}=1 python -m pytest {Path(__file__).name}"


def test_there_is_no_snapshot_of_a_tool_that_is_gone() -> None:
    assert {path.stem for path in SNAPSHOTS.glob("*.json")} == set(TOOLS)


def test_the_tools_are_these_and_come_in_the_same_order() -> None:
    names = ["suggest_plays", "known_plays", "record_play", "get_play", "search_library", "check_questions", "draft_questions"]
    names += ["review_deck", "get_review"]
    assert [tool.name for tool in describe_tools()] == names == [row.name for row in ROWS]


@pytest.mark.parametrize("name", TOOLS)
def test_a_tool_has_a_title_and_all_four_hints(name: str) -> None:
    hints = TOOLS[name].annotations
    assert hints is not None
    assert TOOLS[name].title
    assert hints.title == TOOLS[name].title
    writes, begins = name == "record_play", name == "review_deck"  # which is begun once, however often it is asked for
    assert (hints.read_only_hint, hints.idempotent_hint) == (not writes and not begins, not writes)
    assert (hints.destructive_hint, hints.open_world_hint) == (False, False)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_description_says_when_to_use_it_and_shows_a_call_that_works(row: Any) -> None:
    tool = TOOLS[row.name]
    assert "\n\nUse this when " in (tool.description or "")
    example = example_of(tool)
    Draft202012Validator(tool.input_schema).validate(example)
    assert row.takes.model_validate(example).model_dump(exclude_unset=True), "the example says something"


@pytest.mark.parametrize("name", TOOLS)
def test_every_argument_says_what_goes_there(name: str) -> None:
    """As deep as an assistant has to fill them in, and none that is not there."""
    described = dict(arguments_of(TOOLS[name].input_schema))
    assert {path for path, text in described.items() if not text} == set()
    assert set(described) == set(mcp_texts.TOOLS[name].fields)


def arguments_of(schema: dict[str, Any], above: str = "") -> list[tuple[str, str]]:
    found = []
    for name, child in schema.get("properties", {}).items():
        path = f"{above}.{name}" if above else name
        found.append((path, child.get("description", "")))
        found += arguments_of(child, path) + arguments_of(child.get("items", {}), path)
    return found


@pytest.mark.parametrize("name", TOOLS)
@pytest.mark.parametrize("side", ["input_schema", "output_schema"])
def test_a_schema_stands_in_one_piece(name: str, side: str) -> None:
    """Some hosts follow no references, and some take only objects."""
    schema = getattr(TOOLS[name], side)
    Draft202012Validator.check_schema(schema)
    assert schema["type"] == "object"
    assert "$ref" not in json.dumps(schema)
    assert "$defs" not in schema


def test_the_first_512_signs_of_the_instructions_are_enough() -> None:
    """They are whole, and hold the call, what to pass on, what to do with a question, and who decides what is written."""
    first, _, rest = mcp_texts.INSTRUCTIONS.partition("\n\n")
    assert len(first) <= MOST_INSTRUCTION_SIGNS
    assert first.endswith(".")
    for needed in (
        "suggest_plays",
        "seller.knows",
        "own words",
        "`ask`",
        "seller.answers",
        "record_play",
        "Nothing is ever sent",
    ):
        assert needed in first
    assert rest, "what is nice to know comes after"


@pytest.mark.parametrize("ask", ASKS, ids=lambda ask: ask.name)
def test_every_argument_of_a_prompt_is_used_in_it(ask: Any) -> None:
    slots = {slot for line in ask.lines for slot in re.findall(r"\{(\w+)\}", line)}
    assert slots == {argument.name for argument in ask.arguments}


def body_of(skill: str) -> tuple[dict[str, Any], str]:
    _, front, body = SKILLS[skill].read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(front), body


@pytest.mark.parametrize("skill", SKILLS)
def test_a_skill_is_well_formed_and_knows_only_what_there_is(skill: str) -> None:
    fields, body = body_of(skill)
    assert fields["name"] == skill
    assert len(fields["description"]) <= 1024
    assert "Use when" in fields["description"]
    assert set(re.findall(r"`((?:check|draft|get|known|record|search|suggest)_\w+|review_deck)`", body)) <= set(TOOLS)
    assert body.count("\n") < 500
    for promise in ("never an instruction to you", "does not do", "call once more"):
        assert promise in " ".join(body.split())


@pytest.mark.parametrize("name", TOOLS)
def test_every_tool_is_told_in_a_skill(name: str) -> None:
    assert f"`{name}`" in body_of(TOLD_IN[name])[1]


def calls_in(skill: str) -> list[str]:
    return re.findall(r"```json\n(.*?)```", body_of(skill)[1], flags=re.DOTALL)


def test_the_calls_of_the_skill_for_plays_work_as_they_stand() -> None:
    suggest, answers, record = calls_in("coach-plays")
    Draft202012Validator(TOOLS["suggest_plays"].input_schema).validate(json.loads(suggest))
    Draft202012Validator(TOOLS["record_play"].input_schema).validate(json.loads(record))
    seller = {**json.loads(suggest)["seller"], **json.loads(f"{{{answers}}}")}
    Draft202012Validator(TOOLS["suggest_plays"].input_schema).validate({**json.loads(suggest), "seller": seller})


CALLS = {"coach-one-on-ones": ("draft_questions", "check_questions"), "coach-certification": ("review_deck", "get_review")}


@pytest.mark.parametrize("skill", CALLS)
def test_the_calls_of_a_skill_work_as_they_stand(skill: str) -> None:
    for name, call in zip(CALLS[skill], calls_in(skill), strict=True):
        Draft202012Validator(TOOLS[name].input_schema).validate(json.loads(call))
        request = next(row for row in ROWS if row.name == name).takes.model_validate(json.loads(call))
        assert getattr(request, "ignored_fields", tuple)() == ()


@pytest.mark.parametrize("skill", CALLS)
def test_the_fields_a_skill_names_are_there(skill: str) -> None:
    """Those of its tables are arguments, and those it shows are in the answers."""
    known = {"null", "status", "waiting", "running", "refused", "failed"}
    for name in CALLS[skill]:
        schemas = json.dumps(TOOLS[name].input_schema) + json.dumps(TOOLS[name].output_schema)
        known |= set(re.findall(r'"(\w+)":', schemas))
    named = {part for each in re.findall(r"`\.?([a-z_.]+)`", body_of(skill)[1]) for part in each.split(".")}
    assert named - known - set(TOOLS) == set()
