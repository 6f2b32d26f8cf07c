"""How a story is told: how long and fast, which part when, and to which slide each stretch speaks."""

import pytest

from copilot.domain.certification import StoryReport
from copilot.policies.reviews.story_report import report_story
from tests.policies.deck_maker import features_of, make_deck, make_story
from tests.policies.reviews.test_rubric_scoring import RUBRIC
from tests.policies.sample_decks import SAMPLES, Sample

DECK = """
# Orrin Cement
Ilse Brandt, COO
# Why now
The authority sealed two sheds in March
# What they said
Brandt: "Every stop costs nine hours."
# Opportunity
EUR 60,000 to 95,000 a year
# Next step
14 July 2026: measure the flow meters of kiln four
"""
TOLD = """Ilse Brandt is the COO of Orrin Cement. The authority sealed two of her sheds. Sealed in March, both sheds.
She says every stop costs nine hours. Nine hours for every stop, and nobody counts. On the fourteenth of July we measure the flow
meters. The meters of kiln four, the flow of them."""


def report(told: str, seconds: float | None) -> StoryReport:
    story = make_story(told, seconds=seconds)
    made = report_story(story, features_of(make_deck(DECK), story), RUBRIC)
    assert made is not None
    return made


def test_each_stretch_names_the_slide_whose_words_it_takes_up() -> None:
    made = report(TOLD, 330.0)
    assert made.stretches[0].slide == 1
    assert list(dict.fromkeys(each.slide for each in made.stretches)) == [1, 2, 3, 5]
    assert made.slides_not_spoken_to == (4,)
    assert made.stretches[0].begins == "0:00"


def test_one_word_of_another_slide_is_no_visit_to_it() -> None:
    stray = TOLD.replace("Sealed in March, both sheds.", "Sealed in March. It took a year. Both sheds, sealed in March.")
    assert [each.slide for each in report(stray, 330.0).stretches if each.slide == 4] == []


@pytest.mark.parametrize(
    ("seconds", "words", "length"),
    [(299.0, 1, "too_short"), (300.0, 1, "fits"), (420.0, 1, "fits"), (421.0, 1, "too_long"), (None, 10, "too_short"),
     (None, 16, "fits"), (None, 40, "too_long")],
)  # fmt: skip
def test_length_is_judged_by_time_else_by_words(seconds: float | None, words: int, length: str) -> None:
    made = report(" ".join([TOLD] * words), seconds)
    assert made.length == length
    assert (made.words_per_minute is None) == (seconds is None)


def test_pace_is_words_over_minutes() -> None:
    made = report(TOLD, 60.0)
    assert made.words_per_minute == made.words


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda each: each.name)
def test_stretches_cover_the_story_in_its_order(sample: Sample) -> None:
    features = features_of(sample.deck, sample.story, as_of=sample.as_of, author=sample.author)
    made = report_story(sample.story, features, RUBRIC)
    if made is None:
        assert features.telling is None
        return
    slides = {slide.number for slide in sample.deck.slides}
    assert all(each.slide in slides for each in made.stretches)
    assert made.words == sum(len(line.text.split()) for line in features.told)
    assert not set(made.slides_not_spoken_to) & {each.slide for each in made.stretches}
