"""The one-on-one job over the real library, bank and rules; only the search and the database are plain values."""

from datetime import date
from functools import cache
from typing import Any

from copilot.adapters.playbook_drafter import PlaybookDrafter
from copilot.domain.card_tables import SellerCard
from copilot.domain.library import Library
from copilot.domain.one_on_one import QuestionDraft, QuestionsDraft, QuestionsDraftRequest, QuestionsRequest, QuestionsResult
from copilot.errors import ModelError
from copilot.jobs.draft_questions import PlaysDesk, draft_questions
from copilot.policies.policy_set import Policies
from copilot.ports import OneOnOneParts, QuestionDrafter, QuestionEar
from copilot.retrieval.library import read_library
from tests.coaching_cards import CORPUS
from tests.fakes import FakeReader, FakeShelves, FakeStore
from tests.real_one_on_ones import REAL_ONE_ON_ONES

TODAY = date(2026, 11, 24)


@cache
def read_real_library() -> Library:
    return read_library([CORPUS])


def prepare(
    request: QuestionsRequest,
    *,
    model: QuestionDrafter | None = None,
    store: FakeStore | None = None,
    policies: Policies | None = None,
    ear: QuestionEar | None = None,
) -> QuestionsResult:
    """Return a prepared one-on-one."""
    library = read_real_library()
    real = REAL_ONE_ON_ONES
    parts = OneOnOneParts(real.cards, real.diagnosis, real.questions, real.playbook, real.sheets, model, ear)
    desk = PlaysDesk(FakeShelves(library), FakeReader(library), None, PlaybookDrafter(), store or FakeStore())
    return draft_questions(request, parts=parts, desk=desk, policies=policies or Policies(), today=TODAY)


def ask_for(card: SellerCard, **more: Any) -> QuestionsRequest:
    return QuestionsRequest.model_validate({"seller": {"id": card.seller}, "card": card.card, "measures": card.measures} | more)


class ScriptedModel:
    """A model that answers what the test wrote, one draft a call and the last again; an error is raised."""

    name = "scripted"

    def __init__(self, *answers: tuple[QuestionDraft, ...] | ModelError) -> None:
        self._answers = answers
        self.asked: list[QuestionsDraftRequest] = []

    def draft_questions(self, request: QuestionsDraftRequest) -> QuestionsDraft:
        self.asked.append(request)
        answer = self._answers[min(len(self.asked), len(self._answers)) - 1]
        if isinstance(answer, ModelError):
            raise answer
        return QuestionsDraft(questions=answer)
