"""Three worked requests, so that a newcomer sees the whole answer before giving any data of their own."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from api import pages
from copilot.bootstrap import build_copilot
from copilot.domain.people import Executive, Seller
from copilot.domain.plays import PlaysRequest
from copilot.settings import Settings

AS_OF = date(2026, 11, 22)  # the demonstration reads the same on any day

REQUESTS: tuple[tuple[str, PlaysRequest], ...] = (
    (
        "A CFO with a results signal, and a seller who knows four plays under odd names",
        PlaysRequest(
            question="How do I reach the CFO of Halden Foods? Results were last week.",
            seller=Seller(
                id="orla",
                name="Orla",
                knows=(
                    "I pick a line their finance chief said on the call, with its figure, and ask what only plant people ask",
                    "the crayon sheet: five lines with their public numbers filled in, they scribble over what is wrong",
                    "I compare this year's risk pages with last year's and write about the one sentence that is new",
                    "my league table: them, two rivals and one outsider on a single public number",
                ),
            ),
            executive=Executive(name="Marit Sund", title="CFO", company="Halden Foods"),
            signals=("Results were published last week",),
            as_of=AS_OF,
        ),
    ),
    (
        "A CISO, and a seller whose practices must be declined",
        PlaysRequest(
            question="How do I get to the CISO of Velden Bank? A similar bank published its post-mortem ten days ago.",
            seller=Seller(
                id="oskar",
                name="Oskar",
                knows=(
                    "Same day a bank gets hacked I mail every security head in town: are you next?",
                    "I tell them their CEO asked me to get in touch, though he has never heard of me",
                ),
            ),
            executive=Executive(title="CISO", company="Velden Bank"),
            signals=("a similar bank published its post-mortem ten days ago",),
            as_of=AS_OF,
        ),
    ),
    (
        "A seller with no signal at all",
        PlaysRequest(
            question="I have six accounts and nothing to say to their CEOs. Where do I begin?",
            seller=Seller(id="diego", name="Diego", knows=("I call down the list", "template mails with their name in it")),
            executive=Executive(title="CEO"),
            as_of=AS_OF,
        ),
    ),
)


def run_demo(tell: Callable[[str], None], progress: Callable[[str, int, int], None] | None) -> None:
    """Answer the three requests in a data folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        index = Settings().home / "index"
        if index.is_dir():  # made already; the records of this machine's sellers stay where they are
            shutil.copytree(index, Path(folder) / "index")
        copilot = build_copilot(Settings(home=Path(folder)), progress=progress, tell=tell)
        for number, (title, request) in enumerate(REQUESTS, 1):
            click.echo(f"{'=' * 100}\n{number}. {title}\n{'=' * 100}")
            click.echo(f'$ coach plays "{request.question}" --seller {request.seller.id}\n')
            click.echo(pages.show_plays(copilot.suggest_plays(request, notes_gap=False), why=False))
