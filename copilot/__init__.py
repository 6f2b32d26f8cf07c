"""The coaching copilot: plays a seller does not already know, and later the other three jobs.

>>> from copilot import build_copilot
>>> copilot = build_copilot()

Importing this package reads no file, opens no connection and loads no model.
"""

from copilot.bootstrap import build_copilot, build_workshop
from copilot.errors import CopilotError
from copilot.service import Copilot
from copilot.settings import Settings
from copilot.workshop import Workshop

__all__ = ["Copilot", "CopilotError", "Settings", "Workshop", "build_copilot", "build_workshop"]
