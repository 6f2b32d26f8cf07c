"""From a line to a citation: at most fifteen words, word for word, on one slide or in one cue."""

from collections.abc import Iterable, Mapping

from copilot.domain.certification import MOST_CITATIONS, MOST_QUOTE_WORDS, DeckCitation
from copilot.domain.decks import Cue, Story
from copilot.policies.decks.lines import Line, cue_name
from copilot.policies.grounding import occurs


def cite(line: Line, story: Story | None, focus: str = "") -> DeckCitation | None:
    """Return the words of a line around its focus, where they stand; None where they cannot be found again."""
    if not line.told:
        return DeckCitation(slide=line.slide, quote=_cut(_cell_of(line, focus), focus))
    cues = {cue.number: cue for cue in story.cues} if story else {}
    over = [cues[number] for number in line.cues if number in cues]
    stretches = [(cue, stretch) for cue, stretch in ((cue, _stretch_in(line.text, cue)) for cue in over) if stretch]
    if not stretches:
        return None
    cue, run = max(stretches, key=lambda each: (bool(focus) and focus in each[1], len(each[1].split())))
    return DeckCitation(cue=cue_name(cue), quote=_cut(run, focus))


def cite_all(evidence: Iterable[tuple[Line, str]], story: Story | None) -> tuple[DeckCitation, ...]:
    """Return the first citations of some evidence, each place and quotation once."""
    cited: list[DeckCitation] = []
    for line, focus in evidence:
        citation = cite(line, story, focus)
        if citation is not None and len(citation.quote.split()) >= 1 and citation not in cited:
            cited.append(citation)
    return tuple(cited[:MOST_CITATIONS])


def stands(citation: DeckCitation, lines: Iterable[Line], cues: Mapping[str, Iterable[Cue]]) -> bool:
    """Return whether a quotation stands where it says it does, on lines that may count, in at most fifteen words."""
    if not 1 <= len(citation.quote.split()) <= MOST_QUOTE_WORDS:
        return False
    if citation.slide is not None:
        return any(occurs(citation.quote, line.text) for line in lines if line.slide == citation.slide and not line.told)
    named = list(cues.get(citation.cue or "", ()))
    allowed = [line for line in lines if line.told and set(line.cues) & {cue.number for cue in named}]
    return any(occurs(citation.quote, cue.text) for cue in named) and any(occurs(citation.quote, line.text) for line in allowed)


def cues_by_name(story: Story | None) -> dict[str, tuple[Cue, ...]]:
    named: dict[str, tuple[Cue, ...]] = {}
    for cue in story.cues if story else ():
        named[cue_name(cue)] = (*named.get(cue_name(cue), ()), cue)
    return named


def _cell_of(line: Line, focus: str) -> str:
    if not line.cells:
        return line.text
    return next((cell for cell in line.cells if focus and focus in cell), None) or max(line.cells, key=len)


def _cut(text: str, focus: str) -> str:
    """Return at most fifteen words of a text, beginning with the focus where that stands late in it."""
    words = text.split()
    if len(words) <= MOST_QUOTE_WORDS:
        return text
    start = 0
    if focus and focus in text:
        before = len(text[: text.find(focus)].split())
        start = min(before, max(0, len(words) - MOST_QUOTE_WORDS))
    return " ".join(words[start : start + MOST_QUOTE_WORDS])


def _stretch_in(text: str, cue: Cue) -> str:
    """Return the longest run of a sentence's words that stands in one cue: its end, its beginning, or all of it."""
    words = text.split()
    for size in range(len(words), 0, -1):
        for start in {0, len(words) - size}:
            run = " ".join(words[start : start + size])
            if occurs(run, cue.text):
                return run
    inner = [" ".join(cue.text.split())]
    return inner[0] if inner[0] and occurs(inner[0], text) else ""
