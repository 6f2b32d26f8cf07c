"""One sheet a seller, one seller after the other: whatever goes wrong with one is told in a sentence and stops nobody else."""

import logging
from collections.abc import Callable

from copilot.domain.card_tables import SellerCard
from copilot.domain.one_on_one import QuestionsRequest, QuestionsResult, SellerFault
from copilot.domain.people import Seller
from copilot.errors import CopilotError

_log = logging.getLogger(__name__)


def prepare_one(
    card: SellerCard, minutes: int, draft: Callable[[QuestionsRequest], QuestionsResult]
) -> QuestionsResult | SellerFault:
    """Return the prepared one-on-one of a card, or why there is none."""
    try:
        request = QuestionsRequest(seller=Seller(id=card.seller), card=card.card, measures=card.measures, minutes=minutes)
        return draft(request)
    except CopilotError as error:
        return SellerFault(seller=card.seller, why=str(error))
    except ValueError:  # an id too long, or something else no card should hold
        return SellerFault(seller=card.seller, why="The row cannot be used as a card; look at its id and its values.")
    except Exception as error:  # one card, however odd, stops nobody else's
        _log.warning("An unexpected %s in the card of one seller.", type(error).__name__)
        return SellerFault(seller=card.seller, why="The card could not be prepared; try this seller alone.")
