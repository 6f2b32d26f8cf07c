"""The dates a line names, without a library: 4 May 2026, May 4, 2026-05-04, 4.5., 4 de mayo, the fourth of May, May 2026.

A date without a year is taken as the one nearest to the day of the review.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from copilot.domain.noun import Noun

_MONTHS = {  # the beginnings by which a month is known, in the languages sellers write
    1: "january januar janvier enero gennaio janeiro stycznia styczen januari jan ene sty gen",
    2: "february februar fevrier febrero febbraio fevereiro lutego luty februari feb fev lut",
    3: "march marz maerz mars marzo março marca marzec maart mar mrz",
    4: "april avril abril aprile kwietnia kwiecien apr abr kwi avr",
    5: "may mai mayo maggio maio maja maj mei",
    6: "june juni juin junio giugno junho czerwca czerwiec jun cze",
    7: "july juli juillet julio luglio julho lipca lipiec jul lip juil",
    8: "august aout agosto sierpnia sierpien augustus augusti aug ago sie",
    9: "september septembre septiembre settembre setembro wrzesnia wrzesien sept sep wrz",
    10: "october oktober octobre octubre ottobre outubro pazdziernika pazdziernik oct okt paz",
    11: "november novembre noviembre novembro listopada listopad nov lis",
    12: "december dezember decembre diciembre dicembre dezembro grudnia grudzien desember dec dic dez des gru",
}
MONTH_OF = {name: number for number, names in _MONTHS.items() for name in names.split()}
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "twenty-first",
    "twenty-second",
    "twenty-third",
    "twenty-fourth",
    "twenty-fifth",
    "twenty-sixth",
    "twenty-seventh",
    "twenty-eighth",
    "twenty-ninth",
    "thirtieth",
    "thirty-first",
]
_SPANISH = [
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciseis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidos",
    "veintitres",
    "veinticuatro",
    "veinticinco",
    "veintiseis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
    "treinta",
    "treinta-y-uno",
]
_SPELT = {word: number for number, word in enumerate(_ORDINALS, 1)} | {word: number for number, word in enumerate(_SPANISH, 1)}
_SPELT |= {word.replace("-", ""): number for word, number in list(_SPELT.items())} | {"primero": 1}

_MONTH = "(?P<month>" + "|".join(sorted(MONTH_OF, key=len, reverse=True)) + r")\b\.?"
_DAY = "(?P<day>" + "|".join(sorted(_SPELT, key=len, reverse=True)) + r"|\d{1,2}(?:st|nd|rd|th|er|º|ª|\.)?)"
_YEAR = r"(?:,?\s+(?:de\s+|del\s+)?(?P<year>20\d\d)\b)?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"\b(?P<year>20\d\d)-(?P<number>\d\d)-(?P<day>\d\d)\b",
        r"(?<![\d.,/])(?P<day>\d{1,2})(?P<mark>[./-])(?P<number>\d{1,2})(?P=mark)(?P<year>20\d\d|\d\d)\b",
        r"(?:^|\b(?:am|vom|bis|den|der|ab|on|by|dnia|do|od|le|til|op|il)\s+|[(|→>;,–-]\s*|[a-z]{2},?\s+(?=\d{1,2}\.\d{1,2}\.(?:$|[\s,:;)|])))"
        r"(?P<day>\d{1,2})\.\s?(?P<number>\d{1,2})\.(?=$|[\s,:;)|])",
        r"(?:^|(?<=[(|;,>\u2192\u2013\u2014-]\s)|\b(?:on|by|from|until|since|till|am|le|el)\s+)(?!24/7)(?P<day>\d{1,2})(?P<mark>/)(?P<number>\d{1,2})(?![\d/%])",
        rf"(?<![\w.,]){_DAY}\s+(?:of\s+|de\s+|do\s+)?{_MONTH}{_YEAR}",
        rf"\b{_MONTH}\s+(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s?%|[.,]?\d){_YEAR}",
    )
)
_WEEK = re.compile(r"\b(?:kw|cw|kalenderwoche|calendar week)\s?(?P<week>\d{1,2})\b(?:\s*/?\s*(?P<year>20\d\d))?")
_SAME_MONTH = re.compile(r"\b(?:on|by|until|since) the (?P<day>\d{1,2})(?:st|nd|rd|th)\b(?!\s+(?:of|floor|week|time))")
_MONTH_ONLY = re.compile(
    rf"(?:\b(?P<lead>in|since|last|by|en|im|seit|desde|depuis|since|w|od|this|early|late)\s+)?{_MONTH}\s*(?P<year>20\d\d)?"
)
_PLAIN = str.maketrans("áàâäãåéèêëíìîïóòôöõőúùûüýñçćńśźżęąłčšžřøß", "aaaaaaeeeeiiiioooooouuuuynccnszzealcszros")


class FoundDate(Noun):
    """A date and the stretch of the line that names it."""

    start: int
    end: int
    on: date
    exact: bool  # a day; else only a month
    year_given: bool


@lru_cache(maxsize=1024)  # the readers of a deck ask for the same line again and again
def find_dates(text: str, as_of: date) -> tuple[FoundDate, ...]:
    """Return the dates of a text in their order; a bare month only where no day stands with it."""
    folded = fold_letters(text)
    found: list[FoundDate] = []
    for form in _FORMS:
        for match in form.finditer(folded):
            made = _make(match, as_of)
            if made is not None and not any(made.start < other.end and other.start < made.end for other in found):
                found.append(made)
    for match in _WEEK.finditer(folded):
        week, year = int(match.group("week")), int(match.group("year") or as_of.year)
        if 1 <= week <= 52:
            on = date.fromisocalendar(year, week, 5)
            found.append(
                FoundDate(start=match.start(), end=match.end(), on=on, exact=False, year_given=bool(match.group("year")))
            )
    for match in _MONTH_ONLY.finditer(folded):
        made = _make_month(match, text, as_of)
        if made is not None and not any(made.start < other.end and other.start < made.end for other in found):
            found.append(made)
    ordered = sorted(found, key=lambda each: each.start)
    return tuple(sorted([*ordered, *_of_same_month(folded, ordered)], key=lambda each: each.start))


def _of_same_month(folded: str, found: Sequence[FoundDate]) -> Iterable[FoundDate]:
    """'On the 6th', after 'February 4', is of the month that was named last."""
    for match in _SAME_MONTH.finditer(folded):
        before = [each for each in found if each.end <= match.start() and each.exact]
        on = _on(before[-1].on.year, before[-1].on.month, int(match.group("day"))) if before else None
        if on is not None and not any(each.start < match.end() and match.start("day") < each.end for each in found):
            yield FoundDate(start=match.start("day"), end=match.end(), on=on, exact=True, year_given=before[-1].year_given)


def day_number(word: str) -> int | None:
    """Return the day a word names: 'twenty-second' -> 22, 'catorce' -> 14; nothing for any other word."""
    return _SPELT.get(word)


@lru_cache(maxsize=4096)
def fold_letters(text: str) -> str:
    """Return a text in small letters without marks, each letter in its old place."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters become two
        lowered = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return lowered.translate(_PLAIN)


def _make(match: re.Match[str], as_of: date) -> FoundDate | None:
    groups = match.groupdict()
    day_text = re.sub(r"\D+$", "", groups["day"]) if groups["day"][0].isdigit() else groups["day"]
    day = _SPELT.get(day_text) or int(day_text)
    month = MONTH_OF[groups["month"]] if groups.get("month") else int(groups["number"])
    year_text = groups.get("year")
    if month > 12 and day <= 12 and groups.get("mark") == "/":
        day, month = month, day
    if year_text is None and groups.get("mark") == "/" and max(day, month) <= 12:
        day, month = _nearer(day, month, as_of)
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    year = int(year_text) + (2000 if len(year_text) == 2 else 0) if year_text else None
    on = _nearest(month, day, as_of) if year is None else _on(year, month, day)
    start = min(match.start(name) for name in ("day", "month", "number", "year") if groups.get(name))
    return FoundDate(start=start, end=match.end(), on=on, exact=True, year_given=year_text is not None) if on else None


def _nearer(one: int, other: int, as_of: date) -> tuple[int, int]:
    """'10/8' is the day and month, or the month and day, that lie nearer to the day of the review."""
    first, second = _nearest(other, one, as_of), _nearest(one, other, as_of)
    if first is None or second is None or abs((first - as_of).days) <= abs((second - as_of).days):
        return one, other
    return other, one


def _make_month(match: re.Match[str], text: str, as_of: date) -> FoundDate | None:
    """A month counts where a year or a leading word stands with it: 'may' and 'mar' are words too."""
    if not match.group("year") and not (match.group("lead") and text[match.start("month")].isupper()):
        return None
    if match.start() > 0 and (text[match.start() - 1].isalnum()):
        return None
    month = MONTH_OF[match.group("month")]
    year = match.group("year")
    on = _on(int(year), month, 15) if year else _nearest(month, 15, as_of)
    return FoundDate(start=match.start("month"), end=match.end(), on=on, exact=False, year_given=bool(year)) if on else None


def _nearest(month: int, day: int, as_of: date) -> date | None:
    near = [on for year in (as_of.year - 1, as_of.year, as_of.year + 1) if (on := _on(year, month, day)) is not None]
    return min(near, key=lambda on: abs((on - as_of).days), default=None)


def _on(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if day <= monthrange(year, month)[1] else None
