"""Changes a labelled deck and its story as a case says: a flaw or a payload stands in real files, and nothing else differs."""

import io
import re
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from copilot.domain.certification import Submission
from copilot.domain.submissions import HandedIn, HandedInFile

CASES = Path(__file__).parent / "cases"
_STAMPS = re.compile(r"(\d\d):(\d\d):(\d\d)[,.](\d{3})")


class DeckChange(BaseModel):
    """What is changed in a deck and its story; all of it may be left out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    lines: dict[int, list[str]] = {}  # slide -> what stands there in place of all but the title
    add: dict[int, list[str]] = {}  # slide -> a text box more
    titles: dict[int, str] = {}
    notes: dict[int, str] = {}
    drop: list[int] = []
    replace: list[tuple[str, str]] = []  # in every text of the slides
    story: list[tuple[str, str]] = []  # in the transcript
    story_add: list[str] = []  # cues more, at the end
    story_keep: float = 1.0  # the share of the cues that stays
    story_pace: float = 1.0  # times are stretched by it
    author: str = ""
    origin: str | None = None
    file_name: str = ""
    as_of: date | None = None


def read_label(base: str) -> dict[str, Any]:
    return _read_label(_folder_of(base))


@cache
def _read_label(folder: Path) -> dict[str, Any]:
    import json

    label: dict[str, Any] = json.loads((folder / "label.json").read_text(encoding="utf-8"))
    return label


def hand_in(base: str, change: DeckChange | None = None, *, edit: Callable[[Any], None] | None = None) -> HandedIn:
    """Return a labelled deck as it would be handed in, changed. `edit` gets the open presentation, after the changes."""
    change = change or DeckChange()
    folder, label = _folder_of(base), read_label(base)
    data = (folder / "deck.pptx").read_bytes()
    if edit is not None or change.model_fields_set & {"lines", "add", "titles", "notes", "drop", "replace", "author"}:
        data = _change_deck(data, change, edit)
    name = label["transcript_file"]
    story = change_story((folder / name).read_text(encoding="utf-8"), change)
    return HandedIn(
        deck=HandedInFile(name=change.file_name or label["upload_filename"], data=data),
        story=HandedInFile(name=name, data=story.encode()),
        submission=Submission(author=label["seller"], origin=change.origin),
        as_of=change.as_of or date.fromisoformat(label["submitted_on"]),
    )


def _folder_of(base: str) -> Path:
    return CASES / ("decks_heldout" if base.startswith("hv-") else "decks") / base


def _change_deck(data: bytes, change: DeckChange, edit: Callable[[Any], None] | None) -> bytes:
    from pptx import Presentation

    presentation = Presentation(io.BytesIO(data))
    slides = list(presentation.slides)
    for number, lines in change.lines.items():
        for shape in list(slides[number - 1].shapes):
            if shape != slides[number - 1].shapes.title:
                shape._element.getparent().remove(shape._element)
        add_box(slides[number - 1], lines)
    for number, lines in change.add.items():
        add_box(slides[number - 1], lines, top=5.2)
    for number, title in change.titles.items():
        slides[number - 1].shapes.title.text = title
    for number, text in change.notes.items():
        slides[number - 1].notes_slide.notes_text_frame.text = text
    for slide in slides:
        _replace_in(slide.shapes, change.replace)
    for number in sorted(change.drop, reverse=True):
        ids = presentation.slides._sldIdLst
        ids.remove(list(ids)[number - 1])
    if change.author:
        presentation.core_properties.author = presentation.core_properties.last_modified_by = change.author
    if edit is not None:
        edit(presentation)
    stream = io.BytesIO()
    presentation.save(stream)
    return stream.getvalue()


def add_box(slide: Any, lines: list[str], *, left: float = 0.6, top: float = 1.6, size: float = 18) -> Any:
    """Add a text box with a paragraph a line; places in inches."""
    from pptx.util import Inches, Pt

    box = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(8), Inches(0.4 * len(lines)))
    frame = box.text_frame
    frame.word_wrap = True
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.size = line, Pt(size)
    return box


def _replace_in(shapes: Any, pairs: list[tuple[str, str]]) -> None:
    for shape in shapes:
        if shape.shape_type == 6:  # a group
            _replace_in(shape.shapes, pairs)
        frames = [shape.text_frame] if shape.has_text_frame else []
        if getattr(shape, "has_table", False) and shape.has_table:
            frames = [cell.text_frame for row in shape.table.rows for cell in row.cells]
        for frame in frames:
            for paragraph in frame.paragraphs:
                text = "".join(run.text for run in paragraph.runs)
                changed = _replaced(text, pairs)
                if changed != text:
                    paragraph.runs[0].text = changed
                    for run in paragraph.runs[1:]:
                        run.text = ""


def _replaced(text: str, pairs: list[tuple[str, str]]) -> str:
    for old, new in pairs:
        text = text.replace(old, new)
    return text


def change_story(text: str, change: DeckChange) -> str:
    """Return a transcript, changed."""
    text = _replaced(text, change.story)
    cues = re.split(r"\n\s*\n", text.strip())
    if change.story_keep < 1:
        cues = cues[: max(2, round(len(cues) * change.story_keep))]
    text = "\n\n".join(cues)
    if change.story_pace != 1:
        text = _STAMPS.sub(lambda match: _stretch(match.groups(), change.story_pace), text)
    for said in change.story_add:
        text += "\n\n" + _next_cue(text, said)
    return text + "\n"


def _stretch(parts: tuple[str, ...], pace: float) -> str:
    hours, minutes, seconds, thousandths = map(int, parts)
    return _stamp(pace * (hours * 3600 + minutes * 60 + seconds + thousandths / 1000))


def _stamp(seconds: float, mark: str = ".") -> str:
    whole = round(seconds * 1000)
    return f"{whole // 3_600_000:02}:{whole // 60_000 % 60:02}:{whole // 1000 % 60:02}{mark}{whole % 1000:03}"


def _next_cue(text: str, said: str) -> str:
    """Return one more cue behind the last one, in the form of the transcript."""
    stamps = _STAMPS.findall(text)
    if not stamps:
        return said
    hours, minutes, seconds, thousandths = map(int, stamps[-1])
    start = hours * 3600 + minutes * 60 + seconds + thousandths / 1000
    mark = "." if text.startswith("WEBVTT") else ","
    number = "" if mark == "." else f"{len(stamps) // 2 + 1}\n"
    return f"{number}{_stamp(start + 0.2, mark)} --> {_stamp(start + 4, mark)}\n{said}"
