import asyncio
import contextlib
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

from imgix_management._async.redis_store import AsyncRedisStore
from imgix_management._ratelimit import BucketLimits, Limit, MaxWaitExceededError
from imgix_management._ratelimit.clock import now
from imgix_management._sync.redis_store import RedisStore
from imgix_management.errors import ConfigurationError, RateLimitStoreError
from tests.facade.ratelimit.redis_server import RedisServer, free_port

PERIOD = 0.2
MARGIN = 0.1  # a busy machine wakes late and answers late

_buckets = map("store-{}".format, itertools.count())


@pytest.fixture
def store(redis_server: RedisServer) -> Iterator[RedisStore]:
    made = RedisStore(redis_server.url, "account")
    yield made
    made.close()


def budget(count: int = 2, period: float = PERIOD, *, strict: bool = False) -> BucketLimits:
    return BucketLimits(Limit(next(_buckets), count, period), margin=MARGIN, strict=strict)


def grants(store: RedisStore, kept: BucketLimits, count: int) -> list[float]:
    """When requests may go, one after another."""
    gone = []
    for _ in range(count):
        ticket = store.reserve(kept)
        while (wait := store.confirm(ticket)) > 0:
            time.sleep(wait)
        gone.append(now())
    return gone


async def async_grants(store: AsyncRedisStore, kept: BucketLimits, count: int) -> list[float]:
    async def parse_resource() -> float:
        ticket = await store.reserve(kept)
        while (wait := await store.confirm(ticket)) > 0:
            await asyncio.sleep(wait)
        return now()

    return await asyncio.gather(*(parse_resource() for _ in range(count)))


def assert_kept(gone: list[float], kept: BucketLimits) -> None:
    gone.sort()
    (count, length) = kept.windows[0]
    assert all(later - then > length - MARGIN for then, later in zip(gone, gone[count:], strict=False))
    assert gone[-1] - gone[0] < length * len(gone) / count + 1


async def test_sync_and_async_clients_share_a_limit(redis_server: RedisServer, store: RedisStore) -> None:
    kept = budget()
    others = AsyncRedisStore(redis_server.url, "account")
    gone = await asyncio.gather(asyncio.to_thread(grants, store, kept, 3), async_grants(others, kept, 4))
    await others.aclose()
    assert_kept([*gone[0], *gone[1]], kept)


def child(url: str, bucket: str, pipe: Connection) -> None:
    kept = BucketLimits(Limit(bucket, 2, PERIOD), margin=MARGIN)
    with pipe:
        store = RedisStore(url, "account")
        pipe.send("ready")
        pipe.recv()
        pipe.send(grants(store, kept, 4))
        store.close()


def test_processes_share_a_limit(redis_server: RedisServer, store: RedisStore) -> None:
    kept = budget()
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=child, args=(redis_server.url, kept.bucket, there))
    process.start()
    there.close()
    assert here.recv() == "ready"
    here.send("go")
    gone = grants(store, kept, 4)
    gone += here.recv()
    process.join()
    assert_kept(gone, kept)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_forked_child_has_connections_of_its_own(store: RedisStore) -> None:
    kept = budget(1000, 5.0)
    grants(store, kept, 1)  # there is a connection now
    reader, writer = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # forking beside threads is what is tried here
        pid = os.fork()
    if pid == 0:
        try:
            os.write(writer, b"%d" % len(grants(store, kept, 200)))
        finally:
            os._exit(0)
    assert len(grants(store, kept, 200)) == 200
    os.waitpid(pid, 0)
    assert os.read(reader, 100) == b"200"
    os.close(reader)
    os.close(writer)
    assert store.usage(kept).granted == 401


@pytest.mark.parametrize("ahead", [-3.0, 3.0])
def test_what_the_clocks_of_the_clients_say_does_not_matter(redis_server: RedisServer, ahead: float) -> None:
    kept = budget()
    stores = [
        RedisStore(redis_server.url, "account"),
        RedisStore(redis_server.url, "account", clock=lambda: now() + ahead),
    ]
    gone: list[float] = []
    threads = [threading.Thread(target=lambda each=each: gone.extend(grants(each, kept, 3))) for each in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for each in stores:
        each.close()
    assert len(gone) == 6
    assert_kept(gone, kept)


def test_accounts_are_kept_apart(redis_server: RedisServer, store: RedisStore) -> None:
    kept = budget(1, 60.0)
    other = RedisStore(redis_server.url, "other")
    assert store.reserve(kept).state == other.reserve(kept).state == "granted"
    assert store.reserve(kept).state == "waiting"
    other.close()


def test_refuses_instead_of_reserving_if_the_slot_is_too_far(store: RedisStore) -> None:
    kept = budget(1, 60.0)
    store.reserve(kept)
    for _ in range(2):
        with pytest.raises(MaxWaitExceededError) as caught:
            store.reserve(kept, max_wait=5.0)
        assert caught.value.wait == pytest.approx(60.1, abs=1)
    assert store.usage(kept).used == 1


def test_one_call_of_the_script_per_grant(redis_server: RedisServer, store: RedisStore) -> None:
    kept = budget(1000, 5.0)
    grants(store, kept, 1)
    redis_server.command("CONFIG", "RESETSTAT")
    assert [store.reserve(kept).state for _ in range(20)] == ["granted"] * 20
    redis_server.command("ACL", "SETUSER", "default", "+info")
    told = redis_server.command("INFO", "commandstats")
    redis_server.command("ACL", "SETUSER", "default", "-info")
    assert told["cmdstat_evalsha"]["calls"] == 20


def test_who_waits_is_not_asked_twice(store: RedisStore) -> None:
    kept = budget(1, 60.0)
    store.reserve(kept)
    ticket = store.reserve(kept)
    assert store.confirm(ticket) == pytest.approx(60.1, abs=1)
    assert ticket.state == "waiting"


def test_a_refusal_closes_the_bucket_for_all(redis_server: RedisServer, store: RedisStore) -> None:
    kept = budget(5)
    other = RedisStore(redis_server.url, "account")
    ticket = other.reserve(kept)
    store.block(kept, 0.3)
    ticket.due -= 1  # it is held up, and asks again
    assert other.confirm(ticket) == pytest.approx(0.3, abs=0.1)
    assert other.usage(kept).free == 0
    with pytest.raises(MaxWaitExceededError):
        other.reserve(kept, max_wait=0.1)
    other.close()


def test_pauses_grow(store: RedisStore) -> None:
    kept = budget(5)
    kept.backoff = (0.05, 60.0)
    store.block(kept)
    assert store.usage(kept).retry_after < 0.06
    time.sleep(0.06)
    store.block(kept)
    assert 0.06 < store.usage(kept).retry_after <= 0.1


def test_a_slot_given_back_is_used_by_the_next(store: RedisStore) -> None:
    kept = budget(1, 60.0)
    store.reserve(kept)
    for _ in range(3):
        ticket = store.reserve(kept)
        assert store.confirm(ticket) < 61
        store.release(ticket)


async def test_a_slot_is_given_back_in_the_background(redis_server: RedisServer, store: RedisStore) -> None:
    kept = budget(1, 60.0)
    tasks = AsyncRedisStore(redis_server.url, "account")
    await tasks.reserve(kept)
    tasks.release(await tasks.reserve(kept))
    await tasks.aclose()
    assert store.usage(kept).retry_after < 61


async def test_a_cancelled_reservation_is_given_back(redis_server: RedisServer, store: RedisStore) -> None:
    kept = budget(1, 60.0)
    tasks = AsyncRedisStore(redis_server.url, "account")
    await tasks.reserve(kept)
    for ticks in range(40):
        task = asyncio.create_task(tasks.reserve(kept))
        for _ in range(ticks):
            await asyncio.sleep(0)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            tasks.release(await task)  # the answer was there before
    await tasks.aclose()
    assert store.usage(kept).retry_after < 61


def test_a_request_that_leaves_late_is_counted_when_it_leaves(store: RedisStore) -> None:
    kept = budget(1)
    ticket = store.reserve(kept)
    assert store.in_time(ticket)
    time.sleep(0.1)
    assert not store.in_time(ticket)
    store.sent(ticket)
    assert store.usage(kept).retry_after > kept.windows[0][1] - 0.05


def test_strict_counts_from_the_answer(store: RedisStore) -> None:
    kept = budget(1, 1.0, strict=True)
    ticket = store.reserve(kept)
    assert ticket.state == "in flight"
    time.sleep(0.3)
    assert store.usage(kept).retry_after > 1.0
    store.mark_done(ticket)
    time.sleep(0.2)
    assert store.usage(kept).retry_after < 1.0


def test_keys_go_to_one_node_and_do_not_stay(redis_server: RedisServer, store: RedisStore) -> None:
    kept = budget(1, 60.0)
    for _ in range(3):
        store.reserve(kept)
    keys = redis_server.command("KEYS", f"*{kept.bucket}*")
    assert len(keys) == 3
    assert len({redis_server.command("CLUSTER", "KEYSLOT", key) for key in keys}) == 1
    for key in keys:
        assert 2 * 60 + 60 < redis_server.command("PTTL", key) / 1000 < 5 * 61


async def test_a_cluster(tmp_path: Path) -> None:
    server = RedisServer("--cluster-enabled", "yes", "--cluster-port", str(free_port()), "--dir", str(tmp_path))
    try:
        server.command("CLUSTER", "ADDSLOTSRANGE", 0, 16383)
        url = server.url.removesuffix("/0") + "?cluster=true"
        kept = budget(1, 60.0)
        while "cluster_state:ok" not in str(server.command("CLUSTER", "INFO")):
            await asyncio.sleep(0.01)
        sync, tasks, single = RedisStore(url, "a"), AsyncRedisStore(url, "a"), RedisStore(server.url, "a")
        assert (sync.reserve(kept)).state == "granted"
        assert (await tasks.reserve(kept)).state == "waiting"
        assert single.reserve(kept).state == "waiting"
        sync.close()
        single.close()
        await tasks.aclose()
    finally:
        server.kill()


def test_a_server_that_is_gone_is_told_and_used_again_when_it_is_back(mortal_server: RedisServer) -> None:
    store = RedisStore(mortal_server.url.replace("//", "//user:s3cret@"), "account")
    kept = budget()
    mortal_server.command("ACL", "SETUSER", "user", "on", ">s3cret", "~*", "&*", "+@all", "-info")
    ticket = store.reserve(kept)
    mortal_server.kill()
    with pytest.raises(RateLimitStoreError) as caught:
        store.reserve(kept)
    assert caught.value.store == mortal_server.url
    assert "s3cret" not in f"{caught.value!r}{caught.value.reason}{caught.value.__cause__!r}"
    store.release(ticket)
    mortal_server.start()
    mortal_server.command("ACL", "SETUSER", "user", "on", ">s3cret", "~*", "&*", "+@all", "-info")
    assert store.reserve(kept).state == "granted"
    store.close()


async def test_tasks_are_told_of_a_server_that_is_gone_and_use_it_again(mortal_server: RedisServer) -> None:
    store = AsyncRedisStore(mortal_server.url, "account")
    kept = budget()
    await store.reserve(kept)
    ticket = None
    while ticket is None or ticket.state != "waiting":
        ticket = await store.reserve(kept)
    mortal_server.kill()
    store.release(ticket)
    with pytest.raises(RateLimitStoreError):
        await store.reserve(kept)
    mortal_server.start()
    assert (await store.reserve(kept)).state == "granted"
    await store.aclose()


def test_a_wrong_password_is_told_without_it(redis_server: RedisServer) -> None:
    store = RedisStore(redis_server.url.replace("//", "//somebody:s3cret@"), "account")
    with pytest.raises(RateLimitStoreError, match="password") as caught:
        store.reserve(budget())
    assert "s3cret" not in f"{caught.value!r}{caught.value.reason}{caught.value.__cause__!r}"
    store.close()


def test_a_server_that_lost_its_data_stays_closed_for_a_window() -> None:
    server = RedisServer(old=False)
    store = RedisStore(server.url, "account")
    try:
        assert 0 < store.usage(budget(5, 3.0)).retry_after <= 3.1
        assert store.usage(budget(5, 3600.0)).retry_after == 0
    finally:
        store.close()
        server.kill()


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "redis", None)
    monkeypatch.delitem(sys.modules, "imgix_management._ratelimit.redis_client", raising=False)
    monkeypatch.delattr("imgix_management._ratelimit.redis_client", raising=False)
    with pytest.raises(ConfigurationError, match=r"imgix-management\[redis\]"):
        RedisStore("redis://localhost", "account")
