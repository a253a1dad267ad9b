"""Records of the requests that the sandbox received, for tests."""

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
        time: When it arrived, in UNIX seconds of the sandbox's clock.
        operation: The operationId, None if the request was for none.
        status: The status of the response; None if there was none, or if the client disconnected first.
        ended: When the sandbox finished handling it; None before that.
        fault: The injected fault, such as `reset at=after`, or None.
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
    """The latest requests, and errors of the sandbox itself (normally none)."""

    requests: deque[RequestRecord] = field(default_factory=lambda: deque(maxlen=_MAX_RECORDS))
    problems: list[str] = field(default_factory=list)


def attach(scope: Scope, record: RequestRecord) -> None:
    """Put a record into the scope of its request."""
    scope[_KEY] = record


def record_of(scope: Scope) -> RequestRecord:
    """Return the record of a request."""
    record: RequestRecord = scope[_KEY]
    return record
