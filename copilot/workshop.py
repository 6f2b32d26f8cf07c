"""The owners' workshop: making the index, checking the library, measuring a search over any folder."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from copilot.domain.evidence import FoundPassage
from copilot.domain.reports import IndexReport, LibraryReport
from copilot.ports import LibraryKeeper, LibraryWriter, Progress


class Workshop:
    """Made by `bootstrap.build_workshop`."""

    def __init__(self, keeper: LibraryKeeper, writer: LibraryWriter) -> None:
        self._keeper = keeper
        self._writer = writer

    def build_index(self, progress: Progress | None = None) -> IndexReport:
        """Make the index anew, embedding only what changed, with Chroma's collection beside the exact one."""
        return self._keeper.build_index(progress)

    def check_library(self, folders: Sequence[Path] = ()) -> LibraryReport:
        """Read every card and return all findings at once."""
        return self._keeper.check(folders)

    def export_library(self) -> dict[str, object]:
        """Return everything of the library as one document: ids, versions, relations (docs/library-json.md)."""
        return self._writer.export(self._keeper.read())

    def write_site(self, folder: Path) -> int:
        """Write the library as a site that works from any folder; return how many pages it has."""
        return self._writer.write_site(self._keeper.read(), folder)

    def search_folder(
        self, folder: Path, queries: Mapping[str, str], limit: int, progress: Progress | None = None
    ) -> dict[str, tuple[FoundPassage, ...]]:
        """Search any folder of Markdown or JSONL, so that the engine can be measured on public collections."""
        return self._keeper.search_folder(folder, queries, limit, progress)
