"""Decks of a cohort that read nearly the same: runs of words compared, without the wording everybody was given.

For a leader to look at in private: a team may share a play, and a template is meant to be shared.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from copilot.domain.certification import SimilarDeck
from copilot.domain.decks import Deck, Story
from copilot.domain.noun import Noun
from copilot.policies.dates import fold_letters
from copilot.policies.decks.lines import lines_of_deck, lines_of_story

RUN = 4  # words in a row
HASHES = 96  # minima kept of each deck: likeness is estimated to about five points
NEAR = 0.4  # share of equal minima from which two decks are compared line by line
NEAR_IDENTICAL = 0.5  # share of the smaller deck's own runs that stand in the other
FEWEST_RUNS = 25  # below this there is too little text of one's own to say anything
_SHARED_BY = 0.25  # a run that more than this share of a larger cohort has is template wording


class Sketch(Noun):
    """What is kept of a deck to compare it: its runs as numbers, and the least of them under many orders."""

    submission: str
    runs: frozenset[int]
    minima: tuple[int, ...]
    lines: tuple[str, ...]


def sketch(submission: str, deck: Deck, story: Story | None, template: Iterable[str] = ()) -> Sketch:
    """Return the sketch of a submission. Lines of the template and headings count for nothing."""
    given = {_plain(line) for line in template}
    own = [
        line
        for line in (*lines_of_deck(deck), *lines_of_story(story))
        if line.slide_or_told and line.channel not in {"comment", "alt_text"}
    ]
    texts = tuple(line.text for line in own if not line.heading and _plain(line.text) not in given)
    runs = frozenset(run for text in texts for run in _runs(text))
    return Sketch(submission=submission, runs=runs, minima=_minima(runs), lines=texts)


def find_similar(sketches: Sequence[Sketch]) -> dict[str, tuple[SimilarDeck, ...]]:
    """Return for each submission the others that read nearly the same, most alike first, with a passage of both."""
    common = _template_runs(sketches)
    known: dict[str, tuple[int, ...]] = {}  # the runs of a line, so that no line of a cohort is taken apart twice
    found: dict[str, list[SimilarDeck]] = {each.submission: [] for each in sketches}
    for place, one in enumerate(sketches):
        for other in sketches[place + 1 :]:
            if _estimate(one, other) < NEAR and len(sketches) > 50:
                continue
            likeness = likeness_of(one, other, common)
            if likeness >= NEAR_IDENTICAL:
                ours, theirs = _passage(one, other, common, known)
                found[one.submission].append(
                    SimilarDeck(submission=other.submission, likeness=likeness, ours=ours, theirs=theirs)
                )
                found[other.submission].append(
                    SimilarDeck(submission=one.submission, likeness=likeness, ours=theirs, theirs=ours)
                )
    return {name: tuple(sorted(rows, key=lambda row: (-row.likeness, row.submission))) for name, rows in found.items()}


def likeness_of(one: Sketch, other: Sketch, common: frozenset[int] = frozenset()) -> float:
    """Return which share of the smaller deck's own runs stands in the other."""
    ours, theirs = one.runs - common, other.runs - common
    fewer = min(len(ours), len(theirs))
    return round(len(ours & theirs) / fewer, 3) if fewer >= FEWEST_RUNS else 0.0


def _template_runs(sketches: Sequence[Sketch]) -> frozenset[int]:
    """Return the runs so many decks share that they were handed out, not copied. In a small cohort nobody can tell."""
    counts = Counter(run for each in sketches for run in each.runs)
    least = max(4, int(len(sketches) * _SHARED_BY) + 1)
    return frozenset(run for run, count in counts.items() if count >= least)


def _estimate(one: Sketch, other: Sketch) -> float:
    return sum(a == b for a, b in zip(one.minima, other.minima, strict=True)) / HASHES


def _passage(one: Sketch, other: Sketch, common: frozenset[int], known: dict[str, tuple[int, ...]]) -> tuple[str, str]:
    """Return the line of one deck that shares most with a line of the other, and that line."""
    for text in (*one.lines, *other.lines):
        if text not in known:
            known[text] = tuple(_runs(text))
    pairs: Mapping[int, str] = {run: text for text in other.lines for run in known[text]}
    best = max(one.lines, key=lambda text: sum(run in pairs and run not in common for run in known[text]))
    theirs = Counter(pairs[run] for run in known[best] if run in pairs)
    return _short(best), _short(theirs.most_common(1)[0][0]) if theirs else ""


def _runs(text: str) -> Iterable[int]:
    words = _plain(text).split()
    for start in range(len(words) - RUN + 1):
        run = " ".join(words[start : start + RUN])
        yield int.from_bytes(hashlib.blake2b(run.encode(), digest_size=6).digest(), "big")


def _minima(runs: frozenset[int]) -> tuple[int, ...]:
    """Return the least run under each of many fixed orders; two decks agree on one as often as their runs overlap."""
    prime = (1 << 61) - 1
    factors = [(2 * n + 1) * 0x9E3779B97F4A7C15 % prime for n in range(HASHES)]
    return tuple(
        min((run * factor + place) % prime for run in runs) if runs else -1 - place for place, factor in enumerate(factors)
    )


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold_letters(text)))


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words[:12]) + (" …" if len(words) > 12 else "")
