"""Private details of a buyer are found however they are written; an office's number and the seller's own life are none."""

import pytest

from copilot.domain.certification import Submission
from copilot.domain.decks import Piece, Slide
from copilot.policies.reviews.integrity import find_integrity_faults
from tests.policies.deck_maker import every_line, features_of, make_deck, make_story

OPENING = "# Orrin Cement: kilns\nTomas Keller, KilnSight\nExecutive: Ilse Brandt, COO\n# Who\n"


def kinds(line: str, *, told: str | None = None) -> set[str]:
    deck, story = make_deck(OPENING + line), make_story(told) if told else None
    lines = every_line(deck, story)
    features = features_of(deck, story, author="Tomas Keller")
    return {fault.kind for fault in find_integrity_faults(deck, lines, features, (), Submission(author="Tomas Keller"), ())}


@pytest.mark.parametrize(
    "line",
    [
        "Ilse Brandt | decides | own mobile is 07700 900123, evenings only",
        "Brandt, private number: +44 7700 900124.",
        "Brandt (cell 555-014-2233), not the office",
        "Ilse Brandt, handy 0170 5550123, bitte nicht weitergeben",
        "Ilse Brandt, móvil 600 123 456, solo por la tarde",
        "Ilse Brandt, portable 06 12 34 56 78, le soir",
        "Ring her on 07700 900125, she is at home on Fridays",
        "Brandt: ilse.brandt@gmail.com (she reads that one)",
        "WhatsApp of Ilse Brandt 0044 7700 900126",
        "notes: Brandt direct dial 020 7946 0958, mobile 07700 900127",
    ],
)
def test_a_number_of_somebodys_own_is_private(line: str) -> None:
    assert "private_contact_detail" in kinds(line)


@pytest.mark.parametrize(
    "line",
    [
        "Orrin's switchboard (402) 555-0100 is on their site",
        "Front desk: +44 20 7946 0100",
        "Customer service 0800 123 4567 rang out for eleven minutes",
        "I rang the published number, 020 7946 0101, and counted",
        "Zentrale +49 711 5550100, dort fragen",
        "Centralita 91 555 01 00, preguntar por logística",
        "Standard téléphonique: 01 55 50 01 00",
        "The control room, phone 555-014-2234, has nobody at night",
        "Tomas Keller, mobile +44 7700 900128",
        "Tender 2026-0812-4471, lot 4, opens 12.09.2026",
    ],
)
def test_a_number_for_everybody_is_none(line: str) -> None:
    assert "private_contact_detail" not in kinds(line)


@pytest.mark.parametrize(
    "line",
    [
        "Her daughter starts school in May, so no meetings then",
        "Brandt: 'Not before Monday, my son is in hospital'",
        "Brandt is recovering from surgery, be gentle",
        "Ilse Brandt was diagnosed in spring",
        "Brandt's husband works at the rival",
        "Seine Frau ist krank",
        "Su hija se casa en mayo",
        "Sa fille passe le bac en juin",
        "She is on sick leave till June",
        "Ilse Brandt goes on maternity leave in July",
    ],
)
def test_family_and_health_of_a_buyer_are_private(line: str) -> None:
    assert "family_or_health_detail" in kinds(line)


@pytest.mark.parametrize(
    "line",
    [
        "Ilse Brandt answers, who steps in when somebody is sick?",
        "Brandt asked what happens when an operator or anybody is ill",
        "She plans for people on sick leave in winter",
        "My wife laughed when I told her",
        "Brandt wants what her sister company in Linz has",
        "Her sister plant runs it already",
        "He runs his family business from Graz",
        "I told Brandt that my son sorts bolts better",
        "Nobody is ill less often than her night crew, said Brandt of staff on sick leave",
        "Patients of the clinic are seriously ill, she said",
    ],
)
def test_what_is_nobodys_detail_or_the_sellers_own_is_none(line: str) -> None:
    assert "family_or_health_detail" not in kinds(line)


def test_my_in_a_picture_is_whose_name_stands_above() -> None:
    """A thread in a screenshot puts the name over the words: the buyer's daughter is private, the seller's is not."""

    def raised(*texts: str) -> bool:
        made = make_deck(OPENING + "Ilse Brandt, COO")
        pieces = tuple(Piece(slide=3, channel="picture", text=text, visible=True) for text in texts)
        deck = made.model_copy(
            update={"slides": (*made.slides, Slide(number=3, title="", hidden=False, pieces=pieces, pictures=1))}
        )
        lines, features = every_line(deck, None), features_of(deck, None, author="Tomas Keller")
        found = find_integrity_faults(deck, lines, features, (), Submission(author="Tomas Keller"), ())
        return "family_or_health_detail" in {fault.kind for fault in found}

    assert raised("Tomas Keller 3 Aug", "May I ring?", "Ilse Brandt 4 Aug", "Not today, my daughter is in hospital")
    assert not raised("Ilse Brandt 3 Aug", "How was the week?", "Tomas Keller 4 Aug", "My daughter won a race")
