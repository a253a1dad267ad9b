"""A clock under the control of a test."""

from __future__ import annotations

import asyncio
import time
from functools import partial
from typing import overload

from .._async.client import AsyncManagementClient
from .._async.rate_limiter import AsyncRateLimiter
from .._async.retry_state import AsyncRetryState
from .._ratelimit.memory import MemoryStore
from .._sync.client import ManagementClient
from .._sync.rate_limiter import RateLimiter
from .._sync.retry_state import RetryState


class Clock:
    """A clock that stands still until someone sleeps by it or a test moves it: waits take no time.

    Rate limits, pauses before retries, `total_timeout` and waits for deployments or uploads go by it. Time-outs of the
    connection remain real.

    Example:
        clock = Clock()
        with clock.attach(ManagementClient()) as client:
            client.sources.get("65a1b2c3d4e5f60718293a4b")
        print(clock.sleeps)

    Args:
        start: UNIX seconds; by default now.

    Attributes:
        sleeps: The seconds of each sleep so far.
    """

    def __init__(self, start: float | None = None) -> None:
        self._now = time.time() if start is None else start
        self.sleeps: list[float] = []

    def __call__(self) -> float:
        """Return the time in UNIX seconds."""
        return self._now

    def advance(self, seconds: float) -> None:
        """Move the clock forward by a number of seconds."""
        self._now += seconds

    def sleep(self, seconds: float) -> None:
        """Move the clock forward, and record the sleep."""
        self.sleeps.append(seconds)
        self.advance(seconds)

    async def async_sleep(self, seconds: float) -> None:
        """Move the clock forward, record the sleep, and let other tasks run."""
        self.sleep(seconds)
        await asyncio.sleep(0)

    @overload
    def attach(self, client: ManagementClient) -> ManagementClient: ...
    @overload
    def attach(self, client: AsyncManagementClient) -> AsyncManagementClient: ...
    def attach(self, client: ManagementClient | AsyncManagementClient) -> ManagementClient | AsyncManagementClient:
        """Make a client use this clock, with its own rate limits in memory, and return the client.

        Args:
            client: A client that has made no call yet.
        """
        store = MemoryStore(clock=self)
        if isinstance(client, AsyncManagementClient):
            pipeline = client._api
            client.rate_limits = AsyncRateLimiter(store, client.rate_limits._limits, sleep=self.async_sleep)
            pipeline.rate_limiter = client.rate_limits
            pipeline.retry_state = partial(AsyncRetryState, sleep=self.async_sleep, clock=self)
            pipeline.clock, pipeline.sleep = self, self.async_sleep
        else:
            _attach_sync(self, client, store)
        return client


def _attach_sync(clock: Clock, client: ManagementClient, store: MemoryStore) -> None:
    client.rate_limits = RateLimiter(store, client.rate_limits._limits, sleep=clock.sleep)
    client._api.rate_limiter = client.rate_limits
    client._api.retry_state = partial(RetryState, sleep=clock.sleep, clock=clock)
    client._api.clock, client._api.sleep = clock, clock.sleep
