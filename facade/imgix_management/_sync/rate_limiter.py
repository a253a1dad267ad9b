# Derived from facade/imgix_management/_async/rate_limiter.py by `invoke generate`. Do not edit.
"""The way through the quota: take a slot, sleep until it comes."""

from __future__ import annotations

import time
import logging
from collections.abc import Mapping
from typing import Final

from imgix_openapi.operations import Operation

from .._core.concurrency import SyncAsk
from .._ratelimit import Store, BucketLimits, BucketStatus, MaxWaitExceededError, Reservation, shared_store
from .._ratelimit.adapters import identity, identity
from .._ratelimit.settings import QuotaSettings
from .._ratelimit.sleep import SyncSleep
from .._ratelimit.urls import MEMORY, sqlite_path
from ..errors import RateLimitStoreError, RateLimitWaitError

_log = logging.getLogger("imgix_management")

LONG_WAIT: Final = 1.0
"""Seconds from which on a wait is logged before it begins."""


def open_store(settings: QuotaSettings) -> Store:
    """The store that the settings name."""
    if settings.store == MEMORY:
        return identity(shared_store(settings.account))
    if settings.store.startswith("sqlite:"):
        from .._ratelimit.sqlite import SQLiteStore  # noqa: PLC0415 - most programs do without it

        store: Store = identity(SQLiteStore(sqlite_path(settings.store), settings.account))
    else:
        from .redis_store import RedisStore  # noqa: PLC0415 - most programs do without it

        store = RedisStore(settings.store, settings.account)
    if settings.local_share is None:
        return store
    from .fallback import FallbackStore  # noqa: PLC0415 - most programs do without it

    return FallbackStore(store, settings.local_share, shared_store(settings.account))


class RateLimiter:
    """What a client asks before it sends a request.

    A program that sends requests of its own beside the client can take its slots here, too.

    Example:
        client.quotas.acquire("purge")

    Attributes:
        budgets: Bucket -> the windows to keep.
    """

    def __init__(
        self,
        store: Store,
        budgets: Mapping[str, BucketLimits],
        *,
        sleep: SyncSleep = time.sleep,
    ) -> None:
        """Use a store.

        Args:
            store: Where requests are counted, perhaps together with other clients.
            budgets: Bucket -> the windows to keep.
            sleep: Sleeps for a number of seconds.
        """
        self._store = store
        self.budgets = budgets
        self._sleep = sleep

    def bucket(self, operation: Operation) -> str:
        """The bucket that an operation counts in.

        Args:
            operation: A row of the operations table.
        """
        bucket = operation.rate_limit.bucket
        each = f"{bucket}:{operation.id}"
        return each if each in self.budgets else bucket

    def acquire(self, bucket: str, max_wait: float | None = None) -> Reservation:
        """Wait until a request may be sent; first come, first served. The ticket says how long it took.

        If the wait is broken off (cancelled, interrupted), the slot is given back.

        Args:
            bucket: The rate-limit bucket of the operation.
            max_wait: The longest wait, in seconds; None for any.

        Raises:
            KeyError: There is no such bucket.
            RateLimitWaitError: It would take longer than `max_wait`.
            RateLimitStoreError: The store cannot be used.
        """
        try:
            ticket = self._store.reserve(self.budgets[bucket], max_wait)
        except MaxWaitExceededError as error:
            raise _too_long(bucket, error.wait, max_wait) from None
        if ticket.state == "waiting":
            self.confirm(ticket, max_wait)
        return ticket

    def confirm(self, ticket: Reservation, max_wait: float | None = None) -> None:
        """Ask once more, right before the request leaves, if something came between it and its slot.

        A connection that had to be made first, for example. The request is then counted now; it waits again
        if there is no room for it now.

        Args:
            ticket: What `acquire` returned, for a request that was not sent yet.
            max_wait: The longest wait since the slot was asked for, in seconds; None for any.

        Raises:
            RateLimitWaitError: It would take longer than `max_wait`.
            RateLimitStoreError: The store cannot be used.
        """
        try:
            while (seconds := self._store.confirm(ticket)) > 0:
                wait = ticket.slot - ticket.asked
                if max_wait is not None and wait > max_wait:
                    raise _too_long(ticket.budget.bucket, wait, max_wait)
                if seconds >= LONG_WAIT:
                    _log.info("waiting %.1f s for the rate limit %s", seconds, ticket.budget.bucket)
                self._sleep(seconds)
        except BaseException:
            self._store.release(ticket)
            raise

    def sent(self, ticket: Reservation) -> None:
        """Say that a request left just now. If that took long since it was let go, it is counted now.

        It never fails: what has been sent is not to be lost for the store's sake.

        Args:
            ticket: What `acquire` returned.
        """
        if ticket.state == "granted" and not self._store.in_time(ticket):
            self._try(lambda: self._store.sent(ticket))

    def mark_done(self, ticket: Reservation) -> None:
        """Say that a request was answered. With `strict_quotas` this is what dates it. It never fails.

        Args:
            ticket: What `acquire` returned, for a request that was sent.
        """
        if ticket.state == "in flight":
            self._try(lambda: self._store.mark_done(ticket))

    def release(self, ticket: Reservation) -> None:
        """Say that a request will not be answered. It never fails and never waits.

        Args:
            ticket: What `acquire` returned.
        """
        self._store.release(ticket)

    def block(self, bucket: str, seconds: float | None = None) -> None:
        """Close a bucket for everybody who shares the store, after a 429. It never fails.

        Args:
            bucket: The rate-limit bucket.
            seconds: For how long from now, in seconds; None for a pause that grows while 429s go on.
        """
        self._try(lambda: self._store.block(self.budgets[bucket], seconds))

    def status(self) -> dict[str, BucketStatus]:
        """How far each bucket is used now, by all who share the store.

        Raises:
            RateLimitStoreError: The store cannot be used.
        """
        told = {}
        for bucket, budget in self.budgets.items():
            usage = self._store.usage(budget)
            told[bucket] = BucketStatus(budget.limits, usage.used, usage.free, usage.retry_after, usage.granted)
        return told

    def _try(self, ask: SyncAsk[None]) -> None:
        try:
            ask()
        except RateLimitStoreError as error:
            _log.warning("%s", error.message("en"))

    def close(self) -> None:
        """Let go of the store's file or connections."""
        self._store.close()


def _too_long(bucket: str, wait: float, max_wait: float | None) -> RateLimitWaitError:
    return RateLimitWaitError(bucket=bucket, wait=wait, max_wait=max_wait or 0.0)
