"""QR4: does the question ask for what a CRM field, a report or a counter already holds?

A field that is only mentioned is no capture; asking for its value is, also in open clothing ("How does June look?").
"""

from copilot.policies.deck_words import forms
from copilot.policies.question_forms import Reading

_WHOSE = r"(?:the|your|our|its|their|his|her|this|that|each|every|my|\w+'s|(?!who|it|that|you)[\w-]+)"
_WE = "(?:we|you|things|they|it|that|this)"
_DEAL = "(?:deal|opportunity|account|proposal|contract|order|quote|pipeline|tender|bid|job|project|renewal|case|sale)"
_FIELD = (
    r"(?:(?:close|closing|signature|signing|renewal|go-live|decision|start|expected|next)[ -](?:date|step date|plan)s?"
    r"|(?:deal |sales |current )*stages?|amounts?|probabilit\w+|forecasts?|pipeline|pipe|funnel|commit|best case"
    r"|(?:deal |contract |order |opportunity |ticket |account )(?:size|value|amount)s?|value|size|status|activity (?:level"
    r"|count|number)s?"
    r"|activities|numbers?|figures?|decision[- ]?makers?|economic buyers?|champion|budget|quota attainment|coverage ratio"
    r"|win rate"
    r"|conversion(?: rate)?|next steps?|next date|next meeting date|acv|arr|mrr|tcv|owner|deadline|purchase order|po number"
    r"|contract (?:length|term|value)|headcount|last (?:contact|activity|touch)(?: date)?|ssi(?: score)?|score|due date"
    r"|pricing|discount)"
)
_COUNTED = (
    r"(?:calls?|e?-?mails?|inmails?|meetings?|touch(?:es|points)?|connects?|connections?|invitations?|invites?|comments?"
    r"|posts?|videos?"
    r"|demos?|contacts?|opportunit\w+|opps|deals?|accounts?|visits?|dials?|messages?|replies|responses|threads?|leads?"
    r"|proposals?|quotes?"
    r"|activities|conversations?|notes?|tasks?|follow-?ups?|prospects?|appointments?|hours|attempts?|plays?|introductions?"
    r"|referrals?"
    r"|tries|times|people|executives?|directors?|days?|weeks?|stakeholders?|decks?|cards?|tastings?|letters?)"
)
_IS = "(?:what|which) (?:is|are|was|will be|would be|would you say is|do you have as|have you got as|do you have down as)"
_HAVE = "(?:what|how) (?:have you got|do you have|is|did you get|did you do)"
_GOT = "(?:have (?:you|we|they) got|(?:do|did) (?:you|we|they) have|is there|are there)"
_DEALS = (
    "(?:deals?|opportunit\\w+|opps|accounts?|pipeline|book|territory|patch|quarter|month|portfolio|list|forecast|funnel"
    "|customers?|ones)"
)
_CLOSES = (
    "(?:clos(?:e|es|ing)|land(?:s|ing)?|sign(?:s|ing)?|slip(?:s|ping)?"
    "|come in|comes in|coming in|go(?:es)? through|be signed|book)"
)
_BY_THEN = r"(?:this|next|by|before|in|on|within|end of)"
_VALUE_OF = forms(
    rf"""
    {_IS} (?:{_WHOSE} ){{0,3}}?{_FIELD}(?![\w-])(?! (?:you|she|he|they|that (?:you|she|he)|say|mean|tell)\b)
    (?:what|which) (?:deal |sales |forecast )?(?:stage|status|amount|probability|percentage|percent|close date
        |forecast category|category
        |commit|field|fields|score)\b(?! of (?:life|grief|the play))
    how (?:is|are|does|do|did) (?:(?:the|your|our|this|that|my|its) )?(?:[\w-]+ )?(?:forecast|pipeline|pipe|funnel|quarter
        |month|numbers?|deals?
        |activity|activities|quota|opportunit\w+|coverage|ssi|score)\b(?! (?:feel|look (?:to|from|through)))(?! from)
    how (?:are|do|is) {_WE} (?:tracking|doing|looking|pacing|placed|sitting|stand)\b.*\b(?:plan|quota|target|number|activity
        |activities
        |pipeline|forecast|quarter|month|budget|week)\b
    what (?:does|do|did) (?:(?:the|your|our|this|that) )?(?:[\w-]+ ){{0,2}}?(?:pipeline|pipe|forecast|funnel|quarter|month
        |week|calendar|activity
        |numbers?|coverage|deal sheet)\b.*\b(?:look|say|show|come)
    (?:when|by when|what date|which date|what day|which day|by which date|(?:which|what) (?:month|quarter
        |week))\b.*\b(?:clos(?:e|es|ing|ed)
        |sign(?:s|ed|ing)?|signature|decid\w+|decision|land(?:s|ed)?|come in|be in|in the system|book(?:ed)?|order|po|contract
        |renew\w*|go live
        |next meeting|next step|next call|start date|purchase|amount|deal|paperwork|due|done|finish\w*|complete\w*|buy(?:s
        |ing)?)\b
    what (?:is|are) (?:it|this|that|they|the [\w ]{{2,30}}?|[\w-]+) worth$
    what is your (?:number|call|commit|forecast|gap|coverage|attainment)\b
    """
)
_COUNT_OF = forms(
    rf"""
    how many (?:\w+ ){{0,2}}?{_COUNTED}\b
    how many (?:[\w-]+ ){{1,5}}?(?:you|we)\b(?! (?:think|reckon|believe|know|imagine|suppose|guess|say))
    how (?:much|big|large) (?:is|are|was|will|would) (?:[\w-]+ ){{0,4}}?(?:worth|deal|order|contract|opportunity|in the
        |forecast|budget|close|spend|be in)\b
    how much (?:did|do|does|will|would|can|have|has|could) (?:[\w-]+ ){{1,3}}?(?:pay|paid|spend|spent|cost|charge|save|buy
        |bought|budget|order|invest)\b
    how (?:long|often) (?:did|was|were|is|do|have|has) (?:\w+ ){{0,5}}?(?:last|call\w*|take|took|stage|meeting|talk|visit
        |posted?|log\w*|been (?:in|at|open|sitting))\b
    in terms of (?:activity|activities|numbers|pipeline|volume|meetings|calls)\b
    """
)
_STATUS_OF = forms(
    rf"""
    (?:what is |give .*|send .*|with |on |me )?(?:the )?status(?: (?:of|on|for|with|update|report|there|here)|$)
    what is the (?:latest|newest|current state|state of play|situation|story|score|position|state)\b(?:.*\b(?:on|with|from|at
        |of|field|fields)\b|$)
    where (?:are|do|does|did|have) {_WE} (?:stand|sit|got to|get to|at|with|on|land)\b(?! in (?:her|his|their))
    where (?:are|do|does|did|have) (?:the [\w ]{{2,30}}?|[\w-]+) (?:stand|sit|got to|get to)\b(?! in (?:her|his|their))
    where (?:is|are|has) (?:the|this|that|your|our) (?:[\w-]+ ){{0,2}}?{_DEAL}\b(?! (?:most|least|cold|warm|weak|strong))
    what (?:has|have|is) (?:moved|progressed|advanced|come in|changed|happened|new) (?:on|with|in
        |at) (?:the |that |this |your )?(?:[\w-]+ )?{_DEAL}s?\b
    (?:any|have you an|have you any|is there an?|got an?|is there any) (?:update|progress report|progress|status|movement
        |change)\b
    {_GOT} (?:a |an |any |the )?(?:[\w-]+ ){{0,2}}?(?:plan|next step|date|budget|meeting|proposal|contract|po|purchase order
        |timeline|agenda|quote|approval)s?\b
    (?:left|still) to (?:close|sign|book|land)\b
    what (?:do|have) you (?:got |have )?to report\b  what progress (?:have|did|has|is)\b
    who (?:is|are|was|would be) (?:the|your|our|their) (?:\w+ ){{0,2}}?(?:decision[- ]?makers?|champion|economic buyer|buyer
        |signatory|contact
        |budget (?:holder|owner)|owner of the budget|main contact|sponsor|approver)\b
    who (?:is it that )?(?:signs|decides|approves|owns the budget|holds the budget|has the budget|has signing power
        |makes the decision)\b
    one who (?:signs|decides|approves|owns the budget|holds the budget|makes the decision)\b
    what did you (?:do|get done|work on|get through) (?:yesterday|this week|last week|on \w+day|since|all week)
    (?:what|which) (?:activities|tasks|calls|meetings)\b.*\b(?:this|last|next) (?:week|month|quarter)\b
    {_HAVE}\b.*\b(?:this|last|next) (?:week|month|quarter)\b.*\b(?:activity|activities|calls|pipeline|booked|numbers?)\b
    """
)
_FORECAST_OF = forms(
    rf"""
    how (?:sure|confident|certain|likely|solid|safe|real|realistic|firm|close)\b.*\b(?:{_CLOSES}|this (?:quarter|month|year)
        |forecast|commit)\b
    ^(?:and |so )?(?:will|is|are|can|could|would|do|does) (?:{_WE}|the [\w ]{{2,30}}?
        |[\w-]+(?: [\w-]+)?) (?:going to |likely to |still |gonna |on track to
        |expect(?:ed)? to )?{_CLOSES}\b.*(?:\b{_BY_THEN}\b|$)
    what (?:are you|do you|can you|will you) (?:committing|calling|call|forecasting|forecast)\b(?! (?:her|him|it|them)\b)
    (?:what|which) {_DEALS} (?:are|will|do|can|is|have|did) (?:you|we|going|likely|still|open|due|closing)\b.*\b(?:commit\w*
        |clos\w+|forecast\w*|call\w*
        |sign\w*|land\w*|open|due|push\w*|slip\w*)
    (?:chances?|odds|likelihood|probability)\b.*(?:\b{_CLOSES}\b|\bfor (?:it|this|that|the|\w+ber|\w+ry|march|april|may|june|july
        |august)\b)
    (?:get|bring|raise|lift|push|take)\b.*\b(?:ssi|score)\b  (?:get|bring) (?:me|us) to \d+
    """
)
_RECORDS = forms(  # whatever is asked about these is a matter for a message, not for the talk
    r"""
    (?:crm|salesforce|hubspot|pipedrive|dynamics|sap system|the system|dashboard|tracker|spreadsheet)\b
    (?:clos(?:e|ing)|signature|renewal|go-live) date\b  forecast category\b  deal stage\b
    (?:in|into|to|from|on) (?:(?:the |your |our )?(?:commit|forecast|pipeline report|weekly report)|best case)\b(?! (?:to|for
        |yourself))
    (?:which|those|these|the|empty|missing|blank|open|required|mandatory|what|all|any|your) (?:\w+ )?fields\b
    field (?:is|still) (?:empty|missing|blank)
    (?:did|have|has|had|do|will|can|could|would|are|when|please
        |should) (?:you |we |i |it |that |this |anybody )?(?:\w+ )?(?:been )?(?:log(?:ged|ging)?
        |updat(?:e|ed|ing)|enter(?:ed)?|fill(?:ed)? (?:in|out)|record(?:ed)?|key(?:ed)? in|input)\b
    (?:log|update|fill in|fill out|enter|complete|record) (?:the|your|those|these|that|it|all|every)\b.*\b(?:calls?|notes?
        |activit\w+|contacts?|dates?
        |fields?|records?|opportunit\w+|accounts?|meetings?|visits?|touches)\b
    """
)
_READ_OUT = forms(
    rf"""
    (?:the|your|our|its|their|this|that|\w+'s) (?:[\w-]+ )?{_FIELD}(?![\w-])  status\b  update\b
    each (?:of (?:your|the) )?(?:deal|account|opportunit\w+)s?\b  every (?:deal|account|opportunity)\b
    deal by deal  account by account  line by line  opportunity by opportunity  client by client  open deals
    your (?:\w+ )?(?:deals|accounts|opportunities|week|activities|calls|top (?:three|five|ten) deals|quarter|list|pipeline
        |forecast)\b
    all (?:of )?(?:your|the|our) (?:open )?(?:deals|accounts|opportunities)\b
    where (?:we|you|things|each|the|it) (?:\w+ )?(?:are|stand|stands|is)\b
    """
)
_TOLD = forms(
    r"""
    (?:walk|talk|take|run|lead|guide) (?:me|us) (?:through|over)\b
    (?:give|tell|show|update|bring|fill|let|remind|brief) (?:me|us)\b
    sum(?:marise|marize| up)\b  (?:list|outline|describe|name|revert|report)\b  (?:go|run) (?:through|over)\b
    """
)
_MEANING = forms(
    r"""
    tell us about  say about  teach  surpris\w+  feel  remind you of  notice  what would  what might  what could  proud  without
    makes you
    """
)


def asks_for_records(reading: Reading) -> bool:
    """Whether any ask is for what a record holds."""
    return any(ask.form != "quiz" and _asks_for_record(ask.words) for ask in reading.asks)


def _asks_for_record(words: str) -> bool:
    if _RECORDS.search(words):
        return True
    if _TOLD.search(words) and _READ_OUT.search(words) and not _MEANING.search(words):
        return True
    return any(pattern.search(words) for pattern in (_VALUE_OF, _COUNT_OF, _STATUS_OF, _FORECAST_OF))
