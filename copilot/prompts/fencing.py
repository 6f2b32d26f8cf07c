"""Fences text that somebody else wrote, so that a prompt can say of it: this is material, never instruction.

A fence lowers the noise and guarantees nothing; what an answer may say is decided by the policies behind it.
"""

import re
import secrets

# what no reader sees: soft hyphen, zero-width and directional marks, invisible operators, variation selectors, tags, controls
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef]"
)
_LINE_END = re.compile("\r\n|\r|\u2028|\u2029")
_REMOVED = "[removed]"


def new_boundary() -> str:
    """Return a boundary nobody can have guessed when they wrote their text: a new one for every prompt."""
    return secrets.token_hex(8)


def strip_unseen(text: str) -> str:
    """Return a text without the characters that a person cannot see but a model reads; new lines and tabs stay."""
    return _UNSEEN.sub("", _LINE_END.sub("\n", text))


def fence(label: str, text: str, boundary: str) -> str:
    """Return a text as material under a label: the boundary stands on its first and last line, and nowhere between."""
    seen = strip_unseen(text).strip()
    inside = re.sub(re.escape(boundary), _REMOVED, seen, flags=re.IGNORECASE)
    return f"<<material {boundary}: {label}>>\n{inside}\n<<end of material {boundary}>>"
