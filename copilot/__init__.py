"""The coaching copilot: plays a seller does not already know, and the other jobs of a sales coach.

>>> from copilot import build_copilot
>>> copilot = build_copilot()

Importing this package reads no file, opens no connection, loads no model and imports none of its parts: each name below is
fetched when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from copilot.bootstrap import build_copilot, build_workshop
    from copilot.errors import CopilotError
    from copilot.service import Copilot
    from copilot.settings import Settings
    from copilot.workshop import Workshop

__all__ = ["Copilot", "CopilotError", "Settings", "Workshop", "build_copilot", "build_workshop"]

_HOMES = {
    "Copilot": "service",
    "CopilotError": "errors",
    "Settings": "settings",
    "Workshop": "workshop",
    "build_copilot": "bootstrap",
    "build_workshop": "bootstrap",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"copilot.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'copilot' has no attribute '{name}'")
