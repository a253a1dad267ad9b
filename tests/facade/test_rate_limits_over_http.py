"""The rate limits, kept against a server that counts strictly."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from imgix_management import AsyncManagementClient, ManagementClient, RateLimits
from imgix_sandbox import Sandbox

# Under load a request of this machine to itself takes longer than the 20 ms that a client allows for by default.
PATIENT = RateLimits(margin=0.5)


@pytest.fixture
def sandbox():
    with Sandbox() as running:
        yield running
        assert running.problems == []


def statuses(sandbox):
    return [record.status for record in sandbox.requests]


class SlowToConnect(httpx.HTTPTransport):
    """The first requests leave late, as they do when connections have to be made."""

    late = 4

    def handle_request(self, request):
        if self.late > 0:
            self.late -= 1
            time.sleep(0.5)
        return super().handle_request(request)


def test_threads_that_share_a_client_are_never_refused(sandbox):
    with (
        ManagementClient(sandbox.key, base_url=sandbox.url, rate_limits=PATIENT) as client,
        ThreadPoolExecutor(6) as pool,
    ):
        list(pool.map(lambda _: client.sources.list().first(), range(9)))
    assert statuses(sandbox) == [200] * 9


async def test_tasks_that_share_a_client_are_never_refused(sandbox):
    async with AsyncManagementClient(sandbox.key, base_url=sandbox.url, rate_limits=PATIENT) as client:
        await asyncio.gather(*(client.sources.list().first() for _ in range(9)))
    assert statuses(sandbox) == [200] * 9


async def test_a_sync_and_an_async_client_of_one_key_share_the_limit(sandbox):
    with ManagementClient(sandbox.key, base_url=sandbox.url, rate_limits=PATIENT) as one:
        async with AsyncManagementClient(sandbox.key, base_url=sandbox.url, rate_limits=PATIENT) as two:
            calls = [asyncio.to_thread(lambda: one.sources.list().first()) for _ in range(4)]
            await asyncio.gather(*calls, *(two.sources.list().first() for _ in range(4)))
            usage = await two.rate_limits.status()
    assert statuses(sandbox) == [200] * 8
    assert usage["default"].granted == 8


def test_a_request_counts_when_it_leaves_not_when_its_slot_was(sandbox):
    with httpx.Client(transport=SlowToConnect()) as http:
        client = ManagementClient(sandbox.key, base_url=sandbox.url, rate_limits=PATIENT, http_client=http)
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda _: client.sources.list().first(), range(8)))
    assert statuses(sandbox) == [200] * 8


def test_limits_can_be_raised_for_a_premium_account():
    with Sandbox(rate_scale=10) as sandbox:
        rate_limits = RateLimits({"default": "40/s"})
        with ManagementClient(sandbox.key, base_url=sandbox.url, rate_limits=rate_limits) as client:
            begun = time.monotonic()
            for _ in range(12):
                client.sources.list().first()
            assert time.monotonic() - begun < 1
            assert client.rate_limits.status()["default"].granted == 12
