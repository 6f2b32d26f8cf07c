"""QR7, QR10, QR11, QR12 and QR15: is the question about something, short, answerable by the seller alone, and in plain words?"""

import re

from copilot.policies.questions.claims import numbers_in, words_in
from copilot.policies.questions.forms import Reading
from copilot.policies.words import forms, word_set

_FEW_WORDS = 6
MOST_WORDS = 30  # after the fact
_EMPTY = word_set(
    """
    improve improved improving improvement better best bigger biggest big more most strategic strategically strategy thoughts
    thought
    think thinking develop developing development grow growing growth level levels next general generally effective effectively
    productive proactive performance perform potential success successful strengths strength weaknesses weakness overall things
    thing
    everything anything something else going go goes feedback progress focus priorities priority goals goal mindset different
    differently change changing changes way ways area areas room see feel feeling feels want like need needs take get getting make
    making help work working works job today week month now view opinion ideas idea plan plans happen happening great good well
    done doing life selling sales seller coach myself yourself step steps issue issues problem problems challenge challenges
    learn learning excellence excel motivated motivation attitude raise game look looks impact value results result up start stop
    keep
    optimise optimize approach approaches method methods style process technique techniques skill skills efficiency efficient
    efficiently
    confident confidence brave braver bold bolder courage courageous successful happier calmer motivated ambitious
    perform performing outcome outcomes quality productivity stronger faster smarter professional professionally
    """
)
_VAGUE = word_set(
    """
    improve improved improving improvement better bigger strategic strategically strategy thoughts develop developing
    development grow
    growing growth level levels general generally effective effectively productive proactive performance perform potential success
    successful strengths weaknesses strength weakness overall things everything anything going goes feedback progress focus
    priorities
    priority goals mindset else differently excel excellence motivation attitude game impact challenges challenge issues opinion
    results happening optimise optimize approach method style technique skills efficiency efficient productivity outcomes quality
    smarter stronger professional confident confidence brave braver bold bolder courage courageous ambitious need want
    """
)
_TRIVIA = forms(
    r"""
    (?:what|how) (?:was|were|is) (?:the |your |their )?(?:restaurant|food|weather|hotel|journey|trip|flight|traffic|lunch
        |dinner|lobby|parking|drive|wine|view|weekend|holiday)s?(?: like)?\b
    what (?:was|is) the name of\b  what (?:colou?r|floor|car|brand|music|song|suit|tie)\b  what (?:was|were|did) \w+ (?:wear
        |wearing|drink|eat|order for lunch)\b
    (?:where|what) did you (?:park|eat|drink|have for lunch|wear|stay)\b
    """
)
_COMMITS = forms(r"(?:will|are|would) you\b  you (?:will|are going to)\b")
_ONE_ANSWER = forms(
    r"""
    you know (?:the |my |what )?(?:answer|i am after|i want to hear|where this is going)\b
    answer i (?:am|was) (?:looking|hoping|waiting) for
    what is the answer$  you know what i am (?:going|about) to (?:ask|say)\b
    the (?:right|correct) answer\b  guess what i\b  can you guess\b
    what am i (?:thinking|about to say|going to say|getting at|looking for|driving at)\b
    what (?:did|do|have) (?:i|we) (?:always |just |ever )?(?:teach|taught|tell|told|say|said|show|shown|agree|agreed)\b
    as we (?:taught|learned|learnt|practised|agreed) in (?:the )?(?:training|course|workshop)\b
    remember (?:the|our) (?:training|rule|method|course)\b
    what does (?:the|our) (?:training|method|playbook|handbook|manual|course|book) (?:say|tell)\b
    which (?:step|rule|stage) of (?:the|our) (?:method|process|playbook)
    where (?:he|she|it|they) (?:really |clearly )?belongs?\b
    """
)
_JARGON = forms(
    r"""
    meddic\w*  meddpicc  bant  spiced  gpctba\w*  challenger sale  land[- ]and[- ]expand  power[- ]base  white[- ]?space
    go[- ]to[- ]market  gtm
    icp  tam  mql\w*  sql\w*  abm  leverage[sd]?  leveraging  synerg\w+  multi-?thread\w*  single-?thread\w*  economic buyers?
    champion-led
    value prop(?:osition)?s?  pain[- ]points?  pain chain  low[- ]hanging  circle back  move the needle  deep dive
    double-?click  touch[- ]base
    best[- ]in[- ]class  paradigm\w*  holistic\w*  ideat\w+  actionable\w*  learnings  mindshare  thought leader\w*
    swim ?lanes?  north star
    run ?rate  upsell\w*  cross-?sell\w*  cadences?  sequences?  persona-based  sdrs?  bdrs?  arr  mrr  acv  tcv  roi[- ]story
    pipeline hygiene  hunter mode
    spin (?:question|sell|model)\w*  grow (?:model|question)\w*  smart goals?  limiting beliefs?  growth mindset  comfort zone
    reframe\w*  unpack\w*
    bandwidth  boil the ocean  game[- ]changer\w*  blue[- ]ocean  end[- ]to[- ]end  stakeholder (?:map|matrix|alignment)\w*
    buyer'?s? journey
    buying committee  decision criteria  compelling event  paper process  mutual action plan  map the org  trusted advis[oe]r
    consultative\w*
    operationali[sz]e\w*  multi-?stakeholder
    value[- ](?:reali[sz]ation|drivers?|creation|streams?|hypothes[ie]s|selling|engineering|add)
    granular\w*  scalab\w+  incentivi[sz]\w+  take (?:it|this) offline  drill down  action items?  key takeaways?  win-win
    verticals?
    (?:pipeline|sales|deal) velocity  (?:discovery|qualification|sales|selling) framework  objection handling  closing techniques?
    trial close  sandler\w*  up-?front contract  gap selling  command of the message  mobili[sz]ers?  ideal customer profile  tofu
    customer-centric\w*  stakeholder management  sales enablement  synergistic\w*
    disruptive\w*  ecosystem play  solution sell\w*  social sell\w*  wallet share  share of wallet  rocks? star  net[- ]new
    motion
    """,
    whole=True,
)


def is_trivia(reading: Reading) -> bool:
    """Whether every ask is for a detail from which nothing follows."""
    return bool(reading.asks) and all(_TRIVIA.search(ask.words) for ask in reading.asks)


def is_vague(reading: Reading) -> bool:
    """Whether neither an account, a person nor a moment is in it: any seller could be asked it on any day."""
    words = words_in(reading.plain)
    if numbers_in(reading.plain) - {1.0, 2.0} or not all(word in _EMPTY for word in words):
        return False
    return any(word in _VAGUE for word in words) or (
        not words and len(reading.plain.split()) <= _FEW_WORDS and not _COMMITS.search(reading.asked)
    )


def has_one_answer(reading: Reading) -> bool:
    """Whether the asker already holds the one right answer."""
    return any(ask.form == "quiz" for ask in reading.asks) or bool(_ONE_ANSWER.search(reading.plain))


def count_words(reading: Reading) -> int:
    """Return the words of the sentences that ask, without the fact before them."""
    asking = [sentence.plain for sentence in reading.sentences if sentence.marked] or [s.plain for s in reading.sentences[-1:]]
    return max((len(re.findall(r"[\w'-]+", plain)) for plain in asking), default=0)


def find_jargon(reading: Reading) -> str | None:
    found = _JARGON.search(reading.plain)
    return found.group() if found else None
