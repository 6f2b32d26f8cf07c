"""Help is there for every command, at once: asking for it loads none of the heavy parts."""

import json
import os
import subprocess
import sys
from typing import Any

import click
import pytest

from api.cli import main
from tests.surfaces.ways_in import Terminal

COMMANDS = {
    "plays",
    "known",
    "play",
    "knows",
    "tried",
    "search",
    "index",
    "check-corpus",
    "export",
    "erase",
    "serve",
    "demo",
    "new",
    "doctor",
    "review",
    "decide",
    "card",
    "template",
    "questions",
    "notes",
    "gaps",
    "check-questions",
    "label",
    "label-items",
}
HEAVY = ("chromadb", "langchain", "langchain_core", "langchain_openai", "openai", "onnxruntime", "tokenizers", "torch")
ASK_ALL = """
import contextlib, io, json, sys
from api.cli import main
told = {}
for words in [[], *([name] for name in main.commands)]:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            main([*words, "--help"])
        except SystemExit as end:
            told[" ".join(words)] = [end.code, out.getvalue()]
print(json.dumps({"told": told, "modules": sorted({name.partition(".")[0] for name in sys.modules})}))
"""


@pytest.fixture(scope="module")
def asked() -> dict[str, Any]:
    """What `coach --help` and the help of every command print in one new process, and what was imported by then."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COACH_")}
    ran = subprocess.run([sys.executable, "-c", ASK_ALL], env=environment, capture_output=True, text=True, check=True)
    answer: dict[str, Any] = json.loads(ran.stdout)
    return answer


def test_every_command_has_help_that_says_what_it_does(asked: dict[str, Any]) -> None:
    told = asked["told"]
    assert set(told) >= COMMANDS | {""}
    assert {name: code for name, (code, _) in told.items() if code != 0} == {}
    assert {name for name, (_, page) in told.items() if len(page.splitlines()) < 5 or "Usage: " not in page} == set()
    assert {name for name in COMMANDS if f"\n  {name} " not in told[""][1]} == set(), "the first page lists them all"


@pytest.mark.parametrize("module", HEAVY)
def test_help_imports_no_heavy_part(module: str, asked: dict[str, Any]) -> None:
    assert module not in asked["modules"]


def test_the_version_is_that_of_the_package(terminal: Terminal) -> None:
    assert terminal.run("--version").stdout == "coach 0.1.0\n"


def options() -> list[tuple[str, click.Option]]:
    found = [(name, option) for name, command in main.commands.items() for option in command.params]
    return [(name, option) for name, option in found if isinstance(option, click.Option)]


def test_every_printing_command_takes_json() -> None:
    with_json = {name for name, option in options() if "--json" in option.opts}
    assert with_json >= {"plays", "known", "play", "knows", "tried", "search", "index", "check-corpus"}


USAGE = {
    "no question": (["plays"], 'Ask something, such as: coach plays "How do I reach'),
    "nothing to look for": (["search"], "Say what to look for, or name a file with --queries."),
    "no such command": (["xyzzy"], "No such command 'xyzzy'. Try 'coach --help'."),
    "no such option": (["plays", "x", "--nope"], "No such option '--nope'"),
    "no outcome": (["tried", "orla", "F01"], "Missing option '--outcome'. Try 'coach tried --help'."),
    "a limit of 0": (["plays", "x", "--limit", "0"], "Invalid value for '--limit': 0 is not in the range 1<=x<=3."),
    "a limit of 9": (["plays", "x", "--limit", "9"], "Invalid value for '--limit': 9 is not in the range 1<=x<=3."),
    "a day that is none": (["plays", "x", "--as-of", "soon"], "Invalid value for '--as-of'"),
    "a request that is not there": (["plays", "--request", "/nowhere/x.json"], "name a JSON file, or - for standard input."),
    "a folder for a request": (["plays", "--request", "/"], "name a JSON file, or - for standard input."),
    "a corpus that is not there": (["search", "x", "--corpus", "/nowhere"], "'/nowhere' does not exist"),
    "an empty id": (["knows", "", "F01"], "A seller's id has 1 to 80 characters; use the one your team knows."),
}


@pytest.mark.parametrize("label", USAGE)
def test_a_wrong_call_ends_in_one_line_with_exit_2(label: str, terminal: Terminal) -> None:
    arguments, says = USAGE[label]
    ran = terminal.run(*arguments)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert says in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


def test_a_line_of_queries_that_is_none_is_named(terminal: Terminal, tmp_path: Any) -> None:
    (tmp_path / "queries.jsonl").write_text('{"id": "q1", "text": "results"}\nnonsense\n', encoding="utf-8")
    ran = terminal.run("search", "--queries", str(tmp_path / "queries.jsonl"))
    assert (ran.exit_code, ran.stderr) == (2, 'queries.jsonl:2 is not {"id", "text"}; mend the line.\n')
