"""What the sandbox remembers of requests, for tests and for comparing with what a client says."""

from collections import deque
from dataclasses import dataclass, field

from starlette.types import Scope

_MAX_RECORDS = 50_000
_KEY = "imgix_sandbox.record"


@dataclass
class RequestRecord:
    """One request.

    Attributes:
        method: The HTTP method.
        path: The path as it was sent, without the query (which may hold a signature).
        time: When it came, in UNIX seconds of the sandbox's clock.
        operation: The operationId, None if the request was for none.
        status: The status that was answered, None if nothing was, or if the client went away before.
        ended: When the sandbox was done with it, None while it isn't.
        fault: The fault that was played, such as `reset at=after`; None for none.
        processed: Whether the operation was carried out, whether or not the response reached the client. A refused
            request is not processed.
    """

    method: str
    path: str
    time: float
    operation: str | None = None
    status: int | None = None
    ended: float | None = None
    fault: str | None = None
    processed: bool = False


@dataclass
class Log:
    """The latest requests, and what went wrong within the sandbox itself (in a sound one: nothing)."""

    requests: deque[RequestRecord] = field(default_factory=lambda: deque(maxlen=_MAX_RECORDS))
    problems: list[str] = field(default_factory=list)


def attach(scope: Scope, record: RequestRecord) -> None:
    """Put a record into the scope of its request."""
    scope[_KEY] = record


def record_of(scope: Scope) -> RequestRecord:
    """Return the record of a request."""
    record: RequestRecord = scope[_KEY]
    return record
