"""Those who want to send more than they may, each process of them with its own limiter."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import aiolimiter
import httpx
import redis

from imgix_management import AsyncManagementClient, ManagementClient, RateLimitError, RateLimits

LIMIT = 50
"""Requests per second."""


@dataclass(frozen=True)
class Crowd:
    """Who sends.

    Attributes:
        limiter: `imgix-management`, `pyrate-limiter` or `aiolimiter`.
        store: `memory`, `SQLite` or `Redis`.
        processes: How many.
        threads: In each of them; or
        tasks: in each of them.
        margin: `margin` of the client.
        strict: `strict` of the client.
        full_client: Tasks make calls of the client. Else they take slots of its rate limiter and send the requests, for
            with dozens of connections httpx needs milliseconds for each request.
        skew: Seconds by which the clocks of the last process are ahead.
    """

    limiter: str = "imgix-management"
    store: str = "memory"
    processes: int = 1
    threads: int = 1
    tasks: int = 0
    margin: float | None = None
    strict: bool = False
    full_client: bool = False
    skew: float = 0.0

    @property
    def workers(self) -> int:
        """How many send at the same time."""
        return self.processes * (self.tasks or self.threads)

    @property
    def shape(self) -> str:
        """Such as `8 threads`."""
        if self.tasks:
            return f"{self.tasks} tasks{', full client' * self.full_client}"
        if self.processes > 1:
            return f"{self.processes} processes"
        return f"{self.threads} thread{'s' * (self.threads > 1)}"


@dataclass(frozen=True)
class Place:
    """Where they send to, and where they count.

    Attributes:
        server: The base URL of the server.
        redis: The URL of a Redis.
        folder: A folder for files.
    """

    server: str
    redis: str
    folder: Path


def work(crowd: Crowd, place: Place, index: int, seconds: float, pipe: Connection) -> None:
    """Send as fast as the limiter lets go, in a process of its own.

    Args:
        crowd: The workers.
        place: Where they send to.
        index: Which process of the crowd this is, from 0.
        seconds: For how long.
        pipe: Gets something when the process is ready; it begins when something comes, and at the end it reports
            the longest time from wanting to send a request to having the response, in seconds.
    """
    if index == crowd.processes - 1:
        _skew(crowd.skew)
    tasks = crowd.tasks
    pipe.send(asyncio.run(_tasks(crowd, place, seconds, pipe)) if tasks else _threads(crowd, place, seconds, pipe))
    os._exit(0)  # those who still wait don't matter


def _skew(seconds: float) -> None:
    wall, wall_ns, any_clock = time.time, time.time_ns, time.clock_gettime
    time.time = lambda: wall() + seconds
    time.time_ns = lambda: wall_ns() + round(seconds * 1e9)
    time.clock_gettime = lambda clock: any_clock(clock) + seconds


class _Clocks:
    """How long each worker took at most, and how long it has been at it."""

    def __init__(self, workers: int) -> None:
        self._longest = 0.0
        self._begun = [time.monotonic()] * workers

    def next(self, worker: int) -> None:
        now = time.monotonic()
        self._longest = max(self._longest, now - self._begun[worker])
        self._begun[worker] = now

    def longest(self) -> float:
        now = time.monotonic()
        return max(self._longest, *(now - begun for begun in self._begun))


def _threads(crowd: Crowd, place: Place, seconds: float, pipe: Connection) -> float:
    call = (_own if crowd.limiter == "imgix-management" else _other)(crowd, place)
    pipe.send("ready")
    pipe.recv()
    clocks = _Clocks(crowd.threads)

    def run(worker: int) -> None:
        while True:
            call()
            clocks.next(worker)

    for worker in range(crowd.threads):
        threading.Thread(target=run, args=(worker,), daemon=True).start()
    time.sleep(seconds)
    return clocks.longest()


async def _tasks(crowd: Crowd, place: Place, seconds: float, pipe: Connection) -> float:
    call = await (_own_async if crowd.limiter == "imgix-management" else _other_async)(crowd, place)
    lines = [await _Line.open(place) for _ in range(crowd.tasks)]
    pipe.send("ready")
    pipe.recv()
    clocks = _Clocks(crowd.tasks)

    async def run(worker: int) -> None:
        while True:
            await call(lines[worker])
            clocks.next(worker)

    running = [asyncio.create_task(run(worker)) for worker in range(crowd.tasks)]
    await asyncio.wait(running, timeout=seconds, return_when=asyncio.FIRST_EXCEPTION)
    for task in running:
        if task.done():
            task.result()
    return clocks.longest()


class _Line:
    """A connection of one task."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def open(cls, place: Place) -> _Line:
        host, _, port = place.server.removeprefix("http://").partition(":")
        return cls(*await asyncio.open_connection(host, int(port)))

    def send(self) -> None:
        self._writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")

    async def accepted(self) -> bool:
        head = await self._reader.readuntil(b"\r\n\r\n")
        await self._reader.readexactly(int(head.rpartition(b"Content-Length: ")[2]))
        return b" 200 OK" in head


def _settings(crowd: Crowd, place: Place) -> dict[str, Any]:
    stores = {"memory": "memory://", "SQLite": f"sqlite://{place.folder}/limits.sqlite", "Redis": place.redis}
    return {
        "api_key": "ak_benchmark",
        "base_url": place.server,
        "rate_limits": RateLimits(
            {"get-asset": f"{LIMIT}/second"},
            store=stores[crowd.store],
            margin=crowd.margin,
            strict=crowd.strict,
        ),
    }


def _own(crowd: Crowd, place: Place) -> Callable[[], None]:
    client = ManagementClient(**_settings(crowd, place))
    client.rate_limits.status()

    def call() -> None:
        with suppress(RateLimitError):
            client.operation("getAsset", source_id="1", origin_path="a.png")

    return call


async def _own_async(crowd: Crowd, place: Place) -> Callable[[_Line], Awaitable[None]]:
    client = AsyncManagementClient(**_settings(crowd, place))
    limiter = client.rate_limits
    await limiter.status()

    async def call_client(_: _Line) -> None:
        with suppress(RateLimitError):
            await client.operation("getAsset", source_id="1", origin_path="a.png")

    async def call(line: _Line) -> None:  # as the client does
        reservation = await limiter._reserve("get-asset")
        await limiter._confirm(reservation)
        line.send()
        await limiter._sent(reservation)
        accepted = await line.accepted()
        await limiter._mark_done(reservation)
        if not accepted:
            await limiter._block("get-asset")

    return call_client if crowd.full_client else call


def _pyrate(crowd: Crowd, place: Place) -> Any:  # noqa: ANN401 - its type comes with the import
    import pyrate_limiter  # noqa: PLC0415 - it takes hold of the clocks when it is imported

    rates = [pyrate_limiter.Rate(LIMIT, 1000)]
    if crowd.store == "Redis":
        connection = redis.Redis.from_url(place.redis)
        return pyrate_limiter.Limiter(pyrate_limiter.RedisBucket.init(rates, connection, place.server))
    return pyrate_limiter.Limiter(rates)


def _other(crowd: Crowd, place: Place) -> Callable[[], None]:
    limiter, client = _pyrate(crowd, place), httpx.Client()

    def call() -> None:
        limiter.try_acquire("x")
        client.get(place.server)

    return call


async def _other_async(crowd: Crowd, place: Place) -> Callable[[_Line], Awaitable[None]]:
    acquire = (
        aiolimiter.AsyncLimiter(LIMIT, 1).acquire
        if crowd.limiter == "aiolimiter"
        else _pyrate(crowd, place).try_acquire_async
    )

    async def call(line: _Line) -> None:
        await acquire()
        line.send()
        await line.accepted()

    return call
