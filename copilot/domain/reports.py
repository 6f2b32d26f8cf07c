"""What the workshop reports to the owners of the library."""

from copilot.domain.findings import CardFinding
from copilot.domain.noun import Noun


class IndexReport(Noun):
    """What an index was made of."""

    corpus_digest: str
    embedder: str
    plays: int
    passages: int
    phrases: int
    warnings: tuple[str, ...]


class LibraryReport(Noun):
    """What a check of the library found, and how much it read."""

    plays: int
    outlines: int
    personas: int
    guides: int
    messages: int
    objections: int
    findings: tuple[CardFinding, ...]  # what breaks the schema: the library is not opened
    quality: tuple[CardFinding, ...] = ()  # what its owners should mend; it stops nothing
