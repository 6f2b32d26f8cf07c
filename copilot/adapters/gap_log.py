"""The record of gaps: one JSON line a gap in the data folder, only ever added to. No words, no names, no seller."""

import os
from collections import Counter
from pathlib import Path

from pydantic import ValidationError

from copilot.domain.gaps import Gap, GapCount
from copilot.errors import StoreUnavailable

_Kind = tuple[str | None, tuple[str, ...]]


class FileGapLog:
    """Implements the port GapLog on `gaps.jsonl`. Nothing is opened until a gap is noted or listed."""

    def __init__(self, home: Path) -> None:
        self._path = home / "gaps.jsonl"

    def note(self, gap: Gap) -> None:
        """Add a gap. Where the folder cannot be written the note is lost and nothing else: the answer goes out."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                # One write under O_APPEND stays one line however many processes add; a line torn by a crash is closed first.
                torn = b"" if _ends_clean(descriptor) else b"\n"
                os.write(descriptor, torn + gap.model_dump_json().encode() + b"\n")
            finally:
                os.close(descriptor)
        except OSError:
            return

    def list(self) -> tuple[GapCount, ...]:
        """Return the gaps by persona and signals, the most frequent first. Raises StoreUnavailable."""
        return _count(self._read()[0])

    def count_unread(self) -> int:
        """Return how many lines are damaged; they are skipped. Raises StoreUnavailable."""
        return self._read()[1]

    def _read(self) -> tuple[tuple[Gap, ...], int]:
        try:
            lines = self._path.read_bytes().splitlines()
        except FileNotFoundError:
            return (), 0
        except OSError as error:
            message = (
                f"The record of gaps {self._path} cannot be read ({error.strerror}); give yourself the right to, or move it away."
            )
            raise StoreUnavailable(message) from error
        gaps = []
        unread = 0
        for line in lines:
            if not line.strip():
                continue
            try:
                gaps.append(Gap.model_validate_json(line))
            except ValidationError:
                unread += 1
        return tuple(gaps), unread


def _count(gaps: tuple[Gap, ...]) -> tuple[GapCount, ...]:
    of_kind: dict[_Kind, list[Gap]] = {}
    for gap in gaps:
        of_kind.setdefault((gap.persona, tuple(sorted(set(gap.signals)))), []).append(gap)
    counts = [
        GapCount(
            persona=persona,
            signals=signals,
            count=len(its),
            reasons=dict(Counter(gap.reason for gap in its).most_common()),
            last=max(gap.on for gap in its),
        )
        for (persona, signals), its in of_kind.items()
    ]
    return tuple(sorted(counts, key=lambda count: (-count.count, count.persona or "", count.signals)))


def _ends_clean(descriptor: int) -> bool:
    size = os.fstat(descriptor).st_size
    return size == 0 or os.pread(descriptor, 1, size - 1) == b"\n"
