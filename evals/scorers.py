"""What an outcome is worth, by comparison with the case alone. Nothing here knows how the product decides."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from copilot.domain.plays import PlaysResult, StatementVerdict
from evals.cases import RequestCase, StatementCase
from evals.statistics import Share, share


@dataclass(frozen=True)
class DetectionScore:
    """What was found in a set of statements."""

    known: Share  # of the plays shown as known, those reported as known
    known_or_candidate: Share  # or among the candidates of the question
    precision: Share  # of the plays reported as known, those shown
    neighbours_taken: Share  # of the neighbours, those reported as known
    empty_taken: Share  # of the statements that show no play, those with a play reported as known
    ambiguous_asked: Share
    asked: Share  # of all statements


def score_detection(cases: Sequence[StatementCase], verdicts: Sequence[StatementVerdict]) -> DetectionScore:
    pairs = list(zip(cases, verdicts, strict=True))
    shown = [(play in v.known, play in v.known or play in v.candidates) for c, v in pairs for play in c.play_ids]
    reported = [play in c.play_ids for c, v in pairs for play in v.known]
    neighbours = [play in v.known for c, v in pairs for play in c.neighbour_ids]
    empty = [bool(v.known) for c, v in pairs if not c.play_ids]
    ambiguous = [v.ask is not None for c, v in pairs if c.ambiguous]
    return DetectionScore(
        known=share(sum(known for known, _ in shown), len(shown)),
        known_or_candidate=share(sum(either for _, either in shown), len(shown)),
        precision=share(sum(reported), len(reported)),
        neighbours_taken=share(sum(neighbours), len(neighbours)),
        empty_taken=share(sum(empty), len(empty)),
        ambiguous_asked=share(sum(ambiguous), len(ambiguous)),
        asked=share(sum(v.ask is not None for v in verdicts), len(verdicts)),
    )


def count_leaks(case: RequestCase, result: PlaysResult) -> list[str]:
    """Return the suggested plays that the seller's statements show as known."""
    return [s.play_id for s in result.suggestions if s.play_id in case.known_play_ids]


def ndcg(found: Sequence[str], relevant: Mapping[str, int], depth: int = 10) -> float:
    """Return the normalised discounted cumulative gain of a ranking: gain 2^grade - 1, discount log2 of the place plus one."""
    gains = [(2 ** relevant.get(name, 0) - 1) / math.log2(place + 2) for place, name in enumerate(found[:depth])]
    ideal = sorted(relevant.values(), reverse=True)[:depth]
    best = sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(ideal))
    return sum(gains) / best if best else 0.0


def recall(found: Sequence[str], relevant: Mapping[str, int], depth: int = 10) -> float:
    """Return the share of the relevant cards among the first."""
    return sum(name in found[:depth] for name in relevant) / len(relevant) if relevant else 0.0
