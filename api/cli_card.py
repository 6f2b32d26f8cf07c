"""The command for cards: their seventeen lines with the diagnosis, and the mapping of an export's columns."""

from pathlib import Path

import click

from api import pages_card
from api.console import as_json, hand_in, open_copilot, show_data, tell
from copilot.errors import InvalidRequest

MOST_SHOWN_TROUBLES = 10
_NEW_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--mapping", help="Which column is what, as confirmed by you.")
@click.option("--propose-mapping", type=_NEW_FILE, help="Write what each column seems to be to this file, and stop.")
@click.option("--seller", help="Only this seller of the file.")
@as_json
def card(file: str, mapping: str | None, propose_mapping: Path | None, seller: str | None, json_out: bool) -> None:
    """Show cards from JSON, CSV, a workbook or pasted lines (-), and where the playbook seems to break."""
    handed_in = hand_in(file)
    copilot = open_copilot(json_out)
    if propose_mapping is not None:
        found, text = copilot.propose_mapping(handed_in)
        propose_mapping.write_text(text, encoding="utf-8")
        show_data(found.model_dump(mode="json"), json_out, lambda: pages_card.show_mapping(found, str(propose_mapping)))
        return
    read = copilot.read_cards(handed_in, hand_in(mapping) if mapping else None)
    wanted = [each for each in read.cards if seller is None or each.seller.casefold() == seller.casefold()]
    if not wanted:
        raise InvalidRequest(f"{file} holds no seller '{seller}'; it holds {pages_card.name_sellers(read)}.")
    readings = [copilot.read_card(each) for each in wanted]
    document = {
        "cards": [reading.model_dump(mode="json") for reading in readings],
        "bad_rows": [row.model_dump() for row in read.bad_rows],
        "ignored_columns": list(read.ignored_columns),
        "warnings": list(read.warnings),
    }
    show_data(document, json_out, lambda: "\n\n".join(pages_card.show_card(reading) for reading in readings))
    if not json_out:
        for trouble in pages_card.list_troubles(read, MOST_SHOWN_TROUBLES):
            tell(trouble)


COMMANDS = (card,)
