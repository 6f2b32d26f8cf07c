"""How a plays request is read: who the executive is, which signals hold, what stands in it word for word."""

import re
from datetime import date

from copilot.domain.drafts import DatedSignal
from copilot.domain.library import Library, Persona
from copilot.domain.noun import Noun
from copilot.domain.people import Executive
from copilot.domain.plays import PlaysRequest
from copilot.domain.readings import RequestReading, TextsToRead
from copilot.policies.signals import name_unread, settle_signals
from copilot.policies.titles import PersonaMatch, find_company, find_person, match_owner, match_persona
from copilot.ports import Reader

_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_ASKS_HOW = re.compile(r"^\s*(?:how|what|who|can|could|should|which|where)\b.*\?\s*$", re.IGNORECASE)


class ReadRequest(Noun):
    """A request as it was understood."""

    executive: Executive
    persona: Persona | None
    signals: tuple[DatedSignal, ...]
    reading: RequestReading
    notes: tuple[str, ...]
    as_of: date

    def given(self, request: PlaysRequest) -> tuple[str, ...]:
        """Return all text a person gave: what a draft may repeat without citing anything."""
        seller, executive = request.seller, self.executive
        parts = [request.question, *request.signals, *seller.knows, seller.name, seller.role]
        parts += [executive.name, executive.title, executive.company, executive.industry]
        parts += [self.persona.title, self.persona.slug] if self.persona else []
        parts += [_spell_out(signal.on) for signal in self.signals if signal.on]
        return tuple(part for part in parts if part)


def read_request(request: PlaysRequest, library: Library, reader: Reader, as_of: date) -> ReadRequest:
    """Return whom the request is about and which signals hold, with a note on everything that had to be assumed."""
    match = match_persona(request.executive, request.question, library)
    statements = tuple(dict.fromkeys([*request.seller.knows, *(answer.statement for answer in request.seller.answers)]))
    reading = reader.read(
        TextsToRead(
            statements=statements,
            signals=request.signals,
            asides=tuple(part for part in _SENTENCE.split(request.question) if not _ASKS_HOW.match(part)),
            title=match.title if match.slug is None else None,
            as_of=as_of,
        )
    )
    notes = []
    if match.slug is None and match.title:
        match = match_owner(match.title, reading.owners, library)
    if match.note:
        notes.append(match.note)
    elif match.slug is None:
        notes.append("You named no title, so the plays are chosen by the signal alone; say who it is for a better fit.")
    signals = settle_signals(reading.signals, {signal.id: signal.title for signal in library.signals})
    for text in name_unread(reading.signals, signals):
        notes.append(f"I could not tie '{text}' to a signal of the library, so it did not count.")
    persona = library.persona_by_slug.get(match.slug or "")
    return ReadRequest(
        executive=_fill(request, match),
        persona=persona,
        signals=signals,
        reading=reading,
        notes=tuple(notes),
        as_of=as_of,
    )


def _fill(request: PlaysRequest, match: PersonaMatch) -> Executive:
    """Return the executive with what the question names, where a field was left out."""
    executive = request.executive
    company = executive.company or find_company(request.question)
    return Executive(
        name=executive.name or find_person(request.question, company),
        title=executive.title or match.title,
        company=company,
        industry=executive.industry,
    )


def _spell_out(day: date) -> str:
    return f"{day.day} {day:%B} {day.year} {day.isoformat()}"
