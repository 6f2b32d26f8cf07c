"""The commands of certification: the template, the review of a deck or of a cohort, and the leader's decision."""

import json
import re
from pathlib import Path
from typing import Any

import click

from api import pages_review
from api.cli_cohort import name_cohort, read_cohort, write_cohort
from api.console import as_json, open_reviews, progress_bar, read_request, show
from copilot.errors import InvalidRequest

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_NEW_FILE = click.Path(dir_okay=False, path_type=Path)
_NEW_FOLDER = click.Path(file_okay=False, path_type=Path)
_OVERRULED = re.compile(r"\s*([A-Za-z]+\d+)\s*=\s*(\w+)\s*:\s*(.+)", re.DOTALL)
_ONE_DECK = "Name one deck, or a folder of submissions with --cohort."
_OF_A_DECK = "--{flag} is for one deck; a cohort writes a sheet and a document a submission into --out."


@click.command()
@click.argument("deck", type=_FILE, required=False)
@click.option("--story", type=_FILE, help="Its transcript (.vtt, .srt, .txt) or recording.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Judge dates against this day; today otherwise.")
@click.option("--submission", type=click.Path(), help="JSON beside the deck: author, account, origin, window, file_name.")
@click.option("--rubric", help="Which standard, such as opportunity-story.v1; the newest otherwise.")
@click.option("--sheet", type=_NEW_FILE, help="Also write a page to print.")
@click.option("--annotated", type=_NEW_FILE, help="Also write a copy of the deck with remarks in its notes.")
@click.option("--since", type=_FILE, help="The JSON of an earlier review: also say what changed since then.")
@click.option("--keep", is_flag=True, help="Keep the review, to decide on it and to compare the next take with it.")
@click.option(
    "--cohort", type=_FOLDER, help="Review a folder of submissions, one folder each: deck.pptx, story.*, submission.json."
)
@click.option("--out", type=_NEW_FOLDER, help="Where a cohort's table, sheets and documents go; DIR-reviews otherwise.")
@as_json
def review(deck: Path | None, cohort: Path | None, out: Path | None, json_out: bool, **flags: Any) -> None:
    """Propose levels with quotations for a certification deck and its story, or for a cohort. The leader decides."""
    if (deck is None) == (cohort is None):
        raise InvalidRequest(_ONE_DECK)
    if cohort is not None:
        wrong = [flag for flag in ("story", "submission", "sheet", "annotated", "since") if flags[flag]]
        if wrong:
            raise InvalidRequest(_OF_A_DECK.format(flag=wrong[0]))
        _review_cohort(cohort, out or cohort.with_name(f"{cohort.resolve().name}-reviews"), json_out, **flags)
    elif deck is not None:
        _review_one(deck, json_out, **flags)


def _review_one(
    deck: Path, json_out: bool, *, sheet: Path | None, annotated: Path | None, since: Path | None, keep: bool, **flags: Any
) -> None:
    handed_in = _hand_in(deck, **flags)
    before = _read_earlier(since) if since is not None else None
    title = _title_of(handed_in)
    with open_reviews() as desk:
        result, kept = _review_kept(desk, handed_in) if keep else (desk.review_submission(handed_in), None)
        changes = desk.compare(before, result) if before is not None else kept.changes if kept is not None else None
        if sheet is not None:
            sheet.write_text(desk.write_sheet(result, title, changes), encoding="utf-8")
        if annotated is not None:
            annotated.write_bytes(desk.annotate_deck(handed_in, result))
    taken = _take(result, kept, changes) if kept is not None or changes is not None else result
    show(taken, json_out, lambda: pages_review.show_review(result, title, changes, kept.review_id if kept else None))


def _review_kept(desk: Any, handed_in: Any) -> tuple[Any, Any]:
    from copilot.errors import UnreadableDeck

    kept = desk.wait_for(desk.start_member(handed_in).review_id)
    if kept.result is None:
        raise UnreadableDeck(kept.sentence)
    return kept.result, kept


def _review_cohort(cohort: Path, out: Path, json_out: bool, *, as_of: Any, rubric: str | None, **_: Any) -> None:
    members = read_cohort(cohort, as_of.date() if as_of else None, rubric)
    if not members:
        raise InvalidRequest(f"There is no submission in {cohort}; put each into a folder of its own, with its deck.pptx.")
    with open_reviews() as desk:
        report = desk.review_cohort(name_cohort(cohort), members, progress_bar(json_out))
        write_cohort(out, report, desk)
    show(report, json_out, lambda: pages_review.show_cohort(report, str(out)))


@click.command()
@click.argument("review_id")
@click.option("--verdict", required=True, type=click.Choice(["pass", "one_more_pass", "rehearse", "not_yet"]))
@click.option("--level", "levels", multiple=True, metavar='K4=3:"REASON"', help="A level you set, and why. Can be repeated.")
@click.option("--gate", "gates", multiple=True, metavar='GT6=met:"REASON"', help="What you found out about a gate, and how.")
@click.option("--by", help="Who decides.")
@click.option("--note", help="Anything else to keep with the decision.")
@as_json
def decide(review_id: str, verdict: str, levels: tuple[str, ...], gates: tuple[str, ...], json_out: bool, **flags: Any) -> None:
    """Keep a leader's decision on a review, and every level it overrules, with the reason."""
    from copilot.domain.reviews import DecisionRequest

    request = DecisionRequest.model_validate(
        {
            "verdict": verdict,
            "levels": [dict(zip(("criterion", "level", "reason"), _split(text, "K4=3"), strict=True)) for text in levels],
            "gates": [dict(zip(("gate", "state", "reason"), _split(text, "GT6=met"), strict=True)) for text in gates],
            **flags,
        }
    )
    with open_reviews() as desk:
        decision = desk.decide(review_id, request)
    show(decision, json_out, lambda: pages_review.show_decision(decision))


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


def _read_earlier(path: Path) -> Any:
    """Return the result of an earlier review, as --json or HTTP gave it."""
    from pydantic import ValidationError

    from copilot.domain.reviews import ReviewTake

    try:
        fields = json.loads(path.read_text(encoding="utf-8-sig"))
        return ReviewTake.model_validate(fields.get("result") or fields)
    except (ValueError, AttributeError, ValidationError) as error:
        raise InvalidRequest(f"{path} is no review; hand over the JSON that 'coach review --json' printed.") from error


def _take(result: Any, kept: Any, changes: Any) -> Any:
    from copilot.domain.reviews import ReviewTake

    ids = {"review_id": kept.review_id, "since": kept.since} if kept is not None else {}
    return ReviewTake(**dict(result), **ids, changes=changes)


def _split(text: str, such_as: str) -> tuple[str, str, str]:
    found = _OVERRULED.fullmatch(text)
    if found is None:
        raise InvalidRequest(f'What is overruled needs its reason: write it as {such_as}:"the reason".')
    name, chosen, reason = found.groups()
    return name.upper(), chosen.lower(), reason.strip()


COMMANDS = (review, decide, template)
