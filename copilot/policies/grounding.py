"""What a draft may say: only what was given or shown.

Every citation names a passage that was shown; every quotation occurs there word for word (NFC, folded white space and
quotation marks); every number in a draft occurs in the input or a cited passage; every name too. What fails is a
finding; a suggestion with a finding is repaired or dropped, never shown.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from copilot.domain.drafts import SuggestionDraft
from copilot.domain.evidence import Citation, Passage
from copilot.domain.noun import Noun

_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"'})
_DASHES = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-"})
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"(?<![.!?:\"'\u201c] )(?<!^)\b[A-Z\u00c0-\u00de][\w'-]+(?:[ -][A-Z\u00c0-\u00de][\w'-]+)*")
# a sentence's first word is capitalised whatever it is: taken for a name where it is addressed, owns something, or acts
_FIRST = re.compile(
    r"(?:^|(?<=[.!?:] )|(?<=[\"\u201c\n]))([A-Z\u00c0-\u00de][a-z\u00df-\u00ff]{2,})"
    r"(?=,|['\u2019]s\b| (?:is|was|has|had|will|would|can|could|said|says|asks|wants|needs|spoke|runs|told|knows|\w+ed)\b)"
)
_POSSESSIVE = re.compile(r"['\u2019]s?$")
_COMMON_ENDINGS = ("ing", "ly", "s", "ed", "one", "thing", "body", "ever", "tion", "ment", "ness", "ity")
_OPENING_WORDS = """
    the this that these those there here who whom whose what which when where why how while since because although though whereas
    unless until once before after above below beside between during about across against along among around behind beyond
    despite from into like near off onto out outside over past per through toward under upon with within without each
    either neither every both half all any few many more most much other another same several some such and but for nor
    yet then thus now today tomorrow yesterday soon later still again already also always never often once twice even just
    only perhaps maybe instead rather therefore however meanwhile moreover otherwise indeed anyway first second third next
    last finally you your yours she her hers him his they them their its our ours mine myself herself himself itself not
    none please thank sure yes well okay hello dear good best kind far long half part time work week year month quarter
"""
_OPENERS = frozenset(_OPENING_WORDS.split())
_SPELT = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "fifteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "hundred",
    "thousand",
    "million",
]


class GroundingFinding(Noun):
    """Something in a draft that nothing shown supports."""

    play_id: str
    code: str  # unknown_passage, foreign_passage, quote_not_found, no_citation, unknown_number, unknown_name
    what: str


def check_suggestion(draft: SuggestionDraft, shown: Sequence[Passage], given: Iterable[str]) -> tuple[GroundingFinding, ...]:
    """Return everything in a suggestion that rests on nothing. `given` is all text of the request, as one person typed it."""
    passages = {passage.id: passage for passage in shown}
    findings = [*_check_citations(draft, passages)]
    cited = [passages[citation.passage_id] for citation in draft.citations if citation.passage_id in passages]
    source = " ".join([*given, *(f"{passage.title} {passage.text}" for passage in cited)])
    own = " ".join([draft.why_this_executive, draft.why_now, draft.why_new, draft.opener])
    findings += [
        GroundingFinding(play_id=draft.play_id, code="unknown_number", what=number) for number in find_new_numbers(own, source)
    ]
    invented = [passage for passage in shown if passage.id.partition("#")[2].startswith("worked-example")]
    names = " ".join([*given, *(f"{p.title} {p.text}" for p in shown if p not in invented)])
    findings += [GroundingFinding(play_id=draft.play_id, code="unknown_name", what=name) for name in find_new_names(own, names)]
    return tuple(findings)


def occurs(quote: str, text: str) -> bool:
    """Return whether a quotation stands in a text, word for word and from word to word."""
    wanted = fold_quote(quote)
    if not wanted:
        return False
    before = r"(?<!\w)" if wanted[0].isalnum() else ""
    after = r"(?!\w)" if wanted[-1].isalnum() else ""
    return re.search(before + re.escape(wanted) + after, fold_quote(text)) is not None


def fold_quote(text: str) -> str:
    """Return a text as quotations are compared: NFC, plain quotation marks and dashes, single spaces."""
    plain = unicodedata.normalize("NFC", text).translate(_QUOTES).translate(_DASHES)
    return " ".join(plain.split())


def find_new_numbers(text: str, source: str) -> tuple[str, ...]:
    """Return the numbers of a text that its source does not hold, in digits or spelt out; a repeated one once."""
    figures = {_plain(number) for number in _NUMBER.findall(source)}
    spelt = _words_of(text) & set(_SPELT)
    wanted = [number for number in _NUMBER.findall(text) if _plain(number) not in figures]
    wanted += sorted(spelt - _words_of(source), key=_SPELT.index) if spelt else []
    return tuple(dict.fromkeys(wanted))


def find_new_names(text: str, source: str) -> tuple[str, ...]:
    """Return the capitalised words that the source does not hold in any case; a sentence's first where it is used as a name."""
    have = _words_of(source) | _ALWAYS
    found = [word for name in _NAME.findall(text) for word in re.split(r"[ -]", name)]
    found += [word for word in _FIRST.findall(text) if not _is_common(word)]
    return tuple(dict.fromkeys(word for word in found if _bare(word) not in have))


def _is_common(word: str) -> bool:
    return word.casefold() in _OPENERS or word.endswith(_COMMON_ENDINGS)


def _check_citations(draft: SuggestionDraft, passages: dict[str, Passage]) -> Iterable[GroundingFinding]:
    if not draft.citations:
        yield GroundingFinding(play_id=draft.play_id, code="no_citation", what="nothing is cited")
    for citation in draft.citations:
        code = _citation_fault(draft, citation, passages)
        if code is not None:
            yield GroundingFinding(play_id=draft.play_id, code=code, what=f"{citation.passage_id}: {citation.quote[:80]}")


def _citation_fault(draft: SuggestionDraft, citation: Citation, passages: dict[str, Passage]) -> str | None:
    passage = passages.get(citation.passage_id)
    if passage is None:
        return "unknown_passage"
    if passage.kind == "play" and passage.card_id != draft.play_id:
        return "foreign_passage"
    return None if occurs(citation.quote, passage.text) else "quote_not_found"


@lru_cache(maxsize=16)  # one source is compared with every text of a draft
def _words_of(text: str) -> frozenset[str]:
    words = re.findall(r"[\w'\u2019-]+", text)
    return frozenset(_bare(part) for word in words for part in (word, *word.split("-")))


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", word.casefold())


def _plain(number: str) -> str:
    """Return a number without its thousands marks, its decimal mark a point: 1,250 -> 1250 and 1,5 -> 1.5."""
    return re.sub(r",(?=\d{3}(?:\D|$))", "", number).replace(",", ".")


_ALWAYS = {
    "i",
    "you",
    "ceo",
    "cfo",
    "cio",
    "cto",
    "ciso",
    "cmo",
    "chro",
    "coo",
    "cro",
    "cpo",
    "cdo",
    "gc",
    "linkedin",
    "inmail",
    "pdf",
} | {
    name.casefold()
    for name in [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
}
