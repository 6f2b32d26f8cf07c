"""The text of a question made plain for reading: one kind of quotation mark, short forms written out, cut into sentences.

Everything said in quotation marks is somebody else's; for the grammar of the question it is one word. So is a stumble of speech
("what, what do you"): it is taken once.
"""

import re
import unicodedata
from typing import NamedTuple

_QUOTES = str.maketrans("\u2018\u2019\u02bc\u0060\u00b4\u201c\u201d\u201e\u00ab\u00bb", "'''''\"\"\"\"\"")
_SHORT = (  # what people contract, and what it stands for
    (re.compile(r"\bcan't\b|\bcannot\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"\bshan't\b"), "shall not"),
    (re.compile(r"\bain't\b"), "is not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"\blet's\b"), "let us"),
    (re.compile(r"\b(what|who|how|where|when|why|that|it|there|here|he|she|which|this)'s\b"), r"\1 is"),
    (re.compile(r"'re\b"), " are"),
    (re.compile(r"'ll\b"), " will"),
    (re.compile(r"'ve\b"), " have"),
    (re.compile(r"'d\b"), " would"),
    (re.compile(r"\bi'm\b"), "i am"),
    (re.compile(r"\bgonna\b"), "going to"),
    (re.compile(r"\bwanna\b"), "want to"),
    (re.compile(r"\bhowcome\b"), "how come"),
)
_QUOTED = re.compile(r'"[^"]*"')
_TITLES = re.compile(r"\b(mr|mrs|ms|dr|prof|e\.g|i\.e|approx|vs|jr|sr|no(?=\. ?\d)|st(?=\. [A-Z]))\.(?=\s)", re.IGNORECASE)
_END = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][\"')\]]))\s+")
_FILLER = re.compile(r",? ?(?<![\w'])(?:uh|um|uhm|erm|hmm|mhm|uh-huh|um-hum)(?![\w'-]),?(?= |$)")
_STUMBLE = re.compile(r"\b((?:[\w']+ ){0,2}[\w']+)(?:,| -+|\.\.\.|…)? \1\b(?! (?:to|by) )")


class Sentence(NamedTuple):
    """A sentence as it was written, and made plain: lower case, short forms written out, quotations as one word."""

    written: str
    plain: str
    marked: bool  # it ends with a question mark


def fold(text: str) -> str:
    """Return a text with one kind of quotation mark, dash and space."""
    folded = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    folded = re.sub(r"(?<=\d)\s*[\u2010-\u2015\u2212]\s*(?=\d)", "-", folded)
    folded = re.sub(r"\s*[\u2013\u2014\u2015]+\s*|\s+-+\s+", " - ", folded)
    folded = " ".join(folded.split())
    pasted = re.fullmatch(r'"([^"]+)"', folded)  # a question pasted with its quotation marks
    return pasted[1] if pasted else folded


def read_sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a folded text."""
    masked = _QUOTED.sub(lambda found: re.sub(r"[.!?…](?=[^\w\"]*\w)", " ", found.group()), text)
    masked = _TITLES.sub(r"\1", masked)
    masked = re.sub(r"([?!.])(?=[^\s\"'.?!)\]\d\w])", r"\1 ", masked)
    sentences = (Sentence(part, expand(part), _is_marked(part)) for part in _END.split(masked))
    return tuple(sentence for sentence in sentences if re.search(r"\w", sentence.plain))


def _is_marked(part: str) -> bool:
    """Whether a sentence ends with a question mark; one inside a quotation asks only if all of it is quoted."""
    bare = part.rstrip(")] ")
    return bare.endswith("?") or (bare.endswith(('?"', "?'")) and bare.startswith(bare[-1]))


def expand(text: str) -> str:
    """Return words in lower case with short forms written out, quotations as one word, and no mark at the end."""
    plain = _QUOTED.sub("quoted", text.casefold())
    for short, full in _SHORT:
        plain = short.sub(full, plain)
    plain = re.sub(r"[\"()\[\]{}*_/+]", " ", plain)
    plain = _FILLER.sub("", f" {' '.join(plain.split())}")
    plain = re.sub(r"\s+([,;:.!?])", r"\1", " ".join(plain.split()))
    return _STUMBLE.sub(r"\1", plain).strip(" .!?…,;:-")
