"""Writes the library for readers outside: one JSON document, or a static site."""

from pathlib import Path

from copilot.adapters.library_export import export_library
from copilot.adapters.library_site import write_site
from copilot.domain.library import Library


class SiteAndJson:
    """Implements the port LibraryWriter."""

    def export(self, library: Library) -> dict[str, object]:
        return export_library(library)

    def write_site(self, library: Library, folder: Path) -> int:
        return write_site(library, folder)
