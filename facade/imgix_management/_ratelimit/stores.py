"""What a store does: the one interface of memory, SQLite and Redis."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Protocol, TypeVar, TypeVarTuple

from .limits import BucketLimits, BucketStatus
from .reservations import Reservation, ReservationLog

Args = TypeVarTuple("Args")
T = TypeVar("T")
Subject = TypeVar("Subject", BucketLimits, Reservation)


class Store(Protocol):
    """The logs of one account, by bucket, which all who use the store share.

    Any method may raise `RateLimitStoreError`: the store is unavailable. Those of a store with locks raise
    `ClientStateError` in a signal handler that interrupted one of them in the same thread.

    Attributes:
        threads: In how many threads tasks use the store, since it may block; 0 if it always returns at once.
        clock: Returns the time that slots of its reservations are compared with, in seconds.
    """

    threads: int
    clock: Callable[[], float]

    def reserve(self, limits: BucketLimits, max_wait: float | None = None) -> Reservation:
        """Take the next slot. If the reservation is `waiting`, `confirm` it when the slot has come.

        Raises:
            RateLimitWaitError: The slot is more than `max_wait` seconds away; nothing was reserved.
        """

    def confirm(self, reservation: Reservation) -> float:
        """Grant a reservation (0), or return the seconds to sleep before it is confirmed again."""

    def sent(self, reservation: Reservation) -> None:
        """Count a granted request now: it was sent late."""

    def mark_done(self, reservation: Reservation) -> None:
        """Count a reservation in flight now: the response is there."""

    def release(self, reservation: Reservation) -> None:
        """Give a slot back, unless it was granted; one in flight counts as done. Never raises."""

    def block(self, limits: BucketLimits, seconds: float | None = None) -> None:
        """Block a bucket for everybody; None for a backoff that grows. No block ends earlier for it."""

    def status(self, limits: BucketLimits) -> BucketStatus:
        """Return how much of a bucket is used now."""

    def close(self) -> None:
        """Close files and connections. They are opened again when they are needed again."""


class LogStore(ABC):
    """A `Store` that keeps each bucket in a `ReservationLog`."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock

    @abstractmethod
    def _apply(
        self, bucket: str, method: Callable[[ReservationLog, Subject, float, *Args], T], subject: Subject, *args: *Args
    ) -> T:
        """Call a method of the log of a bucket, with subject and time, under the log's lock."""

    def reserve(self, limits: BucketLimits, max_wait: float | None = None) -> Reservation:
        """See `Store.reserve`."""
        return self._apply(limits.bucket, ReservationLog.reserve, limits, max_wait)

    def confirm(self, reservation: Reservation) -> float:
        """See `Store.confirm`."""
        return self._apply(reservation.limits.bucket, ReservationLog.confirm, reservation)

    def sent(self, reservation: Reservation) -> None:
        """See `Store.sent`."""
        self._apply(reservation.limits.bucket, ReservationLog.sent, reservation)

    def mark_done(self, reservation: Reservation) -> None:
        """See `Store.mark_done`."""
        self._apply(reservation.limits.bucket, ReservationLog.mark_done, reservation)

    def block(self, limits: BucketLimits, seconds: float | None = None) -> None:
        """See `Store.block`."""
        self._apply(limits.bucket, ReservationLog.block, limits, seconds)

    def status(self, limits: BucketLimits) -> BucketStatus:
        """See `Store.status`."""
        return self._apply(limits.bucket, ReservationLog.status, limits)
