"""Reads the words and limits of the diagnosis: two files under `coaching/` -> a checked noun, or findings with their place."""

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from copilot.domain.diagnosis_book import STEPS, DiagnosisBook, StepWords
from copilot.domain.findings import CardFinding
from copilot.errors import BadLibrary
from copilot.policies.one_on_ones.card_evidence import PARTS, parts_in
from copilot.policies.one_on_ones.diagnosis_notes import NOTES
from copilot.retrieval.yaml_noun import make_noun, read_yaml

WORDS, LIMITS = "diagnosis.yaml", "thresholds.yaml"


class DiagnosisFolders:
    """Implements the port DiagnosisShelf over the library's folders; read once, when first asked for."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)

    @cached_property
    def book(self) -> DiagnosisBook:
        book, findings = check_diagnosis(self._folders)
        if findings or book is None:
            why = str(findings[0]) if findings else f"there is no coaching/{WORDS}"
            raise BadLibrary(f"The words of the diagnosis cannot be read: {why}. Run 'coach check-corpus'.")
        return book


def check_diagnosis(folders: Sequence[Path]) -> tuple[DiagnosisBook | None, list[CardFinding]]:
    """Return the book, where it could be made, and every finding. A later folder's file replaces an earlier one."""
    paths = {name: path for folder in folders for name in (WORDS, LIMITS) if (path := folder / "coaching" / name).is_file()}
    if len(paths) < 2:
        return None, []  # a folder of a company's own cards need not have them
    words, lines, findings = read_yaml(paths[WORDS], f"coaching/{WORDS}")
    limits, limit_lines, found = read_yaml(paths[LIMITS], f"coaching/{LIMITS}")
    findings += found
    if words is None or limits is None:
        return None, findings
    digest = hashlib.sha256(b"\0".join(paths[name].read_bytes() for name in (WORDS, LIMITS))).hexdigest()[:16]
    lines |= {f"thresholds.{key}": line for key, line in limit_lines.items()}
    book, found = make_noun(DiagnosisBook, words | {"thresholds": limits, "digest": digest}, lines, f"coaching/{WORDS}")
    findings += [_place(each, "'thresholds." in each.what) for each in found]
    if book is not None:
        findings += _check_book(book, lines)
    return book, findings


def _place(finding: CardFinding, is_limit: bool) -> CardFinding:
    return finding.model_copy(update={"file": f"coaching/{LIMITS}"}) if is_limit else finding


def _check_book(book: DiagnosisBook, lines: dict[str, int]) -> list[CardFinding]:
    def found(key: str, what: str, remedy: str) -> CardFinding:
        return CardFinding(file=f"coaching/{WORDS}", line=lines.get(key, 1), what=what, remedy=remedy)

    findings = []
    if [words.step for words in book.steps] != list(STEPS):
        findings.append(found("steps", "the steps are not 0 to 13 in order", "give each of the fourteen its place"))
    entries: list[tuple[str, StepWords]] = [(f"steps.{place}", words) for place, words in enumerate(book.steps)]
    for key, words in [*entries, ("too_few", book.too_few), ("no_break", book.no_break)]:
        for template in words.facts:
            parts = parts_in(template)
            unknown = [part for part in parts if part not in PARTS]
            if unknown or not parts or template.count("{") != len(parts):
                what = f"the fact '{template}' names no part of the card" if not unknown else f"there is no part '{unknown[0]}'"
                findings.append(found(f"{key}.facts", what, "use the names that 'coach card --propose-mapping' lists"))
        told: Any = (words.hypothesis, words.rival, words.focus, words.separates)
        if any(character.isdigit() for text in told for character in text):
            findings.append(found(key, "a number stands in its sentences", "take it out; numbers come from the card"))
    for key in sorted(set(NOTES) ^ set(book.notes)):
        findings.append(found("notes", f"the note '{key}' is missing, or nothing uses it", f"the notes are {', '.join(NOTES)}"))
    return findings
