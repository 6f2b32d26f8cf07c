"""The owners' workshop: making the index, checking the library, measuring a search over any folder."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from copilot.domain.evidence import FoundPassage
from copilot.domain.reports import IndexReport, LibraryReport
from copilot.ports import LibraryKeeper, Progress


class Workshop:
    """Made by `bootstrap.build_workshop`."""

    def __init__(self, keeper: LibraryKeeper) -> None:
        self._keeper = keeper

    def build_index(self, progress: Progress | None = None) -> IndexReport:
        """Make the index anew, embedding only what changed, with Chroma's collection beside the exact one."""
        return self._keeper.build_index(progress)

    def check_library(self, folders: Sequence[Path] = ()) -> LibraryReport:
        """Read every card and return all findings at once."""
        return self._keeper.check(folders)

    def search_folder(
        self, folder: Path, queries: Mapping[str, str], limit: int, progress: Progress | None = None
    ) -> dict[str, tuple[FoundPassage, ...]]:
        """Search any folder of Markdown or JSONL, so that the engine can be measured on public collections."""
        return self._keeper.search_folder(folder, queries, limit, progress)
