"""The playbook's own rating, and what of a model's proposal holds: both rest on the same anchors and on quotations that stand."""

from collections.abc import Mapping, Sequence

from copilot.domain.certification import TOP_LEVEL, Confidence, Criterion, Rating, Rubric
from copilot.domain.decks import Story
from copilot.policies.decks.citations import cite_all, cues_by_name, stands
from copilot.policies.decks.features import Features
from copilot.policies.reviews.anchors import KNOWN_CRITERIA, Anchors, anchors_of
from copilot.policies.reviews.rubric_scoring import accept_level, rest_on_citations

UNKNOWN = "Code has no anchors for this criterion; a human rates it."
_JUDGEMENT = frozenset({"K3", "K11"})  # what only a listener can be sure of


def rate(rubric: Rubric, features: Features, story: Story | None) -> tuple[Rating, ...]:
    """Return the highest level of each criterion whose anchor holds, with the quotations that show it."""
    return tuple(_rate(criterion, features, story) for criterion in rubric.criteria)


def accept(
    proposals: Sequence[Rating], own: Sequence[Rating], rubric: Rubric, features: Features, story: Story | None
) -> tuple[Rating, ...]:
    """Return for each criterion what holds of a model's proposal, and the playbook's rating where nothing does."""
    proposed: Mapping[str, Rating] = {rating.criterion: rating for rating in proposals}
    cues = cues_by_name(story)
    accepted = []
    for rating in own:
        offer = proposed.get(rating.criterion)
        if offer is None or rating.criterion not in KNOWN_CRITERIA:
            accepted.append(rating)
            continue
        anchors = anchors_of(rating.criterion, features)
        standing = tuple(c for c in offer.citations if stands(c, features.lines, cues))
        quotable = [[line.text for line, _ in anchors.evidence_at(level)] for level in range(1, anchors.level + 1)]
        kept = accept_level(offer.model_copy(update={"citations": standing}), range(1, anchors.level + 1), quotable, rating)
        gap = gap_of(rubric.criterion(rating.criterion), kept.level)
        accepted.append(kept.model_copy(update={"gap": gap, "citations": kept.citations[:3]}))
    return tuple(accepted)


def gap_of(criterion: Criterion, level: int) -> str:
    """Return what the next level asks for, in the rubric's words; nothing at the top."""
    return "" if level >= TOP_LEVEL else f"Level {level + 1} asks for: {criterion.levels[level]}."


def _rate(criterion: Criterion, features: Features, story: Story | None) -> Rating:
    if criterion.id not in KNOWN_CRITERIA:
        return Rating(criterion=criterion.id, level=1, confidence="low", gap=UNKNOWN)
    anchors = anchors_of(criterion.id, features)
    citations = tuple(
        c for c in cite_all(anchors.evidence_at(anchors.level), story) if stands(c, features.lines, cues_by_name(story))
    )
    rating = Rating(
        criterion=criterion.id, level=anchors.level, confidence=_confidence(criterion.id, anchors, features), citations=citations
    )
    rested = rest_on_citations(rating)
    return rested.model_copy(update={"gap": gap_of(criterion, rested.level)})


def _confidence(criterion: str, anchors: Anchors, features: Features) -> Confidence:
    """High where several lines show it; lower where it rests on absence, on the story alone, or on words of another language."""
    evidence = anchors.evidence_at(anchors.level)
    if not evidence or (all(line.told for line, _ in evidence) and criterion != "K11"):
        return "low"
    if features.language != "en":
        return "medium" if anchors.level > 1 else "low"
    if criterion in _JUDGEMENT or len(evidence) < 2 or anchors.level == 1:
        return "medium"
    return "high"
