"""Who at the buyer was reached, and whose words stand under a heading that names nobody.

'What they said' is taken as the executive's words, unless the deck says that the executive was never spoken to: then they are
those of the person who answered.
"""

from collections import Counter
from collections.abc import Sequence

from copilot.policies.dates import fold_letters
from copilot.policies.decks.cast import Cast
from copilot.policies.decks.exchanges import Event
from copilot.policies.decks.lines import Line
from copilot.policies.decks.people import Person
from copilot.policies.decks.quotes import Quote
from copilot.policies.decks.words_of_outreach import UNMET

_NEAR = 70  # characters between a name and the words that say it was not met


def assign_unlabelled(quotes: Sequence[Quote], events: Sequence[Event], lines: Sequence[Line], cast: Cast) -> tuple[Quote, ...]:
    """Return the quotations; those without a name, taken as an executive's whom nobody met, go to the person who answered."""
    executive = cast.executive
    answered = Counter(event.person.aliases for event in events if event.direction == "answer" and event.person)
    if executive is None or not answered or executive.aliases in answered or not is_unmet(executive, lines):
        return tuple(quotes)
    aliases = answered.most_common(1)[0][0]
    other = next(event.person for event in events if event.person and event.person.aliases == aliases)
    named = {line.slide for line in lines if line.heading and executive.is_meant_in(line.text)}
    return tuple(
        quote.model_copy(update={"speaker": other})
        if quote.speaker == executive and not executive.is_meant_in(quote.line.text) and quote.line.slide not in named
        else quote
        for quote in quotes
    )


def is_unmet(person: Person, lines: Sequence[Line]) -> bool:
    """Whether a deck or its story says of a person that nobody has spoken to them: the name stands beside words for it."""
    for line in lines:
        for found in UNMET.finditer(fold_letters(line.text).replace("\u2019", "'")):
            if person.is_meant_in(line.text[max(0, found.start() - _NEAR) : found.end() + _NEAR]):
                return True
    return False
