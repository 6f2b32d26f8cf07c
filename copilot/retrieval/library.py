"""Reads the library: one or more folders of cards -> a checked `Library`, or all findings at once.

A later folder adds cards or replaces those of the same id, so that a company keeps its own beside ours.
"""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from copilot.domain.findings import CardFinding
from copilot.domain.library import (
    AmbiguousName,
    Card,
    Guide,
    HeardStatement,
    Library,
    Message,
    Objection,
    Persona,
    Play,
    Practice,
    PracticeText,
    SignalKind,
    SignalText,
    Source,
)
from copilot.domain.noun import Noun
from copilot.errors import BadLibrary, EmptyLibrary
from copilot.retrieval.card_file import CardFile, read_card_file, read_fits, read_steps, read_wordings, read_yaml_list
from copilot.retrieval.card_rules import check_cards

T = TypeVar("T", bound=Noun)
K = TypeVar("K", bound=Card)

_KINDS: dict[str, type[Card]] = {
    "plays": Play,
    "personas": Persona,
    "guides": Guide,
    "messages": Message,
    "objections": Objection,
}
_LISTS: dict[str, type[Noun]] = {
    "signals.yaml": SignalKind,
    "sources.yaml": Source,
    "ambiguous.yaml": AmbiguousName,
    "practices.yaml": Practice,
}
_DERIVED = {"sections", "file", "fits", "steps", "wordings"}  # read from the body, never written in the front matter


def read_library(folders: Sequence[Path]) -> Library:
    """Return the library. Raises EmptyLibrary where there is no card, BadLibrary where any card breaks the schema."""
    library, findings = read_and_check(folders)
    if findings:
        raise BadLibrary(
            f"The library has {len(findings)} finding(s); the first: {findings[0]}. Run 'coach check-corpus' to see them all."
        )
    if not library.plays:
        where = ", ".join(str(folder) for folder in folders)
        raise EmptyLibrary(f"There is no play in {where}; point COACH_CORPUS at the library's folder.")
    return library


def read_and_check(folders: Sequence[Path]) -> tuple[Library, list[CardFinding]]:
    """Return whatever could be read, and every finding."""
    findings: list[CardFinding] = []
    cards: dict[str, tuple[Card, CardFile]] = {}
    lists: dict[str, dict[str, Noun]] = {name: {} for name in _LISTS}
    heard: list[HeardStatement] = []
    signal_texts: list[SignalText] = []
    practice_texts: list[PracticeText] = []
    for folder in folders:
        read: dict[str, tuple[Card, CardFile]] = {}
        for path in _card_paths(folder):
            name = f"{path.parent.name}/{path.name}"
            card_file = read_card_file(path, name=name)
            card, found = _make_card(card_file, _KINDS[path.parent.name])
            findings += found
            if card is not None and card.id in read:
                findings.append(_duplicate(card_file, card.id, read[card.id][1].file))
            elif card is not None:
                read[card.id] = (card, card_file)
        cards |= read
        for name, kind in _LISTS.items():
            if (folder / name).exists():
                items, found = _read_list(folder / name, name, kind)
                lists[name] |= items
                findings += found
        for path in sorted((folder / "detection").glob("*.jsonl")):
            here, found = _read_lines(path, HeardStatement)
            heard += here
            findings += found
        texts_here, found = _read_lines(folder / "detection" / "texts" / "signals.jsonl", SignalText)
        signal_texts += texts_here
        findings += found
        practices_here, found = _read_lines(folder / "detection" / "texts" / "practices.jsonl", PracticeText)
        practice_texts += practices_here
        findings += found
    library = Library(
        digest=digest_of(folders),
        plays=_of_kind(cards, Play),
        personas=_of_kind(cards, Persona),
        guides=_of_kind(cards, Guide),
        messages=_of_kind(cards, Message),
        objections=_of_kind(cards, Objection),
        signals=_typed(lists["signals.yaml"].values(), SignalKind),
        sources=_typed(lists["sources.yaml"].values(), Source),
        ambiguous=_typed(lists["ambiguous.yaml"].values(), AmbiguousName),
        practices=_typed(lists["practices.yaml"].values(), Practice),
        heard=tuple(heard),
        signal_texts=tuple(signal_texts),
        practice_texts=tuple(practice_texts),
    )
    findings += check_cards(library, {card.id: card_file for card, card_file in cards.values()})
    return library, sorted(findings, key=lambda finding: (finding.file, finding.line))


def digest_of(folders: Sequence[Path]) -> str:
    """Return 16 hex digits that change when any file of the library changes, is added or is removed."""
    digest = hashlib.sha256()
    for folder in folders:
        lists = [folder / name for name in _LISTS if (folder / name).exists()]
        paths = [*_card_paths(folder), *lists, *_example_paths(folder)]
        for path in paths:
            digest.update(f"{path.relative_to(folder)}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _card_paths(folder: Path) -> list[Path]:
    return [path for kind in _KINDS for path in sorted((folder / kind).glob("*.md"))]


def _example_paths(folder: Path) -> list[Path]:
    return sorted((folder / "detection").rglob("*.jsonl"))


def _read_lines(path: Path, kind: type[T]) -> tuple[list[T], list[CardFinding]]:
    items: list[T] = []
    findings: list[CardFinding] = []
    if not path.exists():
        return items, findings
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        return items, [CardFinding(file=path.name, line=line, what="not UTF-8", remedy="save the file as UTF-8")]
    for number, row in enumerate(text.split("\n"), 1):
        if not row.strip():
            continue
        try:
            items.append(kind.model_validate_json(row))
        except ValidationError as error:
            what = str(error.errors()[0]["msg"])
            findings.append(CardFinding(file=path.name, line=number, what=what, remedy="mend or remove the line"))
    return items, findings


def _make_card(card_file: CardFile, kind: type[Card]) -> tuple[Card | None, list[CardFinding]]:
    if card_file.findings:
        return None, list(card_file.findings)
    fields: dict[str, Any] = {key: value for key, value in card_file.fields.items() if key not in _DERIVED}
    forged = [
        CardFinding(file=card_file.file, line=card_file.line_of(key), what=f"unknown key '{key}'", remedy="remove it")
        for key in card_file.fields
        if key in _DERIVED
    ]
    fields |= {"sections": card_file.sections, "file": card_file.file}
    if kind is Play:
        text = {section.slug: section.text for section in card_file.sections}
        fields["fits"] = read_fits(text.get("for-whom", ""))
        fields["steps"] = read_steps(text.get("steps", ""))
        fields["wordings"] = read_wordings(text.get("wording", ""))
    try:
        return kind.model_validate(fields), forged
    except ValidationError as error:
        return None, forged + [_finding_of(card_file.file, card_file.line_of, detail) for detail in error.errors()]


def _read_list(path: Path, name: str, kind: type[Noun]) -> tuple[dict[str, Noun], list[CardFinding]]:
    entries, findings = read_yaml_list(path, name=name)
    items: dict[str, Noun] = {}
    for line, fields in entries:
        if kind is SignalKind and "class" in fields:
            fields["kind"] = fields.pop("class")  # `class` is the field's word, but not a name Python allows
        try:
            item = kind.model_validate(fields)
        except ValidationError as error:
            findings += [_finding_of(name, lambda _: line, detail) for detail in error.errors()]  # noqa: B023
            continue
        key = str(getattr(item, "id", None) or getattr(item, "name", ""))
        if key in items:
            findings.append(CardFinding(file=name, line=line, what=f"'{key}' stands here twice", remedy="merge the two"))
        items[key] = item
    return items, findings


def _finding_of(file: str, line_of: Any, detail: Any) -> CardFinding:
    path = ".".join(str(part) for part in detail["loc"])
    line = line_of(str(detail["loc"][0]) if detail["loc"] else "")
    if detail["type"] == "extra_forbidden":
        return CardFinding(file=file, line=line, what=f"unknown key '{path}'", remedy="remove it or mend its spelling")
    if detail["type"] == "missing":
        return CardFinding(file=file, line=line, what=f"'{path}' is missing", remedy="add it (see corpus/README.md)")
    return CardFinding(file=file, line=line, what=f"'{path}': {detail['msg']}", remedy="mend the value (see corpus/README.md)")


def _duplicate(card_file: CardFile, card_id: str, other: str) -> CardFinding:
    what = f"the id {card_id} is also that of {other}"
    return CardFinding(file=card_file.file, line=card_file.line_of("id"), what=what, remedy="give this card an id of its own")


def _of_kind(cards: dict[str, tuple[Card, CardFile]], kind: type[K]) -> tuple[K, ...]:
    return tuple(sorted((card for card, _ in cards.values() if isinstance(card, kind)), key=lambda card: card.id))


def _typed(items: Iterable[Noun], kind: type[T]) -> tuple[T, ...]:
    return tuple(item for item in items if isinstance(item, kind))
