"""A question of the bank with this seller's facts and names in it, or nothing where a fact it rests on is unknown.

Every number comes from the card. Where periods were added up, the fact shows the parts and the question only the sum.
"""

import re
from collections.abc import Mapping, Sequence

from copilot.domain.one_on_one import QuestionsDraftRequest, StatedFact
from copilot.domain.question_bank import NAMES, BankQuestion, QuestionBank
from copilot.policies.one_on_ones.card_evidence import FLOWS, NEWEST, Evidence, parts_in
from copilot.policies.one_on_ones.card_lines import title_of

_NAME = re.compile(rf"\{{({'|'.join(NAMES)})(?:/([^}}]+))?\}}")
_WORD = re.compile(r"\{(\w+)(?:/([^{}]*(?:\{\w+\}[^{}]*)?))?\}")
_SUM = re.compile(r" \(\d[\d.,]*(?: \+ \d[\d.,]*)+\)")
_FIRST_LETTER = re.compile(r"(^|[.?!] )([a-z])")
MOST_NAMED = 4  # unknown lines a fact names
MOST_QUOTED = 140  # characters of a promise or a note that a question repeats


def names_of(request: QuestionsDraftRequest) -> dict[str, str | None]:
    """Return what the name slots of a template stand for; None where it was not given."""
    executive = request.executive.name or _with_article(request.executive.title)
    promise = next((each.text for each in request.commitments if each.is_open), None)
    return {
        "account": request.account,
        "executive": executive,
        "commitment": shorten(promise) if promise else None,
        "notes": shorten(request.notes[0]) if request.notes else None,
        "unknown": _name_lines(request.missing),
    }


def state_facts(bank: QuestionBank, request: QuestionsDraftRequest) -> tuple[StatedFact, ...]:
    """Return every fact of the bank that is known of this seller."""
    evidence = Evidence(request.card, request.measures)
    names = names_of(request)
    stated = []
    for key, template in bank.facts.items():
        text = _fill(template, evidence, names, choose_offsets(template, evidence, request.enough))
        if text is not None:
            stated.append(StatedFact(key=key, text=text))
    return tuple(stated)


def fill_question(question: BankQuestion, bank: QuestionBank, request: QuestionsDraftRequest) -> str | None:
    """Return the text of a question for this seller, or None where it cannot honestly be asked."""
    evidence = Evidence(request.card, request.measures)
    fact = bank.facts.get(question.fact or "", "")
    offsets = choose_offsets(fact or question.text, evidence, request.enough)
    if any(not evidence.sum(part, offsets) for part in question.some):
        return None
    if any(evidence.sum(part, offsets) != 0 for part in question.none):
        return None
    if question.fact and question.fact not in {stated.key for stated in request.facts}:
        return None
    text = _fill(question.text, evidence, names_of(request), offsets)
    return None if text is None else _FIRST_LETTER.sub(lambda found: found[1] + found[2].upper(), _SUM.sub("", text))


def fill_names(template: str, names: Mapping[str, str | None]) -> str | None:
    """Return a template with its name slots filled; None where one without a word to fall back on was not given."""
    lost = False

    def put(found: re.Match[str]) -> str:
        nonlocal lost
        said = names.get(found[1]) or found[2]
        lost = lost or said is None
        return said or ""

    filled = _NAME.sub(put, template)
    return None if lost else filled


def fill_words(template: str, names: Mapping[str, str | None]) -> str:
    """Return a line of an agenda with its slots filled; one that was not given and has no words to fall back on is left out."""
    filled = _WORD.sub(lambda found: names.get(found[1]) or found[2] or "", template)
    return _WORD.sub(lambda found: names.get(found[1]) or "", filled)


def choose_offsets(template: str, evidence: Evidence, enough: float) -> Sequence[int]:
    """Return the periods to go by: those of the first part that counts events, as the diagnosis chooses them."""
    flows = [part for part in parts_in(_NAME.sub("", template)) if part in FLOWS]
    return evidence.choose_periods(enough, flows[0], *flows[1:]) if flows else NEWEST


def slots_of(template: str) -> tuple[str, ...]:
    """Return the parts of the card that a template names."""
    return parts_in(_NAME.sub("", template))


def shorten(text: str) -> str:
    """Return a text as one line that a question can hold, cut at a word."""
    line = " ".join(text.replace('"', "'").replace("\u201c", "'").replace("\u201d", "'").split()).rstrip(".")
    if len(line) <= MOST_QUOTED:
        return line
    return line[:MOST_QUOTED].rsplit(" ", 1)[0] + " ..."


def _fill(template: str, evidence: Evidence, names: Mapping[str, str | None], offsets: Sequence[int]) -> str | None:
    """Names are put in last, so that nothing in them is read as a part of the card."""
    keys: list[str] = []

    def keep(found: re.Match[str]) -> str:
        keys.append(found.group())
        return f"\x00{len(keys) - 1}\x00"

    text = evidence.render(_NAME.sub(keep, template), offsets)
    if text is None:
        return None
    filled = [fill_names(key, names) for key in keys]
    if any(each is None for each in filled):
        return None
    return re.sub("\x00(\\d+)\x00", lambda found: filled[int(found[1])] or "", text)


def _name_lines(fields: Sequence[str]) -> str | None:
    """Return the first lines by their titles, as they stand inside a sentence; None where there are none."""
    titles = [title_of(field) for field in fields[:MOST_NAMED]]
    named = [title if title.startswith("C-") else title[0].lower() + title[1:] for title in titles]
    return ", ".join([*named, *(["and others"] if len(fields) > MOST_NAMED else [])]) or None


def _with_article(title: str | None) -> str | None:
    return f"the {title}" if title else None
