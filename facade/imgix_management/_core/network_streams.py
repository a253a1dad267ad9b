"""Hold deadlines on sync connections, and read responses that come early on async ones.

httpx and httpcore have no interface for either, so this looks into the streams that httpcore announces in its trace.
Where they have changed, nothing is done; tests notice.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any, Final

OPENED: Final = ("connect_tcp.complete", "start_tls.complete")
"""How the events of httpcore end that come with a new stream."""

MAX_WRITE: Final = 64 * 1024
"""Bytes written to a connection at once when there is a deadline."""

MAX_RECEIVED: Final = 64 * 1024
"""Bytes that are received at most after sending has failed."""

SHORTEST: Final = 0.001
"""Seconds: not all systems accept a time-out of zero."""

_deadline: ContextVar[float | None] = ContextVar("deadline", default=None)


@contextmanager
def deadline_in(seconds: float) -> Iterator[None]:
    """End what the sync connections of this thread do after a number of seconds, however often something arrives."""
    token = _deadline.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _deadline.reset(token)


def prepare(info: object) -> None:
    """Prepare a connection that httpcore has opened.

    Args:
        info: What comes with an event `OPENED` of httpcore's trace.
    """
    stream = info.get("return_value") if isinstance(info, Mapping) else None
    if stream is None:
        return
    if hasattr(stream, "aclose"):
        _read_early_response(stream)
    else:
        _hold_deadlines(stream)


def _hold_deadlines(stream: Any) -> None:  # noqa: ANN401 - of httpcore
    """Shorten the time-outs of each read and write, since httpcore grants the same again for every piece."""
    read, write = stream.read, stream.write

    def read_in_time(max_bytes: int, timeout: float | None = None) -> bytes:
        received: bytes = read(max_bytes, _left(timeout, "ReadTimeout"))
        return received

    def write_in_time(buffer: bytes, timeout: float | None = None) -> None:
        if _deadline.get() is None:
            write(buffer, timeout)
            return
        view = memoryview(buffer)
        for start in range(0, len(view), MAX_WRITE):
            write(view[start : start + MAX_WRITE], _left(timeout, "WriteTimeout"))

    stream.read, stream.write = read_in_time, write_in_time


def _left(timeout: float | None, error: str) -> float | None:
    deadline = _deadline.get()
    if deadline is None:
        return timeout
    left = deadline - time.monotonic()
    if left <= 0:
        import httpcore  # noqa: PLC0415 - imported by httpx long before

        raise getattr(httpcore, error)("The total time is up.")
    return max(SHORTEST, left if timeout is None else min(timeout, left))


def _read_early_response(stream: Any) -> None:  # noqa: ANN401 - of httpcore
    """Read the response of a server that closes the connection before it has read the whole request, such as a 413.

    anyio receives only when it is asked to, and asyncio drops what is not received yet when sending fails.
    """
    sockets = _below(stream)
    sender = getattr(getattr(sockets, "send", None), "__self__", None)
    if not isinstance(sender, _Sender):
        if not hasattr(getattr(sockets, "_protocol", None), "read_queue"):
            return
        sender = _Sender(sockets)
    write = stream.write

    async def write_or_fail(buffer: bytes, timeout: float | None = None) -> None:
        await write(buffer, timeout)
        if sender.failed:
            import httpcore  # noqa: PLC0415 - imported by httpx long before

            raise httpcore.WriteError  # it reads the response then

    stream.write = write_or_fail


def received_ahead(stream: object) -> bool:
    """Return whether an async stream has received anything that has not been read yet."""
    records = getattr(getattr(stream, "_stream", None), "_read_bio", None)
    chunks = getattr(getattr(_below(stream), "_protocol", None), "read_queue", ())
    return bool(getattr(records, "pending", 0) or chunks)


def _below(stream: Any) -> Any:  # noqa: ANN401 - of httpcore, and of anyio
    """Return the stream of the socket, below those of TLS."""
    stream = getattr(stream, "_stream", None)
    while hasattr(stream, "transport_stream"):
        stream = stream.transport_stream
    return stream


class _Sender:
    """Sends to a socket, and receives what came before sending failed.

    Attributes:
        failed: Whether there is such. The TLS stream above must not know of the failure, or it would not read that.
    """

    def __init__(self, sockets: Any) -> None:  # noqa: ANN401 - of anyio
        self.failed = False
        self._transport = sockets._transport
        self._protocol = sockets._protocol
        self._send = sockets.send
        self._connection_lost = self._protocol.connection_lost
        sockets.send = self.send
        self._protocol.connection_lost = self._lose_connection

    async def send(self, item: bytes) -> None:
        if self.failed:
            return
        try:
            await self._send(item)
        except Exception:
            if not self._protocol.read_queue:
                raise
            self.failed = True

    def _lose_connection(self, error: Exception | None) -> None:
        """Receive the rest; asyncio closes the socket right after this."""
        if error is not None:
            with suppress(OSError):
                if rest := os.read(self._transport.get_extra_info("socket").fileno(), MAX_RECEIVED):
                    self._protocol.data_received(rest)
        self._connection_lost(error)
