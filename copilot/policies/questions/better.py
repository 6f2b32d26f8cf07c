"""A better wording for a question that breaks a rule: mended where it can be, else one of the library's with a given fact in it.

Whatever is offered passes the rules itself, and claims nothing that the question or the facts did not.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from copilot.domain.questions import BetterWording, CheckedQuestion
from copilot.policies.questions.claims import Facts, words_in
from copilot.policies.questions.forms import read_question
from copilot.policies.questions.lint import check_question
from copilot.policies.questions.stack import find_joined
from copilot.policies.questions.text import fold, read_sentences

_ORDER = tuple(
    f"QR{number}" for number in (14, 13, 4, 3, 9, 8, 6, 5, 10, 12, 1, 15, 11, 7, 2)
)  # what weighs most is mended first
_MOST_FACT_WORDS = 25
_ACCOUNT = re.compile(r"^(?:target )?(?:account|customer|firm|company):? ([A-Z\u00c0-\u00de][\w&' .-]*\w)$")
_NAMED_ONLY = re.compile(r"(?:account|target|deal) [^\d]*$|(?!\S*ed$)[a-z]+ (?!\S*ed$|ready$|open$|silent$|lost$|late$)[a-z-]+$")
_NO_ONE_KNOWN = r"(?!(?:you|we|I|it|they|he|she)\b)"
_ABLE = re.compile(
    rf"^(?:Could|Can|Would|Will|Might) (?P<who>{_NO_ONE_KNOWN}(?:[\w'’-]+ ){{1,4}}?)(?P<what>be|have|want|see|take|accept|join"
    r"|come|help|meet|agree|open|read|answer)\b(?P<rest>[^?]*)\?$"
)
_STATE = re.compile(r"^(?P<verb>Is|Are) (?P<who>we|they|he|she|you|(?:the|their|our) \w+) (?P<rest>(?!going|not)[^?]*)\?$")


def offer_better(
    checked: CheckedQuestion,
    facts: Sequence[str] | None,
    wordings: Sequence[BetterWording],
    used: Collection[str] = (),
    *,
    lint: Callable[..., CheckedQuestion] = check_question,
) -> CheckedQuestion:
    """Return a checked question with a better wording, where one that passes `lint` can be offered and was not `used` yet."""
    if checked.mentor:
        return checked
    candidates = (*_mend(checked), *_choose(checked, facts or (), wordings))
    for text in candidates:
        if text not in used and text != checked.text and lint(text, facts).mentor:
            return checked.model_copy(update={"better": text})
    return checked


def _mend(checked: CheckedQuestion) -> Iterator[str]:
    """Yield the question itself with its fault taken out, where grammar alone can do that."""
    broken = {finding.rule for finding in checked.findings}
    written = fold(checked.text)
    if broken == {"QR1"}:
        yield from _open_up(written)
    if broken <= {"QR2", "QR11"}:
        yield from _keep_first(written)
    if broken <= {"QR11", "QR5"} and "QR11" in broken:
        yield from _keep_last_clause(written)


def _open_up(written: str) -> Iterator[str]:
    *before, last = [sentence.written for sentence in read_sentences(written)] or [""]
    if any(ask.form == "scale" for ask in read_question(written).asks):
        yield f"{written.rstrip(' ?.')}, and what makes it that and not lower?"
    able = _ABLE.match(last)
    if able:
        yield " ".join([*before, f"What would it take for {able['who']}to {able['what']}{able['rest']}?"])
    state = _STATE.match(last)
    if state:
        yield " ".join([*before, f"How would you tell whether {state['who']} {state['verb'].lower()} {state['rest']}?"])


def _keep_first(written: str) -> Iterator[str]:
    """Yield the question up to its first ask, without what was joined to it."""
    kept: list[str] = []
    for sentence in read_sentences(written):
        kept.append(sentence.written)
        if sentence.marked:
            break
    text = " ".join(kept)
    joined = [words for ask in read_question(text).asks for words in find_joined(ask)]
    if not joined:
        yield text
        return
    first = re.escape(joined[0].split()[0])
    for cut in re.finditer(rf"(?:,? (?:and|or|but|plus)(?: also| then)?|,),? (?={first}\b)", text, re.IGNORECASE):
        yield f"{text[: cut.start()].rstrip(' ,')}?"


def _keep_last_clause(written: str) -> Iterator[str]:
    for ask in read_question(written).asks:
        start = written.casefold().rfind(ask.words.split(",")[0][:20])
        if start > 0:
            yield written[start].upper() + written[start + 1 :]


def _choose(checked: CheckedQuestion, facts: Sequence[str], wordings: Sequence[BetterWording]) -> Iterator[str]:
    """Yield the library's wordings, filled: for the weightiest rule first, those about the same matter first."""
    broken = sorted({finding.rule for finding in checked.findings}, key=_ORDER.index)
    said = f" {' '.join(re.findall(r'[a-z]+', checked.text.casefold()))} "
    told = [fact for fact in facts if _is_told(fact)]
    accounts = [found[1] for fact in facts for part in fact.split(";") if (found := _ACCOUNT.match(part.strip()))]
    for rule in broken:
        suited = [wording for wording in wordings if rule in wording.rules]
        close = [wording for wording in suited if any(f" {word} " in said for word in wording.about)]
        for wording in (*close, *(wording for wording in suited if not wording.about)):
            yield from _fill(wording.ask, told, accounts)


def _fill(ask: str, told: Sequence[str], accounts: Sequence[str]) -> Iterator[str]:
    if "{fact}" in ask:
        yield from (ask.replace("{fact}", _as_sentence(fact)) for fact in told)
    elif "{account}" in ask:
        yield from (ask.replace("{account}", account) for account in accounts)
    else:
        yield ask


def _is_told(fact: str) -> bool:
    """Whether a fact says something, not only a name, and is short and plain enough to be said."""
    facts, words = Facts([fact]), fact.split()
    telling = bool(facts.numbers) or any(facts.hold_told(word) for word in words_in(fact))
    bare = _ACCOUNT.match(fact.strip()) or _NAMED_ONLY.match(fact.casefold()) or "unknown" in words
    return telling and not bare and len(words) <= _MOST_FACT_WORDS and "?" not in fact


def _as_sentence(fact: str) -> str:
    plain = " ".join(fact.split()).rstrip(" .;,")
    return f"{plain[0].upper()}{plain[1:]}."
