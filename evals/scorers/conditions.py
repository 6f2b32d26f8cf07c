"""Conditions in data: what an answer must hold and must never hold, each a name and a value. A condition sees only the answer."""

import json
from collections.abc import Callable, Mapping
from typing import Any

Condition = Callable[[Mapping[str, Any], Any], object]


def holds(condition: Mapping[str, Any], result: Mapping[str, Any], known: Mapping[str, Condition]) -> bool:
    """Return whether a condition holds. Raises ValueError for one that nobody knows, or for two in one."""
    if len(condition) != 1:
        raise ValueError(f"one condition at a time, not {json.dumps(dict(condition))}")
    (name, value), *_ = condition.items()
    if name not in known:
        raise ValueError(f"there is no condition '{name}'; there are {', '.join(sorted(known))}")
    return bool(known[name](result, value))


def tell(condition: Mapping[str, Any]) -> str:
    """Return a condition as a person reads it."""
    (name, value), *_ = condition.items()
    return f"{name.replace('_', ' ')}: {value if isinstance(value, str) else json.dumps(value)}"
