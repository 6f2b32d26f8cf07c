"""Settings and openings for tests of the index, over a small library and an embedder that counts."""

from pathlib import Path
from typing import Any

from copilot.retrieval.index_version import IndexVersion
from copilot.retrieval.indexed_library import IndexedLibrary
from copilot.retrieval.open_index import OpenedIndex, open_index
from copilot.retrieval.vector_cache import Embedder
from copilot.settings import Settings


def make_settings(home: Path, corpus: Path, **changes: Any) -> Settings:
    """Return settings that take nothing from the environment."""
    fields: dict[str, Any] = {"embedder": "auto", "library": "", "vector_search": "exact", "dense_weight": 0.5}
    return Settings(home=home, corpus=corpus, **(fields | changes))


def open_and_hear(settings: Settings, embedder: Embedder | None) -> tuple[OpenedIndex, list[str]]:
    """Open the index; return it with what was told meanwhile."""
    heard: list[str] = []
    return open_index(settings, embedder, tell=heard.append), heard


def search_ids(version: IndexVersion, embedder: Embedder | None, query: str, **options: Any) -> list[str]:
    """Return the ids of the three best passages by an exact scan."""
    shelves = IndexedLibrary(version, embedder, dense_weight=0.5, vector_search="exact")
    return [passage.passage_id for passage in shelves.search(query, limit=3, **options)]


def find_pointer(settings: Settings) -> Path:
    return settings.home / "index" / "current"


def find_version(settings: Settings) -> Path:
    """Return the folder of the current version."""
    return settings.home / "index" / find_pointer(settings).read_text(encoding="utf-8") / "version"


def flip_byte(path: Path) -> None:
    """Change one byte in the middle of a file."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
