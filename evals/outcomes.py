"""What comes out of a case: checks that must hold, counts and ratings that are measured, and what a person would look at."""

from typing import Literal

from copilot.domain.noun import Noun

Verdict = Literal["green", "red"]


class Check(Noun):
    """One check of a gate. `what` says in words what failed."""

    gate: str
    holds: bool
    what: str = ""


class Shown(Noun):
    """What a person needs to judge a case: what went in, what came out, what it rested on."""

    asked: str = ""
    answered: str = ""
    passages: str = ""
    findings: tuple[str, ...] = ()


class ItemOutcome(Noun):
    """One case, run. A measure gets a part of a whole, or pairs of levels (label, ours); both may be left out."""

    suite: str
    id: str
    cluster: str = ""  # cases of one seller, deck or source stand or fall together; empty: its own
    checks: tuple[Check, ...] = ()
    counts: dict[str, tuple[float, float]] = {}
    ratings: dict[str, tuple[tuple[int, int], ...]] = {}
    shown: Shown = Shown()
    trouble: str = ""  # why the case could not be run to its end

    @property
    def group(self) -> str:
        return self.cluster or self.id

    @property
    def failed(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if not check.holds)


class GateResult(Noun):
    """A promise that holds in every case, or does not."""

    suite: str
    name: str
    title: str
    checks: int
    failures: tuple[tuple[str, str], ...]  # case, what failed

    @property
    def verdict(self) -> Verdict:
        return "red" if self.failures else "green"


class Estimate(Noun):
    """A figure with its 95 % interval, over so many cases in so many groups."""

    value: float
    low: float
    high: float
    items: int
    groups: int


class Change(Noun):
    """The paired difference to the baseline with its 95 % interval, over the cases that both know."""

    value: float
    low: float
    high: float
    items: int
    moved: tuple[tuple[str, float], ...] = ()  # cases whose score changed, the worst first


class MeasureResult(Noun):
    """A figure, what it is held to, and how it stands against the baseline."""

    suite: str
    name: str
    title: str
    better: Literal["higher", "lower"]
    estimate: Estimate
    at_least: float | None = None
    at_most: float | None = None
    change: Change | None = None  # None: the baseline does not know this measure
    smallest_drop: float  # what this many cases can show: 80 % power
    reasons: tuple[str, ...] = ()  # why it is red

    @property
    def verdict(self) -> Verdict:
        return "red" if self.reasons else "green"


class SuiteResult(Noun):
    """One suite, judged."""

    name: str
    title: str
    cases: int
    seconds: float
    gates: tuple[GateResult, ...]
    measures: tuple[MeasureResult, ...]
    items: tuple[ItemOutcome, ...]
    troubles: tuple[str, ...] = ()  # what makes the suite red beside its gates and measures

    @property
    def verdict(self) -> Verdict:
        parts = [part.verdict for part in (*self.gates, *self.measures)]
        return "red" if self.troubles or "red" in parts else "green"


class ModelUse(Noun):
    """Who answered in place of a model, and whether its answers say anything about one."""

    provenance: Literal["none", "scripted", "recorded", "live"]
    model: str = ""
    dates: tuple[str, ...] = ()
    answers: int = 0
    prompt_tokens: int = 0
    answer_tokens: int = 0
    cost: float | None = None


class RunResult(Noun):
    """A whole run. Its verdict is the exit code."""

    suites: tuple[SuiteResult, ...]
    model: ModelUse
    corpus_digest: str
    baseline: str = ""  # what it was compared with
    troubles: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        return "red" if self.troubles or any(suite.verdict == "red" for suite in self.suites) else "green"
