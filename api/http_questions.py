"""The routes about questions for a one-on-one."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends, FastAPI

from copilot.domain.questions import CheckQuestionsRequest, CheckQuestionsResult
from copilot.service import Copilot

CHECK_EXAMPLE = {
    "questions": [
        {"text": "Is the close date for Halden up to date?", "facts": ["Halden's planner answered four comments"]},
        {"text": "Whose word would the finance chief take without a second look?"},
    ]
}


def add_questions(app: FastAPI, copilot_of: Callable[..., Copilot]) -> None:
    """Add the routes to an application. `copilot_of` is how a request gets at the copilot."""
    service = Annotated[Copilot, Depends(copilot_of)]

    @app.post("/v1/questions/check", tags=["questions"], openapi_extra=_example(CHECK_EXAMPLE))
    def check_questions(request: CheckQuestionsRequest, copilot: service) -> CheckQuestionsResult:
        """Say of each question what a mentor would not do in it, and what to ask instead."""
        return copilot.check_questions(request)


def _example(example: dict[str, Any]) -> dict[str, Any]:
    return {"requestBody": {"content": {"application/json": {"example": example}}}}
