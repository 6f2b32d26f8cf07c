"""The shape of a model's answer: the schema it is asked for, and the reading of what came back."""

import json
import re
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ValidationError

from copilot.errors import AnswerUnusable

AnswerFormat = Literal["json_schema", "json_mode"]
Shape = TypeVar("Shape", bound=BaseModel)

_KEPT = {"type", "properties", "required", "items", "enum", "const", "$ref", "$defs", "anyOf", "additionalProperties"}
_THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_CODE_FENCE = re.compile(r"\A\s*```(?:json)?\s*\n(?P<inside>.*?)\n?```\s*\Z", re.DOTALL)


class ConnectionCheck(BaseModel):
    """The smallest answer there is."""

    ready: bool


def schema_of(shape: type[BaseModel]) -> dict[str, Any]:
    """Return the JSON schema of a shape in the words that every server understands.

    Limits on length are left out of it: some servers refuse a schema that holds them. They are checked when the answer is read.
    """
    return _plain(shape.model_json_schema())


def schema_text(shape: type[BaseModel]) -> str:
    """Return the schema as a prompt states it: many servers hold a model to it without showing it."""
    return json.dumps(schema_of(shape), separators=(",", ":"))


def response_format(shape: type[BaseModel], answer_format: AnswerFormat) -> dict[str, Any]:
    """Return what is asked of the server: this very schema, or, where it knows no schemas, any JSON object."""
    if answer_format == "json_mode":
        return {"type": "json_object"}
    return {"type": "json_schema", "json_schema": {"name": shape.__name__, "strict": True, "schema": schema_of(shape)}}


def read_answer(text: str, shape: type[Shape]) -> Shape:
    """Return an answer of its shape. Raises AnswerUnusable, which names the first wrong field and never repeats the answer."""
    try:
        return shape.model_validate_json(unwrap(text))
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        if first["type"] == "json_invalid":
            raise AnswerUnusable(
                "The model's answer was not valid JSON; another model or COACH_MODEL_FORMAT may mend it."
            ) from None
        where = ".".join(str(part) for part in first["loc"]) or "the whole"
        message = f"The model's answer was not of the shape asked for ('{where}': {first['type']}); another COACH_MODEL may help."
        raise AnswerUnusable(message) from None


def unwrap(text: str) -> str:
    """Return an answer without what some models wrap around it: their thoughts, a code fence."""
    bare = _THOUGHT.sub("", text)
    fenced = _CODE_FENCE.match(bare)
    return (fenced["inside"] if fenced else bare).strip()


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    """Keep the structure; close every object, and require every field, as strict servers demand."""
    plain: dict[str, Any] = {}
    for key, value in schema.items():
        if key in ("properties", "$defs"):
            plain[key] = {name: _plain(inner) for name, inner in value.items()}
        elif key in _KEPT:
            plain[key] = _plain(value) if isinstance(value, dict) else value
    if plain.get("type") == "object":
        plain["additionalProperties"] = False
        plain["required"] = list(plain.get("properties", {}))
    return plain
