import logging
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from imgix_management._async.rate_limiter import AsyncRateLimiter
from imgix_management._ratelimit import BucketLimits, BucketStatus, Limit, MemoryStore, Reservation
from imgix_management._ratelimit.fallback import FallbackStore
from imgix_management._ratelimit.redis_store import RedisStore
from imgix_management.errors import RateLimitStoreError, RateLimitWaitError
from tests.facade.ratelimit.redis_server import RedisServer


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Remote(MemoryStore):
    """A store that may be out of reach."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock=clock)
        self.reachable = True
        self.tries = 0

    def _try(self) -> None:
        self.tries += 1
        if not self.reachable:
            raise RateLimitStoreError(store="redis://far", reason="unavailable")

    def reserve(self, bucket_limits: BucketLimits, max_wait: float | None = None) -> Reservation:
        self._try()
        reservation = super().reserve(bucket_limits, max_wait)
        reservation.id = self.tries
        return reservation

    def confirm(self, reservation: Reservation) -> float:
        self._try()
        return super().confirm(reservation)

    def sent(self, reservation: Reservation) -> None:
        self._try()
        super().sent(reservation)

    def mark_done(self, reservation: Reservation) -> None:
        self._try()
        super().mark_done(reservation)

    def block(self, bucket_limits: BucketLimits, seconds: float | None = None) -> None:
        self._try()
        super().block(bucket_limits, seconds)

    def status(self, bucket_limits: BucketLimits) -> BucketStatus:
        self._try()
        return super().status(bucket_limits)


class Both:
    """A store out of reach, what stands in for it, and their clock."""

    def __init__(self, share: float = 0.25) -> None:
        self.clock = Clock()
        self.remote = Remote(self.clock)
        self.store = FallbackStore(self.remote, share, MemoryStore(clock=self.clock))

    def grants_now(self, bucket_limits: BucketLimits) -> int:
        """How many may go now."""
        for count in range(1000):
            try:
                self.store.reserve(bucket_limits, max_wait=0.0)
            except RateLimitWaitError:
                return count
        raise AssertionError


@pytest.fixture
def both() -> Both:
    return Both()


HOURLY = BucketLimits(Limit("x", 20, 3600.0), margin=0.0)


def test_it_continues_within_its_share(both: Both) -> None:
    both.remote.reachable = False
    assert both.grants_now(HOURLY) == 5
    assert both.store.status(HOURLY).used == 5
    both.clock.now += 3600
    assert both.grants_now(HOURLY) == 5


def test_a_share_below_one_is_one_request_in_a_longer_time(both: Both) -> None:
    bucket_limits = BucketLimits(Limit("x", 2, 1.0), Limit("x", 60, 3600.0), margin=0.0)
    both.remote.reachable = False
    assert both.grants_now(bucket_limits) == 1
    both.clock.now += 1.99
    assert both.grants_now(bucket_limits) == 0
    both.clock.now += 0.01
    assert both.grants_now(bucket_limits) == 1


def test_the_store_is_tried_again_once_a_second(both: Both) -> None:
    both.remote.reachable = False
    for _ in range(30):
        both.grants_now(HOURLY)
        both.clock.now += 0.1
    assert both.remote.tries <= 4


def test_what_was_sent_without_the_store_is_counted_there_when_it_is_back(both: Both) -> None:
    both.grants_now(HOURLY)
    both.clock.now += 1800
    both.remote.reachable = False
    assert both.grants_now(HOURLY) == 5
    both.remote.reachable = True
    both.clock.now += 1801
    assert both.store.status(HOURLY).used == 5
    assert both.grants_now(HOURLY) == 15


def test_one_thread_tries_the_store_while_the_others_continue_alone(
    both: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    both.remote.reachable = False
    both.store.reserve(HOURLY)
    both.clock.now += 1
    both.remote.reachable = True
    tries, may_continue = threading.Event(), threading.Event()
    reserve = both.remote.reserve

    def reserve_slowly(bucket_limits: BucketLimits, max_wait: float | None = None) -> Reservation:
        tries.set()
        assert may_continue.wait(5)
        return reserve(bucket_limits, max_wait)

    monkeypatch.setattr(both.remote, "reserve", reserve_slowly)
    with ThreadPoolExecutor(1) as executor:
        status = executor.submit(both.store.status, HOURLY)
        assert tries.wait(5)
        assert both.store.reserve(HOURLY).id == 0
        may_continue.set()
        assert status.result(5).used == 2
    assert both.store.reserve(HOURLY).id


def test_what_counts_no_more_is_not_counted_when_it_is_back(both: Both) -> None:
    both.remote.reachable = False
    both.store.release(both.store.reserve(HOURLY))
    both.grants_now(HOURLY)
    both.clock.now += 3600
    both.remote.reachable = True
    assert both.store.status(HOURLY).used == 0


def test_a_waiter_is_granted_within_the_share_when_the_store_fails(both: Both) -> None:
    bucket_limits = BucketLimits(Limit("x", 4, 1.0), margin=0.0)
    waiting = [both.store.reserve(bucket_limits) for _ in range(8)][4:]
    both.remote.reachable = False
    counts = []
    for _ in range(5):
        both.clock.now += 1
        later = [reservation for reservation in waiting if both.store.confirm(reservation) > 0]
        counts.append(len(waiting) - len(later))
        waiting = later
    assert counts == [1, 1, 1, 1, 0]


def test_a_wait_begun_without_the_store_ends_without_it(both: Both) -> None:
    both.remote.reachable = False
    _, second, third = [both.store.reserve(BucketLimits(Limit("x", 4, 1.0), margin=0.0)) for _ in range(3)]
    both.clock.now += 1
    both.remote.reachable = True
    assert both.store.confirm(second) == 0
    assert both.store.confirm(third) == 1
    both.store.release(third)


def test_a_granted_request_that_is_late_is_counted_within_the_share(both: Both) -> None:
    both.store.mark_done(both.store.reserve(HOURLY))
    reservation = both.store.reserve(HOURLY)
    both.remote.reachable = False
    both.clock.now += 1
    assert both.store.confirm(reservation) == 0
    assert both.store.status(HOURLY).used == 1


def test_strict_reservations_are_done_where_they_were_made(both: Both) -> None:
    strict = BucketLimits(Limit("x", 4, 1.0), margin=0.0, strict=True)
    there = both.store.reserve(strict)
    both.remote.reachable = False
    here = both.store.reserve(strict)
    for reservation in (there, here):
        both.store.mark_done(reservation)
    both.clock.now += 1
    assert both.grants_now(strict) == 1
    both.remote.reachable = True
    both.clock.now += 1
    assert both.store.status(strict).used == 2  # one that was never done there, one that was sent without


def test_a_block_is_handed_over_when_the_store_is_back(both: Both) -> None:
    both.remote.reachable = False
    both.store.block(HOURLY, 10.0)
    assert both.grants_now(HOURLY) == 0
    both.clock.now += 4
    both.remote.reachable = True
    assert both.store.status(HOURLY).retry_after == pytest.approx(6)


def test_a_block_holds_when_the_store_fails(both: Both) -> None:
    both.store.block(HOURLY, 10.0)
    both.remote.reachable = False
    assert both.grants_now(HOURLY) == 0


def test_it_is_logged_once(both: Both, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "imgix_management")
    both.remote.reachable = False
    for _ in range(3):
        both.grants_now(HOURLY)
        both.clock.now += 1
    both.remote.reachable = True
    both.grants_now(HOURLY)
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]
    assert "redis://far" in caplog.text
    assert "0.25" in caplog.text


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_server_is_killed_and_comes_back(mortal_server: RedisServer, clock: Clock) -> None:
    store = FallbackStore(RedisStore(mortal_server.url, "account"), 0.25, MemoryStore(clock=clock))
    assert store.reserve(HOURLY).id
    mortal_server.kill()
    assert [store.reserve(HOURLY).id for _ in range(3)] == [0, 0, 0]
    mortal_server.start()
    clock.now += 1
    assert store.status(HOURLY).used == 3
    assert store.reserve(HOURLY).id
    store.close()


async def test_a_server_is_killed_and_comes_back_for_tasks(mortal_server: RedisServer, clock: Clock) -> None:
    remote = RedisStore(mortal_server.url, "account", clock=clock)
    limiter = AsyncRateLimiter(FallbackStore(remote, 0.25, MemoryStore(clock=clock)), {"x": HOURLY})
    assert (await limiter._reserve("x")).id
    mortal_server.kill()
    assert [(await limiter._reserve("x")).id for _ in range(3)] == [0, 0, 0]
    mortal_server.start()
    clock.now += 1
    assert (await limiter.status())["x"].used == 3
    await limiter._aclose()
