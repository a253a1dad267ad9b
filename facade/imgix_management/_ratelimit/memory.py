"""The store in memory: one set of logs, shared by the threads and tasks of a process."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

from .clock import now
from .reservations import ReservationLog
from .tickets import BucketLimits, Reservation, Usage

# One lock for all stores: it is held for about a microsecond, and a fork has but one thing to keep whole.
_lock = threading.Lock()
_stores: dict[str, MemoryStore] = {}

if hasattr(os, "register_at_fork"):
    # Nobody is inside a log while the process forks, so that the child's copy is whole and its lock open.
    os.register_at_fork(before=_lock.acquire, after_in_parent=_lock.release, after_in_child=_lock.release)


class MemoryStore:
    """A `Store` in memory.

    Every method returns at once: no I/O, no waiting but for the lock. A forked child goes on with a copy: it
    still counts what the parent sent before the fork, but from then on the two don't know of each other.
    """

    def __init__(self, *, clock: Callable[[], float] = now) -> None:
        """Start with empty logs.

        Args:
            clock: Returns the time in seconds. It should not be set by anybody, as the wall clock is.
        """
        self._clock = clock
        self._logs: dict[str, ReservationLog] = {}

    def reserve(self, budget: BucketLimits, max_wait: float | None = None) -> Reservation:
        """See `Store.reserve`."""
        with _lock:
            return self._log(budget.bucket).reserve(budget, self._clock(), max_wait)

    def confirm(self, ticket: Reservation) -> float:
        """See `Store.settle`."""
        with _lock:
            return self._log(ticket.budget.bucket).confirm(ticket, self._clock())

    def in_time(self, ticket: Reservation) -> bool:
        """See `Store.in_time`."""
        return self._clock() - ticket.slot <= ticket.budget.tolerance

    def sent(self, ticket: Reservation) -> None:
        """See `Store.sent`."""
        with _lock:
            self._log(ticket.budget.bucket).sent(ticket, self._clock())

    def mark_done(self, ticket: Reservation) -> None:
        """See `Store.answered`."""
        with _lock:
            self._log(ticket.budget.bucket).mark_done(ticket, self._clock())

    def release(self, ticket: Reservation) -> None:
        """See `Store.give_back`."""
        # Not under the lock: a coroutine may be collected, and end up here, while this very thread holds it.
        ticket.release()

    def block(self, budget: BucketLimits, seconds: float | None = None) -> None:
        """See `Store.shut`."""
        with _lock:
            self._log(budget.bucket).close(budget, self._clock(), seconds)

    def usage(self, budget: BucketLimits) -> Usage:
        """See `Store.usage`."""
        with _lock:
            return self._log(budget.bucket).usage(budget, self._clock())

    def close(self) -> None:
        """Do nothing: others may use the store, and a client made later must still count what was sent."""

    def _log(self, bucket: str) -> ReservationLog:
        log = self._logs.get(bucket)
        if log is None:
            log = self._logs[bucket] = ReservationLog()
        return log


def shared_store(account: str) -> MemoryStore:
    """Return the store of an account, the same one for every client in this process.

    It is kept as long as the process runs: a client made right after another was closed must still count what
    that one sent. The store holds no limits. Clients of one account that were given different limits count
    each other's requests, and each keeps its own limit; a request of a client with a low limit that waits
    makes those wait that come after it.

    Args:
        account: What tells accounts apart, such as a hash of the API key and the base URL. Never the key.
    """
    with _lock:
        return _stores.setdefault(account, MemoryStore())
