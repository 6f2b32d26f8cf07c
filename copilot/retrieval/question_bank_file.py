"""Reads the question bank and the shapes of a meeting: `questions/bank.yaml`, `coaching/agendas.yaml` -> checked nouns.

Every text is held to the rules of a mentor's question and every quotation to its guide, so that what the playbook asks is sound
before a manager ever sees it.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from copilot.domain.findings import CardFinding
from copilot.domain.library import Library
from copilot.domain.question_bank import (
    COMMITMENT,
    GIVING,
    SETS,
    STRETCHING,
    AgendaBook,
    BankQuestion,
    QuestionBank,
    QuestionSet,
)
from copilot.errors import BadLibrary
from copilot.policies.grounding import find_new_numbers, occurs
from copilot.policies.one_on_ones.card_evidence import PARTS
from copilot.policies.one_on_ones.question_fill import slots_of
from copilot.policies.one_on_ones.question_ground import needs_fact
from copilot.policies.questions.lint import check_question
from copilot.retrieval.yaml_noun import make_noun, read_yaml

BANK, AGENDAS = "questions/bank.yaml", "coaching/agendas.yaml"
_SLOT = re.compile(r"\{[^}]*\}")
_FALLBACK = re.compile(r"\{(\w+)/([^}]+)\}")
_COUNTED = re.compile(r"\{[\w.]+(?::([^}|]+)(?:\|([^}]+))?)?\}")


class QuestionFolders:
    """Implements the port QuestionShelf over the library's folders; each file is read once, when first asked for."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)

    @cached_property
    def bank(self) -> QuestionBank:
        bank, findings = check_bank(self._folders)
        if bank is None or findings:
            why = str(findings[0]) if findings else f"there is no {BANK}"
            raise BadLibrary(f"The question bank cannot be read: {why}. Run 'coach check-corpus'.")
        return bank

    @cached_property
    def agendas(self) -> AgendaBook:
        book, findings = check_agendas(self._folders)
        if book is None or findings:
            why = str(findings[0]) if findings else f"there is no {AGENDAS}"
            raise BadLibrary(f"The shapes of a meeting cannot be read: {why}. Run 'coach check-corpus'.")
        return book


def check_bank(folders: Sequence[Path], library: Library | None = None) -> tuple[QuestionBank | None, list[CardFinding]]:
    """Return the bank, where it could be made, and every finding. With a library its texts and quotations are checked too."""
    path = _newest(folders, BANK)
    if path is None:
        return None, []  # a folder of a company's own cards need not have one
    fields, lines, findings = read_yaml(path, BANK)
    if fields is None:
        return None, findings
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    bank, found = make_noun(QuestionBank, fields | {"digest": digest}, lines, BANK)
    findings += found
    if bank is not None:
        places = {
            question.id: f"sets.{i}.questions.{j}" for i, s in enumerate(bank.sets) for j, question in enumerate(s.questions)
        }
        for key, what, remedy in (*_check_keys(bank), *(_check_words(bank, library) if library is not None else ())):
            line = lines.get(places.get(key, key), 1)
            findings.append(CardFinding(file=BANK, line=line, what=f"{key}: {what}", remedy=remedy))
    return bank, findings


def check_agendas(folders: Sequence[Path]) -> tuple[AgendaBook | None, list[CardFinding]]:
    """Return the shapes of a meeting, where they could be read, and every finding."""
    path = _newest(folders, AGENDAS)
    if path is None:
        return None, []
    fields, lines, findings = read_yaml(path, AGENDAS)
    if fields is None:
        return None, findings
    book, found = make_noun(AgendaBook, fields, lines, AGENDAS)
    findings += found
    for place, shape in enumerate(book.shapes if book is not None else ()):
        total = sum(part.minutes for part in shape.parts)
        if total != shape.minutes:
            what = f"{shape.id} says {shape.minutes} minutes and its parts take {total}"
            line = lines.get(f"shapes.{place}.minutes", 1)
            findings.append(CardFinding(file=AGENDAS, line=line, what=what, remedy="make them agree"))
    return book, findings


def _newest(folders: Sequence[Path], name: str) -> Path | None:
    """Return the file of the last folder that has it: a company's own replaces ours."""
    return next((folder / name for folder in reversed(folders) if (folder / name).is_file()), None)


Fault = tuple[str, str, str]  # where, what, remedy


def _check_keys(bank: QuestionBank) -> Iterator[Fault]:
    ids = Counter(question.id for each in bank.sets for question in each.questions)
    yield from ((key, "the id stands here twice", "give each question its own") for key, count in ids.items() if count > 1)
    for place, each in enumerate(bank.sets):
        if each.when not in SETS:
            yield f"sets.{place}", f"there is no '{each.when}'", f"use one of {', '.join(SETS)}"
        for question in each.questions:
            yield from _check_question(question, bank)
    for key, template in bank.facts.items():
        unknown = [part for part in slots_of(template) if part not in PARTS]
        if unknown:
            yield f"facts.{key}", f"there is no part '{unknown[0]}' on the card", "use the names of docs/one-on-ones.md"


def _check_question(question: BankQuestion, bank: QuestionBank) -> Iterator[Fault]:
    if question.fact is not None and question.fact not in bank.facts:
        yield question.id, f"there is no fact '{question.fact}'", "name a key of facts"
    if question.quote not in bank.quotes:
        yield question.id, f"there is no quote '{question.quote}'", "name a key of quotes"
    of_fact = slots_of(bank.facts.get(question.fact or "", ""))
    for part in (*slots_of(question.text), *question.some, *question.none):
        if part not in PARTS:
            yield question.id, f"there is no part '{part}' on the card", "use the names of docs/one-on-ones.md"
        elif part not in of_fact and part in slots_of(question.text):
            yield question.id, f"the text tells '{part}' and its fact does not", "name the fact that holds it"
    for name, text in (("text", question.text), ("listen", question.listen), ("then", question.then)):
        number = find_new_numbers(_SLOT.sub("", text), "")
        if number:
            yield question.id, f"the number '{number[0]}' stands in {name}", "take it out; numbers come from the card"


def _check_words(bank: QuestionBank, library: Library) -> Iterator[Fault]:
    guides = {guide.id: guide for guide in library.guides}
    for key, quote in bank.quotes.items():
        guide = guides.get(quote.card)
        if guide is None:
            if guides:  # a library without guides is somebody's own plays
                yield f"quotes.{key}", f"there is no guide {quote.card}", "name a guide of the library"
        elif not any(occurs(quote.words, section.text) for section in guide.sections):
            yield f"quotes.{key}", f"the words do not stand in {quote.card}", "copy them word for word"
    for each in bank.sets:
        yield from _check_set(each)
        for question in each.questions:
            if question.fact is None and needs_fact(question.kind, question.text):
                yield question.id, f"a question of the kind {question.kind} rests on a fact", "name one, or begin with 'Suppose'"
            template = bank.facts.get(question.fact or "")
            facts = (_specimen(template),) if template else ()
            for asked in dict.fromkeys((_specimen(question.text), _specimen(question.text, named=True), question.then)):
                is_text = asked is not question.then
                checked = check_question(asked, (*facts, *_NAMES.values()) if is_text and facts else None)
                if is_text and checked.evidence_tied is False and not checked.findings:
                    yield question.id, f"its fact does not show in '{asked}'", "name the fact in its words"
                for finding in checked.findings:
                    if is_text or finding.rule in ("QR1", "QR2", "QR3", "QR4", "QR8", "QR9"):
                        yield question.id, f"{finding.rule}: {finding.why} '{asked}'", "word it as a mentor would"


def _check_set(each: QuestionSet) -> Iterator[Fault]:
    """A set that stands for a break has to make a whole meeting."""
    kinds = {question.kind for question in each.questions}
    if not (each.when.startswith("step-") or each.when in ("no-break", "too-few")):
        return
    for what, needed in (("stretches", STRETCHING), ("is about giving", GIVING), ("ends in a commitment", {COMMITMENT})):
        if not kinds & needed:
            yield f"sets.{each.when}", f"no question {what}", f"add one of {', '.join(sorted(needed))}"


def specimens_of(template: str) -> tuple[str, ...]:
    """Return a question of the bank as it may come to be asked: with names, and with the words that stand in for them."""
    return tuple(dict.fromkeys((_specimen(template), _specimen(template, named=True))))


def _specimen(template: str, *, named: bool = False) -> str:
    """Return a template as a manager might read it: a number in each slot, and names, or the words that stand in for them."""
    plain = _FALLBACK.sub(lambda found: f"{{{found[1]}}}" if named else found[2], template)
    for slot, words in _NAMES.items():
        plain = plain.replace(f"{{{slot}}}", words)
    return _COUNTED.sub(lambda found: "7" if found[1] is None else f"7 {found[2] or found[1] + 's'}", plain)


_NAMES: Mapping[str, str] = {
    "account": "Brandt Papers",
    "executive": "the COO",
    "commitment": "find who reads the report",
    "notes": "the deal was lost to a rival at board level",
    "unknown": "connects, plays run",
}
