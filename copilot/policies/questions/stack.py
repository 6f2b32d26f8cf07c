"""QR2: how many things are asked, also where they stand behind one question mark.

A second ask begins after a joint ("and", "or", a comma) with words that can begin a question of their own. A clause that only
hangs on the first ("who decides and who pays") is no second ask, unless the first was itself unwrapped from "tell me".
"""

import re

from copilot.policies.questions.forms import Ask, Reading
from copilot.policies.questions.wraps import AUX, BEFORE_WH, SUBJECT, WH
from copilot.policies.words import forms

_PRONOUN = "(?:i|you|we|he|she|it|they|there|this|that|anyone|anybody|someone)"
_JOINT = re.compile(
    r"(?:,? (?:and|or|but|plus|then|as well as)(?: (?:also|then|if so|if not|so|after that|perhaps|maybe))?,? |, )"
)
_TURNED = forms(  # inverted, so that it can only be a question
    rf"""
    {BEFORE_WH}?{WH}(?: else)?(?: of \w+)?(?: (?!{AUX}\b)[\w'-]+){{0,3}}? {AUX} (?:not )?(?:{SUBJECT}\b|[\w'-]+ \w+)
    {BEFORE_WH}?{WH} {AUX} (?:not )?[\w'-]+$
    {AUX} (?:not )?{_PRONOUN}\b
    (?:tell|show|walk|talk|take|help) (?:me|us)\b
    (?:what|how) about\b
    """
)
_HANGING = forms(rf"{BEFORE_WH}?{WH}(?: else)?(?: exactly)?(?: [\w'-]+)*")
_ALONE = forms(rf"{BEFORE_WH}?{WH}(?: else| exactly| not)?$")
_TELLS = forms("(?:describe|explain|outline|list|name|say|sketch|share|summari[sz]e)\\b")
_EMBEDDED = re.compile(rf"(?<!^)\b(?:{WH}|whether|if|that|because|as|though|than)\b")
_ASIDE = re.compile(
    r",? \b(?:would you say|do you (?:think|reckon|suppose|feel|believe)|if (?:any|at all))\b,?(?! (?:of|about|so|that)\b)"
)
_LISTED = re.compile(rf"{WH}\b.*(?:,| and| or) {WH}\b")
_SCALE_LEAD = re.compile(r"^(?:on|from|between|out of|where|say|0|zero|1|one)\b[^,]*, ")
_WHY_THAT = forms(
    r"""
    what (?:makes|made|keeps|kept|puts|brings|lifts|gives|stops|prevents|holds|would|could|might|else)\b
    why (?:not|a|that|is|so)\b  how so\b
    """
)


def count_asks(reading: Reading) -> int:
    """Return how many things are asked. A scale with its follow-up, what makes it that and not lower, is one."""
    count = sum(1 + len(find_joined(ask)) for ask in reading.asks)
    if count == 2 and has_follow_up(reading):
        return 1
    return count


def has_follow_up(reading: Reading) -> bool:
    """Whether a question on a scale goes on to what makes it so."""
    scaled = [place for place, ask in enumerate(reading.asks) if ask.form == "scale"]
    return any(_WHY_THAT.search(ask.words) for place in scaled for ask in reading.asks[place:])


def find_joined(ask: Ask) -> tuple[str, ...]:
    """Return the further things that are asked behind the mark of an ask."""
    if ask.form == "tag":
        return ()
    words = ask.words.rpartition(" / ")[2]
    words = _SCALE_LEAD.sub("", words) if ask.form == "scale" else words
    words = _ASIDE.sub("", words)
    joints = (joint for joint in _JOINT.finditer(words) if _begins_ask(words, joint, wrapped=ask.wrapped))
    return tuple(words[joint.end() :] for joint in joints)


def _begins_ask(words: str, joint: re.Match[str], *, wrapped: bool) -> bool:
    before, after = words[: joint.start()].strip(), words[joint.end() :]
    joined = joint.group() != ", "
    if not before or re.fullmatch(WH, before.split()[-1]):
        return False
    if _ALONE.match(after):
        return joined
    if _TELLS.match(after):
        return joined and wrapped
    if _TURNED.match(after):
        return joined or not re.match(r"(?:who|whom|which|where|when)\b", after) or "who" not in before
    if not joined and not _LISTED.match(after):
        return False
    if not _HANGING.match(after):
        return False
    return wrapped or not _EMBEDDED.search(re.sub(rf"^{BEFORE_WH}?{WH}\b", "", before))
