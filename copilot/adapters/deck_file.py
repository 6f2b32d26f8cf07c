"""Reads an uploaded deck safely: checked first, then taken apart by a process of its own, with limits on all it may use."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source, find_spec
from pathlib import Path

from pydantic import BaseModel, ValidationError

from copilot.adapters.deck_check import DeckLimits, check_deck
from copilot.domain.decks import Deck, Piece
from copilot.errors import UnreadableDeck

_ROOT = Path(__file__).resolve().parents[2]
_PARSER = "copilot.adapters.deck_parser"
_SECONDS_TO_COMPILE = 120
_TOO_LONG = "The deck takes too long or too much memory to read; save it anew as .pptx, or hand in fewer slides."
_UNREADABLE = "The deck cannot be read as a presentation; open it in PowerPoint, save it again as .pptx and upload it."
_LIMITED = """
import resource, runpy, sys
cpu, memory = int(sys.argv[1]), int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
sys.path.insert(0, sys.argv[3])
module, sys.argv = sys.argv[4], sys.argv[4:]
runpy.run_module(module, run_name="__main__")
"""


class _Answer(BaseModel):
    """What the parser writes: a deck, or why it gave up."""

    deck: Deck | None = None
    refused: str | None = None


def read_deck(data: bytes, file_name: str, *, limits: DeckLimits | None = None) -> Deck:
    """Return what stands in a deck, its pictures unread. Raises UnreadableDeck in one sentence.

    Takes about a second, most of it the start of the process; memory of this process does not grow with the deck.
    """
    limits = limits or DeckLimits()
    warnings = check_deck(data, limits)
    compile_parser()
    wanted = {
        "file_name": file_name,
        "most_depth": limits.most_depth,
        "most_shapes": limits.most_shapes,
        "most_slides": limits.most_slides,
        "most_text": limits.most_text,
    }
    written = _run(_command(_PARSER, json.dumps(wanted), limits), data, limits)
    try:
        answer = _Answer.model_validate_json(written)  # at once, since a document in between would take its memory again
    except ValidationError as error:
        raise UnreadableDeck(_UNREADABLE) from error
    if answer.deck is None:
        raise UnreadableDeck(answer.refused or _UNREADABLE)
    deck = answer.deck
    name = Piece(slide=None, channel="file_name", text=file_name or "deck.pptx", visible=False)
    return deck.model_copy(update={"pieces": (*deck.pieces, name), "warnings": (*deck.warnings, *warnings)})


@cache
def compile_parser() -> None:
    """Have the parser's code compiled where it never was, once a process.

    A process that reads a deck may write nothing, so each would compile some two hundred modules again: a second and more a
    deck. This one sees no deck. Where its folders cannot be written, decks are read all the same.
    """
    found = [find_spec(name) for name in ("pptx", _PARSER)]
    if all(spec is not None and spec.origin and Path(cache_from_source(spec.origin)).exists() for spec in found):
        return
    command = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(_ROOT)!r}); import {_PARSER}"]
    quiet = subprocess.DEVNULL
    with suppress(OSError, subprocess.TimeoutExpired):
        subprocess.run(command, stdin=quiet, stdout=quiet, stderr=quiet, env={}, timeout=_SECONDS_TO_COMPILE, check=False)  # noqa: S603 - our own interpreter and module


def run_limited(module: str, argument: str, data: bytes, limits: DeckLimits) -> dict[str, object]:
    """Run a module of ours as a process with bounds on time and memory; return the JSON document it writes.

    Raises UnreadableDeck where it is stopped, fails, or writes anything else.
    """
    written = _run(_command(module, argument, limits), data, limits)
    try:
        answer = json.loads(written)
    except ValueError as error:
        raise UnreadableDeck(_UNREADABLE) from error
    return answer if isinstance(answer, dict) else {}


def _command(module: str, argument: str, limits: DeckLimits) -> list[str]:
    bounds = [str(limits.parse_cpu_seconds), str(limits.parse_memory)]
    return [sys.executable, "-I", "-c", _LIMITED, *bounds, str(_ROOT), module, argument]


def _run(command: list[str], data: bytes, limits: DeckLimits) -> bytes:
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and module; the deck is only its standard input
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        start_new_session=True,
    )
    try:
        written, _ = process.communicate(data, timeout=limits.parse_seconds)
    except subprocess.TimeoutExpired as error:
        raise UnreadableDeck(_TOO_LONG) from error
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    if process.returncode in (-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGSEGV, -signal.SIGABRT):
        raise UnreadableDeck(_TOO_LONG)
    return written
