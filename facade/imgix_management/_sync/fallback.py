# Derived from facade/imgix_management/_async/fallback.py by `invoke sync`. Do not edit.
"""Going on alone while the store is gone."""

from __future__ import annotations

import copy
import logging
from collections import deque
from collections.abc import Callable
from typing import Final

from .._ratelimit.clock import now
from .._ratelimit.memory import MemoryStore
from .._ratelimit.stores import Store
from .._ratelimit.tickets import BucketLimits, Reservation, Usage
from ..errors import RateLimitStoreError

TRY_AGAIN: Final = 1.0
"""Seconds between two attempts to use the store that is gone."""

_log = logging.getLogger("imgix_management")


class FallbackStore:
    """A store that goes on in the memory of this process while another store cannot be used.

    Then it keeps within a share of each limit, since others go on as well. When the store is back, what was sent in
    the meantime is counted there, and buckets that were closed are closed there.
    """

    def __init__(self, store: Store, share: float, local: MemoryStore, *, clock: Callable[[], float] = now) -> None:
        """Stand in for a store.

        Args:
            store: The store to use while that is possible.
            share: The part of each limit to keep within without it, above 0 and at most 1.
            local: Where to count without it.
            clock: Returns the time in seconds; the clock of `local`.
        """
        self._store = store
        self._share = share
        self._local = local
        self._clock = clock
        self._gone = False
        self._next_try = 0.0
        self._budgets: dict[BucketLimits, BucketLimits] = {}
        self._granted: deque[tuple[BucketLimits, Reservation]] = deque()
        self._closed: dict[str, tuple[BucketLimits, float | None, float]] = {}

    def reserve(self, budget: BucketLimits, max_wait: float | None = None) -> Reservation:
        """See `Store.reserve`."""
        if self._usable():
            try:
                return self._store.reserve(budget, max_wait)
            except RateLimitStoreError as error:
                self._lost(error)
        ticket = self._local.reserve(self._part(budget), max_wait)
        self._remember(budget, ticket)
        return ticket

    def confirm(self, ticket: Reservation) -> float:
        """See `Store.settle`."""
        if ticket.id and self._usable():
            try:
                return self._store.confirm(ticket)
            except RateLimitStoreError as error:
                self._lost(error)
        if ticket.id:
            self._take_over(ticket)
        return self._local.confirm(ticket)

    def in_time(self, ticket: Reservation) -> bool:
        """See `Store.in_time`."""
        return self._store.in_time(ticket) if ticket.id else self._local.in_time(ticket)

    def sent(self, ticket: Reservation) -> None:
        """See `Store.sent`."""
        if not ticket.id:
            self._local.sent(ticket)
        elif self._usable():
            try:
                self._store.sent(ticket)
            except RateLimitStoreError as error:
                self._lost(error)

    def mark_done(self, ticket: Reservation) -> None:
        """See `Store.answered`."""
        if not ticket.id:
            self._local.mark_done(ticket)
        elif self._usable():
            try:
                self._store.mark_done(ticket)
            except RateLimitStoreError as error:
                self._lost(error)

    def release(self, ticket: Reservation) -> None:
        """See `Store.give_back`."""
        if not ticket.id:
            self._local.release(ticket)
        elif not self._gone:
            self._store.release(ticket)

    def block(self, budget: BucketLimits, seconds: float | None = None) -> None:
        """See `Store.shut`."""
        self._local.block(self._part(budget), seconds)
        if self._usable():
            try:
                return self._store.block(budget, seconds)
            except RateLimitStoreError as error:
                self._lost(error)
        self._closed[budget.bucket] = (budget, seconds, self._clock())
        return None

    def usage(self, budget: BucketLimits) -> Usage:
        """See `Store.usage`. Without the store it tells of this process and its share."""
        if self._usable():
            try:
                return self._store.usage(budget)
            except RateLimitStoreError as error:
                self._lost(error)
        return self._local.usage(self._part(budget))

    def close(self) -> None:
        """See `Store.close`."""
        self._store.close()

    def _part(self, budget: BucketLimits) -> BucketLimits:
        """This process's share of a budget."""
        part = self._budgets.get(budget)
        if part is None:
            part = self._budgets[budget] = copy.copy(budget)
            part.windows = tuple(_part(count * self._share, length) for count, length in budget.windows)
            part.horizon = max(length for _, length in part.windows)
        return part

    def _lost(self, error: RateLimitStoreError) -> None:
        if not self._gone:
            self._gone = True
            _log.warning("%s Going on alone within %g of each limit.", error.message("en"), self._share)
        self._next_try = self._clock() + TRY_AGAIN

    def _usable(self) -> bool:
        """Whether the store can be used. If it was gone, it is tried again from time to time, by one caller."""
        if self._gone and self._clock() >= self._next_try:
            self._next_try = float("inf")
            try:
                self._hand_over()
                self._gone = False
                _log.info("The quota store is back.")
            except RateLimitStoreError:
                pass
            finally:
                self._next_try = self._clock() + TRY_AGAIN
        return not self._gone

    def _hand_over(self) -> None:
        """Close in the store what was closed without it, and count there what was granted."""
        for bucket, (budget, seconds, since) in list(self._closed.items()):
            left = None if seconds is None else max(0.0, since + seconds - self._clock())
            self._store.block(budget, left)
            del self._closed[bucket]
        while self._granted:
            budget, ticket = granted = self._granted.popleft()
            recent = ticket.slot + budget.horizon > self._clock() or ticket.state == "in flight"
            if recent and ticket.state != "released":
                try:
                    counted = self._store.reserve(budget)
                    self._store.mark_done(counted)
                except BaseException:
                    self._granted.appendleft(granted)
                    raise

    def _remember(self, budget: BucketLimits, ticket: Reservation) -> None:
        while self._granted and self._granted[0][1].slot + self._granted[0][0].horizon <= self._clock():
            self._granted.popleft()
        self._granted.append((budget, ticket))

    def _take_over(self, ticket: Reservation) -> None:
        """Make a ticket of the store one of the memory, which is counted there when its holder goes."""
        self._remember(ticket.budget, ticket)
        ticket.budget = self._part(ticket.budget)
        ticket.id = 0
        ticket.slot = float("-inf")
        ticket.state = "waiting"


def _part(count: float, length: float) -> tuple[int, float]:
    """A window that takes a part of its count; if that is below 1, one request in a longer window."""
    return (int(count), length) if count >= 1 else (1, length / count)
