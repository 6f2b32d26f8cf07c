"""What somebody hands in for certification, as it arrives: files by name, and what is known beside them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from copilot.domain.certification import Submission
from copilot.domain.noun import Noun


class HandedInFile(Noun):
    """A file as it was uploaded. Its name is what somebody typed, never a path here."""

    name: str
    data: bytes


class HandedIn(Noun):
    """A deck, a story where there is one, and the day to judge dates against (today where it is left out)."""

    deck: HandedInFile
    story: HandedInFile | None = None
    submission: Submission = Submission()
    rubric: str | None = None  # 'id.vN'; the newest where it is left out
    as_of: date | None = None


@dataclass(frozen=True)
class CohortMember:
    """One submission of a cohort: its name, and how its files are read, so that no more than one lies in memory at a time."""

    name: str
    read: Callable[[], HandedIn]  # raises CopilotError where the files are not as they should be
