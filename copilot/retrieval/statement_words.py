"""What the words alone say of a statement: that the speaker denies it, was only taught it, measures it, or teaches it."""

import re


def _any_of(*phrases: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b", re.IGNORECASE)


_TEACHES = _any_of(
    "i (?:teach|taught|train|trained|coach|coached|showed)",
    "i show (?:the|my|our|two|new)",
    "my (?:team|colleagues) (?:do|does) it (?:now|my way)",
    "(?<!they )(?<!was )(?<!were )(?<!been )(?<!got )taught",
    "juniors? (?:copy|do)",
)
_MEASURES = _any_of(
    "i (?:count|track|measure|score|log)",
    "i keep (?:a )?(?:score|tally|count)",
    "counted",
    "tally",
    r"\d+ (?:of|out of) \d+",
    "replies? (?:per|out of)",
    "per (?:quarter|month) i",
    "target is",
)
_DENIES = _any_of(
    "i never (?!miss|skip|fail|forget|leave)\\w+",
    "i (?:hate|avoid|refuse|stopped|can'?t stand|couldn'?t tell|have no idea)",
    "i don'?t (?:do|use|touch|bother|believe|read|write|send|post|ask|go|have|like)",
    "not for me",
    "not my (?:thing|job|style)",
    "no (?:films|videos|events|podcasts|posts) from me",
    "(?:marketing|somebody else|a colleague|my colleague|the agency|our pr) (?:does|handles|runs|looks after) "
    "(?:it|that|our|this)",
    "waste of time",
)
_HEARSAY = _any_of(
    "trained|training|course|workshop|webinar on|certificate",
    "read about|heard (?:of|about)|saw (?:it|that|a)",
    "never (?:ran|tried|did|done|used|got round)",
    "not tried|haven'?t (?:tried|run|used|done)|not yet",
    "would like to|want to try|meaning to|on my list",
    "they taught us|know the theory",
)


def read_depth(statement: str) -> int:
    """Return the depth the words alone show: 4 teaches it, 3 measures it, else 2."""
    plain = _plain(statement)
    return 4 if _TEACHES.search(plain) else 3 if _MEASURES.search(plain) else 2


def is_denied(statement: str) -> bool:
    """Whether the speaker says that they do not do it, or that somebody else does."""
    return bool(_DENIES.search(_plain(statement)))


def is_hearsay(statement: str) -> bool:
    """Whether the speaker was told or trained rather than has done it."""
    return bool(_HEARSAY.search(_plain(statement)))


def _plain(statement: str) -> str:
    """Return the statement with straight apostrophes: telephones write curly ones."""
    return statement.replace("\u2019", "'")
