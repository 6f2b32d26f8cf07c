"""`coach doctor`: how every part is, and what to do."""

import sys

import click

from api import pages
from api.console import as_json, open_workshop, show


@click.command()
@as_json
def doctor(json_out: bool) -> None:
    """Look at every part, ask the model for one tiny answer where one is set, and say what to do."""
    report = open_workshop().examine()
    show(report, json_out, lambda: pages.show_health(report))
    if not report.is_working:
        sys.exit(3)


COMMANDS = (doctor,)
