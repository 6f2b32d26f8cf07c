"""Whether a sound card is also a good one: its own, deep enough, within the platforms' limits, sourced, fresh, readable.

`card_rules.py` holds what a card must be to be used at all; a finding here stops nothing, its owners mend it in their time.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations
from typing import NamedTuple

from copilot.domain.findings import CardFinding
from copilot.domain.library import Card, Library, Play, Wording
from copilot.policies.names import fold
from copilot.retrieval.card_figures import check_figures
from copilot.retrieval.card_file import read_wordings
from copilot.retrieval.card_prose import SHINGLE, Shingle, measure_lix, shingles_of, words_of
from copilot.retrieval.new_card import find_guidance

MOST_SHARED = 0.15  # of the shorter card's runs of eight words; two cards written apart share under 0.05
LEAST_OWN_WORDS = 300  # what a play needs so that somebody who has only the card can run it
LEAST_DEEPER_WORDS = 25  # a next level with what to do and how to see that it worked does not fit in fewer
MOST_LIX = 50
MOST_MONTHS = 18  # since the last review

# The longest names that are still plausible: what fits with them fits with anybody's.
LONG_NAMES = {
    "executive": "Maximiliane Hohenberg-Castellanos",
    "company": "Vereinigte Nordwestdeutsche Metallwerke Holding",
    "seller": "Konstantina Papadopoulou-Lindqvist",
}


class _Limit(NamedTuple):
    most: int
    unit: str


_LIMITS = {
    "connection note": _Limit(300, "characters"),
    "comment": _Limit(1250, "characters"),
    "inmail": _Limit(1900, "characters"),
    "linkedin message": _Limit(1900, "characters"),
    "post": _Limit(3000, "characters"),
    "voice note": _Limit(110, "words"),
    "video": _Limit(150, "words"),
}


def check_quality(library: Library, today: date) -> list[CardFinding]:
    """Return everything its owners should mend in a library whose cards keep the schema, by file and line."""
    unfinished = {play.id for play in library.plays if find_guidance(play)}  # new cards are alike by nature
    words = {card.id: words_of(card.sections) for card in library.cards if card.id not in unfinished}
    shingles = {card_id: shingles_of(its) for card_id, its in words.items()}
    owners = Counter(shingle for its in shingles.values() for shingle in set(its))
    findings = [*_check_duplicates(library, shingles, owners), *_check_mechanisms(library, unfinished), *check_figures(library)]
    for card in library.cards:
        findings += _check_card(card, today)
    for play in library.plays:
        findings += _check_unfinished(play)
        if play.status == "active" and play.id not in unfinished:
            findings += _check_deeper(play)
            findings += _check_wordings(play)
            findings += _check_own_words(play, count_own(words[play.id], shingles[play.id], owners))
    return sorted(dict.fromkeys(findings), key=lambda finding: (finding.file, finding.line))


def count_own(words: list[str], shingles: list[Shingle], owners: Mapping[Shingle, int]) -> int:
    """Return how many words of a card stand in no run of eight that another card has too."""
    shared = {place + step for place, shingle in enumerate(shingles) if owners[shingle] > 1 for step in range(SHINGLE)}
    return len(words) - len(shared)


def is_stale(reviewed: date, today: date) -> bool:
    """Return whether more than 18 months have gone by since a review."""
    months = (today.year - reviewed.year) * 12 + today.month - reviewed.month
    return (months, today.day) > (MOST_MONTHS, reviewed.day)


def fill_longest(text: str) -> str:
    """Return wording with the longest plausible names filled in; a seller's [slot] counts as long as its own hint."""
    for key, name in LONG_NAMES.items():
        text = text.replace("{" + key + "}", name)
    return text.replace("[", "").replace("]", "")


def _check_duplicates(
    library: Library, shingles: Mapping[str, list[Shingle]], owners: Mapping[Shingle, int]
) -> Iterator[CardFinding]:
    cards = {card.id: card for card in library.cards}
    holders: dict[Shingle, list[str]] = {}
    for card_id, its in shingles.items():
        for shingle in dict.fromkeys(its):
            if owners[shingle] > 1:
                holders.setdefault(shingle, []).append(card_id)
    shared = Counter(pair for ids in holders.values() for pair in combinations(ids, 2))
    for (first, second), count in shared.items():
        share = count / min(len(set(shingles[first])), len(set(shingles[second])))
        if share > MOST_SHARED:
            what = f"shares {share:.0%} of its text with {first}, in runs of eight words"
            remedy = f"say it anew, or drop one of the two and keep its names as aliases of {first}"
            yield CardFinding(file=cards[second].file, line=1, what=what, remedy=remedy)


def _check_mechanisms(library: Library, unfinished: set[str]) -> Iterator[CardFinding]:
    """Two plays with the same signal, path and give are one play under two names."""
    seen: dict[tuple[str, ...], str] = {}
    for play in (play for play in library.plays if play.id not in unfinished):
        parts = tuple(fold(part) for part in (play.fingerprint.signal, play.fingerprint.path, play.fingerprint.give))
        other = seen.setdefault(parts, play.id)
        if other != play.id:
            what = f"has the same signal, path and give as {other}"
            remedy = f"make it an alias of {other}, or say what is different in its fingerprint"
            yield CardFinding(file=play.file, line=1, what=what, remedy=remedy)


def _check_card(card: Card, today: date) -> Iterator[CardFinding]:
    if is_stale(card.reviewed, today):
        what = f"was last reviewed on {card.reviewed.isoformat()}, more than {MOST_MONTHS} months ago"
        yield CardFinding(file=card.file, line=1, what=what, remedy="read it again, mend it, and set 'reviewed' to that day")
    lix = measure_lix(card)
    if lix > MOST_LIX:
        what = f"its reading level is LIX {lix:.0f}, the most is {MOST_LIX}"
        yield CardFinding(file=card.file, line=1, what=what, remedy="write shorter sentences and plainer words")


def _check_unfinished(play: Play) -> Iterator[CardFinding]:
    keys = find_guidance(play)
    if keys:
        what = f"still holds the guidance of a new card in {', '.join(keys)}"
        yield CardFinding(file=play.file, line=1, what=what, remedy="put your own words in place of the [square brackets]")


def _check_deeper(play: Play) -> Iterator[CardFinding]:
    section = next((section for section in play.sections if section.slug == "deeper"), None)
    count = len(words_of([section])) if section else 0
    if count < LEAST_DEEPER_WORDS:
        what = f"'Deeper' has {count} words" if section else "there is no 'Deeper'"
        remedy = f"say in at least {LEAST_DEEPER_WORDS} words what somebody does next who runs this play already"
        yield CardFinding(file=play.file, line=section.line if section else 1, what=what, remedy=remedy)


def _check_own_words(play: Play, own: int) -> Iterator[CardFinding]:
    if own < LEAST_OWN_WORDS:
        what = f"has {own} words of its own, the least is {LEAST_OWN_WORDS}"
        remedy = "write what somebody needs who has only this card"
        yield CardFinding(file=play.file, line=1, what=what, remedy=remedy)


def _check_wordings(play: Play) -> Iterator[CardFinding]:
    section = next((section for section in play.sections if section.slug == "wording"), None)
    if section is None:
        return
    lines = [line for line, text in enumerate(section.text.split("\n"), section.line + 1) if text.startswith("### ")]
    for line, wording in zip(lines, read_wordings(section.text), strict=True):
        over = find_excess(wording)
        if over is not None:
            yield CardFinding(file=play.file, line=line, what=over, remedy="shorten it, or offer it for another channel")


def find_excess(wording: Wording) -> str | None:
    """Say by how much a wording is longer than its platform takes, with long names in it; None where it fits."""
    limit = _LIMITS.get(wording.channel.casefold())
    if limit is None:
        return None
    text = fill_longest(wording.text)
    count = len(text) if limit.unit == "characters" else len(text.split())
    if count <= limit.most:
        return None
    return f"'{wording.channel}' has {count} {limit.unit} with long names in it, the limit is {limit.most}"
