# Derived from facade/imgix_management/_async/redis_store.py by `invoke sync`. Do not edit.
"""The store on a Redis or Valkey server: a whole fleet shares it."""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import suppress
from importlib import resources
from typing import TYPE_CHECKING, Final

from .._ratelimit.background_tasks import BackgroundTasks
from .._ratelimit.clock import now
from .._ratelimit.tickets import BucketLimits, MaxWaitExceededError, Reservation, Usage
from .._ratelimit.urls import shown
from ..errors import ConfigurationError, RateLimitStoreError

if TYPE_CHECKING:
    from redis.commands.core import Script

SCRIPT: Final = resources.files("imgix_management._ratelimit").joinpath("redis.lua").read_text("utf-8")


class RedisStore:
    """A store on a Redis or Valkey server.

    Each method is one call of one script, which does what `ReservationLog` does, and all times are those of the
    server's clock: it doesn't matter what the clocks of the clients say. The times in its tickets are on the clock
    of this process; the time that an answer takes counts as time by which their holders are late.

    Keys are gone when nothing in them counts any more. If the server was started anew without its data, buckets with
    windows of up to a minute stay closed until one window has passed since then. For longer ones, and for a replica
    that takes over, what was sent before and not saved is forgotten: let the server save each write
    (`appendonly yes`).
    """

    def __init__(self, url: str, account: str, *, clock: Callable[[], float] = now) -> None:
        """Use a server, which is connected to when it is first needed.

        Args:
            url: `redis://HOST:PORT/DB`, `rediss://`, or `unix://PATH`; `redis://HOST:PORT?cluster=true` for any node
                of a Redis Cluster.
            account: What tells accounts apart; the server may hold several. Never the key.
            clock: Returns the time in seconds.

        Raises:
            ConfigurationError: The Redis library is not installed (code `redis_missing`).
        """
        try:
            from .._ratelimit import redis_client  # noqa: PLC0415 - an optional extra
        except ModuleNotFoundError as error:
            raise ConfigurationError("redis_missing") from error
        self._redis = redis_client
        self._url = url
        self._account = account
        self._clock = clock
        self._script: Script | None = None
        self._errands = BackgroundTasks()
        self._packed: dict[BucketLimits, tuple[list[str], list[bytes]]] = {}

    def reserve(self, budget: BucketLimits, max_wait: float | None = None) -> Reservation:
        """See `Store.reserve`."""
        return self._errands.finish(self.release, self._reserve, budget, max_wait)

    def confirm(self, ticket: Reservation) -> float:
        """See `Store.settle`."""
        asked = self._clock()
        if ticket.state == "waiting":
            if ticket.due > asked:
                return ticket.due - asked
        elif self.in_time(ticket):
            return 0.0  # nothing came between it and its slot
        _, wait = self._call("settle", ticket.budget, ticket)
        _date(ticket, asked, wait)
        return max(0.0, wait / 1e6)

    def in_time(self, ticket: Reservation) -> bool:
        """See `Store.in_time`."""
        return self._clock() - ticket.due <= ticket.budget.tolerance

    def sent(self, ticket: Reservation) -> None:
        """See `Store.sent`."""
        self._call("sent", ticket.budget, ticket)

    def mark_done(self, ticket: Reservation) -> None:
        """See `Store.answered`."""
        if ticket.state == "in flight":
            self._call("answered", ticket.budget, ticket)
            ticket.state = "granted"

    def release(self, ticket: Reservation) -> None:
        """See `Store.give_back`."""
        operation = {"waiting": "give_back", "in flight": "answered"}.get(ticket.state)
        if operation is not None:
            ticket.release()
            self._errands.start(self._quietly, operation, ticket)

    def block(self, budget: BucketLimits, seconds: float | None = None) -> None:
        """See `Store.shut`."""
        self._call("shut", budget, seconds=seconds)

    def usage(self, budget: BucketLimits) -> Usage:
        """See `Store.usage`."""
        _, wait, granted, *counted = self._call("usage", budget)
        used = [min(count, each) for (count, _), each in zip(budget.windows, counted, strict=True)]
        free = min(count - each for (count, _), each in zip(budget.windows, used, strict=True))
        return Usage(used=used[0], free=0 if wait > 0 else free, retry_after=wait / 1e6, granted=granted)

    def close(self) -> None:
        """See `Store.close`. The server is connected to again when it is used again."""
        self._errands.close()
        if self._script is not None:
            self._script.registered_client.close()

    def _reserve(self, budget: BucketLimits, max_wait: float | None) -> Reservation:
        asked = self._clock()
        id_, wait = self._call("reserve", budget, seconds=max_wait)
        if id_ == 0:
            raise MaxWaitExceededError(wait / 1e6)
        ticket = Reservation(budget, asked, asked, "waiting", id_)
        _date(ticket, asked, wait)
        return ticket

    def _quietly(self, operation: str, ticket: Reservation) -> None:
        with suppress(RateLimitStoreError):
            self._call(operation, ticket.budget, ticket)

    def _call(
        self, operation: str, budget: BucketLimits, ticket: Reservation | None = None, seconds: float | None = None
    ) -> list[int]:
        """Run the script.

        Raises:
            RateLimitStoreError: The server cannot be reached, or refuses.
        """
        keys, windows = self._packed.get(budget) or self._pack(budget)
        id_, went = (0, 0) if ticket is None else (ticket.id, int(ticket.state != "waiting"))
        limit = -1 if seconds is None else int(seconds * 1e6)
        arguments: list[str | int | bytes] = [operation, limit, f"{id_:016}", went, *windows]
        try:
            if self._script is None:
                self._script = self._redis.sync_client(self._url).register_script(SCRIPT)
            told: list[int] = self._script(keys, arguments)
        except self._redis.FAILURES as error:
            raise RateLimitStoreError(store=shown(self._url), reason=str(error)) from error
        return told

    def _pack(self, budget: BucketLimits) -> tuple[list[str], list[bytes]]:
        """The script's keys and arguments that depend on a budget only."""
        base = f"imgix:{{{self._account}:{budget.bucket}}}"  # what is in braces puts the keys on one node of a cluster
        numbers = [int(budget.strict), *(int(pause * 1e6) for pause in budget.backoff), int(budget.tolerance * 1e6)]
        for count, length in budget.windows:
            numbers += count, math.ceil(length * 1e6)
        keys = [f"{base}:log", f"{base}:holders", f"{base}:state"]
        packed = self._packed[budget] = keys, [b"%d" % number for number in numbers]
        return packed


def _date(ticket: Reservation, asked: float, wait: int) -> None:
    """Date a ticket by the answer of the script.

    Args:
        ticket: The ticket.
        asked: When the script was asked, in seconds of the clock of this process.
        wait: Microseconds from then to the slot; not above zero if the holder was let go.
    """
    ticket.slot = ticket.due = asked + wait / 1e6
    ticket.state = "waiting" if wait > 0 else "in flight" if ticket.budget.strict else "granted"
    if wait <= 0:
        ticket.waited = max(0.0, ticket.slot - ticket.asked)
