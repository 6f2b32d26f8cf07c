"""What a one-on-one is never used for: pay, dismissal, an improvement file, a ranking, private matters, a text about risk.

A use that is asked for is declined in one sentence that says what can be done instead; the preparation goes on without it.
Administration is not declined, only moved out of the talk. What is merely told (a bereavement) is no request.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from copilot.domain.plays import Refusal
from copilot.policies.words import forms


@dataclass(frozen=True)
class _Use:
    """Words that ask for a use, and what is said to it."""

    practice: str
    asked: re.Pattern[str]
    reason: str
    instead: str


_USES = (
    _Use(
        "Using a one-on-one for pay",
        forms(
            r"""
            (?:his|her|their|seller'?s?|\w+'s) (?:\w+ )?(?:bonus|salary|pay|raise|commission|compensation|appraisal)\b
            (?:his|her|the seller's) (?:\w+ )?rating\b
            (?:bonus|salary|pay|compensation|commission|variable pay) (?:review|decision|cut|discussion|round|case
              |rise|raise|increase|letter)
            (?:decide|deciding|justify|cut|reduce|set|withhold|base|use|need|want)\b.{0,40}\b(?:bonus|salary|pay rise
              |pay cut|commission|compensation|variable pay|raise)\b
            performance (?:rating|appraisal|grade)s?\b  annual appraisal  rate (?:him|her|them) for
            """
        ),
        "What is said here would be worth nothing if it fed pay.",
        "I can prepare the talk itself: one break, two facts, and the seller's own commitment.",
    ),
    _Use(
        "Preparing a dismissal",
        forms(
            r"""
            (?:dismiss|dismissal|dismissed|sack|sacking|redundan\w+|lay(?:ing)? off|terminate|terminating
              |termination)\b(?! (?:clause|of (?:the )?contract|fee))
            (?:fire|firing) (?:him|her|them|(?:this|the|my) seller|this person)\b
            (?:should|to|can|could|whether|must|may) (?:i |we )?fire (?!drill|alarm|safety|brigade)\w+
            (?:let|letting) (?:him|her|them|[a-z]+) go\b
            (?:get|getting) rid of (?:him|her|them|this seller|the seller)
            (?:manage|managing|exit|exiting|move|moving) (?:him|her|them|[a-z]+) out\b
            (?:replace|replacing) (?:him|her|them)\b  out of the door
            """
        ),
        "Whether somebody stays is for leaders and HR, early and kindly, and never for a tool.",
        "I can prepare a thirty-day plan with one small directed step, and the talk that begins it.",
    ),
    _Use(
        "Building an improvement file",
        forms(
            r"""
            (?:performance )?improvement (?:plan|file|programme)\b(?! (?:for|of) (?:the )?(?:plant|factory|process
              |customer))
            \bpip\b  (?:written|formal|final|verbal) warning  disciplinary
            (?:build|building|make|making|document|documenting|need|gather|collect\w*)\b.{0,30}\b(?:case|file|evidence
              |paper trail|record)\b.{0,20}\b(?:against|on) (?:him|her|them|the seller|this seller|[a-z]+)\b
            document(?:ing)? (?:his|her|their) (?:failures?|mistakes?|underperformance|poor performance)
            (?:at-risk|at risk|risk) (?:text|letter|note|file|flag|list|report|status|label)
            (?:flag|mark|label|list) (?:him|her|them|this seller) (?:as )?(?:at[- ]risk|a risk|an underperformer
              |underperforming)
            """
        ),
        "A file against somebody and a talk for somebody cannot share a page.",
        "I can prepare the talk; what is formal belongs with HR, openly and apart from it.",
    ),
    _Use(
        "Ranking people",
        forms(
            r"""
            (?:stack )?rank(?:ing)? (?:him|her|them|my|the|our|all|every|these|sellers?|reps?|people|team)\b
            (?:stack|forced) rank\w*  league table of (?:the |my |our )?(?:team|sellers|reps|people)  leader ?board
            (?:compare|comparing|benchmark|benchmarking) (?:him|her|them|[a-z]+) (?:with|to|against) (?:(?:the|my|our
              |his|her) )?(?:team|others|peers|colleagues|rest|other sellers)
            (?:who|which of (?:them|my sellers|the team)) (?:is|are|do you think is) (?:the )?(?:best|worst|weakest
              |strongest|bottom|top)
            bottom (?:performers?|ten|quartile|of the team)\b  where (?:does|do) (?:he|she|they) (?:rank
              |stand in the team)
            set (?:an? )?(?:ssi|social selling index) target
            """
        ),
        "People are not ranked here, and the index is hygiene, never a target.",
        "I can show where this seller's own playbook seems to stop, compared with nobody.",
    ),
    _Use(
        "Asking about private matters",
        forms(
            r"""
            (?:ask|asking|find out|check|know|raise|bring up|probe|learn|see|talk)\b.{0,40}\b(?:his|her|their
              |\w+'s) (?:\w+ )?(?:health|illness|sickness|pregnancy|depression|drinking|divorce|marriage|family|children
              |kids|wife|husband|home life|private life|religion|faith|politics|vote|union membership)\b
            (?:ask|asking|question|probe|press) (?:him|her|them|[a-z]+) (?:\w+ )?about (?:health|family|religion|faith
              |politics|home|children|pregnancy|illness|private)
            (?:is|are|if|whether) (?:he|she|they)\b.{0,20}\b(?:pregnant|depressed|ill|sick|divorced|religious|drinking
              |burnt out)\b
            """
        ),
        "Health, family, faith and politics are nobody's questions in a one-on-one.",
        "Ask once what would be helpful, and know who in HR to name if it is wanted.",
    ),
)
_ADMINISTRATION = forms(
    r"""
    close dates?  closing dates?  missing fields?  empty fields?  crm(?: fields?| data| hygiene
      | updates?)?\b  salesforce (?:fields?|updates?|hygiene)
    update the (?:system|crm|stages?|pipeline|forecast)  stage updates?  forecast (?:numbers?|update|review
      |call)  pipeline hygiene
    log(?:ging|ged)? (?:of )?(?:his|her|their|the)? ?(?:calls|activities|activity)  deal(?: |-)by(?: |-)deal
    """
)
MOVED = Refusal(
    practice="Fields and dates in the talk",
    reason="What the system can hold needs no meeting, and the half-hour is short.",
    instead="Send those as one message before or after; these questions stand in their place.",
)
_PRIVATE = forms(
    r"""
    (?:your|her|his|their) (?:\w+ )?(?:health|illness|sickness|doctor|medication|pregnancy|diagnosis|therapy|wife
      |husband|partner at home|marriage|divorce|children|kids|parents|mother|father|baby|family|religion|faith|church
      |mosque|god|prayer|politics|vote|party membership|union membership|drinking|weight|sleep)\b
    (?:are|were) you (?:\w+ )?(?:ill|sick|pregnant|depressed|religious|married|divorced|drinking|burnt out|burned out)\b
    how (?:are|is) (?:things|it) at home  (?:at|from) home\b.*\b(?:wife|husband|children|family)
    what (?:do|did) you vote  who (?:do|did|will) you vote for  do you (?:pray|believe in god|drink)
    """
)
_BODY_OR_HOME = forms(
    r"""
    ill  illness  sick\w*  flu  doctors?  hospital\w*  surgery  operation on  medica\w+  therap\w+  depress\w*  anxiety  burn-?out
    burn[et]\w* out  pregnan\w*  maternity  paternity  miscarriage  divorc\w*  separated from  marriage
    wedding  funeral  bereave\w*  died  death  grie\w+  wife  husband  mother  father  parents?
    sons?  daughters?  child  children  kids  baby  family  home
    church  mosque  synagogue  temple  pray\w*  religio\w*  faith  politic\w*  vot\w+  union
    """,
    whole=True,
)


def refuse_use(texts: Iterable[str]) -> tuple[Refusal, ...]:
    """Return what is declined of what was asked for, each once; and the administration that is moved out of the talk."""
    said = [" ".join(text.split()).casefold().replace("\u2019", "'") for text in texts]
    declined = [
        Refusal(practice=use.practice, reason=use.reason, instead=use.instead)
        for use in _USES
        if any(use.asked.search(text) for text in said)
    ]
    if any(_ADMINISTRATION.search(text) for text in said):
        declined.append(MOVED)
    return tuple(declined)


def asks_private(text: str) -> bool:
    """Whether a question goes into health, family, faith or politics."""
    return _PRIVATE.search(" ".join(text.split()).casefold().replace("\u2019", "'")) is not None


def drop_private(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the texts that may be shown to a drafter: what speaks of private matters stays with the people."""
    return tuple(text for text in texts if not asks_private(text) and not refuse_use((text,)))


def is_private_reason(text: str) -> bool:
    """Whether a reason may be one of the body or the home. Wider than what is asked: a word too many costs a page nothing."""
    return asks_private(text) or _BODY_OR_HOME.search(" ".join(text.split()).casefold().replace("\u2019", "'")) is not None
