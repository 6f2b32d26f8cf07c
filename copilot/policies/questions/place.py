"""QR13 and QR14: the place of a question among others, and on how many fronts it stretches the seller."""

import re

from copilot.policies.questions.forms import Reading
from copilot.policies.words import forms

MOST_QUESTIONS = 5  # for 30 minutes
MOST_FRONTS = 3
_DEEP = forms(
    r"""
    (?:deepest|darkest|biggest|greatest|worst|real|true|inner\w*|hidden) (?:fear|shame|wound|doubt|insecurit|regret|secret
        |trauma|weakness)\w*
    fears?\b  afraid  childhood  wounds?\b  trauma\w*  ashamed  shame\b  insecur\w+  self-?worth  who you (?:really|truly) are
    purpose in life  meaning of
    what (?:scares|frightens|terrifies) you  identity\b  worthless  vulnerab\w+  imposter|impostor
    """
)
_FIRST_TALK = forms(
    r"first (?:\w+ )?(?:question|sentence|words?|thing) (?:of|in) the first (?:talk|meeting|conversation|one-on-one)"
)
_PEOPLE = (
    r"(?:ceo|cfo|coo|cio|cto|ciso|cmo|chro|cro|cpo|cdo|gc|chair(?:man|woman)?|board|treasurer|controller|owner|founder"
    r"|president|director"
    r"|works council|union|head of \w+|(?:both |all |three |four )?\w+ (?:heads?|managers?|directors?)|legal|procurement"
    r"|finance|operations|it|hr"
    r"|marketing|engineering|sponsor|auditor)"
)
_ANY = "(?:the |their |its |a |an )?"
_SEVERAL = re.compile(rf"\b(?:{_ANY}{_PEOPLE}(?:, (?:and )?| and | plus | as well as )){{3,}}{_ANY}{_PEOPLE}\b")
_MANY = forms(
    r"""
    all (?:five|six|seven|eight|nine|ten|of them at once|twelve|\d+) (?:accounts|executives|deals|people
        |firms)\b.*\b(?:this week|this month|at once|by friday|in your first)
    (?:five|six|seven|eight|nine|ten) (?:new )?(?:executives|plays|things|habits|skills|fronts|goals) (?:at once|this week
        |at the same time|in parallel)
    """
)


def is_too_deep(reading: Reading) -> bool:
    """Whether a question goes where a first one should not."""
    return bool(_DEEP.search(reading.asked))


def is_first_talk(facts: str) -> bool:
    """Whether the facts say that this opens the first talk."""
    return bool(_FIRST_TALK.search(facts.casefold()))


def has_many_fronts(reading: Reading) -> bool:
    """Whether one question stretches the seller towards four or more people at once."""
    return bool(_SEVERAL.search(reading.asked) or _MANY.search(reading.asked))
