"""QR4: does the question ask for what a CRM field, a report or a counter already holds?

A field that is only mentioned is no capture; asking for its value is, also in open clothing ("How does June look?").
"""

from copilot.policies.questions.forms import Reading
from copilot.policies.questions.records import (
    ASKED_OF,
    COUNT_OF,
    FORECAST_OF,
    KEPT,
    MEANING,
    MOVING,
    READ_OUT,
    RECORDS,
    STATUS_OF,
    TOLD,
    VALUE_OF,
)
from copilot.policies.words import forms

_SUPPOSED = forms(r"(?:would|could|might) (?!you\b|i\b|we\b)\w+")
_SOUGHT = (VALUE_OF, COUNT_OF, STATUS_OF, FORECAST_OF, MOVING, KEPT)


def asks_for_records(reading: Reading) -> bool:
    """Whether any ask is for what a record holds."""
    return any(ask.form != "quiz" and _asks_for_record(ask.words) for ask in reading.asks)


def _asks_for_record(words: str) -> bool:
    if RECORDS.search(words) and not _SUPPOSED.search(words):
        return True
    if TOLD.search(words) and READ_OUT.search(words) and not MEANING.search(words):
        return True
    if ASKED_OF.match(words) and not MEANING.search(words):
        return True
    return any(pattern.search(words) for pattern in _SOUGHT)
