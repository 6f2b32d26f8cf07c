"""The commands over the library: search, index, check."""

import json
import sys
from pathlib import Path

import click

from api import pages
from api.console import as_json, open_copilot, open_workshop, progress_bar, show, show_data
from copilot.errors import InvalidRequest


@click.command()
@click.argument("query", required=False)
@click.option("-k", "limit", type=click.IntRange(1, 1000), default=5, show_default=True)
@click.option(
    "--corpus",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Search this folder of Markdown or JSONL instead.",
)
@click.option("--queries", type=click.Path(exists=True, dir_okay=False, path_type=Path), help='One {"id", "text"} a line.')
@click.option("--persona", help="Only plays for this persona, such as cfo.")
@click.option("--signal", help="Only plays that answer this signal, such as results-call.")
@click.option("--new-to", metavar="SELLER", help="Leave out the plays that are written down as known to this seller.")
@as_json
def search(
    query: str | None, limit: int, corpus: Path | None, queries: Path | None, json_out: bool, **narrow: str | None
) -> None:
    """Search the library, or any folder of text."""
    from copilot.domain.evidence import SearchFilter

    if query is None and queries is None:
        raise InvalidRequest("Say what to look for, or name a file with --queries.")
    if corpus is None and queries is None:
        found = open_copilot(json_out).search_library(query or "", limit, SearchFilter(**narrow))
        rows = {"passages": [passage.model_dump() for passage in found]}
        show_data(rows, json_out, lambda: pages.show_passages(found))
        return
    wanted = _read_queries(queries) if queries else {"query": query or ""}
    if corpus is not None:
        results = open_workshop().search_folder(corpus, wanted, limit, progress_bar(json_out))
    else:
        copilot = open_copilot(json_out)
        results = {key: copilot.search_library(text, limit, SearchFilter(**narrow)) for key, text in wanted.items()}
    if queries is None:
        passages = results["query"]
        show_data({"passages": [p.model_dump() for p in passages]}, json_out, lambda: pages.show_passages(passages))
        return
    ids = {key: [passage.passage_id for passage in passages] for key, passages in results.items()}
    show_data(ids, json_out, lambda: "\n".join(f"{key}\t{' '.join(found)}" for key, found in ids.items()))


@click.command()
@as_json
def index(json_out: bool) -> None:
    """Make the search index anew, embedding only what changed."""
    report = open_workshop().build_index(progress_bar(json_out))
    show(report, json_out, lambda: pages.show_index(report))


@click.command("check-corpus")
@click.argument("folders", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path))
@as_json
def check_corpus(folders: tuple[Path, ...], json_out: bool) -> None:
    """Check every card of the library, and list all findings at once."""
    report = open_workshop().check_library(folders)
    show(report, json_out, lambda: pages.show_check(report))
    if report.findings or report.quality:
        sys.exit(2)


@click.command()
@click.option("--json", "json_out", is_flag=True, help="Print everything as one JSON document.")
@click.option("--html", "folder", type=click.Path(file_okay=False, path_type=Path), help="Write a site into this folder.")
def library(json_out: bool, folder: Path | None) -> None:
    """Give the library to others: as one JSON document, or as a site that works from any folder."""
    if folder is None and not json_out:
        raise InvalidRequest("Say how: --json prints one document, --html DIR writes a site.")
    workshop = open_workshop()
    if folder is not None:
        pages_written = workshop.write_site(folder)
        click.echo(f"{pages_written} pages; open {folder / 'index.html'}.", err=json_out)
    if json_out:
        click.echo(json.dumps(workshop.export_library(), indent=1, ensure_ascii=False))


@click.group()
def new() -> None:
    """Begin a new card."""


@new.command("play")
@click.argument("play_id", metavar="ID")
@click.argument("title")
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), help="Your library; else the last of COACH_LIBRARY.")
@as_json
def new_play(play_id: str, title: str, folder: Path | None, json_out: bool) -> None:
    """Write the outline of a new play, with guidance under each heading."""
    path = open_workshop().scaffold_play(play_id, title, folder)
    show_data({"file": str(path)}, json_out, lambda: f"Written: {path}. Put your words in place of the [square brackets].")


@click.command()
@as_json
def gaps(json_out: bool) -> None:
    """List what the library could not answer, the most frequent first."""
    found = open_workshop().list_gaps()
    show(found, json_out, lambda: pages.show_gaps(found))


def _read_queries(path: Path) -> dict[str, str]:
    queries = {}
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        try:
            row = json.loads(line)
            queries[str(row.get("id") or row["_id"])] = str(row["text"])
        except (json.JSONDecodeError, KeyError, AttributeError, TypeError) as error:
            raise InvalidRequest(f'{path.name}:{number} is not {{"id", "text"}}; mend the line.') from error
    return queries


COMMANDS = (search, index, check_corpus, library, new, gaps)
