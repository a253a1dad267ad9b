import asyncio
from collections.abc import Callable, Coroutine, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import pytest

from imgix_management._async.rate_limiter import AsyncRateLimiter
from imgix_management._ratelimit import BucketLimits, BucketStatus, Limit, MemoryStore, Reservation, Store
from imgix_management._ratelimit.sqlite import SQLiteStore
from imgix_management._sync.rate_limiter import RateLimiter
from imgix_management.errors import RateLimitWaitError

T = TypeVar("T")
ALL_LIMITS = {"x": BucketLimits(Limit("x", 1, 1.0)), "y": BucketLimits(Limit("y", 2, 60.0))}


class Clock:
    """A virtual clock. Sleeping moves it on, after `during` has had its say."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []
        self.during: Callable[[], object] = lambda: None

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        during, self.during = self.during, lambda: None
        during()
        self.now += seconds

    async def sleep_async(self, seconds: float) -> None:
        self.sleep(seconds)


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run what never really waits."""
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value  # type: ignore[no-any-return]
    raise AssertionError("it waited")


class Awaited:
    """An `AsyncRateLimiter` with the methods of a `RateLimiter`."""

    def __init__(self, limiter: AsyncRateLimiter) -> None:
        self.limiter = limiter

    def _reserve(self, bucket: str, max_wait: float | None = None) -> Reservation:
        return run(self.limiter._reserve(bucket, max_wait))

    def _confirm(self, reservation: Reservation, max_wait: float | None = None) -> None:
        run(self.limiter._confirm(reservation, max_wait))

    def _sent(self, reservation: Reservation) -> None:
        run(self.limiter._sent(reservation))

    def _mark_done(self, reservation: Reservation) -> None:
        run(self.limiter._mark_done(reservation))

    def _block(self, bucket: str, seconds: float | None = None) -> None:
        run(self.limiter._block(bucket, seconds))

    def status(self) -> dict[str, BucketStatus]:
        return run(self.limiter.status())


Limiter = RateLimiter | Awaited


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["memory", "SQLite"])
def store(request: pytest.FixtureRequest, clock: Clock, tmp_path: Path) -> Iterator[Store]:
    store = MemoryStore(clock=clock) if request.param == "memory" else SQLiteStore(tmp_path / "q", "a", clock=clock)
    store.threads = 0  # so that tasks need no thread
    yield store
    store.close()


@pytest.fixture(params=["sync", "async"])
def make(request: pytest.FixtureRequest, store: Store, clock: Clock) -> Callable[..., Limiter]:
    def make(all_limits: Mapping[str, BucketLimits] = ALL_LIMITS) -> Limiter:
        if request.param == "sync":
            return RateLimiter(store, all_limits, sleep=clock.sleep)
        return Awaited(AsyncRateLimiter(store, all_limits, sleep=clock.sleep_async))

    return make


@pytest.fixture
def limiter(make: Callable[..., Limiter]) -> Limiter:
    return make()


def test_does_not_sleep_while_there_is_room(limiter: Limiter, clock: Clock) -> None:
    assert limiter._reserve("x").waited == 0.0
    assert limiter._reserve("y").waited == 0.0
    assert clock.slept == []


def test_sleeps_once_until_there_is_room_and_reports_how_long(limiter: Limiter, clock: Clock) -> None:
    limiter._reserve("x")
    clock.now += 0.5
    reservation = limiter._reserve("x")
    assert clock.slept == pytest.approx([0.52])
    assert reservation.waited == pytest.approx(0.52)


def test_the_store_is_asked_again_only_when_the_slot_has_come(
    limiter: Limiter, store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []
    confirm = store.confirm

    def confirm_and_note(reservation: Reservation) -> float:
        asked.append(clock.now)
        return confirm(reservation)

    monkeypatch.setattr(store, "confirm", confirm_and_note)
    limiter._reserve("x")
    limiter._reserve("x")
    assert asked == pytest.approx([101.02])


def test_a_request_that_left_late_is_counted_when_it_left(limiter: Limiter, clock: Clock) -> None:
    reservation = limiter._reserve("x")
    clock.now += 0.5
    limiter._sent(reservation)
    assert limiter._reserve("x").waited == pytest.approx(1.02)
    assert limiter.status()["x"].granted == 2


def test_a_request_that_left_in_time_is_counted_at_its_slot(limiter: Limiter, clock: Clock) -> None:
    reservation = limiter._reserve("x")
    clock.now += 0.009
    limiter._sent(reservation)
    assert limiter._reserve("x").waited == pytest.approx(1.02 - 0.009)


def test_an_interrupted_wait_releases_its_slot(limiter: Limiter, clock: Clock) -> None:
    limiter._reserve("x")

    def interrupt() -> None:
        raise KeyboardInterrupt

    clock.during = interrupt
    with pytest.raises(KeyboardInterrupt):
        limiter._reserve("x")
    assert limiter._reserve("x").waited == pytest.approx(1.02)


def test_a_bucket_blocked_meanwhile_is_waited_for(limiter: Limiter, clock: Clock) -> None:
    limiter._reserve("x")
    clock.during = lambda: limiter._block("x", 5.0)
    limiter._reserve("x")
    assert clock.now == pytest.approx(105.0)
    assert len(clock.slept) == 2


def test_a_request_that_leaves_late_is_counted_when_it_leaves(limiter: Limiter, clock: Clock) -> None:
    reservation = limiter._reserve("x")
    clock.now += 0.4
    limiter._confirm(reservation)
    assert clock.slept == []
    assert limiter._reserve("x").waited == pytest.approx(1.02)


def test_a_request_that_leaves_too_late_waits_again(limiter: Limiter, clock: Clock) -> None:
    reservation = limiter._reserve("x")
    clock.now += 1.1
    limiter._reserve("x")
    limiter._confirm(reservation)
    assert clock.slept == pytest.approx([1.02])


def test_an_unknown_bucket_is_a_programming_error(limiter: Limiter) -> None:
    with pytest.raises(KeyError):
        limiter._reserve("z")


def test_a_wait_that_would_be_too_long_fails_immediately(limiter: Limiter, clock: Clock) -> None:
    limiter._reserve("x", 0.0)
    before = limiter.status()
    with pytest.raises(RateLimitWaitError) as caught:
        limiter._reserve("x", 1.0)
    assert (caught.value.bucket, caught.value.max_wait) == ("x", 1.0)
    assert caught.value.wait == pytest.approx(1.02)
    assert (clock.slept, limiter.status()) == ([], before)
    assert limiter._reserve("x", 1.02).waited == pytest.approx(1.02)


def test_a_wait_that_becomes_too_long_ends_when_that_is_known(limiter: Limiter, clock: Clock) -> None:
    limiter._reserve("x")
    clock.during = lambda: limiter._block("x", 5.0)
    with pytest.raises(RateLimitWaitError) as caught:
        limiter._reserve("x", 2.0)
    assert clock.slept == pytest.approx([1.02])
    assert caught.value.wait == pytest.approx(5.0)


def test_backoffs_grow_while_refusals_continue_and_begin_small_again(limiter: Limiter, clock: Clock) -> None:
    backoff = []
    for _ in range(8):
        limiter._block("x")
        limiter._block("x")  # sent before the first was known: no reason to wait longer
        backoff.append(limiter.status()["x"].retry_after)
        limiter._reserve("x")
    assert backoff == pytest.approx([1, 2, 4, 8, 16, 32, 60, 60])
    clock.now += 61
    limiter._block("x")
    assert limiter.status()["x"].retry_after == pytest.approx(1)


def test_no_block_ends_earlier_for_a_shorter_one(limiter: Limiter) -> None:
    limiter._block("x", 30.0)
    limiter._block("x", 5.0)
    limiter._block("x")
    assert limiter._reserve("x").waited == pytest.approx(30.0)


def test_those_who_waited_for_a_block_are_not_granted_all_at_once(make: Callable[..., Limiter], clock: Clock) -> None:
    limiter = make({"x": BucketLimits(Limit("x", 2, 1.0))})
    limiter._block("x", 30.0)
    assert [limiter._reserve("x").slot - 100 for _ in range(5)] == pytest.approx([30, 30, 31.02, 31.02, 32.04])


def test_strict_limits_date_a_request_by_its_response(make: Callable[..., Limiter], clock: Clock) -> None:
    limiter = make({"x": BucketLimits(Limit("x", 1, 1.0), strict=True)})
    first = limiter._reserve("x")
    clock.now += 5.0
    assert limiter.status()["x"].retry_after == pytest.approx(1.02)  # the server may count it only now
    limiter._mark_done(first)
    clock.now += 0.5
    assert limiter._reserve("x").waited == pytest.approx(0.52)


def test_strict_limits_hold_back_who_waits_until_the_response_is_there(
    make: Callable[..., Limiter], clock: Clock
) -> None:
    limiter = make({"x": BucketLimits(Limit("x", 1, 1.0), strict=True)})
    first = limiter._reserve("x")
    clock.during = lambda: setattr(clock, "during", lambda: limiter._mark_done(first))
    second = limiter._reserve("x")
    assert clock.slept == pytest.approx([1.02, 1.02])
    assert second.waited == pytest.approx(2.04)


def test_a_killed_holder_of_a_strict_slot_blocks_it_for_two_minutes_only(
    make: Callable[..., Limiter], clock: Clock
) -> None:
    limiter = make({"x": BucketLimits(Limit("x", 1, 1.0), strict=True)})
    limiter._reserve("x")
    clock.now += 121.0
    limiter._reserve("x")
    assert sum(clock.slept) < 3


def test_status_names_every_bucket(limiter: Limiter) -> None:
    limiter._reserve("y")
    assert limiter.status() == {
        "x": BucketStatus((Limit("x", 1, 1.0),), used=0, free=1, retry_after=0.0, granted=0),
        "y": BucketStatus((Limit("y", 2, 60.0),), used=1, free=1, retry_after=0.0, granted=1),
    }


def test_the_tightest_of_several_limits_holds(make: Callable[..., Limiter], clock: Clock) -> None:
    limiter = make({"x": BucketLimits(Limit("x", 2, 1.0), Limit("x", 3, 60.0))})
    assert [limiter._reserve("x").slot - 100 for _ in range(3)] == pytest.approx([0, 0, 1.02])
    clock.now += 30
    assert limiter.status()["x"].free == 0
    assert limiter._reserve("x").slot - 100 == pytest.approx(60.03)


def test_a_premium_client_and_a_default_one_count_each_other(make: Callable[..., Limiter], clock: Clock) -> None:
    default, premium = make(), make({"x": BucketLimits(Limit("x", 3, 1.0))})
    assert [premium._reserve("x").waited for _ in range(2)] == [0.0, 0.0]
    assert default._reserve("x").waited == pytest.approx(1.02)


@pytest.fixture(params=["memory", "SQLite"])
def async_store(request: pytest.FixtureRequest, clock: Clock, tmp_path: Path) -> Store:
    if request.param == "memory":
        return MemoryStore(clock=clock)
    return SQLiteStore(tmp_path / "q", "a", clock=clock)


async def status_of(limiter: AsyncRateLimiter, **expected: object) -> BucketStatus:
    """The status, as soon as it is as wanted: releasing is not waited for."""
    async with asyncio.timeout(5):
        while True:
            status = (await limiter.status())["x"]
            if all(getattr(status, name) == value for name, value in expected.items()):
                return status
            await asyncio.sleep(0.001)


async def test_cancelled_tasks_release_their_slots(async_store: Store) -> None:
    limiter = AsyncRateLimiter(async_store, {"x": BucketLimits(Limit("x", 1, 3600.0))})
    await limiter._reserve("x")
    before = (await limiter.status())["x"]
    tasks = [asyncio.create_task(limiter._reserve("x")) for _ in range(3)]
    async with asyncio.timeout(5):
        while (await limiter.status())["x"].retry_after < 3 * 3600:
            await asyncio.sleep(0.001)
    for task in tasks:
        task.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(each) for each in results] == [asyncio.CancelledError] * 3
    await status_of(limiter, retry_after=before.retry_after, used=before.used)
    await limiter._aclose()


async def test_tasks_cancelled_at_any_moment_leave_nothing_behind(async_store: Store) -> None:
    limiter = AsyncRateLimiter(async_store, {"x": BucketLimits(Limit("x", 1, 3600.0))})
    await limiter._reserve("x")
    before = (await limiter.status())["x"]
    for turns in range(12):
        task = asyncio.create_task(limiter._reserve("x"))
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    await status_of(limiter, retry_after=before.retry_after, used=before.used)
    await limiter._aclose()


async def test_a_task_that_times_out_releases_its_slot(async_store: Store) -> None:
    limiter = AsyncRateLimiter(async_store, {"x": BucketLimits(Limit("x", 1, 3600.0))})
    await limiter._reserve("x")
    before = (await limiter.status())["x"]
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await limiter._reserve("x")
    await status_of(limiter, retry_after=before.retry_after, used=before.used)
    await limiter._aclose()
