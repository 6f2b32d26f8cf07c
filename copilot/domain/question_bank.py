"""What a mentor could ask, as the library holds it: questions with the fact each rests on, and the shapes of a meeting."""

from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints

from copilot.domain.noun import Noun

QuestionKind = Literal[
    "Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "Q7", "Q8", "Q9", "Q10",
    "Q11", "Q12", "Q13", "Q14", "Q15", "Q16", "Q17", "Q18", "Q19", "Q20",
]  # fmt: skip
KINDS: tuple[QuestionKind, ...] = get_args(QuestionKind)
STRETCHING = frozenset({"Q3", "Q4", "Q5", "Q6", "Q7"})
GIVING = frozenset({"Q8", "Q9"})
COMMITMENT: QuestionKind = "Q19"
NEED_NO_FACT = frozenset({"Q12", "Q18", "Q19", "Q20"})

Occasion = Literal["human-first", "after-loss", "low-will", "low-confidence", "good-numbers", "too-few", "ordinary"]
OWN_SETS = ("no-break", "too-few", "after-loss", "low-confidence", "low-will", "good-numbers", "human-first", "any")
SETS = (*(f"step-{step}" for step in range(14)), *OWN_SETS)
NAMES = ("account", "executive", "commitment", "notes", "unknown")

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=400)]


class BankQuote(Noun):
    """Words of a guide that a question rests on."""

    card: str
    words: Line


class BankQuestion(Noun):
    """A question as a template, with the fact behind it, what to listen for, what to ask then, and the guide that says so."""

    id: str = Field(pattern=r"^BQ\d{4}$")
    kind: QuestionKind
    text: Line
    fact: str | None = None  # a key of `facts`
    listen: Line
    then: Line
    quote: str  # a key of `quotes`
    some: tuple[str, ...] = ()  # parts of the card that must not be zero, or the question makes no sense
    none: tuple[str, ...] = ()  # parts that must be zero


class QuestionSet(Noun):
    """The questions for one break of the tree, or for one thing that is going on."""

    when: str
    about: Line  # what the questions turn on, as it stands inside a sentence
    questions: tuple[BankQuestion, ...] = Field(min_length=1)


class QuestionBank(Noun):
    facts: dict[str, Line]
    quotes: dict[str, BankQuote]
    sets: tuple[QuestionSet, ...]
    digest: str = ""

    def find_set(self, when: str) -> QuestionSet | None:
        return next((each for each in self.sets if each.when == when), None)


AgendaPartKind = Literal["hello", "card", "last", "questions", "play", "rehearse", "commitment", "coach", "person"]


class AgendaPart(Noun):
    """A stretch of the meeting. Slots: {seller}, {account}, {executive}, {play}, with or without "/words to fall back on"."""

    minutes: int = Field(ge=1, le=60)
    kind: AgendaPartKind
    item: Line


class AgendaShape(Noun):
    """A meeting of some length for some occasion; its minutes are the sum of its parts."""

    id: str
    title: Line
    minutes: int
    occasions: tuple[Occasion, ...] = ()  # none: the ordinary meeting of this length
    parts: tuple[AgendaPart, ...]


class AgendaBook(Noun):
    shapes: tuple[AgendaShape, ...]
