"""The bytes that were handed in: files of the data folder under random names. What somebody called them is only a word."""

import hashlib
import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path

from copilot.domain.reviews import KeptUpload, UploadKind
from copilot.errors import StoreUnavailable, TooLarge, UnknownReview

MB = 1024 * 1024
MOST_NAME = 200  # characters of a file's name that are kept
UNKNOWN = "There is no such deck here; upload it again and use the deck_id of the answer."
_BROKEN_OFF = 24 * 3600  # seconds after which nobody is still sending
_PREFIX = {"deck": "dk", "story": "st"}

Record = Callable[[KeptUpload, str | None], None]


class UploadFolder:
    """`uploads/` in the data folder, for its owner alone."""

    def __init__(self, home: Path) -> None:
        self._folder = home / "uploads"

    def receive(self, most_bytes: int, record: Record) -> "ArrivingFile":
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._sweep()
        except OSError as error:
            raise StoreUnavailable(_explain(self._folder, error)) from error
        return ArrivingFile(self._folder, most_bytes, record)

    def _sweep(self) -> None:
        """Remove what broke off on its way in: a process was killed under it."""
        for path in self._folder.glob("*.part"):
            if time.time() - path.stat().st_mtime > _BROKEN_OFF:
                path.unlink(missing_ok=True)

    def read(self, upload_id: str) -> bytes:
        """Return the bytes of an upload. Raises UnknownReview where they are gone."""
        try:
            return (self._folder / upload_id).read_bytes()
        except FileNotFoundError as error:
            raise UnknownReview(UNKNOWN) from error
        except OSError as error:
            raise StoreUnavailable(_explain(self._folder, error)) from error

    def remove(self, upload_id: str) -> None:
        (self._folder / upload_id).unlink(missing_ok=True)


class ArrivingFile:
    """Implements the port Incoming: bytes go to a file of their own as they come, counted and hashed."""

    def __init__(self, folder: Path, most_bytes: int, record: Record) -> None:
        self._folder = folder
        self._most = most_bytes
        self._record = record
        self._size = 0
        self._hash = hashlib.sha256()
        self._path = folder / f"{secrets.token_hex(10)}.part"
        self._file = os.fdopen(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")

    def write(self, chunk: bytes) -> None:
        self._size += len(chunk)
        if self._size > self._most:
            self.discard()
            raise TooLarge(f"The file is larger than {self._most // MB} MB; compress its pictures, or leave out recordings.")
        self._hash.update(chunk)
        try:
            self._file.write(chunk)
        except OSError as error:
            self.discard()
            raise StoreUnavailable(_explain(self._folder, error)) from error

    def keep(self, kind: UploadKind, name: str, *, beside: str | None = None) -> KeptUpload:
        upload_id = f"{_PREFIX[kind]}-{secrets.token_hex(10)}"
        kept = KeptUpload(id=upload_id, kind=kind, name=_plain_name(name, kind), size=self._size, digest=self._hash.hexdigest())
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._record(kept, beside)  # first: bytes that no row knows could not be erased with their person
            self._path.rename(self._folder / upload_id)
        except OSError as error:
            self.discard()
            raise StoreUnavailable(_explain(self._folder, error)) from error
        except StoreUnavailable:
            self.discard()
            raise
        return kept

    def discard(self) -> None:
        self._file.close()
        self._path.unlink(missing_ok=True)


def _plain_name(name: str, kind: UploadKind) -> str:
    """Return a file's name without folders and control signs; it is shown and never used as a path."""
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(sign for sign in last if sign.isprintable()).strip()[-MOST_NAME:]
    return plain or ("deck.pptx" if kind == "deck" else "story.txt")


def _explain(folder: Path, error: OSError) -> str:
    return f"{folder} cannot be used ({error.strerror}); free some space or give yourself the right to, nothing was kept."
