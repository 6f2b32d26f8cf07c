"""What `coach doctor` says of each part: how it is, and what to do where it is not well."""

from typing import Literal

from copilot.domain.noun import Noun

Condition = Literal["ok", "attention", "broken"]


class PartHealth(Noun):
    """One part. `attention`: it works with less than it could; `broken`: a job that needs it fails."""

    part: str
    condition: Condition
    says: str
    remedy: str | None = None  # what to do; None where nothing is to be done


class HealthReport(Noun):
    parts: tuple[PartHealth, ...]

    @property
    def is_working(self) -> bool:
        """Whether no part is broken."""
        return all(part.condition != "broken" for part in self.parts)
