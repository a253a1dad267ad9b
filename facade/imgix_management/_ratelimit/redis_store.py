"""The store on a Redis or Valkey server: several machines share it. Import it only where it is asked for: an extra."""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import suppress
from importlib import resources
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit, urlunsplit

import redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisClusterException
from redis.retry import Retry

from ..errors import RateLimitStoreError, RateLimitWaitError
from .clock import now
from .limits import BucketLimits, BucketStatus
from .reservations import Reservation
from .urls import redacted

if TYPE_CHECKING:
    from redis.commands.core import Script

SCRIPT: Final = resources.files(__package__).joinpath("redis.lua").read_text("utf-8")

FAILURES: Final = (redis.RedisError, RedisClusterException, ValueError)
"""Errors of an unavailable server; a URL that the library does not know is a ValueError."""

CONNECT_TIMEOUT: Final = 1.0
"""Seconds that connecting may take."""

TIMEOUT: Final = 2.0
"""Seconds that a response may take."""

THREADS: Final = 16
"""In how many threads tasks use the store. Each needs one for a round trip."""

_CLUSTER: Final = "cluster=true"


class RedisStore:
    """A `Store` on a Redis or Valkey server.

    Each method is one call of a script that does what `ReservationLog` does, by the clock of the server: the clocks of
    the clients do not matter. The times in reservations are on the clock of this process; the time that a round trip
    takes makes a holder late.

    Keys expire when nothing in them counts any more. If the server restarts without its data, buckets with windows of
    up to a minute stay blocked until one window has passed since then. For longer ones, and for a replica that takes
    over, what was not saved is forgotten: let the server save each write (`appendonly yes`).
    """

    threads = THREADS

    def __init__(self, url: str, account: str, *, clock: Callable[[], float] = now) -> None:
        """Use a server, which is connected to when it is first needed. `account` distinguishes accounts: never the key.

        The URL is `redis://HOST:PORT/DB`, `rediss://...`, `unix://PATH`, or `redis://HOST:PORT?cluster=true` for any
        node of a Redis Cluster.
        """
        self.clock = clock
        self._url = url
        self._account = account
        self._script: Script | None = None
        self._packed: dict[BucketLimits, tuple[list[str], list[bytes]]] = {}

    def reserve(self, limits: BucketLimits, max_wait: float | None = None) -> Reservation:
        """See `Store.reserve`."""
        asked = self.clock()
        id_, wait = self._call("reserve", limits, seconds=max_wait)
        if id_ == 0:
            raise RateLimitWaitError(bucket=limits.bucket, wait=wait / 1e6, max_wait=max_wait or 0.0)
        reservation = Reservation(limits, asked, asked, "waiting", id_)
        _update(reservation, asked, wait)
        return reservation

    def confirm(self, reservation: Reservation) -> float:
        """See `Store.confirm`."""
        asked = self.clock()
        _, wait = self._call("confirm", reservation.limits, reservation)
        _update(reservation, asked, wait)
        return max(0.0, wait / 1e6)

    def sent(self, reservation: Reservation) -> None:
        """See `Store.sent`."""
        self._call("sent", reservation.limits, reservation)

    def mark_done(self, reservation: Reservation) -> None:
        """See `Store.mark_done`."""
        if reservation.state == "in flight":
            self._call("done", reservation.limits, reservation)
            reservation.state = "granted"

    def release(self, reservation: Reservation) -> None:
        """See `Store.release`."""
        operation = {"waiting": "release", "in flight": "done"}.get(reservation.state)
        if operation is not None:
            reservation.release()
            with suppress(RateLimitStoreError):
                self._call(operation, reservation.limits, reservation)

    def block(self, limits: BucketLimits, seconds: float | None = None) -> None:
        """See `Store.block`."""
        self._call("block", limits, seconds=seconds)

    def status(self, limits: BucketLimits) -> BucketStatus:
        """See `Store.status`."""
        _, wait, granted, *counted = self._call("status", limits)
        return limits.status(counted, wait / 1e6, granted)

    def close(self) -> None:
        """See `Store.close`."""
        if self._script is not None:
            self._script.registered_client.close()

    def _call(
        self, operation: str, limits: BucketLimits, reservation: Reservation | None = None, seconds: float | None = None
    ) -> list[int]:
        """Run the script.

        Raises:
            RateLimitStoreError: The server cannot be reached, or refuses.
        """
        keys, windows = self._packed.get(limits) or self._pack(limits)
        id_, granted = (0, 0) if reservation is None else (reservation.id, int(reservation.state != "waiting"))
        limit = -1 if seconds is None else int(seconds * 1e6)
        try:
            if self._script is None:
                self._script = connect(self._url).register_script(SCRIPT)
            result: list[int] = self._script(keys, [operation, limit, f"{id_:016}", granted, *windows])
        except FAILURES as error:
            raise RateLimitStoreError(store=redacted(self._url), reason=str(error)) from error
        return result

    def _pack(self, limits: BucketLimits) -> tuple[list[str], list[bytes]]:
        """Return the script's keys and arguments that depend on the limits only."""
        base = f"imgix:{{{self._account}:{limits.bucket}}}"  # what is in braces puts the keys on one node of a cluster
        numbers = [int(limits.strict), *(int(seconds * 1e6) for seconds in limits.backoff), int(limits.tolerance * 1e6)]
        for count, length in limits.windows:
            numbers += count, math.ceil(length * 1e6)
        keys = [f"{base}:log", f"{base}:holders", f"{base}:state"]
        packed = self._packed[limits] = keys, [b"%d" % number for number in numbers]
        return packed


def connect(url: str) -> redis.Redis | redis.RedisCluster:
    """Return a client. It connects when it is first used; one for a cluster connects at once.

    Raises:
        ValueError: The URL is not valid.
        RedisError: The cluster cannot be reached.
    """
    # A connection that broke since it was last used is opened again, once. There is no retry after a timeout: the
    # server may have reserved a slot.
    retry = Retry(NoBackoff(), retries=1, supported_errors=(redis.ConnectionError,))
    options: dict[str, Any] = {"socket_connect_timeout": CONNECT_TIMEOUT, "socket_timeout": TIMEOUT, "retry": retry}
    parts = urlsplit(url)
    if parts.query == _CLUSTER:
        return redis.RedisCluster.from_url(urlunsplit(parts._replace(query="", fragment="")), **options)
    return redis.Redis.from_url(url, **options)


def _update(reservation: Reservation, asked: float, wait: int) -> None:
    """Update a reservation: its slot, in microseconds after `asked`; if that is not later, it was granted."""
    reservation.slot = asked + wait / 1e6
    reservation.state = "waiting" if wait > 0 else "in flight" if reservation.limits.strict else "granted"
    if wait <= 0:
        reservation.waited = max(0.0, reservation.slot - reservation.asked)
