"""A server that counts as strictly as any can: every request of the last period, up to now."""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from statistics import fmean

Arrival = tuple[float, bool]
"""When a request was counted, in seconds of the machine's monotonic clock, and whether it was accepted."""

_BODY = b'{"data":{"id":"1/a.png","type":"assets","attributes":{}},"jsonapi":{"version":"1.0"}}'
_HEAD = b"Content-Type: application/vnd.api+json\r\nContent-Length: %d\r\n\r\n" % len(_BODY)
_RESPONSES = {
    True: b"HTTP/1.1 200 OK\r\n" + _HEAD + _BODY,
    False: b"HTTP/1.1 429 Too Many Requests\r\n" + _HEAD + _BODY,
}


class StrictWindow:
    """A limit that holds in every window of its period, both ends included. What it refuses does not count."""

    def __init__(self, count: int, period: float) -> None:
        self.count = count
        self.period = period
        self._recent: deque[float] = deque()

    def accepts(self, now: float) -> bool:
        """Count a request, at a time that is not before the one of any other."""
        recent = self._recent
        while recent and now - recent[0] > self.period:
            recent.popleft()
        if len(recent) >= self.count:
            return False
        recent.append(now)
        return True


def share(accepted: Sequence[float], count: int, period: float) -> tuple[float, int]:
    """The share of the allowed rate that was used, and over how many complete windows' worth of requests.

    The first `count` requests are left out, for a limiter may send them at once, and so is an incomplete rest. What is
    left is taken as groups of `count`: the share is what there should have been at least from one group to the next,
    against the time from the first to the last, each at the mean of its requests.
    """
    windows = len(accepted) // count - 2
    if windows < 1:
        return 0.0, 0
    first, last = count, (windows + 1) * count
    taken = fmean(accepted[last : last + count]) - fmean(accepted[first : first + count])
    return windows * period / taken, windows


class _Connection(asyncio.Protocol):
    def __init__(self, server: _Server) -> None:
        self._server = server

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        if data.endswith(b"\r\n\r\n"):  # each request is a small GET
            self._server.arrived(self._transport)


class _Server:
    """Counts requests as they come, or after a random delay, as if the network had taken longer."""

    def __init__(self, count: int, latency: tuple[float, float], stall: tuple[float, float] | None) -> None:
        self.arrivals: list[Arrival] = []
        self._window = StrictWindow(count, 1.0)
        self._latency = latency
        self._stall = stall
        self._random = random.Random(1)
        self.held_up = 0.0

    async def watch(self) -> None:
        """Note for how long this process was held up at most, for what comes meanwhile is counted late."""
        while self._stall is None:
            due = time.monotonic() + 0.005
            await asyncio.sleep(0.005)
            self.held_up = max(self.held_up, time.monotonic() - due)

    def arrived(self, transport: asyncio.Transport) -> None:
        loop = asyncio.get_running_loop()
        if self._stall is not None:
            after, seconds = self._stall
            self._stall = None
            loop.call_later(after, time.sleep, seconds)
        delay = self._random.uniform(*self._latency)
        if delay:
            loop.call_later(delay, self._count, transport)
        else:
            self._count(transport)

    def _count(self, transport: asyncio.Transport) -> None:
        now = time.monotonic()
        accepted = self._window.accepts(now)
        self.arrivals.append((now, accepted))
        transport.write(_RESPONSES[accepted])


def serve(
    pipe: Connection, count: int, latency: tuple[float, float] = (0.0, 0.0), stall: tuple[float, float] | None = None
) -> None:
    """Serve in a process of its own, until something comes from the pipe.

    Args:
        pipe: Gets the port first. At the end it gets all arrivals, and the longest time in seconds for which the
            machine held the server up.
        count: Requests per second.
        latency: Seconds between the arrival of a request and its counting, at least and at most.
        stall: So many seconds after the first request the server does nothing at all, for so many seconds.
    """
    with suppress(PermissionError):
        os.nice(-10)  # the machine's other work must not look like a slow network

    async def run() -> None:
        loop = asyncio.get_running_loop()
        server = _Server(count, latency, stall)
        listening = await loop.create_server(lambda: _Connection(server), "127.0.0.1", 0)
        stop = asyncio.Event()
        loop.add_reader(pipe.fileno(), stop.set)
        watch = asyncio.create_task(server.watch())
        pipe.send(listening.sockets[0].getsockname()[1])
        await stop.wait()
        watch.cancel()
        loop.remove_reader(pipe.fileno())
        pipe.send((server.arrivals, server.held_up))

    asyncio.run(run())
