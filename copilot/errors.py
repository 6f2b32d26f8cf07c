"""What can go wrong, grouped by who can mend it.

CopilotError
  x CallerError        the caller can mend it: the request is wrong or names something unknown
    + InvalidRequest     a field is missing, of the wrong type, too long, or not readable
    + UnknownSeller      no record of this seller
    + UnknownPlay        no play of this id or name
    + AmbiguousPlay      the name stands for more than one play
    + UnreadableDeck     a deck or a story cannot be read safely, or at all
    + UnknownReview      no review, or no deck, of this id
    + NotYetReviewed     the review has no result that could be used
    + KeyReused          an idempotency key came back with another request
    + TooLarge           an upload is larger than is taken
  x LibraryError       the owners of the library can mend it: cards
    + BadLibrary         findings, each with file, line and remedy
    + EmptyLibrary       there is no card at all
  x MachineError       whoever runs this machine can mend it: disk, rights, ports
    + IndexUnreadable    the search index can neither be read nor rebuilt
    + StoreUnavailable   the data folder cannot be written or read
    + AddressRefused     serving on this address would expose data without accounts
  x ModelError         waiting may mend it, and the playbook answers meanwhile
    + ModelUnavailable   no answer: refused connection, timeout, rate limit, server error, open circuit
    + ModelRefused       the model declined, or a filter did
    + AnswerUnusable     an answer that is cut, empty, not JSON, or not of the shape that was asked for

A message is one sentence for a person: what happened, and what to do next. No error carries a status code or an exit code;
`api/failures.py` maps the groups to those.
"""


class CopilotError(Exception):
    """Anything the copilot says it cannot do."""


class CallerError(CopilotError):
    """The caller can mend it."""


class InvalidRequest(CallerError):
    """The request cannot be read as what it should be."""


class UnknownSeller(CallerError):
    """No record of this seller."""


class UnknownPlay(CallerError):
    """No play of this id or name."""


class AmbiguousPlay(CallerError):
    """The name stands for more than one play."""


class UnreadableDeck(CallerError):
    """A deck or a story cannot be read safely, or at all."""


class UnknownReview(CallerError):
    """There is no review, or no deck, of this id."""


class NotYetReviewed(CallerError):
    """The review has no result that could be used: its run is not over, or ended without one."""


class KeyReused(CallerError):
    """An idempotency key came back with another request."""


class TooLarge(CallerError):
    """An upload is larger than is taken."""


class LibraryError(CopilotError):
    """The owners of the library can mend it."""


class BadLibrary(LibraryError):
    """At least one card breaks the schema; the message counts the findings and names the first."""


class EmptyLibrary(LibraryError):
    """There is no card at all."""


class MachineError(CopilotError):
    """Whoever runs this machine can mend it."""


class IndexUnreadable(MachineError):
    """The search index can neither be read nor rebuilt."""


class StoreUnavailable(MachineError):
    """The data folder cannot be written or read."""


class AddressRefused(MachineError):
    """Serving on this address would expose data without accounts."""


class ModelError(CopilotError):
    """Waiting may mend it, and the playbook answers meanwhile."""


class ModelUnavailable(ModelError):
    """No answer came: refused connection, timeout, rate limit, server error, or an open circuit."""


class ModelRefused(ModelError):
    """The model declined to answer, or a filter did."""


class AnswerUnusable(ModelError):
    """The answer is cut, empty, not JSON, or not of the shape that was asked for."""
