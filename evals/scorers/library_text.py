"""The library as it lies on the disk, read without the product: what a quotation is held against."""

import re
import unicodedata
from functools import cache
from pathlib import Path

import yaml

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-"})
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@cache
def cards(corpus: Path = CORPUS) -> dict[str, str]:
    """Return the text of every card by its id: its front matter says which it is."""
    found = {}
    for path in sorted(corpus.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        name = re.search(r"^id: *(\S+)", text, re.MULTILINE)
        if name:
            found[name[1].strip("'\"")] = text
    return found


@cache
def listed(card_id: str, key: str, corpus: Path = CORPUS) -> frozenset[str]:
    """Return what a card lists in its head under a key: its signals, its personas."""
    head = yaml.safe_load(cards(corpus)[card_id].split("---\n")[1])
    return frozenset(head.get(key) or ())


def section(card: str, slug: str) -> str:
    """Return the text under the heading of a card whose slug this is; empty where there is none such."""
    body = card.split("\n---\n", 1)[-1]
    for part in re.split(r"^## ", body, flags=re.MULTILINE)[1:]:
        heading, _, text = part.partition("\n")
        if _slug(heading) == slug:
            return text
    return ""


def find_citation_fault(passage_id: str, quote: str, corpus: Path = CORPUS) -> str | None:
    """Return why a citation does not hold, or None: its card and heading are there, and the words stand under it."""
    card_id, _, place = passage_id.partition("#")
    card = cards(corpus).get(card_id)
    if card is None:
        return f"{passage_id}: there is no such card"
    text = section(card, re.sub(r"\.\d+$", "", place))
    if not text:
        return f"{passage_id}: the card has no such heading"
    if not quote.strip() or plain(quote) not in plain(text):
        return f"{passage_id}: '{quote}' does not stand there"
    return None


def plain(text: str) -> str:
    """Return a text without mark-up, with one kind of space and of quotation marks."""
    text = unicodedata.normalize("NFC", text).translate(_QUOTES)
    text = re.sub(r"^\s*(?:>|\d+\.|[-*]) ?", "", text, flags=re.MULTILINE)
    return " ".join(re.sub(r"[*_`]", "", text).split()).casefold()


def find_unknown_numbers(text: str, *sources: str) -> list[str]:
    """Return the numbers of a text that stand in none of the sources."""
    known = {number.rstrip(".,").replace(",", "") for source in sources for number in _NUMBER.findall(source)}
    return [n for n in _NUMBER.findall(text) if n.rstrip(".,").replace(",", "") not in known]


def _slug(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", heading.strip().casefold()).strip("-")
