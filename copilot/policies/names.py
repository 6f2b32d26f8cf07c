"""Which play a name stands for: by id, title or alias; case, punctuation and white space do not count."""

import unicodedata
from functools import lru_cache

from copilot.domain.library import Library, Play


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return a name as it is compared."""
    return " ".join("".join(char if char.isalnum() else " " for char in unicodedata.normalize("NFC", text).casefold()).split())


def find_play(name: str, library: Library) -> tuple[Play, ...]:
    """Return the play of a name; several where the name is listed as ambiguous; none where it is unknown."""
    wanted = fold(name)
    if name.strip().upper() in library.play_by_id:
        return (library.play_by_id[name.strip().upper()],)
    for entry in library.ambiguous:
        if fold(entry.name) == wanted:
            return tuple(library.play_by_id[play_id] for play_id in entry.candidates)
    return tuple(play for play in library.plays if wanted in {fold(n) for n in (play.title, *play.aliases)})


def find_named(statement: str, library: Library) -> tuple[Play, ...]:
    """Return the plays whose id, title or alias stands in a statement as whole words."""
    words = f" {fold(statement)} "
    return tuple(
        play
        for play in library.plays
        if any(f" {fold(name)} " in words for name in (play.id, play.title, *play.aliases) if fold(name))
    )
