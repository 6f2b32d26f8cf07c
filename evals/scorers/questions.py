"""An independent look at a question that is to be asked: a few plain lines, and no word of the rules it was drafted by."""

import re

MOST_WORDS = 45
_CLOSED = re.compile(
    r"^(?:so |and |but |ok(?:ay)?,? )?(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|shall|may|might|"
    r"isn't|aren't|don't|doesn't|didn't|haven't|hasn't|won't|wouldn't|can't|couldn't|shouldn't)\b",
    re.IGNORECASE,
)
_OPEN_WISH = re.compile(
    r"^(?:could|can|would|will) you (?:tell|describe|walk|say|talk|show|help|take|paint|explain)\b", re.IGNORECASE
)
_LEADING = re.compile(
    r"\b(?:don't you think|wouldn't you (?:say|agree)|isn't it|have you (?:tried|considered|thought)|right\?$)", re.IGNORECASE
)
_RECORDS = re.compile(
    r"\b(?:close dates?|deal stage|crm|forecast category|log(?:ged)? (?:it|the)|update the (?:field|record|system)|fill in)\b",
    re.I,
)
_BLAMING = re.compile(
    r"\bwhy (?:did|have|are|were|do)n['\u2019]?t you\b|\bwhy (?:haven't|didn't)|\bwhat(?:'s| is) wrong with you\b", re.IGNORECASE
)


def find_question_faults(text: str) -> list[str]:
    """Return what a mentor would not do in this question."""
    asked = re.split(r"(?<=[.!:;])\s+", text.strip())[-1]
    faults = []
    if not text.strip().endswith("?"):
        faults.append("it does not end as a question")
    if text.count("?") != 1:
        faults.append("it asks more than one thing, or none")
    if _CLOSED.match(asked) and not _OPEN_WISH.match(asked):
        faults.append("yes or no would answer it")
    if _LEADING.search(text):
        faults.append("it leads")
    if _RECORDS.search(asked):
        faults.append("it collects data for a record")
    if _BLAMING.search(text):
        faults.append("it blames")
    if len(text.split()) > MOST_WORDS:
        faults.append(f"it has more than {MOST_WORDS} words")
    return faults
