"""The anchors of the twelve criteria as predicates: what must stand in the deck for a level to hold.

The playbook's rating takes the highest level whose anchor holds; a model's proposal is checked against the same anchors.
Each returns the lines that show it, so that a level never stands without its evidence.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from copilot.domain.noun import Noun
from copilot.policies.decks.exchanges import Event
from copilot.policies.decks.features import Features
from copilot.policies.decks.lines import Line
from copilot.policies.decks.quotes import Quote
from copilot.policies.decks.words_of_outreach import BASIC, PASSIVE, TREND
from copilot.policies.decks.words_of_substance import CAUSE, CONSEQUENCE, PARAPHRASE, PROBLEM
from copilot.policies.words import says

Evidence = tuple[tuple[Line, str], ...]  # lines, each with the words to quote
Shown = Evidence | None  # None: the anchor does not hold
_PLACEHOLDER = re.compile(r"^\s*[\[<{].*[\]>}]\s*$")


class Anchors(Noun):
    """What a deck shows for one criterion, level by level; a level holds only above those below it."""

    shown: tuple[Evidence, ...]  # of the levels that hold, from level 2 up
    below: Evidence  # what can be quoted at level 1, where there is anything

    @property
    def level(self) -> int:
        return 1 + len(self.shown)

    def evidence_at(self, level: int) -> Evidence:
        return self.shown[level - 2] if level >= 2 else self.below


def anchors_of(criterion: str, features: Features) -> Anchors:
    """Return the anchors of a criterion. Raises KeyError where the criterion has none."""
    first, *rest = _ANCHORS[criterion](features)
    held: list[Evidence] = []
    for shown in rest:
        if not shown:
            break
        held.append(shown)
    return Anchors(shown=tuple(held), below=first or ())


def _lines(*lines: Line | None) -> Evidence:
    return tuple((line, "") for line in lines if line is not None)


def _events(events: Iterable[Event]) -> Evidence:
    return tuple((event.line, event.words) for event in events)


def _k1(f: Features) -> Sequence[Shown]:
    cast = f.cast
    account = _lines(cast.account_line) or (_first(f) if cast.account else None)
    named = cast.executive is not None
    owns = _lines(f.signal.tied) or (_quotes(f.executive_problem) if f.executive_problem else ())
    return (
        _first(f),
        account if account and (named or cast.role_only or cast.people) else None,
        (*_lines(cast.executive_line), *account) if account and named else None,
        (*owns, *_lines(cast.executive_line)) if named and owns else None,
    )


def _k2(f: Features) -> Sequence[Shown]:
    signal = f.signal
    claims = _lines(*signal.claims[:2])
    dated = _lines(signal.dated) if signal.dated and not signal.is_old(f.as_of) else None
    return (
        _lines(*signal.trends[:1]),
        claims or _lines(signal.dated) or None,
        dated,
        (*(dated or ()), *_lines(signal.sourced, signal.tied)) if dated and signal.sourced and signal.tied else None,
    )


def _k3(f: Features) -> Sequence[Shown]:
    plays = f.plays
    own = [event for event in f.events if event.direction == "touch" and not says(BASIC, event.words)]
    run = [event for event in f.events if event.direction == "touch" and event.on]
    some = _lines(plays.line) or _events(run[:1]) or _events(f.dated_answers[:1]) or _events(own[:1]) or None
    hollow = bool(f.executive_quotes) and not f.executive_problem
    in_full = bool(run or plays.named) and bool(f.executive_answers) and len(f.dated_answers) >= 2 and not hollow
    two = plays.joined or len(plays.named) >= 2
    reasons = _lines(*plays.reasons[:1], plays.new)
    return (
        _first_of(f, "did"),
        some,
        (*some, *_events(run[:1]), *_events(f.executive_answers[:1])) if some and in_full else None,
        (*reasons, *(some or ())) if two and plays.new and plays.reasons else None,
    )


def _k4(f: Features) -> Sequence[Shown]:
    answers = f.dated_answers if len(f.dated_answers) >= 2 or not f.pictures else f.told_answers
    passive = [e for e in f.events if e.direction == "passive"]
    own = [e for e in f.events if e.direction in {"touch", "answer", "meeting"}]
    one_way = _events((*passive[:1], *own[:2])) or _events(f.told_answers[:2])
    ours = any(e.direction in {"touch", "meeting"} for e in f.events) or any(e.spoken for e in answers)
    return (
        _first_of(f, "proof"),
        one_way or None,
        _events(answers[:3]) if len(answers) >= 2 and ours else None,
        _events(f.change) if f.change else None,
    )


def _k5(f: Features) -> Sequence[Shown]:
    below = [event for event in f.events if event.direction in {"answer", "meeting"}]
    contact = _events(below[:2]) or _events(f.told_answers[:1])
    told = [event for event in f.told_answers if event.person == f.cast.executive] if f.pictures else []
    two_way = [*f.executive_answers, *told]
    return (
        _first_of(f, "proof"),
        contact or None,
        _events(two_way[:2]) if two_way else None,
        _quotes([quote for quote in f.executive_problem if quote.line.about("said")] or f.executive_problem) or None,
    )


def _k6(f: Features) -> Sequence[Shown]:
    said = [line for line in f.slides if line.about("said") and not line.heading and not _PLACEHOLDER.match(line.text)]
    heard = [quote for quote in f.buyer_quotes if quote.says_something]
    quoted = [quote for quote in heard if quote.line.about("said")]
    enough = f.executive_problem if f.executive_problem else tuple(quoted) if len(quoted) >= 2 else ()
    retold = [line for line in said if _retells(line, f)]
    problem = [
        line
        for line in (*said, *(quote.line for quote in heard))
        if says(PROBLEM, line.text) or says(CAUSE, line.text) or re.search(r"\d", line.text)
    ]
    cost = [line for line in (*said, *(quote.line for quote in quoted)) if _costs(line)]
    cause = [line for line in said if says(CAUSE, line.text)] or [
        line for line in f.told if says(CAUSE, line.text) and not line.about("risks", "next", "ask", "learned")
    ]
    return (
        _first_of(f, "said"),
        _quotes(quoted[:1]) or _lines(*retold[:2]) or _quotes(heard[:1]) or None,
        _quotes(quoted[:2] or enough[:2]) if enough and (problem or quoted) else None,
        (*_lines(*cost[:1]), *_lines(*cause[:1]), *_quotes(quoted[:1])) if cost and cause else None,
    )


def _k7(f: Features) -> Sequence[Shown]:
    value = f.value
    return (
        _first_of(f, "value"),
        _lines(*value.amounts[:2]) or None,
        _lines(value.range_line, *value.basis[:1]) if value.range_line and value.basis else None,
        _lines(value.edited, value.range_line) if value.edited else None,
    )


def _k8(f: Features) -> Sequence[Shown]:
    shown = [entry for entry in f.entries if entry.person]
    people = {entry.person.aliases or (entry.words,): entry for entry in shown if entry.person}
    count = len(people) if shown else len(f.cast.people)
    functions = {entry.person.function or entry.person.role for entry in people.values() if entry.person}
    gaps = [entry for entry in f.entries if entry.gap]
    critics = [entry for entry in shown if entry.critic]
    stakes = [entry for entry in shown if entry.stake]
    listed = tuple((entry.line, entry.words) for entry in shown[1:3])
    open_places = tuple((entry.line, entry.words) for entry in gaps[:1]) or _lines(*f.gaps[:1])
    return (
        tuple((entry.line, entry.words) for entry in shown[:1]) or _lines(f.cast.executive_line),
        (listed or _lines(f.cast.executive_line)) if count >= 2 and f.lone_contact is None else None,
        (*listed, *open_places) if count >= 3 and len(functions) >= 2 and open_places else None,
        (*((e.line, e.words) for e in critics[:1]), *((e.line, e.words) for e in stakes[:1]), *open_places)
        if critics and len(stakes) >= 2
        else None,
    )


def _k9(f: Features) -> Sequence[Shown]:
    step = f.next_step
    if step is None:
        return ((), None, None, None)
    shown = _lines(step.line)
    ahead = step.on is not None and step.on >= f.as_of
    return (
        shown,
        shown,
        shown if ahead and step.owner != "seller" and (step.aware or step.owner == "buyer") else None,
        shown if step.owner == "buyer" and step.purpose and step.executive else None,
    )


def _k10(f: Features) -> Sequence[Shown]:
    risks = f.risks
    return (
        (),
        _lines(*risks.lines[:1]) or None,
        _lines(*risks.specific[:2]) if len(risks.specific) >= 2 else None,
        _lines(risks.tested, risks.against) if risks.tested and risks.against else None,
    )


def _k11(f: Features) -> Sequence[Shown]:
    telling = f.telling
    if telling is None or not f.told:
        return ((), None, None, None)
    arc = "hook" in telling.parts and "turn" in telling.parts and len(telling.parts) >= 4
    whole = len(telling.parts) >= 6
    return (
        _lines(f.told[0]),
        _lines(telling.hook or f.told[0]) if not telling.read_off else None,
        _lines(telling.turn, telling.hook) if arc else None,
        _lines(telling.retell, telling.turn) if whole and telling.retell else None,
    )


def _k12(f: Features) -> Sequence[Shown]:
    learning = f.learning
    return (
        (),
        _lines(*learning.lines[:1]) or None,
        _lines(learning.specific) if learning.specific else None,
        _lines(learning.shared) if learning.shared else None,
    )


def _costs(line: Line) -> bool:
    """A consequence has a figure, or the words for a loss, and is not a heading left empty."""
    figure = re.search(
        r"\d|(?<!\w)(?:hundred|thousand|million|mil|ochenta|cien\w*|tausend|eleven|ten|third|half|halb|twice|double|weeks?|days?)(?!\w)",
        line.folded,
    )
    return figure is not None and says(CONSEQUENCE, line.text)


def _retells(line: Line, f: Features) -> bool:
    """The buyer's view in the seller's words: somebody is named as its source, or said to complain."""
    if says(TREND, line.text):
        return False
    who = f.cast.who_is_meant(line.text) or re.search(
        r"(?<!\w)(?:she|he|they|customers?|passengers|staff|el|ella|sie|er)(?!\w)", line.folded
    )
    return (bool(who) and (says(PARAPHRASE, line.text) or says(PROBLEM, line.text))) or (
        says(PARAPHRASE, line.text) and says(PROBLEM, line.text)
    )


def _quotes(quotes: Iterable[Quote]) -> Evidence:
    return tuple((quote.line, quote.words) for quote in list(quotes)[:2])


def _first(f: Features) -> Evidence:
    return _lines(next((line for line in f.slides if line.about("title")), None))


def _first_of(f: Features, section: str) -> Evidence:
    return _lines(
        next((line for line in f.slides if line.about(section) and not line.heading and not _PLACEHOLDER.match(line.text)), None)
    )


def one_way_only(f: Features) -> bool:
    """Whether likes and views are all that came back."""
    return not f.dated_answers and any(says(PASSIVE, line.text) for line in f.slides if line.about("proof", "did"))


_ANCHORS: dict[str, Callable[[Features], Sequence[Shown]]] = {
    "K1": _k1, "K2": _k2, "K3": _k3, "K4": _k4, "K5": _k5, "K6": _k6,
    "K7": _k7, "K8": _k8, "K9": _k9, "K10": _k10, "K11": _k11, "K12": _k12,
}  # fmt: skip
KNOWN_CRITERIA = tuple(_ANCHORS)
