"""Records of the requests that the sandbox received, for tests."""

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from starlette.types import Message, Receive, Scope

SETUP = "x-sandbox-setup"
"""The header of requests that prepare a test: they are not recorded, not counted, and meet no faults."""

MAX_BODY = 64 * 1024
"""Bytes of a request's body that are kept."""

_MAX_RECORDS = 50_000
_MAX_BODIES = 16 * 1024 * 1024
"""Bytes of all bodies that are kept; those of older requests are dropped."""
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
        body: The first 64 kB of the body. Those of older requests are dropped when all take more than 16 MB.
        body_size: The size of the body in bytes, as far as it was received.
        is_setup: Whether it is none of the program under test, but prepares a test or shows the sandbox; it is then in
            no log.
        number: Its number among all requests.
    """

    method: str
    path: str
    time: float
    operation: str | None = None
    status: int | None = None
    ended: float | None = None
    fault: str | None = None
    processed: bool = False
    body: bytes = field(default=b"", repr=False)
    body_size: int = 0
    is_setup: bool = False
    number: int = 0

    @property
    def json(self) -> Any:  # noqa: ANN401 - any JSON
        """The body as JSON; None if it is not complete, or no JSON."""
        try:
            return json.loads(self.body) if len(self.body) == self.body_size else None
        except ValueError:
            return None


@dataclass
class Log:
    """The latest requests, and errors of the sandbox itself (normally none)."""

    requests: deque[RequestRecord] = field(default_factory=lambda: deque(maxlen=_MAX_RECORDS))
    problems: list[str] = field(default_factory=list)
    _with_body: deque[RequestRecord] = field(default_factory=deque)
    _bytes: int = 0
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def add(self, record: RequestRecord) -> None:
        """Add a request, unless it prepares a test."""
        if not record.is_setup:
            record.number = next(self._numbers)
            self.requests.append(record)

    def clear(self) -> None:
        """Remove all requests."""
        self.requests.clear()
        self._with_body.clear()
        self._bytes = 0

    def recording(self, record: RequestRecord, receive: Receive) -> Receive:
        """Return a `receive` that keeps the beginning of the body in the record."""

        async def receiving() -> Message:
            message = await receive()
            chunk: bytes = message.get("body", b"")
            if chunk and not record.is_setup:
                self._keep(record, chunk)
            return message

        return receiving

    def _keep(self, record: RequestRecord, chunk: bytes) -> None:
        if not record.body_size:
            self._with_body.append(record)
        record.body_size += len(chunk)
        chunk = chunk[: MAX_BODY - len(record.body)]
        record.body += chunk
        self._bytes += len(chunk)
        while self._bytes > _MAX_BODIES and len(self._with_body) > 1:
            oldest = self._with_body.popleft()
            self._bytes -= len(oldest.body)
            oldest.body = b""


def attach(scope: Scope, record: RequestRecord) -> None:
    """Put a record into the scope of its request."""
    scope[_KEY] = record


def record_of(scope: Scope) -> RequestRecord:
    """Return the record of a request."""
    record: RequestRecord = scope[_KEY]
    return record
