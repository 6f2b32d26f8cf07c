"""What a slide or a sentence is about is read from what stands in it, where no heading and no set phrase says so."""

from datetime import date

import pytest

from copilot.policies.decks.lines import lines_of_deck, lines_of_story
from copilot.policies.decks.money import has_amount, has_range
from copilot.policies.decks.sections import place_lines
from copilot.policies.decks.story_parts import place_story
from tests.policies.deck_maker import AS_OF, features_of, make_deck, make_story

DECK = """
# Orrin Cement: the kiln that stands
Ilse Brandt, COO
# Two of their sheds were sealed
On 12 March 2026 the authority published an order, on its public site
# Around the kiln
Ilse Brandt, Chief Operating Officer
Karl Voss, plant manager
Finance director: not met
# Day by day
1 April I sent one page to Brandt
3 April Brandt replied: "Week nine is wrong."
7 April I sent the second page
# Sentences I kept
Brandt: "A stop costs me nine hours and nobody writes it down."
Brandt: "I signed for it in front of the whole board."
# Roughly this
EUR 60,000 to 95,000 a year
9 hours a stop (hers), half of it avoidable (mine)
# Then
14 July 2026: Brandt has called Voss and us, they decide which kiln comes first
Will the insurer accept it? I ask him before the 10th
Against me: they could do it alone
# To whoever does this next
I send the sheet before I call now, and never again the brochure
"""
PARTS = {2: "why", 3: "who", 4: "did", 5: "said", 6: "value", 7: "next", 8: "learned"}


@pytest.mark.parametrize(("slide", "part"), PARTS.items())
def test_a_slide_under_a_heading_that_says_nothing_is_read_by_its_lines(slide: int, part: str) -> None:
    lines = place_lines(lines_of_deck(make_deck(DECK)), AS_OF)
    assert all(line.about(part) for line in lines if line.slide == slide and not line.heading and "?" not in line.text) or (
        slide == 7 and any(line.about("next") for line in lines if line.slide == 7)
    )


def test_a_heading_that_says_what_follows_is_believed() -> None:
    lines = place_lines(lines_of_deck(make_deck("# Orrin\n# Opportunity\n14 July 2026: Brandt decides")), AS_OF)
    assert [line.sections for line in lines if line.slide == 2] == [("value",), ("value",)]


def test_a_line_that_doubts_is_a_risk_and_no_next_step() -> None:
    lines = place_lines(lines_of_deck(make_deck(DECK)), AS_OF)
    doubts = [line for line in lines if line.slide == 7 and ("insurer" in line.text or "Against" in line.text)]
    assert len(doubts) == 2
    assert all(line.about("risks") and not line.about("next") for line in doubts)


def test_levels_rest_on_such_slides_too() -> None:
    features = features_of(make_deck(DECK), None)
    assert features.next_step is not None
    assert features.next_step.on == date(2026, 7, 14)
    assert features.value.range_line is not None
    assert features.value.basis
    assert len(set(features.risks.specific)) == 2


TOLD = """Ilse Brandt is the COO of Orrin. Two of her sheds were sealed in March. I sent her one page about it on the first of
April. She wrote back, week nine is wrong. So I made it again and she asked for a third one, only for the old kiln.
In her money that is sixty to ninety-five thousand a year. What can spoil it is the insurer, he might refuse.
On the fourteenth of July she has called us all together. What I need is an engineer for two days.
And what I'd do differently is to call before I write, which I do now."""


def test_the_parts_of_a_story_are_heard_without_set_phrases() -> None:
    told = place_story(lines_of_story(make_story(TOLD)), AS_OF)
    parts = list(dict.fromkeys(line.sections[0] for line in told))
    assert parts == ["hook", "did", "value", "risks", "next", "ask", "learned"]


def test_a_story_does_not_go_back_to_its_beginning_nor_end_in_its_first_half() -> None:
    text = "I learned of it in the paper. " + TOLD + " I wrote to him afterwards."
    told = place_story(lines_of_story(make_story(text)), AS_OF)
    assert told[0].sections == ("hook",)
    assert told[-1].sections == ("learned",)


@pytest.mark.parametrize(
    "text",
    ["eur 300,000 - 480,000", "rs 1.1 to 1.6 crore a year", "r1.6m - r2.4m in a year", "c$60k to c$95k", "between 80 and 100 k€",
     "zwischen 40.000 und 60.000 euro", "300 a 450 mil €", "s$1.2m–1.9m", "20 bis 30 %", "2 to 3 million tl"],
)  # fmt: skip
def test_a_range_of_money_is_one_in_any_currency(text: str) -> None:
    assert has_range(text)
    assert has_amount(text)


@pytest.mark.parametrize("text", ["2024 - 2025", "page 3 to 5", "kilns 5 and 6", "week 9, 10, 11", "from 4 may to 6 may"])
def test_what_is_no_money_is_no_range(text: str) -> None:
    assert not has_range(text)
