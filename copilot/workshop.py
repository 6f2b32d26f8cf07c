"""The owners' workshop: making the index, checking the library, measuring a search over any folder, people's labels."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from copilot.domain.evidence import FoundPassage
from copilot.domain.gaps import GapList
from copilot.domain.health import HealthReport, PartHealth
from copilot.domain.reports import IndexReport, LibraryReport
from copilot.label_desk import LabelDesk
from copilot.ports import GapLog, LibraryKeeper, LibraryWriter, Progress
from copilot.review_ports import Papers


class Workshop:
    """Made by `bootstrap.build_workshop`."""

    def __init__(
        self,
        keeper: LibraryKeeper,
        writer: LibraryWriter,
        gaps: GapLog,
        papers: Papers,
        examinations: Sequence[Callable[[], PartHealth]],
        labels: LabelDesk,
    ) -> None:
        self._keeper = keeper
        self._writer = writer
        self._gaps = gaps
        self._papers = papers
        self._examinations = examinations
        self._labels = labels

    @property
    def labels(self) -> LabelDesk:
        """Where people judge what the copilot said, and how far they go together."""
        return self._labels

    def build_index(self, progress: Progress | None = None) -> IndexReport:
        """Make the index anew, embedding only what changed, with Chroma's collection beside the exact one."""
        return self._keeper.build_index(progress)

    def check_library(self, folders: Sequence[Path] = ()) -> LibraryReport:
        """Read every card and return all findings at once."""
        return self._keeper.check(folders)

    def scaffold_play(self, play_id: str, title: str, folder: Path | None = None) -> Path:
        """Write the outline of a new card and return its path. Raises InvalidRequest where the id is taken or malformed."""
        return self._keeper.scaffold_play(folder, play_id, title)

    def list_gaps(self) -> GapList:
        """Return what the library could not answer, the most frequent first."""
        return GapList(gaps=self._gaps.list(), unread=self._gaps.count_unread())

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

    def examine(self) -> HealthReport:
        """Look at every part, one after the other; nothing is mended. Where a model is set it is asked for one tiny answer."""
        return HealthReport(parts=tuple(examination() for examination in self._examinations))

    def write_template(self, target: Path) -> int:
        """Write the template of the certification deck; return how many slides it has."""
        return self._papers.write_template(target)
