"""The policies of a job as one value, so that a test can switch one off and see an eval turn red."""

from collections.abc import Callable
from dataclasses import dataclass, field

from copilot.domain.plays import StatementVerdict
from copilot.policies import grounding, novelty


@dataclass(frozen=True)
class Policies:
    """The rules a job obeys. The defaults are the product; anything else is a test."""

    judge_statement: Callable[..., StatementVerdict] = novelty.judge_statement
    set_shelf: Callable[..., novelty.Shelf] = novelty.set_shelf
    keep_new: Callable[..., tuple[str, ...]] = novelty.keep_new
    check_suggestion: Callable[..., tuple[grounding.GroundingFinding, ...]] = grounding.check_suggestion
    thresholds: novelty.Thresholds = field(default_factory=novelty.Thresholds)
