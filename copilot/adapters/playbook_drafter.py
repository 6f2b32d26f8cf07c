"""The drafter without a model: it selects the library's own words and fills in the names that were given."""

import re

from copilot.domain.drafts import Candidate, DatedSignal, DraftRequest, PlaysDraft, SuggestionDraft
from copilot.domain.evidence import Citation, Passage
from copilot.domain.library import Play, Wording
from copilot.domain.people import Executive

_CHANNEL_ORDER = ("Email", "LinkedIn message", "InMail", "Letter", "Connection note", "Phone", "Spoken", "Voice note")
_TIERS = {
    0: "everybody does it",
    1: "a course teaches it",
    2: "heard of by many, run whole by few",
    3: "few sellers do it",
}
_LACKS = {
    "give": "what the executive gets",
    "path": "who or what carries it",
    "signal": "what makes it timely",
}
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_QUOTE_WORDS = 25
_SLOT = re.compile(r"\{(executive|company|seller)\}")


class PlaybookDrafter:
    """Implements the port Drafter from the cards themselves. The same request gives the same draft, byte for byte."""

    name = "playbook"

    def draft_plays(self, request: DraftRequest) -> PlaysDraft:
        failed = {finding.partition(":")[0] for finding in request.findings}
        kept = [candidate for candidate in request.candidates if candidate.play.id not in failed]
        return PlaysDraft(suggestions=tuple(_draft(candidate, request) for candidate in kept))


def _draft(candidate: Candidate, request: DraftRequest) -> SuggestionDraft:
    play = candidate.play
    wording = _choose_wording(play)
    return SuggestionDraft(
        play_id=play.id,
        why_this_executive=_why_this_executive(play, request),
        why_now=_why_now(play, candidate.signals),
        why_new=_why_new(candidate),
        opener=fill_wording(wording.text, request.executive, request.seller_name) if wording else "",
        citations=_cite(play, wording, request),
    )


def fill_wording(text: str, executive: Executive, seller: str | None) -> str:
    """Return wording with the names that were given; what was not given stays a [slot] for the seller."""
    names = {
        "executive": executive.name.split()[0] if executive.name and executive.name.strip() else "[first name]",
        "company": executive.company or "[company]",
        "seller": seller or "[your name]",
    }
    return _SLOT.sub(lambda slot: names[slot.group(1)], text)  # in one pass: a name is never read as a slot


def _why_this_executive(play: Play, request: DraftRequest) -> str:
    persona = request.persona
    reason = (play.fits.get(persona.slug) if persona else None) or play.fits.get("any") or next(iter(play.fits.values()), "")
    who = request.executive.name or (f"The {_inside(persona.title)}" if persona else "This executive")
    if request.executive.name and persona:
        who = f"{request.executive.name}, {persona.slug.upper()}"
    return f"{who}: {reason}"


def _inside(title: str) -> str:
    """Return a title as it stands inside a sentence: 'Chief financial officer' -> 'chief financial officer', 'GC' stays."""
    return title if title[:2].isupper() else title[0].lower() + title[1:]


def _why_now(play: Play, signals: tuple[DatedSignal, ...]) -> str:
    when = _first_sentence(play.section("when"))
    if not signals:
        return f"There is no signal, and this play needs none. {when}"
    signal = signals[0]
    dated = f" ({signal.on.day} {signal.on:%B %Y})" if signal.on else ""
    return f"You said: \u201c{signal.words.rstrip('.')}\u201d{dated}. {when}"


def _why_new(candidate: Candidate) -> str:
    tier = _TIERS[candidate.play.tier]
    if candidate.standing == "known":
        return "You do this already; it stands here because you asked for a refresher."
    if candidate.standing == "name_only":
        part = _LACKS.get(candidate.lacks or "give", "what the executive gets")
        have = f" (\u201c{candidate.statement}\u201d)" if candidate.statement else ""
        text = getattr(candidate.play.fingerprint, candidate.lacks or "give")
        return f"You have the name of it{have}. What may be missing is {part}: {text}."
    if candidate.nearest_known is not None:
        return f"Nearest to what you do is {candidate.nearest_known.play_id}: {candidate.nearest_known.difference}."
    return f"Nothing you told me is like it; {tier}."


def _choose_wording(play: Play) -> Wording | None:
    by_channel = {wording.channel: wording for wording in play.wordings}
    for channel in _CHANNEL_ORDER:
        if channel in by_channel:
            return by_channel[channel]
    return play.wordings[0] if play.wordings else None


def _cite(play: Play, wording: Wording | None, request: DraftRequest) -> tuple[Citation, ...]:
    """Cite the passages the draft rests on, each with words that stand in it."""
    own = [passage for passage in request.passages if passage.card_id == play.id]
    reason = (play.fits.get(request.persona.slug) if request.persona else None) or next(iter(play.fits.values()), "")
    wanted = [
        reason,
        _first_sentence(play.section("when")),
        play.steps[0].text,
        _first_sentence(play.section("why-it-works")),
    ]
    if wording is not None:
        wanted.append(_first_sentence(wording.text))
    found = [_cite_words(words, own) for words in wanted if words]
    return tuple(dict.fromkeys(citation for citation in found if citation is not None))


def _cite_words(words: str, passages: list[Passage]) -> Citation | None:
    for length in (_QUOTE_WORDS, 8, 4):
        quote = " ".join(words.split()[:length])
        for passage in passages:
            if quote in " ".join(passage.text.replace("\n> ", " ").split()):
                return Citation(passage_id=passage.id, quote=quote)
    return None


def _first_sentence(text: str) -> str:
    paragraph = " ".join(text.split("\n\n")[0].split())
    return _SENTENCE.split(paragraph)[0] if paragraph else ""
