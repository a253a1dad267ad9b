# Derived from facade/imgix_management/_async/rate_limiter.py by `invoke sync`. Do not edit.
"""Keep rate limits: reserve a slot, sleep until it comes, and let a program use the same limits."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final, TypeVarTuple

from imgix_openapi.operations import Operation

from .._core.blocking import SyncSleep
from .._ratelimit import BucketLimits, BucketStatus, Reservation, Store
from .._ratelimit.runner import Runner
from ..errors import InvalidInputError, RateLimitStoreError, RateLimitWaitError

Args = TypeVarTuple("Args")

_log = logging.getLogger("imgix_management")

LONG_WAIT: Final = 1.0
"""Seconds from which on a wait is logged before it begins."""


class RateLimiter:
    """The rate limits of a client, shared with everyone who uses the same store and account."""

    def __init__(self, store: Store, limits: Mapping[str, BucketLimits], *, sleep: SyncSleep = time.sleep) -> None:
        """Use a store, perhaps together with other clients, and keep the limits of each bucket."""
        self._store = store
        self._runner = Runner(store.threads)
        self._limits = limits
        self._sleep = sleep

    @contextmanager
    def acquire(self, bucket: str, max_wait: float | None = None) -> Iterator[None]:
        """Wait until a request of the program itself may be sent, and count it in a bucket.

        Leave the block when the response has arrived. Cancelling the wait releases the slot.

        Example:
            with client.rate_limits.acquire("purge"):
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

        Raises:
            RateLimitWaitError: It would take longer than `max_wait` seconds.
            RateLimitStoreError: The store is unavailable.
        """
        store = self._store
        reservation = self._runner.run_or_undo(store.release, store.reserve, self._limits[bucket], max_wait)
        if reservation.state == "waiting":
            self._confirm(reservation, max_wait)
        return reservation

    def _confirm(self, reservation: Reservation, max_wait: float | None = None) -> None:
        """Check right before the request is sent whether its slot still holds.

        Connecting may have taken a while. The request is then counted now; it waits again if there is no room. A store
        that may block is not asked about a slot of this very moment, though the bucket may have been blocked since.

        Raises:
            RateLimitWaitError: It would take longer than `max_wait` seconds since the slot was requested.
            RateLimitStoreError: The store is unavailable.
        """
        if self._store.threads and reservation.state != "waiting" and not self._is_late(reservation):
            return
        bucket = reservation.limits.bucket
        try:
            while (seconds := self._seconds_left(reservation)) > 0:
                wait = reservation.slot - reservation.asked
                if max_wait is not None and wait > max_wait:
                    raise RateLimitWaitError(bucket=bucket, wait=wait, max_wait=max_wait)
                if seconds >= LONG_WAIT:
                    _log.info("waiting %.1f s for the rate limit %s", seconds, bucket)
                self._sleep(seconds)
        except BaseException:
            self._release(reservation)
            raise

    def _seconds_left(self, reservation: Reservation) -> float:
        """Return the seconds to sleep; 0 if the reservation was granted."""
        if reservation.state == "waiting" and (seconds := reservation.slot - self._store.clock()) > 0:
            return seconds  # there is no need for the store until then
        return self._runner.run(self._store.confirm, reservation)

    def _is_late(self, reservation: Reservation) -> bool:
        return reservation.is_late(self._store.clock())

    def _sent(self, reservation: Reservation) -> None:
        """Report that a request was sent just now; if it was late for its slot, it is counted now. Never raises."""
        if reservation.state == "granted" and self._is_late(reservation):
            self._report(self._store.sent, reservation)

    def _mark_done(self, reservation: Reservation) -> None:
        """Report that the response arrived, which dates the request in strict mode. Never raises."""
        if reservation.state == "in flight":
            self._report(self._store.mark_done, reservation)

    def _release(self, reservation: Reservation) -> None:
        """Report that there will be no response. Never raises and never waits."""
        self._runner.start(self._store.release, reservation)

    def _block(self, bucket: str, seconds: float | None = None) -> None:
        """Block a bucket for everyone who shares the store, after a 429; None for a growing backoff. Never raises."""
        self._report(self._store.block, self._limits[bucket], seconds)

    def status(self) -> dict[str, BucketStatus]:
        """Return how much of each bucket is used now, by everyone who shares the store.

        It is empty if the rate limits are switched off.

        Raises:
            RateLimitStoreError: The store is unavailable.
        """
        statuses = {}
        for bucket, limits in self._limits.items():
            if limits.windows:
                statuses[bucket] = self._runner.run(self._store.status, limits)
        return statuses

    def _report(self, method: Callable[[*Args], None], *args: *Args) -> None:
        """Call a method of the store; if the store is unavailable, log that."""
        try:
            self._runner.run(method, *args)
        except RateLimitStoreError as error:
            _log.warning("%s", error.message("en"))

    def _close(self) -> None:
        """Close the file or the connections of the store."""
        self._runner.close()
        self._store.close()
