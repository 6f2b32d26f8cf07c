"""What stands around a question: polite wrapping, asides, tags, suppositions. Taken off, or told from what is asked.

"Could you tell me ...", "I was wondering ...", "I'd be glad to hear ...": the clause inside is what is asked.
"""

import re

from copilot.policies.words import forms

AUX = "(?:do|does|did|is|are|was|were|am|have|has|had|can|could|will|would|shall|should|may|might|must|ought)"
WH = "(?:what|who|whom|whose|which|where|when|why|how)"
SUBJECT = (
    "(?:i|you|we|he|she|it|they|there|this|that|these|those|the|a|an|your|our|my|his|her|their|its|any|anyone|anybody|anything"
    "|some|someone|somebody|something|everyone|everybody|no one|nobody|all|both|each|one|mr|mrs|ms|dr)"
)
BEFORE_WH = (
    "(?:(?:to|for|by|with|from|in|at|on|of|about|until|since|under|through|after|before|between|into|around|or|and|roughly) )"
)
_OPENING = forms(
    """
    well  so  and  but  ok  okay  now  right  yes  yeah  yep  no  oh  ah  eh  er  hm+  hello  hi  hey  lah  yaar  mate  righto
    cheers
    alright  all right  anyway  then  also  or  look  listen  honestly  please  kindly  go on  thanks  thank you  great  nice
    good  sure
    i mean  you know  i guess  see  actually  basically  first  finally  lastly  next  just  maybe  perhaps  in that case
    that said
    with that  curious  (?:a |one |just a |just one )?(?:quick |last |final |more |other )*question
    (?:my|the|next|first|another) question is
    let me ask(?: you)?(?: this| something)?  let me (?:put|try) (?:it|that|this) (?:another|a different) way
    here is (?:my|a) question  fair dinkum  to be (?:honest|fair)  out of interest
    """
)
_OPENERS = re.compile(rf"^(?:{_OPENING.pattern}(?:[,:.! -]+|$))+(?=\w)")
_TELL = (
    r"(?:(?:walk|talk|tak|take|run|lead|guide|bring)(?:ing)? (?:me|us) (?:through|over|back|into|inside|along|to)"
    r"|(?:tell|show|teach|brief)(?:ing)? (?:me|us)|describ(?:e|ing)|explain(?:ing)?(?: to (?:me|us))?"
    r"|help (?:me|us)(?: to)? (?:understand|see|picture|get)|giv(?:e|ing) (?:me|us)|shar(?:e|ing)"
    r"|say(?:ing)?(?=(?: a (?:bit|little))?(?: something)? (?:more|what|how|why|about|whose|who|where))"
    r"|let (?:me|us) (?:know|hear|see)|sketch|remind(?:ing)? (?:me|us)|paint (?:me|us)|revert(?: back)?(?= with| on)"
    r"|report(?: back)?(?= on| to)"
    r"|sum(?:ming)? up|summari[sz]e|outline|list|name|elaborate(?: on)?|expand|update (?:me|us)|fill (?:me|us) in"
    r"|bring (?:me|us) up"
    r"|put (?:it |that |this )?into words|talk (?:a (?:bit|little) )?(?:more )?(?=about)|speak (?=to|about)|unpick|recount"
    r"|confirm|specify|advise|clarify|break (?:it|them|that|the [\w ]+?) down"
    r"|spell out)\b"
)
_BEG = (
    r"(?:(?:can|could|would|will|might|may) (?:you|u|we)(?: not)? |(?:do|would) you (?:want to|mind|care to) |please |kindly "
    r"|i would (?:like|love|want) you to |are you (?:able|willing|happy) to "
    r"|(?:can|could|may|might) i (?:trouble|bother|ask|get|beg|persuade|invite) you (?:to )?"
    r"|would it be (?:ok|okay|alright|possible) (?:for you )?to |(?:i )?(?:want|need) you to )?"
)
_ADVERBS = (
    r"(?:please |pls |plz |kindly |perhaps |maybe |just |possibly |briefly |quickly |also |go ahead and |like to |love to "
    r"|be (?:so kind as|able"
    r"|willing|happy|open|good enough) to |care to |try to |want to |mind |now |then |again )*"
)
TELLING = re.compile(rf"^{_BEG}{_ADVERBS}(?:{_TELL})(?P<rest>.*)$")
_KNOWN_WH = rf"(?=,? ?{BEFORE_WH}?(?:{WH}|whether|if)\b)"
_SENSE = "(?:a |any |some )?(?:good )?(?:sense|idea|notion|feeling|view|clue|picture|inkling)(?: of| about| on| as to)?"
_ASKING = tuple(
    re.compile("^" + pattern)
    for pattern in (
        r"(?:can|could|may|might|shall) (?:i|we) (?:please |just |also )?(?:ask|know|hear|enquire|inquire|understand)"
        r"(?: you)?(?: about(?= wh))?,? ",
        r"(?:do|would) you mind (?:if i ask(?:ed)?|me asking|my asking)(?: you)?,? ",
        r"is it (?:ok|okay|all right|alright|fine) (?:if i|to) ask(?: you)? ",
        r"(?:do|did|would|can|could|might) you (?:happen to |even |really |also |still )?"
        r"(?:know|remember|recall|see|understand|notice|recogni[sz]e|tell|say|imagine|guess|reckon|have "
        rf"{_SENSE})(?: me)?{_KNOWN_WH},? ?",
        rf"(?:can|could|may|might|would|will|do|are|is) (?:i|you|we|it)\b(?: (?!me to|us to)[\w']+){{0,6}}? (?:say|saying|tell"
        rf"|telling|ask|hear|share|sharing|explain|describe)(?: (?:me|us|you|more|again|out loud))*{_KNOWN_WH},? ?",
        rf"(?:any|have you any|got any|have you got any|is there any|no) {_SENSE}{_KNOWN_WH} ?",
        r"i (?:was|am|have been|would be|keep|keep on)(?: just| also| really| still| so| always)* (?:wondering|curious"
        r"|interested|keen|intrigued|glad|happy|eager)(?: to (?:know|hear|learn|understand|see))?(?: in| as to| about)?,? ",
        r"i (?:just |also |do |often )*wonder(?:ed)?,? ",
        r"i (?:would|want|need|should|could)?(?: really| just| also| so)*(?: like| love| want| need| be (?:glad|keen|curious"
        r"|interested))?"
        r" ?to (?:know|hear|understand|learn|ask|see)(?: more)?(?: you| from you)?,? ",
        r"it would (?:help|be good|be useful|be great|be lovely|interest)(?: me| us)?(?: to (?:know|hear|understand|learn"
        r"|see))?,? ",
        r"(?:it is|that is|what is) (?:not |un)clear to me ",
        r"what i (?:would|want|really want|am keen)(?: like| love)? ?to (?:know|hear|understand) is,? ",
        r"(?:what interests me|my question) is ",
    )
)
_PASSING = re.compile(  # "..., do you reckon": said in passing, not asked
    r",? ?\b(?:do you (?:think|reckon|suppose|feel|believe)|would you say|as you see it|as you read it|in your (?:view|eyes"
    r"|opinion)"
    r"|to your mind|as far as you can tell|if anything|if i may(?: ask)?|honestly|exactly|please|then|though|say"
    r"|would you(?= please)"
    r"|mate|eh|lah|yaar)$"
)
_TAGGED = "(?:you|we|it|they|he|she|i)"
TAG = re.compile(  # ", right", ", is it", "... isn't it"
    r"(?:, (?:and )?(?:right|correct|yes|no|yeah|ok|okay|eh|huh|innit|agreed|true|fair|or not|is that (?:right|correct|fair"
    r"|so|it)"
    rf"|{AUX}(?: not)? (?:{_TAGGED}|that|this|there)(?: not)?)|\w {AUX} not {_TAGGED})$"
)
_MOMENT = (
    "(?:january|february|march|april|may|june|july|august|september|october|november|december|next|monday|tuesday|wednesday"
    "|thursday"
    r"|friday|summer|autumn|winter|spring|christmas|a year|six months|two years|\d{4}|new year)"
)
FRAME = forms(
    rf"""
    suppose  supposing  imagine  picture  pretend  assume  assuming  say (?!what|how|more)
    let us (?:say|pretend|imagine|suppose|assume|take)
    what if nobody  think of  think back  put yourself  read me  be (?:her|him|them|the)  take (?:the|one|a|any)  if (?=\w)
    had (?=\w)
    were (?=\w)  fast forward  it is (?:now )?{_MOMENT}\b  (?:a year|six months|five years) from now  on a scale
    from (?:0|zero|1|one) to
    between (?:0|zero|1|one) and  (?:0|zero|1|one) ?(?:to|-)  out of ten  where (?:0|zero|1|one|ten|10) (?:is|means)
    """
)
_TOLD_LEAD = re.compile(
    r"^(?:,| please| again| exactly| honestly| in your own words| briefly| in (?:a|one|two) \w+| with me| then| also)+"
)


def strip_openers(text: str) -> str:
    """Return a text without the small words that people begin with."""
    return _OPENERS.sub("", text)


def strip_passing(text: str) -> str:
    """Return a wh-question without what is said in passing at its end."""
    return _PASSING.sub("", text) if re.match(rf"{BEFORE_WH}?{WH}\b", text) else text


def strip_asking(text: str) -> str | None:
    """Return the clause inside "I was wondering", "do you know" and their like; None where there is no such wrapping."""
    for pattern in _ASKING:
        found = pattern.match(text)
        if found and found.group().strip():
            return text[found.end() :].strip(" ,")
    return None


def strip_telling(rest: str) -> str:
    """Return what somebody is asked to tell, without "please", "in your own words" and the like."""
    inner = _TOLD_LEAD.sub("", rest).strip(" ,")
    return re.sub(r"^(?:about|of|on|to) (?=wh|how )", "", inner)
