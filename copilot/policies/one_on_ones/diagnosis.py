"""Where the playbook seems to break: the tree read from the top, the first break wins, two facts, and what else it could be.

Pure, and the same for the same card. A guess about work, never about character; few events are said to be few.
"""

from collections.abc import Iterable

from copilot.domain.coaching import FIELDS, Card, Diagnosis, LaterBreak, Measures, SkippedStep
from copilot.domain.diagnosis_book import DiagnosisBook, StepWords
from copilot.policies.one_on_ones.card_evidence import NEWEST, Evidence, count_activity, parts_in
from copilot.policies.one_on_ones.card_lines import find_missing, title_of
from copilot.policies.one_on_ones.diagnosis_notes import find_notes
from copilot.policies.one_on_ones.diagnosis_signs import SIGNS, Verdict

MOST_NAMED = 6
FACTS = 2


def diagnose(card: Card, measures: Measures, book: DiagnosisBook) -> Diagnosis:
    """Return the first break of the tree, or that there is none, or that there is too little to tell."""
    evidence = Evidence(card, measures)
    missing = find_missing(card)
    few = count_activity(evidence, book.thresholds.fewest_events.value) < book.thresholds.fewest_events.value
    if len(missing) > book.thresholds.most_unknown.value:
        return _tell_data(evidence, book, missing, few)
    verdicts = {step: sign(evidence, book.thresholds) for step, sign in SIGNS.items()}
    broken = [step for step, verdict in verdicts.items() if verdict.state == "broken"]
    notes = find_notes(evidence, book)
    if few or not broken:
        tentative = few or any(verdict.state == "too_few" for verdict in verdicts.values())
        words = book.too_few if tentative else book.no_break
        skipped = _list_skipped(verdicts, book, len(SIGNS) + 1)
        return _tell(words, evidence, NEWEST, tentative, skipped=skipped, then=None, notes=notes)
    first = broken[0]
    return _tell(
        book.steps[first],
        evidence,
        verdicts[first].offsets,
        False,
        skipped=_list_skipped(verdicts, book, first),
        then=_find_later(broken[1:], verdicts, evidence, book),
        notes=notes,
        fallback=book.no_break.facts,
    )


def _tell(
    words: StepWords,
    evidence: Evidence,
    offsets: tuple[int, ...],
    too_few: bool,
    *,
    skipped: tuple[SkippedStep, ...],
    then: LaterBreak | None,
    notes: tuple[str, ...],
    fallback: tuple[str, ...] = (),
    own_facts: tuple[tuple[str, str], ...] = (),
) -> Diagnosis:
    facts = own_facts or choose_facts((*words.facts, *fallback), evidence, offsets)
    return Diagnosis(
        step=words.step,
        title=words.title,
        hypothesis=words.hypothesis,
        facts=tuple(text for _, text in facts),
        fact_fields=tuple(name for name, _ in facts),
        rival_explanation=words.rival,
        separates=words.separates,
        too_few_to_tell=too_few,
        skipped=skipped,
        then=then,
        focus=words.focus,
        play_ids=words.plays,
        guide=words.guide,
        notes=notes,
    )


def choose_facts(templates: Iterable[str], evidence: Evidence, offsets: tuple[int, ...]) -> tuple[tuple[str, str], ...]:
    """Return the first two facts, each with its field, whose numbers are all known; never two from one line."""
    chosen: dict[str, str] = {}
    for template in templates:
        name = parts_in(template)[0].partition(".")[0]
        text = evidence.render(template, offsets) if name not in chosen else None
        if text is not None:
            chosen[name] = text
        if len(chosen) == FACTS:
            break
    return tuple(chosen.items())


def _tell_data(evidence: Evidence, book: DiagnosisBook, missing: tuple[str, ...], few: bool) -> Diagnosis:
    """Step 0: what is unknown and what is known, by the names of the lines; and what the known lines would say."""
    known = [field for field in FIELDS if field not in missing]
    limits = book.thresholds
    verdicts = {step: sign(evidence, limits) for step, sign in SIGNS.items()}
    broken = [step for step, verdict in verdicts.items() if verdict.state == "broken"]
    facts = (
        ("card", f"Unknown on the card: {_name(missing)}"),
        ("card", f"Known: {_name(known)}" if known else "No line of the card is known"),
    )
    return _tell(
        book.steps[0],
        evidence,
        NEWEST,
        few,
        skipped=(),
        then=None if few else _find_later(broken, verdicts, evidence, book),
        notes=find_notes(evidence, book),
        own_facts=facts,
    )


def _find_later(broken: list[int], verdicts: dict[int, Verdict], evidence: Evidence, book: DiagnosisBook) -> LaterBreak | None:
    for step in broken:
        facts = choose_facts(book.steps[step].facts, evidence, verdicts[step].offsets)
        if facts:
            return LaterBreak(step=step, title=book.steps[step].title, fact=facts[0][1])
    return None


def _list_skipped(verdicts: dict[int, Verdict], book: DiagnosisBook, before: int) -> tuple[SkippedStep, ...]:
    return tuple(
        SkippedStep(step=step, title=book.steps[step].title, why=verdict.why)
        for step, verdict in verdicts.items()
        if step < before and verdict.state in ("too_few", "unreadable")
    )


def _name(fields: Iterable[str]) -> str:
    names = [title_of(field).lower().replace("c-level", "C-level") for field in fields]
    return ", ".join([*names[:MOST_NAMED], *(["and others"] if len(names) > MOST_NAMED else [])])
