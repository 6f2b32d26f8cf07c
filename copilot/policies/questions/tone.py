"""QR3, QR6 and QR9: does the question blame, look back only, or threaten?

Blame about the past counts in any wording; "why" about what somebody else might want does not. A threat is what may happen to
the seller, who will be told, and how a colleague does better.
"""

from copilot.policies.questions.forms import Reading
from copilot.policies.words import forms

_WHO = "(?:you|we|it|this|that|they|nobody|no one|nothing|none|the|your|our)"
_GIVE_UP = (
    "(?:drop|stop|quit|wait|give up|skip|miss|ignore|forget|fail|leave|neglect|delay|postpone|lose|avoid|overlook|hesitate|sit on"
    "|let|allow|waste|cancel|abandon|walk away|hold off|put off|back off|back down|not)"
)
_LACK = (
    "(?:not|no|never|nobody|no one|nothing|none|still|late|missing|empty|unfinished|overdue|only|so (?:few|little|late|slow|long)"
    "|again|without|left out|ignored|forgotten|dropped|lost|missed|skipped|overlooked|neglected|postponed"
    "|(?:this|that|so) (?:long|late|slow|far behind))"
)
_BLAME = forms(
    rf"""
    why (?:on earth |ever |the hell |in the world )?(?:did|have|had|were|was|has) (?:not )?(?:you|we)\b
    why (?:do|are|can|could|would) (?:you|we) (?:not |never |always |still |keep |only |so |just )
    why are not you\b
    why (?:the |your |our |my )?[\w' -]{{2,40}}? (?:has|have|is|was|were|are|did|does|do|had) (?:not|no|never|still|only
        |nothing)\b
    what (?:have|had|were) you (?:been )?doing (?:all|this whole|the whole|since|instead|for|in the meantime|when|while)\b
    why (?:is|are|was|were|has|have|had|does|do|did) (?:not )?(?:the |your |our |this |that |it |there |my )?[\w' -]*?\b{_LACK}\b
    why (?:is|are|was|were|has|have|does|do|did) not\b
    why (?:has|have|had) (?:it|this|that|the|your|nobody|nothing|no)\b
    how come (?:you|we|nobody|no one|nothing|none)\b
    how come .*\b(?:{_LACK}|did|had|were|was)\b
    (?:for what reason|on what grounds|what is the reason|what was the reason|what were your reasons)\b.*\b(?:you|not|never
        |nobody)\b
    (?:explain|tell me|know|understand|hear|see|wonder|wondering|say|ask|of) why (?:you|we|your|our|nobody|nothing|there is no)\b
    why (?:[\w']+ ){{1,4}}(?:was|were|got|has been|have been) (?:left out|ignored|forgotten|dropped|lost|skipped|overlooked)\b
    why (?:none|nobody|no one|nothing|no \w+) (?:of |has|have|is|are|was|were|did|does)
    how (?:do|can|would|could|will) you (?:justify|defend|excuse)\b
    why (?:you|we) (?:just |simply |then )?(?:\w\w\w+ed|have|had|were|are|never|still|left|missed|lost|failed|dropped|forgot
        |only|not|took|waited|sent|let
        |chose|went)\b
    what (?:made|caused|led|drove|got) you (?:to )?{_GIVE_UP}\b
    what (?:made|makes) you (?:think|believe|assume|imagine) (?:that )?(?:you|it|this|that) (?:was|were|could|would|had|did)\b
    what (?:kept|stopped|prevented|held|hindered|was keeping|was stopping|was holding|has kept|has stopped|discouraged
        |deterred) you\b
    what (?:possessed|on earth|the hell|in the world)\b
    what (?:were|was) you(?:r)? (?:thinking|doing all|waiting for|excuse|reason for not|thought process)\b
    what (?:is|was) (?:your|the) (?:excuse|problem with you|matter with you)\b
    what (?:is|was) (?:wrong|the matter) with you\b
    what (?:took|is taking|has taken) (?:you|this|it) so\b
    what (?:was|is|were) (?:so |more )(?:important|urgent|difficult|hard|complicated)\b(?! (?:to|for|about|than) (?:her|him
        |them|the|your|that))
    what (?:do|have) you (?:have|got)? ?to say for yourself\b
    reasons? (?:that |why )?(?:you|we|nobody|nothing) (?:did|have|had|were|are|never|has)(?: not)?\b
    what got into you\b  what went wrong with you  what was the (?:point|use|sense) of\b
    did(?: not)? (?:i|we) (?:not )?(?:tell|ask|say|agree|warn)\b
    what happened to (?:the |your |that )?[\w -]*?\b(?:you|promise|promised|agreed|said)\b
    where (?:is|are|was) the [\w -]+? (?:that )?you (?:promised|owed|owe|were going|agreed|said)\b
    how (?:could|can) you (?:just |possibly |even |ever )?(?:forget|miss|ignore|lose|neglect|overlook|fail|not|waste|allow)\b
    how (?:could|can) you (?:just |possibly |even |ever )?(?:let|leave) .*\b(?:wait\w*|down|slip|hang\w*|alone|out|happen|down)\b
    how did you (?:manage to|ever|end up) (?:not |{_GIVE_UP})
    how (?:could|can) you (?:just |possibly |even )?(?:have|be so)\b
    how did (?:you|we|this|that|it) (?:manage to|end up|slip|get so|happen that you|come to this)\b
    how (?:is|was|can|could) (?:it|that|this) (?:possible |be |come about |that )+.*\b{_LACK}\b
    how (?:many times|often) (?:do|must|have|did|will) (?:i|we) (?:have|need|had|to|ask|tell|say)\b
    (?:who|whose) (?:is|was|fault|mistake|job was|dropped|is to blame|messed|screwed)\b.*\b(?:fault|blame|ball|up|mistake)\b
    whose (?:fault|mistake)\b
    who (?:is to blame|dropped the ball|messed this up)\b
    did you (?:not )?(?:even|actually|really)\b
    """
)
_SHORT_OF = forms(_LACK, whole=True)
_ACCOUNT_FOR = forms(r"how (?:do|can|would|could|will) you (?:explain|account for) (?:that|this|it)")
_NEUTRAL_WHY = forms(
    """
    why (?:do|would|might|could|did|should) (?:you|we) (?:think|suppose|reckon|imagine|believe|feel|guess|figure|say|want|care
        |love
        |like|enjoy)\\b
    why (?:do|would|should|could) not (?:you|we) \\w+
    """
)
_BACKWARD = forms(
    """
    (?:should|could|ought|might) (?:you|we) (?:not )?(?:to )?have \\w+
    (?:you|we) (?:should|could|ought to|might) have \\w+
    (?:was|were|is|are) (?:the |your |our )?(?:single |very )?(?:biggest |worst |main |greatest |first |real )?(?:mistakes?
        |errors?|blunders?|failures?|failings?|fault)\\b
    mistakes? (?:did|have|had|was|were|that) (?:you|we)?
    (?:did|have|had|has) (?:\\w+ ){1,4}?(?:go|gone|went|get|got|do|done) (?:so |badly |horribly )?wrong
    went (?:so |badly |horribly )?wrong(?! (?:on|for|with|at) (?:their|his|her|them|him))
    (?:do|did|have) you (?:most |now |really )?(?:regret|blow|mess up|ruin|spoil|botch)
    """
)
_FORWARD = forms(
    """
    next (?:time|move|step|one|talk|call|meeting)  could travel  take from  use  carry  differently (?:next|now|this time)
    from (?:here|now)  with you  teach  tomorrow  into the
    """
)
_BOSS = (
    "(?:vp|boss|bosses|management|director of sales|head of sales|ceo|board|leadership|hr|upstairs|headquarters|hq"
    "|regional manager|my manager|above)"
)
_TEAM = "(?:team|others?|colleagues?|peers?|list|ranking|table|leaderboard|league|floor|office|group|region|class|rest)"
_THREAT = forms(
    rf"""
    (?:save|keep|lose|losing|risk|cost you|worth|quit|safe in|fired from|about) (?:your|this) (?:job|role|place|seat|position)\b
    your (?:job|role|seat|position|future|place) (?:here )?(?:is|be|would be|may be|could be|depends)\b
    (?:fired|let you go|sacked|dismissed|performance plan|improvement plan|written warning|on notice|last chance|final chance)\b
    consequences? (?:for|to) (?:you|your)\b
    what (?:will|would|do|does|is going to) (?:happens?|become) (?:to|of|with) you\b
    what happens (?:to|with) (?:you|your (?:job|role|place|bonus|commission))\b
    what (?:will|would|does|do|must|is) (?:your|the) (?:family|wife|husband|children|kids|partner|mother|father
        |parents) (?:\w+ )?(?:say|think|tell)\b
    what (?:will|would|do|are) you (?:going to )?(?:tell|say to) (?:your|the) (?:family|wife|husband|children|kids|partner
        |mother|father|parents)\b
    (?:shall|should|do|must|can|am|will|would) (?:i|we) (?:supposed to |going to |have to |need to )?(?:say|tell|report
        |explain|answer|write)\b.*\b{_BOSS}\b
    (?:explain|justify|defend|answer|say|tell|account)\b.*\b(?:to|for it to) (?:the |my |your |our )?{_BOSS}\b.*\b(?:miss
        |missed|miss it|behind|short|fail|failed|empty|zero|again|under|nothing|no )
    (?:hit|make|reach|miss|missed|missing|behind on|short of|deliver|get to) (?:the |your |our |this )(?:number|quota|target
        |goal|plan)s?\b
    how long (?:do you think )?(?:can|do|will|would|should) (?:i|we|the company|they) (?:\w+ )?(?:wait|carry|cover|protect
        |tolerate|afford|defend|put up)\b
    what happens (?:if|when) you (?:do not|miss|fail|never)\b  (?:happens|happened) to (?:people|sellers|those) who\b
    (?:i|we) (?:can|will|should|could) (?:still )?(?:protect|carry|cover for|defend|tolerate
        |keep) you\b  put you on\b  at stake for you\b
    (?:right|wrong) (?:job|role|place) for you\b  cut out for\b  (?:be|is|was) your last (?:quarter|month|chance|year)\b
    (?:hit|make|reach|miss|meet) (?:number|quota|target)s?\b  your (?:bonus|commission)\b
    (?:give|giving) me (?:one |a )?(?:good )?reason (?:not|to keep|i should)\b
    (?:what|where) is your problem\b  what is the matter with you\b
    """
)
_COMPARED = forms(
    rf"""
    (?:everyone|everybody|all|most|half) (?:else |of |the |your |in |on )*{_TEAM}\b
    (?:everyone|everybody) else\b  (?<!that )the others (?:are|have|all|manage|can|do|did)\b  (?:and|but) not you\b  to be last\b
    your (?:colleagues?|peers?|team ?mates?) .*\b(?:say|think) (?:about|of) you
    (?:top|best|bottom|worst|last|first|leading|strongest) (?:\w+ )?(?:in|of|on) (?:the |our |your |this )?{_TEAM}\b
    (?:our|your|my) (?:top|best|strongest) (?:seller|performer|rep)s?\b  (?:top|best|strongest) (?:sellers|performers|reps)\b
    (?:your|the|our) (?:other )?(?:colleagues?|peers?|teammates?|team mates?|other (?:sellers|reps))\b.*\b(?:do|does|did|have
        |has|manage|get|are|can|already|book|all|ahead)\b
    (?:rank|ranked|ranking|placed|come|bottom|last) (?:\w+ )?(?:in|of|on) (?:the |our |your )?{_TEAM}\b
    (?:than|like|as|unlike|compared (?:to|with)|next to|behind|ahead of) (?:the )?(?:other|rest of the|everyone|everybody
        |your colleagues?|your peers)\b
    what (?:do|does|did|is it|has|have|is) (?!you\b|.*\b(?:tell|told|teach|show) you\b)(?:[\w-]+ ){{1,8}}?that you (?:can not
        |do not|does not|lack|are not|have not
        |never|could not|miss|seem)\b
    (?:what|so what|how) (?:is|are|makes) (?:so )?(?:different|missing|wrong|the difference|special) (?:about|with|for|in) you\b
    """
)


def blames(reading: Reading) -> bool:
    """Whether the seller is asked to answer for what is past."""
    if any(_BLAME.search(ask.words) and not _NEUTRAL_WHY.match(ask.words) for ask in reading.asks):
        return True
    short = any(_SHORT_OF.search(clause) for clause in reading.asserted)
    return short and any(_ACCOUNT_FOR.search(ask.words) for ask in reading.asks)


def looks_back_only(reading: Reading) -> bool:
    """Whether the ask is about what should have been, and leads nowhere from there."""
    return any(_BACKWARD.search(ask.words) and not _FORWARD.search(ask.words) for ask in reading.asks)


def threatens(reading: Reading) -> bool:
    """Whether something may happen to the seller, somebody above is told, or colleagues do better."""
    return any(pattern.search(reading.plain) for pattern in (_THREAT, _COMPARED))
