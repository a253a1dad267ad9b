"""How async code uses the stores of one machine. The sync code, derived from it, uses them `identity`."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from .stores import Store
from .tickets import BucketLimits, Reservation, Usage

P = ParamSpec("P")
T = TypeVar("T")
S = TypeVar("S", bound=Store)


def identity(store: S) -> S:
    """A store for sync code."""
    return store


class InlineStore:
    """An `AsyncStore` over a store that never keeps its caller waiting."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.release = store.release
        self.in_time = store.in_time

    async def reserve(self, budget: BucketLimits, max_wait: float | None = None) -> Reservation:
        """See `Store.reserve`."""
        return self._store.reserve(budget, max_wait)

    async def confirm(self, ticket: Reservation) -> float:
        """See `Store.settle`."""
        return self._store.confirm(ticket)

    async def sent(self, ticket: Reservation) -> None:
        """See `Store.sent`."""
        self._store.sent(ticket)

    async def mark_done(self, ticket: Reservation) -> None:
        """See `Store.answered`."""
        self._store.mark_done(ticket)

    async def block(self, budget: BucketLimits, seconds: float | None = None) -> None:
        """See `Store.shut`."""
        self._store.block(budget, seconds)

    async def usage(self, budget: BucketLimits) -> Usage:
        """See `Store.usage`."""
        return self._store.usage(budget)

    async def aclose(self) -> None:
        """See `Store.close`."""
        self._store.close()


class ThreadStore:
    """An `AsyncStore` over a store that may block, which is used in a thread of its own."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.in_time = store.in_time
        self._executor: ThreadPoolExecutor | None = None
        self._pid = 0

    async def reserve(self, budget: BucketLimits, max_wait: float | None = None) -> Reservation:
        """See `Store.reserve`."""
        job = self._submit(self._store.reserve, budget, max_wait)
        try:
            return await asyncio.wrap_future(job)
        except asyncio.CancelledError:
            job.add_done_callback(self._undo)  # the thread goes on, and may have reserved a slot
            raise

    async def confirm(self, ticket: Reservation) -> float:
        """See `Store.settle`."""
        if ticket.state != "waiting" and self.in_time(ticket):
            return 0.0  # no need for the thread
        return await self._call(self._store.confirm, ticket)

    async def sent(self, ticket: Reservation) -> None:
        """See `Store.sent`."""
        await self._call(self._store.sent, ticket)

    async def mark_done(self, ticket: Reservation) -> None:
        """See `Store.answered`."""
        await self._call(self._store.mark_done, ticket)

    def release(self, ticket: Reservation) -> None:
        """See `Store.give_back`."""
        self._submit(self._store.release, ticket)

    async def block(self, budget: BucketLimits, seconds: float | None = None) -> None:
        """See `Store.shut`."""
        await self._call(self._store.block, budget, seconds)

    async def usage(self, budget: BucketLimits) -> Usage:
        """See `Store.usage`."""
        return await self._call(self._store.usage, budget)

    async def aclose(self) -> None:
        """See `Store.close`."""
        await self._call(self._store.close)
        if self._executor is not None:
            self._executor.shutdown(wait=False)
            self._executor = None

    async def _call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await asyncio.wrap_future(self._submit(function, *args, **kwargs))

    def _submit(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        if self._executor is None or self._pid != os.getpid():  # a thread does not live on in a forked child
            self._executor = ThreadPoolExecutor(1, thread_name_prefix="imgix-quota")
            self._pid = os.getpid()
        return self._executor.submit(function, *args, **kwargs)

    def _undo(self, job: Future[Reservation]) -> None:
        if not job.cancelled() and job.exception() is None:
            self._store.release(job.result())
