import asyncio
import itertools
import multiprocessing
import os
import sys
import threading
import time
import warnings
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from imgix_management._async.rate_limiter import AsyncRateLimiter
from imgix_management._ratelimit import BucketLimits, Limit, RateLimits
from imgix_management._ratelimit.clock import now
from imgix_management._ratelimit.opening import open_store
from imgix_management._ratelimit.redis_store import RedisStore
from imgix_management.errors import ConfigurationError, RateLimitStoreError, RateLimitWaitError
from tests.facade.ratelimit.redis_server import RedisServer, free_port

PERIOD = 0.2
MARGIN = 0.1  # a busy machine wakes up and responds late

_buckets = map("store-{}".format, itertools.count())


@pytest.fixture
def store(redis_server: RedisServer) -> Iterator[RedisStore]:
    store = RedisStore(redis_server.url, "account")
    yield store
    store.close()


def bucket_limits(count: int = 2, period: float = PERIOD, *, strict: bool = False) -> BucketLimits:
    return BucketLimits(Limit(next(_buckets), count, period), margin=MARGIN, strict=strict)


def grants(store: RedisStore, limits: BucketLimits, count: int) -> list[float]:
    """When requests may go, one after another."""
    times = []
    for _ in range(count):
        reservation = store.reserve(limits)
        while (wait := store.confirm(reservation)) > 0:
            time.sleep(wait)
        times.append(now())
    return times


async def async_grants(limiter: AsyncRateLimiter, limits: BucketLimits, count: int) -> list[float]:
    async def reserve() -> float:
        await limiter._reserve(limits.bucket)
        return now()

    return await asyncio.gather(*(reserve() for _ in range(count)))


def assert_limits_hold(times: list[float], limits: BucketLimits) -> None:
    times.sort()
    (count, length) = limits.windows[0]
    assert all(later - then > length - MARGIN for then, later in zip(times, times[count:], strict=False))
    assert times[-1] - times[0] < length * len(times) / count + 1


async def test_sync_and_async_clients_share_a_limit(redis_server: RedisServer, store: RedisStore) -> None:
    limits = bucket_limits()
    others = AsyncRateLimiter(RedisStore(redis_server.url, "account"), {limits.bucket: limits})
    times = await asyncio.gather(asyncio.to_thread(grants, store, limits, 3), async_grants(others, limits, 4))
    await others._aclose()
    assert_limits_hold([*times[0], *times[1]], limits)


def child(url: str, bucket: str, pipe: Connection) -> None:
    limits = BucketLimits(Limit(bucket, 2, PERIOD), margin=MARGIN)
    with pipe:
        store = RedisStore(url, "account")
        pipe.send("ready")
        pipe.recv()
        pipe.send(grants(store, limits, 4))
        store.close()


def test_processes_share_a_limit(redis_server: RedisServer, store: RedisStore) -> None:
    limits = bucket_limits()
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=child, args=(redis_server.url, limits.bucket, there))
    process.start()
    there.close()
    assert here.recv() == "ready"
    here.send("go")
    times = grants(store, limits, 4)
    times += here.recv()
    process.join()
    assert_limits_hold(times, limits)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_forked_child_has_connections_of_its_own(store: RedisStore) -> None:
    limits = bucket_limits(1000, 5.0)
    grants(store, limits, 1)  # there is a connection now
    reader, writer = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # forking beside threads is what is tried here
        pid = os.fork()
    if pid == 0:
        try:
            os.write(writer, b"%d" % len(grants(store, limits, 200)))
        finally:
            os._exit(0)
    assert len(grants(store, limits, 200)) == 200
    os.waitpid(pid, 0)
    assert os.read(reader, 100) == b"200"
    os.close(reader)
    os.close(writer)
    assert store.status(limits).granted == 401


@pytest.mark.parametrize("ahead", [-3.0, 3.0])
def test_what_the_clocks_of_the_clients_say_does_not_matter(redis_server: RedisServer, ahead: float) -> None:
    limits = bucket_limits()
    stores = [
        RedisStore(redis_server.url, "account"),
        RedisStore(redis_server.url, "account", clock=lambda: now() + ahead),
    ]
    times: list[float] = []
    threads = [threading.Thread(target=lambda each=each: times.extend(grants(each, limits, 3))) for each in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for each in stores:
        each.close()
    assert len(times) == 6
    assert_limits_hold(times, limits)


def test_accounts_are_kept_apart(redis_server: RedisServer, store: RedisStore) -> None:
    limits = bucket_limits(1, 60.0)
    other = RedisStore(redis_server.url, "other")
    assert store.reserve(limits).state == other.reserve(limits).state == "granted"
    assert store.reserve(limits).state == "waiting"
    other.close()


def test_refuses_instead_of_reserving_if_the_slot_is_too_far(store: RedisStore) -> None:
    limits = bucket_limits(1, 60.0)
    store.reserve(limits)
    for _ in range(2):
        with pytest.raises(RateLimitWaitError) as caught:
            store.reserve(limits, max_wait=5.0)
        assert caught.value.wait == pytest.approx(60.1, abs=1)
    assert store.status(limits).used == 1


def test_one_call_of_the_script_per_grant(redis_server: RedisServer, store: RedisStore) -> None:
    limits = bucket_limits(1000, 5.0)
    grants(store, limits, 1)
    redis_server.command("CONFIG", "RESETSTAT")
    assert [store.reserve(limits).state for _ in range(20)] == ["granted"] * 20
    redis_server.command("ACL", "SETUSER", "default", "+info")
    info = redis_server.command("INFO", "commandstats")
    redis_server.command("ACL", "SETUSER", "default", "-info")
    assert info["cmdstat_evalsha"]["calls"] == 20


def test_who_waits_is_not_asked_twice(store: RedisStore) -> None:
    limits = bucket_limits(1, 60.0)
    store.reserve(limits)
    reservation = store.reserve(limits)
    assert store.confirm(reservation) == pytest.approx(60.1, abs=1)
    assert reservation.state == "waiting"


def test_a_refusal_blocks_the_bucket_for_all(redis_server: RedisServer, store: RedisStore) -> None:
    limits = bucket_limits(5)
    other = RedisStore(redis_server.url, "account")
    reservation = other.reserve(limits)
    store.block(limits, 0.3)
    reservation.slot -= 1  # it is held up, and asks again
    assert other.confirm(reservation) == pytest.approx(0.3, abs=0.1)
    assert other.status(limits).free == 0
    with pytest.raises(RateLimitWaitError):
        other.reserve(limits, max_wait=0.1)
    other.close()


def test_backoffs_grow(store: RedisStore) -> None:
    limits = bucket_limits(5)
    limits.backoff = (0.05, 60.0)
    store.block(limits)
    assert store.status(limits).retry_after < 0.06
    time.sleep(0.06)
    store.block(limits)
    assert 0.06 < store.status(limits).retry_after <= 0.1


def test_a_released_slot_is_used_by_the_next(store: RedisStore) -> None:
    limits = bucket_limits(1, 60.0)
    store.reserve(limits)
    for _ in range(3):
        reservation = store.reserve(limits)
        assert store.confirm(reservation) < 61
        store.release(reservation)


async def test_a_slot_is_released_in_the_background(redis_server: RedisServer, store: RedisStore) -> None:
    limits = bucket_limits(1, 60.0)
    limiter = AsyncRateLimiter(RedisStore(redis_server.url, "account"), {limits.bucket: limits})
    await limiter._reserve(limits.bucket)
    limiter._release(store.reserve(limits))
    await limiter._aclose()
    assert store.status(limits).retry_after < 61


async def test_a_cancelled_reservation_is_released(redis_server: RedisServer, store: RedisStore) -> None:
    limits = bucket_limits(1, 60.0)
    limiter = AsyncRateLimiter(RedisStore(redis_server.url, "account"), {limits.bucket: limits})
    await limiter._reserve(limits.bucket)
    for ticks in range(40):
        task = asyncio.create_task(limiter._reserve(limits.bucket))
        for _ in range(ticks):
            await asyncio.sleep(0 if ticks % 2 else 0.0001)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    await limiter._aclose()
    assert store.status(limits).retry_after < 61


def test_a_request_that_leaves_late_is_counted_when_it_leaves(store: RedisStore) -> None:
    limits = bucket_limits(1)
    reservation = store.reserve(limits)
    assert not reservation.is_late(reservation.slot)
    time.sleep(0.1)
    assert reservation.is_late(now())
    store.sent(reservation)
    assert store.status(limits).retry_after > limits.windows[0][1] - 0.05


def test_strict_counts_from_the_response(store: RedisStore) -> None:
    limits = bucket_limits(1, 1.0, strict=True)
    reservation = store.reserve(limits)
    assert reservation.state == "in flight"
    time.sleep(0.3)
    assert store.status(limits).retry_after > 1.0
    store.mark_done(reservation)
    time.sleep(0.2)
    assert store.status(limits).retry_after < 1.0


def test_keys_go_to_one_node_and_do_not_stay(redis_server: RedisServer, store: RedisStore) -> None:
    limits = bucket_limits(1, 60.0)
    for _ in range(3):
        store.reserve(limits)
    keys = redis_server.command("KEYS", f"*{limits.bucket}*")
    assert len(keys) == 3
    assert len({redis_server.command("CLUSTER", "KEYSLOT", key) for key in keys}) == 1
    for key in keys:
        assert 2 * 60 + 60 < redis_server.command("PTTL", key) / 1000 < 5 * 61


def test_a_cluster(tmp_path: Path) -> None:
    server = RedisServer("--cluster-enabled", "yes", "--cluster-port", str(free_port()), "--dir", str(tmp_path))
    try:
        server.command("CLUSTER", "ADDSLOTSRANGE", 0, 16383)
        url = server.url.removesuffix("/0") + "?cluster=true"
        limits = bucket_limits(1, 60.0)
        while "cluster_state:ok" not in str(server.command("CLUSTER", "INFO")):
            time.sleep(0.01)
        cluster, single = RedisStore(url, "a"), RedisStore(server.url, "a")
        assert cluster.reserve(limits).state == "granted"
        assert single.reserve(limits).state == "waiting"
        cluster.close()
        single.close()
    finally:
        server.kill()


def test_an_unavailable_server_is_reported_and_used_again_when_it_is_back(mortal_server: RedisServer) -> None:
    store = RedisStore(mortal_server.url.replace("//", "//user:s3cret@"), "account")
    limits = bucket_limits()
    mortal_server.command("ACL", "SETUSER", "user", "on", ">s3cret", "~*", "&*", "+@all", "-info")
    reservation = store.reserve(limits)
    mortal_server.kill()
    with pytest.raises(RateLimitStoreError) as caught:
        store.reserve(limits)
    assert caught.value.store == mortal_server.url
    assert "s3cret" not in f"{caught.value!r}{caught.value.reason}{caught.value.__cause__!r}"
    store.release(reservation)
    mortal_server.start()
    mortal_server.command("ACL", "SETUSER", "user", "on", ">s3cret", "~*", "&*", "+@all", "-info")
    assert store.reserve(limits).state == "granted"
    store.close()


async def test_tasks_get_the_error_of_an_unavailable_server_and_use_it_again(mortal_server: RedisServer) -> None:
    limits = bucket_limits(1000, 60.0)
    limiter = AsyncRateLimiter(RedisStore(mortal_server.url, "account"), {limits.bucket: limits})
    reservation = await limiter._reserve(limits.bucket)
    mortal_server.kill()
    limiter._release(reservation)
    with pytest.raises(RateLimitStoreError):
        await limiter._reserve(limits.bucket)
    mortal_server.start()
    assert (await limiter._reserve(limits.bucket)).state == "granted"
    await limiter._aclose()


def test_a_wrong_password_is_reported_without_it(redis_server: RedisServer) -> None:
    store = RedisStore(redis_server.url.replace("//", "//somebody:s3cret@"), "account")
    with pytest.raises(RateLimitStoreError, match="password") as caught:
        store.reserve(bucket_limits())
    assert "s3cret" not in f"{caught.value!r}{caught.value.reason}{caught.value.__cause__!r}"
    store.close()


def test_a_server_that_lost_its_data_stays_blocked_for_a_window() -> None:
    server = RedisServer(old=False)
    store = RedisStore(server.url, "account")
    try:
        assert 0 < store.status(bucket_limits(5, 3.0)).retry_after <= 3.1
        assert store.status(bucket_limits(5, 3600.0)).retry_after == 0
    finally:
        store.close()
        server.kill()


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "redis", None)
    monkeypatch.delitem(sys.modules, "imgix_management._ratelimit.redis_store")
    monkeypatch.delattr("imgix_management._ratelimit.redis_store")
    with pytest.raises(ConfigurationError, match=r"imgix-management\[redis\]"):
        open_store(RateLimits(store="redis://localhost"), "account")
