"""Middleware that injects faults, between the guard and the application."""

import asyncio
import math
import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from http import HTTPStatus
from http.client import responses
from typing import Any

import orjson
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from imgix_contract.contract import MEDIA_TYPE
from imgix_contract.errors import ApiError
from imgix_sandbox import documents
from imgix_sandbox.connections import Connection, connection_of
from imgix_sandbox.context import Context
from imgix_sandbox.fault_plans import REPORT_FILE, SIGNED_UPLOAD, FaultPlan, Sequence
from imgix_sandbox.faults import (
    HEADER,
    Cut,
    DecompressionBomb,
    Endless,
    Fault,
    FaultError,
    Latency,
    Recode,
    Relabel,
    Reset,
    Response,
    Slow,
    Stall,
    parse_fault,
)
from imgix_sandbox.handlers import reports
from imgix_sandbox.records import record_of
from imgix_sandbox.signing import UPLOADS

_BLOCK = b" " * 1024 * 1024


@dataclass(frozen=True)
class _BufferedResponse:
    """A complete response."""

    status: int
    headers: MutableHeaders
    body: bytes

    def head(self, **changes: str | None) -> Message:
        """Return its first message, with headers changed or, for None, removed."""
        headers = MutableHeaders(raw=list(self.headers.raw))
        for name, value in changes.items():
            del headers[name.replace("_", "-")]
            if value is not None:
                headers[name.replace("_", "-")] = value
        return {"type": "http.response.start", "status": self.status, "headers": headers.raw}


class _Stopping(Exception):  # noqa: N818 - not an error
    """The server stops while a fault delays a request."""


class FaultInjector:
    """Inject the faults that a plan or a request's header selects.

    Args:
        app: The wrapped application.
        context: The sandbox.
        plan: The plan.
        count: Counts a request that isn't passed to the application towards the rate limits.
        stopping: Set when the server stops.
    """

    def __init__(
        self,
        app: ASGIApp,
        context: Context,
        plan: FaultPlan,
        count: Callable[[Request], None],
        stopping: asyncio.Event,
    ) -> None:
        self._app = app
        self._context = context
        self._planned = Sequence(plan)
        self._added: list[Sequence] = []
        self._count = count
        self._stopping = stopping

    def add(self, plan: FaultPlan) -> Callable[[], None]:
        """Inject the faults of another plan as well, before all others; return a function that removes it."""
        sequence = Sequence(plan)
        self._added.insert(0, sequence)

        def remove() -> None:
            if sequence in self._added:
                self._added.remove(sequence)

        return remove

    def reset(self) -> None:
        """Start the plan again, and remove all others."""
        self._planned = Sequence(self._planned.plan)
        self._added.clear()

    def _next(self, target: str | None) -> Fault | None:
        for sequence in (*self._added, self._planned):
            if fault := sequence.next(target):
                return fault
        return None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request."""
        request = Request(scope)
        # What prepares a test neither meets nor uses up the faults that are meant for the program under test.
        planned = None if record_of(scope).is_setup else self._next(self._target(request))
        ordered = request.headers.get(HEADER)
        try:
            fault = planned if ordered is None else parse_fault(ordered)
        except FaultError as error:
            await _send(send, self._error_response(HTTPStatus.BAD_REQUEST, str(error)))
            return
        if fault is None:
            await self._app(scope, receive, send)
            return
        record_of(scope).fault = str(fault)
        connection = connection_of(scope)
        try:
            if fault.processes:
                await self._process(fault, connection, scope, receive, send)
            else:
                await self._respond_unprocessed(fault, connection, request, send)
        except _Stopping:
            await connection.reset()

    def _target(self, request: Request) -> str | None:
        """Return the name that rules use for what is requested."""
        path = request.scope["raw_path"].decode("latin-1")
        if path.startswith(f"{UPLOADS}/"):
            return SIGNED_UPLOAD
        if path.startswith(f"{reports.FILES}/"):
            return REPORT_FILE
        try:
            operation = self._context.contract.match(request.method, path).operation
        except ApiError:
            return None
        record_of(request.scope).operation = operation.id
        return operation.id

    async def _respond_unprocessed(self, fault: Fault, connection: Connection, request: Request, send: Send) -> None:
        """Inject a fault without processing the request."""
        if not isinstance(fault, Response):
            self._count(request)
            await connection.reset()
            return
        if fault.status != HTTPStatus.TOO_MANY_REQUESTS:
            self._count(request)
        await _send(send, self._substitute(fault))

    async def _process(self, fault: Fault, connection: Connection, scope: Scope, receive: Receive, send: Send) -> None:
        """Process the request and inject a fault."""
        match fault:
            case Latency(seconds) | Stall(seconds, "before"):
                receive = await _read_before(receive)
                await self._hold(seconds)
        response = await _handled(self._app, scope, receive)
        if response is None:  # the client disconnected while it was sending
            return
        match fault:
            case Stall(seconds, "after"):
                await self._hold(seconds)
            case Reset("after"):
                await connection.reset()
                return
            case Response():
                response = self._substitute(fault)
            case Relabel(content_type):
                response = _labelled(response, content_type)
            case Recode(actual, declared):
                text = response.body.decode(errors="replace").encode(actual, errors="replace")
                media_type = response.headers.get("content-type", MEDIA_TYPE).partition(";")[0]
                response = _labelled(replace(response, body=text), f"{media_type}; charset={declared}")
        match fault:
            case Stall(_, "within") | Reset("head" | "body") | Cut():
                await self._in_part(fault, connection, response, send)
            case Slow() | DecompressionBomb() | Endless():
                await self._in_pieces(fault, connection, response, send)
            case _:
                await _send(send, response)

    async def _in_part(self, fault: Fault, connection: Connection, response: _BufferedResponse, send: Send) -> None:
        """Send the first half of a response, then apply the fault."""
        body = response.body or b" "  # so that there is something to omit
        half = len(body) // 2
        if fault == Reset("head"):
            head = f"HTTP/1.1 {response.status} {responses.get(response.status, '')}\r\nContent-Type: ".encode()
            connection.transport.write(head)
            await connection.reset()
            return
        length = None if fault == Cut("clean") else str(len(body))
        await send(response.head(content_length=length))
        await send({"type": "http.response.body", "body": body[:half], "more_body": fault != Cut("clean")})
        match fault:
            case Stall(seconds):
                await self._hold(seconds)
                await send({"type": "http.response.body", "body": body[half:]})
            case Reset():
                await connection.reset()
            case Cut("close"):
                await connection.close()

    async def _in_pieces(self, fault: Fault, connection: Connection, response: _BufferedResponse, send: Send) -> None:
        """Send a response in many pieces until the client disconnects."""
        match fault:
            case Slow(size, seconds):
                await send(response.head())
                pieces = self._slowly(response.body, size, seconds)
            case DecompressionBomb(size):
                await send(response.head(content_length=None, content_encoding="gzip"))
                pieces = _zipped(_padded(response.body, size))
            case Endless(size):
                await send(response.head(content_length=None))
                pieces = _padded(response.body, size)
        async for piece in pieces:
            if connection.is_closing:
                await connection.close()
                return
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body"})

    async def _slowly(self, body: bytes, size: int, seconds: float) -> AsyncIterator[bytes]:
        for start in range(0, len(body), size):
            await self._hold(seconds)
            yield body[start : start + size]

    async def _hold(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)
            raise _Stopping

    def _substitute(self, fault: Response) -> _BufferedResponse:
        if fault.body == "html":
            name = f"{fault.status} {responses.get(fault.status, '')}".rstrip()
            html = f"<!DOCTYPE html>\n<html><head><title>{name}</title></head><body><h1>{name}</h1></body></html>\n"
            response = _build_response(fault.status, html.encode(), "text/html; charset=utf-8")
        elif fault.body == "empty":
            response = _build_response(fault.status, b"")
        else:
            response = self._error_response(fault.status, "An injected fault.", members=fault.body)
        if fault.retry_after is not None:
            then = datetime.fromtimestamp(math.ceil(self._context.clock() + fault.retry_after), UTC)
            response.headers["retry-after"] = (
                format_datetime(then, usegmt=True) if fault.date else str(fault.retry_after)
            )
        return response

    def _error_response(self, status: int, detail: str, members: str = "error") -> _BufferedResponse:
        document: dict[str, Any] = documents.build_error_document(
            self._context.contract, ApiError(status, detail), authorized=False
        )
        if members == "missing":
            document = {"errors": [{}]}
        elif members == "extra":
            document["errors"][0] |= {"source": {"pointer": "/data"}, "links": {"about": None}, "unexpected": [1]}
            document |= {"links": {}, "unexpected": {"nested": [None]}}
        return _build_response(status, orjson.dumps(document), MEDIA_TYPE)


def _build_response(status: int, body: bytes, content_type: str | None = None) -> _BufferedResponse:
    headers = MutableHeaders({"content-length": str(len(body))})
    if content_type is not None:
        headers["content-type"] = content_type
    return _BufferedResponse(status, headers, body)


def _labelled(response: _BufferedResponse, content_type: str) -> _BufferedResponse:
    headers = MutableHeaders(raw=list(response.headers.raw))
    headers["content-type"] = content_type
    headers["content-length"] = str(len(response.body))
    return replace(response, headers=headers)


async def _send(send: Send, response: _BufferedResponse) -> None:
    await send(response.head())
    await send({"type": "http.response.body", "body": response.body})


async def _read_before(receive: Receive) -> Receive:
    """Read the complete request, and return a `receive` that replays it."""
    messages = [await receive()]
    while messages[-1].get("more_body"):
        messages.append(await receive())

    async def again() -> Message:
        return messages.pop(0) if messages else await receive()

    return again


async def _handled(app: ASGIApp, scope: Scope, receive: Receive) -> _BufferedResponse | None:
    """Pass a request to the application and buffer the response; None if there is none."""
    messages: list[Message] = []

    async def keep(message: Message) -> None:
        messages.append(message)

    await app(scope, receive, keep)
    if not messages:
        return None
    start, *parts = messages
    body = b"".join(part.get("body", b"") for part in parts)
    return _BufferedResponse(start["status"], MutableHeaders(raw=list(start["headers"])), body)


async def _padded(body: bytes, size: int) -> AsyncIterator[bytes]:
    yield body
    for start in range(0, size, len(_BLOCK)):
        await asyncio.sleep(0)
        yield _BLOCK[: size - start]


async def _zipped(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    packer = zlib.compressobj(wbits=31)
    async for piece in pieces:
        yield packer.compress(piece)
    yield packer.flush()
