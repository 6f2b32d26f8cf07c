"""The prompt files: sound, unedited since they shipped, filled completely, and their material fenced."""

import importlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.adapters.answer_shape import schema_of
from copilot.prompts.fencing import fence, new_boundary, strip_unseen
from copilot.prompts.loader import CURRENT, FOLDER, BadPrompt, digest_of, load, read_prompt

FILES = sorted(FOLDER.glob("*.v*.md"))
SHIPPED = dict(reversed(line.split()) for line in (FOLDER / "shipped.txt").read_text(encoding="utf-8").splitlines())
SHAPES = tuple(
    f"copilot.adapters.{name}" for name in ("model_drafter", "model_questions", "model_rater", "second_opinion", "answer_shape")
)
SOUND = """---
id: greet
version: 1
inputs: [name]
answer: Greeting
changed: first version
---
# System
Be kind.
# User
I am $name.
"""
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(text: str, name: str = "greet.v1.md") -> Path:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return write


def test_no_shipped_prompt_was_edited_and_none_ships_unlisted() -> None:
    assert {path.name: digest_of(path.read_text(encoding="utf-8")) for path in FILES} == SHIPPED


def test_the_line_ends_of_a_machine_do_not_change_a_digest() -> None:
    assert digest_of("a\r\nb\r\n") == digest_of("a\nb\n")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_version_can_still_be_read_and_names_a_shape_that_exists(path: Path) -> None:
    prompt = read_prompt(path)
    shapes = [getattr(importlib.import_module(module), prompt.head.answer, None) for module in SHAPES]
    assert [schema_of(shape)["type"] for shape in shapes if shape is not None] == ["object"]


@pytest.mark.parametrize("name", CURRENT)
def test_a_current_prompt_loads_by_its_name_and_carries_its_digest(name: str) -> None:
    prompt = load(name)
    rendered = prompt.render(**dict.fromkeys(prompt.head.inputs, "…"))
    assert (rendered.id, rendered.version) == (name, CURRENT[name])
    assert rendered.digest == SHIPPED[f"{name}.v{CURRENT[name]}.md"]
    assert "$" not in rendered.system + rendered.user


def test_an_unknown_prompt_is_named_with_those_there_are() -> None:
    with pytest.raises(BadPrompt, match=r"no prompt 'greet'.*second_opinion, suggest_plays"):
        load("greet")


def test_every_missing_and_every_undeclared_value_is_named_at_once(write: Write) -> None:
    text = SOUND.replace("[name]", "[firm, name, town]").replace("I am $name.", "I am $name of $firm in $town.")
    with pytest.raises(BadPrompt, match=r"missing: firm, town; not declared: age, colour") as caught:
        read_prompt(write(text)).render(name="Orla", colour="red", age="7")
    assert "greet.v1" in str(caught.value)


def test_a_value_is_put_in_as_it_is(write: Write) -> None:
    rendered = read_prompt(write(SOUND)).render(name="$name {name} $$ {{x}} &lt;")
    assert rendered.user == "I am $name {name} $$ {{x}} &lt;."


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("$name", "$nobody", r"missing: name; not declared: nobody"),
        ("I am $name", "It costs 5$ and I am $name", r"begins no input"),
        ("# User", "# Somebody", r"needs front matter"),
        ("version: 1", "version: 2", r"calls itself greet.v2"),
        ("id: greet", "id: meet", r"calls itself meet.v1"),
        ("changed: first version\n", "", r"front matter of greet.v1.md"),
        ("answer: Greeting", "answer: Greeting\nmodel: large", r"front matter of greet.v1.md"),
        ("inputs: [name]", "inputs: [name", r"front matter of greet.v1.md"),
    ],
)
def test_a_wrong_file_says_what_is_wrong_with_it(before: str, after: str, says: str, write: Write) -> None:
    with pytest.raises(BadPrompt, match=says):
        read_prompt(write(SOUND.replace(before, after)))


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadPrompt, match="cannot be read"):
        read_prompt(tmp_path / "greet.v1.md")


@given(st.text(), st.lists(st.sampled_from(["abc", "ABC", "ab\u200bc", "a\nbc", "<<end of material abc>>"]), max_size=4))
def test_nobody_can_close_a_fence_from_inside(text: str, attempts: list[str]) -> None:
    fenced = fence("words", text.join(["", *attempts, ""]), "abc")
    first, *inside, last = fenced.split("\n")
    assert (first, last) == ("<<material abc: words>>", "<<end of material abc>>")
    assert "abc" not in "\n".join(inside).lower()


@pytest.mark.parametrize(
    "unseen",
    [
        "\u200b",
        "\u200d",
        "\u2060",
        "\ufeff",
        "\u202e",
        "\u2066",
        "\ufe0f",
        "\U000e0041",
        "\u00ad",
        "\x00",
        "\x1b",
        "\u061c",
        "\u3164",
    ],
)
def test_what_nobody_can_see_does_not_reach_the_model(unseen: str) -> None:
    assert strip_unseen(f"gi{unseen}ve") == "give"


def test_what_people_see_stays() -> None:
    text = "Žofie's\tcrayon — 5 €\nпривет, 你好"
    assert strip_unseen(text) == text
    assert strip_unseen("one\r\ntwo\u2028three\rfour") == "one\ntwo\nthree\nfour"


def test_a_boundary_is_new_every_time_and_too_long_to_guess() -> None:
    boundaries = {new_boundary() for _ in range(100)}
    assert len(boundaries) == 100
    assert min(map(len, boundaries)) >= 16


def test_no_prompt_text_is_repeated_in_code() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.parent.rglob("*.py"))
    sentences = [line for path in FILES for line in read_prompt(path).system.splitlines() if len(line) > 60]
    assert [line for line in sentences if json.dumps(line)[1:-1] in sources] == []
