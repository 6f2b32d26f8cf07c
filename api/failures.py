"""One table from what went wrong to what a surface says: exit code, HTTP status, and the name of the problem."""

from collections.abc import Sequence
from typing import NamedTuple

from pydantic import ValidationError

from copilot import errors


class Failure(NamedTuple):
    exit_code: int
    status: int
    slug: str
    title: str


FAILURES: tuple[tuple[type[Exception], Failure], ...] = (
    (errors.UnknownSeller, Failure(2, 404, "unknown-seller", "There is no such seller")),
    (errors.UnknownPlay, Failure(2, 404, "unknown-play", "There is no such play")),
    (errors.AmbiguousPlay, Failure(2, 409, "ambiguous-play", "The name stands for several plays")),
    (errors.UnknownReview, Failure(2, 404, "unknown-review", "There is no such review")),
    (errors.NotYetReviewed, Failure(2, 409, "not-yet-reviewed", "The review has no result")),
    (errors.KeyReused, Failure(2, 422, "key-reused", "The idempotency key was used for another request")),
    (errors.TooLarge, Failure(2, 413, "too-large", "The upload is too large")),
    (errors.CallerError, Failure(2, 422, "invalid-request", "The request cannot be used")),
    (errors.LibraryError, Failure(3, 503, "library-unusable", "The library cannot be used")),
    (errors.StoreUnavailable, Failure(3, 503, "store-unavailable", "The data folder cannot be used")),
    (errors.MachineError, Failure(3, 503, "machine", "Something on this machine is in the way")),
    (errors.CopilotError, Failure(3, 500, "failed", "Something failed")),
)


def failure_of(error: Exception) -> Failure:
    """Return what a surface says about an error: the first row whose group it belongs to."""
    for kind, failure in FAILURES:
        if isinstance(error, kind):
            return failure
    return Failure(3, 500, "failed", "Something failed")


def explain_validation(error: ValidationError) -> str:
    """Return one sentence that names the first wrong field and how many there are; what was typed is never repeated."""
    details = error.errors(include_input=False, include_url=False)
    named = [(".".join(str(part) for part in item["loc"]), plain_message(item["type"], item["msg"])) for item in details]
    return explain_details([(where or "the request", message) for where, message in named])


def explain_details(details: Sequence[tuple[str, str]]) -> str:
    """Return one sentence on (field, message) pairs: the first, and how many more there are."""
    where, message = details[0] if details else ("the request", "cannot be read")
    more = f" ({len(details) - 1} more field(s) are wrong too)" if len(details) > 1 else ""
    return f"'{where}': {message}{more}."


def plain_message(kind: str, message: str) -> str:
    """Return what is wrong with a field in plain words."""
    if kind == "missing":
        return "is missing; add it"
    if kind == "json_invalid":
        return "is not valid JSON; check quotes, commas and brackets"
    if kind == "string_pattern_mismatch":
        return "is blank; write something there"
    if kind == "model_type":
        return "is an object with named parts; write it as such, or leave it out where it is unknown"
    message = message.removeprefix("Value error, ")
    return message[0].lower() + message[1:].rstrip(".")
