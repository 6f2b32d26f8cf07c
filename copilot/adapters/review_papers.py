"""A review on paper: a sheet to print, and a copy of the deck with remarks at the slide they concern."""

import base64
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import jinja2

from copilot.adapters.deck_check import DeckLimits
from copilot.adapters.deck_file import run_limited
from copilot.adapters.deck_template import write_template
from copilot.domain.certification import ReviewResult
from copilot.domain.reviews import Decision, ReviewChanges
from copilot.errors import UnreadableDeck

_FOLDER = Path(__file__).parent / "review_sheet"
VERDICTS = {
    "pass": "pass",
    "one_more_pass": "one more pass",
    "rehearse": "rehearse with your coach",
    "not_yet": "not yet: a gate is not met",
}
_NO_COPY = "No copy with remarks can be made of this deck; save it anew as .pptx and review it again."
_STATES = {"met": "met", "not_met": "not met", "cannot_tell": "a person has to look"}


class ReviewPapers:
    """Implements the port Papers."""

    def __init__(self, corpus: Path) -> None:
        self._template = corpus / "templates" / "opportunity-story.v1.yaml"

    def write_sheet(
        self, result: ReviewResult, title: str, *, changes: ReviewChanges | None = None, decision: Decision | None = None
    ) -> str:
        """Return one HTML document that needs nothing else and prints on one or two pages."""
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(_FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True
        )
        return environment.get_template("sheet.html").render(
            result=result,
            title=title,
            verdicts=VERDICTS,
            changes=changes,
            decision=decision,
            states=_STATES,
            style=(_FOLDER / "sheet.css").read_text(encoding="utf-8"),
        )

    def annotate(self, data: bytes, result: ReviewResult) -> bytes:
        """Return the deck with each gap, fault and gate in the notes of its slide; what concerns no slide stands on the first."""
        answer = run_limited("copilot.adapters.deck_annotator", json.dumps(list_remarks(result)), data, DeckLimits())
        if "deck" not in answer:
            raise UnreadableDeck(str(answer.get("refused", _NO_COPY)))
        return base64.b64decode(str(answer["deck"]))

    def write_template(self, target: Path) -> int:
        return write_template(self._template, target)


def list_remarks(result: ReviewResult) -> Mapping[int, Sequence[str]]:
    """Return what to write beside each slide, by its number."""
    remarks: dict[int, list[str]] = {1: [f"Proposed: {VERDICTS[result.verdict]}, {result.total:g} of 100. Your leader decides."]}
    for item in result.feedback:
        remarks[1].append(f"{item.works} {item.gap} {item.question} This week: {item.move}")
    for criterion in result.criteria:
        slides = [citation.slide for citation in criterion.citations if citation.slide is not None]
        if criterion.gap and criterion.level < 4:
            remarks.setdefault(slides[0] if slides else 1, []).append(f"{criterion.id}, level {criterion.level}: {criterion.gap}")
    for fault in result.faults:
        place = fault.where.removeprefix("slide ").split(",")[0]
        number = int(place) if fault.where.startswith("slide ") and place.isdigit() else 1
        remarks.setdefault(number, []).append(f"To look at ({fault.kind.replace('_', ' ')}): {fault.excerpt}")
    return remarks
