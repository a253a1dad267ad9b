# Derived from facade/imgix_management/_async/bulk_gate.py by `invoke sync`. Do not edit.
"""Start calls as fast as their rate limits take them, and no faster."""

from __future__ import annotations

from typing import Final

from .._core.workers import SyncWorkers
from .._ratelimit import Reservation
from .pipeline import Pipeline
from .rate_limiter import RateLimiter

LOOKAHEAD: Final = 2
"""Items that may wait for a rate limit at the same time: one keeps it filled, the other a second bucket."""

LEAD: Final = 0.05
"""Seconds before its slot at which an item no longer counts as waiting, so that the next one is ready in time."""


class Gate:
    """Knows which items wait for a rate limit. While a few do, no further item begins: it could only wait, too."""

    def __init__(self, workers: SyncWorkers) -> None:
        self.workers = workers
        self._waiting: dict[Slot, str] = {}

    @property
    def has_room(self) -> bool:
        """Whether another item may begin."""
        return len(self._waiting) < LOOKAHEAD

    @property
    def bucket(self) -> str | None:
        """The bucket that an item waits for, or None."""
        return next((bucket for bucket in list(self._waiting.values()) if bucket), None)

    def enter(self, slot: Slot, bucket: str) -> None:
        """Remember that an item waits; for which bucket may not be known yet."""
        self._waiting[slot] = bucket

    def leave(self, slot: Slot) -> None:
        """Remember that an item does not wait any more."""
        if self._waiting.pop(slot, None) is not None:
            self.workers.notify()


class Slot(RateLimiter):
    """The rate limiter of one item: the client's, which reports to the gate when it waits.

    Attributes:
        sent: Whether something was sent for the item.
    """

    def __init__(self, api: Pipeline, gate: Gate) -> None:
        """Enter the gate: until its first request is sent, an item counts as waiting."""
        vars(self).update(vars(api.rate_limiter))
        self._plain_sleep = self._sleep
        self._sleep = self._sleep_until_stopped
        self._gate = gate
        self.sent = False
        gate.enter(self, "")

    def leave(self) -> None:
        """Leave the gate, when the item has ended."""
        self._gate.leave(self)

    def _reserve(self, bucket: str, max_wait: float | None = None) -> Reservation:
        if not self.sent:
            self._gate.workers.check()
        self._gate.enter(self, bucket)
        reservation = super()._reserve(bucket, max_wait)
        self._gate.leave(self)
        self.sent = True
        return reservation

    def _sleep_until_stopped(self, seconds: float) -> None:
        """Sleep; if nothing was sent for the item yet, only until the job stops."""
        sleep = self._plain_sleep if self.sent else self._gate.workers.sleep
        if seconds > LEAD:
            sleep(seconds - LEAD)
        self._gate.leave(self)
        sleep(min(seconds, LEAD))
