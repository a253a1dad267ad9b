# Derived from facade/imgix_management/_async/rate_limiter.py by `invoke sync`. Do not edit.
"""Keep rate limits: reserve a slot, sleep until it comes, and let a program use the same limits."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from imgix_openapi.operations import Operation

from .._ratelimit import BucketLimits, BucketStatus, MaxWaitExceededError, Reservation, Store, shared_store
from .._ratelimit.adapters import identity
from .._ratelimit.settings import QuotaSettings
from .._ratelimit.sleep import SyncSleep
from .._ratelimit.urls import MEMORY, sqlite_path
from ..errors import InvalidInputError, RateLimitStoreError, RateLimitWaitError

_log = logging.getLogger("imgix_management")

LONG_WAIT: Final = 1.0
"""Seconds from which on a wait is logged before it begins."""


def open_store(settings: QuotaSettings) -> Store:
    """Open the store that the settings name."""
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
    """The rate limits of a client, shared with everyone who uses the same store and account."""

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
        self._limits = budgets
        self._sleep = sleep

    @contextmanager
    def acquire(self, bucket: str, max_wait: float | None = None) -> Iterator[None]:
        """Wait until a request of the program itself may be sent, and count it in a bucket.

        Leave the block when the response has arrived. Cancelling the wait releases the slot.

        Example:
            with client.quotas.acquire("purge"):
                print("send one purge by other means")

        Args:
            bucket: The rate-limit bucket, such as `purge`.
            max_wait: The longest wait, in seconds; None for any.

        Raises:
            InvalidInputError: There is no such bucket (`argument_invalid`).
            RateLimitWaitError: It would take longer than `max_wait`.
            RateLimitStoreError: The store is unavailable.
        """
        if bucket not in self._limits:
            allowed = ", ".join(self._limits)
            raise InvalidInputError("argument_invalid", name="bucket", value=bucket, allowed=allowed)
        reservation = self._reserve(bucket, max_wait)
        try:
            yield
        except BaseException:
            self._release(reservation)
            raise
        self._mark_done(reservation)

    def _bucket(self, operation: Operation) -> str:
        """Return the bucket that an operation counts in."""
        bucket = operation.rate_limit.bucket
        per_operation = f"{bucket}:{operation.id}"
        return per_operation if per_operation in self._limits else bucket

    def _rate(self, bucket: str) -> tuple[int, float]:
        """Return the count and the period, in seconds, of the limit of a bucket."""
        limit = self._limits[bucket].limits[0]
        return limit.count, limit.period

    def _reserve(self, bucket: str, max_wait: float | None = None) -> Reservation:
        """Wait until a request may be sent; first come, first served. Cancelling the wait releases the slot.

        Args:
            bucket: The bucket.
            max_wait: The longest wait, in seconds; None for any.

        Raises:
            RateLimitWaitError: It would take longer than `max_wait`.
            RateLimitStoreError: The store is unavailable.
        """
        try:
            reservation = self._store.reserve(self._limits[bucket], max_wait)
        except MaxWaitExceededError as error:
            raise _wait_error(bucket, error.wait, max_wait) from None
        if reservation.state == "waiting":
            self._confirm(reservation, max_wait)
        return reservation

    def _confirm(self, reservation: Reservation, max_wait: float | None = None) -> None:
        """Ask once more, right before the request is sent, whether its slot still holds.

        Connecting may have taken a while. The request is then counted now; it waits again if there is no room.

        Args:
            reservation: A reservation whose request was not sent yet.
            max_wait: The longest wait since the slot was requested, in seconds; None for any.

        Raises:
            RateLimitWaitError: It would take longer than `max_wait`.
            RateLimitStoreError: The store is unavailable.
        """
        try:
            while (seconds := self._store.confirm(reservation)) > 0:
                wait = reservation.slot - reservation.asked
                if max_wait is not None and wait > max_wait:
                    raise _wait_error(reservation.budget.bucket, wait, max_wait)
                if seconds >= LONG_WAIT:
                    _log.info("waiting %.1f s for the rate limit %s", seconds, reservation.budget.bucket)
                self._sleep(seconds)
        except BaseException:
            self._store.release(reservation)
            raise

    def _sent(self, reservation: Reservation) -> None:
        """Report that a request was sent just now; if it was late for its slot, it is counted now. Never raises."""
        if reservation.state == "granted" and not self._store.in_time(reservation):
            self._attempt(lambda: self._store.sent(reservation))

    def _mark_done(self, reservation: Reservation) -> None:
        """Report that the response arrived, which dates the request in strict mode. Never raises."""
        if reservation.state == "in flight":
            self._attempt(lambda: self._store.mark_done(reservation))

    def _release(self, reservation: Reservation) -> None:
        """Report that there will be no response. Never raises and never waits."""
        self._store.release(reservation)

    def _block(self, bucket: str, seconds: float | None = None) -> None:
        """Block a bucket for everyone who shares the store, after a 429. Never raises.

        Args:
            bucket: The bucket.
            seconds: For how long from now; None for a delay that grows while 429s continue.
        """
        self._attempt(lambda: self._store.block(self._limits[bucket], seconds))

    def status(self) -> dict[str, BucketStatus]:
        """Return how much of each bucket is used now, by everyone who shares the store.

        Raises:
            RateLimitStoreError: The store is unavailable.
        """
        statuses = {}
        for bucket, limits in self._limits.items():
            usage = self._store.usage(limits)
            statuses[bucket] = BucketStatus(limits.limits, usage.used, usage.free, usage.retry_after, usage.granted)
        return statuses

    def _attempt(self, action: Callable[[], None]) -> None:
        try:
            action()
        except RateLimitStoreError as error:
            _log.warning("%s", error.message("en"))

    def _close(self) -> None:
        """Close the file or the connections of the store."""
        self._store.close()


def _wait_error(bucket: str, wait: float, max_wait: float | None) -> RateLimitWaitError:
    return RateLimitWaitError(bucket=bucket, wait=wait, max_wait=max_wait or 0.0)
