"""The eight gates: met, not met, or for a human to tell. 'Cannot tell' is an honest answer and never fails a deck."""

import re
from collections.abc import Callable, Sequence, Set
from datetime import date

from copilot.domain.certification import Fault, GateState, GateVerdict, Rubric, Submission
from copilot.policies.dates import fold_letters
from copilot.policies.decks.cast import names_a_segment
from copilot.policies.decks.features import Features
from copilot.policies.decks.lines import Line
from copilot.policies.decks.people import WORD, is_name
from copilot.policies.decks.words_of_outreach import INHERITED, PASSIVE, REPLY
from copilot.policies.words import forms, says

INTEGRITY_KINDS = frozenset(
    {
        "injection",
        "other_account_named",
        "author_differs",
        "near_identical",
        "fabricated_looking_quotes",
        "figures_contradict_source",
    }
)
PRIVACY_KINDS = frozenset({"private_contact_detail", "family_or_health_detail"})
_OWN_START = forms(r"""
    outbound  self.?(?:sourced|generated)  own (?:outreach|prospecting)  prospect\w+  the seller  cold  social  linkedin
""")
_TWO_NAMES = re.compile(rf"{WORD} {WORD}")
State = tuple[GateVerdict, str]


def judge_gates(rubric: Rubric, features: Features, faults: Sequence[Fault], submission: Submission) -> tuple[GateState, ...]:
    """Return the state of each gate of the rubric with its reason. A gate the playbook does not know is left to a human."""
    found = {fault.kind for fault in faults}
    states: dict[str, Callable[[], State]] = {
        "GT1": lambda: _account(features),
        "GT2": lambda: _executive(features),
        "GT3": lambda: _engagement(features),
        "GT4": lambda: _next_step(features),
        "GT5": lambda: _story(features),
        "GT6": lambda: _integrity(found),
        "GT7": lambda: _origin(features, submission, faults),
        "GT8": lambda: _privacy(found),
    }
    judged = []
    for gate in rubric.gates:
        verdict, reason = (
            states[gate.id]() if gate.id in states else ("cannot_tell", "Code cannot read this gate; a human decides it.")
        )
        judged.append(GateState(id=gate.id, state=verdict, reason=reason))
    return tuple(judged)


def inherited_line(features: Features) -> Line | None:
    """Return the line that says the opportunity began with somebody else, or None."""
    for line in features.lines:
        if says(INHERITED, line.text) and not line.about("next", "risks", "value"):
            return line
    return None


def _account(f: Features) -> State:
    if f.cast.account:
        return "met", f"The account is {f.cast.account}."
    if not f.slides:
        return "cannot_tell", "No slide could be read."
    names = next((line for line in f.slides if line.about("title", "why") and _names_something(line, f)), None)
    if names is not None and not any(names_a_segment(line.text) for line in f.slides if line.about("title")):
        return "cannot_tell", f"Whether '{' '.join(names.text.split()[:8])}' names the account, a human can tell."
    return "not_met", "No account is named."


def _names_something(line: Line, f: Features) -> bool:
    """Whether two words with capitals stand together that are neither the seller's nor one of the buyer's people."""
    return any(
        is_name(found.group(), f.cast.seller) and not f.cast.who_is_meant(found.group())
        for found in _TWO_NAMES.finditer(line.text)
    )


def _executive(f: Features) -> State:
    executive = f.cast.executive
    if executive is not None:
        return "met", f"{executive.name}, {executive.role}."
    if not f.slides:
        return "cannot_tell", "No slide could be read."
    if f.cast.role_only:
        return "not_met", "An executive's role is named, but not who holds it."
    return "not_met", "No executive is named with a role."


def _engagement(f: Features) -> State:
    shown = f.dated_answers
    if len(shown) >= 2:
        return "met", f"The buyer answered on {_days([event.on for event in shown[:3] if event.on])}."
    seen = [line.text for line in f.slides if line.channel == "picture" and line.about("proof", "did")]
    if f.pictures and any(says(PASSIVE, text) for text in seen) and not any(says(REPLY, text) for text in seen):
        return "not_met", "The picture shows likes, views or notifications, and no answer."
    if f.pictures:
        return "cannot_tell", "The proof is a picture, so a human has to look at it."
    if len(shown) == 1 or any(event.spoken for event in f.events):
        return "cannot_tell", "One answer of the buyer's is shown; two dated exchanges are asked for."
    if len(f.told_answers) >= 2:
        return "cannot_tell", "Answers are told in the story, but none is shown."
    return "not_met", "No answer of the buyer's to the seller's own outreach is shown."


def _next_step(f: Features) -> State:
    step = f.next_step
    if f.appointment is not None:
        return "cannot_tell", f"'{' '.join(f.appointment.text.split()[:12])}' may be the next step; a human decides."
    if step is None:
        return "not_met", "No next step is named."
    if step.on is None:
        return "not_met", "The next step has no calendar date."
    if step.on < f.as_of:
        return "not_met", f"The next step was on {step.on.isoformat()}, before the day of the review."
    if step.line.told:
        return "cannot_tell", f"The date ({step.on.isoformat()}) is spoken, not on a slide."
    return "met", f"Dated {step.on.isoformat()}."


def _story(f: Features) -> State:
    if f.telling is not None and f.telling.words >= 30:
        return "met", f"A story of {f.telling.words} words is there."
    return "not_met", "There is no recording or transcript of the story."


def _integrity(found: Set[str]) -> State:
    open_kinds = sorted(found & INTEGRITY_KINDS)
    if open_kinds:
        return "cannot_tell", f"A human should look at: {', '.join(kind.replace('_', ' ') for kind in open_kinds)}."
    return "met", "Nothing was noticed that a human would have to clear."


def _origin(f: Features, submission: Submission, faults: Sequence[Fault]) -> State:
    origin = submission.origin or ""
    if any(fault.kind == "inherited_lead" for fault in faults):
        return "not_met", "The opportunity began with somebody else's lead; what own outreach created is for the leader to ask."
    first = min((event.on for event in f.events if event.on), default=None)
    window = submission.window
    if window is not None and first is not None:
        if window.start and first < window.start:
            return "not_met", f"The first touch ({first.isoformat()}) was before the window."
        if window.end and first > window.end:
            return "not_met", f"The first touch ({first.isoformat()}) was after the window."
    if origin and not says(_OWN_START, origin):
        return "cannot_tell", f"The submission says '{origin[:60]}'; a human decides whether that counts."
    own = any(event.direction in {"touch", "passive", "meeting", "answer"} for event in f.events)
    if own or re.search(r"(?<!\w)(?:i|my|ich|yo|je)(?!\w)", fold_letters(" ".join(line.text for line in f.lines))):
        return "met", "Nothing says that somebody else began it."
    return "cannot_tell", "Nothing says how the opportunity began."


def _privacy(found: Set[str]) -> State:
    hits = sorted(found & PRIVACY_KINDS)
    if hits:
        return "not_met", f"Please remove the {' and the '.join(kind.replace('_', ' ') for kind in hits)}."
    return "met", "No private detail of a buyer was found."


def _days(days: Sequence[date]) -> str:
    return ", ".join(day.isoformat() for day in days)
