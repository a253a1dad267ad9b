"""The script does what the reservation log does: the same operations at the same times have the same results."""

import itertools
import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch

import redis
from hypothesis import given
from hypothesis import strategies as st

from imgix_management._ratelimit import BucketLimits, Limit, Reservation, ReservationLog, redis_store
from imgix_management._ratelimit.redis_store import RedisStore
from imgix_management.errors import RateLimitWaitError
from tests.facade.ratelimit.redis_server import RedisServer

STEP = 15625  # microseconds: 1/64 s, so that no fraction of a second is rounded
CLOCK = "test-clock"
_buckets = map("log-{}".format, itertools.count())


class LogByAge(ReservationLog):
    """The log in memory, where reservations with the same slot are in the order in which they were asked for."""

    def _rearrange(self, now: float, first: Reservation | None = None) -> None:
        super()._rearrange(now, first)
        self.reservations = deque(sorted(self.reservations, key=lambda reservation: (reservation.slot, reservation.id)))


@dataclass
class Pair:
    """The same reservation in both logs."""

    here: Reservation
    there: Reservation


def in_microseconds(bucket_limits: BucketLimits) -> BucketLimits:
    """The same limits in full microseconds, which the log in memory accepts."""
    windows = tuple((count, round(length * 1e6)) for count, length in bucket_limits.windows)
    other = BucketLimits.stored(windows, round(bucket_limits.tolerance * 1e6))
    other.strict = bucket_limits.strict
    other.limits = bucket_limits.limits
    other.backoff = (round(bucket_limits.backoff[0] * 1e6), round(bucket_limits.backoff[1] * 1e6))
    return other


class BothLogs:
    """Plays operations on the log in memory and on the server's."""

    def __init__(self, store: RedisStore, server: redis.Redis, all_limits: list[BucketLimits]) -> None:
        self.store = store
        self.server = server
        self.log = LogByAge()
        self.all_limits = [(in_microseconds(bucket_limits), bucket_limits) for bucket_limits in all_limits]
        self.reservations: list[Pair] = []
        self.count = itertools.count(1)
        self.now = 0
        self.pass_time(10**12)

    def pass_time(self, by: int) -> None:
        self.now += by
        self.server.delete(CLOCK)
        self.server.rpush(CLOCK, *divmod(self.now, 10**6))

    def reserve(self, which: int, max_wait: int | None) -> None:
        bucket_limits, limits_there = self.all_limits[which % len(self.all_limits)]
        self._catch_up()
        here = _or_refusal(self.log.reserve, bucket_limits, self.now, max_wait, next(self.count))
        there = _or_refusal(self.store.reserve, limits_there, None if max_wait is None else max_wait / 1e6)
        if isinstance(here, Reservation) and isinstance(there, Reservation):
            assert round((there.slot - there.asked) * 1e6) == here.slot - here.asked
            assert there.state == here.state
            self.reservations.append(Pair(here, there))
        else:
            assert round(there * 1e6) == here

    def confirm(self, which: int) -> None:
        if pair := self._pick(which, "waiting", "in flight", "granted"):
            self._catch_up()
            wait = self.log.confirm(pair.here, self.now)
            assert round(self.store.confirm(pair.there) * 1e6) == wait
            assert (pair.there.state == "waiting") == (wait > 0)

    def release(self, which: int) -> None:
        if pair := self._pick(which, "waiting"):
            pair.here.release()
            self.store.release(pair.there)

    def sent(self, which: int) -> None:
        if (pair := self._pick(which, "granted")) and self.now - pair.here.slot > pair.here.limits.tolerance:
            self._catch_up()
            self.log.sent(pair.here, self.now)
            self.store.sent(pair.there)

    def mark_done(self, which: int) -> None:
        if pair := self._pick(which, "in flight"):
            self._catch_up()
            self.log.mark_done(pair.here, self.now)
            self.store.mark_done(pair.there)
            self.reservations.remove(pair)

    def block(self, which: int, seconds: int | None) -> None:
        bucket_limits, limits_there = self.all_limits[which % len(self.all_limits)]
        self._catch_up()
        self.log.block(bucket_limits, self.now, seconds)
        self.store.block(limits_there, None if seconds is None else seconds / 1e6)

    def status(self, which: int) -> None:
        bucket_limits, limits_there = self.all_limits[which % len(self.all_limits)]
        self._catch_up()
        here, there = self.log.status(bucket_limits, self.now), self.store.status(limits_there)
        assert replace(there, retry_after=round(there.retry_after * 1e6)) == here

    def _catch_up(self) -> None:
        """Do to the log what a store does when its clock went back."""
        if self.now < self.log.now - 1e6:
            self.log.shift(self.now - self.log.now)
            for pair in self.reservations:
                if pair.here not in self.log.reservations:
                    pair.here.slot = -math.inf

    def _pick(self, which: int, *states: str) -> Pair | None:
        possible = [pair for pair in self.reservations if pair.there.state in states]
        return possible[which % len(possible)] if possible else None


def _or_refusal(reserve: Callable[..., Reservation], *arguments: object) -> Any:
    """The reservation, or how long it would have taken."""
    try:
        return reserve(*arguments)
    except RateLimitWaitError as error:
        return error.wait


def steps(least: int, most: int) -> st.SearchStrategy[int]:
    return st.integers(least, most).map(lambda count: count * STEP)


which = st.integers(0, 3)
some_time = st.none() | steps(0, 64) | steps(0, 64 * 10)
operations = st.one_of(
    st.tuples(st.just("reserve"), which, st.none() | some_time),
    st.tuples(st.just("reserve"), which, st.none()),
    st.tuples(st.just("confirm"), which),
    st.tuples(st.just("confirm"), which),
    st.tuples(st.just("release"), which),
    st.tuples(st.just("sent"), which),
    st.tuples(st.just("mark_done"), which),
    st.tuples(st.just("block"), which, some_time),
    st.tuples(st.just("status"), which),
    st.tuples(st.just("pass_time"), steps(0, 2)),
    st.tuples(st.just("pass_time"), steps(0, 64 * 6)),
    st.tuples(st.just("pass_time"), steps(-64 * 3, 64 * 150)),
)
limits = st.builds(Limit, st.just("x"), st.integers(1, 3), steps(64 * 5, 64 * 8).map(lambda each: each / 1e6))


@given(
    limits=st.lists(st.lists(limits, min_size=1, max_size=2), min_size=1, max_size=2),
    strict=st.booleans(),
    played=st.lists(operations, min_size=40, max_size=60),
)
def test_the_script_and_the_log_agree(
    redis_server: RedisServer, limits: list[list[Limit]], strict: bool, played: list[tuple[str, ...]]
) -> None:
    bucket = next(_buckets)
    all_limits = [BucketLimits(*each, margin=4 * STEP / 1e6, strict=strict) for each in limits]
    for bucket_limits in all_limits:
        bucket_limits.bucket, bucket_limits.tolerance, bucket_limits.backoff = bucket, STEP / 1e6, (0.5, 3.0)
    script_with_clock = redis_store.SCRIPT.replace("call('TIME')", f"call('LRANGE', '{CLOCK}', 0, 1)")
    assert script_with_clock != redis_store.SCRIPT
    with (
        patch.object(redis_store, "SCRIPT", script_with_clock),
        patch("imgix_management._ratelimit.reservations.MAX_IN_FLIGHT", 120 * 10**6),
        redis.Redis.from_url(redis_server.url) as server,
    ):
        store = RedisStore(redis_server.url, "account")
        logs = BothLogs(store, server, all_limits)
        for operation, *arguments in played:
            getattr(logs, operation)(*arguments)
        store.close()
