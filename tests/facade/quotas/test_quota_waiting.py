import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import pytest

from imgix_management._async.quota import AsyncQuota
from imgix_management._sync.quota import SyncQuota
from imgix_management.quotas import Limit, MemoryStore, Ticket, Usage

T = TypeVar("T")
LIMITS = {"x": Limit("x", 1, 1.0), "y": Limit("y", 2, 60.0)}


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
    """An `AsyncQuota` with the methods of a `SyncQuota`."""

    def __init__(self, quota: AsyncQuota) -> None:
        self.quota = quota

    def acquire(self, bucket: str) -> Ticket:
        return run(self.quota.acquire(bucket))

    def confirm(self, ticket: Ticket) -> None:
        run(self.quota.confirm(ticket))

    def close(self, bucket: str, seconds: float) -> None:
        run(self.quota.close(bucket, seconds))

    def usage(self) -> dict[str, Usage]:
        return run(self.quota.usage())


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["sync", "async"])
def quota(request: pytest.FixtureRequest, clock: Clock) -> SyncQuota | Awaited:
    store = MemoryStore(clock=clock)
    if request.param == "sync":
        return SyncQuota(store, LIMITS, sleep=clock.sleep)
    return Awaited(AsyncQuota(store, LIMITS, sleep=clock.sleep_async))


Quota = SyncQuota | Awaited


def test_does_not_sleep_while_there_is_room(quota: Quota, clock: Clock) -> None:
    assert quota.acquire("x").waited == 0.0
    assert quota.acquire("y").waited == 0.0
    assert clock.slept == []


def test_sleeps_once_until_there_is_room_and_tells_how_long(quota: Quota, clock: Clock) -> None:
    quota.acquire("x")
    clock.now += 0.5
    ticket = quota.acquire("x")
    assert clock.slept == pytest.approx([0.52])
    assert ticket.waited == pytest.approx(0.52)


def test_an_interrupted_waiter_gives_its_slot_back(quota: Quota, clock: Clock) -> None:
    quota.acquire("x")

    def interrupt() -> None:
        raise KeyboardInterrupt

    clock.during = interrupt
    with pytest.raises(KeyboardInterrupt):
        quota.acquire("x")
    assert quota.acquire("x").waited == pytest.approx(1.02)


def test_a_bucket_closed_meanwhile_is_waited_for(quota: Quota, clock: Clock) -> None:
    quota.acquire("x")
    clock.during = lambda: quota.close("x", 5.0)
    quota.acquire("x")
    assert clock.now == pytest.approx(105.0)
    assert len(clock.slept) == 2


def test_a_request_that_leaves_late_is_counted_when_it_leaves(quota: Quota, clock: Clock) -> None:
    ticket = quota.acquire("x")
    clock.now += 0.4
    quota.confirm(ticket)
    assert clock.slept == []
    assert quota.acquire("x").waited == pytest.approx(1.02)


def test_a_request_that_leaves_too_late_waits_again(quota: Quota, clock: Clock) -> None:
    ticket = quota.acquire("x")
    clock.now += 1.1
    quota.acquire("x")
    quota.confirm(ticket)
    assert clock.slept == pytest.approx([1.02])


def test_an_unknown_bucket_is_a_programming_error(quota: Quota) -> None:
    with pytest.raises(KeyError):
        quota.acquire("z")


def test_usage_names_every_bucket(quota: Quota) -> None:
    quota.acquire("y")
    assert quota.usage() == {
        "x": Usage(used=0, free=1, next_slot=0.0, started=0),
        "y": Usage(used=1, free=1, next_slot=0.0, started=1),
    }


def test_a_premium_client_and_a_default_one_count_each_other(clock: Clock) -> None:
    store = MemoryStore(clock=clock)
    default = SyncQuota(store, LIMITS, sleep=clock.sleep)
    premium = SyncQuota(store, {"x": Limit("x", 3, 1.0)}, sleep=clock.sleep)
    assert [premium.acquire("x").waited for _ in range(2)] == [0.0, 0.0]
    assert default.acquire("x").waited == pytest.approx(1.02)


async def test_cancelled_tasks_give_their_slots_back(clock: Clock) -> None:
    quota = AsyncQuota(MemoryStore(clock=clock), {"x": Limit("x", 1, 3600.0)})
    await quota.acquire("x")
    before = await quota.usage()
    tasks = [asyncio.create_task(quota.acquire("x")) for _ in range(3)]
    await asyncio.sleep(0)
    assert (await quota.usage())["x"].next_slot > 3 * 3600
    for task in tasks:
        task.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(each) for each in results] == [asyncio.CancelledError] * 3
    assert await quota.usage() == before


async def test_a_task_that_runs_out_of_time_gives_its_slot_back(clock: Clock) -> None:
    quota = AsyncQuota(MemoryStore(clock=clock), {"x": Limit("x", 1, 3600.0)})
    await quota.acquire("x")
    before = await quota.usage()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await quota.acquire("x")
    assert await quota.usage() == before
