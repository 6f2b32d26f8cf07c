"""What follows from what the learned ear heard in a question: from a likelihood on, it counts as if a rule had found it.

Where a rule has said what is wrong already (blame, a threat, a look back, a quiz, trivia, trainers' talk), the ear adds nothing:
such questions sound like those it was taught, and an accusation more helps nobody to mend them.
"""

from collections.abc import Collection

from copilot.domain.questions import QuestionHeard, RuleId

RECORD_AT = 0.80  # the least at which it is wrong about one question in a hundred that the fit has not seen: decision 0012
LEADING_AT = 0.76
_SAID_LEADING: frozenset[RuleId] = frozenset({"QR3", "QR6", "QR9", "QR12", "QR15"})
_SAID_RECORD: frozenset[RuleId] = _SAID_LEADING | {"QR7"}


def hears_records(heard: QuestionHeard | None, broken: Collection[RuleId]) -> bool:
    """Whether a question sounds like one for what a record holds. `broken` is what the rules found."""
    return heard is not None and heard.admin_capture >= RECORD_AT and _SAID_RECORD.isdisjoint(broken)


def hears_leading(heard: QuestionHeard | None, broken: Collection[RuleId]) -> bool:
    """Whether a question sounds like one that carries its answer. `broken` is what the rules found."""
    return heard is not None and heard.leading >= LEADING_AT and _SAID_LEADING.isdisjoint(broken)
