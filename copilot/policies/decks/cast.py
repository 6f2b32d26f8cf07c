"""The cast of a deck: the seller, the account, the buyer's people with their roles, and which of them is the executive.

A role is read where it stands beside a name: after it, before it, in the next cell of its row, in the next sentence.
"""

import re
from collections.abc import Iterable, Sequence

from copilot.domain.noun import Noun
from copilot.policies.dates import MONTH_OF, fold_letters
from copilot.policies.decks.lines import Line
from copilot.policies.decks.people import (
    BELOW,
    EXECUTIVE,
    FULL_NAME,
    HONOUR,
    NOT_A_NAME,
    UPPER,
    WORD,
    Person,
    is_name,
    make_person,
    role_in,
    words_of,
)

MOST_PEOPLE = 60  # named with a role; a map holds a dozen


_OURS = re.compile(
    rf"\b[Mm]y (?:colleague|teammate|manager|boss|predecessor),? (?P<name>{WORD})"
    rf"|\b[Oo]ur (?:colleague|SDR|BDR|engineer|CEO|CFO|VP),? (?P<other>{WORD})"
)


_KIND = (  # of firm, for a firm that is not named
    r"(?:carrier|bank|maker|insurer|retailer|company|group|firm|manufacturer|producer|provider|utility|airline|chain|client|customer"
    r"|account|prospect|player|enterprise|corporation|distributor|grocer|wholesaler|hospital|bank\w*|versicher\w*|unternehmen\w*"
    r"|konzern\w*|hersteller\w*|handler\w*|kunden?|banco|empresa|cadena|aseguradora|fabricante|cliente|banque|entreprise"
    r"|assureur|fabricant|distributeur|client|klient\w*|firm[aye])"
)
_SEGMENT = re.compile(  # 'Product at a leading bank': what stands before it is ours
    r"(?<!\w)(?:at|for|with|bei|fur|para|en|pour|chez|dla|w)\s+(?:an?|one|einer?|einem|eine|una?|une?)\s+(?:[\w&.-]+\s+){0,3}"
    + _KIND
    + r"(?:\s+(?:in|of|de|aus|im|d')\s.{1,40}|\s+de\s.{1,40})?\s*$"
)
_MAIL = re.compile(r"([\w.+-]{2,60})@([a-z0-9-]{4,40})\.")
_BETWEEN = re.compile(  # 'the VP after Labour Day', 'a supervisor in the Midwest': what follows is no name of theirs
    r"\s(?:after|before|with|in|on|and|or|above|for|by|until|from|about|nach|vor|mit|und|im|ab|despues|antes|con|en|apres|avant|avec"
    r"|dans|po|przed|w)(?:\s|$)"
)


class Cast(Noun):
    """The people of a deck, and the two firms."""

    account: str
    account_line: Line | None
    seller: tuple[str, ...]  # the seller's name and firm, as words, folded
    firm: tuple[str, ...]  # the seller's firm alone, as words, folded; empty where no slide names it
    people: tuple[Person, ...]
    executive_line: Line | None
    role_only: bool  # an executive's role is named, but nobody to fill it

    @property
    def executive(self) -> Person | None:
        return next((person for person in self.people if person.executive and person.name), None)

    @property
    def others(self) -> tuple[Person, ...]:
        return tuple(person for person in self.people if person != self.executive)

    def who_is_meant(self, text: str) -> tuple[Person, ...]:
        return tuple(person for person in self.people if person.is_meant_in(text))


def find_cast(lines: Sequence[Line], *, author: str | None, account: str | None) -> Cast:
    """Return who is in the deck, read from visible lines: the slides first, then the story."""
    slides, told = [line for line in lines if not line.told], [line for line in lines if line.told]
    seller = _find_seller(slides, author)
    seller = (*seller, *_find_colleagues(lines))
    people, first_line = _find_titled(slides, seller)
    more, told_line = _find_titled(told, seller)
    people = merge_people([*people[:MOST_PEOPLE], *more[:MOST_PEOPLE]])
    named, account_line = _find_account(slides, told, seller, account)
    drop = set(words_of(named))
    people = [p for p in people if not set(words_of(p.name)) <= drop]
    people = [p.model_copy(update={"aliases": tuple(a for a in p.aliases if a not in drop)}) for p in people]
    executives = [person for person in people if person.executive and person.name]
    role_only = not executives and any(EXECUTIVE.search(line.folded) for line in lines if line.about("title", "who", "hook"))
    return Cast(
        account=named,
        account_line=account_line,
        seller=seller,
        firm=_find_firm(slides, author),
        people=tuple(people),
        executive_line=(first_line or told_line) if executives else None,
        role_only=role_only,
    )


def _find_titled(lines: Sequence[Line], seller: tuple[str, ...]) -> tuple[list[Person], Line | None]:
    """Return the people whose role stands beside their name, and the first line that names an executive."""
    people: list[Person] = []
    first: Line | None = None
    for place, line in enumerate(lines):
        after = lines[place + 1].text if line.told and place + 1 < len(lines) else ""
        for found in FULL_NAME.finditer(line.text):
            name = _trim(found.group("name"), seller)
            start = line.text.find(name, found.start())  # a title in capitals may have stood before the name
            role = _role_beside(line, start, start + len(name), after) if name else ""
            if name and role:
                people.append(make_person(name, role, line.text))
                if first is None and people[-1].executive:
                    first = line
    return people, first


def _trim(name: str, seller: tuple[str, ...]) -> str:
    """Drop from a run of capitalised words those that are roles or labels; nothing where the seller is meant."""
    words = name.split()
    while words and (fold_letters(words[0]).strip(".") in NOT_A_NAME or fold_letters(words[0]) in MONTH_OF):
        words.pop(0)
    kept = " ".join(words)
    return kept if is_name(kept, seller) else ""


def _role_beside(line: Line, start: int, end: int, next_sentence: str) -> str:
    """Return the role that stands directly after a name, or directly before it."""
    if line.cells:
        cell = next((c for c in line.cells if line.text[start:end] in c), "")
        if re.search(r"\b(?:of|de|der|des|di|van|for)\s+$", line.text[:start]):
            return ""  # 'Head of Effluent Plant' names a plant
        rest = [c for c in line.cells if c != cell]
        beside = role_in(cell.replace(line.text[start:end], "")) or (role_in(rest[0]) if rest and cell == line.cells[0] else "")
        if beside:
            return _whole_role(rest[0]) if rest and beside in rest[0] else beside
    after = re.match(
        r"\s*(?:,|\(|[–—-]|:|/|'s|\bis\b|,?\s*(?:who is|who's|she's|he's|que es|die|der|ist)\b)+\s*(?:the|our"
        r"|their|an?|el|la|su|der|die|le|acting|new)?\s*(?P<role>[^.;|()\n]{2,60})",
        line.text[end:],
    )
    if after:
        role = after.group("role")
        found = EXECUTIVE.search(fold_letters(role)) or BELOW.search(fold_letters(role))
        if found and len(role[: found.start()].split()) <= 3:
            return _whole_role(role)
    before = re.search(r"(?P<role>(?:[\w'’.-]+\s*:?\s+){1,4})$", line.text[max(0, start - 90) : start])
    titles = list(EXECUTIVE.finditer(fold_letters(before.group("role")))) if before else []
    if before and titles:
        beside = before.group("role")[titles[-1].start() :].strip(" :")
        if titles[-1].end() >= len(before.group("role").rstrip()) - 14 and not re.search(r"\b(?:of|at|is|de|bei)$", beside):
            return "" if _BETWEEN.search(fold_letters(beside)) else beside
    pronoun = re.match(r"(?:She|He)(?:'s|’s| is) (?:the |an? )?(?P<role>[^.;,]{2,50})", next_sentence)
    if pronoun and line.text.rstrip(" .").endswith(line.text[start:end].rstrip(" .")):
        return role_in(pronoun.group("role")) and _whole_role(pronoun.group("role"))
    return ""


def _whole_role(text: str) -> str:
    """Return a role up to where the sentence goes on: 'Chief Medical Officer: cares about' -> 'Chief Medical Officer'."""
    return re.split(
        r"[:;,|]| (?:at|of the company|and member|and board|who|met|answers|owns|in the executive)\b", text, maxsplit=1
    )[0].strip()


def _find_seller(slides: Sequence[Line], author: str | None) -> tuple[str, ...]:
    """Return the words of the seller's name and firm: the author, else the name on the first slide beside no role."""
    known = set(words_of(author or ""))
    for line in (line for line in slides if line.about("title") and not line.heading):
        name, _, firm = line.text.partition(",")
        by = re.sub(r"^(?:by|von|por|par|seller|presented by|vendedor\w*)\b:?\s*", "", name, flags=re.IGNORECASE)
        words = words_of(by)
        ours = bool(known & set(words)) or (is_name(by) and firm and not role_in(firm))
        if ours and not role_in(firm):
            return tuple(dict.fromkeys([*sorted(known), *words, *(w for w in words_of(firm) if w not in NOT_A_NAME)]))
    return tuple(sorted(known))


def _find_firm(slides: Sequence[Line], author: str | None) -> tuple[str, ...]:
    """Return the words of the firm the seller names beside or below their own name on the first slide."""
    known = set(words_of(author or ""))
    for line in slides:
        mail = _MAIL.search(line.folded)
        if mail and known & set(words_of(mail.group(1))):
            return (mail.group(2),)
    title = [line for line in slides if line.about("title")]
    for place, line in enumerate(title):
        if not known or not known <= set(words_of(line.text)) or line.heading:
            continue
        rest = re.split(r"\s*[,|/–—(]\s*|\s-\s", line.text)
        beside = next((part for part in rest if not known & set(words_of(part))), "")
        below = title[place + 1].text if place + 1 < len(title) and not beside else beside
        in_title = set(words_of(title[0].text)) if title[0].heading else set()
        if (
            below
            and not role_in(below)
            and not re.search(r"\d", below)
            and (beside or names_a_segment(title[0].text) or not in_title)
        ):
            return tuple(word for word in words_of(below) if word not in NOT_A_NAME)
    return ()


def _find_colleagues(lines: Sequence[Line]) -> tuple[str, ...]:
    """'My colleague Annelore' is ours, whatever she says later."""
    named = [found.group("name") or found.group("other") for line in lines for found in _OURS.finditer(line.text)]
    return tuple(dict.fromkeys(word for name in named for word in words_of(name)))


def _find_account(
    slides: Sequence[Line], told: Sequence[Line], seller: Sequence[str], given: str | None
) -> tuple[str, Line | None]:
    """Return the account's name and where it stands: after a label, in the title, or after 'of' or 'at' beside a role."""
    for line in slides:
        label = re.match(r"\s*(?:account|cuenta|kunde|konto|klient|compte|client|customer)\s*:\s*(.+)", line.text, re.IGNORECASE)
        if label and re.search(rf"[{UPPER}]", label.group(1)):
            return _proper(re.split(r"[,;(]", label.group(1))[0], seller), line
    titles = [line for line in slides if line.about("title") and line.heading and not names_a_segment(line.text)]
    for line in titles:
        for part in re.split(r"[:–—|]|\s-\s", line.text):
            named = _proper(part, seller)
            if named and _is_firm(named, part, slides, told, given):
                return named, line
    for line in (*(s for s in slides if s.about("title", "who", "why")), *told):
        firm = re.search(
            rf"(?:account is|at|of|bei|von|en|de|chez|w)\s+(?:the\s+)?((?:{WORD}|&)(?:\s+(?:{WORD}|&|of|de|and)){{0,4}})",
            line.text,
        )
        if firm and ("account is" in line.folded or role_in(line.text) or "team at" in line.folded):
            named = _proper(firm.group(1), seller)
            if named:
                return named, line
    return (given, None) if given else ("", None)


def names_a_segment(text: str) -> bool:
    """Whether a title speaks of a kind of firm where it would name one."""
    return _SEGMENT.search(fold_letters(text)) is not None


def _is_firm(named: str, part: str, slides: Sequence[Line], told: Sequence[Line], given: str | None) -> bool:
    """A title's name is the account's if it comes again, or most of its words are capitals; a bare segment is not."""
    words = [word for word in words_of(named) if len(word) > 3]
    if given and set(words) & set(words_of(given)):
        return True
    again = sum(any(word in words_of(line.text) for word in words) for line in (*slides, *told))
    capital = sum(word[0].isupper() for word in part.split() if word[0].isalpha())
    return bool(words) and (again >= 2 or (capital >= 2 and capital >= len(part.split()) - 1))


def _proper(text: str, seller: Sequence[str]) -> str:
    """Return the run of capitalised words of a text, without the seller's firm, labels and what follows 'and'."""
    kept: list[str] = []
    for word in text.strip(" .,'\"").split():
        folded = fold_letters(word).strip(".,;()'\"")
        if word[0].isupper() or (word[0].isdigit() and kept):
            if folded in NOT_A_NAME and not kept:
                continue
            if folded in seller:
                break
            kept.append(word.strip(".,;()"))
        elif kept and folded in {"of", "de", "la", "&", "and", "y", "und", "et", "i"}:
            kept.append(word)
        elif kept:
            break
    while kept and not kept[-1][0].isupper() and not kept[-1][0].isdigit():
        kept.pop()
    return " ".join(kept)


def merge_people(people: Iterable[Person]) -> list[Person]:
    """Return each person once: 'K. Nowicka-Brzoza' and 'Katarzyna Nowicka-Brzoza' are one, and the fuller name stays."""
    merged: list[Person] = []
    for person in people:
        own = set(words_of(HONOUR.sub("", person.name)))
        same = next((p for p in merged if own & set(words_of(HONOUR.sub("", p.name)))), None)
        if same is None:
            merged.append(person)
            continue
        role = same if same.executive or not person.executive else person
        both = same.model_copy(
            update={
                "role": role.role,
                "executive": role.executive,
                "function": role.function,
                "aliases": tuple(dict.fromkeys((*same.aliases, *person.aliases))),
                "name": max(same.name, person.name, key=len),
            }
        )
        merged[merged.index(same)] = both
    return merged
