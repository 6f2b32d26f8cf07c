"""The commands of a one-on-one: what to ask, for one seller or a whole team, and what is written down afterwards."""

import re
from pathlib import Path
from typing import Any

import click

from api import pages_one_on_one
from api.console import as_json, hand_in, open_copilot, progress_bar, read_request, show, show_data, tell
from api.pages_card import list_troubles
from copilot.errors import InvalidRequest

_NEW_FILE = click.Path(dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)
_REQUEST = "Read the whole request from a JSON file; - is standard input."
FORMS = {".html": "html", ".htm": "html", ".md": "markdown"}
_BECAME = re.compile(r"(.+?)=\s*(kept|partly|not|dropped)\b[\s:,;.]*(.*)", re.IGNORECASE | re.DOTALL)
MOST_NAMED = 10  # of the sellers without a sheet


@click.command()
@click.option("--request", "request_file", type=click.Path(), help=_REQUEST)
@click.option("--card", "card_file", help="A file with cards: JSON, CSV, a workbook, or pasted lines (-).")
@click.option("--mapping", help="Which column is what, as confirmed by you.")
@click.option("--seller", help="Whose one-on-one: the id the team uses, as in the card file.")
@click.option("--note", "notes", multiple=True, help="Something the card does not know. May be repeated.")
@click.option("--knows", multiple=True, help="Something the seller already does, in their own words. May be repeated.")
@click.option("--executive", help="The name of the executive it is about.")
@click.option("--title", help="That executive's title.")
@click.option("--company", help="The account.")
@click.option("--signal", "signals", multiple=True, help="What makes it timely. May be repeated.")
@click.option("--minutes", type=click.IntRange(5, 120), default=30, show_default=True)
@click.option("--sheet", type=_NEW_FILE, help="Also write a page to print: FILE.html or FILE.md.")
@click.option("--team", "team_file", help="A file with the cards of a whole team; needs --sheets.")
@click.option("--sheets", type=_FOLDER, help="The folder for the team's pages, one a seller.")
@as_json
def questions(
    request_file: str | None, team_file: str | None, sheets: Path | None, sheet: Path | None, json_out: bool, **flags: Any
) -> None:
    """Prepare a one-on-one: where it seems to stop, five questions to ask, a play to offer, the minutes.

    \b
    coach questions --card team.csv --seller omar --sheet omar.html
    coach questions --team team.csv --sheets sheets/
    """
    from copilot.domain.one_on_one import QuestionsRequest

    form = _form_of(sheet) if sheet is not None else None
    copilot = open_copilot(json_out)
    if team_file is not None or sheets is not None:
        _write_team(copilot, team_file, sheets, flags, json_out)
        return
    fields = read_request(request_file) if request_file else _one_fields(copilot, **flags)
    result = copilot.draft_questions(QuestionsRequest.model_validate(fields))
    if sheet is not None:
        sheet.write_text(copilot.write_one_on_one(result, form), encoding="utf-8")
    show(result, json_out, lambda: pages_one_on_one.show_one_on_one(result))


@click.command()
@click.argument("seller")
@click.option("--request", "request_file", type=click.Path(), help=_REQUEST)
@click.option(
    "--became",
    multiple=True,
    metavar="'COMMITMENT=kept: WHY'",
    help="What became of an earlier one, by its words or its number: kept, partly, not or dropped.",
)
@click.option(
    "--commitment",
    "commitments",
    multiple=True,
    metavar="'TEXT;DUE'",
    help="What they will do, in their own words; a day after ';'.",
)
@click.option("--asked", multiple=True, help="A question that was asked. May be repeated.")
@click.option("--tried", multiple=True, metavar="PLAY=OUTCOME", help="A play they tried, and what came of it.")
@click.option("--knows", multiple=True, help="What they say they already do, in their own words.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day of the meeting; today otherwise.")
@as_json
def notes(seller: str, request_file: str | None, json_out: bool, **flags: Any) -> None:
    """Write down after a one-on-one what was agreed, asked, tried and said; without anything to write, show what is written."""
    from copilot.domain.one_on_one import MeetingNotes

    copilot = open_copilot(json_out)
    if request_file is None and not any(flags.values()):
        meetings = copilot.list_meetings(seller)
        still = copilot.list_open_commitments(seller)
        document = {
            "seller_id": seller,
            "meetings": [meeting.model_dump(mode="json") for meeting in meetings],
            "open": [each.model_dump(mode="json") for each in still],
        }
        show_data(document, json_out, lambda: pages_one_on_one.show_meetings(seller, meetings, still))
        return
    fields = read_request(request_file) if request_file else _notes_fields(**flags)
    saved = copilot.save_notes(seller, MeetingNotes.model_validate(fields))
    show(saved, json_out, lambda: pages_one_on_one.show_saved(saved))


def _write_team(copilot: Any, team_file: str | None, folder: Path | None, flags: dict[str, Any], json_out: bool) -> None:
    if team_file is None or folder is None:
        raise InvalidRequest("A team takes two: --team FILE with the cards, and --sheets DIR for the pages.")
    read = copilot.read_cards(hand_in(team_file), hand_in(flags["mapping"]) if flags["mapping"] else None)
    folder.mkdir(parents=True, exist_ok=True)
    bar = progress_bar(json_out)
    faults: list[Any] = []
    written: list[dict[str, str]] = []
    for done, each in enumerate(copilot.draft_for_team(read.cards, flags["minutes"]), 1):
        if hasattr(each, "why"):
            faults.append(each)
        else:
            path = folder / f"{_file_name(each.seller, {row['sheet'] for row in written})}.html"
            path.write_text(copilot.write_one_on_one(each, "html"), encoding="utf-8")
            written.append({"seller": each.seller, "sheet": path.name, "stops_at": each.diagnosis.title})
        if bar is not None:
            bar("Writing sheets", done, len(read.cards))
    document = {
        "sheets": written,
        "faults": [fault.model_dump() for fault in faults],
        "bad_rows": [row.model_dump() for row in read.bad_rows],
        "warnings": list(read.warnings),
    }
    show_data(document, json_out, lambda: f"{len(written)} sheet(s) in {folder}, one a seller; no list compares them.\n")
    if not json_out:
        for fault in faults[:MOST_NAMED]:
            tell(f"No sheet for {fault.seller}: {fault.why}")
        for trouble in list_troubles(read, MOST_NAMED):
            tell(trouble)


def _file_name(seller: str, taken: set[str]) -> str:
    """Return a name for a seller's page that no other seller's page has, whatever the seller's id holds."""
    plain = "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in seller).strip("-")[:60] or "seller"
    name, number = plain, 1
    while f"{name}.html" in taken:
        number += 1
        name = f"{plain}-{number}"
    return name


def _one_fields(copilot: Any, card_file: str | None, mapping: str | None, seller: str | None, **flags: Any) -> dict[str, Any]:
    if card_file is None:
        raise InvalidRequest("Say whose: coach questions --card FILE --seller ID, or --request FILE with card and notes.")
    read = copilot.read_cards(hand_in(card_file), hand_in(mapping) if mapping else None)
    found = [each for each in read.cards if seller is None or each.seller.casefold() == seller.casefold()]
    if len(found) != 1:
        known = ", ".join(each.seller for each in read.cards[:MOST_NAMED]) or "none"
        raise InvalidRequest(f"Name one seller of {card_file} with --seller; it holds {known}.")
    card = found[0]
    return {
        "seller": {"id": card.seller, "knows": list(flags["knows"])},
        "card": card.card,
        "measures": card.measures,
        "notes": list(flags["notes"]),
        "executive": {"name": flags["executive"], "title": flags["title"], "company": flags["company"]},
        "signals": list(flags["signals"]),
        "minutes": flags["minutes"],
    }


def _notes_fields(
    became: tuple[str, ...],
    commitments: tuple[str, ...],
    asked: tuple[str, ...],
    tried: tuple[str, ...],
    knows: tuple[str, ...],
    on: Any,
) -> dict[str, Any]:
    return {
        "on": on.date() if on else None,
        "became": [_read_became(text) for text in became],
        "commitments": [_read_commitment(text) for text in commitments],
        "asked": list(asked),
        "tried": [_read_tried(text) for text in tried],
        "knows": list(knows),
    }


def _read_commitment(text: str) -> dict[str, Any]:
    said, mark, due = text.rpartition(";")
    return {"text": said.strip(), "due": due.strip()} if mark and due.strip() else {"text": text.rstrip("; ")}


def _read_became(text: str) -> dict[str, str | None]:
    found = _BECAME.fullmatch(text)
    if found is None:
        raise InvalidRequest(
            "What became of a commitment is COMMITMENT=kept, =partly, =not or =dropped, "
            "such as --became 'Two notes=partly: one chief was away'."
        )
    return {"commitment": found[1].strip(), "became": found[2].lower(), "why": found[3].strip() or None}


def _read_tried(text: str) -> dict[str, str]:
    play, mark, outcome = text.partition("=")
    if not mark:
        raise InvalidRequest("A play that was tried is PLAY=OUTCOME, such as --tried 'F03=her controller asked for the sheet'.")
    return {"play": play.strip(), "outcome": outcome.strip()}


def _form_of(sheet: Path) -> str:
    form = FORMS.get(sheet.suffix.lower())
    if form is None:
        raise InvalidRequest("A sheet is a page or plain text; give it a name that ends in .html or .md.")
    return form


COMMANDS = (questions, notes)
