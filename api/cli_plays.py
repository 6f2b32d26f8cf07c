"""The commands of the plays job, and of what is written down about a seller."""

import json
from typing import Any

import click

from api import pages
from api.console import as_json, open_copilot, read_request, show, show_data
from copilot.errors import InvalidRequest


@click.command()
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

    fields = read_request(request_file) if request_file else _plays_fields(**flags)
    request = PlaysRequest.model_validate(fields)
    result = open_copilot(json_out).suggest_plays(request)
    show(result, json_out, lambda: pages.show_plays(result, why=why))


@click.command()
@click.argument("statements", nargs=-1)
@click.option(
    "--request", "request_file", type=click.Path(), help="Read the whole request from a JSON file; - is standard input."
)
@as_json
def known(statements: tuple[str, ...], request_file: str | None, json_out: bool) -> None:
    """Say which plays these statements show: known, known in name only, near, declined, or to be asked about."""
    from copilot.domain.plays import KnownRequest

    fields = read_request(request_file) if request_file else {"statements": list(statements)}
    request = KnownRequest.model_validate(fields)
    copilot = open_copilot(json_out)
    result = copilot.recognise_plays(request)
    show(result, json_out, lambda: pages.show_known(result, copilot))


@click.command()
@click.argument("name")
@as_json
def play(name: str, json_out: bool) -> None:
    """Show a whole card, by id, title or alias."""
    card = open_copilot(json_out).get_play(name)
    show(card, json_out, lambda: pages.show_card(card))


@click.command()
@click.argument("seller")
@click.argument("name", metavar="PLAY", required=False)
@click.option("--not", "denied", is_flag=True, help="Write down that they do not do it after all.")
@click.option("--depth", type=click.IntRange(1, 4), help="1 gesture, 2 with a fact, 3 with a give and a measure, 4 teaches it.")
@as_json
def knows(seller: str, name: str | None, denied: bool, depth: int | None, json_out: bool) -> None:
    """Write down that a seller knows a play; without a play, show what is written."""
    copilot = open_copilot(json_out)
    if name is None:
        ledger = copilot.list_ledger(seller)
        rows = [entry.model_dump(mode="json") for entry in ledger]
        show_data({"seller_id": seller, "ledger": rows}, json_out, lambda: pages.show_ledger(seller, ledger, copilot))
        return
    entry = copilot.record_play(seller, name, "not_known" if denied else "knows", depth=depth)
    show(entry, json_out, lambda: pages.show_entry(seller, entry, copilot))


@click.command()
@click.argument("seller")
@click.argument("name", metavar="PLAY")
@click.option("--outcome", required=True, help="What came of it, in a few words.")
@click.option("--depth", type=click.IntRange(1, 4), help="1 gesture, 2 with a fact, 3 with a give and a measure, 4 teaches it.")
@as_json
def tried(seller: str, name: str, outcome: str, depth: int | None, json_out: bool) -> None:
    """Write down that a seller tried a play, and what came of it."""
    copilot = open_copilot(json_out)
    entry = copilot.record_play(seller, name, "tried", outcome=outcome, depth=depth)
    show(entry, json_out, lambda: pages.show_entry(seller, entry, copilot))


@click.command()
@click.argument("seller")
def export(seller: str) -> None:
    """Print everything kept about a seller, as JSON."""
    click.echo(json.dumps(open_copilot(True).export_seller(seller), indent=1, ensure_ascii=False))


@click.command()
@click.argument("seller")
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase(seller: str, yes: bool) -> None:
    """Erase everything kept about a seller."""
    copilot = open_copilot(True)
    copilot.export_seller(seller)
    if not yes:
        click.confirm(f"Erase everything kept about {seller}? It cannot be brought back.", abort=True)
    click.echo(f"Erased {seller}: {copilot.erase_seller(seller)} record(s).")


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


COMMANDS = (plays, known, play, knows, tried, export, erase)
