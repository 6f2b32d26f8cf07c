"""One index version: an immutable folder made from one state of the library by one embedder.

`library.json` (so that cards need not be parsed again), `passages.json` and `phrases.json` with their vectors, the word
indexes, Chroma's collection where it is wanted, and `manifest.json`, written last: a folder without it, or whose files
differ from it, is damaged and is never served.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter, ValidationError

from copilot.domain.evidence import Passage
from copilot.domain.library import Library
from copilot.domain.noun import Noun
from copilot.retrieval.embedding import EmbedderUnavailable, Vectors
from copilot.retrieval.index import write_collection
from copilot.retrieval.lexical import WordIndex
from copilot.retrieval.passages import cut_library
from copilot.retrieval.phrases import Phrase, list_phrases, subject_bodies, subject_texts
from copilot.retrieval.search_rows import SearchRows, lay_rows
from copilot.retrieval.vector_cache import Embedder, VectorCache

FORMAT = 2  # raised when the files of a version change their shape
Progress = Callable[[str, int, int], None]

_passages = TypeAdapter(tuple[Passage, ...])


class Manifest(Noun):
    """What a version was made from, and what its files must look like."""

    format: int
    corpus_digest: str
    embedder: str
    passages: int
    phrases: int
    has_chroma: bool
    files: dict[str, str]  # name -> sha256


@dataclass(frozen=True)
class IndexVersion:
    """A version in memory. `vectors` is None where there was no embedder: then words alone are compared."""

    library: Library
    embedder: str
    passages: tuple[Passage, ...]
    phrases: tuple[Phrase, ...]
    vectors: Vectors | None
    phrase_vectors: Vectors | None
    words: WordIndex  # over the search rows
    subject_words: WordIndex  # one text a play, then a practice, of all its phrases
    subject_letters: WordIndex
    subject_bodies: WordIndex  # and of all its headings
    folder: Path | None = None

    @cached_property
    def rows(self) -> SearchRows:
        """What a query is compared with."""
        return _lay(self.passages, self.phrases)

    @cached_property
    def row_vectors(self) -> Vectors | None:
        """The vectors of the search rows, in their order."""
        if self.vectors is None or self.phrase_vectors is None:
            return None
        return np.concatenate([self.vectors, self.phrase_vectors[list(self.rows.phrases)]]) if self.rows.phrases else self.vectors

    def at(self, folder: Path) -> "IndexVersion":
        """Return this version as it stands in a folder."""
        return replace(self, folder=folder)


class DamagedIndex(Exception):
    """The folder is not what its manifest says."""


_phrases = TypeAdapter(tuple[Phrase, ...])


def make_version(
    library: Library, embedder: Embedder | None, cache: VectorCache, progress: Progress | None = None
) -> tuple[IndexVersion, str | None]:
    """Return a version in memory, and a warning where the embedder could not be used."""
    count = embedder.count_tokens if embedder is not None else (lambda text: len(text.split()) * 4 // 3)
    phrases = list_phrases(library)
    warning = None
    vectors = phrase_vectors = None
    passages: tuple[Passage, ...]
    try:
        passages = cut_library(library, count)
        if embedder is not None:
            texts = [text_to_embed(passage) for passage in passages] + [phrase.text for phrase in phrases]
            report = (lambda done, total: progress("Embedding the library", done, total)) if progress else None
            both = cache.embed(texts, embedder, report)
            vectors, phrase_vectors = both[: len(passages)], both[len(passages) :]
    except EmbedderUnavailable as error:
        warning = f"Only words are compared, not meaning: {error}."
        passages = cut_library(library, lambda text: len(text.split()) * 4 // 3)
        embedder = None
    version = IndexVersion(
        library=library,
        embedder=embedder.name if embedder is not None else "none",
        passages=passages,
        phrases=phrases,
        vectors=vectors,
        phrase_vectors=phrase_vectors,
        words=WordIndex.build(_row_texts(passages, phrases)),
        subject_words=WordIndex.build(subject_texts(library, phrases)),
        subject_letters=WordIndex.build(subject_texts(library, phrases), "letters"),
        subject_bodies=WordIndex.build(subject_bodies(library)),
    )
    return version, warning


def text_to_embed(passage: Passage) -> str:
    """Return what is compared for a passage: its place in the library, then its text."""
    return f"{passage.title}. {passage.text}"


def save_version(version: IndexVersion, folder: Path, *, with_chroma: bool, progress: Progress | None = None) -> None:
    """Write a version into a new folder, its manifest last."""
    folder.mkdir(parents=True)
    (folder / "library.json").write_text(version.library.model_dump_json(), encoding="utf-8")
    (folder / "passages.json").write_bytes(_passages.dump_json(version.passages))
    (folder / "phrases.json").write_bytes(_phrases.dump_json(version.phrases))
    version.words.save(folder / "words")
    version.subject_words.save(folder / "subject-words")
    version.subject_letters.save(folder / "subject-letters")
    version.subject_bodies.save(folder / "subject-bodies")
    if version.vectors is not None and version.phrase_vectors is not None and version.row_vectors is not None:
        np.save(folder / "vectors.npy", version.vectors)
        np.save(folder / "phrase-vectors.npy", version.phrase_vectors)
        if with_chroma:
            report = (lambda done, total: progress("Writing the index", done, total)) if progress else None
            rows = [version.passages[place] for place in version.rows.targets]
            write_collection(folder / "chroma", rows, version.row_vectors, report)
    manifest = Manifest(
        format=FORMAT,
        corpus_digest=version.library.digest,
        embedder=version.embedder,
        passages=len(version.passages),
        phrases=len(version.phrases),
        has_chroma=with_chroma and version.vectors is not None,
        files=_digests(folder),
    )
    (folder / "manifest.json").write_text(manifest.model_dump_json(indent=1), encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Raises DamagedIndex where there is none, or none that can be read."""
    try:
        return Manifest.model_validate_json((folder / "manifest.json").read_bytes())
    except (OSError, ValidationError) as error:
        raise DamagedIndex("its manifest is missing or cannot be read") from error


def load_version(folder: Path) -> IndexVersion:
    """Return a version from its folder. Raises DamagedIndex where a file differs from the manifest."""
    manifest = read_manifest(folder)
    if _digests(folder) != manifest.files:
        raise DamagedIndex("a file differs from its manifest")
    try:
        library = Library.model_validate_json((folder / "library.json").read_bytes())
        passages = _passages.validate_json((folder / "passages.json").read_bytes())
        phrases = _phrases.validate_json((folder / "phrases.json").read_bytes())
        has_vectors = (folder / "vectors.npy").exists()
        vectors = np.load(folder / "vectors.npy", allow_pickle=False) if has_vectors else None
        phrase_vectors = np.load(folder / "phrase-vectors.npy", allow_pickle=False) if has_vectors else None
        words = WordIndex.load(folder / "words", len(_lay(passages, phrases)))
        subjects = len(library.plays) + len(library.practices)
        subject_words = WordIndex.load(folder / "subject-words", subjects)
        subject_letters = WordIndex.load(folder / "subject-letters", subjects, "letters")
        subject_bodies = WordIndex.load(folder / "subject-bodies", subjects)
    except (OSError, ValueError, ValidationError, KeyError, json.JSONDecodeError) as error:
        raise DamagedIndex(f"it cannot be read ({type(error).__name__})") from error
    return IndexVersion(
        library=library,
        embedder=manifest.embedder,
        passages=passages,
        phrases=phrases,
        vectors=vectors,
        phrase_vectors=phrase_vectors,
        words=words,
        subject_words=subject_words,
        subject_letters=subject_letters,
        subject_bodies=subject_bodies,
        folder=folder,
    )


def _digests(folder: Path) -> dict[str, str]:
    """Digests of all files but the manifest and Chroma's own, which it touches when it opens them."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    names: Sequence[tuple[str, Path]] = [(path.relative_to(folder).as_posix(), path) for path in paths]
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in names
        if name != "manifest.json" and not name.startswith("chroma/")
    }


def _lay(passages: Sequence[Passage], phrases: Sequence[Phrase]) -> SearchRows:
    return lay_rows(passages, [(_card_of(phrase), phrase.kind) for phrase in phrases])


def _card_of(phrase: Phrase) -> str:
    return f"PE-{phrase.subject.upper()}" if phrase.kind == "owns" else phrase.subject


def _row_texts(passages: Sequence[Passage], phrases: Sequence[Phrase]) -> list[str]:
    rows = _lay(passages, phrases)
    return [text_to_embed(passage) for passage in passages] + [phrases[place].text for place in rows.phrases]
