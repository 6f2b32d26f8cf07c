"""What a plays prompt shows of a request, as plain text: the seller's case, the plays on offer, the executive, the passages."""

import re
from collections.abc import Sequence

from copilot.domain.drafts import Candidate, DatedSignal, DraftRequest
from copilot.domain.evidence import Passage
from copilot.domain.library import Persona

_STANDINGS = {
    "new": "new to the seller",
    "name_only": "the seller has the name of it, not the whole",
    "known": "the seller does it already and asked for a refresher",
}
_PERSONA_SECTIONS = ("cares-about", "responds-to", "repelled-by", "measured-by", "do-not")
_DEEPER = "deeper"
_LEFT_OUT = ("worked-example", _DEEPER)
_MARGINALIA = re.compile(r" ?(?:\[[A-Z][A-Z0-9]+\]|\(practitioner judgement[^)]*\))")  # sources, which background need not show
# What a draft needs first when not all fits; whatever is not named here comes last.
_USEFUL_FIRST = ("for-whom", "when", "wording", "steps", "why-it-works", "pitfalls", "not-for")


def describe_request(request: DraftRequest) -> str:
    """Return the case as it was given; what was not given is not mentioned."""
    executive = request.executive
    rows = {
        "question": request.question,
        "seller": request.seller_name,
        "executive": executive.name,
        "title": executive.title,
        "company": executive.company,
        "industry": executive.industry,
    }
    return "\n".join(f"{name}: {_one_line(text)}" for name, text in rows.items() if text)


def describe_candidates(request: DraftRequest) -> str:
    """Return the plays on offer, best first, each with the reasons that code has established."""
    return "\n\n".join(_describe(candidate, request.persona) for candidate in request.candidates)


def describe_persona(request: DraftRequest, shown: Sequence[Passage]) -> str:
    """Return what is known of such an executive: the passages of the card that were shown, else the card as background."""
    citable = [passage for passage in shown if passage.kind == "persona"]
    if citable:
        return describe_passages(citable)
    if request.persona is None:
        return "nothing beyond the request"
    sections = [section for section in request.persona.sections if section.slug in _PERSONA_SECTIONS]
    parts = [request.persona.title, *(f"{section.heading}\n{section.text}" for section in sections)]
    return _MARGINALIA.sub("", "\n\n".join(parts))


def describe_passages(passages: Sequence[Passage]) -> str:
    """Return passages under their ids, as they are to be cited."""
    return "\n\n".join(f"[{passage.id}] {_one_line(passage.title)}\n{passage.text}" for passage in passages)


def list_citable(request: DraftRequest) -> tuple[Passage, ...]:
    """Return the passages a draft may cite.

    Worked examples stay out, since their people and figures are invented, and so does the next level of a play nobody has begun.
    """
    standings = {candidate.play.id: candidate.standing for candidate in request.candidates}
    own = [passage for passage in request.passages if passage.card_id in standings or passage.kind == "persona"]
    return tuple(p for p in own if _slug(p) not in _LEFT_OUT or (_slug(p) == _DEEPER and standings.get(p.card_id) == "known"))


def rank_passage(passage: Passage) -> int:
    """Return how soon a draft needs a passage: 0 first."""
    useful = _PERSONA_SECTIONS if passage.kind == "persona" else _USEFUL_FIRST
    slug = _slug(passage)
    return useful.index(slug) if slug in useful else len(_USEFUL_FIRST)


def _describe(candidate: Candidate, persona: Persona | None) -> str:
    play = candidate.play
    fits = (play.fits.get(persona.slug) if persona else None) or play.fits.get("any")
    lines = [f"{play.id} {play.title}", f"- standing: {_STANDINGS.get(candidate.standing, candidate.standing)}"]
    if candidate.standing == "name_only":
        part = candidate.lacks or "give"
        lines.append(f"- what may be missing, the {part}: {getattr(play.fingerprint, part)}")
    if candidate.statement and candidate.standing != "new":
        lines.append(f"- the seller's words: {candidate.statement}")
    if fits:
        lines.append(f"- why it reaches this executive: {fits}")
    lines += [f"- answers the signal {_describe_signal(signal)}" for signal in candidate.signals]
    if not candidate.signals:
        lines.append("- answers no signal of the request; it needs none")
    if candidate.nearest_known is not None:
        lines.append(
            f"- nearest to what the seller does: {candidate.nearest_known.play_id}: {candidate.nearest_known.difference}"
        )
    return "\n".join(_one_line(line) for line in lines)


def _describe_signal(signal: DatedSignal) -> str:
    on = f", {signal.on.day} {signal.on:%B %Y}" if signal.on else ""
    return f"{signal.signal}: {signal.words}{on}"


def _slug(passage: Passage) -> str:
    return passage.id.partition("#")[2].partition(".")[0]


def _one_line(text: str) -> str:
    return " ".join(text.split())
