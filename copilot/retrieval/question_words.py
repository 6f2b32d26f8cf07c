"""A question -> the runs of words and of letters by which it is heard. Names and figures are masked: they say who, never how."""

import re
from collections import Counter

FEATURES = (
    "words 1-3",
    "letters 3-4",
    "meaning",
    "meaning of the last sentence",
    "names and figures masked",
)  # what weights must have been fitted on; another way to count is another name here
_WORDS, _LETTERS = (1, 2, 3), (3, 4)
_NAME = re.compile(
    r"(?<!^)(?<![.!?:;] )\b[A-Z\u00c0-\u00de][\w'&-]*(?: (?:& )?[A-Z\u00c0-\u00de][\w'&-]*)*"
)  # what is capital inside a sentence
_SHORT_FORM = re.compile(r"[A-Z]{2,5}|I(?:'(?:d|m|ve|ll))?")  # CRM, CFO, SSI, I'd: no names
_FIGURE = re.compile(r"\d[\d.,]*")
_WORD = re.compile(r"\w+(?:'\w+)?|[?.!]")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_START = "^"  # stands where a sentence begins


def count_words(question: str) -> Counter[str]:
    """Return the runs of one to three words of a question, with how often each stands there."""
    words = _read_words(question)
    return Counter(" ".join(words[at : at + size]) for size in _WORDS for at in range(len(words) - size + 1))


def count_letters(question: str) -> Counter[str]:
    """Return the runs of three and four letters of a question, across words."""
    text = " ".join(_read_words(question))
    return Counter(text[at : at + size] for size in _LETTERS for at in range(len(text) - size + 1))


def last_sentence(question: str) -> str:
    """Return the last sentence, where a fact before it is left out; what is asked mostly stands there."""
    return _SENTENCE_END.split(question.strip())[-1]


def _read_words(question: str) -> list[str]:
    text = " ".join(question.replace("\u2019", "'").split())
    text = _FIGURE.sub("0", _NAME.sub(_mask, text)).casefold()
    return [_START, *(_START if word in ".!" else word for word in _WORD.findall(text))]


def _mask(found: re.Match[str]) -> str:
    return found[0] if _SHORT_FORM.fullmatch(found[0]) else "xname"
