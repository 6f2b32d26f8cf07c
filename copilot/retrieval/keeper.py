"""Keeps the library for its owners: makes its index, checks its cards, searches any folder for measurement."""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

import numpy as np

from copilot.domain.evidence import FoundPassage, Passage
from copilot.domain.library import Library
from copilot.domain.reports import IndexReport, LibraryReport
from copilot.errors import IndexUnreadable, InvalidRequest
from copilot.retrieval.card_quality import check_quality
from copilot.retrieval.diagnosis_file import check_diagnosis
from copilot.retrieval.embedding import EmbedderUnavailable
from copilot.retrieval.index_version import IndexVersion, Progress, text_to_embed
from copilot.retrieval.indexed_library import IndexedLibrary
from copilot.retrieval.lexical import WordIndex
from copilot.retrieval.library import read_and_check, read_library
from copilot.retrieval.new_card import scaffold_play
from copilot.retrieval.open_index import build_index
from copilot.retrieval.passages import split_text
from copilot.retrieval.question_bank_file import check_agendas, check_bank
from copilot.retrieval.rubric_file import check_rubrics
from copilot.retrieval.vector_cache import Embedder, VectorCache
from copilot.retrieval.wording_file import check_wordings
from copilot.settings import Settings


class CardKeeper:
    """Implements the port LibraryKeeper over the folders of the settings."""

    def __init__(self, settings: Settings, embedder: Embedder | None, today: Callable[[], date] = date.today) -> None:
        self._settings = settings
        self._today = today
        self._embedder = embedder

    def build_index(self, progress: Progress | None) -> IndexReport:
        opened = build_index(self._settings, self._embedder, with_chroma=True, progress=progress)
        version = opened.version
        if version.folder is None:  # whoever asked for an index gets one, or hears why not
            raise IndexUnreadable(opened.warnings[-1])
        return IndexReport(
            corpus_digest=version.library.digest,
            embedder=version.embedder,
            plays=len(version.library.plays),
            passages=len(version.passages),
            phrases=len(version.phrases),
            warnings=opened.warnings,
        )

    def read(self) -> Library:
        return read_library(self._settings.library_folders)

    def check(self, folders: Sequence[Path]) -> LibraryReport:
        wanted = folders or self._settings.library_folders
        library, findings = read_and_check(wanted)
        _, _, more = check_rubrics(wanted)
        _, diagnosis = check_diagnosis(wanted)
        _, wordings = check_wordings(wanted)
        _, bank = check_bank(wanted, library)
        _, agendas = check_agendas(wanted)
        return LibraryReport(
            plays=len(library.plays),
            outlines=sum(play.status == "outline" for play in library.plays),
            personas=len(library.personas),
            guides=len(library.guides),
            messages=len(library.messages),
            objections=len(library.objections),
            findings=(*findings, *more, *diagnosis, *bank, *agendas, *wordings),
            quality=tuple(check_quality(library, self._today())),
        )

    def scaffold_play(self, folder: Path | None, play_id: str, title: str) -> Path:
        folders = self._settings.library_folders
        return scaffold_play(folder or folders[-1], play_id, title, self._today(), others=folders)

    def search_folder(
        self, folder: Path, queries: Mapping[str, str], limit: int, progress: Progress | None
    ) -> dict[str, tuple[FoundPassage, ...]]:
        """Return the best documents a query, best first: a document counts by its best passage."""
        passages = tuple(self._read_documents(folder))
        if not passages:
            raise InvalidRequest(f"There is no Markdown or JSONL text in {folder}; name a folder that holds some.")
        texts = [text_to_embed(passage) for passage in passages]
        cache_file = self._settings.home / "vectors" / "folders.npz"
        cache = VectorCache.load(cache_file)
        vectors = None
        if self._embedder is not None:
            report = (lambda done, total: progress("Embedding the folder", done, total)) if progress else None
            with suppress(EmbedderUnavailable):  # then words alone are compared
                vectors = cache.embed(texts, self._embedder, report)
            with suppress(OSError):  # a folder that cannot be written means that it is embedded anew next time
                if cache.has_new:
                    cache.save(cache_file, texts)
        version = IndexVersion(
            library=Library(digest="folder", plays=()),
            embedder=self._embedder.name if self._embedder else "none",
            passages=passages,
            phrases=(),
            vectors=vectors,
            phrase_vectors=np.zeros((0, 1), dtype=np.float32),
            words=WordIndex.build(texts),
            subject_words=WordIndex.build([]),
            subject_letters=WordIndex.build([]),
            subject_bodies=WordIndex.build([]),
        )
        shelves = IndexedLibrary(version, self._embedder, dense_weight=self._settings.dense_weight, vector_search="exact")
        return {key: _find_documents(shelves, query, limit, len(passages)) for key, query in queries.items()}

    def _read_documents(self, folder: Path) -> list[Passage]:
        count = self._embedder.count_tokens if self._embedder else (lambda text: len(text.split()) * 4 // 3)
        passages = []
        for path in sorted(folder.rglob("*")):
            if path.suffix == ".md":
                documents = [(path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8", errors="replace"))]
            elif path.suffix == ".jsonl":
                documents = _read_jsonl(path)
            else:
                continue
            for name, text in documents:
                for number, piece in enumerate(split_text(text, count), 1):
                    passages.append(Passage(id=f"{name}#{number}", card_id=name, kind="document", title="", text=piece))
        return passages


def _read_jsonl(path: Path) -> list[tuple[str, str]]:
    documents = []
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            title = str(row.get("title") or "")
            documents.append((str(row.get("id") or row["_id"]), f"{title}. {row['text']}" if title else str(row["text"])))
        except (json.JSONDecodeError, KeyError, AttributeError, TypeError) as error:
            message = f'{path.name}:{number} is not {{"id", "text"}}; mend the line or leave the file out.'
            raise InvalidRequest(message) from error
    return documents


def _find_documents(shelves: IndexedLibrary, query: str, limit: int, most: int) -> tuple[FoundPassage, ...]:
    """Return the best documents; look further down where a few long ones fill the places."""
    asked = limit * 3
    while True:
        found = shelves.search(query, limit=asked)
        best: dict[str, FoundPassage] = {}
        for passage in found:
            name = passage.passage_id.rpartition("#")[0]
            best.setdefault(name, passage.model_copy(update={"passage_id": name}))
        if len(best) >= limit or len(found) < asked or asked >= most:
            return tuple(best.values())[:limit]
        asked *= 4
