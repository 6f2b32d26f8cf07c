"""Chroma, and nothing else: the vectors of one index version, written once and read by any number of processes."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from copilot.domain.evidence import Passage
from copilot.retrieval.embedding import Vectors

_COLLECTION = "passages"
_BATCH = 1000
Report = Callable[[int, int], None]


def write_collection(folder: Path, passages: Sequence[Passage], vectors: Vectors, report: Report | None = None) -> None:
    """Write a new collection. The folder must be empty: an index version is never changed, only replaced."""
    collection = _client(folder).create_collection(
        _COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine", "ef_search": 200}}
    )
    for start in range(0, len(passages), _BATCH):
        batch = passages[start : start + _BATCH]
        collection.add(
            ids=[str(start + offset) for offset in range(len(batch))],  # the place of the passage in the version
            embeddings=vectors[start : start + len(batch)],
            metadatas=[{"card_id": passage.card_id, "kind": passage.kind} for passage in batch],
        )
        if report is not None:
            report(start + len(batch), len(passages))


class ChromaVectors:
    """The nearest passages by Chroma's approximate search."""

    def __init__(self, folder: Path) -> None:
        self._collection = _client(folder).get_collection(_COLLECTION, embedding_function=None)

    def count(self) -> int:
        return int(self._collection.count())

    def nearest(
        self, vector: Vectors, limit: int, *, cards: frozenset[str] | None, kinds: frozenset[str] | None
    ) -> list[tuple[int, float]]:
        """Return places and cosine likeness of the nearest passages, best first."""
        found = self._collection.query(
            query_embeddings=[vector], n_results=limit, where=_where(cards, kinds), include=["distances"]
        )
        return [(int(place), 1.0 - float(far)) for place, far in zip(found["ids"][0], found["distances"][0], strict=True)]


def _where(cards: frozenset[str] | None, kinds: frozenset[str] | None) -> dict[str, Any] | None:
    clauses: list[dict[str, Any]] = []
    if cards is not None:
        clauses.append({"card_id": {"$in": sorted(cards)}})
    if kinds is not None:
        clauses.append({"kind": {"$in": sorted(kinds)}})
    if len(clauses) > 1:
        return {"$and": clauses}
    return clauses[0] if clauses else None


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
