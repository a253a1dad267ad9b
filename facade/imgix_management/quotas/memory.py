"""The store in memory: one set of logs, shared by the threads and tasks of a process."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable

from .log import Budget, ReservationLog, Ticket, Usage

# One lock for all stores: it is held for about a microsecond, and a fork has but one thing to keep whole.
_lock = threading.Lock()
_stores: dict[str, MemoryStore] = {}

if hasattr(os, "register_at_fork"):
    # Nobody is inside a log while the process forks, so that the child's copy is whole and its lock open.
    os.register_at_fork(before=_lock.acquire, after_in_parent=_lock.release, after_in_child=_lock.release)


class MemoryStore:
    """The logs of one account, by bucket.

    Every method returns at once: no I/O, no waiting but for the lock. A forked child goes on with a copy: it
    still counts what the parent sent before the fork, but from then on the two don't know of each other.
    """

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Start with empty logs.

        Args:
            clock: Returns the time in seconds. It should not be set by anybody, as the wall clock is.
        """
        self._clock = clock
        self._logs: dict[str, ReservationLog] = {}

    def reserve(self, budget: Budget, max_wait: float | None = None) -> Ticket:
        """Take the next slot of a budget's bucket. If the ticket is `waiting`, `settle` it before going.

        Args:
            budget: The bucket, and the windows to fit into.
            max_wait: The longest wait allowed, in seconds; None for any.

        Raises:
            SlotTooFarError: The slot is further away than `max_wait`; nothing was reserved.
        """
        with _lock:
            return self._log(budget.bucket).reserve(budget, self._clock(), max_wait)

    def settle(self, ticket: Ticket) -> float:
        """Let the holder of a ticket go (0), or return the seconds it has to sleep before it asks again."""
        with _lock:
            return self._log(ticket.budget.bucket).settle(ticket, self._clock())

    def give_back(self, ticket: Ticket) -> None:
        """Give back the slot of a holder that will not go. A ticket that was let go stays counted."""
        # Not under the lock: a coroutine may be collected, and end up here, while this very thread holds it.
        ticket.give_back()

    def close(self, bucket: str, seconds: float) -> None:
        """Close a bucket for everybody who shares the store. A closed bucket never opens earlier for it.

        Args:
            bucket: The bucket.
            seconds: For how long from now, in seconds.
        """
        with _lock:
            now = self._clock()
            self._log(bucket).close_until(now + seconds, now)

    def usage(self, budget: Budget) -> Usage:
        """Say how far a budget's bucket is used now."""
        with _lock:
            return self._log(budget.bucket).usage(budget, self._clock())

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
