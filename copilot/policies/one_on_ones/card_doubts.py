"""Figures on a card that cannot both be right, such as more accepted than sent: told, never mended."""

from collections.abc import Iterator

from copilot.domain.coaching import Card, Measures
from copilot.policies.one_on_ones.card_evidence import Evidence, name_part

_PAIRS = (  # the first can be at most the second
    ("c_level_coverage.with_contact", "c_level_coverage.accounts"),
    ("connects.accepted", "connects.made"),
    ("video_voice.answered", "video_voice.sent"),
    ("introductions.opted_in", "introductions.asked"),
    ("introductions.met", "introductions.opted_in"),
    ("commitments_kept.done", "commitments_kept.agreed"),
    ("second_meetings", "first_meetings"),
)


def find_doubts(card: Card, measures: Measures) -> tuple[str, ...]:
    """Return a sentence on each pair of figures that do not go together, in the order of the card."""
    return tuple(_find(Evidence(card, measures)))


def _find(evidence: Evidence) -> Iterator[str]:
    for part, whole in _PAIRS:
        few, many = evidence.newest(part), evidence.newest(whole)
        if few is not None and many is not None and few > many:
            words = evidence.render(f"{{{part}}} of {{{whole}}}", (1,))
            yield f"{name_part(part)}: {words} cannot be; check where the figures come from."
