"""300 passages whose vectors lie in twelve clusters, and an embedder that places a query near one of them."""

from collections.abc import Sequence

import numpy as np

from copilot.domain.evidence import Passage
from copilot.domain.library import Library
from copilot.retrieval.embedding import Vectors
from copilot.retrieval.index_version import IndexVersion, text_to_embed
from copilot.retrieval.lexical import WordIndex

CLUSTERS, EACH, DIMENSIONS = 12, 25, 64
WORDS = ("pension", "harbour", "oven", "crane", "podcast", "margin", "board", "letter", "sheet", "audit")


class ClusterEmbedder:
    """Places 'query 7' near a cluster; the same text always at the same point."""

    name = "clusters"
    dimensions = DIMENSIONS

    def embed(self, texts: Sequence[str]) -> Vectors:
        return np.array([self._embed_one(int(text.split()[1])) for text in texts], dtype=np.float32)

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def _embed_one(self, number: int) -> Vectors:
        noise = np.random.default_rng(1000 + number).standard_normal(DIMENSIONS)
        return _unit(make_centres()[number % CLUSTERS] + 0.8 * noise)


def make_centres() -> Vectors:
    return np.random.default_rng(7).standard_normal((CLUSTERS, DIMENSIONS)).astype(np.float32)


def make_clustered_version() -> IndexVersion:
    """Return 60 cards of five passages each, of three kinds, with a few words of ten in each."""
    noise = np.random.default_rng(8).standard_normal((CLUSTERS * EACH, DIMENSIONS))
    vectors = np.array([_unit(row) for row in np.repeat(make_centres(), EACH, axis=0) + 0.6 * noise], dtype=np.float32)
    passages = tuple(_make_passage(place) for place in range(CLUSTERS * EACH))
    none = WordIndex.build([])
    return IndexVersion(
        library=Library(digest="clusters", plays=()),
        embedder=ClusterEmbedder.name,
        passages=passages,
        phrases=(),
        vectors=vectors,
        phrase_vectors=np.zeros((0, DIMENSIONS), dtype=np.float32),
        words=WordIndex.build([text_to_embed(passage) for passage in passages]),
        subject_words=none,
        subject_letters=none,
        subject_bodies=none,
    )


def _make_passage(place: int) -> Passage:
    card = f"P{place // 5:02}"
    kind = ("play", "persona", "guide")[place % 3]
    words = np.random.default_rng(2000 + place).choice(WORDS, 4)
    return Passage.model_validate(
        {"id": f"{card}#s{place % 5}", "card_id": card, "kind": kind, "title": f"Number {place}", "text": " ".join(words)}
    )


def _unit(vector: Vectors) -> Vectors:
    unit: Vectors = (vector / np.linalg.norm(vector)).astype(np.float32)
    return unit
