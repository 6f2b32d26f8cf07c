"""The questions of the bank with this seller's facts in them: the drafter without a model. The same card gives the same draft."""

from collections.abc import Sequence

from copilot.domain.evidence import Citation, Passage
from copilot.domain.one_on_one import QuestionDraft, QuestionsDraft, QuestionsDraftRequest
from copilot.domain.question_bank import BankQuestion, QuestionBank
from copilot.policies.grounding import occurs
from copilot.policies.one_on_ones.question_fill import fill_question, names_of
from copilot.policies.one_on_ones.question_sets import ANYWHERE, choose_sets
from copilot.ports import QuestionShelf


class PlaybookQuestions:
    """Implements the port QuestionDrafter from the question bank."""

    name = "playbook"

    def __init__(self, shelf: QuestionShelf) -> None:
        self._shelf = shelf

    def draft_questions(self, request: QuestionsDraftRequest) -> QuestionsDraft:
        """Return every question of the bank that can honestly be asked, best first; code chooses among them."""
        bank = self._shelf.bank
        sets = choose_sets(request.diagnosis, request.need, talked=bool(request.notes))
        near = [draft for when in sets if when != ANYWHERE for draft in _draft_set(when, bank, request)]
        spare = _draft_set(ANYWHERE, bank, request) if ANYWHERE in sets else []
        return QuestionsDraft(questions=tuple(near), spare=tuple(spare))


def _draft_set(when: str, bank: QuestionBank, request: QuestionsDraftRequest) -> list[QuestionDraft]:
    """Return the questions of a set that can be asked, those first that name the person or the account."""
    found = bank.find_set(when)
    filled = [(question, fill_question(question, bank, request)) for question in (found.questions if found else ())]
    names = [name for name in (names_of(request)["executive"], request.account) if name]
    drafts = [_draft(question, text, bank, request) for question, text in filled if text is not None]
    return sorted(drafts, key=lambda draft: not any(name in draft.text for name in names))


def cite(card: str, words: str, passages: Sequence[Passage]) -> tuple[Citation, ...]:
    """Return the passage of a card in which the words stand; nothing where the library does not have it."""
    for passage in passages:
        if passage.card_id == card and occurs(words, passage.text):
            return (Citation(passage_id=passage.id, quote=words),)
    return ()


def _draft(question: BankQuestion, text: str, bank: QuestionBank, request: QuestionsDraftRequest) -> QuestionDraft:
    facts = {stated.key: stated.text for stated in request.facts}
    quote = bank.quotes[question.quote]
    return QuestionDraft(
        text=text,
        kind=question.kind,
        fact=facts.get(question.fact or ""),
        listen_for=question.listen,
        follow_up=question.then,
        citations=cite(quote.card, quote.words, request.passages),
    )
