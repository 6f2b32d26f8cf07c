"""The grammar of a question: what it asserts first, what it only supposes, and each thing it asks, with its form.

A polite wrapping is taken off (`question_wraps`): "Could you tell me whether ..." asks yes or no, "... what ..." does not.
"""

import re
from typing import NamedTuple

from copilot.policies.questions.answers import AMOUNT, QUIZ, SCALE, Form, form_of
from copilot.policies.questions.text import Sentence, fold, read_sentences
from copilot.policies.questions.wraps import (
    AUX,
    BEFORE_WH,
    FRAME,
    SUBJECT,
    TAG,
    TELLING,
    WH,
    strip_asking,
    strip_openers,
    strip_passing,
    strip_telling,
)
from copilot.policies.words import forms

_PROMPT = forms(
    r"""
    (?:your |more |other |any )?(?:thoughts|reflections|reactions|feelings)\b
    (?:and|because|meaning|such as|like what|for example|for instance
    |in what (?:way|sense)|how so|why not|go on|as in)$
    """
)
_FRONTED = forms(
    "in  on  by  after  before  at  for  from  with  between  if  when  given  as  out  looking  across  apart  besides"
    "  since  now"
    "  once  until  suppose  of  during  without  beyond  this  next  thinking  knowing  having",
    whole=True,
)


_LED_INTO = re.compile(  # "when you think of it what worries you"
    rf"(?P<before>(?:when|if|once|given|after|before) (?!{AUX}\b)(?:[\w'-]+ ){{2,9}}?)"
    rf"(?P<ask>(?:what|how|who|why) (?:{AUX}\b|\w+s\b|(?:else|kind|part|sort)\b).*)"
)
_TELLS_NOTHING = forms(
    r"(?:(?:can|could|would|will) you |please )*(?:tell|show) me(?: (?:honestly|this|something|one thing|now|then|please))*$"
)


class Ask(NamedTuple):
    """One thing that is asked: its words, wrapping taken off, and its form."""

    words: str
    form: Form
    wrapped: bool = False


class Reading(NamedTuple):
    """A whole question as it reads."""

    sentences: tuple[Sentence, ...]
    asserted: tuple[str, ...]  # taken for granted
    supposed: tuple[str, ...]
    asks: tuple[Ask, ...]
    plain: str

    @property
    def asked(self) -> str:
        return " / ".join(ask.words for ask in self.asks)


def read_question(text: str) -> Reading:
    """Return the reading of a text. Any text has one; a text that asks nothing has no asks."""
    sentences = read_sentences(fold(text))
    asserted: list[str] = []
    supposed: list[str] = []
    asks: list[Ask] = []
    for sentence in sentences:
        pieces = [piece for piece in re.split(r"\s*[;:]\s+|\s+-\s+", sentence.plain) if re.search(r"\w", piece)]
        for place, piece in enumerate(pieces):
            before, ask = _read_piece(piece, sentence.marked and place == len(pieces) - 1)
            if ask is not None:
                asks.append(ask)
            for clause in before:
                in_frame = FRAME.match(clause) or (place and supposed and FRAME.match(pieces[0]))
                (supposed if in_frame else asserted).append(clause)
    asks = [ask for ask in asks if not _TELLS_NOTHING.match(ask.words)] or asks
    return Reading(sentences, tuple(asserted), tuple(supposed), tuple(asks), " / ".join(s.plain for s in sentences))


def _read_piece(piece: str, marked: bool) -> tuple[list[str], Ask | None]:
    """Return what stands before the ask of a piece, and the ask."""
    text = strip_passing(strip_openers(piece))
    ask = _begin(text, marked)
    if ask is not None:
        return [], ask
    if marked and TAG.search(f", {text}"):
        return [], Ask(text, "tag")
    for comma in re.finditer(r",\s+", text):
        ask = _begin(strip_openers(text[comma.end() :]), marked, inside=True)
        if ask is not None:
            words = f"{text[: comma.start()]}, {ask.words}" if SCALE.search(text[: comma.start()]) else ask.words
            return [text[: comma.start()]], _scaled(ask._replace(words=words), text)
    led = _LED_INTO.match(text)
    if led:
        return [led["before"]], Ask(led["ask"], form_of(led["ask"]))
    return _search_inside(text) if marked else ([text], None)


def _search_inside(text: str) -> tuple[list[str], Ask | None]:
    """Find the ask of a marked piece that neither begins with it nor has it after a comma."""
    turned = re.search(rf"\b{BEFORE_WH}?(?:{WH})(?: \w+){{0,2}}? {AUX} (?:not )?(?:{SUBJECT}|\w+)\b", text)
    if turned and turned.start() > 0 and _FRONTED.match(text):
        ask = Ask(text[turned.start() :], form_of(text[turned.start() :]))
        return [text[: turned.start()].strip(" ,")], _scaled(ask, text)
    if re.search(r"\b(?:what|whom|who|where|why|how|which one)(?:,? (?:exactly|then|though|precisely|again|else))?$", text):
        return [], Ask(text, "open")
    if _PROMPT.match(text):
        return [], Ask(text, "open")
    if re.search(r"\bor\b", text) and len(text.split()) < 8:
        return [], Ask(text, "choice")
    declared = re.search(rf"\b(?:you|we|he|she|it|they|i|this|that|there) (?:\w+ly )?(?:{AUX}|\w+)\b", text)
    return [], Ask(text, "declarative" if declared else "fragment")


def _begin(text: str, marked: bool, inside: bool = False) -> Ask | None:
    """Return the ask that begins with the first word of a text, or None."""
    told = TELLING.match(text)
    if told or re.fullmatch("go on|more", text):
        return _read_told(text, told["rest"] if told else "")
    inner = strip_asking(text)
    if inner is not None:
        return _read_wrapped(inner)
    if re.match(rf"{BEFORE_WH}?{WH}\b", text) and not _is_fronted(text, marked, inside):
        return _scaled(Ask(text, form_of(text)), text)
    who = "" if marked and not inside else rf" (?:not )?{SUBJECT}\b"
    if (
        re.match(rf"{AUX}\b{who}", text)
        and re.match(rf"{AUX} \w+", text)
        and not re.match(rf"(?:have a|do tell|had |do not (?!{SUBJECT}\b))", text)
    ):
        either = re.search(r"\bor\b(?! (?:not|so|two|three|anyone|anybody|anything|someone|something)\b)", text)
        return _scaled(Ask(text, "choice" if either else "polar"), text)
    return None


def _read_told(text: str, rest: str) -> Ask:
    """Read what somebody is asked to tell: a clause inside decides, anything else is open."""
    inner = strip_telling(rest)
    if re.match(r"(?:whether|if)\b", inner):
        return Ask(inner, "polar", True)
    if re.match(rf"{BEFORE_WH}?{WH}\b", inner):
        form = form_of(inner)
        return Ask(f"{text} / {inner}", "told" if form == "open" else form, True)
    if re.match(rf"(?:that )?(?:you|we|he|she|they|it|i) (?:{AUX}|\w+ed)\b", inner):
        return Ask(inner, "polar", True)
    if AMOUNT.match(f"what is {inner}") or re.match(r"(?:yes or no|the (?:exact )?(?:date|time|day))\b", inner):
        return Ask(text, "amount", True)
    return Ask(text, "quiz" if QUIZ.match(text) else "told", True)


def _read_wrapped(inner: str) -> Ask:
    if re.match(r"(?:whether|if)\b", inner):
        return Ask(inner, "polar", True)
    told = TELLING.match(inner)
    if told:
        return _read_told(inner, told["rest"])
    if re.match(rf"{AUX} (?:not )?\w+", inner):
        return Ask(inner, "polar", True)
    if re.match(rf"{BEFORE_WH}?{WH}\b", inner):
        return Ask(inner, form_of(inner), True)
    if re.match(r"(?:you )?(?:an?|some|one|two|a few|another) (?:\w+ )?questions?|(?:you )?something", inner):
        return Ask(inner, "polar", True)
    return Ask(inner, "open" if re.match(r"(?:about|more|you|your|a|the)\b", inner) else "polar", True)


def _is_fronted(text: str, marked: bool, inside: bool) -> bool:
    """Whether a wh-word opens a clause that is not the question: "When she said no, ...", "What a day", ", who signs"."""
    if re.fullmatch(WH, text):
        return False
    if re.match(rf"when (?!{AUX}\b|else\b|exactly\b|precisely\b|in\b|about\b|$)", text):
        return True
    if re.match(r"(?:what (?:a|an)|how (?:lovely|nice|great|good)(?: that|$))\b", text):
        return True
    if (
        inside
        and re.match(rf"(?:who|whom|whose|which|where|when)\b(?! {AUX}\b (?:not )?{SUBJECT}\b)", text)
        and not re.match(r"(?:which|whose) \w+", text)
    ):
        return not re.match(rf"(?:who|where) (?:{AUX}|else|among|near|in|at)\b", text)
    return not marked and re.match(rf"{WH} (?:you|he|she|they|we|i|it|the|your|their)\b", text) is not None


def _scaled(ask: Ask, text: str) -> Ask:
    """Return an ask on a scale as such: it may be followed by one more, what makes it that and not lower."""
    asks_value = re.search(r"\b(?:how|where|what (?:number|is your)|which number|rate)\b", text)
    return ask._replace(form="scale", words=text) if SCALE.search(text) and asks_value and ask.form != "told" else ask
