"""What a query is compared with: every passage, and the signposts that lead to a card in people's own words.

A card speaks as a coach writes; a question speaks as a seller talks. The card's names, its mechanism and what sellers say who do
it are therefore compared too, and lead to the card's first telling passage. They are never shown or cited. Measured in
docs/decisions/0002-search.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from copilot.domain.evidence import Passage

_SIGNPOSTS = frozenset({"name", "mechanism", "signal", "path", "give", "said", "heard", "owns"})
_FIRST_TELLING = ("when", "responds-to", "what-it-is-for", "message", "facts")  # the heading a signpost leads to, by kind of card


@dataclass(frozen=True)
class SearchRows:
    """The passages first, then the signposts: `targets` gives the place of the passage that each row leads to."""

    targets: npt.NDArray[np.intp]
    phrases: tuple[int, ...]  # the places of the phrases that are signposts, in the order of their rows

    def __len__(self) -> int:
        return len(self.targets)

    def fold(self, scores: npt.NDArray[np.float32], passages: int) -> npt.NDArray[np.float32]:
        """Return one score a passage: the best of its own and of the signposts that lead to it."""
        best = np.zeros(passages, dtype=np.float32)
        np.maximum.at(best, self.targets, scores)
        return best


def lay_rows(passages: Sequence[Passage], phrases: Sequence[tuple[str, str]]) -> SearchRows:
    """Return the rows for passages and phrases, the latter as (card id, kind); a card without a passage has no signpost."""
    entrance: dict[str, int] = {}
    for place, passage in enumerate(passages):
        heading = passage.id.partition("#")[2].partition(".")[0]
        entrance.setdefault(passage.card_id, place)
        if heading in _FIRST_TELLING and not passage.id.endswith(tuple(f".{n}" for n in range(2, 10))):
            entrance[passage.card_id] = place
    chosen = [place for place, (card, kind) in enumerate(phrases) if kind in _SIGNPOSTS and card in entrance]
    targets = [*range(len(passages)), *(entrance[phrases[place][0]] for place in chosen)]
    return SearchRows(np.array(targets, dtype=np.intp), tuple(chosen))
