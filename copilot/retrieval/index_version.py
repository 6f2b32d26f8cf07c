"""One index version: an immutable folder made from one state of the library by one embedder.

`library.json` (so that cards need not be parsed again), `passages.json` and `phrases.json` with their vectors, the word
indexes, Chroma's collection where it is wanted, and `manifest.json`, written last: a folder without it, or whose files
differ from it, is damaged and is never served.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter, ValidationError

from copilot.domain.evidence import Passage
from copilot.domain.library import PARTS, Library
from copilot.domain.noun import Noun
from copilot.retrieval.embedding import EmbedderUnavailable, Vectors
from copilot.retrieval.index import write_collection
from copilot.retrieval.lexical import WordIndex
from copilot.retrieval.passages import cut_library
from copilot.retrieval.vector_cache import Embedder, VectorCache

FORMAT = 1  # raised when the files of a version change their shape
Progress = Callable[[str, int, int], None]

_passages = TypeAdapter(tuple[Passage, ...])


class Phrase(Noun):
    """A short text by which a play, a signal, a practice or a persona is recognised."""

    subject: str  # id of the play, signal or practice, or slug of the persona
    kind: str  # name, mechanism, signal, path, give, ask, format, said, gesture; signal-words; cue, lookalike; owns
    text: str


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
    words: WordIndex
    subject_words: WordIndex  # one text a play, then a practice, of all its phrases
    subject_letters: WordIndex
    subject_bodies: WordIndex  # and of all its headings
    folder: Path | None = None

    def at(self, folder: Path) -> "IndexVersion":
        """Return this version as it stands in a folder."""
        return replace(self, folder=folder)


class DamagedIndex(Exception):
    """The folder is not what its manifest says."""


_phrases = TypeAdapter(tuple[Phrase, ...])


def list_phrases(library: Library) -> tuple[Phrase, ...]:
    """Return all phrases. Those of outlines too: every play is recognisable from the first day."""
    phrases: list[Phrase] = []
    for play in library.plays:
        parts = [getattr(play.fingerprint, part) for part in PARTS]
        phrases += _phrase_all(play.id, "name", (play.title, *play.aliases))
        phrases += _phrase_all(play.id, "mechanism", (f"{play.title}. {'. '.join(parts[:3])}.",))
        for part, text in zip(PARTS, parts, strict=True):
            phrases += _phrase_all(play.id, part, (text,))
        phrases += _phrase_all(play.id, "said", play.said_as)
        phrases += _phrase_all(play.id, "gesture", tuple(gesture.said for gesture in play.gestures))
    for heard in library.heard:
        if not {*heard.play_ids, *heard.name_only_ids} <= set(library.play_by_id):
            continue  # of a card that this library does not hold
        if len(heard.play_ids) == 1 and not heard.name_only_ids:
            phrases += _phrase_all(heard.play_ids[0], "heard", (heard.statement,))
        elif len(heard.name_only_ids) == 1 and not heard.play_ids:
            phrases += _phrase_all(heard.name_only_ids[0], "gesture", (heard.statement,))
    for signal in library.signals:
        timely = tuple(library.play_by_id[p].fingerprint.signal for p in signal.first if p in library.play_by_id)
        phrases += _phrase_all(signal.id, "signal-words", (signal.title, *signal.words, *timely))
    for labelled in library.signal_texts:
        if len(labelled.signals) == 1:
            phrases += _phrase_all(labelled.signals[0], "signal-words", (labelled.text,))
    for practice in library.practices:
        phrases += _phrase_all(practice.id, "name", (practice.title,))
        phrases += _phrase_all(practice.id, "cue", practice.cues)
        phrases += _phrase_all(practice.id, "lookalike", practice.lookalikes)
    known_practices = {practice.id for practice in library.practices}
    for told in library.practice_texts:
        if len(told.practices) == 1 and told.practices[0] in known_practices:
            phrases += _phrase_all(told.practices[0], "cue", (told.statement,))
    for persona in library.personas:
        phrases += _phrase_all(persona.slug, "owns", persona.owns)
    return tuple(phrases)


def _phrase_all(subject: str, kind: str, texts: Sequence[str]) -> list[Phrase]:
    return [Phrase(subject=subject, kind=kind, text=text) for text in texts]


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
        warning = f"Only words are compared, not meaning: {error}. Run 'make install' to mend it."
        passages = cut_library(library, lambda text: len(text.split()) * 4 // 3)
        embedder = None
    version = IndexVersion(
        library=library,
        embedder=embedder.name if embedder is not None else "none",
        passages=passages,
        phrases=phrases,
        vectors=vectors,
        phrase_vectors=phrase_vectors,
        words=WordIndex.build([text_to_embed(passage) for passage in passages]),
        subject_words=WordIndex.build(_subject_texts(library, phrases)),
        subject_letters=WordIndex.build(_subject_texts(library, phrases), "letters"),
        subject_bodies=WordIndex.build(_subject_bodies(library)),
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
    if version.vectors is not None and version.phrase_vectors is not None:
        np.save(folder / "vectors.npy", version.vectors)
        np.save(folder / "phrase-vectors.npy", version.phrase_vectors)
        if with_chroma:
            report = (lambda done, total: progress("Writing the index", done, total)) if progress else None
            write_collection(folder / "chroma", version.passages, version.vectors, report)
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
        words = WordIndex.load(folder / "words", len(passages))
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


def _subject_texts(library: Library, phrases: Sequence[Phrase]) -> list[str]:
    """One text a play and a practice, of everything by which it is recognised, for the comparison by words."""
    subjects = [play.id for play in library.plays] + [practice.id for practice in library.practices]
    texts: dict[str, list[str]] = {subject: [] for subject in subjects}
    for phrase in phrases:
        if phrase.subject in texts and phrase.kind not in ("gesture", "lookalike", "mechanism"):
            texts[phrase.subject].append(phrase.text)
    return [" ".join(words) for words in texts.values()]


def _subject_bodies(library: Library) -> list[str]:
    bodies = [" ".join(section.text for section in play.sections) for play in library.plays]
    return bodies + [f"{practice.title} {practice.reason}" for practice in library.practices]
