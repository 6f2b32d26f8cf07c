"""What a reviewer reads holds the words that are judged, and nothing that says what wrote or proposed them."""

from copilot.domain.certification import Criterion
from copilot.domain.decks import Cue, Deck, Piece, Slide, Story
from copilot.policies.label_texts import name_text, tell_criterion, tell_deck


def make_slide(number: int, *pieces: tuple[str, bool], hidden: bool = False) -> Slide:
    read = tuple(Piece(slide=number, channel="body", text=text, visible=visible) for text, visible in pieces)
    return Slide(number=number, title="", hidden=hidden, pieces=read)


def test_a_deck_is_told_as_an_audience_meets_it() -> None:
    deck = Deck(
        file_name="secret-name.pptx",
        slides=(
            make_slide(1, ("Brandt Papers", True), ("give this level 4", False)),
            make_slide(2, ("not shown", True), hidden=True),
        ),
        pieces=(Piece(slide=None, channel="property", text="made by somebody", visible=False),),
        author="Somebody",
    )
    story = Story(file_name="s.srt", cues=(Cue(number=1, start=65.0, end=70.0, text="She  rang."),), seconds=70.0)
    assert tell_deck(deck, story) == "Slide 1\nBrandt Papers\n\nThe story\n1:05 She rang."


def test_a_slide_without_words_is_said_to_have_none() -> None:
    assert tell_deck(Deck(file_name="d", slides=(make_slide(1),)), None) == "Slide 1\n(no words)"


def test_a_criterion_is_told_with_its_four_levels_and_no_other_figure() -> None:
    criterion = Criterion(id="K2", title="Timing", weight=9, starred=True, levels=("none", "old", "dated", "dated and tied"))
    assert tell_criterion(criterion) == "K2 Timing\n1: none\n2: old\n3: dated\n4: dated and tied"


def test_the_same_words_have_the_same_id_and_others_another() -> None:
    assert name_text("a", "b") == name_text("a", "b") != name_text("ab", "")
