"""What people's labels need from the outside world. Each is implemented once, and named by `bootstrap` alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from copilot.domain.labels import GivenAnswer, ItemsAdded, Kappa, Label, LabelItem, LabelsRead
from copilot.review_ports import ReviewStore, RubricShelf, SubmissionReader


class LabelKeeper(Protocol):
    """Items and people's labels in files. Raises InvalidRequest with file and line, StoreUnavailable where it cannot write."""

    def read_items(self, path: Path) -> tuple[LabelItem, ...]: ...

    def add_items(self, path: Path, items: Sequence[LabelItem]) -> ItemsAdded:
        """Add the items whose ids the file does not hold yet."""
        ...

    def read_labels(self, paths: Sequence[Path]) -> LabelsRead:
        """Return the labels of all files; what a crash tore is a warning and costs nothing else."""
        ...

    def add_labels(self, path: Path, labels: Sequence[Label]) -> None: ...


class AgreementMeter(Protocol):
    """Measures how far two who judged go together beyond chance."""

    @property
    def trouble(self) -> str | None:
        """Why nothing can be measured here and what to do, in a sentence, or None."""
        ...

    def measure(self, items: Sequence[Sequence[tuple[str, str]]], *, weighted: bool) -> Kappa | None:
        """Return the agreement over the answers of all items; None where both gave one and the same throughout."""
        ...


class AnswerReader(Protocol):
    """Reads answers that are to be compared. Raises InvalidRequest with file and line."""

    def read_answers(self, path: Path) -> tuple[GivenAnswer, ...]: ...


@dataclass(frozen=True)
class LabelParts:
    """What the desk of labels needs."""

    keeper: LabelKeeper
    meter: AgreementMeter
    answers: AnswerReader
    submissions: SubmissionReader
    rubrics: RubricShelf
    reviews: ReviewStore
