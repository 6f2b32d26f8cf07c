"""Opens the index, or makes it anew where it is missing, stale or damaged: a wrong index is never served."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from copilot.retrieval.index_store import IndexStore
from copilot.retrieval.index_version import DamagedIndex, IndexVersion, Progress, make_version, text_to_embed
from copilot.retrieval.indexed_library import EXACT_UP_TO
from copilot.retrieval.library import digest_of, read_library
from copilot.retrieval.vector_cache import Embedder, VectorCache
from copilot.settings import Settings

Tell = Callable[[str], None]


@dataclass(frozen=True)
class OpenedIndex:
    version: IndexVersion
    warnings: tuple[str, ...]


def open_index(
    settings: Settings, embedder: Embedder | None, *, progress: Progress | None = None, tell: Tell | None = None
) -> OpenedIndex:
    """Return the current index version; make it first where that is needed.

    Where the data folder cannot be written the index is made in memory, and a warning says so.
    """
    store = IndexStore(settings.home)
    name = embedder.name if embedder is not None else "none"
    digest = digest_of(settings.library_folders)
    trouble = store.trouble(
        corpus_digest=digest, embedder=name, needs_chroma=settings.vector_search == "chroma" and embedder is not None
    )
    if trouble is None:
        try:
            return OpenedIndex(store.load(), _missing_embedder(settings, embedder))
        except DamagedIndex as error:
            trouble = f"the index is damaged: {error}"
    if tell is not None:
        tell(f"Making the index, since {trouble}.")
    return build_index(settings, embedder, with_chroma=settings.vector_search == "chroma", progress=progress)


def build_index(
    settings: Settings, embedder: Embedder | None, *, with_chroma: bool, progress: Progress | None = None
) -> OpenedIndex:
    """Make a new index version and point to it. Raises BadLibrary or EmptyLibrary where the cards are not sound."""
    library = read_library(settings.library_folders)
    name = embedder.name if embedder is not None else "none"
    shipped, own = (folder / f"{name}.npz" for folder in settings.vector_folders)
    cache = VectorCache.load(shipped, own)
    version, warning = make_version(library, embedder, cache, progress)
    warnings = [*_missing_embedder(settings, embedder), *([warning] if warning else [])]
    try:
        if embedder is not None and cache.has_new:
            cache.save(own, texts_of(version))
        needs_chroma = with_chroma or len(version.rows) > EXACT_UP_TO
        folder = IndexStore(settings.home).publish(version, with_chroma=needs_chroma, progress=progress)
        version = version.at(folder)
    except OSError as error:
        warnings.append(
            f"The data folder {settings.home} cannot be written ({error.strerror or error}), so the index is kept in memory; "
            "free some space or set COACH_HOME to a folder of yours."
        )
    return OpenedIndex(version, tuple(warnings))


def texts_of(version: IndexVersion) -> Sequence[str]:
    """Return every text of a version that has a vector."""
    return [text_to_embed(passage) for passage in version.passages] + [phrase.text for phrase in version.phrases]


def _missing_embedder(settings: Settings, embedder: Embedder | None) -> tuple[str, ...]:
    if embedder is None and settings.embedder != "none":
        return ("Only words are compared, not meaning: the embedding weights are not installed. Run 'make install' to mend it.",)
    return ()
