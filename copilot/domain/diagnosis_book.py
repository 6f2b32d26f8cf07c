"""The tree's own words and limits, as the library holds them: what each step means, what else it could be, where it starts."""

from typing import Annotated

from pydantic import Field, StringConstraints

from copilot.domain.noun import Noun

Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=400)]
STEPS = range(14)


class Threshold(Noun):
    """One limit, why it stands where it stands, and who says so."""

    value: float = Field(ge=0)
    reason: Sentence
    sources: tuple[str, ...] = ()  # ids of sources.yaml; none: practice or design of our own, and the reason says so


class Thresholds(Noun):
    """Every limit the tree goes by."""

    most_unknown: Threshold
    fewest_events: Threshold
    path_share: Threshold
    acceptance: Threshold
    reply_rate: Threshold
    talks_per_acceptance: Threshold
    fewest_talks: Threshold
    executive_coverage: Threshold
    opt_in: Threshold
    second_meeting: Threshold
    width_people: Threshold
    width_functions: Threshold
    edited_cases: Threshold
    dated_steps: Threshold
    verbal_yes_days: Threshold
    reopened: Threshold
    distinct_plays: Threshold
    stage_days: Threshold
    slow_stage_days: Threshold
    high_index: Threshold
    low_pillar: Threshold
    spike: Threshold


class StepWords(Noun):
    """What one step of the tree says. Facts are templates, the best first: '{connects.accepted} invitations accepted'."""

    step: int | None = None
    title: Sentence
    hypothesis: Sentence
    rival: Sentence
    separates: Sentence
    focus: Sentence
    plays: tuple[str, ...] = ()
    guide: str | None = None
    facts: tuple[Sentence, ...] = Field(min_length=1)


class DiagnosisBook(Noun):
    """The tree in words: fourteen steps in order, what is said where none breaks, and what is easily misread."""

    steps: tuple[StepWords, ...]
    too_few: StepWords
    no_break: StepWords
    notes: dict[str, Sentence]
    thresholds: Thresholds
    digest: str = ""
