"""Errors over HTTP as problem details (RFC 9457): a type, a title, a status, and one sentence that says what to do next."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from api.failures import explain_details, failure_of, plain_message
from copilot.errors import CopilotError

MEDIA_TYPE = "application/problem+json"


def problem(status: int, slug: str, title: str, detail: str, **more: Any) -> JSONResponse:
    """Return a problem document. It may name what the caller asked for, and never repeats a text they sent."""
    body = {"type": f"urn:coaching-copilot:{slug}", "title": title, "status": status, "detail": detail, **more}
    return JSONResponse(body, status_code=status, media_type=MEDIA_TYPE)


def describe_problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return how a route's problem documents are told in the description of the interface."""
    fields = {"type": "string", "title": "string", "status": "integer", "detail": "string"}
    schema = {"type": "object", "properties": {name: {"type": kind} for name, kind in fields.items()}}
    return {status: {"description": "A problem document.", "content": {MEDIA_TYPE: {"schema": schema}}} for status in statuses}


def add_problem_handlers(app: FastAPI) -> None:
    """Answer every error of the routes with a problem document."""

    @app.exception_handler(CopilotError)
    def on_copilot_error(_request: Request, error: Exception) -> JSONResponse:
        failure = failure_of(error)
        return problem(failure.status, failure.slug, failure.title, str(error))

    @app.exception_handler(RequestValidationError)
    def on_validation_error(_request: Request, error: Exception) -> JSONResponse:
        details = error.errors() if isinstance(error, RequestValidationError) else []
        fields = [{"field": _name_field(item), "message": plain_message(item["type"], item["msg"])} for item in details]
        sentence = explain_details([(field["field"], field["message"]) for field in fields])
        return problem(422, "invalid-request", "The request cannot be used", sentence, errors=fields)

    @app.exception_handler(HTTPException)
    def on_http_error(_request: Request, error: Exception) -> JSONResponse:
        status = error.status_code if isinstance(error, HTTPException) else 500
        detail = {
            400: "The body cannot be read as JSON; check that it is UTF-8, not nested too deep, and that its brackets match.",
            404: "There is nothing at this address; see /openapi.json.",
            405: "This address does not take this method; see /openapi.json.",
        }
        return problem(
            status, "http", "The request cannot be served", detail.get(status, "See /openapi.json for what can be asked.")
        )

    @app.exception_handler(Exception)
    def on_any_error(_request: Request, _error: Exception) -> JSONResponse:
        return problem(500, "failed", "Something failed", "Something failed on our side; the server's log says what.")


def _name_field(item: Any) -> str:
    if item["type"] == "json_invalid":
        return "the request"  # its place is a count of characters, which says nothing to a person
    return ".".join(str(part) for part in item["loc"][1:]) or "the request"
