import logging

import pytest

from imgix_management._async.fallback import AsyncFallbackStore
from imgix_management._async.redis_store import AsyncRedisStore
from imgix_management._ratelimit import BucketLimits, Limit, MaxWaitExceededError, MemoryStore, Reservation, Usage
from imgix_management._sync.fallback import FallbackStore
from imgix_management._sync.redis_store import RedisStore
from imgix_management.errors import RateLimitStoreError
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
            raise RateLimitStoreError(store="redis://far", reason="gone")

    def reserve(self, budget: BucketLimits, max_wait: float | None = None) -> Reservation:
        self._try()
        ticket = super().reserve(budget, max_wait)
        ticket.id = self.tries
        return ticket

    def confirm(self, ticket: Reservation) -> float:
        self._try()
        return super().confirm(ticket)

    def sent(self, ticket: Reservation) -> None:
        self._try()
        super().sent(ticket)

    def mark_done(self, ticket: Reservation) -> None:
        self._try()
        super().mark_done(ticket)

    def block(self, budget: BucketLimits, seconds: float | None = None) -> None:
        self._try()
        super().block(budget, seconds)

    def usage(self, budget: BucketLimits) -> Usage:
        self._try()
        return super().usage(budget)


class Both:
    """A store out of reach, what stands in for it, and their clock."""

    def __init__(self, share: float = 0.25) -> None:
        self.clock = Clock()
        self.remote = Remote(self.clock)
        self.store = FallbackStore(self.remote, share, MemoryStore(clock=self.clock), clock=self.clock)

    def let_go(self, budget: BucketLimits) -> int:
        """How many may go now."""
        for count in range(1000):
            try:
                self.store.reserve(budget, max_wait=0.0)
            except MaxWaitExceededError:
                return count
        raise AssertionError


@pytest.fixture
def both() -> Both:
    return Both()


HOURLY = BucketLimits(Limit("x", 20, 3600.0), margin=0.0)


def test_it_goes_on_within_its_share(both: Both) -> None:
    both.remote.reachable = False
    assert both.let_go(HOURLY) == 5
    assert both.store.usage(HOURLY).used == 5
    both.clock.now += 3600
    assert both.let_go(HOURLY) == 5


def test_a_share_below_one_is_one_request_in_a_longer_time(both: Both) -> None:
    budget = BucketLimits(Limit("x", 2, 1.0), Limit("x", 60, 3600.0), margin=0.0)
    both.remote.reachable = False
    assert both.let_go(budget) == 1
    both.clock.now += 1.99
    assert both.let_go(budget) == 0
    both.clock.now += 0.01
    assert both.let_go(budget) == 1


def test_the_store_is_tried_again_once_a_second(both: Both) -> None:
    both.remote.reachable = False
    for _ in range(30):
        both.let_go(HOURLY)
        both.clock.now += 0.1
    assert both.remote.tries <= 4


def test_what_was_sent_without_the_store_is_counted_there_when_it_is_back(both: Both) -> None:
    both.let_go(HOURLY)
    both.clock.now += 1800
    both.remote.reachable = False
    assert both.let_go(HOURLY) == 5
    both.remote.reachable = True
    both.clock.now += 1801
    assert both.store.usage(HOURLY).used == 5
    assert both.let_go(HOURLY) == 15


def test_what_counts_no_more_is_not_counted_when_it_is_back(both: Both) -> None:
    both.remote.reachable = False
    both.store.release(both.store.reserve(HOURLY))
    both.let_go(HOURLY)
    both.clock.now += 3600
    both.remote.reachable = True
    assert both.store.usage(HOURLY).used == 0


def test_who_waits_when_the_store_goes_away_goes_within_the_share(both: Both) -> None:
    budget = BucketLimits(Limit("x", 4, 1.0), margin=0.0)
    waiting = [both.store.reserve(budget) for _ in range(8)][4:]
    both.remote.reachable = False
    gone = []
    for _ in range(5):
        both.clock.now += 1
        later = [ticket for ticket in waiting if both.store.confirm(ticket) > 0]
        gone.append(len(waiting) - len(later))
        waiting = later
    assert gone == [1, 1, 1, 1, 0]


def test_who_came_to_wait_without_the_store_goes_on_so_when_it_is_back(both: Both) -> None:
    both.remote.reachable = False
    _, second, third = [both.store.reserve(BucketLimits(Limit("x", 4, 1.0), margin=0.0)) for _ in range(3)]
    both.clock.now += 1
    both.remote.reachable = True
    assert both.store.confirm(second) == 0
    assert both.store.confirm(third) == 1
    both.store.release(third)


def test_who_was_let_go_and_is_held_up_goes_within_the_share(both: Both) -> None:
    both.store.mark_done(both.store.reserve(HOURLY))
    ticket = both.store.reserve(HOURLY)
    both.remote.reachable = False
    both.clock.now += 1
    assert both.store.confirm(ticket) == 0
    assert both.store.usage(HOURLY).used == 1


def test_strict_tickets_are_answered_where_they_are(both: Both) -> None:
    strict = BucketLimits(Limit("x", 4, 1.0), margin=0.0, strict=True)
    there = both.store.reserve(strict)
    both.remote.reachable = False
    here = both.store.reserve(strict)
    for ticket in (there, here):
        both.store.mark_done(ticket)
    both.clock.now += 1
    assert both.let_go(strict) == 1
    both.remote.reachable = True
    both.clock.now += 1
    assert both.store.usage(strict).used == 2  # one that was never answered there, one that was sent without


def test_a_closing_is_told_to_the_store_when_it_is_back(both: Both) -> None:
    both.remote.reachable = False
    both.store.block(HOURLY, 10.0)
    assert both.let_go(HOURLY) == 0
    both.clock.now += 4
    both.remote.reachable = True
    assert both.store.usage(HOURLY).retry_after == pytest.approx(6)


def test_a_closing_holds_when_the_store_goes_away(both: Both) -> None:
    both.store.block(HOURLY, 10.0)
    both.remote.reachable = False
    assert both.let_go(HOURLY) == 0


def test_it_is_logged_once(both: Both, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "imgix_management")
    both.remote.reachable = False
    for _ in range(3):
        both.let_go(HOURLY)
        both.clock.now += 1
    both.remote.reachable = True
    both.let_go(HOURLY)
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]
    assert "redis://far" in caplog.text
    assert "0.25" in caplog.text


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_server_is_killed_and_comes_back(mortal_server: RedisServer, clock: Clock) -> None:
    store = FallbackStore(RedisStore(mortal_server.url, "account"), 0.25, MemoryStore(clock=clock), clock=clock)
    assert store.reserve(HOURLY).id
    mortal_server.kill()
    assert [store.reserve(HOURLY).id for _ in range(3)] == [0, 0, 0]
    mortal_server.start()
    clock.now += 1
    assert store.usage(HOURLY).used == 3
    assert store.reserve(HOURLY).id
    store.close()


async def test_a_server_is_killed_and_comes_back_for_tasks(mortal_server: RedisServer, clock: Clock) -> None:
    remote = AsyncRedisStore(mortal_server.url, "account")
    store = AsyncFallbackStore(remote, 0.25, MemoryStore(clock=clock), clock=clock)
    assert (await store.reserve(HOURLY)).id
    mortal_server.kill()
    assert [(await store.reserve(HOURLY)).id for _ in range(3)] == [0, 0, 0]
    mortal_server.start()
    clock.now += 1
    assert (await store.usage(HOURLY)).used == 3
    await store.aclose()
