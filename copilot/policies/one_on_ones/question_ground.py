"""What a drafted question may say: only what was given. The rules of a mentor's question, every number, name and fact of it, and
what it cites; what fails is a finding, and a question with a finding is repaired or dropped, never shown.
"""

import re
from collections.abc import Callable, Sequence

from copilot.domain.evidence import Passage
from copilot.domain.noun import Noun
from copilot.domain.one_on_one import QuestionDraft
from copilot.domain.question_bank import NEED_NO_FACT
from copilot.domain.questions import CheckedQuestion
from copilot.policies.grounding import find_new_names, find_new_numbers, fold_quote, occurs
from copilot.policies.one_on_ones.coaching_refusals import asks_private

Lint = Callable[..., CheckedQuestion]
_SUPPOSED = re.compile(r"^(?:suppose|supposing|imagine|picture|if|say|assume|pretend)\b", re.IGNORECASE)
_FORM_RULES = frozenset({"QR1", "QR2", "QR3", "QR4", "QR8", "QR9"})  # what a follow-up is held to
_WATCHING = re.compile(
    r"\b(?:i (?:can |could )?(?:see|saw|noticed|watched)|we (?:can )?(?:see|saw|track)"
    r"|the (?:system|log|tracker) (?:shows|says)) that (?:you|on)\b"
    r"|\b(?:logged in|last seen|online at|your screen|your inbox)\b",
    re.IGNORECASE,
)


class QuestionFault(Noun):
    """Something in a drafted question that cannot stand, and a better wording where there is one."""

    text: str
    code: str  # QR1 .. QR15, private, watching, unknown_number, unknown_name, unknown_fact, no_fact, quote_not_found, ...
    what: str


def check_draft(
    draft: QuestionDraft, *, facts: Sequence[str], given: Sequence[str], passages: Sequence[Passage], lint: Lint
) -> tuple[QuestionFault, ...]:
    """Return everything in a drafted question that cannot stand. `facts` may be rested on; `given` is all that was said."""
    found = [*_check_words(draft, facts, given, lint), *_check_ground(draft, facts, given), *_check_citations(draft, passages)]
    return tuple(QuestionFault(text=draft.text, code=code, what=what) for code, what in found)


def needs_fact(kind: str, text: str) -> bool:
    """Whether a question of this kind has to rest on a fact; one that only supposes, or asks about the seller, has not."""
    return kind not in NEED_NO_FACT and _SUPPOSED.match(text.strip()) is None


Fault = tuple[str, str]


def _check_words(draft: QuestionDraft, facts: Sequence[str], given: Sequence[str], lint: Lint) -> list[Fault]:
    checked = lint(draft.text, (*facts, *given) or None)
    faults: list[Fault] = [(finding.rule, finding.why) for finding in checked.findings]
    follow = lint(draft.follow_up, None)
    faults += [(each.rule, f"the follow-up: {each.why}") for each in follow.findings if each.rule in _FORM_RULES]
    for text in (draft.text, draft.follow_up, draft.listen_for):
        if asks_private(text):
            faults.append(("private", "Health, family, faith and politics are nobody's questions."))
        if _WATCHING.search(text):
            faults.append(("watching", "It tells the seller that they are watched."))
    return faults


def _check_ground(draft: QuestionDraft, facts: Sequence[str], given: Sequence[str]) -> list[Fault]:
    source = " ".join([*facts, *given])
    faults: list[Fault] = []
    for own in (draft.text, draft.listen_for, draft.follow_up):
        faults += [("unknown_number", number) for number in find_new_numbers(own, source)]
        faults += [("unknown_name", name) for name in find_new_names(own, source) if not _is_initials(name)]
    if draft.fact is not None and fold_quote(draft.fact) not in {fold_quote(fact) for fact in facts}:
        faults.append(("unknown_fact", draft.fact[:120]))
    if draft.fact is None and needs_fact(draft.kind, draft.text):
        faults.append(("no_fact", f"a question of the kind {draft.kind} rests on a fact"))
    return faults


def _check_citations(draft: QuestionDraft, passages: Sequence[Passage]) -> list[Fault]:
    shown = {passage.id: passage for passage in passages}
    if not passages:
        return []  # a library without guides: there is nothing to cite
    faults = [("no_citation", "nothing is cited")] if not draft.citations else []
    for citation in draft.citations:
        passage = shown.get(citation.passage_id)
        if passage is None:
            faults.append(("unknown_passage", citation.passage_id[:80]))
        elif not occurs(citation.quote, passage.text):
            faults.append(("quote_not_found", f"{citation.passage_id}: {citation.quote[:80]}"))
    return faults


def _is_initials(name: str) -> bool:
    return re.fullmatch(r"[A-Z]{2,4}s?", name) is not None
