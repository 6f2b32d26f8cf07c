"""Skill, will or the situation: what seems to be in the way, settled before a question is chosen, and said with its reason.

A person comes before a card: grief and illness close it. Words of the seller and the manager count before numbers. Nothing is
concluded about mood or character; what cannot be told apart is called unclear, and the first question goes there.
"""

import re
from collections.abc import Sequence

from copilot.domain.coaching import Card, Commitment, Diagnosis
from copilot.domain.one_on_one import NeedReading
from copilot.policies.one_on_ones.card_evidence import Evidence, count_activity
from copilot.policies.one_on_ones.card_lines import WINDOW, newest, trend_of
from copilot.policies.words import forms

LOW_CONFIDENCE = 5  # of ten: below the middle of the seller's own scale
KEPT = 0.5  # of the commitments; most of them kept says that the will is there
FEWEST_PROMISES = 4  # before anything is read into how many were kept
_OF_THE_BUYER = re.compile(
    r"\b(?:customer|client|buyer|prospect|sponsor|champion|c[a-z]o|ciso|chro|founder|chair\w*|director|contact|board|executive"
    r"|works council|controller)(?:'s)?\b(?! meeting| talk| call)[^.;,]{0,40}$"
)
_GRIEF = forms(
    r"""
    bereave\w*  (?:a|the|his|her|their) funeral\b(?! (?:home|director|business|parlour))  mourning\b  grie(?:f|ving)\b
    passed away  compassionate leave
    (?:lost|buried) (?:his|her|their|a) (?:\w+ )?(?:mother|father|wife|husband|partner|son|daughter|child|baby|brother
      |sister|parent|mum|dad|friend)
    (?:mother|father|wife|husband|partner|son|daughter|child|baby|brother|sister|parent|mum
      |dad) (?:(?:has|had|just) )*(?:died|passed|is dying)
    death (?:in|of) (?:the |his |her |their )?(?:family|mother|father|wife|husband|partner|son|daughter|child|brother
      |sister)
    (?:has|have|had|with|of|his|her|their) (?:breast |lung )?cancer\b  chemotherapy  miscarriage  burn-?out\b  burn(?:t|ed) out\b
    (?:had|has|a nervous|nervous|mental) (?:a )?breakdown\b(?! of)  (?:with|from|has|his|her|their|clinical) depression\b
    seriously ill  long illness  (?:is|was|been|went|still) (?:in|into|to) hospital\b(?! \w+ing)  hospitali[sz]ed  sick leave
    """
)
_LOSS = forms(
    r"""
    lost (?:the|a|that|this|our|his|her|their) (?:\w+ ){0,3}?(?:deal|tender|bid|pitch|opportunity|renewal)\b
    (?:we|he|she|they|i|just) (?:(?:just|has|have|had) )?lost (?:the|a|that|this|our|his|her|their) (?:\w+ ){0,3}?(?:account
      |contract|order)\b
    (?:lost|losing) (?:deal|bid|tender|pitch)\b  after (?:a|the) loss\b  (?:deal|tender|bid|contract
      |pitch) (?:was|is|has been|got|went) lost
    (?:rival|competitor|other (?:firm|vendor|side)) (?:has )?won  went to (?:a|the|another|our) (?:rival|competitor
      |vendor)  post-?mortem  closed[- ]lost
    """
)
_UNWILLING = forms(
    r"""
    (?:low|no|little|lack of|lost (?:his|her|their|the)) (?:will|motivation|drive|appetite)\b  unwilling
    (?:refuses|refused|resists|resisted|refusing|resisting|resistant) (?:to|the|this|any|all|it|social|video|prospecting)\b
    (?:you|they|she|he|management) (?:just|only) want\w*\b.{0,30}\b(?:content|numbers|data|dashboard|reports?|charts?
      |activity)
    (?:for|on) (?:your|the|their|some) dashboards?  what'?s the point  waste of (?:my |his |her )?time  (?:not
      |never) (?:going to|gonna) do (?:that|this|it|social)
    (?:he|she|i) (?:(?:just|simply|still) )?(?:won'?t|will not|doesn'?t want to|does not want to) (?:do|record|post|call|prospect
      |try|use|touch|film|write|go)\b
    (?:doesn'?t|does not|don'?t|do not) see the point\b  cynical  could but (?:won'?t|will not|does not|doesn'?t)
    high skill,? low will  able (?:and|but) unwilling  box[- ]ticking  big brother  spying on  surveillance
    """
)
_AFRAID = forms(
    r"""
    (?:nervous|anxious|scared|afraid|terrified|frightened|intimidated|shaky|daunted|dreads?|dreading|out of (?:his|her
      |their) depth|imposter|impostor|freezes?)\b(?! (?:food|goods|meals|market))
    (?:low|little|no|lacks?|lost) (?:\w+ )?(?:confidence|courage|nerve)\b  not (?:at all )?confident  not (?:ready
      |good|senior) enough
    """
)
_CIRCUMSTANCE = forms(
    r"""
    (?:new|changed?|reassigned|imposed|handed) (?:\w+ )?(?:territory|patch|region|list|accounts)  territory (?:(?:was|is
      |has been) )?(?:changed|cut|imposed|new|redrawn|split)
    (?:parental|maternity|paternity|annual
      |unpaid) leave  part[- ]time  half[- ]time  on leave  holiday\b  covered for  covering for
    (?:budget|hiring|spending) (?:freeze|stop|cut)  reorgani[sz]\w+  restructur\w+  tool (?:is |was )?(?:not connected
      |down|missing)  (?:crm|system) (?:was |is )?(?:down|new|migrat\w+)
    (?:joined|started|new) (?:\w+ )?(?:in|this|last) (?:january|february|march|april|may|june|july|august|september
      |october|november|december|month|quarter|week)  overload\w*  swamped
    """
)
_INHERITED = forms(
    r"""
    inherit\w+ (?:\w+ ){0,3}?(?:accounts?|pipeline|patch|territory|book|portfolio|customers|deals|list)\b
    (?:accounts?|pipeline|patch|territory|book|portfolio|customers|deals|list)\b[^.]{0,40}\binherited
    from (?:his|her|their|a|the) predecessor  handed over by  house accounts?  (?:no|zero|without) (?:own )?prospecting
    """
)
_WANTS_TO_TELL = {
    "skill": "Looks like skill for this task: ",
    "will": "Looks like will: ",
    "situation": "Looks like the situation: ",
    "unclear": "Skill, will or situation cannot be told apart from the card: ",
}


def read_need(
    card: Card,
    diagnosis: Diagnosis,
    notes: Sequence[str],
    commitments: Sequence[Commitment],
    evidence: Evidence,
    enough: float,
) -> NeedReading:
    """Return what seems to be in the way, and what is going on with the seller; the first that holds."""
    said = " ; ".join(" ".join(text.split()) for text in notes).casefold().replace("\u2019", "'")
    spoken = _read_words(said, card, diagnosis)
    return spoken or _read_card(card, diagnosis, commitments, evidence, enough, said)


def _read_words(said: str, card: Card, diagnosis: Diagnosis) -> NeedReading | None:
    """What people said, before anything that was counted."""
    if _is_said(_GRIEF, said):
        why = "Something comes before any work today."
        return NeedReading(need="situation", occasion="human-first", why=why, offers_play=False)
    if _is_said(_LOSS, said):
        why = "a deal was just lost; one lesson and a clean ending are worth more than a cause."
        return _tell("situation", "after-loss", why, False)
    if _is_said(_UNWILLING, said):
        why = "the notes tell of doubt or refusal; listen for what would make it worth doing before anything is proposed."
        return _tell("will", "low-will", why, False)
    confidence = newest(card, "c_level_confidence")
    if confidence is not None and confidence < LOW_CONFIDENCE and _has_executive_ahead(said):
        return _tell("skill", "low-confidence", _say_confidence(confidence) + "; rehearse, before anything new is added.", False)
    if _is_said(_AFRAID, said):
        why = "the notes tell of nerves before an executive; rehearse, before anything new is added."
        return _tell("skill", "low-confidence", why, False)
    if _INHERITED.search(said) and not diagnosis.too_few_to_tell:
        why = "the numbers may rest on what was handed over; respect it, and look at next year."
        return _tell("situation", "good-numbers", why, True)
    return None


def _is_said(pattern: re.Pattern[str], said: str) -> bool:
    """Whether something is said of the seller: what befalls, or is refused by, a customer's people is another matter."""
    return any(not _OF_THE_BUYER.search(said[: found.start()]) for found in pattern.finditer(said))


def _read_card(
    card: Card,
    diagnosis: Diagnosis,
    commitments: Sequence[Commitment],
    evidence: Evidence,
    enough: float,
    said: str,
) -> NeedReading:
    inherited = _INHERITED.search(said) or (_is_quiet(evidence, enough) and _is_full(card))
    falling = trend_of(card, "c_level_coverage") == "down" and trend_of(card, "pipeline_created") in ("up", "flat")
    if inherited or (falling and diagnosis.step is None):
        why = "little of it is the seller's own start" if inherited else "results hold while fewer executives answer"
        return _tell("situation", "good-numbers", f"{why}; respect it, and look at next year.", True)
    if diagnosis.too_few_to_tell:
        return _tell("unclear", "too-few", "the period holds too few events; ask the seller what happened.", False)
    if _CIRCUMSTANCE.search(said) or diagnosis.step == 0:
        blank = diagnosis.step == 0
        cause = "too much of the card is blank" if blank else "the notes tell of circumstances that no skill would change"
        return _tell("situation", "ordinary", f"{cause}; settle that first, outside the talk where it can be.", not blank)
    confidence = newest(card, "c_level_confidence")
    if confidence is not None and confidence < LOW_CONFIDENCE:
        why = _say_confidence(confidence) + "; find the ground they stand on."
        return _tell("skill", "low-confidence", why, diagnosis.step is not None)
    kept = _share_kept(card, commitments)
    if kept is not None and kept < KEPT:
        return _tell("will", "ordinary", "fewer than half of the commitments were kept; ask what each would have to give.", True)
    if diagnosis.step is None:
        return _tell("unclear", "ordinary", "nothing on it is broken; choose a stretch together.", True)
    if count_activity(evidence, enough) >= enough:
        effort = "the commitments are kept and" if kept is not None else "the effort is there and"
        why = f"{effort} the step does not yield; show one thing, then ask how they would bend it."
        return _tell("skill", "ordinary", why, True)
    why = "little is tried and nobody has said what holds it back; ask that first."
    return _tell("unclear", "ordinary", why, True)


def _tell(need: str, occasion: str, why: str, offers_play: bool) -> NeedReading:
    return NeedReading.model_validate(
        {"need": need, "occasion": occasion, "why": _WANTS_TO_TELL[need] + why, "offers_play": offers_play}
    )


def _say_confidence(confidence: float) -> str:
    return f"confidence for the C-level stands at {confidence:g} in the seller's own view"


def _has_executive_ahead(said: str) -> bool:
    """Whether the notes tell of a meeting that is coming."""
    return re.search(r"\b(?:meeting|meets?|call|talk|conversation|appointment)\b", said) is not None


def _share_kept(card: Card, commitments: Sequence[Commitment]) -> float | None:
    """Return the share of commitments kept over the periods that are looked at; None where there were too few to say."""
    known = [each for each in card.commitments_kept[-WINDOW:] if each is not None and each.agreed is not None]
    agreed = sum(each.agreed or 0 for each in known if each.done is not None)
    done = sum(each.done or 0 for each in known)
    if not agreed:
        told = [each.done for each in commitments if each.done is not None]
        agreed, done = len(told), sum(told)
    return done / agreed if agreed >= FEWEST_PROMISES else None


def _is_quiet(evidence: Evidence, enough: float) -> bool:
    acts = [evidence.newest(part) for part in ("connects.made", "engagement.given", "content.posts", "video_voice.sent")]
    return sum(each is not None for each in acts) > 2 and count_activity(evidence, enough) < enough


def _is_full(card: Card) -> bool:
    """Whether there is pipeline although nothing of it began with the seller."""
    value = newest(card, "pipeline_created")
    return value is not None and value.count == 0 and bool(value.value)
