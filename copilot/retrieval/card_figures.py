"""Figures and their sources: each figure about the world names where it is from, and some may appear nowhere."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from copilot.domain.findings import CardFinding
from copilot.domain.library import Card, Guide, Library, Message, Objection, Persona, Play, Section
from copilot.retrieval.card_prose import Said, list_said

# What is no claim about the world: an invented example, a step's own counts, words to adapt, the threshold of a test.
_NO_CLAIMS = {Play: {"steps", "worked-example", "wording"}, Guide: {"example"}, Objection: {"a-fair-test"}}
# In words to adapt, [CEO] is a slot to fill and not a source.
_SLOTS = {Play: {"wording"}, Message: {"message"}, Objection: {"words"}}
_CITATION = re.compile(r"\[([A-Z][A-Z0-9-]+(?:[,;]?\s+[A-Z][A-Z0-9-]+)*)\]")

_SMALL = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred"
_NUMBER = rf"(?:\d[\d.,]*|{_SMALL}|{_TENS})"
_MANY = (
    r"(?:executives|buyers|sellers|deciders|decision[- ]makers|leaders|managers|chiefs|C[A-Z]{1,3}Os|firms|companies|vendors|"
    r"respondents|customers|deals|meetings|calls|mails|emails|messages|videos|conversations|people|employees|boards|purchases)"
)
_COUNT = r"(?<![\d.,])(?!(?:19|20)\d\d\b)(?:\d{3,}|\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)? (?:thousand|million))"  # from 100 on; no year
_VERBS = r"(?:is|are|was|were|do|did|say|said|come|came|have|had|find|found|with|never|always|will|would|who|\w+ed)"
_OTHERS = r"(?: (?!your|our|their|my|his|her|these|those|them)[\w-]+){0,3}"
_FIGURES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\d\s?%|\bper ?cent\b",
        rf"\b(?:{_NUMBER}|several|many) times (?:as|more|less|fewer|higher|lower|better|faster|like?lier|the)\b",
        rf"\b(?:twice|half) as \w+ as\b|\b\d+(?:\.\d+)?x\b|\b{_NUMBER}-?fold\b",
        rf"\b(?:half (?:of|the|all)|(?:a|one|two)[- ]thirds? of|(?:a|one|three)[- ]quarters? of|a fifth of){_OTHERS} {_MANY}\b",
        rf"\b{_NUMBER} (?:in|of|out of) (?:every )?{_NUMBER}(?: of)?{_OTHERS} {_MANY}\b",
        rf"\b{_NUMBER}(?: {_MANY})? (?:in|out of) (?:every )?{_NUMBER}\b(?=[,.;:)]|$| {_VERBS}\b)",
        rf"{_COUNT}(?: [\w-]+){{0,2}} {_MANY}\b",
    )
)
_NAMES_WITH_FIGURES = re.compile(r"\bMission 100\s?%", re.IGNORECASE)  # the programme's name claims nothing
_PER_CENT = r"\s?(?:%|per ?cent)"


class _Folklore(NamedTuple):
    """A figure that circulates without an origin. All parts stand in one sentence or list item, in any order."""

    figure: str
    reason: str
    parts: tuple[re.Pattern[str], ...]


def _folklore(figure: str, reason: str, *parts: str) -> _Folklore:
    return _Folklore(figure, reason, tuple(re.compile(part, re.IGNORECASE) for part in parts))


_JOURNEY = "journey|buying process|purchase process|purchasing process|decision process"
_FOLKLORE = (
    _folklore(
        "70% of a budget in 100 days",
        "no origin of it could be found",
        rf"\b70{_PER_CENT}|seventy{_PER_CENT}|\bseven[- ](?:in|out of|tenths)",
        "budget|spend|spent",
        r"\b(?:100|(?:one |a )?hundred)[- ](?:day|days)\b",
    ),
    _folklore(
        "57% or 67% of the journey",
        "researchers themselves dispute it",
        rf"\b(?:57|67){_PER_CENT}|(?:fifty|sixty)-seven{_PER_CENT}|two[- ]thirds",
        _JOURNEY,
    ),
    _folklore(
        "57% prefer the phone",
        "it is known at second hand alone",
        rf"\b57{_PER_CENT}|fifty-seven{_PER_CENT}",
        r"\b(?:tele)?phone|\bcall(?:s|ed|ing)?\b",
    ),
    _folklore(
        "80% of sales need five follow-ups",
        "it is folklore without a study",
        rf"\b80{_PER_CENT}|eighty{_PER_CENT}|\b(?:eight in ten|four in five)\b",
        r"\b(?:five|5|fifth|5th)\b(?: \S+){0,2} (?:follow|touch|contact|call|attempt)|\bfollow[- ]?ups?\b.*\b(?:five|5)\b",
    ),
    _folklore("60,000 times", "it is folklore without a study", r"\b60[., ]?000 times|\b60k times|sixty thousand times"),
    _folklore(
        "87% forgotten",
        "it is folklore without a study",
        rf"\b87{_PER_CENT}|eighty-seven{_PER_CENT}",
        "forg[eo]t|retain|remember|training (?:is|was) (?:lost|gone|wasted)",
    ),
)
_BODY_FIELDS = {"sections", "fits", "steps", "wordings", "file"}


def check_figures(library: Library) -> Iterator[CardFinding]:
    """Return each figure without a source, each source that does not exist, each figure that may appear nowhere."""
    known = frozenset(source.id for source in library.sources)
    for card in library.cards:
        for section in card.sections:
            claims = section.slug not in _NO_CLAIMS.get(type(card), set())
            slots = section.slug in _SLOTS.get(type(card), set())
            for said in list_said(section):
                yield from _check_folklore(card.file, said)
                if not slots:
                    yield from _check_citations(card.file, said, known)
                if claims:
                    yield from _check_source(card, section, said)
        yield from _check_front_matter(card, known)
    yield from _check_lists(library)


def find_figure(text: str) -> str | None:
    """Return the first figure about the world in a sentence: a percentage, a multiple, a share or a count of people or firms."""
    plain = _NAMES_WITH_FIGURES.sub("Mission", text)
    found = [match for match in (pattern.search(plain) for pattern in _FIGURES) if match]
    if not found:
        return None
    first = min(found, key=lambda match: match.start())
    begin = plain.rfind(" ", 0, first.start()) + 1
    return plain[begin : first.end()].strip("([*\"'“")


def find_folklore(text: str) -> tuple[str, str] | None:
    """Return the figure that may appear nowhere, with the reason, if a sentence holds one."""
    found = (entry for entry in _FOLKLORE if all(part.search(text) for part in entry.parts))
    return next(((entry.figure, entry.reason) for entry in found), None)


def _check_source(card: Card, section: Section, said: Said) -> Iterator[CardFinding]:
    figure = find_figure(said.text)
    if figure is not None and not _CITATION.search(said.text):
        what = f"'{figure}' under '{section.heading}' has no source"
        remedy = "add its [SOURCE-ID] in the same sentence or bullet, or say it without a figure"
        yield CardFinding(file=card.file, line=said.line, what=what, remedy=remedy)


def _check_citations(file: str, said: Said, known: frozenset[str]) -> Iterator[CardFinding]:
    for inside in _CITATION.findall(said.text):
        for source in re.split(r"[,;]?\s+", inside):
            if source not in known:
                yield _no_source(file, said.line, source)


def _check_folklore(file: str, said: Said) -> Iterator[CardFinding]:
    found = find_folklore(said.text)
    if found is not None:
        figure, reason = found
        what = f"the figure '{figure}' may appear nowhere: {reason}"
        yield CardFinding(file=file, line=said.line, what=what, remedy="take it out, or say the point without a figure")


def _check_front_matter(card: Card, known: frozenset[str]) -> Iterator[CardFinding]:
    """Fields have no line of their own here, so a finding names the first."""
    for text in _texts_in(card.model_dump(exclude=_BODY_FIELDS)):
        yield from _check_folklore(card.file, Said(1, text))
    if isinstance(card, Play):
        yield from _check_citations(card.file, Said(1, card.evidence.note), known)  # its list is a matter of the schema
    elif isinstance(card, Persona | Guide | Message | Objection):
        for source in card.sources:
            if source not in known:
                yield _no_source(card.file, 1, source)


def _check_lists(library: Library) -> Iterator[CardFinding]:
    lists = (
        ("signals.yaml", library.signals),
        ("sources.yaml", library.sources),
        ("ambiguous.yaml", library.ambiguous),
        ("practices.yaml", library.practices),
    )
    for file, entries in lists:
        for entry in entries:
            for text in _texts_in(entry.model_dump()):
                yield from _check_folklore(file, Said(1, text))
    for practice in library.practices:
        for source in practice.sources:
            if source not in {entry.id for entry in library.sources}:
                yield _no_source("practices.yaml", 1, source)


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts_in(tuple(value.values()))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts_in(item)


def _no_source(file: str, line: int, source: str) -> CardFinding:
    return CardFinding(file=file, line=line, what=f"there is no source '{source}'", remedy="use an id of sources.yaml")
