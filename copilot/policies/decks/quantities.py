"""Numbers as they are shown and as they are told: 1.3 million, 400 t, 'three hundred and forty tonnes'."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from copilot.domain.noun import Noun
from copilot.policies.dates import find_dates, fold_letters
from copilot.policies.decks.lines import Line
from copilot.policies.words import STOP_WORDS, content_words

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_LARGE = "twenty thirty forty fifty sixty seventy eighty ninety"
_ONES = {word: value for value, word in enumerate(_SMALL.split())}
_TENS = {word: value for value, word in zip(range(20, 100, 10), _LARGE.split(), strict=True)}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_SUFFIX = {
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "million": 1e6,
    "millones": 1e6,
    "mio": 1e6,
    "mln": 1e6,
    "bn": 1e9,
    "billion": 1e9,
    "thousand": 1e3,
    "tsd": 1e3,
    "mil": 1e3,
    "tys": 1e3,
}
_DIGITS = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:[., ]\d{3})+|\d+(?:[.,]\d+)?)\s?(k|m|mn|million|millones|mio|mln|bn|billion|thousand"
    r"|tsd|mil|tys)?(?![\w])[\s-]*(%|[^\W\d_]+)?"
)
_SPELT = re.compile(
    r"(?<![\w-])((?:(?:"
    + "|".join([*_ONES, *_TENS, *_SCALES])
    + r"|a(?= hundred| thousand| million)|and|point)(?:[\s-]+|(?![\w])))+)([^\W\d_]+)?"
)
_PART = re.compile(
    r"(?<![\w.,])(\d{1,6}) (?:out )?(?:of|von|de|sur|z|su|van) (?:the |den |las? |los |les )?(\d{1,6}) ([^\W\d_]+)"
)
_TWO_HUNDREDS = re.compile(r"(?<=\w)[\s]+and[\s]+(?=(?:" + "|".join(list(_ONES)[1:10]) + r")[\s-]+hundred)")
SCALE_OF_MONEY = 10_000  # from here up a figure is taken as money when the part is about value
_UNITLESS = {
    "year",
    "years",
    "per",
    "and",
    "to",
    "of",
    "the",
    "in",
    "on",
    "at",
    "a",
    "an",
    "is",
    "are",
    "was",
    "or",
    "up",
    "for",
    "with",
    "x",
}


class Figure(Noun):
    """A number, what it counts, and where."""

    value: float
    noun: str
    line: Line
    words: str


def find_figures(line: Line, as_of: date) -> tuple[Figure, ...]:
    """Return the numbers of a line that are no dates, with the word that follows as what they count."""
    folded = fold_letters(line.text)
    for found in find_dates(line.text, as_of):
        folded = folded[: found.start] + "#" * (found.end - found.start) + folded[found.end :]
    figures = [_of_digits(match, line) for match in _DIGITS.finditer(folded)]
    figures += [_part_of_whole(match, line) for match in _PART.finditer(folded)]
    if line.told:
        figures += [figure for match in _SPELT.finditer(folded) for figure in _of_words(match, line)]
    return tuple(figure for figure in figures if figure is not None)


def find_differences(shown: Sequence[Line], told: Sequence[Line], as_of: date) -> tuple[tuple[Figure, Figure], ...]:
    """Return pairs of figures that count the same thing and differ between slide and story.

    A thing counts as the same where its noun is, its lines share another word, and neither side gives the other's value.
    """
    ours, theirs = _by_noun(shown, as_of), _by_noun(told, as_of)
    pairs: list[tuple[Figure, Figure]] = []
    for noun in sorted(set(ours) & set(theirs)):
        here, there = ours[noun], theirs[noun]
        if (
            _beside(here, as_of) & {f.value for f in there}
            or {f.value for f in here} & _beside(there, as_of)
            or min(f.value for f in (*here, *there)) < 5
        ):
            continue
        alike = [
            (a, b) for a in here for b in there if len(content_words(a.line.text) & content_words(b.line.text) - {noun[:6]}) >= 2
        ]
        if len({f.value for f in here}) == 1 and len({f.value for f in there}) == 1 and alike:
            pairs.append(alike[0])
    return tuple(pairs) or _money_differs(shown, told, as_of)


def _beside(figures: Sequence[Figure], as_of: date) -> set[float]:
    """The numbers of some figures' lines, with or without a noun: '55-70% (was 85)' gives all three."""
    return {other.value for figure in figures for other in find_figures(figure.line, as_of)}


def _money_differs(shown: Sequence[Line], told: Sequence[Line], as_of: date) -> tuple[tuple[Figure, Figure], ...]:
    ours = [f for line in shown if line.about("value") for f in find_figures(line, as_of) if f.value >= SCALE_OF_MONEY]
    theirs = [f for line in told if line.about("value") for f in find_figures(line, as_of) if f.value >= SCALE_OF_MONEY]
    everywhere = [f.value for line in (*shown, *told) for f in find_figures(line, as_of)]
    if not ours or not theirs or any(_near(a.value, b.value) for a in ours for b in theirs):
        return ()
    if any(
        _near(a.value, b / scale) or _near(a.value, b * scale) for a in ours for b in everywhere for scale in (1_000, 1_000_000)
    ):
        return ()
    return ((ours[0], theirs[0]),)


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= 0.02 * max(one, other)


def _by_noun(lines: Iterable[Line], as_of: date) -> dict[str, list[Figure]]:
    named: dict[str, list[Figure]] = {}
    for line in lines:
        for figure in find_figures(line, as_of):
            if figure.noun:
                named.setdefault(figure.noun, []).append(figure)
    return named


def _of_digits(match: re.Match[str], line: Line) -> Figure | None:
    digits, suffix, noun = match.groups()
    grouped = re.fullmatch(r"\d{1,3}(?:[., ]\d{3})+", digits) is not None
    value = float(re.sub(r"[., ]", "", digits)) if grouped else float(digits.replace(",", "."))
    return Figure(value=value * _SUFFIX.get(suffix or "", 1), noun=_noun(noun), line=line, words=match.group().strip())


def _part_of_whole(match: re.Match[str], line: Line) -> Figure:
    """'15 of 40 claims': the fifteen are claims as well."""
    return Figure(value=float(match.group(1)), noun=_noun(match.group(3)), line=line, words=match.group())


def _of_words(match: re.Match[str], line: Line) -> Iterable[Figure]:
    """One number, or two that 'and' stands between: 'nine hundred thousand and one point three million'."""
    if len(two := _TWO_HUNDREDS.split(match.group(1), maxsplit=1)) == 2 and "thousand" not in two[0]:
        for run in two:
            value = value_of_words(re.findall(r"[a-z]+", run))
            if value is not None:
                yield Figure(value=value, noun=_noun(match.group(2)), line=line, words=run.strip())
        return
    parts = re.split(r"\band\b", match.group(1))
    large = [re.search(r"thousand|million|billion", part) is not None for part in parts]
    runs = parts if sum(large) > 1 and len(parts) == 2 else [" ".join(parts)]
    for run in runs:
        value = value_of_words(re.findall(r"[a-z]+", run))
        if value is not None:
            yield Figure(value=value, noun=_noun(match.group(2)), line=line, words=run.strip())


def value_of_words(words: Sequence[str]) -> float | None:
    """Return the value of number words: 'one point three million' -> 1300000. None where they are no number."""
    total, current, seen = 0.0, 0.0, False
    decimals = ""
    in_point = False
    for word in words:
        if word == "point":
            in_point = True
        elif word == "a":
            current = 1.0
        elif word in _ONES and in_point:
            decimals += str(_ONES[word])
        elif word in _ONES or word in _TENS:
            current += _ONES.get(word, 0) + _TENS.get(word, 0)
            seen = True
        elif word in _SCALES:
            current = (current + float(f"0.{decimals}") if decimals else current) or 1.0
            decimals, in_point, seen = "", False, True
            current *= _SCALES[word]
            if _SCALES[word] >= 1_000:
                total, current = total + current, 0.0
    if decimals:
        current += float(f"0.{decimals}")
    return total + current if seen else None


def _noun(word: str | None) -> str:
    if word == "%" or word in {"percent", "per"}:
        return "%"
    if not word or word in _UNITLESS or word in STOP_WORDS or len(word) < 1:
        return ""
    return word[:-1] if word.endswith("s") and len(word) > 3 else word
