"""The commands of certification: the template, and the review of a deck with its story."""

from pathlib import Path
from typing import Any

import click

from api import pages_review
from api.console import as_json, open_reviews, read_request, show
from copilot.errors import InvalidRequest

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_NEW_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("deck", type=_FILE)
@click.option("--story", type=_FILE, help="Its transcript (.vtt, .srt, .txt) or recording.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Judge dates against this day; today otherwise.")
@click.option("--submission", type=click.Path(), help="JSON beside the deck: author, account, origin, window, file_name.")
@click.option("--rubric", help="Which standard, such as opportunity-story.v1; the newest otherwise.")
@click.option("--sheet", type=_NEW_FILE, help="Also write a page to print.")
@click.option("--annotated", type=_NEW_FILE, help="Also write a copy of the deck with remarks in its notes.")
@as_json
def review(deck: Path, sheet: Path | None, annotated: Path | None, json_out: bool, **flags: Any) -> None:
    """Propose levels with quotations for a certification deck and its story. The leader decides."""
    handed_in = _hand_in(deck, **flags)
    desk = open_reviews()
    result = desk.review_submission(handed_in)
    title = _title_of(handed_in)
    if sheet is not None:
        sheet.write_text(desk.write_sheet(result, title), encoding="utf-8")
    if annotated is not None:
        annotated.write_bytes(desk.annotate_deck(handed_in, result))
    show(result, json_out, lambda: pages_review.show_review(result, title))


@click.command()
@click.argument("target", metavar="FILE.pptx", type=_NEW_FILE)
def template(target: Path) -> None:
    """Write the template of the certification deck."""
    from api.console import open_workshop

    if target.suffix.lower() != ".pptx":
        raise InvalidRequest("The template is a PowerPoint file; give it a name that ends in .pptx.")
    slides = open_workshop().write_template(target)
    click.echo(f"Written: {target}, {slides} slides. Put your words in place of the [square brackets].")


def _hand_in(deck: Path, story: Path | None, as_of: Any, submission: str | None, rubric: str | None) -> Any:
    from copilot.domain.certification import Submission
    from copilot.domain.submissions import HandedIn, HandedInFile

    return HandedIn(
        deck=HandedInFile(name=deck.name, data=deck.read_bytes()),
        story=HandedInFile(name=story.name, data=story.read_bytes()) if story else None,
        submission=Submission.model_validate(read_request(submission) if submission else {}),
        rubric=rubric,
        as_of=as_of.date() if as_of else None,
    )


def _title_of(handed_in: Any) -> str:
    known = [part for part in (handed_in.submission.account, handed_in.submission.author) if part]
    return ", ".join(known) or handed_in.deck.name


COMMANDS = (review, template)
