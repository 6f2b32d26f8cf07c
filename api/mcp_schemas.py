"""JSON Schemas as assistants take them best: in one piece without references, described field by field, and without clutter."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel

_NOT_SCHEMAS = frozenset({"default", "examples", "enum", "const", "required"})  # values, whatever their keys are called


def make_schema(
    model: type[BaseModel], mode: Literal["validation", "serialization"], fields: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return the schema of a shape; `fields` says by dotted path what each field is for."""
    schema = model.model_json_schema(mode=mode)
    parts = schema.pop("$defs", {})
    plain: dict[str, Any] = _inline(schema, parts, fields or {}, "")
    return plain


def _inline(node: Any, parts: Mapping[str, Any], fields: Mapping[str, str], path: str) -> Any:
    if isinstance(node, list):
        return [_inline(child, parts, fields, path) for child in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        rest = {key: value for key, value in node.items() if key != "$ref"}
        node = parts[node["$ref"].rpartition("/")[2]] | rest
    plain: dict[str, Any] = {}
    for key, value in node.items():
        if key == "properties":
            plain[key] = {name: _inline_field(name, child, parts, fields, path) for name, child in value.items()}
        elif key in _NOT_SCHEMAS:
            plain[key] = value
        elif key != "title":  # pydantic's own: the name of the field once more
            plain[key] = _inline(value, parts, fields, path)
    return plain


def _inline_field(name: str, node: Any, parts: Mapping[str, Any], fields: Mapping[str, str], path: str) -> Any:
    path = f"{path}.{name}" if path else name
    plain = _inline(node, parts, fields, path)
    return {"description": fields[path], **{k: v for k, v in plain.items() if k != "description"}} if path in fields else plain
