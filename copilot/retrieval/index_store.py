"""Where index versions live: one folder each, and a pointer to the current one that is swapped in one step.

Any number of processes read; one at a time writes, under a lock. Old versions go once the pointer has left them.
"""

import os
import shutil
import tempfile
from pathlib import Path

from filelock import FileLock, Timeout

from copilot.errors import IndexUnreadable
from copilot.retrieval.index_version import (
    FORMAT,
    DamagedIndex,
    IndexVersion,
    Progress,
    load_version,
    read_manifest,
    save_version,
)

_POINTER = "current"
_LOCK_SECONDS = 120


class IndexStore:
    """The index versions in a data folder."""

    def __init__(self, home: Path) -> None:
        self._folder = home / "index"

    def trouble(self, *, corpus_digest: str, embedder: str, needs_chroma: bool) -> str | None:
        """Return why the current version cannot be served, in plain words, or None where it can."""
        folder = self._current()
        if folder is None:
            return "there is no index yet"
        try:
            manifest = read_manifest(folder)
        except DamagedIndex as error:
            return f"the index is damaged: {error}"
        if manifest.format != FORMAT:
            return "the index is of an older form"
        if manifest.corpus_digest != corpus_digest:
            return "the library has changed since the index was made"
        if manifest.embedder != embedder:
            return f"the index was made with the embedder {manifest.embedder}, and {embedder} is set now"
        if needs_chroma and not manifest.has_chroma:
            return "the index holds no Chroma collection"
        return None

    def load(self) -> IndexVersion:
        """Return the current version. Raises DamagedIndex."""
        folder = self._current()
        if folder is None:
            raise DamagedIndex("there is none")
        return load_version(folder)

    def publish(self, version: IndexVersion, *, with_chroma: bool, progress: Progress | None = None) -> Path:
        """Write a version and point to it. Raises OSError where the folder cannot be written, IndexUnreadable when locked."""
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self._folder / "lock", timeout=_LOCK_SECONDS):
                # a name of its own, since a version that is read by somebody is never written again
                folder = Path(tempfile.mkdtemp(prefix=f"{version.library.digest}-", dir=self._folder)) / "version"
                save_version(version, folder, with_chroma=with_chroma, progress=progress)
                old = self._current()
                partial = self._folder / f"{_POINTER}.partial"
                partial.write_text(folder.parent.name, encoding="utf-8")
                os.replace(partial, self._folder / _POINTER)
                self._remove_all_but(folder.parent, old.parent if old else None)
                return folder
        except Timeout as error:
            raise IndexUnreadable("Another process is writing the index; try again when it is done.") from error

    def _current(self) -> Path | None:
        try:
            name = (self._folder / _POINTER).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return None
        folder = self._folder / name / "version"
        return folder if name and Path(name).name == name and folder.is_dir() else None

    def _remove_all_but(self, *kept: Path | None) -> None:
        """Keep the new version and the one before it, which another process may still be reading."""
        for folder in self._folder.iterdir():
            if folder.is_dir() and folder not in kept:
                shutil.rmtree(folder, ignore_errors=True)
