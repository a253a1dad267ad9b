"""Continue alone while the store is unavailable."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from typing import Final, TypeVar

from ..errors import RateLimitStoreError
from .limits import BucketLimits, BucketStatus
from .memory import MemoryStore
from .reservations import Reservation
from .stores import Store

T = TypeVar("T")

RETRY_INTERVAL: Final = 1.0
"""Seconds between two attempts to use the unavailable store."""

_log = logging.getLogger("imgix_management")


class FallbackStore:
    """A `Store` that continues in the memory of this process while another store is unavailable.

    Then it keeps within a share of each limit, since other processes continue as well. When the store is available
    again, it counts there what was sent in the meantime, and blocks there what was blocked.
    """

    def __init__(self, store: Store, share: float, local: MemoryStore) -> None:
        """Use a store, whose reservations have ids other than 0; without it, a share of each limit in `local`."""
        self.threads = store.threads
        self.clock = local.clock
        self._store = store
        self._share = share
        self._local = local
        self._is_available = True
        self._next_try = 0.0
        self._trying = threading.Lock()
        self._granted: deque[tuple[BucketLimits, Reservation]] = deque()
        self._blocked: dict[str, tuple[BucketLimits, float | None, float]] = {}

    def reserve(self, limits: BucketLimits, max_wait: float | None = None) -> Reservation:
        """See `Store.reserve`."""
        return self._attempt(
            lambda: self._store.reserve(limits, max_wait),
            lambda: self._remember(limits, self._local.reserve(limits.scaled(self._share), max_wait)),
        )

    def confirm(self, reservation: Reservation) -> float:
        """See `Store.confirm`."""
        if not reservation.id:
            return self._local.confirm(reservation)
        return self._attempt(
            lambda: self._store.confirm(reservation), lambda: self._local.confirm(self._take_over(reservation))
        )

    def sent(self, reservation: Reservation) -> None:
        """See `Store.sent`."""
        if reservation.id:
            self._attempt(lambda: self._store.sent(reservation), lambda: None)
        else:
            self._local.sent(reservation)

    def mark_done(self, reservation: Reservation) -> None:
        """See `Store.mark_done`."""
        if reservation.id:
            self._attempt(lambda: self._store.mark_done(reservation), lambda: None)
        else:
            self._local.mark_done(reservation)

    def release(self, reservation: Reservation) -> None:
        """See `Store.release`."""
        if not reservation.id:
            self._local.release(reservation)
        elif self._is_available:
            self._store.release(reservation)

    def block(self, limits: BucketLimits, seconds: float | None = None) -> None:
        """See `Store.block`."""
        self._local.block(limits.scaled(self._share), seconds)
        self._attempt(
            lambda: self._store.block(limits, seconds),
            lambda: self._blocked.update({limits.bucket: (limits, seconds, self.clock())}),
        )

    def status(self, limits: BucketLimits) -> BucketStatus:
        """See `Store.status`. Without the store it is that of this process and its share."""
        return self._attempt(lambda: self._store.status(limits), lambda: self._local.status(limits.scaled(self._share)))

    def close(self) -> None:
        """See `Store.close`."""
        self._store.close()

    def _attempt(self, shared: Callable[[], T], alone: Callable[[], T]) -> T:
        """Use the store, or continue without it."""
        self._retry()
        if self._is_available:
            try:
                return shared()
            except RateLimitStoreError as error:
                self._next_try = self.clock() + RETRY_INTERVAL
                if self._is_available:
                    self._is_available = False
                    _log.warning("%s Continuing alone within %g of each limit.", error.message("en"), self._share)
        return alone()

    def _retry(self) -> None:
        """Try the unavailable store from time to time, in one thread."""
        if self._is_available or self.clock() < self._next_try or not self._trying.acquire(blocking=False):
            return
        try:
            self._hand_over()
            self._is_available = True
            _log.info("The rate-limit store is available again.")
        except RateLimitStoreError:
            self._next_try = self.clock() + RETRY_INTERVAL
        finally:
            self._trying.release()

    def _hand_over(self) -> None:
        """Count in the store what was granted without it, and block there what was blocked."""
        while self._granted:
            limits, reservation = self._granted[0]
            still_counts = reservation.slot + limits.horizon > self.clock() or reservation.state == "in flight"
            if still_counts and reservation.state != "released":
                self._store.mark_done(self._store.reserve(limits))
            self._granted.popleft()
        for bucket, (limits, seconds, since) in list(self._blocked.items()):
            self._store.block(limits, None if seconds is None else max(0.0, since + seconds - self.clock()))
            del self._blocked[bucket]

    def _remember(self, limits: BucketLimits, reservation: Reservation) -> Reservation:
        self._granted.append((limits, reservation))
        return reservation

    def _take_over(self, reservation: Reservation) -> Reservation:
        """Make a reservation of the store one of the memory, which counts it when it is granted."""
        self._remember(reservation.limits, reservation)
        reservation.limits = reservation.limits.scaled(self._share)
        reservation.id = 0
        reservation.slot = float("-inf")
        reservation.state = "waiting"
        return reservation
