"""Cohorts of any size for the benches: submissions like those of the cases, each with words of its own."""

import io
import random
from pathlib import Path

from pptx import Presentation

_SOURCE = Path(__file__).parent / "cases" / "decks"
_WORDS = tuple("harbour ledger pallet tariff furnace clinic orchard turbine depot vineyard quarry ferry studio foundry".split())  # noqa: SIM905


def make_cohort(folder: Path, count: int) -> None:
    """Write a folder for each submission."""
    for number in range(count):
        deck, story_name, story = make_member(number)
        member = folder / f"s{number:03}"
        member.mkdir(parents=True)
        (member / "deck.pptx").write_bytes(deck)
        (member / story_name).write_text(story, encoding="utf-8")


def make_member(number: int) -> tuple[bytes, str, str]:
    """Return a deck and its story (name, text) like those of a case, with other words in all that is longer than a heading."""
    sources = sorted(path for path in _SOURCE.iterdir() if (path / "deck.pptx").exists())
    source, draw = sources[number % len(sources)], random.Random(number)
    presentation = Presentation(str(source / "deck.pptx"))
    for slide in presentation.slides:
        for shape in slide.shapes:
            for paragraph in shape.text_frame.paragraphs if shape.has_text_frame else ():
                for run in paragraph.runs:
                    run.text = _reword(run.text, draw)
    stream = io.BytesIO()
    presentation.save(stream)
    story = next(path for path in sorted(source.iterdir()) if path.stem == "transcript")
    lines = story.read_text(encoding="utf-8").split("\n")
    told = "\n".join(line if "-->" in line or len(line) < 12 else _reword(line, draw) for line in lines)
    return stream.getvalue(), story.name, told


def _reword(text: str, draw: random.Random) -> str:
    return " ".join(draw.choice(_WORDS) if draw.random() < 0.4 else word for word in text.split(" "))
