"""A table of cards as it is read: which column is what, the cards by seller, and the rows that need mending."""

from datetime import date
from typing import Literal

from pydantic import Field

from copilot.domain.amounts import DecimalSign
from copilot.domain.coaching import Card, Measures
from copilot.domain.noun import Noun

Sureness = Literal["sure", "likely"]


class MappedColumn(Noun):
    """One column and the part of the card it holds, such as `connects.made`; how sure the guess is."""

    header: str
    part: str
    sureness: Sureness = "sure"


class ColumnMapping(Noun):
    """Which column is what. Guessed by name at first, kept in a small file, confirmed by a person."""

    seller: str | None = None  # the header of the column with the seller's id or name
    period: str | None = None  # the header of the column with the week, month or day
    columns: tuple[MappedColumn, ...] = ()
    ignored: tuple[str, ...] = ()
    decimal: DecimalSign | None = None  # None: read from the file

    @property
    def guesses(self) -> tuple[MappedColumn, ...]:
        """The columns a person should look at."""
        return tuple(column for column in self.columns if column.sureness != "sure")


class BadRow(Noun):
    """Something in one row that could not be used: the line in the file, what is wrong, what to do."""

    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.what}; {self.remedy}"


class SellerCard(Noun):
    """The card of one seller, and the day of its newest period where the file says it."""

    seller: str
    card: Card
    measures: Measures = Measures()
    as_of: date | None = None


class CardsRead(Noun):
    """Everything a file held: the cards in the order of the file, what was left out, and how the columns were understood."""

    cards: tuple[SellerCard, ...]
    bad_rows: tuple[BadRow, ...] = ()
    ignored_columns: tuple[str, ...] = ()
    mapping: ColumnMapping | None = None  # None: not a table
    warnings: tuple[str, ...] = Field(default=())
