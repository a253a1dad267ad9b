"""What a client does where the network, the server or the program fails in the middle of a call."""

import asyncio
import contextlib
import copy
import os
import pickle
import signal
import socket
import subprocess
import sys
import time
import tracemalloc

import httpx
import pytest

from imgix_management import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    AsyncManagementClient,
    BadRequestError,
    ImgixError,
    InvalidResponseError,
    ManagementClient,
    RateLimits,
    ResponseTooLargeError,
    ServerError,
)
from imgix_management._core.config import resolve
from imgix_sandbox import Sandbox
from tests.as_async import AsAsync
from tests.internals import http_client, pool
from tests.mock_clients import KEY, mock_client

from .conftest import UNLIMITED

WEB = {"type": "webfolder", "webfolder_base_url": "https://s.example/"}


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(rate_scale=1e6, deploy_seconds=0) as make:
        yield make


@pytest.fixture(params=["sync", "async"])
async def playing(request, sandbox):
    """Makes clients whose every request orders a fault."""
    opened = []

    def make(fault, **settings):
        cls, http_cls = (ManagementClient, httpx.Client)
        if request.param == "async":
            cls, http_cls = AsyncManagementClient, httpx.AsyncClient
        http = http_cls(headers={"X-Sandbox-Fault": fault}, trust_env=False)
        opened.append(http)
        arguments = {"base_url": sandbox.url, "rate_limits": None, "max_retries": 0, **settings}
        client = cls(sandbox.key, http_client=http, **arguments)
        return client if request.param == "async" else AsAsync(client)

    yield make
    for http in opened:
        await http.aclose() if isinstance(http, httpx.AsyncClient) else http.close()


FOREIGN = [
    ("response status=502 body=html", ServerError, "<!DOCTYPE html>"),
    ("response status=503 body=empty", ServerError, None),
    ("response status=400 body=missing", BadRequestError, None),
    ("response status=400 body=extra", BadRequestError, None),
    ("response status=418 body=html", APIStatusError, "<!DOCTYPE html>"),
    ("response status=200 body=html", InvalidResponseError, "<!DOCTYPE html>"),
    ("response status=200 body=empty", InvalidResponseError, ""),
    ("response status=200 body=error", InvalidResponseError, '{"errors"'),
    ("cut end=clean", InvalidResponseError, '{"data"'),
    ("relabel type=text/html", InvalidResponseError, '{"data"'),
    ("recode actual=utf-16 declared=utf-8", InvalidResponseError, ""),
    ("decompression_bomb bytes=41943040", ResponseTooLargeError, '{"data"'),
    ("endless bytes=41943040", ResponseTooLargeError, '{"data"'),
]


@pytest.mark.parametrize(("fault", "cls", "begins"), FOREIGN, ids=[fault for fault, *_ in FOREIGN])
async def test_a_response_that_is_none_is_a_typed_error_with_its_beginning(playing, fault, cls, begins):
    with pytest.raises(ImgixError) as caught:
        await playing(fault).reports.list().first()
    error = caught.value
    assert type(error) is cls
    assert error.status_code == int(fault.partition("status=")[2][:3] or 200)
    if begins is not None:
        assert error.excerpt.startswith(begins)
    assert error.message("ja")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


async def test_a_bomb_takes_no_more_memory_than_a_few_times_the_limit(playing):
    client = playing("decompression_bomb bytes=1073741824")
    tracemalloc.start()
    try:
        with pytest.raises(ResponseTooLargeError):
            await client.reports.list().first()
        assert tracemalloc.get_traced_memory()[1] < 200 * 1024**2
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("fault", ["reset at=before", "reset at=after", "reset at=head", "cut end=close"])
async def test_a_connection_that_breaks(playing, sandbox, fault):
    client = playing(fault)
    with pytest.raises(APIConnectionError) as caught:
        await client.reports.list().first()
    assert type(caught.value) is APIConnectionError
    assert caught.value.sent
    with pytest.raises(APIConnectionError) as changing:
        await client.sources.create("Shop", WEB)
    assert (changing.value.outcome_unknown, changing.value.retryable) == (True, False)


async def test_no_connection_at_all(playing):
    with socket.create_server(("127.0.0.1", 0)) as bound:
        port = bound.getsockname()[1]
    client = playing("latency", base_url=f"http://127.0.0.1:{port}")
    with pytest.raises(APIConnectionError) as caught:
        await client.sources.create("Shop", WEB)
    assert (type(caught.value), caught.value.sent, caught.value.outcome_unknown) == (APIConnectionError, False, False)
    assert caught.value.retryable


@pytest.mark.parametrize("fault", ["stall seconds=5", "slow bytes=1 seconds=0.05", "stall seconds=5 at=within"])
async def test_the_total_is_kept(playing, fault):
    begun = time.monotonic()
    with pytest.raises(APITimeoutError) as caught:
        await playing(fault, total_timeout=0.3, max_retries=5).reports.list().first()
    assert time.monotonic() - begun < 2
    assert caught.value.timeout == 0.3
    with pytest.raises(APITimeoutError) as changing:
        await playing(fault, total_timeout=0.3, max_retries=5).sources.create("Shop", WEB)
    assert (changing.value.outcome_unknown, changing.value.retryable) == (True, False)


async def test_the_total_bounds_the_sending_too(playing):
    def slowly():
        for _ in range(100):
            time.sleep(0.02)
            yield b"x" * 1000

    client = playing("latency seconds=0", total_timeout=0.3)
    pipeline = (client._target if isinstance(client, AsAsync) else client)._api
    pieces = slowly()

    async def asynchronous():
        for piece in pieces:
            yield piece

    from imgix_openapi.api.uploads import upload_asset

    request = upload_asset.request("5f0000000000000000000000", "a.txt")
    content = (lambda: pieces) if isinstance(client, AsAsync) else asynchronous
    call = AsAsync(pipeline).call if isinstance(client, AsAsync) else pipeline.call
    with pytest.raises(APITimeoutError) as caught:
        await call(request, content=content)
    assert caught.value.outcome_unknown


async def test_cancelling_at_any_point_leaves_the_pool_and_the_rate_limits_intact():
    with Sandbox(rate_scale=1e6, deploy_seconds=0) as sandbox:
        arguments = {"base_url": sandbox.url, "rate_limits": RateLimits(UNLIMITED, strict=True), "max_retries": 1}
        async with AsyncManagementClient(sandbox.key, **arguments) as client:
            used = pool(http_client(client))
            for steps in range(60):
                calls = [asyncio.ensure_future(client.reports.list().first()) for _ in range(3)]
                for _ in range(steps):
                    await asyncio.sleep(0 if steps % 2 else 0.0005)
                for call in calls:
                    call.cancel()
                await asyncio.gather(*calls, return_exceptions=True)
                assert used._requests == []
                assert all(each.is_idle() or each.is_closed() for each in used.connections)
                await client.rate_limits.status()  # the log takes notice of those that were given up
                assert client.rate_limits._store._logs["default"].in_flight == {}
            assert await client.reports.list().first() is not None
            assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_the_total_ends_a_head_that_drips_for_ever():
    ended = asyncio.Event()

    async def drip(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\n")
        with contextlib.suppress(ConnectionError):
            while True:
                writer.write(b"X: 1\r\n")
                await writer.drain()
                await asyncio.sleep(0.05)
        writer.close()
        ended.set()

    server = await asyncio.start_server(drip, "127.0.0.1", 0)
    place = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with AsyncManagementClient(KEY, base_url=place, rate_limits=None, total_timeout=0.3) as client:
        with pytest.raises(APITimeoutError):
            await client.sources.get("id")
        assert pool(http_client(client)).connections == []
    await ended.wait()
    server.close()
    await server.wait_closed()


@pytest.mark.parametrize("slash", ["/", "\\/", "\\u002f"])
@pytest.mark.parametrize("status", [200, 400])
def test_a_secret_that_is_repeated_is_masked_however_it_is_written(slash, status):
    secret = "wJalr/XUtnFEMI/K7MDENG"
    body = '{"errors": [{"detail": "bad key SECRET"}]}'.replace("SECRET", secret.replace("/", slash))
    with mock_client(lambda _: httpx.Response(status, content=body.encode())) as client:
        with pytest.raises(ImgixError) as caught:
            client.sources.update("id", deployment={"type": "s3", "s3_secret_key": secret})
    assert "bad key ***" in str(caught.value)
    assert "XUtnFEMI" not in str(caught.value) + repr(vars(caught.value))


async def test_a_change_that_is_cancelled_on_its_way_says_what_to_look_at():
    sent = asyncio.Event()

    async def never(_):
        sent.set()
        await asyncio.sleep(60)

    async with mock_client(never, "async") as client:
        call = asyncio.create_task(client.sources.update("id", name="a"))
        await sent.wait()
        call.cancel()
        with pytest.raises(asyncio.CancelledError) as caught:
            await call
    assert "updateSource" in "".join(caught.value.__notes__)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_holds_the_key_is_neither_pickled_nor_copied(language):
    with ManagementClient(KEY, language=language) as client:
        quick = client.with_options(max_wait=1)
        things = [client, quick, resolve(KEY, language=language), client.sources, client.assets]
        for thing in things:
            for make in (pickle.dumps, copy.deepcopy):
                with pytest.raises(TypeError) as caught:
                    make(thing)
                assert ("API キー" if language == "ja" else "API key") in str(caught.value)
                assert KEY not in str(caught.value)


DOWNLOAD = """
import sys
from imgix_management import ManagementClient
import httpx
url, key, folder = sys.argv[1:]
with ManagementClient(key, base_url=url, rate_limits=None) as client:
    report = next(report for report in client.reports.list(completed=True) if report.files)
    def progress(done, size):
        print(done, flush=True)
    client.reports.download(report, folder, progress=progress)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_download_that_is_killed_leaves_no_file_under_its_own_name(tmp_path):
    slow = {"rules": [{"fault": "slow bytes=50 seconds=0.05", "operations": ["reportFile"]}]}
    with Sandbox(rate_scale=1e6, faults=slow) as sandbox:
        command = [sys.executable, "-c", DOWNLOAD, sandbox.url, sandbox.key, str(tmp_path)]
        paths = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=paths) as job:
            assert job.stdout.readline()
            job.send_signal(signal.SIGKILL)
        (left,) = tmp_path.iterdir()
        assert left.name.startswith(".")
        assert left.name.endswith(".part")
