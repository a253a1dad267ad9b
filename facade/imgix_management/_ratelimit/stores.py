"""What a store does: the one interface of memory, SQLite and Redis."""

from __future__ import annotations

from typing import Protocol

from .tickets import BucketLimits, Reservation, Usage


class Store(Protocol):
    """The logs of one account, by bucket, which all who use the store share.

    Any method may raise `RateLimitStoreError`: the store cannot be used now.
    """

    def reserve(self, budget: BucketLimits, max_wait: float | None = None) -> Reservation:
        """Take the next slot of a budget's bucket. If the ticket is `waiting`, `settle` it before going.

        Args:
            budget: The bucket, and the windows to fit into.
            max_wait: The longest wait allowed, in seconds; None for any.

        Raises:
            MaxWaitExceededError: The slot is further away than `max_wait`; nothing was reserved.
        """

    def confirm(self, ticket: Reservation) -> float:
        """Let the holder of a ticket go (0), or return the seconds it has to sleep before it asks again.

        A store outside the process does not look again for a holder that was let go hardly a moment ago, though the
        bucket may have been closed since.
        """

    def in_time(self, ticket: Reservation) -> bool:
        """Whether the holder of a ticket that was let go may still be counted at its slot. It returns at once."""

    def sent(self, ticket: Reservation) -> None:
        """Count the request of a ticket now: it left, and it was not in time."""

    def mark_done(self, ticket: Reservation) -> None:
        """Date a ticket in flight: its request was answered, or will never be."""

    def release(self, ticket: Reservation) -> None:
        """Give back the slot of a holder that will not go, when that can be done.

        A ticket that was let go stays counted; one in flight counts as answered. It never fails and never waits: it
        is called while a task is being cancelled.
        """

    def block(self, budget: BucketLimits, seconds: float | None = None) -> None:
        """Close a budget's bucket for everybody who shares the store. It never opens earlier for it.

        Args:
            budget: The windows of the request that was refused.
            seconds: For how long from now, in seconds; None for a pause that grows from time to time.
        """

    def usage(self, budget: BucketLimits) -> Usage:
        """Say how far a budget's bucket is used now."""

    def close(self) -> None:
        """Let go of files and connections."""


class AsyncStore(Protocol):
    """The same, for tasks."""

    async def reserve(self, budget: BucketLimits, max_wait: float | None = None) -> Reservation:
        """See `Store.reserve`."""

    async def confirm(self, ticket: Reservation) -> float:
        """See `Store.settle`."""

    def in_time(self, ticket: Reservation) -> bool:
        """See `Store.in_time`."""

    async def sent(self, ticket: Reservation) -> None:
        """See `Store.sent`."""

    async def mark_done(self, ticket: Reservation) -> None:
        """See `Store.answered`."""

    def release(self, ticket: Reservation) -> None:
        """See `Store.give_back`."""

    async def block(self, budget: BucketLimits, seconds: float | None = None) -> None:
        """See `Store.shut`."""

    async def usage(self, budget: BucketLimits) -> Usage:
        """See `Store.usage`."""

    async def aclose(self) -> None:
        """See `Store.close`."""
