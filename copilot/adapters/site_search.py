"""The index that the site searches in the browser: which words stand in which page, and how prominently."""

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from copilot.domain.library import AmbiguousName, Card, Library, Objection, Persona, Play, Practice, SignalKind

IN_TEXT, OFTEN_IN_TEXT, IN_ALIAS, IN_TITLE = range(4)
OFTEN = 3  # so many times in one card is no accident
_WORD = re.compile(r"[^\W_]+")
_LITTLE = (
    "a an and are as at be but by for from had has have he her his i if in is it its me my no not of on or our she so that the"
    " their them then there they this to was we were what when who will with you your"
)
STOP_WORDS = tuple(_LITTLE.split())


class Found(NamedTuple):
    """What a search result shows: where it leads, what it is, and the other names it goes by.

    `hints` count as much as other names and are not shown: the signals a play answers, for one.
    """

    address: str
    kind: str
    id: str
    title: str
    summary: str
    aliases: tuple[str, ...] = ()
    text: str = ""
    hints: tuple[str, ...] = ()


def write_search(library: Library, places: Mapping[str, tuple[str, str]]) -> str:
    """Return the script that holds the index. A script, because a page opened from a disk may load nothing else."""
    entries = list(_entries(library, places))
    index = {
        "pages": [[e.address, e.kind, e.id, e.title, e.summary, list(e.aliases)] for e in entries],
        "words": index_words(entries),
        "stop": list(STOP_WORDS),
    }
    return f"window.libraryIndex = {json.dumps(index, sort_keys=True, separators=(',', ':'))};\n"


def index_words(entries: Iterable[Found]) -> dict[str, list[int]]:
    """Return for each word the pages it stands on, as page number times four plus where it stands most prominently."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for number, entry in enumerate(entries):
        for word, times in Counter(words_of(entry.text)).items():
            found[word][number] = OFTEN_IN_TEXT if times >= OFTEN else IN_TEXT
        for where, text in ((IN_ALIAS, " ".join((*entry.aliases, *entry.hints))), (IN_TITLE, f"{entry.id} {entry.title}")):
            for word in words_of(text):
                found[word][number] = where
    return {word: [number * 4 + where for number, where in sorted(pages.items())] for word, pages in sorted(found.items())}


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are compared: lower case, no accents, no plural s. `site.js` does the same."""
    plain = text.lower()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.category(c).startswith("M"))
    stems = (
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word for word in _WORD.findall(plain)
    )
    return [word for word in stems if len(word) > 1 and word not in STOP_WORDS]


def _entries(library: Library, places: Mapping[str, tuple[str, str]]) -> Iterable[Found]:
    for play in library.plays:
        yield _found_play(play, places[play.id][0])
    for persona in library.personas:
        yield _found_persona(persona, places[persona.id][0])
    kinds = (
        ("Coaching guide", library.guides, "what-it-is-for"),
        ("Objection", library.objections, "what-is-true-in-it"),
        ("Message", library.messages, "when-to-send"),
    )
    for kind, cards, summary in kinds:
        for card in cards:
            yield _found_card(kind, card, places[card.id][0], summary)
    yield from (_found_signal(signal) for signal in library.signals)
    yield from (_found_practice(practice) for practice in library.practices)
    yield from (_found_name(name, number) for number, name in enumerate(library.ambiguous, 1))


def _found_play(play: Play, address: str) -> Found:
    fingerprint = " ".join(play.fingerprint.model_dump().values())
    text = " ".join((fingerprint, play.indicator, *play.said_as, *play.personas, _body(play)))
    return Found(address, "Play", play.id, play.title, play.fingerprint.give, play.aliases, text, play.signals)


def _found_persona(persona: Persona, address: str) -> Found:
    text = " ".join((*persona.owns, _body(persona)))
    names = (persona.slug, *persona.titles, *persona.aliases)
    return Found(address, "Executive", persona.id, persona.title, f"Owns {', '.join(persona.owns[:3])}", names, text)


def _found_card(kind: str, card: Card, address: str, summary: str) -> Found:
    said_as = card.said_as if isinstance(card, Objection) else ()
    return Found(
        address, kind, card.id, card.title, first_sentence(card.section(summary)), (*card.aliases, *said_as), _body(card)
    )


def _found_signal(signal: SignalKind) -> Found:
    return Found(f"signals.html#{signal.id}", "Signal", "", signal.title, "", signal.words, signal.id)


def _found_practice(practice: Practice) -> Found:
    address = f"declined.html#{practice.id}"
    return Found(address, "Declined practice", "", practice.title, practice.reason, practice.cues, practice.instead)


def _found_name(name: AmbiguousName, number: int) -> Found:
    return Found(f"names.html#name-{number}", "Name with several meanings", "", name.name, name.question)


def _body(card: Card) -> str:
    return " ".join(section.text for section in card.sections)


def first_sentence(text: str) -> str:
    """Return the first sentence of prose without its marks and source ids."""
    plain = re.sub(r"\s*\[[A-Z0-9, -]+\]|[*_`>]", "", text.strip().split("\n\n")[0])
    return re.split(r"(?<=[.!?])\s", plain, maxsplit=1)[0]
