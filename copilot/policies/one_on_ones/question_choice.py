"""Which five of the drafted questions are asked, and in which order: easy first, one that stretches, one about giving, the
commitment last. Nothing comes back that was asked in the last three meetings, and a promise from last time is opened first.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from copilot.domain.one_on_one import MEETINGS_BACK, MOST_QUESTIONS, AskedQuestion, NeedReading, NotAsked, QuestionDraft
from copilot.domain.question_bank import COMMITMENT, GIVING, STRETCHING, QuestionKind
from copilot.policies.words import word_set

ALIKE = 0.6  # of the words that carry meaning: above it two questions are one
MOST_TOLD = 3  # of the questions left out for having been asked lately
MOST_STRETCHING = 2  # more is no longer one stretch but an examination
SHORT_MEETING = 20  # minutes; below it there is time for one question less
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*%?")
_QUOTED = re.compile(r'"[^"]*"|\u201c[^\u201d]*\u201d')
_NAME = re.compile(r"(?<![.?!:] )(?<!^)\b(?:the )?[A-Z\u00c0-\u00de][\w'-]+(?: [A-Z\u00c0-\u00de][\w'-]+)*")
_WORD = re.compile(r"[a-z\u00df-\u00ff']+")
_PLAIN = word_set(
    """
    a an and any are as at be been by can could did do does for from had has have how i if in is it its me my no not of on one or
    our so that the their them there these they this those to up us was we were what when where which who whom whose will with
    would you your own put say said way words suppose think
    """
)

Slot = tuple[QuestionKind, ...]
_STRETCH: Slot = ("Q3", "Q7", "Q4", "Q6")
_GIVE: Slot = ("Q9", "Q8")
_LAST: Slot = (COMMITMENT,)
_DEPTH: dict[str, Slot] = {
    "skill": ("Q10", "Q15", "Q5", "Q17", "Q12"),
    "will": ("Q18", "Q12", "Q10", "Q14"),
    "situation": ("Q15", "Q12", "Q17", "Q14", "Q10"),
    "unclear": ("Q12", "Q10", "Q15", "Q18"),
}
_PLANS: dict[str, tuple[Slot, ...]] = {  # an occasion, and what is asked then, in order
    "human-first": (("Q20",),),
    "after-loss": (("Q2", "Q10"), ("Q15", "Q16"), _STRETCH, ("Q8", "Q9"), _LAST),
    "low-will": (("Q18", "Q20"), ("Q12", "Q15", "Q20"), _STRETCH, _GIVE, _LAST),
    "low-confidence": (("Q11",), ("Q10", "Q15"), ("Q3", "Q7", "Q4", "Q6"), _GIVE, _LAST),
    "good-numbers": (("Q17", "Q2"), ("Q14", "Q18"), ("Q6", "Q7"), ("Q8", "Q9"), _LAST),
    "too-few": (("Q5", "Q16"), ("Q3", "Q4", "Q7"), ("Q12", "Q20"), _GIVE, _LAST),
}


@dataclass(frozen=True)
class Chosen:
    """The questions in their order, and those that would have been asked if they had not been asked lately."""

    questions: tuple[QuestionDraft, ...]
    not_asked: tuple[NotAsked, ...]


def choose_questions(
    sources: Sequence[Sequence[QuestionDraft]],
    need: NeedReading,
    asked: Sequence[AskedQuestion],
    *,
    promise: str | None = None,
    names: Iterable[str] = (),
    minutes: int = 30,
) -> Chosen:
    """Return at most five questions. An earlier source is asked before a later one; in each, drafts stand in their order."""
    known = tuple(names)
    lately = [(mark(each.text, known), each) for each in keep_recent(asked)]
    refused: dict[str, NotAsked] = {}

    def keep_fresh(some: Sequence[QuestionDraft]) -> list[QuestionDraft]:
        fresh = []
        for draft in some:
            again = next((each for marked, each in lately if is_alike(mark(draft.text, known), marked)), None)
            if again is None:
                fresh.append(draft)
            else:
                refused[draft.text] = NotAsked(text=draft.text, why=_say_when(again))
        return fresh

    limit = MOST_QUESTIONS if minutes >= SHORT_MEETING else MOST_QUESTIONS - 1
    plan = _plan(need, promise is not None)
    chosen = _fill(plan, [keep_fresh(source) for source in sources], promise, known, limit)
    wanted = _fill(plan, sources, promise, known, limit)
    return Chosen(_order(chosen), tuple(refused[draft.text] for draft in wanted if draft.text in refused)[:MOST_TOLD])


def _plan(need: NeedReading, has_promise: bool) -> tuple[Slot, ...]:
    if need.occasion in _PLANS:
        plan = _PLANS[need.occasion]
        return plan if not has_promise or need.occasion in ("human-first", "after-loss") else (("Q16",), *plan[:1], *plan[2:])
    reality: Slot = ("Q2", "Q5", "Q1", "Q17")
    depth = _DEPTH[need.need]
    return (("Q16",), reality, _STRETCH, _GIVE, _LAST) if has_promise else (reality, _STRETCH, depth, _GIVE, _LAST)


def _fill(
    plan: Sequence[Slot], sources: Sequence[Sequence[QuestionDraft]], promise: str | None, names: Sequence[str], limit: int
) -> list[QuestionDraft]:
    """Return one draft a slot; where a slot stays empty, the next best draft of a kind that is not there yet."""
    chosen: list[QuestionDraft] = []
    for slot in plan:
        ranked = (draft for source in sources for draft in _rank(slot, source, promise))
        found = next((draft for draft in ranked if _fits(draft, chosen, names)), None)
        if found is not None:
            chosen.append(found)
    for draft in (each for source in sources for each in source):
        if len(plan) == 1 or len(chosen) >= min(limit, len(plan)):
            break
        kinds = [each.kind for each in chosen]
        full = draft.kind in STRETCHING and sum(kind in STRETCHING for kind in kinds) >= MOST_STRETCHING
        if draft.kind not in (*kinds, COMMITMENT) and not full and _opens(draft, promise) and _fits(draft, chosen, names):
            chosen.append(draft)
    return _trim(chosen, limit)


def _rank(slot: Slot, drafts: Sequence[QuestionDraft], promise: str | None) -> Iterator[QuestionDraft]:
    """Yield the drafts of a slot: its kinds in their order, and those of a kind in the order in which they were drafted."""
    for kind in slot:
        yield from (draft for draft in drafts if draft.kind == kind and _opens(draft, promise))


def _opens(draft: QuestionDraft, promise: str | None) -> bool:
    """A question that repeats the last promise is asked only while that promise is open."""
    return draft.fact is None or not draft.fact.startswith("Last time you said") or draft.fact == promise


def _fits(draft: QuestionDraft, chosen: Sequence[QuestionDraft], names: Sequence[str]) -> bool:
    marked = mark(draft.text, names)
    return not any(is_alike(marked, mark(each.text, names)) for each in chosen)


def _trim(chosen: list[QuestionDraft], limit: int) -> list[QuestionDraft]:
    """Take out what can best be spared until the limit holds: never the opening, the stretch, the give or the commitment."""
    while len(chosen) > limit:
        spare = [each for each in chosen[1:] if each.kind not in STRETCHING | GIVING | {COMMITMENT}]
        chosen = [each for each in chosen if each is not (spare or chosen[1:])[-1]]
    return chosen


def _order(chosen: Sequence[QuestionDraft]) -> tuple[QuestionDraft, ...]:
    """The commitment stands last, whatever stands before."""
    return (*(each for each in chosen if each.kind != COMMITMENT), *(each for each in chosen if each.kind == COMMITMENT))


def keep_recent(asked: Sequence[AskedQuestion]) -> tuple[AskedQuestion, ...]:
    """Return what was asked in the last three meetings; without a date it counts as recent."""
    days = sorted({each.on for each in asked if each.on is not None})[-MEETINGS_BACK:]
    return tuple(each for each in asked if each.on is None or each.on in days)


def mark(text: str, names: Iterable[str] = ()) -> str:
    """Return a question with numbers, names and quotations masked, as it is compared."""
    plain = _QUOTED.sub('"..."', " ".join(text.split()))
    for name in names:
        plain = plain.replace(name, "@")
    return _NUMBER.sub("#", _NAME.sub("@", plain)).casefold()


def is_alike(one: str, other: str) -> bool:
    """Whether two masked questions are the same question: the same words, or most of those that carry meaning."""
    if one == other:
        return True
    first, second = _words(one), _words(other)
    return bool(first and second) and len(first & second) / len(first | second) >= ALIKE


def _words(marked: str) -> frozenset[str]:
    return frozenset(word[:6] for word in _WORD.findall(marked) if word not in _PLAIN)


def _say_when(asked: AskedQuestion) -> str:
    return f"asked on {asked.on.day} {asked.on:%B}" if asked.on else "asked in one of the last three meetings"
