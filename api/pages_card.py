"""A card as a page for a terminal: the lines in their order, then where the playbook seems to break and what else it could be."""

import textwrap
from collections.abc import Iterator
from typing import Any

from copilot.domain.card_tables import CardsRead, ColumnMapping
from copilot.domain.coaching import CardLine, CardReading, Diagnosis

WIDTH = 100
_LABEL, _VALUE = 16, 50  # columns in which an entry's text, and a line's value, begin


def show_card(reading: CardReading) -> str:
    """Return one card with its diagnosis."""
    day = f" · card as of {reading.as_of.day} {reading.as_of:%B %Y}" if reading.as_of else ""
    lines = [f"{reading.seller}{day} · the seller sees this page too"]
    lines += [_show_line(line) for line in reading.lines]
    lines += ["", *_show_diagnosis(reading.diagnosis)]
    if reading.missing:
        places = [str(line.place) for line in reading.lines if not line.known]
        lines.append(_entry("Unknown", f"lines {', '.join(places)}"))
    lines += [_entry("Note", warning) for warning in reading.warnings]
    return "\n".join(lines)


def show_mapping(mapping: ColumnMapping, target: str) -> str:
    """Return what was guessed, and what to do with it."""
    rows = [f"  {column.header[:44]:<46}{column.part}{_doubt(column.sureness)}" for column in mapping.columns]
    lines = [f"Written: {target}. Look it over, then: coach card FILE --mapping {target}", *rows]
    lines += [f"  {header[:44]:<46}left aside" for header in mapping.ignored]
    lines.append(f"Seller: {mapping.seller or 'no column'} · period: {mapping.period or 'no column'}")
    return "\n".join(lines)


def list_troubles(read: CardsRead, most: int) -> Iterator[str]:
    """Yield what in a file could not be used, the first few rows by their lines."""
    yield from read.warnings
    for row in read.bad_rows[:most]:
        yield str(row)[:1].upper() + str(row)[1:]
    if len(read.bad_rows) > most:
        yield f"... and {len(read.bad_rows) - most} more; --json lists them."
    if read.ignored_columns:
        yield f"Columns left aside: {', '.join(read.ignored_columns[:12])}."


def name_sellers(read: CardsRead) -> str:
    names = [each.seller for each in read.cards]
    return ", ".join([*names[:8], *(["and others"] if len(names) > 8 else [])])


def _show_line(line: CardLine) -> str:
    text = f"{line.place:>2} {line.title:<46} {line.shown}"
    told = [part for part in (line.trend_words, f'"{line.comment}"' if line.comment else "") if part]
    return _wrap(" · ".join([text, *told]), _VALUE)


def _show_diagnosis(found: Diagnosis) -> Iterator[str]:
    where = "" if found.step is None else f" (step {found.step})"
    yield _entry("Seems to stop" if found.step is not None else "Reading", f"{found.title}{where}: {found.hypothesis}")
    yield _entry("Two facts", "; ".join(found.facts) + ".")
    yield _entry("Or it may be", f"{found.rival_explanation} {found.separates}")
    yield _entry("To work on", found.focus + (f" Plays: {', '.join(found.play_ids)}." if found.play_ids else ""))
    if found.then is not None:
        yield _entry("Behind it", f"{found.then.title} (step {found.then.step}): {found.then.fact}. Leave it for later.")
    for note in found.notes:
        yield _entry("Easily misread", note)
    if found.skipped:
        named = "; ".join(f"{each.step} {each.title} ({each.why})" for each in found.skipped)
        yield _entry("Not read", named)


def _doubt(sureness: str) -> str:
    return "" if sureness == "sure" else "  (a guess: please look)"


def _entry(label: str, text: Any) -> str:
    return _wrap(f"{label:<{_LABEL}}{text}", _LABEL)


def _wrap(text: str, indent: int) -> str:
    return textwrap.fill(text, WIDTH, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False)
