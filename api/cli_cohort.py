"""A cohort on the disk: folders that are read one at a time, and the table, sheets and documents that come out."""

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from api.console import read_request
from copilot.domain.certification import Submission
from copilot.domain.reviews import CohortReport, CohortRow
from copilot.domain.submissions import CohortMember, HandedIn, HandedInFile
from copilot.errors import InvalidRequest, UnreadableDeck

MB = 1024 * 1024
MOST_DECK = 50 * MB
MOST_STORY = 500 * MB
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")  # a spreadsheet would take these for the beginning of a formula


def name_cohort(folder: Path) -> str:
    """Return what tells this folder from others in the record, without saying where it lies."""
    return hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]


def read_cohort(folder: Path, as_of: date | None, rubric: str | None) -> list[CohortMember]:
    """Return the submissions of a folder, each a folder of its own; their files are read when their turn comes."""
    folders = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith((".", "_")))
    return [CohortMember(name=path.name, read=partial(_read_member, path, as_of, rubric)) for path in folders]


def write_cohort(out: Path, report: CohortReport, desk: Any) -> None:
    """Write the table as CSV and JSON, and for each submission its sheet and its document."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "summary.csv").write_text(write_table(report.rows), encoding="utf-8")
    (out / "summary.json").write_text(report.model_dump_json(indent=1), encoding="utf-8")
    for row in report.rows:
        if row.review_id is None:
            continue
        kept = desk.get_review(row.review_id)
        (out / f"{row.submission}.json").write_text(kept.model_dump_json(indent=1), encoding="utf-8")
        if kept.result is not None:
            title = None if kept.submission.account or kept.submission.author else row.submission
            (out / f"{row.submission}.html").write_text(desk.print_review(row.review_id, title), encoding="utf-8")


def write_table(rows: Sequence[CohortRow]) -> str:
    """Return the rows as CSV, in the order of their folders; no cell begins like a formula."""
    criteria = list(dict.fromkeys(criterion for row in rows for criterion in row.levels))
    heads = ["submission", "status", "verdict", "total", *criteria, "gates not met", "gates open", "noticed", "reads like"]
    heads += ["total before", "verdict before", "review_id", "why not"]
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(heads)
    for row in rows:
        table.writerow([defuse(cell) for cell in _cells(row, criteria)])
    return text.getvalue()


def defuse(cell: str) -> str:
    """Return a cell that a spreadsheet shows as text."""
    return f"'{cell}" if cell.startswith(_RISKY) else cell


def _cells(row: CohortRow, criteria: Sequence[str]) -> Iterator[str]:
    yield from (row.submission, row.status, row.verdict or "", "" if row.total is None else f"{row.total:g}")
    yield from (str(row.levels.get(criterion, "")) for criterion in criteria)
    yield from (" ".join(row.gates_not_met), " ".join(row.open_gates), " ".join(row.faults))
    yield "; ".join(f"{other.submission} ({other.likeness:.0%})" for other in row.similar)
    yield from ("", "") if row.changes is None else (f"{row.changes.total_before:g}", row.changes.verdict_before)
    yield from (row.review_id or "", row.sentence or "")


def _read_member(folder: Path, as_of: date | None, rubric: str | None) -> HandedIn:
    deck, story = _find_deck(folder), _find_story(folder)
    beside = folder / "submission.json"
    return HandedIn(
        deck=_read_file(deck, MOST_DECK),
        story=_read_file(story, MOST_STORY) if story is not None else None,
        submission=_read_submission(beside) if beside.exists() else Submission(),
        as_of=as_of,
        rubric=rubric,
    )


def _find_deck(folder: Path) -> Path:
    if (folder / "deck.pptx").is_file():
        return folder / "deck.pptx"
    decks = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".pptx" and path.is_file())
    if len(decks) != 1:
        found = "several .pptx files" if decks else "no .pptx file"
        raise InvalidRequest(f"The folder holds {found}; put one deck there, as deck.pptx.")
    return decks[0]


def _find_story(folder: Path) -> Path | None:
    stories = sorted(path for path in folder.iterdir() if path.stem.lower() in ("story", "transcript") and path.is_file())
    if len(stories) > 1:
        raise InvalidRequest("The folder holds more than one story; leave one.")
    return stories[0] if stories else None


def _read_file(path: Path, most: int) -> HandedInFile:
    try:
        if path.stat().st_size > most:
            raise UnreadableDeck(f"{path.name} is larger than {most // MB} MB; make it smaller and start again.")
        return HandedInFile(name=path.name, data=path.read_bytes())
    except OSError as error:
        raise InvalidRequest(f"{path.name} cannot be read ({error.strerror}); give yourself the right to.") from error


def _read_submission(path: Path) -> Submission:
    from pydantic import ValidationError

    from api.failures import explain_validation

    try:
        return Submission.model_validate(read_request(str(path)))
    except ValidationError as error:
        raise InvalidRequest(f"submission.json: {explain_validation(error)}") from error
