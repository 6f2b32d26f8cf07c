"""A seller's card as both of them look at it: seventeen lines, what is unknown, and where the playbook seems to break."""

from copilot.domain.card_tables import SellerCard
from copilot.domain.coaching import CardReading
from copilot.domain.diagnosis_book import DiagnosisBook
from copilot.policies.one_on_ones.card_doubts import find_doubts
from copilot.policies.one_on_ones.card_lines import find_missing, read_lines
from copilot.policies.one_on_ones.diagnosis import diagnose


def read_card(seller_card: SellerCard, *, book: DiagnosisBook) -> CardReading:
    """Return the lines of a card and its diagnosis. The same card gives the same reading."""
    card, measures = seller_card.card, seller_card.measures
    ignored = [*card.ignored_fields(), *(f"measures.{name}" for name in measures.ignored_fields())]
    warnings = [f"The card knows no '{name[:60]}'; it was left aside." for name in ignored[:10]]
    return CardReading(
        seller=seller_card.seller,
        as_of=seller_card.as_of,
        lines=read_lines(card),
        missing=find_missing(card),
        diagnosis=diagnose(card, measures, book),
        warnings=(*warnings, *find_doubts(card, measures)),
    )
