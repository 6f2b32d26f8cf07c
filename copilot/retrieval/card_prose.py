"""The prose of a card as it is measured: its sentences with their lines, its words, how hard it is to read."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from copilot.domain.library import Card, Section

SHINGLE = 8  # words in a row that two cards of different authors hardly ever share
_ITEM = re.compile(r"^(?:[-*]|\d+\.)\s+")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])")
_PAUSE = re.compile(r"[.!?:]+(?=\W|$)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LONG_WORD = 6  # letters; a word with more counts as long

Shingle = tuple[str, ...]


class Said(NamedTuple):
    """One list item, heading or sentence of a card, on one line of text, and the line where it begins in its file."""

    line: int
    text: str


class _Block(NamedTuple):
    line: int
    lines: list[str]
    is_item: bool


def list_said(section: Section) -> Iterator[Said]:
    """Return what a section says, piece by piece: a list item whole, a paragraph sentence by sentence."""
    for block in _blocks_of(section):
        if block.is_item:
            yield Said(block.line, " ".join(block.lines))
            continue
        text = "\n".join(block.lines)
        start = 0
        for end in (*(match.end() for match in _SENTENCE_END.finditer(text)), len(text)):
            yield Said(block.line + text.count("\n", 0, start), " ".join(text[start:end].split()))
            start = end


def words_of(sections: Iterable[Section]) -> list[str]:
    """Return the words of some sections in order, folded for comparing; figures count as words."""
    return [word.casefold().replace("’", "'") for section in sections for word in _TOKEN.findall(section.text)]


def shingles_of(words: Sequence[str]) -> list[Shingle]:
    """Return every run of eight words, by the place of its first word."""
    return [tuple(words[place : place + SHINGLE]) for place in range(len(words) - SHINGLE + 1)]


def measure_lix(card: Card) -> float:
    """Return the reading level of a card's body: words a sentence plus the percentage of words over six letters.

    A list item or a paragraph ends a sentence, a colon too. 25 is easy, 40 a newspaper, over 50 a text for specialists.
    """
    blocks = [" ".join(block.lines) for section in card.sections for block in _blocks_of(section)]
    words = [word for block in blocks for word in _WORD.findall(block)]
    if not words:
        return 0.0
    sentences = sum(bool(_WORD.search(piece)) for block in blocks for piece in _PAUSE.split(block))
    return len(words) / max(1, sentences) + 100 * sum(len(word) > _LONG_WORD for word in words) / len(words)


def _blocks_of(section: Section) -> Iterator[_Block]:
    """Return paragraphs, headings and list items; a hard-wrapped one is one block."""
    block: _Block | None = None
    for line, raw in enumerate(section.text.split("\n"), section.line + 1):
        text = raw.strip().removeprefix(">").strip()
        begins = bool(_ITEM.match(text)) or text.startswith(("#", "|"))
        if block is not None and (not text or begins or block.lines[0].startswith(("#", "|"))):
            yield block
            block = None
        if block is not None:
            block.lines.append(text)
        elif text:
            block = _Block(line, [text], is_item=begins)
    if block is not None:
        yield block
