"""The questions of the bank with this seller's facts in them: the drafter without a model. The same card gives the same draft."""

from collections.abc import Sequence

from copilot.domain.evidence import Citation, Passage
from copilot.domain.one_on_one import QuestionDraft, QuestionsDraft, QuestionsDraftRequest
from copilot.domain.question_bank import BankQuestion, QuestionBank
from copilot.policies.grounding import occurs
from copilot.policies.question_fill import fill_question
from copilot.policies.question_sets import list_questions
from copilot.ports import QuestionShelf


class PlaybookQuestions:
    """Implements the port QuestionDrafter from the question bank."""

    name = "playbook"

    def __init__(self, shelf: QuestionShelf) -> None:
        self._shelf = shelf

    def draft_questions(self, request: QuestionsDraftRequest) -> QuestionsDraft:
        """Return every question of the bank that can honestly be asked, best first; code chooses among them."""
        bank = self._shelf.bank
        failed = {finding.partition("\t")[0] for finding in request.findings}
        drafts = []
        for question in list_questions(bank, request.diagnosis, request.need, talked=bool(request.notes)):
            text = fill_question(question, bank, request)
            if text is not None and text not in failed:
                drafts.append(_draft(question, text, bank, request))
        return QuestionsDraft(questions=tuple(drafts))


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
