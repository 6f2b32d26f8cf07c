"""Reads rubrics and the words of feedback: files under `rubrics/` -> checked nouns, or findings with file, line and remedy."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from copilot.domain.certification import FeedbackBook, Rubric
from copilot.domain.findings import CardFinding
from copilot.errors import BadLibrary, InvalidRequest
from copilot.policies.reviews.anchors import KNOWN_CRITERIA
from copilot.retrieval.yaml_noun import make_noun, read_yaml

FEEDBACK = "feedback.yaml"
DEFAULT = "opportunity-story"
_SUM = 100


def read_rubrics(folders: Sequence[Path]) -> dict[str, Rubric]:
    """Return the rubrics of all folders by 'id.vN'. Raises BadLibrary where any breaks the rules."""
    rubrics, _, findings = check_rubrics(folders)
    if findings:
        raise BadLibrary(f"The rubrics have {len(findings)} finding(s); the first: {findings[0]}. Run 'coach check-corpus'.")
    return rubrics


def read_feedback(folders: Sequence[Path]) -> FeedbackBook:
    """Return the words of feedback; a later folder's file replaces an earlier one. Raises BadLibrary."""
    _, book, findings = check_rubrics(folders)
    if findings or book is None:
        why = str(findings[0]) if findings else f"there is no rubrics/{FEEDBACK}"
        raise BadLibrary(f"The words of feedback cannot be read: {why}. Run 'coach check-corpus'.")
    return book


def newest(rubrics: Mapping[str, Rubric], rubric_id: str = DEFAULT) -> Rubric:
    """Return the newest version of a rubric. Raises KeyError where there is none of this id."""
    of_id = [rubric for rubric in rubrics.values() if rubric.id == rubric_id]
    if not of_id:
        raise KeyError(rubric_id)
    return max(of_id, key=lambda rubric: rubric.version)


def check_rubrics(folders: Sequence[Path]) -> tuple[dict[str, Rubric], FeedbackBook | None, list[CardFinding]]:
    """Return whatever could be read, and every finding."""
    rubrics: dict[str, Rubric] = {}
    book: FeedbackBook | None = None
    findings: list[CardFinding] = []
    for folder in folders:
        for path in sorted((folder / "rubrics").glob("*.yaml")):
            name = f"rubrics/{path.name}"
            fields, lines, found = _read(path, name)
            findings += found
            if fields is None:
                continue
            if path.name == FEEDBACK:
                book, found = make_noun(FeedbackBook, fields, lines, name)
                findings += found
                continue
            rubric, found = make_noun(Rubric, fields, lines, name)
            findings += found
            if rubric is not None:
                rubrics[f"{rubric.id}.v{rubric.version}"] = rubric
                findings += _check_rubric(rubric, path, lines, name)
    if book is not None:
        findings += _check_feedback(book, rubrics)
    return rubrics, book, sorted(findings, key=lambda finding: (finding.file, finding.line))


def _read(path: Path, name: str) -> tuple[dict[str, Any] | None, dict[str, int], list[CardFinding]]:
    fields, lines, findings = read_yaml(path, name)
    if fields is not None:
        fields["digest"] = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    return fields, lines, findings


def _check_rubric(rubric: Rubric, path: Path, lines: dict[str, int], name: str) -> list[CardFinding]:
    def found(key: str, what: str, remedy: str) -> CardFinding:
        return CardFinding(file=name, line=lines.get(key, 1), what=what, remedy=remedy)

    findings = []
    total = sum(criterion.weight for criterion in rubric.criteria)
    if total != _SUM:
        findings.append(found("criteria", f"the weights sum to {total}", f"make them sum to {_SUM}"))
    if rubric.second_look > rubric.pass_mark:
        findings.append(found("second_look", "second_look stands above pass_mark", "set it to the pass mark or below"))
    if path.name != f"{rubric.id}.v{rubric.version}.yaml":
        findings.append(
            found("version", "the file is not named after its id and version", f"name it {rubric.id}.v{rubric.version}.yaml")
        )
    for key, ids in (("criteria", [c.id for c in rubric.criteria]), ("gates", [g.id for g in rubric.gates])):
        findings += [
            found(key, f"the id {each} stands here twice", "give each its own id")
            for each in sorted({i for i in ids if ids.count(i) > 1})
        ]
    for place, criterion in enumerate(rubric.criteria):
        if criterion.id not in KNOWN_CRITERIA:
            known = f"{KNOWN_CRITERIA[0]} to {KNOWN_CRITERIA[-1]}"
            findings.append(
                found(f"criteria.{place}", f"{criterion.id} has no anchors in code", f"use one of {known}, or write its anchors")
            )
    return findings


def _check_feedback(book: FeedbackBook, rubrics: Mapping[str, Rubric]) -> list[CardFinding]:
    findings = []
    for rubric in rubrics.values():
        for criterion in rubric.criteria:
            missing = [level for level in (1, 2, 3) if level not in book.criteria.get(criterion.id, {})]
            if missing:
                what = f"{criterion.id} has no feedback for level {', '.join(map(str, missing))}"
                findings.append(CardFinding(file=f"rubrics/{FEEDBACK}", line=1, what=what, remedy="write gap, question and move"))
    return findings


class RubricFolders:
    """The rubrics of the library's folders, read once when first asked for."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)

    def rubric(self, rubric_id: str | None = None) -> Rubric:
        rubrics = self._rubrics
        if rubric_id is None and any(rubric.id == DEFAULT for rubric in rubrics.values()):
            return newest(rubrics)
        if rubric_id not in rubrics:
            raise InvalidRequest(
                f"There is no rubric '{rubric_id}'; there is {', '.join(sorted(rubrics)) or 'none in the library'}."
            )
        return rubrics[rubric_id]

    @cached_property
    def feedback(self) -> FeedbackBook:
        return read_feedback(self._folders)

    @cached_property
    def _rubrics(self) -> dict[str, Rubric]:
        return read_rubrics(self._folders)
