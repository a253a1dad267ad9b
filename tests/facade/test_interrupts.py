"""Calls that an exception of the program ends anywhere: Ctrl-C, Celery's soft time limit, a test's time limit."""

import asyncio
import contextlib
import ctypes
import os
import random
import signal
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from imgix_management import APITimeoutError, AsyncManagementClient, ClientStateError, ManagementClient, RateLimits
from imgix_sandbox import Sandbox
from tests.internals import http_client, http_clients, pool

from .conftest import UNLIMITED

INTERRUPTS = int(os.environ.get("IMGIX_INTERRUPTS", "60"))
"""How many interrupts and how many cancellations the random runs have."""
WORKERS = 3
STALLED = {"X-Sandbox-Fault": "stall seconds=0.5"}


class SoftTimeLimitError(BaseException):
    """What the program raises."""


@pytest.fixture
def sandbox():
    with Sandbox(rate_scale=1e6, deploy_seconds=0) as running:
        yield running


@pytest.fixture
def settings(sandbox):
    return {"api_key": sandbox.key, "base_url": sandbox.url, "rate_limits": None, "max_retries": 0, "total_timeout": 10}


def wait_until(condition):
    deadline = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture
def alarm():
    def interrupt(_signal, _frame):
        raise SoftTimeLimitError

    before = signal.signal(signal.SIGALRM, interrupt)
    yield lambda seconds: signal.setitimer(signal.ITIMER_REAL, seconds)
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGALRM")
def test_an_interrupted_call_throws_its_connection_away_and_no_other(settings, alarm):
    with ManagementClient(**settings) as client:
        client.sources.list().first()
        slow, results = client.with_options(extra_headers=STALLED), []
        interrupted = pool(http_client(client))
        alarm(0.2)
        with pytest.raises(SoftTimeLimitError):
            slow.sources.list().first()
        assert http_clients(client) == []
        wait_until(lambda: interrupted.connections == [])
        thread = threading.Thread(target=lambda: results.append(slow.sources.list().first()))
        thread.start()
        alarm(0.2)
        with pytest.raises(SoftTimeLimitError):
            slow.sources.list().first()
        thread.join(5)
        assert results == [None]
        assert len(pool(http_client(client)).connections) == 1


def test_an_error_of_the_api_or_the_network_keeps_the_connections(settings):
    with ManagementClient(**settings) as client:
        client.sources.list().first()
        before = http_client(client)
        with pytest.raises(APITimeoutError):
            client.with_options(timeout=0.1, extra_headers=STALLED).sources.list().first()
        client.sources.list().first()
        assert http_client(client) is before


def test_calls_of_many_threads_leave_a_bounded_number_of_connections_that_closing_closes(settings):
    with ManagementClient(**settings) as client:
        slow = client.with_options(extra_headers={"X-Sandbox-Fault": "latency seconds=0.3"})
        with ThreadPoolExecutor(40) as threads:
            for call in [threads.submit(slow.sources.list().first) for _ in range(40)]:
                call.result()
        idle = http_clients(client)
        assert 1 < len(idle) <= 20
    assert all(http.is_closed for http in idle)


class Worker(threading.Thread):
    """Makes calls, survives what interrupts them, and keeps every response that was wrong."""

    def __init__(self, client, ids, ended):
        super().__init__(daemon=True)
        self.client, self.ids, self.ended = client, ids, ended
        self.calls = self.interrupted = 0
        self.wrong = []

    def run(self):
        while not self.ended.is_set():
            try:
                for source_id in self.ids:
                    source = self.client.sources.get(source_id)
                    self.calls += 1
                    if source.id != source_id:
                        self.wrong.append((source_id, source.id))
            except SoftTimeLimitError:
                self.interrupted += 1
            except BaseException as error:
                self.wrong.append(error)


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # a socket that is being opened cannot be closed
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.timeout(60 + INTERRUPTS)
def test_random_interrupts_leave_every_later_call_right(sandbox, settings, record_property):
    seed = random.randrange(2**32)
    record_property("seed", seed)
    chance = random.Random(seed)
    settings["rate_limits"] = RateLimits(UNLIMITED, strict=True)
    with ManagementClient(**settings) as client:
        ids = [new_source(client, number).id for number in range(5)]
        ended = threading.Event()
        workers = [Worker(client, ids, ended) for _ in range(WORKERS)]
        for worker in workers:
            worker.start()
        for _ in range(INTERRUPTS):
            worker = chance.choice(workers)
            time.sleep(chance.uniform(0, 0.02))
            calls, interrupted = worker.calls, worker.interrupted
            ctypes.pythonapi.PyThreadState_SetAsyncExc(
                ctypes.c_ulong(worker.ident), ctypes.py_object(SoftTimeLimitError)
            )
            # Python ignores an exception that it raises in a finalizer.
            wait_until(lambda: worker.interrupted > interrupted or worker.calls > calls + 20)  # noqa: B023
        ended.set()
        for worker in workers:
            worker.join(10)
            assert not worker.is_alive(), seed
            assert worker.wrong == [], seed
        assert sum(worker.interrupted for worker in workers) > INTERRUPTS / 2
        assert [client.sources.get(source_id).id for source_id in ids] == ids
        client.rate_limits.status()  # the logs take notice of requests that were given up
        assert in_use(client) == [], seed


def in_use(client):
    requests = [name for name, log in client.rate_limits._store._logs.items() if log.in_flight]
    pools = [pool(http) for http in http_clients(client)]
    return requests + [connection for used in pools for connection in used.connections if not connection.is_idle()]


def new_source(client, number):
    return client.sources.create(
        f"Source {number}",
        {"type": "webfolder", "webfolder_base_url": "https://s.example/", "imgix_subdomains": [f"interrupts{number}"]},
    )


async def test_random_cancellations_leave_every_later_call_right(settings, record_property):
    seed = random.randrange(2**32)
    record_property("seed", seed)
    chance = random.Random(seed)
    settings["rate_limits"] = RateLimits(UNLIMITED, strict=True)
    async with AsyncManagementClient(**settings) as client:
        for _ in range(INTERRUPTS):
            task = asyncio.create_task(client.sources.list().first())
            with contextlib.suppress(asyncio.CancelledError):
                async with asyncio.timeout(5):
                    await asyncio.sleep(chance.uniform(0, 0.004))
                    task.cancel()
                    await task
            assert await client.sources.list().first() is None, seed
        await client.rate_limits.status()
        assert in_use(client) == [], seed


def test_closing_twice_and_using_it_afterwards(settings):
    client = ManagementClient(**settings)
    copy = client.with_options(max_retries=1)
    client.sources.list().first()
    client.close()
    client.close()
    for closed in (client, copy):
        with pytest.raises(ClientStateError) as caught:
            closed.sources.list().first()
        assert caught.value.code == "client_closed"


def test_closing_in_another_event_loop_is_refused_and_closes_nothing(settings):
    client = AsyncManagementClient(**settings, language="ja")

    async def use():
        await client.sources.list().first()

    async def use_and_close():
        await use()
        await client.aclose()

    with asyncio.Runner() as first, asyncio.Runner() as second:
        first.run(use())
        with pytest.raises(ClientStateError) as caught:
            second.run(client.aclose())
        assert caught.value.code == "client_of_another_event_loop"
        assert str(caught.value) == caught.value.message("ja")
        first.run(use_and_close())
        with pytest.raises(ClientStateError, match="閉じ"):
            first.run(use())


def test_closing_an_async_client_that_was_never_used(settings):
    asyncio.run(AsyncManagementClient(**settings).aclose())


def test_an_event_loop_other_than_that_of_asyncio_is_refused_in_words(settings):
    call = AsyncManagementClient(**settings).sources.list().first()
    with pytest.raises(ClientStateError) as caught:
        call.send(None)  # as trio and curio do
    assert caught.value.code == "event_loop_unsupported"
    assert "asyncio" in str(caught.value)
