"""Which play a name stands for: by id, title or alias; case, punctuation and white space do not count."""

from copilot.domain.library import Library, Play


def fold(text: str) -> str:
    """Return a name as it is compared."""
    return " ".join("".join(char if char.isalnum() else " " for char in text.casefold()).split())


def find_play(name: str, library: Library) -> tuple[Play, ...]:
    """Return the play of a name; several where the name is listed as ambiguous; none where it is unknown."""
    wanted = fold(name)
    if name.strip().upper() in library.play_by_id:
        return (library.play_by_id[name.strip().upper()],)
    for entry in library.ambiguous:
        if fold(entry.name) == wanted:
            return tuple(library.play_by_id[play_id] for play_id in entry.candidates)
    return tuple(play for play in library.plays if wanted in {fold(n) for n in (play.title, *play.aliases)})
