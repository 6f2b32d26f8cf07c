"""How the library, its index and its embedder are: looked at, never mended here."""

from pathlib import Path

from copilot.domain.health import PartHealth
from copilot.errors import LibraryError
from copilot.retrieval.embedding import EmbedderUnavailable
from copilot.retrieval.index_store import IndexStore
from copilot.retrieval.index_version import DamagedIndex
from copilot.retrieval.library import digest_of, read_library
from copilot.retrieval.question_ear import LearnedEar, digest_questions, load_ear
from copilot.retrieval.vector_cache import Embedder
from copilot.settings import Settings


def examine_library(settings: Settings) -> PartHealth:
    """Whether the cards can be read."""
    missing = [folder for folder in settings.library_folders if not Path(folder).is_dir()]
    if missing:
        return PartHealth(
            part="library",
            condition="broken",
            says=f"{missing[0]} is not a folder.",
            remedy="mend COACH_CORPUS or COACH_LIBRARY",
        )
    try:
        library = read_library(settings.library_folders)
    except LibraryError as error:
        return PartHealth(part="library", condition="broken", says=str(error), remedy="run 'coach check-corpus'")
    folders = len(settings.library_folders)
    says = f"{len(library.plays)} plays and {len(library.guides)} guides from {folders} folder{'s' if folders > 1 else ''}."
    return PartHealth(part="library", condition="ok", says=says)


def examine_embedder(settings: Settings, embedder: Embedder | None) -> PartHealth:
    """Whether a text can be embedded: one short one is."""
    if embedder is None and settings.embedder == "none":
        return PartHealth(
            part="embedder",
            condition="attention",
            says="Off by setting: only words are compared, not meaning.",
            remedy="unset COACH_EMBEDDER to compare meaning too",
        )
    if embedder is None:
        return PartHealth(
            part="embedder",
            condition="attention",
            says="Its weights are not installed: only words are compared, not meaning.",
            remedy="run 'make install'",
        )
    try:
        size = len(embedder.embed(["how are you"])[0])
    except EmbedderUnavailable as error:
        remedy = "check OPENAI_BASE_URL and COACH_EMBEDDING_MODEL" if settings.embedding_model else "run 'make install'"
        return PartHealth(part="embedder", condition="attention", says=f"Only words are compared: {error}.", remedy=remedy)
    return PartHealth(part="embedder", condition="ok", says=f"{embedder.name}, {size} dimensions.")


def examine_ear(folder: Path, ear: LearnedEar) -> PartHealth:
    """Whether the questions that are checked are heard too, by an ear fitted on the questions that lie there now."""
    if ear.trouble is not None:
        return PartHealth(
            part="ear for questions",
            condition="attention",
            says=f"Questions are checked by rules alone: {ear.trouble}.",
            remedy="run 'make fit', or 'make install' where the embedder is missing",
        )
    weights = load_ear(folder)
    if digest_questions(folder) not in ("", weights.questions):
        return PartHealth(
            part="ear for questions",
            condition="attention",
            says="Its labelled questions have changed since it was fitted.",
            remedy="run 'make fit'",
        )
    return PartHealth(part="ear for questions", condition="ok", says=f"Fitted on {weights.fitted_on} labelled questions.")


def examine_index(settings: Settings, embedder: Embedder | None) -> PartHealth:
    """Whether the index can be served as it is. One that cannot is made anew at the next question, so it is no failure."""
    store = IndexStore(settings.home)
    trouble = store.trouble(
        corpus_digest=digest_of(settings.library_folders),
        embedder=embedder.name if embedder is not None else "none",
        needs_chroma=settings.vector_search == "chroma" and embedder is not None,
    )
    if trouble is None:
        try:
            version = store.load()
        except DamagedIndex as error:
            trouble = f"the index is damaged: {error}"
        else:
            return PartHealth(part="index", condition="ok", says=f"{len(version.passages)} passages, as the library stands now.")
    return PartHealth(
        part="index",
        condition="attention",
        says=f"{trouble[0].upper()}{trouble[1:]}; the next question makes it anew.",
        remedy="run 'coach index' to have it made now",
    )
