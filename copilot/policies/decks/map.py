"""The map of people: who of the buyer's stands on it, with which stake, who is critical, and what is left blank."""

import re
from collections.abc import Iterable, Sequence

from copilot.domain.noun import Noun
from copilot.policies.dates import fold_letters
from copilot.policies.decks.cast import Cast
from copilot.policies.decks.lines import Line
from copilot.policies.decks.people import (
    Person,
    function_of,
    is_executive_role,
    is_level,
    is_name,
    make_person,
    role_in,
    words_of,
)
from copilot.policies.decks.words_of_substance import CRITIC, GAP
from copilot.policies.words import says, word_set

_TO_BE_NAMED = re.compile(
    r"to be (?:identified|developed|found|confirmed|named|met)|\btb[cdn]\b|por identificar|noch offen|a identifier|do ustalenia"
)
_EMPTY = re.compile(r"^[\s\-–—?.x]*$")
_HEADER = re.compile(
    r"^(?:person|people|name|role|title|stake|who|what|does what|wants?(?: / fears?)?|fears?|interest|date|touch|contact|met"
    r"|status|persona|cargo|interes|nombre"
    r"|rolle|interesse|nom|enjeu|osoba|rola|level|function|owns|cares about)?$"
)
_NEVER = re.compile(r"^(?:no|not (?:yet|met)|never|nein|noch nicht|non|pas encore|nie|nee|nej|no\s+\w+ yet)[.!]?$")
_PLURAL = re.compile(r"^(?:\w+\s+)?(?:two|three|several|some|dos|zwei|deux|dwa|dwie|\d+)\b")
_MATRIX_ROW = re.compile(
    r"^(?:executive|manager|user|crew|operator|board|c-level|director|senior|middle|ejecutivo|leitung|direction"
    r"|kierownic\w*|level \d|row \d)s?$"
)


_BEFORE_A_PLACE = word_set("in at of for the from im bei fur en de del du des dans a w na od di")


class Entry(Noun):
    """One person on the map, or one place left blank."""

    line: Line
    person: Person | None
    gap: bool = False
    stake: bool = False
    critic: bool = False
    words: str = ""


def read_map(lines: Sequence[Line], cast: Cast) -> tuple[Entry, ...]:
    """Return the entries of the slides that show who matters, tables first read by row, lists by line."""
    entries: list[Entry] = []
    header: dict[int, tuple[str, ...]] = {}
    begun: set[int | None] = set()  # slides of which a row was met
    for line in (line for line in lines if line.about("who") and not line.told and not line.heading):
        if line.cells:
            first = line.slide not in begun
            begun.add(line.slide)
            if line.slide not in header and (_is_header(line.cells, cast) or (first and _names_columns(line.cells, cast))):
                header[line.slide or 0] = line.cells
                continue
            entries += _of_row(line, header.get(line.slide or 0, ()), cast)
        elif line.about("value", "did", "title") and not re.match(r"\s*(?:people|who|met|personas|not met)", line.folded):
            continue
        else:
            entries += _of_text(line, cast)
    return tuple(entries)


def told_gaps(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the sentences of the story that name a function nobody has met."""
    return tuple(line for line in lines if line.told and says(GAP, line.text) and function_of(line.text))


def _is_header(cells: Sequence[str], cast: Cast) -> bool:
    plain = [fold_letters(cell) for cell in cells]
    known = sum(bool(_HEADER.match(cell)) for cell in plain)
    known += sum(cell.endswith("?") for cell in plain)
    functions = sum(bool(function_of(cell)) and len(cell.split()) <= 2 for cell in plain[1:])
    named = any(is_name(cell, cast.seller) and len(cell.split()) > 1 for cell in cells)
    return not named and (known >= len(cells) - 1 or (not plain[0].strip() and functions >= len(cells) - 1))


def _names_columns(cells: Sequence[str], cast: Cast) -> bool:
    """Whether a table's first row names what stands below: short words, nobody's name or role, nothing left empty."""
    rest = cells[1:]
    return (
        len(cells) > 2
        and not any(_EMPTY.match(cell) or len(cell.split()) > 3 or re.search(r"\d", cell) for cell in rest)
        and not any(cast.who_is_meant(cell) for cell in cells)
        and not role_in(cells[0])
        and (not cells[0].strip() or not function_of(cells[0]) or len(cells[0].split()) == 1)
    )


def _of_row(line: Line, header: tuple[str, ...], cast: Cast) -> Iterable[Entry]:
    first = fold_letters(line.cells[0]).strip()
    columns = [function_of(cell) for cell in header] if header and not fold_letters(header[0]).strip() else []
    if (columns and 2 * sum(map(bool, columns[1:])) >= len(columns) - 1) or _MATRIX_ROW.match(first):
        for place, cell in enumerate(line.cells[1:], 1):
            function = columns[place] if place < len(columns) else ""
            yield _entry(line, cell, function, cast, blank_counts=True)
        return
    rest = " | ".join(line.cells[1:])
    gap = any(says(GAP, cell) and len(cell.split()) <= 6 for cell in line.cells[1:])
    gap = gap or all(_EMPTY.match(cell) for cell in line.cells[1:])
    person = None if gap else _person_of(line.cells[0], rest, cast)
    gap = gap or any(_NEVER.match(fold_letters(cell)) for cell in line.cells[1:])  # somebody known, and not met
    told = [cell for cell in line.cells[1:] if len(cell.split()) >= 2 and not re.match(r"met\b", fold_letters(cell))]
    stake = bool(told and (len(line.cells) > 2 or role_in(line.cells[0]))) and person is not None
    yield Entry(
        line=line, person=person, gap=gap, stake=stake, critic=person is not None and says(CRITIC, rest), words=line.cells[0]
    )


def _of_text(line: Line, cast: Cast) -> Iterable[Entry]:
    """One person a line, or a list of several after a label: 'People: A (MD), clerk. Not met: accountant, transport'."""
    for part in _joined(re.split(r"(?<=[a-z)\]][a-z)\]])[.;]\s+", line.text), cast):
        label, colon, listed = part.partition(":")
        if colon and re.search(
            r"not met|no conoc|nicht|missing|gaps?|blank|unknown|pas (?:encore )?rencontr|nie pozn", fold_letters(label)
        ):
            yield from (Entry(line=line, person=None, gap=True, words=item.strip()) for item in listed.split(","))
        elif colon and re.match(r"\s*(?:people|who|met|personas|osoby|leute)\b", fold_letters(label)):
            yield from (_entry(line, item, "", cast) for item in listed.split(","))
        else:
            yield _entry(line, part, "", cast)


def _joined(parts: Sequence[str], cast: Cast) -> Iterable[str]:
    """Join what is said of a person with the person: 'Lorna, CFO. Signs it. Wants to sleep.' is one entry."""
    whole = ""
    for part in parts:
        names = bool(cast.who_is_meant(part)) or ":" in part or says(GAP, part) or bool(role_in(part))
        if whole and names:
            yield whole
            whole = ""
        whole = f"{whole}. {part}" if whole else part
    if whole:
        yield whole


def _entry(line: Line, text: str, function: str, cast: Cast, *, blank_counts: bool = False) -> Entry:
    bare = text.strip()
    if _EMPTY.match(bare):
        return Entry(line=line, person=None, gap=blank_counts and bare != "", words=bare)
    if says(GAP, bare) and not re.search(r"\bbut\b", bare):
        return Entry(line=line, person=None, gap=True, words=bare)
    if _TO_BE_NAMED.search(fold_letters(bare)):
        return Entry(line=line, person=None, words=bare)
    person = _person_of(re.sub(r"\([^)]*\)", "", bare) if not role_in(bare) else bare, bare, cast)
    if person is not None and function and not person.function:
        person = person.model_copy(update={"function": function})
    stake = person is not None and bool(
        re.search(r":\s*\S+|\b(?:wants|owns|cares|fears|needs|must|doesn't|does not|paid|answers|quiere|will|braucht)\b", bare)
    )
    return Entry(line=line, person=person, stake=stake, critic=person is not None and says(CRITIC, bare), words=bare)


def _person_of(who: str, whole: str, cast: Cast) -> Person | None:
    """Return the person of an entry: somebody known, else a new name with its role, else a role alone."""
    meant = cast.who_is_meant(who)
    if meant:
        return meant[0]
    ours, undated = (*cast.seller, *words_of(cast.account)), re.search(r"\d", who) is None
    for part in re.split(r"[,:(|–—]", who):
        words = part.split()
        for size in (3, 2, 1):
            for start in range(len(words) - size + 1):
                name = " ".join(words[start : start + size])
                after = fold_letters(words[start - 1]) if start else ""
                if size == 1 and after in _BEFORE_A_PLACE:
                    continue  # 'a supervisor in the Midwest'
                if is_name(name, ours, undated=undated) and (size > 1 or start > 0 or len(words) == 1):
                    return make_person(name, _role_of(name, whole))
    if _PLURAL.match(fold_letters(who)) or is_level(who):
        return None
    head = re.split(r"[,:|(]", who)[0].strip()
    if head and (role_in(head) or (function_of(head) and len(head.split()) <= 3)):
        known = next((person for person in cast.people if person.name and _same_role(person.role, head)), None)
        if known is not None:
            return known  # the role of somebody who was named before
        person = make_person("", head)
        return person.model_copy(update={"executive": is_executive_role(head)})
    return None


def _same_role(one: str, other: str) -> bool:
    words, others = set(words_of(one)), set(words_of(other))
    return len(words) >= 2 and words == others


def _role_of(name: str, whole: str) -> str:
    """Return the part of an entry that holds the role of a name: 'Ticket office manager, Stelios' -> the first part."""
    parts = [part.replace(name, "").strip(" ,:|") for part in re.split(r"[,:(|]", whole)]
    return next((part for part in parts if role_in(part)), None) or next((part for part in parts if function_of(part)), "")
