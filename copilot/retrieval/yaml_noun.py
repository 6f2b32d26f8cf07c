"""Reads a data file of the library into a noun: YAML -> a checked value, or findings with file, line and remedy."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from copilot.domain.findings import CardFinding

N = TypeVar("N", bound=BaseModel)
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C loader reads the bank of questions ten times as fast


def read_yaml(path: Path, name: str) -> tuple[dict[str, Any] | None, dict[str, int], list[CardFinding]]:
    """Return the keys of a file, the line of each, and what is wrong."""
    try:
        text = path.read_bytes().decode("utf-8")
        node, fields = _load(text)
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        what = "not UTF-8" if isinstance(error, UnicodeDecodeError) else str(getattr(error, "problem", None) or error)
        finding = CardFinding(file=name, line=mark.line + 1 if mark else 1, what=what, remedy="mend the file (corpus/README.md)")
        return None, {}, [finding]
    if not isinstance(fields, dict) or not isinstance(node, yaml.MappingNode):
        finding = CardFinding(file=name, line=1, what="not a list of keys with values", remedy="see the file that was shipped")
        return None, {}, [finding]
    return fields, dict(_lines_of(node, "")), []


def _load(text: str) -> tuple[yaml.Node | None, Any]:
    """Return the file with its lines, and what it says, parsed once."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        return node, loader.construct_document(node) if node is not None else None
    finally:
        loader.dispose()


def make_noun(kind: type[N], fields: dict[str, Any], lines: dict[str, int], name: str) -> tuple[N | None, list[CardFinding]]:
    """Return the noun, or a finding for each key that is wrong."""
    try:
        return kind.model_validate(fields), []
    except ValidationError as error:
        found = []
        for detail in error.errors():
            where = ".".join(str(part) for part in detail["loc"])
            line = next((lines[path] for path in _shorter(where) if path in lines), 1)
            what = f"unknown key '{where}'" if detail["type"] == "extra_forbidden" else f"'{where}': {detail['msg']}"
            found.append(CardFinding(file=name, line=line, what=what, remedy="mend or remove it (corpus/README.md)"))
        return None, found


def _lines_of(node: yaml.Node, path: str) -> Sequence[tuple[str, int]]:
    """Return the line of every key: 'steps.3.title' -> 41."""
    lines: list[tuple[str, int]] = [(path.strip("."), node.start_mark.line + 1)]
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            lines += _lines_of(value, f"{path}.{key.value}")
            lines.append((f"{path}.{key.value}".strip("."), key.start_mark.line + 1))
    elif isinstance(node, yaml.SequenceNode):
        for place, child in enumerate(node.value):
            lines += _lines_of(child, f"{path}.{place}")
    return lines


def _shorter(path: str) -> list[str]:
    parts = path.split(".")
    return [".".join(parts[:size]) for size in range(len(parts), 0, -1)]
