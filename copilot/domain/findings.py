"""What a check noticed. A finding is a value, never an exception."""

from copilot.domain.noun import Noun


class CardFinding(Noun):
    """Something wrong with a card: where, what, and what to do about it."""

    file: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}; {self.remedy}"
