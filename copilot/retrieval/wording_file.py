"""Reads the better wordings: `questions/better.yaml` of the library's folders -> checked nouns, or findings with their line."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from copilot.domain.findings import CardFinding
from copilot.domain.questions import BetterWording
from copilot.errors import BadLibrary
from copilot.policies.questions.lint import check_question
from copilot.retrieval.card_file import read_yaml_list

FILE = "questions/better.yaml"
_SAMPLE = {"{fact}": "Two letters were sent.", "{account}": "Halden Foods"}  # what stands in a place while a wording is checked
_REMEDY = "mend the entry; the head of the file says how"


def read_wordings(folders: Sequence[Path]) -> tuple[BetterWording, ...]:
    """Return the wordings of all folders, those of a later folder first. Raises BadLibrary where one breaks the rules."""
    wordings, findings = check_wordings(folders)
    if findings:
        raise BadLibrary(f"The better wordings cannot be read: {findings[0]}. Run 'coach check-corpus'.")
    return wordings


def check_wordings(folders: Sequence[Path]) -> tuple[tuple[BetterWording, ...], tuple[CardFinding, ...]]:
    """Return the wordings that could be read, and every finding. A wording has to be a mentor's question itself."""
    wordings: list[BetterWording] = []
    findings: list[CardFinding] = []
    for folder in folders:
        path = folder / FILE
        entries, found = read_yaml_list(path, name=FILE) if path.exists() else ([], [])
        findings += found
        here: list[BetterWording] = []
        for line, fields in entries:
            try:
                wording = BetterWording.model_validate(fields)
            except ValidationError as error:
                findings.append(CardFinding(file=FILE, line=line, what=_explain(error), remedy=_REMEDY))
                continue
            here.append(wording)
            findings += [CardFinding(file=FILE, line=line, what=what, remedy=_REMEDY) for what in _find_broken(wording)]
        wordings = [*here, *wordings]
    return tuple(wordings), tuple(findings)


def _explain(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    return f"'{'.'.join(str(part) for part in first['loc'])}': {first['msg']}"


def _find_broken(wording: BetterWording) -> list[str]:
    text = wording.ask
    for place, sample in _SAMPLE.items():
        text = text.replace(place, sample)
    return [f"the wording breaks {finding.rule} itself: {finding.why}" for finding in check_question(text).findings]


class WordingFolders:
    """The better wordings of the library's folders, read once when first asked for."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)

    @cached_property
    def wordings(self) -> tuple[BetterWording, ...]:
        return read_wordings(self._folders)
