"""What kind of answer an ask wants: a number, a degree, a date, the one right words, or more than that."""

import re
from typing import Literal

from copilot.policies.questions.wraps import AUX, BEFORE_WH, SUBJECT
from copilot.policies.words import forms

Form = Literal["open", "told", "amount", "degree", "date", "quiz", "polar", "choice", "tag", "declarative", "fragment", "scale"]
_MEASURE = (
    r"(?:number|amount|price|size|score|percentage|probability|count|budget|quota|revenue|total|headcount|age|rate|date"
    r"|deadline|odds|chances?|likelihood|conversion|ratio"
    r"|name|address|phone|postcode|e-?mail address|weight|height|title|salary|value(?= of (?:the|this|that) (?:deal|order"
    r"|contract"
    r"|opportunity)|$|,| at | for | and ))"
)
AMOUNT = forms(
    rf"""
    {BEFORE_WH}*how (?:many|much|often|long|far|old|big|large|soon|fast|quickly|frequently|tall|late|early)\b
    {BEFORE_WH}*(?:what|which) (?:percentage|percent|amount|share|probability|price|size|odds|chances?)\b
    {BEFORE_WH}*(?:what|which) (?:number|score|figure) (?:is|are|was|do|does|did|have|will|would you|you|we)\b
    what (?:is|was|are|were|will be|would be|would you say is) (?:the|your|their|our|his|her
        |its) (?:[\w-]+ ){{0,2}}?{_MEASURE}\b(?! (?:that|which|who)\b)
    what (?:is|are) the (?:odds|chances?|likelihood|probability)\b
    """
)
_HOW_SURE = (
    "(?:ready|confident|sure|certain|likely|comfortable|important|probable|happy|satisfied|motivated|committed|serious"
    "|close|strong"
    "|optimistic|urgent|willing|prepared|safe|solid|real|realistic|keen|interested|well)"
)
_DEGREE = forms(rf"(?:on a scale.*?,? )?how (?:very |really |truly )?{_HOW_SURE} (?:{AUX}|{SUBJECT})\b")
_DATE = forms(
    rf"""
    {BEFORE_WH}*when\b
    {BEFORE_WH}*(?:what|which) (?:exact |time and )?(?:time|date|day|year|month|week|weekday|quarter|hour)\b(?! of)
    """
)
_PARTS = (
    r"(?:parts?|steps?|rules?|stages?|phases?|elements?|pillars?|principles?|kinds?|types?|questions?|ingredients?|laws?|criteria"
    r"|components?|letters?|points?|things)"
)
QUIZ = forms(
    rf"""
    what (?:are|were) the (?:\w+ )?(?:two|three|four|five|six|seven|eight|ten|\d+) (?:\w+ )?{_PARTS}\b
    what is (?:the|our|my) (?:first|second|third|last|golden|number one|main|right|correct|official) (?:\w+ )?(?:rule|step
        |principle|law
        |answer|definition|phase)\b
    what is the (?:first|most important|one) (?:sentence of our|line of our|thing (?:we|i) (?:say|teach|taught|told))\b
    what (?:does|do) .*\bstand for$  what is the (?:definition|formula|difference between)\b  what (?:is it|do we) call
    name (?:two|three|four|five|the|me)  list the  what did (?:i|we) (?:teach|tell|show|say)
    """
)
SCALE = forms(
    r"""
    scale\b  (?:zero|0|one|1) ?(?:to|-|and|through) ?(?:ten|10|five|5|100|a hundred|hundred)\b
    out of (?:ten|10|five|5|a hundred|100)\b
    """
)


def form_of(words: str) -> Form:
    """Return the form of an ask that begins with a wh-word."""
    if re.match(r"how (?:much|far|long) (?:do|would|could) you (?:mean|trust)|how come", words):
        return "open"
    kinds: tuple[tuple[re.Pattern[str], Form], ...] = ((QUIZ, "quiz"), (AMOUNT, "amount"), (_DATE, "date"), (_DEGREE, "degree"))
    return next((form for pattern, form in kinds if pattern.match(words)), "open")
