"""How a thing is told gives it away: "so that he believes", "there is no study", "only if he comes" against "she said I may".

A statement about a declined practice and its decent look-alike share their objects, so likeness in meaning hardly tells them
apart; single words and pairs of words do. The model is linear over them, fitted by `manner_fit` and kept with the library.
"""

import math
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

from pydantic import ValidationError

from copilot.domain.noun import Noun
from copilot.errors import BadLibrary

MANNER_FILE = "detection/manner.json"
_WORD = re.compile(r"\w+(?:'\w+)?")
_FURTHEST = 12.0  # logits beyond this say nothing more


class Manner(Noun):
    """A linear model over words and pairs: how rare each is, and how much it speaks for a practice."""

    bias: float
    rarity: dict[str, float]
    weight: dict[str, float]

    def logit(self, statement: str) -> float:
        """Return how much the words speak for a declined practice; 0 is undecided, unknown words say nothing."""
        heard = {term: (1 + math.log(n)) * self.rarity[term] for term, n in count_terms(statement).items() if term in self.rarity}
        length = math.sqrt(sum(value * value for value in heard.values())) or 1.0
        told = self.bias + sum(value * self.weight[term] for term, value in heard.items()) / length
        return min(max(told, -_FURTHEST), _FURTHEST)


def count_terms(statement: str) -> Counter[str]:
    """Return the words and the pairs of neighbouring words of a statement, in small letters, with how often each stands there."""
    words = _WORD.findall(statement.replace("\u2019", "'").casefold())
    return Counter([*words, *(f"{first} {second}" for first, second in pairwise(words))])


def load_manner(folder: Path) -> Manner:
    """Return the model of a library. Raises BadLibrary where it cannot be read."""
    try:
        return Manner.model_validate_json((folder / MANNER_FILE).read_bytes())
    except (OSError, ValidationError) as error:
        raise BadLibrary(f"The detector's {folder / MANNER_FILE} cannot be read; restore it or run 'make fit'.") from error
