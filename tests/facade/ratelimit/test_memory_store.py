import asyncio
import os
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Coroutine, Generator
from typing import Any

import pytest

from imgix_management._async.rate_limiter import AsyncRateLimiter
from imgix_management._ratelimit import BucketLimits, Limit, MemoryStore, shared_store
from imgix_management._sync.rate_limiter import RateLimiter
from imgix_management.errors import RateLimitWaitError

LIMIT = Limit("x", 20, 0.25)


class Decisions:
    """The real clock, which remembers when each thread last looked at it: the moment a request was granted."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self._last = threading.local()

    def __call__(self) -> float:
        self._last.time = time.monotonic()
        return float(self._last.time)

    def grants_now(self) -> None:
        self.times.append(self._last.time)


def assert_kept(times: list[float], limit: Limit) -> None:
    times = sorted(times)
    gaps = [later - then for then, later in zip(times, times[limit.count :], strict=False)]
    assert min(gaps) > limit.period


def work(limiter: RateLimiter, decisions: Decisions, until: float) -> None:
    while time.monotonic() < until:
        limiter._reserve("x")
        decisions.grants_now()


async def work_async(limiter: AsyncRateLimiter, decisions: Decisions, until: float) -> None:
    while time.monotonic() < until:
        await limiter._reserve("x")
        decisions.grants_now()


@pytest.fixture
def decisions() -> Decisions:
    return Decisions()


def test_threads_share_the_limit(decisions: Decisions) -> None:
    store = MemoryStore(clock=decisions)
    until = time.monotonic() + 0.9
    limiters = [RateLimiter(store, {"x": BucketLimits(LIMIT)}) for _ in range(2)]
    threads = [threading.Thread(target=work, args=(limiters[i % 2], decisions, until)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert_kept(decisions.times, LIMIT)
    assert len(decisions.times) >= 3 * LIMIT.count


def test_threads_that_interrupt_each_other_get_different_slots() -> None:
    store, bucket_limits = MemoryStore(clock=lambda: 0.0), BucketLimits(Limit("x", 2, 1.0), margin=0.0)
    slots: list[float] = []
    barrier = threading.Barrier(4)

    def reserve() -> None:
        barrier.wait()
        slots.extend(store.reserve(bucket_limits).slot for _ in range(500))

    threads = [threading.Thread(target=reserve) for _ in range(4)]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert sorted(slots) == [float(i // 2) for i in range(2000)]


async def test_tasks_share_the_limit(decisions: Decisions) -> None:
    limiter = AsyncRateLimiter(MemoryStore(clock=decisions), {"x": BucketLimits(LIMIT)})
    until = time.monotonic() + 0.7
    await asyncio.gather(*(work_async(limiter, decisions, until) for _ in range(16)))
    assert_kept(decisions.times, LIMIT)
    assert len(decisions.times) >= 2 * LIMIT.count


async def test_threads_and_the_tasks_of_two_loops_share_the_limit(decisions: Decisions) -> None:
    store = MemoryStore(clock=decisions)
    until = time.monotonic() + 0.7
    limiter = AsyncRateLimiter(store, {"x": BucketLimits(LIMIT)})
    others = [threading.Thread(target=work, args=(RateLimiter(store, {"x": BucketLimits(LIMIT)}), decisions, until))]
    others += [threading.Thread(target=lambda: asyncio.run(work_async(limiter, decisions, until)))]
    for thread in others:
        thread.start()
    await asyncio.gather(*(work_async(limiter, decisions, until) for _ in range(4)))
    for thread in others:
        await asyncio.to_thread(thread.join)
    assert_kept(decisions.times, LIMIT)
    assert len(decisions.times) >= 2 * LIMIT.count


def test_one_account_has_one_store_in_a_process() -> None:
    assert shared_store("one account") is shared_store("one account")
    assert shared_store("one account") is not shared_store("another account")


def test_a_client_made_after_another_counts_what_that_one_sent() -> None:
    bucket_limits = BucketLimits(Limit("x", 1, 3600.0))
    shared_store("kept").reserve(bucket_limits)
    with pytest.raises(RateLimitWaitError):
        shared_store("kept").reserve(bucket_limits, max_wait=60.0)


def test_buckets_do_not_disturb_each_other() -> None:
    store = MemoryStore(clock=lambda: 0.0)
    store.reserve(BucketLimits(Limit("x", 1, 1.0)))
    store.block(BucketLimits(Limit("y", 1, 1.0)), 5.0)
    assert store.reserve(BucketLimits(Limit("x", 1, 1.0))).slot == pytest.approx(1.02)
    assert store.reserve(BucketLimits(Limit("y", 1, 1.0))).slot == 5.0
    assert store.reserve(BucketLimits(Limit("z", 1, 1.0))).state == "granted"


def test_a_waiter_collected_while_the_store_is_busy_does_not_block_it() -> None:
    waiters: list[Coroutine[Any, Any, object]] = []

    def clock() -> float:  # is asked while the store is locked
        while waiters:
            waiters.pop().close()
        return 0.0

    store = MemoryStore(clock=clock)
    limiter = AsyncRateLimiter(store, {"x": BucketLimits(Limit("x", 1, 1.0))}, sleep=lambda _: Forever())
    bucket_limits = BucketLimits(Limit("x", 1, 1.0))
    store.reserve(bucket_limits)
    waiter = limiter._reserve("x")
    waiter.send(None)
    waiters.append(waiter)
    slots: list[float] = []
    thread = threading.Thread(target=lambda: slots.append(store.reserve(bucket_limits).slot), daemon=True)
    thread.start()
    thread.join(5)
    assert slots == [pytest.approx(1.02)]


class Forever:
    def __await__(self) -> Generator[None, None, None]:
        yield


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_forked_child_finds_the_store_intact_and_unlocked() -> None:
    script = """
        import os, signal, threading, warnings
        from imgix_management._ratelimit import BucketLimits, Limit, shared_store
        from imgix_management.errors import RateLimitWaitError

        warnings.simplefilter("ignore", DeprecationWarning)  # forking beside threads is what is tried here
        busy, bucket_limits = BucketLimits(Limit("busy", 10**6, 1.0)), BucketLimits(Limit("x", 1, 3600.0))
        store, stop = shared_store("fork"), threading.Event()
        store.reserve(bucket_limits)

        def work():
            while not stop.is_set():
                store.reserve(busy)

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        try:
            for _ in range(40):
                child = os.fork()
                if child == 0:
                    signal.alarm(5)  # a child that hangs dies of it
                    shared_store("fork").reserve(busy)
                    shared_store("another")
                    try:
                        shared_store("fork").reserve(bucket_limits, max_wait=60.0)
                    except RateLimitWaitError:
                        os._exit(0)
                    os._exit(1)
                assert os.waitpid(child, 0)[1] == 0
        finally:
            stop.set()
    """
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], env=environment, capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
