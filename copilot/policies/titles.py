"""Who the executive is: from a title, or from the question, to one of the library's personas.

A title on a card decides. A title that means several people is asked about. An unknown one falls back to the persona
that owns the problem, and the answer says so.
"""

import re
from collections.abc import Iterable, Sequence

from copilot.domain.library import Library, Persona
from copilot.domain.noun import Noun
from copilot.domain.people import Executive
from copilot.policies.names import fold

LEAST_OWNERSHIP = 0.35  # likeness of an unknown title to the problems a persona owns, below which nothing is guessed

_COMPANY = re.compile(
    r"\b(?:of|at|from|in|inside|with)\s+((?:the\s+)?[A-Z0-9][\w&.'\u2019-]*(?:\s+(?:[A-Z0-9&][\w&.'\u2019-]*|of|and|de|da|van|von|der|del|la))*)"
)
_PERSON = re.compile(r"\b([A-Z][a-z\u00c0-\u024f'\u2019-]+(?:\s+(?:[A-Z][\w\u00c0-\u024f'\u2019.-]+|van|von|de|der|al|bin))+)")


class PersonaMatch(Noun):
    """Whom a title was taken to be, and what to say about it."""

    slug: str | None
    title: str | None  # the words that were understood as a title
    note: str = ""


def match_persona(executive: Executive, question: str, library: Library) -> PersonaMatch:
    """Return the persona of a request by its title, else by a title in the question; an ambiguous title is named in the note."""
    text = executive.title or question
    known = {fold(title): p.slug for p in library.personas for title in (*p.titles, p.title)}
    unclear = {fold(title): p.slug for p in library.personas for title in p.ambiguous_titles}
    title, ambiguous = _longest_in(text, known), _longest_in(text, unclear)
    if ambiguous is not None and (title is None or len(ambiguous) > len(title)):
        return _say_ambiguous(ambiguous, library.persona_by_slug[unclear[ambiguous]], library)
    if title is not None:
        return PersonaMatch(slug=known[title], title=executive.title or title)
    return PersonaMatch(slug=None, title=executive.title)


def match_owner(title: str, owners: Sequence[tuple[str, float]], library: Library) -> PersonaMatch:
    """Return the persona that owns the problem an unknown title names, saying so, or none where nothing is near."""
    if owners and owners[0][1] >= LEAST_OWNERSHIP:
        persona = library.persona_by_slug[owners[0][0]]
        note = (
            f"I do not know the title '{title}'; I took the {persona.title}, who usually owns that problem. "
            "Say so if it is somebody else."
        )
        return PersonaMatch(slug=persona.slug, title=title, note=note)
    return PersonaMatch(
        slug=None, title=title, note=f"I do not know the title '{title}', so the plays are chosen by the signal alone."
    )


def find_company(question: str) -> str | None:
    """Return the company a question names: 'the CFO of Halden Foods' -> 'Halden Foods'."""
    found = _COMPANY.search(question)
    return found.group(1).rstrip(".,;:'\u2019") if found else None


def find_person(question: str, company: str | None) -> str | None:
    """Return the person a question names, where two or more capitalised words stand together that are not the company."""
    for found in _PERSON.finditer(question):
        name = found.group(1)
        if company and (name in company or company in name):
            continue
        if name.split()[0].lower() not in _NOT_NAMES and not any(word.lower() in _NOT_NAMES for word in name.split()):
            return name
    return None


_NOT_NAMES = {
    "how",
    "what",
    "who",
    "where",
    "when",
    "which",
    "the",
    "a",
    "an",
    "i",
    "we",
    "my",
    "our",
    "their",
    "new",
    "chief",
    "head",
    "vice",
    "group",
    "director",
    "officer",
    "can",
    "could",
    "should",
    "do",
    "does",
    "is",
    "are",
    "results",
    "annual",
    "vp",
    "svp",
    "ceo",
    "cfo",
    "cio",
    "cto",
    "ciso",
    "cmo",
    "chro",
    "coo",
    "cro",
    "cpo",
    "cdo",
    "gc",
}


def _longest_in(text: str, titles: Iterable[str]) -> str | None:
    """Return the longest title that stands in a text as whole words."""
    words = f" {fold(text)} "
    return max((title for title in titles if title and f" {title} " in words), key=len, default=None)


def _say_ambiguous(title: str, persona: Persona, library: Library) -> PersonaMatch:
    slugs = next(slugs for name, slugs in persona.ambiguous_titles.items() if fold(name) == title)
    chosen = library.persona_by_slug.get(slugs[0], persona)
    others = [library.persona_by_slug[s].title for s in slugs if s in library.persona_by_slug and s != chosen.slug]
    note = (
        f"'{title.upper()}' may be several people; I took the {chosen.title}. "
        f"Is it {' or '.join(others) or 'somebody else'} instead? Give the title in full."
    )
    return PersonaMatch(slug=chosen.slug, title=title, note=note)
