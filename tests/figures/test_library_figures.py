"""What the library holds, and whether cards that a reader could confuse say how they differ."""

import numpy as np

from copilot import Settings
from copilot.domain.library import Library
from copilot.retrieval.index_store import IndexStore
from copilot.retrieval.index_version import IndexVersion

NEAREST = 100
LEAST_WORDS = 300


def find_nearest_plays(version: IndexVersion) -> list[tuple[str, str]]:
    """Return the pairs of plays whose mean vectors lie nearest, nearest first."""
    assert version.vectors is not None
    rows: dict[str, list[int]] = {}
    for place, passage in enumerate(version.passages):
        if passage.kind == "play":
            rows.setdefault(passage.card_id, []).append(place)
    cards = list(rows)
    means = np.array([version.vectors[places].mean(axis=0) for places in rows.values()])
    means /= np.linalg.norm(means, axis=1, keepdims=True)
    left, right = np.triu_indices(len(cards), 1)
    order = np.argsort(-(means @ means.T)[left, right])[:NEAREST]
    return [(cards[left[place]], cards[right[place]]) for place in order]


def lacks_difference(library: Library, pair: tuple[str, str]) -> bool:
    one, other = (library.play_by_id[play_id] for play_id in pair)
    return other.id not in one.neighbours or one.id not in other.neighbours


def test_the_library_is_whole(settings: Settings, copilot: object, figures: list[str]) -> None:
    """121 plays with a body of their own, 12 personas, at least 24 guides, 16 objections."""
    library = IndexStore(settings.home).load().library
    words = {play.id: sum(len(section.text.split()) for section in play.sections) for play in library.plays}
    shortest = min(words, key=words.__getitem__)
    figures.append(
        f"Library: {len(library.plays)} plays, {len(library.personas)} personas, {len(library.guides)} guides, "
        f"{len(library.messages)} messages, {len(library.objections)} objections; the shortest play is {shortest} "
        f"with {words[shortest]} words"
    )
    assert (len(library.plays), len(library.personas), len(library.objections)) == (121, 12, 16)
    assert len(library.guides) >= 24
    assert all(play.status == "active" for play in library.plays)
    assert words[shortest] >= LEAST_WORDS


def test_cards_that_could_be_confused_point_at_each_other(settings: Settings, copilot: object, figures: list[str]) -> None:
    """Each of the nearest 100 pairs of plays says, on both cards, how the two differ."""
    version = IndexStore(settings.home).load()
    lacking = [pair for pair in find_nearest_plays(version) if lacks_difference(version.library, pair)]
    figures.append(f"Of the {NEAREST} nearest pairs of plays {len(lacking)} lack the difference: {lacking}")
    assert lacking == []
