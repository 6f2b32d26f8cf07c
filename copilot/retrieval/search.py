"""Fusion of two ways to compare a query with texts: by meaning (vectors) and by words (BM25).

Each half is scaled to 0..1 over the union of both top 100 and the two are added by weight. Measured against reciprocal rank
fusion, which falls below BM25 alone where questions share words with the text: docs/decisions/0002-search.md.
"""

import numpy as np
import numpy.typing as npt

TOP = 100  # of each half; beyond it a text is out of the running
OUT = -2.0  # below any cosine: out of the running by meaning

Scores = npt.NDArray[np.float32]
Places = npt.NDArray[np.intp]


def fuse(dense: Scores | None, words: Scores, *, weight: float, allowed: npt.NDArray[np.bool_] | None = None) -> Scores:
    """Return one score a text: weight x meaning + (1 - weight) x words, 0 where a text is out of the running.

    `dense` is None where there is no embedder: then the words decide alone.
    """
    if allowed is not None:
        words = np.where(allowed, words, 0.0).astype(np.float32)
    if dense is None:
        return _scaled(words, np.flatnonzero(words > 0))
    floor = np.where(allowed, dense, OUT).astype(np.float32) if allowed is not None else dense
    union = np.union1d(top_places(floor, floor > OUT), top_places(words, words > 0))
    return weight * _scaled(floor, union) + (1.0 - weight) * _scaled(words, union)


def best(scores: Scores, limit: int) -> list[int]:
    """Return the places of the best scores above 0, best first; ties keep the order of the library."""
    order = np.argsort(-scores, kind="stable")[:limit]
    return [int(place) for place in order if scores[place] > 0]


def top_places(scores: Scores, eligible: npt.NDArray[np.bool_]) -> Places:
    """Return the places of the best hundred of those eligible, in no order."""
    places = np.flatnonzero(eligible)
    if len(places) <= TOP:
        return places
    return places[np.argpartition(-scores[places], TOP)[:TOP]]


def _scaled(scores: Scores, places: Places) -> Scores:
    scaled = np.zeros_like(scores, dtype=np.float32)
    if len(places) == 0:
        return scaled
    chosen = scores[places]
    low, high = float(chosen.min()), float(chosen.max())
    scaled[places] = (chosen - low) / (high - low) if high > low else (1.0 if high > 0 else 0.0)
    scaled[places] = np.maximum(scaled[places], 1e-6)  # the last of the running is still in it
    return scaled
