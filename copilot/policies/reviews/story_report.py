"""What a told story shows of itself: how long, how fast, which part comes when, and to which slide each stretch speaks."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from copilot.domain.certification import Rubric, StoryReport, StoryStretch
from copilot.domain.decks import Cue, Story
from copilot.policies.decks.features import Features
from copilot.policies.decks.lines import Line, cue_name
from copilot.policies.decks.quantities import find_figures
from copilot.policies.words import content_words

_TURNING = 1.5  # what it costs to go to another slide; a word that stands on one slide alone weighs 1


def report_story(story: Story | None, features: Features, rubric: Rubric) -> StoryReport | None:
    """Return what can be said of a story's telling; None where there is none."""
    telling = features.telling
    if story is None or telling is None:
        return None
    slides = _match_slides(features)
    placed = list(zip(features.told, slides, strict=True))
    cues = {cue.number: cue for cue in story.cues}
    stretches = [
        _stretch(part, slide, [line for line, _ in run], cues)
        for (part, slide), run in groupby(placed, key=lambda each: (next(iter(each[0].sections), "hook"), each[1]))
    ]
    spoken = {slide for slide in slides if slide is not None}
    shown = sorted({line.slide for line in features.slides if line.slide is not None and line.slide > 1})
    minutes = telling.seconds / 60 if telling.seconds else None
    timing = "fits" if telling.length_fits(rubric.story_seconds, rubric.story_words) else None
    return StoryReport(
        words=telling.words,
        seconds=telling.seconds,
        words_per_minute=round(telling.words / minutes) if minutes else None,
        length=timing or ("too_short" if telling.too_short(rubric.story_seconds, rubric.story_words) else "too_long"),
        stretches=tuple(stretches),
        slides_not_spoken_to=tuple(number for number in shown if number not in spoken),
    )


def _match_slides(f: Features) -> list[int | None]:
    """Return for each sentence the slide it speaks to: whose own words and numbers it and its neighbours take up most."""
    numbers = sorted({line.slide for line in f.slides if line.slide is not None})
    if not numbers:
        return [None for _ in f.told]
    marks = {number: _marks_of([line for line in f.slides if line.slide == number], f) for number in numbers}
    spread = Counter(mark for each in marks.values() for mark in each)
    best = dict.fromkeys(numbers, 0.0)  # the weight of the best way to stand at a slide now
    ways: list[dict[int, int]] = []  # at each sentence, the slide one came from
    for line in f.told:
        said = _marks_of([line], f)
        leader = max(numbers, key=lambda number: best[number])
        came = {n: n if best[n] >= best[leader] - _TURNING else leader for n in numbers}
        gained = {n: sum(1 / spread[mark] for mark in said & marks[n]) for n in numbers}
        best = {n: max(best[n], best[leader] - _TURNING) + gained[n] for n in numbers}
        ways.append(came)
    place = max(numbers, key=lambda number: best[number])
    found: list[int | None] = []
    for came in reversed(ways):
        found.append(place)
        place = came[place]
    return found[::-1]


def _marks_of(lines: Sequence[Line], f: Features) -> frozenset[str]:
    """The longer words of some lines, and their numbers."""
    words = frozenset(word for line in lines for word in content_words(line.text))
    return words | {f"#{figure.value:g}" for line in lines for figure in find_figures(line, f.as_of)}


def _stretch(part: str, slide: int | None, lines: Sequence[Line], cues: dict[int, Cue]) -> StoryStretch:
    first, last = cues[lines[0].cues[0]], cues[lines[-1].cues[-1]]
    return StoryStretch(part=part, begins=cue_name(first), ends=cue_name(last), slide=slide)
