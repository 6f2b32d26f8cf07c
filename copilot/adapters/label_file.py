"""Items and labels as files, one JSON object a line, only ever added to. They name people, so nobody else on the machine may read
what is made here, and no line of them is repeated in an error."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from copilot.domain.labels import ItemsAdded, Label, LabelItem, LabelsRead
from copilot.domain.noun import Noun
from copilot.errors import InvalidRequest, StoreUnavailable

N = TypeVar("N", bound=Noun)
MOST_BYTES = 200 * 1024 * 1024
TORN = "{name}:{line} broke off, as after a crash, and is left out; the judgement or item in it has to be given again."


class LabelFiles:
    """Implements the port LabelKeeper on JSONL files of the company's own."""

    def read_items(self, path: Path) -> tuple[LabelItem, ...]:
        items: dict[str, LabelItem] = {}
        for number, item in _read(path, LabelItem, []):
            if item.id in items:
                raise InvalidRequest(f"{path.name}:{number} has the id of an earlier line; give each item its own.")
            items[item.id] = item
        if not items:
            raise InvalidRequest(f"There is no item in {path.name}; 'coach label-items --help' says how to make some.")
        return tuple(items.values())

    def add_items(self, path: Path, items: Sequence[LabelItem]) -> ItemsAdded:
        known = {item.id for _, item in _read(path, LabelItem, [])} if path.exists() else set()
        new = {item.id: item for item in items if item.id not in known}
        _add(path, list(new.values()))
        return ItemsAdded(added=len(new), there_before=len(items) - len(new))

    def read_labels(self, paths: Sequence[Path]) -> LabelsRead:
        warnings: list[str] = []
        labels = [label for path in paths for _, label in _read(path, Label, warnings)]
        return LabelsRead(labels=tuple(labels), warnings=tuple(warnings))

    def add_labels(self, path: Path, labels: Sequence[Label]) -> None:
        _add(path, labels)


def _read(path: Path, kind: type[N], warnings: list[str]) -> Iterator[tuple[int, N]]:
    """Give every line with its number. A line that broke off is told and left out; any other that is wrong is an error."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InvalidRequest(f"{path.name} is larger than {MOST_BYTES // 1024 // 1024} MB; divide it.")
        lines = path.read_bytes().decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise InvalidRequest(f"{path.name} is not UTF-8 (byte {error.start}); save it as UTF-8.") from error
    except OSError as error:
        raise InvalidRequest(f"{path} cannot be read ({error.strerror}); name a file that is there.") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield number, kind.model_validate_json(line)
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            if first["type"] == "json_invalid" and not line.rstrip().endswith("}"):
                warnings.append(TORN.format(name=path.name, line=number))
                continue
            raise InvalidRequest(f"{path.name}:{number} {_tell(first['loc'], first['msg'])}; mend the line.") from error


def _tell(where: tuple[int | str, ...], message: str) -> str:
    plain = message.removeprefix("Value error, ")
    return f"'{'.'.join(map(str, where))}': {plain}" if where else f"cannot be used: {plain}"


def _add(path: Path, nouns: Sequence[Noun]) -> None:
    if not nouns:
        return
    data = "".join(noun.model_dump_json() + "\n" for noun in nouns).encode()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            size = os.fstat(descriptor).st_size
            whole = size == 0 or os.pread(descriptor, 1, size - 1) == b"\n"
            os.write(descriptor, data if whole else b"\n" + data)  # a line torn by a crash is closed first
        finally:
            os.close(descriptor)
    except OSError as error:
        raise StoreUnavailable(f"{path} cannot be written ({error.strerror}); choose another file, or make room.") from error
