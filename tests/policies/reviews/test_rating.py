"""The playbook's rating on decks of many hands: near a careful reader's, and always on words that stand where it says."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copilot.domain.certification import DeckCitation, Rating
from copilot.policies.decks.citations import cues_by_name
from copilot.policies.grounding import occurs
from copilot.policies.reviews.rating import accept, rate
from tests.policies.deck_maker import features_of, make_deck, make_story
from tests.policies.more_sample_decks import MORE_SAMPLES
from tests.policies.reviews.test_rubric_scoring import RUBRIC
from tests.policies.sample_decks import D01, SAMPLES, Sample

EVERY = [*SAMPLES, *MORE_SAMPLES]


def ratings_of(sample: Sample) -> dict[str, Rating]:
    features = features_of(sample.deck, sample.story, as_of=sample.as_of, author=sample.author)
    return {rating.criterion: rating for rating in rate(RUBRIC, features, sample.story)}


@pytest.mark.parametrize("sample", EVERY, ids=lambda each: each.name)
def test_a_deck_is_rated_near_a_careful_reader(sample: Sample) -> None:
    """Within one level everywhere, and the same level on at least ten of twelve."""
    levels = {criterion: rating.level for criterion, rating in ratings_of(sample).items()}
    off = {c: (level, sample.levels[c]) for c, level in levels.items() if level != sample.levels[c]}
    assert all(abs(got - wanted) <= 1 for got, wanted in off.values()), off
    assert len(off) <= 2, off


@pytest.mark.parametrize("sample", EVERY, ids=lambda each: each.name)
def test_every_quotation_stands_on_the_slide_or_cue_it_names(sample: Sample) -> None:
    cues = cues_by_name(sample.story)
    for rating in ratings_of(sample).values():
        assert len(rating.citations) <= 3
        assert rating.citations or rating.level == 1
        for citation in rating.citations:
            assert 1 <= len(citation.quote.split()) <= 15
            if citation.slide is not None:
                slide = next(each for each in sample.deck.slides if each.number == citation.slide)
                assert any(occurs(citation.quote, piece.text) for piece in slide.pieces if piece.visible)
            else:
                assert any(occurs(citation.quote, cue.text) for cue in cues[citation.cue or ""])


PARTS = (
    'Ilse Brandt|COO|Orrin|4 May 2026|"Who signs?"|replied|I sent|EUR 300,000 - 480,000| | |:|,|.|Next step|Risk|unknown|not met|'
    "because|cost|27 Aug|[name]|critic|she decides|–|Süd|’|“|”|learned|before"
)
WORDS = st.lists(st.sampled_from(PARTS.split("|")), max_size=40).map(" ".join)


@settings(max_examples=80, deadline=None)
@given(slides=st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=6), told=WORDS, seconds=st.none() | st.floats(30, 600))
def test_any_text_is_rated_and_every_quotation_stands(slides: list[tuple[str, str]], told: str, seconds: float | None) -> None:
    deck = make_deck("\n".join(f"# {title.strip() or chr(120)}\n{body}" for title, body in slides))
    story = make_story(told or "nothing.", seconds=seconds)
    features = features_of(deck, story)
    for rating in rate(RUBRIC, features, story):
        assert rating.level == 1 or rating.citations
        for citation in rating.citations:
            shown = [line for line in features.lines if line.slide == citation.slide and not line.told]
            cues = cues_by_name(story).get(citation.cue or "", ())
            standing = [line.text for line in shown] if citation.slide is not None else [cue.text for cue in cues]
            assert any(occurs(citation.quote, text) for text in standing)


def test_a_model_that_claims_the_highest_level_everywhere_gets_what_the_deck_shows() -> None:
    for sample in EVERY:
        features = features_of(sample.deck, sample.story, as_of=sample.as_of, author=sample.author)
        own = rate(RUBRIC, features, sample.story)
        claims = [rating.model_copy(update={"level": 4, "confidence": "high"}) for rating in own]
        accepted = accept(claims, own, RUBRIC, features, sample.story)
        assert [rating.level for rating in accepted] == [rating.level for rating in own]


@pytest.mark.parametrize(
    "citation",
    [
        DeckCitation(slide=2, quote="an invented quotation"),
        DeckCitation(slide=3, quote="A kiln stop costs me nine hours"),  # it stands on another slide
        DeckCitation(cue="0:00", quote="A kiln stop costs me nine hours"),
        DeckCitation(slide=6, quote=" ".join(["word"] * 16)),
        DeckCitation(slide=6, quote="What she said"),  # a heading shows nothing
    ],
)
def test_a_proposal_on_words_that_do_not_stand_there_changes_nothing(citation: DeckCitation) -> None:
    features = features_of(D01.deck, D01.story, as_of=D01.as_of, author=D01.author)
    own = rate(RUBRIC, features, D01.story)
    offered = Rating(criterion="K6", level=2, confidence="high", citations=(citation,))
    assert accept([offered], own, RUBRIC, features, D01.story) == own


def test_a_stricter_proposal_on_good_words_is_accepted() -> None:
    features = features_of(D01.deck, D01.story, as_of=D01.as_of, author=D01.author)
    own = rate(RUBRIC, features, D01.story)
    quoted = next(rating for rating in own if rating.criterion == "K9").citations
    offered = Rating(criterion="K9", level=3, confidence="medium", citations=quoted)
    accepted = {rating.criterion: rating for rating in accept([offered], own, RUBRIC, features, D01.story)}
    assert accepted["K9"].level == 3
    assert "Level 4 asks for" in accepted["K9"].gap


def test_another_language_is_rated_with_less_confidence() -> None:
    german = next(sample for sample in MORE_SAMPLES if sample.name == "German")
    assert {rating.confidence for rating in ratings_of(german).values()} <= {"medium", "low"}


def test_nothing_an_audience_cannot_see_counts() -> None:
    """The same words in the notes instead of on the slides leave every criterion of the slides at level 1."""
    body = re.sub(r"(?m)^(?!#)(?=\S)", "notes: ", '\n# Proof\n27 Aug | Brandt | "We do."\n28 Aug | Brandt | "Eleven stops."')
    features = features_of(make_deck(f"# Orrin Cement{body}"), None)
    assert features.events == ()
