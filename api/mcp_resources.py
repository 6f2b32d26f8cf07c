"""The library as resources: coach://plays and coach://personas are lists, coach://plays/F03 and coach://personas/cfo are cards.

A card is Markdown in the library's own words. Reading one never touches a seller's record.
"""

import re
from collections.abc import Iterable
from itertools import groupby
from urllib.parse import unquote

from mcp import types

from copilot.domain.library import Card, Persona, Play, Section
from copilot.errors import CallerError
from copilot.service import Copilot

MARKDOWN = "text/markdown"
PLAYS = "coach://plays"
PERSONAS = "coach://personas"
_ADDRESS = re.compile(r"coach://(?P<shelf>plays|personas)(?:/(?P<name>[^/?#]{1,400}))?")


def list_templates() -> list[types.ResourceTemplate]:
    """Return how the address of a card is made."""
    return [
        types.ResourceTemplate(
            name="play",
            title="A play",
            uri_template=f"{PLAYS}/{{name}}",
            description="One play, by id, title or alias: when to use it, steps, worked example, wording, pitfalls, evidence.",
            mime_type=MARKDOWN,
        ),
        types.ResourceTemplate(
            name="persona",
            title="An executive",
            uri_template=f"{PERSONAS}/{{name}}",
            description="One kind of executive, by id or short name such as 'cfo': what they care about, answer to and dislike.",
            mime_type=MARKDOWN,
        ),
    ]


def list_resources(copilot: Copilot) -> list[types.Resource]:
    """Return both lists and every card, in the order of the library."""
    lists = [
        _describe(PLAYS, "plays", "All plays", "Every play of the library with its id and what it gives the executive."),
        _describe(PERSONAS, "personas", "All executives", "Every kind of executive the library knows, with what they own."),
    ]
    plays = [_describe(f"{PLAYS}/{p.id}", p.id, p.title, f"Play {p.id}: {p.fingerprint.give}") for p in copilot.list_plays()]
    personas = [
        _describe(f"{PERSONAS}/{p.slug}", p.id, p.title, f"Executive {p.id}: owns {', '.join(p.owns[:3])}")
        for p in copilot.list_personas()
    ]
    return [*lists, *plays, *personas]


def read_resource(uri: str, copilot: Copilot) -> str | None:
    """Return the Markdown at an address, or nothing where there is none."""
    address = _ADDRESS.fullmatch(uri)
    if address is None:
        return None
    name = unquote(address["name"] or "")
    if address["shelf"] == "personas":
        return _read_persona(name, copilot)
    if not name:
        return _write_plays(copilot.list_plays())
    try:
        return _write_play(copilot.get_play(name))
    except CallerError:
        return None


def _read_persona(name: str, copilot: Copilot) -> str | None:
    personas = copilot.list_personas()
    if not name:
        rows = [f"- [{p.title}]({PERSONAS}/{p.slug}): {', '.join(p.owns[:3])}" for p in personas]
        return "\n".join(["# Executives", "", *rows]) + "\n"
    wanted = name.casefold()
    return next((_write_persona(p) for p in personas if wanted in (p.slug.casefold(), p.id.casefold())), None)


def _describe(uri: str, name: str, title: str, description: str) -> types.Resource:
    return types.Resource(uri=uri, name=name, title=title, description=description, mime_type=MARKDOWN)


def _write_plays(plays: Iterable[Play]) -> str:
    parts = ["# Plays"]
    for family, members in groupby(plays, key=lambda play: play.family):
        rows = [f"- [{p.id} {p.title}]({PLAYS}/{p.id}): {p.fingerprint.give}{_outline(p)}" for p in members]
        parts.append("\n".join([f"## {family.replace('-', ' ').capitalize()}", "", *rows]))
    return "\n\n".join(parts) + "\n"


def _outline(play: Play) -> str:
    return "" if play.status == "active" else " (an outline: recognised, not yet suggested)"


def _write_play(play: Play) -> str:
    facts = [
        f"- Evidence: grade {play.evidence.grade}. {play.evidence.note}",
        f"- Effort: {play.effort_minutes} minutes",
        f"- Sign that it works: {play.indicator}",
        *_also_called(play),
        f"- Executives: {', '.join(play.personas) or 'any'}. Signals: {', '.join(play.signals) or 'none needed'}",
        _kept_by(play),
    ]
    near = [f"- [{other}]({PLAYS}/{other}): {text}" for other, text in play.neighbours.items()]
    return _write_page(f"{play.id} {play.title}", facts, [*_write_sections(play.sections), *_write_list("Not the same as", near)])


def _write_persona(persona: Persona) -> str:
    facts = [
        f"- Titles: {', '.join(persona.titles)}",
        *_also_called(persona),
        f"- Owns: {', '.join(persona.owns)}",
        _kept_by(persona),
    ]
    plays = [f"- [{play_id}]({PLAYS}/{play_id})" for play_id in persona.plays]
    return _write_page(
        f"{persona.id} {persona.title}", facts, [*_write_sections(persona.sections), *_write_list("Plays that often fit", plays)]
    )


def _write_page(title: str, facts: Iterable[str], parts: Iterable[str]) -> str:
    return "\n\n".join([f"# {title}", "\n".join(facts), *parts]) + "\n"


def _write_sections(sections: Iterable[Section]) -> list[str]:
    return [f"## {section.heading}\n\n{section.text.strip()}" for section in sections]


def _write_list(heading: str, rows: list[str]) -> list[str]:
    return ["\n".join([f"## {heading}", "", *rows])] if rows else []


def _also_called(card: Card) -> list[str]:
    return [f"- Also called: {', '.join(card.aliases)}"] if card.aliases else []


def _kept_by(card: Card) -> str:
    return f"- Kept by {card.owner}, reviewed {card.reviewed.isoformat()}"
