"""Reads the better wordings: `questions/better.yaml` of the library's folders -> checked nouns."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from copilot.domain.questions import BetterWording
from copilot.errors import BadLibrary
from copilot.retrieval.card_file import read_yaml_list

FILE = "questions/better.yaml"


def read_wordings(folders: Sequence[Path]) -> tuple[BetterWording, ...]:
    """Return the wordings of all folders, those of a later folder first. Raises BadLibrary where one breaks the rules."""
    wordings: list[BetterWording] = []
    for folder in folders:
        path = folder / FILE
        entries, findings = read_yaml_list(path, name=FILE) if path.exists() else ([], [])
        if findings:
            raise BadLibrary(f"The better wordings cannot be read: {findings[0]}.")
        wordings = [*(_make(line, fields) for line, fields in entries), *wordings]
    return tuple(wordings)


def _make(line: int, fields: dict[str, object]) -> BetterWording:
    try:
        return BetterWording.model_validate(fields)
    except ValidationError as error:
        what = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in what["loc"])
        raise BadLibrary(f"{FILE}:{line}: '{where}': {what['msg']}; mend the entry, the head of the file says how.") from error


class WordingFolders:
    """The better wordings of the library's folders, read once when first asked for."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)

    @cached_property
    def wordings(self) -> tuple[BetterWording, ...]:
        return read_wordings(self._folders)
