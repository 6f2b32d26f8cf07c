"""The library as a folder of pages that open from a disk: no server, no network, the same bytes for the same library."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from copilot.adapters import site_words as words
from copilot.adapters.site_catalogue import Catalogue
from copilot.adapters.site_prose import Prose, as_plain, fill_slots, mark_slots, split_quotes
from copilot.adapters.site_search import first_sentence, write_search
from copilot.domain.library import Card, Library, Persona, Play

_HOME = Path(__file__).parent / "site"
_ASSETS = ("site.css", "site.js")
_LIST_OF_FILES = "files.txt"  # what the last writing made, so that the page of a card that is gone goes too
_NAVIGATION = (
    ("executives.html", "Executives"),
    ("signals.html", "Signals"),
    ("families.html", "Families"),
    ("tiers.html", "How well known"),
    ("guides.html", "Guides"),
    ("objections.html", "Objections"),
    ("messages.html", "Messages"),
)
_SECTIONS = {"plays": "families.html", "personas": "executives.html"}  # the others have a list of their own name
_TEMPLATES = {
    "plays": "play.html",
    "personas": "persona.html",
    "guides": "guide.html",
    "messages": "message.html",
    "objections": "objection.html",
}
_COPIED = {"message": "Message", "words": "Words"}  # headings whose quoted text somebody will want to paste
_LEADS = {
    "guides": ("Coaching guides", "what-it-is-for", "What to do in the talks between a manager and a seller, and what to leave."),
    "objections": ("Objections", "what-is-true-in-it", "Doubts as people say them. Each page begins with what is true in it."),
    "messages": (
        "Messages",
        "when-to-send",
        "Notes to adapt, for whoever has to hear something before, during and after launch.",
    ),
}


def write_site(library: Library, folder: Path) -> int:
    """Write the site into a folder and return how many pages it has. Pages of an earlier writing that are gone are removed.

    Files that this did not write are left alone.
    """
    pages = dict(render_pages(library))
    places = Catalogue(library).places
    files = pages | {name: (_HOME / name).read_text(encoding="utf-8") for name in _ASSETS}
    files["search-index.js"] = write_search(library, places)
    _remove_stale(folder, set(files))
    files[_LIST_OF_FILES] = "".join(f"{name}\n" for name in sorted(files))
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return len(pages)


def render_pages(library: Library) -> Iterator[tuple[str, str]]:
    """Yield the address of each page within the site, and its HTML."""
    catalogue = Catalogue(library)
    environment = _build_environment(catalogue)
    sources = [source.id for source in library.sources]
    top, below = (Prose(catalogue.places, sources, root) for root in ("", "../"))
    for address, template, values in _list_pages(catalogue, top):
        shared = {"prose": top, "root": "", "here": address, "section": ""}
        yield address, environment.get_template(template).render(shared | values)
    for folder, cards in catalogue.folders.items():
        for number, card in enumerate(cards):
            shared = {
                "prose": below,
                "root": "../",
                "here": catalogue.places[card.id][0],
                "section": _SECTIONS.get(folder, f"{folder}.html"),
                "before": cards[number - 1] if number else None,
                "after": cards[number + 1] if number + 1 < len(cards) else None,
            }
            values = _card_values(card, folder, catalogue, below)
            yield catalogue.places[card.id][0], environment.get_template(_TEMPLATES[folder]).render(shared | values)


def _list_pages(catalogue: Catalogue, prose: Prose) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for name in ("index", "executives", "signals", "families", "tiers", "sources", "names"):
        yield f"{name}.html", f"{name}.html", {}
    cited = prose.cited(*(f"[{', '.join(practice.sources)}]" for practice in catalogue.library.practices))
    yield "declined.html", "declined.html", {"cited": cited}
    groups = {
        "guides": [("", catalogue.library.guides)],
        "objections": [("", catalogue.library.objections)],
        "messages": catalogue.messages_by_audience,
    }
    for name, (heading, summary, lead) in _LEADS.items():
        values = {"heading": heading, "summary": summary, "lead": lead, "groups": groups[name]}
        if catalogue.folders[name]:
            yield f"{name}.html", "cards.html", values


def _card_values(card: Card, folder: str, catalogue: Catalogue, prose: Prose) -> dict[str, Any]:
    declared = card.evidence.sources if isinstance(card, Play) else getattr(card, "sources", ())
    values: dict[str, Any] = {
        "card": card,
        "copied": _COPIED if folder in ("messages", "objections") else {},
        "cited": prose.cited(f"[{', '.join(declared)}]", *(section.text for section in card.sections)),
        "above": _list_above(card, folder),
    }
    if isinstance(card, Persona):
        plays = catalogue.library.play_by_id
        made_for = next(made for persona, made in catalogue.executives if persona.id == card.id)
        values["usual"] = [plays[id] for id in card.plays if id in plays]
        values["others"] = [play.id for play in made_for if play.id not in card.plays and not play.is_basic]
    return values


def _list_above(card: Card, folder: str) -> tuple[str, str]:
    """Return the address and name of the list a card's page hangs under."""
    if isinstance(card, Play):
        return f"families.html#{card.family}", words.spoken(card.family)
    return ("executives.html", "By executive") if folder == "personas" else (f"{folder}.html", _LEADS[folder][0])


def _build_environment(catalogue: Catalogue) -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # only the site needs it, so nobody else waits for it

    environment = Environment(
        loader=FileSystemLoader(_HOME / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_catalogue_values(catalogue) | _words_values())
    return environment


def _catalogue_values(catalogue: Catalogue) -> dict[str, Any]:
    library = catalogue.library
    lists: Mapping[str, object] = {
        "guides.html": library.guides,
        "objections.html": library.objections,
        "messages.html": library.messages,
    }
    return {
        "library": library,
        "navigation": [(address, name) for address, name in _NAVIGATION if lists.get(address, True)],
        "places": catalogue.places,
        "executives": catalogue.executives,
        "for_anybody": catalogue.for_anybody,
        "families": catalogue.families,
        "by_tier": catalogue.by_tier,
        "signal_kinds": catalogue.signal_kinds,
        "plays_by_kind": catalogue.plays_by_kind,
        "messages": library.messages,
        "objections": library.objections,
        "plays_by_id": library.play_by_id,
        "personas_by_slug": library.persona_by_slug,
        "signals_by_id": library.signal_by_id,
        "sources_by_id": {source.id: source for source in library.sources},
    }


def _words_values() -> dict[str, Any]:
    return {
        "tiers": words.TIERS,
        "grades": words.GRADES,
        "stages": words.STAGES,
        "assets": words.ASSETS,
        "kinds": words.SIGNAL_KINDS,
        "lacks": words.LACKS,
        "reader_states": words.READER_STATES,
        "parts": words.PARTS,
        "limits": words.LIMITS,
        "spoken": words.spoken,
        "spoken_list": words.spoken_list,
        "duration": words.duration,
        "day": words.day,
        "count_of": words.count_of,
        "length_of": words.length_of,
        "short_title": words.short_title,
        "upper_first": words.upper_first,
        "lower_first": words.lower_first,
        "first_sentence": first_sentence,
        "as_plain": as_plain,
        "fill_slots": fill_slots,
        "mark_slots": mark_slots,
        "split_quotes": split_quotes,
    }


def _remove_stale(folder: Path, wanted: set[str]) -> None:
    """Remove the files of an earlier writing that this one does not write again."""
    written = folder / _LIST_OF_FILES
    if not written.exists():
        return
    home = folder.resolve()
    for name in written.read_text(encoding="utf-8").splitlines():
        path = (folder / name).resolve()
        if name not in wanted and path.is_relative_to(home) and path.is_file():
            path.unlink()
