"""QR8: does the question carry its own answer? Advice in a question's clothes, told by its grammar.

A negative opening, a tag, "have you considered", "what about", "what stops you from": each tells the seller what to do.
"""

from copilot.policies.questions.forms import Reading
from copilot.policies.questions.wraps import AUX, SUBJECT, WH
from copilot.policies.words import forms

_LEFT_ALONE = (  # what is supposed about these is no advice
    "(?:did nothing|do nothing|had|were|was|are|could|knew|lost|lose|stopped|stop|left|leave|waited|wait|never|only|did not"
    "|do not|kept"
    "|keep|stayed|stay|got|are wrong|were wrong)"
)
_SOFTLY = "(?:just |simply |maybe |also |instead |perhaps |actually |both |all |then )*"
_TRY_VERBS = (
    "(?:considered|thought (?:about|of)|tried|contemplated|looked (?:at|into)"
    "|explored|weighed up|entertained|(?:played|toyed) with)"
)
_WAY = (
    "(?:(?!(?:market|engineer|purchas|manufactur|account|train|plann)ing)\\w+ing|videos?|call|voice note|card|phone call|letter"
    "|message|film|visit|workshop|referral|introduction)"
)
_WRONG = "(?:wrong|bad|the (?:harm|matter|problem|downside|risk|danger))"
_OPENINGS = forms(  # how an ask begins, where it begins with advice
    rf"""
    {AUX} not (?:{SUBJECT}\b|[\w-]+)
    {AUX} (?:you|we|i|it|that|they|he|she) not\b
    (?:have|had) (?:you|we) (?:ever |even |yet |not |already |at least |actually |really )*{_TRY_VERBS}\b
    (?:did|do|would|will|could|can|might) (?:you|we) (?:ever |even |not |also |at least |please )*(?:consider|think (?:of
        |about) \w+ing|try(?:ing)?
        |just|simply|contemplate|be better off|get me|commit to \w+ing|agree to|want to (?:just|try|consider|reconsider
        |rethink))\b
    (?:should|ought|must|need) (?:you|we|it|that|they|he|she)\b
    (?:would|will|could|might) (?:it|that|this) (?:be|not|make|help|work|hurt|pay|have been|make more)\b.*\b(?:to|if|better
        |wiser|smarter
        |sense|idea|more|help|worth|easier|time)\b
    (?:is|are|was) (?:it|this|that|now) (?:time|not|better|wiser|worth (?:\w+ing|a)|a good idea|the moment|high time|best
        |smarter|the real)\b
    why not(?:\b(?=.)|$)
    why (?:do|does|would|will|should|could|can) (?:not (?:you|we|i|they|he|she)|(?:you|we|i) not)\b
    why would (?:you|we|anyone) (?:want to|ever|even|still|not)\b
    (?:what|how) about (?:\w+ing\b|(?:we|you|i) \w+|an? |the |if |some |using|that |your |our |one |asking
        |this )(?!.* (?:makes?|keeps?|worr\w+|is|was|does|did|surpris\w+|scares?|interests?|matters?|bothers?)\b)
    what if (?:you|we|i) {_SOFTLY}(?!{_LEFT_ALONE}\b)\w+
    what would happen if (?:you|we) {_SOFTLY}(?!{_LEFT_ALONE}\b)\w+
    (?:what|who|where|how) (?:would|could|might|will) (?:happen|change|it do|it cost|it hurt|be the (?:harm|downside
        |risk)).*\b(?:just|simply)\b
    what (?:is|would be|could be|could go|might be|can be|would go|was) (?:so )?{_WRONG} (?:with|about|in|of)\b
    (?:what|how much|which) (?:harm|damage|good)? ?(?:would|could|might|will|can|does) (?:it|that) (?:do|hurt|cost|harm
        |take)(?: you| us)? (?:to|if)\b
    what (?:is|are|would be) (?:stopping|keeping|holding|preventing|hindering|blocking) (?:you|us)(?: back)? from\b
    what (?:stops|keeps|prevents|hinders|holds|would stop|would keep|would prevent|could stop) (?:you|us)(?: back)?(?: from
        | \w+ing)\b
    what (?:do|would|have) (?:you|we) (?:have |got )?(?:to )?(?:lose|losing)\b.*\b(?:by|from \w+ing|if you (?:just|simply|called
        |tried|asked|sent|rang|wrote|call|try|ask|send|ring|write))\b
    what (?:is|could be|can be) (?:so (?:hard|difficult|complicated|scary) (?:about|in)|(?:hard
        |difficult) about (?:just )?\w+ing)\b
    how (?:hard|difficult) (?:is|can|would|could) (?:it|that)\b
    (?:what|which) (?:benefits?|advantages?|value|upside|difference|impact|effect) (?:do|would|could|might|can|will) (?:you|we
        |it|that)?.*\b\w+ing\b
    what (?:would be|is|are|could be|might be) the (?:benefits?|advantages?|upside|merit|value) (?:of|in|to) \w+ing\b
    what (?:would|could|might|will) (?:it )?(?:change|improve|be gained|you gain)\b.*\b(?:if you (?:just|simply|used|tried
        |sent|called|asked|had)
        |by \w+ing)\b
    how (?:would|could|might|can|will|do you think) (?:(?:using|doing|sending|calling|asking|adding
        |having) )?(?:a |an |the )?{_WAY}\b.*\b(?:help
        |improve|work|change|benefit|move|make|add|land|be better)\b
    what (?:difference )?(?:would|could|might|can) (?:a |an )?{_WAY} (?:make|change|do|bring|improve|add)\b
    (?:how|what) (?:would|could|might|can|will) (?:a |an )?{_WAY} (?:hurt|help|harm|change
        |serve)\b  what makes (?:a |an )?{_WAY} better\b
    how (?:a |an )?{_WAY} (?:would|could|might) (?:help|change|improve)\b
    what do you think (?:about|of) (?:\w+ing|an?)\b(?!.* (?:said|wrote|told|did)\b)  how (?:do|would) you feel about .*\binstead\b
    (?:can|may|could|might) i (?:suggest|recommend|propose|advise)\b  (?:can|do|could) you (?:not )?see (?:how|that|why)\b
    are you sure (?!of\b|about\b)  could (?:the|that|it|this) (?:\w+ )?(?:not )?be that you\b
    (?:is|are|was|would|could|might|will|can) .*\b(?:better|easier|quicker|faster|smarter|wiser|simpler) (?:than|way|idea
        |option|if|to)\b
    (?:is|are|would|could|might) .*\b(?:perhaps|maybe)\b
    how much (?:better|easier|faster|stronger|more)\b
    (?:would|do|will) (?:you|we) (?:not )?(?:agree|accept|admit|concede)\b
    would you (?:not )?say (?:that )?(?:\w+ ){{1,4}}(?:should|is better|needs? to|ought)\b
    do you (?:really|honestly|seriously|truly|not|realise|realize|(?:know|see|understand|appreciate
        |accept) that)\b  are you (?:really|seriously|honestly)\b
    (?:could|can|might|may) it (?:not )?be that you\b  is it (?:possible|because|fair to say|not|just) (?:that )?you\b
    (?:can|could|will|would) you (?:get|bring|raise|lift|make sure|ensure|promise|guarantee|push)\b(?! (?:me|us) (?:through|up))
    (?:when|how soon|how quickly|how fast) (?:are|will|do|can|could) (?:you|we) (?:finally|going to (?:finally|start|stop)
        |start|stop|begin
        |plan to (?:start|stop)|at last)\b
    (?:who|what) (?:else )?(?:but|other than|if not)\b
    what (?:do|does|did|is it|have|has) (?!.*\b(?:tell|told|teach|show) you\b)(?:[\w-]+ ){{1,8}}?that you (?:lack|miss|do not
        |does not|can not|could not|have not
        |are not)\b
    (?:does|do|did) (?:the |your |our |this |that )?\w+ (?:need|want|deserve)s? (?:a |an )?(?:different|better|new|shorter
        |stronger)\b
    """
)
_KNOWN_BETTER = forms(
    r"""
    (?:where|as|which) (?:he|she|it|they|you|we) (?:belongs?|should(?: be| have been)?|ought to be|really (?:is|are)|must be)\b
    should (?:you|we) .*\bif not\b
    (?:surely|obviously|clearly|of course|needless to say|without doubt|we both know|everybody knows|everyone knows
        |as i (?:said|told|keep)
        |like i (?:said|told|always)|the way i (?:told|showed|would)|as i would|which is what i would|the obvious
        |the only sensible
        |the right (?:thing|move|way|answer) (?:is|here|to do))\b
    """
)
_MUST = "(?:should|need to|ought to|must|have to|had better|would be better off|might want to|could just|had best|want to be)"
_ADVICE = forms(
    rf"""
    (?:you|we) (?:really |just |simply |probably |definitely |clearly )*{_MUST}\b(?! (?:have|know|hear)\b)
    (?:if i were you|my advice|i suggest|i recommend|i (?:want|need|expect) you to|i would suggest|i would recommend
        |my suggestion|the best (?:way|thing
        |move) (?:is|would be|to))\b
    i would (?:just |simply |probably |always |go )?(?:\w+) (?:her|him|them|it|the|a|to|with)\b
    (?:would (?:have been|be)|is|are|was) (?:much |far |way |so much )?(?:better|smarter|wiser|easier)\b(?= (?:to|if|than)|$|,)
    """
)
_DIRECTED = forms(
    r"(?:you|we) (?:will|are going to|would|should|must|can|could|need|want|agree|plan|intend|are (?:\w+ing))\b  going to\b"
)


_IN_YOUR_PLACE = forms("if i (?:were|was) you  in your place")
_HINTED = forms("maybe  perhaps  probably  possibly  surely", whole=True)
_ASKS = forms(WH, whole=True)
_NUDGED = forms(r"(?:if|whether) (?:it|you|we|that) (?:is not|are not|would not|could not|might not|should|ought|had better)\b")


def is_leading(reading: Reading) -> bool:
    """Whether the answer, or advice, lies in the question."""
    for ask in reading.asks:
        if ask.form == "tag" or (ask.form == "declarative" and _DIRECTED.search(ask.words)):
            return True
        if ask.wrapped and ask.form == "polar" and _NUDGED.match(ask.words):
            return True
        if _OPENINGS.match(ask.words) or _KNOWN_BETTER.search(ask.words):
            return True
    if any(
        sentence.marked and _HINTED.match(sentence.plain) and not _ASKS.search(sentence.plain) for sentence in reading.sentences
    ):
        return True
    if any(_IN_YOUR_PLACE.search(clause) for clause in reading.supposed):
        return True
    return any(_ADVICE.search(clause) or _KNOWN_BETTER.search(clause) for clause in reading.asserted)
