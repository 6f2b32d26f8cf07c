"""The command line: `coach`. Prints a readable page, or exactly one JSON document with --json.

Exit 0 done; 2 the caller can mend it; 3 something else failed. An error is one sentence on standard error.
"""

import json
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec

import click
from pydantic import BaseModel, ValidationError

from api import pages
from api.failures import explain_validation, failure_of
from copilot.errors import CopilotError, InvalidRequest

P = ParamSpec("P")
MOST_REQUEST_BYTES = 256 * 1024


class Coach(click.Group):
    """A group whose errors are one sentence."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        kwargs["standalone_mode"] = False
        try:
            return sys.exit(super().main(*args, **kwargs) or 0)
        except click.exceptions.Exit as error:
            sys.exit(error.exit_code)
        except click.Abort:
            _fail("Stopped; nothing was changed.", 2)
        except click.UsageError as error:
            hint = f" Try '{error.ctx.command_path} --help'." if error.ctx else ""
            _fail(f"{error.format_message().rstrip('.')}.{hint}", 2)
        except click.ClickException as error:
            _fail(error.format_message(), 2)
        except ValidationError as error:
            _fail(explain_validation(error), 2)
        except CopilotError as error:
            _fail(str(error), failure_of(error).exit_code)
        except BrokenPipeError:
            sys.stderr.close()
            sys.exit(0)
        except OSError as error:
            _fail(
                f"{error.strerror or error}: {error.filename or 'a file'}; check that it exists and that you may use it.",
                3,
            )


@click.group(cls=Coach, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="coaching-copilot", message="coach %(version)s")
def main() -> None:
    """Plays a seller does not already know, and how to use them."""


def as_json(command: Callable[P, None]) -> Callable[P, None]:
    """Add --json to a command."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        command(*args, **kwargs)

    return click.option("--json", "json_out", is_flag=True, help="Print one JSON document.")(wrapped)


@main.command()
@click.argument("question", required=False)
@click.option(
    "--request", "request_file", type=click.Path(), help="Read the whole request from a JSON file; - is standard input."
)
@click.option("--seller", default="me", show_default=True, help="Whose ledger to use.")
@click.option("--knows", multiple=True, help="Something the seller already does, in their own words. May be repeated.")
@click.option(
    "--answer",
    "answers",
    multiple=True,
    metavar="'STATEMENT=A01,B02'",
    help="The plays meant by a statement that was asked about.",
)
@click.option("--title", help="The executive's title.")
@click.option("--executive", help="The executive's name.")
@click.option("--company", help="The executive's company.")
@click.option("--signal", "signals", multiple=True, help="What makes this timely. May be repeated.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Take this day as today.")
@click.option("--limit", type=click.IntRange(1, 3), default=3, show_default=True)
@click.option("--include-known", is_flag=True, help="Also offer what the seller does, as a refresher.")
@click.option("--why", is_flag=True, help="Show what was left out, and why.")
@as_json
def plays(request_file: str | None, json_out: bool, why: bool, **flags: Any) -> None:
    """Suggest at most three plays to reach an executive that this seller does not already do.

    \b
    coach plays "How do I reach the CFO of Halden Foods? Results were last week." --seller orla \\
        --knows "I quote a line of theirs back at them" --knows "the crayon sheet"
    """
    from copilot.domain.plays import PlaysRequest

    fields = _read_request(request_file) if request_file else _plays_fields(**flags)
    request = PlaysRequest.model_validate(fields)
    result = _copilot(json_out).suggest_plays(request)
    _show(result, json_out, lambda: pages.show_plays(result, why=why))


@main.command()
@click.argument("statements", nargs=-1)
@click.option(
    "--request", "request_file", type=click.Path(), help="Read the whole request from a JSON file; - is standard input."
)
@as_json
def known(statements: tuple[str, ...], request_file: str | None, json_out: bool) -> None:
    """Say which plays these statements show: known, known in name only, near, declined, or to be asked about."""
    from copilot.domain.plays import KnownRequest

    fields = _read_request(request_file) if request_file else {"statements": list(statements)}
    request = KnownRequest.model_validate(fields)
    copilot = _copilot(json_out)
    result = copilot.recognise_plays(request)
    _show(result, json_out, lambda: pages.show_known(result, copilot))


@main.command()
@click.argument("name")
@as_json
def play(name: str, json_out: bool) -> None:
    """Show a whole card, by id, title or alias."""
    card = _copilot(json_out).get_play(name)
    _show(card, json_out, lambda: pages.show_card(card))


@main.command()
@click.argument("seller")
@click.argument("name", metavar="PLAY", required=False)
@click.option("--not", "denied", is_flag=True, help="Write down that they do not do it after all.")
@click.option("--depth", type=click.IntRange(1, 4), help="1 gesture, 2 with a fact, 3 with a give and a measure, 4 teaches it.")
@as_json
def knows(seller: str, name: str | None, denied: bool, depth: int | None, json_out: bool) -> None:
    """Write down that a seller knows a play; without a play, show what is written."""
    copilot = _copilot(json_out)
    if name is None:
        ledger = copilot.list_ledger(seller)
        rows = [entry.model_dump(mode="json") for entry in ledger]
        _show_data({"seller_id": seller, "ledger": rows}, json_out, lambda: pages.show_ledger(seller, ledger, copilot))
        return
    entry = copilot.record_play(seller, name, "not_known" if denied else "knows", depth=depth)
    _show(entry, json_out, lambda: pages.show_entry(seller, entry, copilot))


@main.command()
@click.argument("seller")
@click.argument("name", metavar="PLAY")
@click.option("--outcome", required=True, help="What came of it, in a few words.")
@click.option("--depth", type=click.IntRange(1, 4), help="1 gesture, 2 with a fact, 3 with a give and a measure, 4 teaches it.")
@as_json
def tried(seller: str, name: str, outcome: str, depth: int | None, json_out: bool) -> None:
    """Write down that a seller tried a play, and what came of it."""
    copilot = _copilot(json_out)
    entry = copilot.record_play(seller, name, "tried", outcome=outcome, depth=depth)
    _show(entry, json_out, lambda: pages.show_entry(seller, entry, copilot))


@main.command()
@click.argument("query", required=False)
@click.option("-k", "limit", type=click.IntRange(1, 1000), default=5, show_default=True)
@click.option(
    "--corpus",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Search this folder of Markdown or JSONL instead.",
)
@click.option("--queries", type=click.Path(exists=True, dir_okay=False, path_type=Path), help='One {"id", "text"} a line.')
@as_json
def search(query: str | None, limit: int, corpus: Path | None, queries: Path | None, json_out: bool) -> None:
    """Search the library, or any folder of text."""
    if query is None and queries is None:
        raise InvalidRequest("Say what to look for, or name a file with --queries.")
    if corpus is None and queries is None:
        found = _copilot(json_out).search_library(query or "", limit)
        rows = {"passages": [passage.model_dump() for passage in found]}
        _show_data(rows, json_out, lambda: pages.show_passages(found))
        return
    wanted = _read_queries(queries) if queries else {"query": query or ""}
    if corpus is not None:
        results = _workshop().search_folder(corpus, wanted, limit, _progress(json_out))
    else:
        copilot = _copilot(json_out)
        results = {key: copilot.search_library(text, limit) for key, text in wanted.items()}
    if queries is None:
        passages = results["query"]
        _show_data({"passages": [p.model_dump() for p in passages]}, json_out, lambda: pages.show_passages(passages))
        return
    ids = {key: [passage.passage_id for passage in passages] for key, passages in results.items()}
    _show_data(ids, json_out, lambda: "\n".join(f"{key}\t{' '.join(found)}" for key, found in ids.items()))


@main.command()
@as_json
def index(json_out: bool) -> None:
    """Make the search index anew, embedding only what changed."""
    report = _workshop().build_index(_progress(json_out))
    _show(report, json_out, lambda: pages.show_index(report))


@main.command("check-corpus")
@click.argument("folders", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path))
@as_json
def check_corpus(folders: tuple[Path, ...], json_out: bool) -> None:
    """Check every card of the library, and list all findings at once."""
    report = _workshop().check_library(folders)
    _show(report, json_out, lambda: pages.show_check(report))
    if report.findings:
        sys.exit(2)


@main.command()
@click.argument("seller")
def export(seller: str) -> None:
    """Print everything kept about a seller, as JSON."""
    click.echo(json.dumps(_copilot(True).export_seller(seller), indent=1, ensure_ascii=False))


@main.command()
@click.argument("seller")
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase(seller: str, yes: bool) -> None:
    """Erase everything kept about a seller."""
    copilot = _copilot(True)
    copilot.export_seller(seller)
    if not yes:
        click.confirm(f"Erase everything kept about {seller}? It cannot be brought back.", abort=True)
    click.echo(f"Erased {seller}: {copilot.erase_seller(seller)} record(s).")


@main.command()
@click.option("--host", help="Where to listen; a loopback address, until there are accounts.")
@click.option("--port", type=click.IntRange(0, 65535))
def serve(host: str | None, port: int | None) -> None:
    """Serve the same jobs over HTTP, on this machine only."""
    from api.serving import serve_http
    from copilot.settings import Settings

    settings = Settings()
    serve_http(settings, host or settings.host, settings.port if port is None else port, tell=_tell)


@main.command()
def demo() -> None:
    """Three worked requests."""
    from api.demo import run_demo

    run_demo(tell=_tell, progress=_progress(False))


def _copilot(quiet: bool) -> Any:
    from copilot.bootstrap import build_copilot

    return build_copilot(progress=_progress(quiet), tell=_tell)


def _workshop() -> Any:
    from copilot.bootstrap import build_workshop

    return build_workshop()


def _plays_fields(
    question: str | None,
    seller: str,
    knows: tuple[str, ...],
    answers: tuple[str, ...],
    title: str | None,
    executive: str | None,
    company: str | None,
    signals: tuple[str, ...],
    as_of: Any,
    limit: int,
    include_known: bool,
) -> dict[str, Any]:
    if not question:
        raise InvalidRequest('Ask something, such as: coach plays "How do I reach the CFO of Halden Foods?"')
    given = []
    for answer in answers:
        statement, _, ids = answer.rpartition("=")
        given.append({"statement": statement, "play_ids": [part.strip().upper() for part in ids.split(",") if part.strip()]})
    return {
        "question": question,
        "seller": {"id": seller, "knows": list(knows), "answers": given},
        "executive": {"name": executive, "title": title, "company": company},
        "signals": list(signals),
        "as_of": as_of.date() if as_of else None,
        "limit": limit,
        "include_known": include_known,
    }


def _read_request(name: str) -> dict[str, Any]:
    """Return the JSON object of a file or of standard input. Raises InvalidRequest in one sentence."""
    try:
        data = sys.stdin.buffer.read(MOST_REQUEST_BYTES + 1) if name == "-" else Path(name).read_bytes()[: MOST_REQUEST_BYTES + 1]
    except OSError as error:
        raise InvalidRequest(f"{name} cannot be read ({error.strerror}); name a JSON file, or - for standard input.") from error
    if len(data) > MOST_REQUEST_BYTES:
        raise InvalidRequest(f"The request is larger than {MOST_REQUEST_BYTES // 1024} kB; shorten it.")
    try:
        fields = json.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InvalidRequest(f"The request is not UTF-8 (byte {error.start}); save it as UTF-8.") from error
    except (json.JSONDecodeError, RecursionError) as error:
        where = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "it is nested too deep"
        raise InvalidRequest(f"The request is not valid JSON ({where}); check quotes, commas and brackets.") from error
    if not isinstance(fields, dict):
        raise InvalidRequest('The request must be a JSON object, such as {"question": "..."}.')
    return fields


def _read_queries(path: Path) -> dict[str, str]:
    queries = {}
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        try:
            row = json.loads(line)
            queries[str(row.get("id") or row["_id"])] = str(row["text"])
        except (json.JSONDecodeError, KeyError, AttributeError, TypeError) as error:
            raise InvalidRequest(f'{path.name}:{number} is not {{"id", "text"}}; mend the line.') from error
    return queries


def _show(result: BaseModel, json_out: bool, page: Callable[[], str]) -> None:
    click.echo(result.model_dump_json(indent=1) if json_out else page())


def _show_data(data: Any, json_out: bool, page: Callable[[], str]) -> None:
    click.echo(json.dumps(data, indent=1, ensure_ascii=False) if json_out else page())


def _progress(quiet: bool) -> Callable[[str, int, int], None] | None:
    if quiet or not sys.stderr.isatty():
        return None

    def show(what: str, done: int, total: int) -> None:
        bar = "=" * (30 * done // max(total, 1))
        click.echo(f"\r{what} [{bar:<30}] {done}/{total}", nl=done >= total, err=True)

    return show


def _tell(message: str) -> None:
    click.echo(message, err=True)


def _fail(message: str, code: int) -> None:
    click.echo(message.replace("\n", " "), err=True)
    sys.exit(code)
