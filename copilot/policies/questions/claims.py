"""What the words of a question claim, and whether the facts bear it: numbers by value, words by their stem or a near meaning.

A bare name or role ("the plant head", "Halden") is no fact; what is said about it is.
"""

import re
from collections.abc import Iterable

from copilot.policies.questions.text import expand
from copilot.policies.words import STOP_WORDS, forms, word_set

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_UNITS = _WORD.findall(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ORDINALS = _WORD.findall(
    """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth
    seventeenth eighteenth nineteenth twentieth
    """
)
_OTHERS = {"both": 2, "twice": 2, "pair": 2, "couple": 2, "thrice": 3, "dozen": 12, "once": 1, "hundred": 100, "single": 1}
_VALUES: dict[str, float] = {
    **{word: value for value, word in enumerate(_UNITS)},
    **_TENS,
    **{word: value for value, word in enumerate(_ORDINALS, 1)},
    **_OTHERS,
}
_SHARE = re.compile(r"([\w.,-]+(?:[- ](?!per\b)[a-z]+)?) ?(?:%|per ?cent)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NEAR_WORDS = """
    answer answers answered answering reply replies replied respond response responses silent silence quiet hear heard
    unanswered back return returned / meet met meeting meetings talk talks talked talking call called conversation visit
    visited spoke speak speaks speech sat coffee keynote stage / refuse refused decline declined no reject rejected cancel
    cancelled turned / accept accepted yes agreed agree connect connected connecting connection invitation invitations / send
    sent mail mails email emails letter letters note notes message messages wrote write writes written follow-up followup post
    posts / leave leaves left gone leaving notice goes departure successor / late wait waited waiting delay delayed open slow
    / say says said tell told telling mention mentioned quote quoted word words / ask asked asks request requested want wants
    wanted wish / manager managers director directors below level levels above floor foreman foremen / rate rated rating score
    put gave give given gives / lose lost loss losing / site building inside house / customer customers client alumna alumni /
    draft drafted begun begins begin starts start started half / correct corrected correction corrections change changed edit
    edited / page paper case sheet slide slides deck document / like likes liked positive happy glad approve approved / nobody
    none nothing never not empty missing lack lacks / move moves moved play plays step steps / people persons person
    executives executive contacts contact / price prices discount cost budget / appoint appointed new joined joins hired / end
    ended ends over finished closed
"""
_NEAR = tuple(word_set(group) for group in re.split("/", _NEAR_WORDS))  # each stands for the others when a fact is told again
_MONTHS = word_set("january february march april may june july august september october november december")
_DAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")
_ROLES = word_set(
    """
    account accounts seller firm company ceo cfo coo cio cto ciso cmo chro cro cpo cdo gc md vp chair chairman chairwoman
    president owner founder director head manager treasurer controller planner matron nurse nurses sister doctor surgeon
    professor dean bursar warden foreman engineer buyer officer captain auditor assistant deputy sponsor executive executives
    user users sceptic champion lead chief minister adviser mr mrs ms dr
    """
)
_FINITE = word_set(
    """
    is are was were has have had does do did will would can could may might should said told gave got went came wrote sent
    took left fell rose put made met saw knew thought found felt kept held lost won chose hung rang swore tore threw flew
    stole forgot froze blew caught taught drove ate fought hid lent meant shook shot struck swept woke wore withdrew became
    sank slept stuck burst spread upset spoke began ran paid read heard brought bought sold built stood understood drew grew
    broke spent shut cut set let hit quit sat led cost owns wants needs keep keeps
    """
)
_LED_IN = forms(
    """
    in  with  on  at  for  after  before  by  from  to  of  as  about  under  over  given  considering  until  till  within  next
    this
    """,
    whole=True,
)


def numbers_in(text: str) -> frozenset[float]:
    """Return the values of the numbers of a text: 14th, fourteen, twice and 14 alike."""
    plain = text.casefold()
    values = {
        float(number.replace(",", ".")) if number.count(".") + number.count(",") < 2 else 0.0 for number in _NUMBER.findall(plain)
    }
    values |= {float(number.replace(",", "")) for number in _NUMBER.findall(plain) if re.fullmatch(r"\d+(?:,\d{3})+", number)}
    compound = re.compile(rf"\b({'|'.join(_TENS)})[- ]({'|'.join(_UNITS[1:10])})\b")
    values |= {float(_TENS[tens] + _VALUES[unit]) for tens, unit in compound.findall(plain)}
    rest = compound.sub(" ", plain)
    return frozenset(values | {float(_VALUES[word]) for word in _WORD.findall(rest) if word in _VALUES})


def words_in(text: str) -> tuple[str, ...]:
    """Return the words of a text that carry meaning, in order."""
    return tuple(
        word
        for word in (found.removesuffix("'s") for found in _WORD.findall(expand(text)))
        if len(word) > 2 and word not in STOP_WORDS and word not in _VALUES
    )


def _shares_in(text: str) -> frozenset[float]:
    """Return the numbers that are said to be per cent."""
    return frozenset(value for said in _SHARE.findall(text.casefold()) for value in numbers_in(said))


class Facts:
    """The facts that were given, as they are compared."""

    def __init__(self, facts: Iterable[str]) -> None:
        self.text = " ; ".join(facts)
        spoken = self.text.replace('"', " ")
        self.numbers = numbers_in(self.text)
        self.shares = _shares_in(self.text)
        self.stems = frozenset(_stem(word) for word in words_in(spoken))
        self.names = frozenset(word.casefold() for word in re.findall(r"\b[A-Z\u00c0-\u00de][\w'-]+", self.text))
        plain = frozenset(_WORD.findall(expand(spoken)))
        self._near = tuple(group for group in _NEAR if group & plain)

    def hold_word(self, word: str) -> bool:
        """Whether the facts hold a word, or one near it."""
        return _stem(word) in self.stems or any(word in group for group in self._near)

    def hold_told(self, word: str) -> bool:
        """Whether the facts hold a word that is more than a name or a role."""
        return word not in _ROLES and word not in self.names and self.hold_word(word)

    def new_numbers(self, text: str) -> frozenset[float]:
        """Return the numbers of a text that the facts do not hold; one is no number, and a place in a row ("third") is none."""
        counted = re.sub(rf"\b(?:{'|'.join(_ORDINALS)})\b", " ", text.casefold())
        return numbers_in(counted) - self.numbers - {1.0, 0.0} | _shares_in(counted) - self.shares

    def new_days(self, text: str) -> frozenset[str]:
        """Return weekdays and months that the facts do not hold."""
        said = frozenset(_WORD.findall(text.casefold())) & (_DAYS | _MONTHS - {"may", "march"})
        return frozenset(day for day in said if not any(stem == day[: len(stem)] for stem in self.stems))


def main_clause(clause: str) -> str:
    """Return a clause without what leads into it: "after three meetings they asked" -> "they asked"; only a lead-in: nothing."""
    if not _LED_IN.match(clause):
        return clause
    found = re.search(r" (?:you|we|they|he|she|it) (?=\w)", clause)
    if found:
        return clause[found.start() :].strip()
    ahead = re.match(r"(?:in|by|before|until|till|within|on|next|this)\b", clause)  # when it is to happen, not what did
    return "" if predicate_of(clause) is None and ahead else clause


def predicate_of(clause: str) -> str | None:
    """Return what a clause says about its subject; None where no verb is found, so that nothing is said."""
    words = clause.split()
    has_subject = not _LED_IN.match(clause)
    for place, word in enumerate(words):
        before = words[place - 1] if place else ""
        bare = word.strip(",.")
        if bare in _FINITE or (place and len(bare) > 3 and bare.endswith("ed")) or (has_subject and _is_verb_in_s(bare, before)):
            return " ".join(words[place:])
    return None


def _is_verb_in_s(word: str, before: str) -> bool:
    """Whether a word in -s acts: "the caretaker knows", not "the nurses", "four introductions"."""
    small = {"the", "a", "your", "their", "our", "his", "her", "its", "of", "these", "those", "all", "and", "no", ""}
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "'s", "us")) and before not in small | set(_VALUES)


def _stem(word: str) -> str:
    return word[:5]
