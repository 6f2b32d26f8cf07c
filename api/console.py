"""What the commands share: the copilot and the workshop, requests from files, pages and JSON, progress and failures."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec

import click
from pydantic import BaseModel

from copilot.errors import InvalidRequest

P = ParamSpec("P")
MOST_REQUEST_BYTES = 256 * 1024


def as_json(command: Callable[P, None]) -> Callable[P, None]:
    """Add --json to a command."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        command(*args, **kwargs)

    return click.option("--json", "json_out", is_flag=True, help="Print one JSON document.")(wrapped)


def open_copilot(quiet: bool) -> Any:
    from copilot.bootstrap import build_copilot

    return build_copilot(progress=progress_bar(quiet), tell=tell)


@contextmanager
def open_reviews() -> Iterator[Any]:
    """Give the desk of certification, and let go of its work at the end, or at once where somebody stops the command."""
    from copilot.bootstrap import build_reviews

    desk = build_reviews()
    try:
        yield desk
    except KeyboardInterrupt:
        tell("Stopped; what was done is kept, and the same command goes on from here.")
        desk.close()
        os._exit(2)  # a step that is under way is not waited for: it is done anew
    finally:
        desk.close()


def open_workshop() -> Any:
    from copilot.bootstrap import build_workshop

    return build_workshop()


def show(result: BaseModel, json_out: bool, page: Callable[[], str]) -> None:
    click.echo(result.model_dump_json(indent=1) if json_out else page())


def show_data(data: Any, json_out: bool, page: Callable[[], str]) -> None:
    click.echo(json.dumps(data, indent=1, ensure_ascii=False) if json_out else page())


def progress_bar(quiet: bool) -> Callable[[str, int, int], None] | None:
    if quiet or not sys.stderr.isatty():
        return None

    def show(what: str, done: int, total: int) -> None:
        bar = "=" * (30 * done // max(total, 1))
        click.echo(f"\r{what} [{bar:<30}] {done}/{total}", nl=done >= total, err=True)

    return show


def tell(message: str) -> None:
    click.echo(message, err=True)


def fail(message: str, code: int) -> None:
    click.echo(message.replace("\n", " "), err=True)
    sys.exit(code)


def hand_in(name: str) -> Any:
    """Return a file as it is handed in to a job; - is standard input. Raises InvalidRequest in one sentence."""
    from copilot.domain.submissions import HandedInFile

    if name == "-":
        return HandedInFile(name="standard input", data=sys.stdin.buffer.read())
    try:
        return HandedInFile(name=Path(name).name, data=Path(name).read_bytes())
    except OSError as error:
        raise InvalidRequest(f"{name} cannot be read ({error.strerror}); name a file, or - for standard input.") from error


def read_request(name: str) -> dict[str, Any]:
    """Return the JSON object of a file or of standard input. Raises InvalidRequest in one sentence."""
    try:
        data = sys.stdin.buffer.read(MOST_REQUEST_BYTES + 1) if name == "-" else Path(name).read_bytes()[: MOST_REQUEST_BYTES + 1]
    except OSError as error:
        raise InvalidRequest(f"{name} cannot be read ({error.strerror}); name a JSON file, or - for standard input.") from error
    if len(data) > MOST_REQUEST_BYTES:
        raise InvalidRequest(f"The request is larger than {MOST_REQUEST_BYTES // 1024} kB; shorten it.")
    try:
        fields = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InvalidRequest(f"The request is not UTF-8 (byte {error.start}); save it as UTF-8.") from error
    except (ValueError, RecursionError) as error:
        where = "it is nested too deep"
        if isinstance(error, ValueError):
            where = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "a number is too long"
        raise InvalidRequest(f"The request is not valid JSON ({where}); check quotes, commas and brackets.") from error
    if not isinstance(fields, dict):
        raise InvalidRequest('The request must be a JSON object, such as {"question": "..."}.')
    return fields
