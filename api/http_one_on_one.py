"""The routes of a one-on-one: what to ask, and what is written down afterwards."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends, FastAPI

from copilot.domain.one_on_one import MeetingNotes, QuestionsRequest, QuestionsResult, SavedNotes
from copilot.service import Copilot

DRAFT_EXAMPLE = {
    "seller": {"id": "omar", "name": "Omar", "knows": ["I comment on what operations chiefs write"]},
    "card": {
        "c_level_coverage": {"with_contact": 0, "accounts": 12},
        "executive_conversations": [3, 4, 5, 5],
        "connects": {"made": 80, "accepted": 64},
        "c_level_confidence": 6,
    },
    "notes": ["Omar is keen."],
    "executive": {"title": "COO", "company": "Brandt Papers"},
    "minutes": 30,
}
NOTES_EXAMPLE = {
    "commitments": [{"text": "Two notes to operations chiefs, each with the idle-hours table", "due": "2026-12-04"}],
    "asked": ["What could you hand one of them that stays useful if nothing is ever bought?"],
    "tried": [{"play": "S02", "outcome": "one chief corrected my figure"}],
    "knows": ["I send the table before I ask for anything"],
}


def add_one_on_ones(app: FastAPI, copilot_of: Callable[..., Copilot]) -> None:
    """Add the routes to an application. `copilot_of` is how a request gets at the copilot."""
    service = Annotated[Copilot, Depends(copilot_of)]

    @app.post("/v1/questions/draft", tags=["questions"], openapi_extra=_example(DRAFT_EXAMPLE))
    def draft_questions(request: QuestionsRequest, copilot: service) -> QuestionsResult:
        """Prepare a one-on-one: the first break, five questions, a play to offer, the minutes. Nothing is kept."""
        return copilot.draft_questions(request)

    @app.post("/v1/sellers/{seller_id}/notes", status_code=201, tags=["sellers"], openapi_extra=_example(NOTES_EXAMPLE))
    def save_notes(seller_id: str, notes: MeetingNotes, copilot: service) -> SavedNotes:
        """Write down after a one-on-one what was agreed, asked, tried and said, on the seller's word."""
        return copilot.save_notes(seller_id, notes)

    @app.get("/v1/sellers/{seller_id}/notes", tags=["sellers"])
    def list_meetings(seller_id: str, copilot: service) -> dict[str, Any]:
        """Return what was written down after one-on-ones with a seller, oldest first, and which commitments are open."""
        meetings, still = copilot.list_meetings(seller_id), copilot.list_open_commitments(seller_id)
        return {
            "seller_id": seller_id,
            "meetings": [meeting.model_dump(mode="json") for meeting in meetings],
            "open": [each.model_dump(mode="json") for each in still],
        }


def _example(example: dict[str, Any]) -> dict[str, Any]:
    return {"requestBody": {"content": {"application/json": {"example": example}}}}
