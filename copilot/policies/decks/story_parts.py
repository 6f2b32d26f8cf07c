"""Where a teller is in the story: which part each sentence belongs to, by how parts are announced and by what is said in them.

A part begins where somebody says so, or where its own matter comes up in the stretch of the story where it belongs. Once a
story has come to value, risks or the next step, it does not go back to its beginning.
"""

import re
from collections.abc import Sequence
from datetime import date

from copilot.policies.dates import find_dates
from copilot.policies.decks.lines import Line, turn_of
from copilot.policies.words import forms, says

_ORDER = ("hook", "why", "did", "value", "risks", "next", "ask", "learned", "close")
_EARLY = {"hook", "why", "did"}
_NUMBER = r"(?:\d|hundred|thousand|million|crore|lakh|tausend|million|mil\b|mille|tysi)"
_WORDS = {  # what is said in a part, wherever nobody announces it
    "value": (0.35, forms(rf"""
        in (?:her|his|their|your|its) (?:own )?(?:money|measure|terms|numbers|units)
        what (?:it|that|this) (?:means|costs|is worth)  (?:worth|costs?|saves?|claim\w*|loses?)\b[^.]{{0,40}}{_NUMBER}
        for (?:them|her|him) (?:it'?s|that'?s|it is)\b[^.]{{0,40}}{_NUMBER}
        {_NUMBER}[^.]{{0,60}}(?:a|per|in a|each|every) (?:year|month|week)
        (?:somewhere )?between [^.]{{3,40}} and [^.]{{0,30}}{_NUMBER}  potential is  size of (?:it|the)  kostet sie
        wert (?:ist|ware)  vale (?:entre|la)  les coute  warte jest
    """)),
    "risks": (0.45, forms(r"""
        what (?:could|can|might|would|may) (?:still )?(?:break|spoil|kill|stop|sink|go|upset|hurt|end|derail)\w*
        (?:could|can|might|may) (?:break|spoil|kill|stop|sink|derail) (?:it|this)
        what (?:worries|i (?:do not|don'?t|can'?t) (?:know|see))  my (?:doubts?|worry|worries|fear)
        i (?:do not|don'?t) know (?:if|whether|what|how)
        (?:might|may|could) (?:just )?(?:not|walk|say no|refuse|leave|decide against)  the (?:risk|danger)  what speaks against
        was (?:mir )?sorgen  was ich nicht weis+  lo que no se  ce que je ne sais pas  czego nie wiem  cosa non so
    """)),
    "next": (0.5, forms(r"""
        (?:the )?next (?:thing|step|meeting|date|time we)  (?:we|they|she|he)(?:'re| are| is|'s)? (?:going to )?meet(?:ing)?\b
        in (?:the|my|their|her|his) (?:calendar|diary|agenda)  als nachstes  der nachste  lo siguiente  la prochaine  nastepn\w+
        prossim\w+
    """)),
    "ask": (0.6, forms(r"""
        (?:what|all) i (?:need|ask|want|would like|'d like)\b  from you\b  i(?:'d| would) (?:like|need|be (?:very )?glad)\b
        i need (?:a|an|our|some\w*|one|the)\b  please\b  could (?:somebody|someone|you)  was ich brauche  ich brauche  ich bitte
        pido  necesito  j'ai besoin  potrzebuje  prosze
    """)),
    "learned": (0.7, forms(r"""
        i(?:'ve| have)? learn\w*  my (?:lesson|learning|takeaway)  the lesson
        what (?:i(?:'d| would)? (?:do|change|tell)|changed for me|i take)  next time  differently  from now on  i now \w+
        i (?:\w+ )?(?:it|this|that)? ?(?:now|from now on)\b  gelernt  kunftig  aprend\w+  appris  nauczy\w+  imparat\w+
    """)),
}  # fmt: skip
_LAST = {"ask", "learned", "close"}
_SECOND_HALF = 0.5
_BEGINNING = 12  # characters
_AHEAD = 0.5  # from here on a coming date is the next step


def place_story(lines: Sequence[Line], as_of: date) -> tuple[Line, ...]:
    """Return the sentences of a story, each with its part; other lines as they are."""
    total = sum(len(line.text.split()) for line in lines if line.told) or 1
    placed: list[Line] = []
    part, words, reached = "hook", 0, 0
    for line in lines:
        if not line.told:
            placed.append(line)
            continue
        announced = turn_of(line.text)
        back = announced in _EARLY and reached >= _ORDER.index("value")
        ahead = announced in _LAST and words / total < _SECOND_HALF
        if announced and not back and not ahead:
            part = announced
        part = _by_matter(line, part, words / total, as_of) or part
        reached = max(reached, _ORDER.index(part))
        words += len(line.text.split())
        placed.append(line.model_copy(update={"sections": (part,)}))
    return tuple(placed)


def _by_matter(line: Line, part: str, share: float, as_of: date) -> str | None:
    """Return the part a sentence's matter belongs to, where it differs from the one the teller is in."""
    for name, (earliest, pattern) in _WORDS.items():
        if name != part and share >= earliest and says(pattern, line.text):
            return name
    ahead = [found for found in find_dates(line.text, as_of) if found.exact and found.on >= as_of]
    begins = bool(ahead) and ahead[0].start <= _BEGINNING  # else it may be the day by which a risk is looked into
    if ahead and share >= _AHEAD and (part not in ("risks", "ask", "learned") or (part == "risks" and begins)):
        return "next"
    return None


_SPOKEN_NUMBER = re.compile(_NUMBER)


def names_a_number(folded: str) -> bool:
    return _SPOKEN_NUMBER.search(folded) is not None
