"""The words of records: what a CRM field, a report or a counter holds, and the ways in which people ask for it.

Each table is one way of asking; `question_capture` decides by them.
"""

from copilot.policies.words import forms

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
_NAMED_FIELD = (
    "(?:stages?|status|amount|probability|percentage|percent|close date|forecast category|category|commit|fields?|score)"
)
VALUE_OF = forms(
    rf"""
    {_IS} (?:{_WHOSE} ){{0,3}}?{_FIELD}(?![\w-])(?! (?:you|she|he|they|that (?:you|she|he)|say|mean|tell)\b)
    (?:what|which) (?:deal |sales |forecast )?{_NAMED_FIELD}(?= (?:is|are|was|do|does|did|have|has|shall|should|will
        |would (?:you|it|we)|in|on
        |you|we|they|it|can)\b|$)
    how (?:is|are|does|do|did) (?:(?:the|your|our|this|that|my|its) )?(?:[\w-]+ )?(?:forecast|pipeline|pipe|funnel|quarter
        |month|numbers?|deals?
        |activity|activities|quota|opportunit\w+|coverage|ssi|score)\b(?! (?:feel|look (?:to|from|through)))(?! from)
    how (?:are|do|is) {_WE} (?:tracking|doing|looking|pacing|placed|sitting|stand)\b.*\b(?:plan|quota|target|number|activity
        |activities
        |pipeline|forecast|quarter|month|budget|week)\b
    what (?:does|do|did) (?:(?:the|your|our|this|that) )?(?:[\w-]+ ){{0,2}}?(?:pipeline|pipe|forecast|funnel|quarter|month
        |week|calendar|activity
        |numbers?|coverage|deal sheet)\b.*\b(?:look|say|show|come)(?! (?:about|to)\b)
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
COUNT_OF = forms(
    rf"""
    how many (?:\w+ ){{0,2}}?{_COUNTED}\b
    how many (?:[\w-]+ ){{1,5}}?(?:you|we)\b(?! (?:think|reckon|believe|know|imagine|suppose|guess|say))
    how (?:much|big|large) (?:is|are|was|will|would) (?:[\w-]+ ){{0,4}}?(?:worth|deal|order|contract|opportunity|in the
        |forecast|budget|close|spend|be in)\b
    how much (?:did|do|does|will|would|can|have|has|could) (?:[\w-]+ ){{1,3}}?(?:pay|paid|spend|spent|cost|charge|save|buy
        |bought|budget|order|invest)\b
    how (?:long|often) (?:did|was|were|is|do|have|has) (?:\w+ ){{0,5}}?(?:last|call\w*|take|took|stage|meeting|talk|visit
        |posted?|log\w*|been (?:in|at|open|sitting))\b
    in terms of (?:activity|activities|numbers|pipeline|volume|meetings|calls|value|size|stage|timing|budget)\b
    """
)
STATUS_OF = forms(
    rf"""
    (?:what is |give .*|send .*|with |on |me )?(?:the )?status(?: (?:of|on|for|with|update|report|there|here)|$)
    what is the (?:latest|newest|current state|state of play|situation|story|score|position|state)\b(?:.*\b(?:on|with|from|at
        |of|field|fields)\b|$)
    where (?:are|do|does|did|have) {_WE} (?:stand|sit|got to|get to|at|with|on|land)\b(?! in (?:her|his|their))
    where (?:are|do|does|did|have) (?:the [\w ]{{2,30}}?|(?!s?he\b)[\w-]+) (?:stand|sit|got to|get to)\b(?! in (?:her|his|their))
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
FORECAST_OF = forms(
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
_RECORD = (  # nouns that are kept in a record, whatever stands before them
    r"(?:(?:expected |estimated )?close(?! (?:to|by|from))(?: date)?|signature|forecast|commit|pipeline|funnel|quota|ssi"
    r"|probability|reason code|loss reason|decision process|timeline|time ?frame|close plan|coverage|connect rate"
    r"|(?:win|reply|response|conversion) rate|records?(?! (?:label|of (?:keeping|being)))|amount|stage(?! (?:is|fright|door))"
    r"|phase|next (?:step|action)s?|deal (?:size|value)|activity (?:level|plan|report)|last (?:touch|contact)"
    r"|forecast category|budget(?: approval)?"
    r"|dates? in the|step of the process)"
)
ASKED_OF = forms(  # what is the ..., what do you have as ..., what would you put as ...
    rf"""
    (?:what|which) (?:do|did) (?:we|you) have .*\b{_RECORD}\b
    how do you (?:explain|account for) .*\b(?:{_RECORD}|target)\b
    (?:what|which) (?:is|are|was|were|have|has|shall|should) (?:(?!that\b|if\b|when\b|who\b|behind\b|about\b
        |without\b)[\w'-]+ ){{0,7}}?{_RECORD}\b
    (?:what|how) would you (?:put|give|enter|call|set|rate|say is)\b.*\b{_RECORD}\b
    (?:what|which) {_RECORD} (?:is|are|was|were|do|did|does|have|has|will)\b
    (?:what|how) do we (?:need to )?(?:do |make sure |get ).*\b(?:record|records|dates|fields|system|report)\b
    what (?:discount|price|terms) (?:did|do|have|has) (?:we|you)\b  what did (?:we|you) (?:quote|offer|charge)\b
    (?:what|which) competitors? (?:is|are|do|does)\b  how much {_RECORD}\b  what (?:size|sort of size|kind of money) (?:of|are
        |is)\b
    (?:and |so |what about |how about )*(?:the |your |our )?(?:numbers|figures|forecast|pipeline|stage|amount|close date
        |next steps?|ssi|quota|activity)(?: (?:for|on|at|in) [\w ]+)?$
    """
)
MOVING = forms(
    rf"""
    (?:what|which (?:\w+ )?{_DEALS}) (?:is|are|will be|has
        |have)? ?(?:going to |likely to |still |due to |about to )?(?:closing|slipping
        |landing|moving|moved|slipped|closed|pushed|signing|coming in|slip|close|land|drop|open|at risk|in play
        |stuck)(?= (?:this|next|in (?:the|this|stage|june|july)|by|before|at|for|on|from|out|and|soon|now)\b|$)
    how (?:is|are) [\w' -]{{2,40}}? (?:coming along|progressing|shaping up|tracking)\b  how far along\b  where did (?:we
        |you) leave (?!her|him|them)
    what is (?:happening|going on) with (?:the |this |that )?(?:[\w'-]+ )?(?:[\w'-]+)$
    (?:bring|get|catch) (?:me|us) up(?: to speed)?\b  (?:give|tell|show) (?:me|us) the highlights\b
    """
)
KEPT = forms(
    r"""
    (?:minutes|notes?|recap|opportunity|contacts?|visit|call|task|report|form) (?:been |already |now )*(?:uploaded|attached
        |created|added|filed|saved|entered
        |booked|registered|documented)\b
    (?:upload|attach|file|register|document)(?:ed)? (?:the|your|those|these|it|them)\b
    (?:add|added|create|created|move|moved|put) .*\b(?:as a contact|to (?:the )?(?:opportunity|system|record|negotiation
        |proposal stage|commit|closed)|into the (?:record|system))\b
    ^(?:is|are|have|has|do|did|was) .*(?:in|into|on) (?:the|your|our) (?:calendar|diary)\b  (?:is|are) (?:the|your|our|that
        |this) [\w' -]{2,30}? (?:up to date|filled in|approved|confirmed)$
    (?:budget|money|funds) (?:been |already |now )*(?:approved|sanctioned|released|confirmed)\b
    (?:approved|sanctioned|released|confirmed) (?:the|their|a) (?:budget|money|funds|order)\b
    who (?:is|was|are|were|else is|else was) (?:involved|in the meeting|at the meeting|on the call
        |copied in)\b  who attended\b  listed as\b
    when (?:is|was|are|will be) (?:the|your|our|her|his|their) (?:next |second |last |first |follow-up )?(?:talk|call|meeting
        |visit|demo|review|workshop|touch
        |contact|follow-up|session)\b
    (?:are|is|will) (?:we|you|it|they|[\w'-]+)(?: [\w'-]+)? (?:still )?(?:on track|make it|a \w+ deal)\b
    read (?:me|us) (?:the|your) (?:notes|minutes)\b
    """
)
_ANYBODY = "(?:you |we |i |it |that |this |anybody )?"
_ENTERED = "(?:log(?:ged|ging)?|updat(?:e|ed|ing)|enter(?:ed)?|fill(?:ed)? (?:in|out)|record(?:ed)?|key(?:ed)? in|input)"
RECORDS = forms(  # whatever is asked about these is a matter for a message, not for the talk
    rf"""
    (?:crm|salesforce|hubspot|pipedrive|dynamics|sap system|the system|dashboard|tracker|spreadsheet)\b
    (?:clos(?:e|ing)|signature|renewal|go-live) date\b  forecast category\b  deal stage\b
    (?:in|into|to|from|on) (?:(?:the |your |our )?(?:commit|forecast|pipeline report|weekly report)|best case)\b(?! (?:to|for
        |yourself))
    (?:which|those|these|the|empty|missing|blank|open|required|mandatory|what|all|any|your) (?:\w+ )?fields\b
    field (?:is|still) (?:empty|missing|blank)
    ^(?:and |so |please )?(?:did|have|has|had|do|will|can|could|would|are|is|was|should) {_ANYBODY}(?:\w+ )?(?:been )?{_ENTERED}\b
    ^(?:what|when|which \w+|where|why) (?:did|have|has|do|are|is|was|can|should) {_ANYBODY}(?:\w+ )?(?:been )?{_ENTERED}\b
    (?:log|update|fill in|fill out|enter|complete|record) (?:the|your|those|these|that|it|all|every)\b.*\b(?:calls?|notes?
        |activit\w+|contacts?|dates?
        |fields?|records?|opportunit\w+|accounts?|meetings?|visits?|touches)\b
    """
)
READ_OUT = forms(
    rf"""
    (?:the|your|our|its|their|this|that|\w+'s) (?:[\w-]+ )?{_FIELD}(?![\w-])  status\b  update\b
    each (?:of (?:your|the) )?(?:deal|account|opportunit\w+)s?\b  every (?:deal|account|opportunity)\b
    your top \w+\b  (?:the|this|that) (?:[\w'-]+ )?(?:opportunity|deal)\b(?! (?:feel|from))
    field by field  by (?:account|deal|customer|week|month
        |region)\b  deal by deal  account by account  line by line  opportunity by opportunity  client by client  open deals
    your (?:\w+ )?(?:deals|accounts|opportunities|week|activities|calls|top (?:three|five|ten) deals|quarter|list|pipeline
        |forecast)\b
    all (?:of )?(?:your|the|our) (?:open )?(?:deals|accounts|opportunities)\b
    where (?:we|you|things|each|the|it) (?:\w+ )?(?:are|stand|stands|is)\b
    """
)
TOLD = forms(
    r"""
    (?:walk|talk|take|run|lead|guide) (?:me|us) (?:through|over)\b
    (?:give|tell|show|update|bring|fill|let|remind|brief) (?:me|us)\b  help (?:me|us) (?:to )?understand\b
    sum(?:marise|marize| up)\b  (?:go|run) (?:through|over)\b
    (?:^|(?<=you )|(?<=please )|(?<=kindly ))(?:list|outline|describe|name|revert|report|confirm|specify|advise|break)\b
    """
)
MEANING = forms(
    r"""
    (?:tell|say to) (?:us|you|her|him|them)  say about  teach  surpris\w+  feel  remind you  notice  proud  without  makes you
    make of  read in  learn\w*  mean  worr\w+  annoy\w*  strikes?  hid\w+  love  hope  wish  scare\w*  behind  apart from  believe
    doubt      trust  afraid  matter  (?:would|could|might) (?!you\b)\w+
    """
)
