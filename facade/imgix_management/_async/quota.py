"""The way through the quota: take a slot, sleep until it comes."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from ..quotas import Budget, Limit, MemoryStore, Ticket, Usage
from ..quotas.sleep import AsyncSleep


class AsyncQuota:
    """What a client asks before it sends a request.

    Attributes:
        limits: Bucket -> limit.
    """

    def __init__(
        self,
        store: MemoryStore,
        limits: Mapping[str, Limit],
        *,
        sleep: AsyncSleep = asyncio.sleep,
    ) -> None:
        """Use a store.

        Args:
            store: Where requests are counted, perhaps together with other clients.
            limits: Bucket -> limit.
            sleep: Sleeps for a number of seconds.
        """
        self.limits = limits
        self._store = store
        self._budgets = {bucket: Budget(limit) for bucket, limit in limits.items()}
        self._sleep = sleep

    async def acquire(self, bucket: str) -> Ticket:
        """Wait until a request may be sent; first come, first served. The ticket says how long it took.

        If the wait is broken off (cancelled, interrupted), the slot is given back.

        Args:
            bucket: The rate-limit bucket of the operation.

        Raises:
            KeyError: There is no such bucket.
        """
        ticket = self._store.reserve(self._budgets[bucket])
        if ticket.state == "waiting":
            await self.confirm(ticket)
        return ticket

    async def confirm(self, ticket: Ticket) -> None:
        """Ask once more, right before the request leaves, if something came between it and its slot.

        A connection that had to be made first, for example. The request is then counted now; it waits again
        if there is no room for it now.

        Args:
            ticket: What `acquire` returned, for a request that was not sent yet.
        """
        try:
            while (seconds := self._store.settle(ticket)) > 0:
                await self._sleep(seconds)
        except BaseException:
            self._store.give_back(ticket)
            raise

    async def close(self, bucket: str, seconds: float) -> None:
        """Close a bucket for everybody who shares the store, after a 429.

        Args:
            bucket: The rate-limit bucket.
            seconds: For how long from now, in seconds.
        """
        self._store.close(bucket, seconds)

    async def usage(self) -> dict[str, Usage]:
        """Return how far each bucket is used now."""
        return {bucket: self._store.usage(budget) for bucket, budget in self._budgets.items()}
