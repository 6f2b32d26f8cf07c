"""Reads the pages of a written site as a browser would, as far as the promises need it."""

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

LOADING = {"src", "srcset", "data", "poster", "background", "action", "formaction", "manifest"}
VOID = {"meta", "link", "input", "br", "hr", "img", "base", "col", "source", "wbr"}


@dataclass
class Page:
    """What one page holds: its tags in order with their attributes, the text inside some of them, and unclosed tags."""

    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    text: dict[str, list[str]] = field(default_factory=dict)
    unbalanced: list[str] = field(default_factory=list)

    def all(self, *names: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.tags if tag in names]

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.tags if "id" in attributes]

    @property
    def loads(self) -> list[str]:
        """The addresses a browser would fetch by itself, or send a form to."""
        found = [value for _, attributes in self.tags for name, value in attributes.items() if name in LOADING]
        return [*found, *(link["href"] for link in self.all("link"))]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)
            self.page.text.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.page.unbalanced.append(tag)
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        for tag in set(self.open):
            self.page.text[tag][-1] += data


def read_page(html: str) -> Page:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.page.unbalanced += reader.open
    return reader.page


def read_site(folder: Path) -> dict[str, Page]:
    """Return every page of a site by its path within it."""
    return {
        path.relative_to(folder).as_posix(): read_page(path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*.html"))
    }


def read_index(folder: Path) -> dict[str, Any]:
    """Return the index that the search in the browser uses."""
    script = (folder / "search-index.js").read_text(encoding="utf-8")
    opening, closing = "window.libraryIndex = ", ";\n"
    assert script.startswith(opening)
    assert script.endswith(closing)
    index: dict[str, Any] = json.loads(script[len(opening) : -len(closing)])
    return index
