"""The commands of people's judgement: walk through items blind, see how far those who judged go together, make items."""

import sys
from pathlib import Path
from typing import Any

import click

from api import pages_label
from api.console import as_json, open_copilot, open_reviews, open_workshop, show, tell
from api.label_walk import walk
from copilot.errors import InvalidRequest

MOST_NAME = 120
_FILE = click.Path(dir_okay=False, path_type=Path)
_OLD_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_TO_ITEMS = click.option("--items", type=_FILE, required=True, help="The file the items are added to.")
NEEDS = "Say what is judged and who judges: coach label --items FILE --labels FILE --by NAME; or --agreement with --labels FILE."


@click.command()
@click.option("--items", type=_FILE, help="What is to be judged, one JSON object a line.")
@click.option("--labels", type=_FILE, multiple=True, required=True, help="Where judgements are kept; several with --agreement.")
@click.option("--by", metavar="NAME", help="Who judges.")
@click.option("--rubric", metavar="ID", help="The standard that is judged by, where the items name none.")
@click.option("--agreement", is_flag=True, help="Say how far those who judged go together, and end.")
@as_json
def label(
    items: Path | None, labels: tuple[Path, ...], by: str | None, rubric: str | None, agreement: bool, json_out: bool
) -> None:
    """Judge answers, questions or decks, blind; or say how far those who judged go together.

    \b
    coach label --items items.jsonl --labels labels.jsonl --by ana --rubric questions.v1
    coach label --agreement --labels labels.jsonl
    """
    desk = open_workshop().labels
    if agreement:
        report = desk.tell_agreement(labels)
        show(report, json_out, lambda: pages_label.show_agreement(report))
        return
    if items is None or not by or not by.strip() or len(labels) != 1 or json_out:
        raise InvalidRequest(NEEDS)
    if any(len(name) > MOST_NAME for name in (by.strip(), rubric or "")):
        raise InvalidRequest(f"A name and a rubric have at most {MOST_NAME} characters; shorten it.")
    sitting = desk.open_round(items, labels[0], by=by.strip(), rubric=rubric)
    for warning in sitting.warnings:
        tell(warning)
    if walk(sitting, sys.stdin.buffer, click.echo):
        click.echo(f"Thank you, all {len(sitting.items)} items are judged.\n")
        click.echo(pages_label.show_agreement(desk.tell_agreement(labels)), nl=False)


@click.group(name="label-items")
def label_items() -> None:
    """Make what people are to judge: questions, decks, pairs of answers."""


@label_items.command("question")
@_TO_ITEMS
@click.option("--card", "card_file", type=_OLD_FILE, help="Cards of sellers: the questions of each one's prepared one-on-one.")
@click.option("--mapping", type=_OLD_FILE, help="Which column of the card file is what, as confirmed by you.")
@click.option("--written", type=_OLD_FILE, help="Questions that somebody wrote, one a line.")
def make_questions(items: Path, card_file: Path | None, mapping: Path | None, written: Path | None) -> None:
    """Questions for a one-on-one: would a mentor ask this?"""
    if card_file is None and written is None:
        raise InvalidRequest("Say where the questions come from: --card FILE with sellers' cards, or --written FILE, one a line.")
    lines = _read_lines(written) if written is not None else []
    prepared = _prepare(card_file, mapping) if card_file is not None else []
    _tell_added(open_workshop().labels.add_questions(items, prepared, lines), items)


@label_items.command("levels")
@_TO_ITEMS
@click.argument("deck", type=_OLD_FILE, required=False)
@click.option("--story", type=_OLD_FILE, help="Its transcript (.vtt, .srt, .txt) or recording.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day a review judges dates against; today otherwise.")
@click.option("--rubric", metavar="ID", help="Which standard, such as opportunity-story.v1; the newest otherwise.")
@click.option("--review", "review_id", metavar="ID", help="The deck and the story of a kept review, in place of files.")
@click.option(
    "--proposals", type=_FILE, help="Also keep the levels a review proposes as labels in this file; no reviewer sees it."
)
def make_levels(items: Path, deck: Path | None, review_id: str | None, proposals: Path | None, **files: Any) -> None:
    """A deck and its story: which level of each criterion? No level is proposed."""
    if (deck is None) == (review_id is None):
        raise InvalidRequest("Name one deck, or a kept review with --review.")
    desk = open_workshop().labels
    if deck is None:
        if proposals is not None or any(files.values()):
            raise InvalidRequest("A kept review has its story and its rubric, and 'coach label-items decided' keeps its levels.")
        _tell_added(desk.add_review(items, review_id), items)
        return
    handed_in = _hand_in(deck, **files)
    _tell_added(desk.add_deck(items, handed_in), items)
    if proposals is not None:
        with open_reviews() as reviews:
            desk.add_proposal(proposals, handed_in, reviews.review_submission(handed_in))
        click.echo(f"The levels a review proposes are in {proposals}.")


@label_items.command("pair")
@_TO_ITEMS
@click.argument("first", type=_OLD_FILE)
@click.argument("second", type=_OLD_FILE)
@click.option("--asked", default="", help="The request both answer, where the files do not say.")
def make_pairs(items: Path, first: Path, second: Path, asked: str) -> None:
    """Two answers to the same request: which would you rather have?

    The files hold what 'coach plays --json' or 'coach questions --json' printed, or a line for each of several requests:
    {"id": "r1", "asked": "the request", "answer": {...}, "source": "what gave it"}
    """
    _tell_added(open_workshop().labels.add_pairs(items, first, second, asked), items)


@label_items.command("decided")
@click.argument("review_ids", metavar="REVIEW...", nargs=-1, required=True)
@click.option("--labels", type=_FILE, required=True, help="The file of labels they are added to.")
def export_decided(review_ids: tuple[str, ...], labels: Path) -> None:
    """What reviews proposed and what leaders decided, as labels that are there already.

    A leader who decides has seen the proposal, and the label says so. A cohort's summary.csv names its reviews.
    """
    added, undecided = open_workshop().labels.export_decisions(labels, review_ids)
    click.echo(f"{added} label(s) added to {labels}; 'coach label --agreement --labels {labels}' compares them.")
    for review_id in undecided:
        tell(f"{review_id} has no decision yet; 'coach decide {review_id}' keeps one.")


def _prepare(card_file: Path, mapping: Path | None) -> list[Any]:
    from copilot.domain.submissions import HandedInFile

    copilot = open_copilot(quiet=False)
    confirmed = HandedInFile(name=mapping.name, data=mapping.read_bytes()) if mapping is not None else None
    read = copilot.read_cards(HandedInFile(name=card_file.name, data=card_file.read_bytes()), confirmed)
    prepared = []
    for each in copilot.draft_for_team(read.cards):
        if hasattr(each, "why"):
            tell(f"No questions for {each.seller}: {each.why}")
        else:
            prepared.append(each)
    for row in read.bad_rows:
        tell(f"Line {row.line} was left out: {row.why}")
    return prepared


def _read_lines(written: Path) -> list[str]:
    try:
        return written.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise InvalidRequest(f"{written.name} is not UTF-8 (byte {error.start}); save it as UTF-8.") from error


def _hand_in(deck: Path, story: Path | None, rubric: str | None, as_of: Any) -> Any:
    from copilot.domain.submissions import HandedIn, HandedInFile

    return HandedIn(
        deck=HandedInFile(name=deck.name, data=deck.read_bytes()),
        story=HandedInFile(name=story.name, data=story.read_bytes()) if story is not None else None,
        rubric=rubric,
        as_of=as_of.date() if as_of else None,
    )


def _tell_added(added: Any, items: Path) -> None:
    more = f"; {added.there_before} stood there already" if added.there_before else ""
    click.echo(f"{added.added} item(s) added to {items}{more}.")


COMMANDS = (label, label_items)
