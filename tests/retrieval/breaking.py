"""Ways to break a card or a list of the small library, and what must then be said about it."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

Break = Callable[[Path], None]


class Broken(NamedTuple):
    """One break. `beside` stands in the line that must be named; empty for the first line."""

    name: str
    breaks: Break
    file: str
    beside: str
    what: str
    remedy: str


def swap(file: str, old: str, new: str) -> Break:
    """Replace the first occurrence of a text in a file. Lone surrogates stand for bytes that are not UTF-8."""

    def swap_in(folder: Path) -> None:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} does not hold {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8", errors="surrogateescape")

    return swap_in


def append(file: str, text: str) -> Break:
    def append_to(folder: Path) -> None:
        path = folder / file
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")

    return append_to


def overwrite(file: str, text: str) -> Break:
    def overwrite_in(folder: Path) -> None:
        (folder / file).write_text(text, encoding="utf-8")

    return overwrite_in


def copy_to(file: str, other: str) -> Break:
    def copy_in(folder: Path) -> None:
        (folder / other).write_bytes((folder / file).read_bytes())

    return copy_in


def rename(file: str, other: str) -> Break:
    def rename_in(folder: Path) -> None:
        (folder / file).rename(folder / other)

    return rename_in


def line_of(path: Path, beside: str) -> int:
    """Return the number of the first line that holds a text, counted from 1."""
    lines = path.read_bytes().decode("utf-8", errors="replace").split("\n")
    return next(number for number, line in enumerate(lines, 1) if beside in line)
