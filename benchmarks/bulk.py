"""Jobs: 10,000 purges and 2,000 uploads against the time that their rate limits leave, and their memory."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx

from benchmarks import memory
from benchmarks.assets import SOURCE
from benchmarks.report import Row, Section
from benchmarks.server import running
from imgix_management import AsyncManagementClient, ManagementClient, RateLimits

KEY = "ak_" + "0f" * 32
PURGES, PURGE_SCALE = 10_000, 5
ASYNC_PURGES = 2_000
UPLOADS, UPLOAD_SCALE = 2_000, 25
RATE = 50
"""Requests a second that the scaled limits of both allow: 5 times 10, and 25 times 2."""

SAMPLE = 500
"""URLs for those beside the job."""

WARM = 10_000
"""Assets that come before the memory of an export is looked at."""

SERVER = """
import sys
from imgix_management import ManagementClient, S3Deployment
from imgix_sandbox import Sandbox
with Sandbox(key=sys.argv[1], rate_scale=float(sys.argv[2])) as sandbox:
    with ManagementClient(sys.argv[1], base_url=sandbox.url) as client:
        deployment = S3Deployment(imgix_subdomains=["shop"], s3_access_key="a", s3_secret_key="b", s3_bucket="c")
        print(sandbox.url, client.sources.create("Bench", deployment).id, flush=True)
    sys.stdin.read()
    print(sum(record.status == 429 for record in sandbox.requests), flush=True)
"""


@contextmanager
def sandbox(scale: float, refused: list[int]) -> Iterator[tuple[str, str]]:
    """Run a sandbox in another process; note how many requests it refused with 429."""
    command = [sys.executable, "-c", SERVER, KEY, str(scale)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url, source_id = process.stdout.readline().split()
        yield url, source_id
        output, _ = process.communicate()
        refused.append(int(output))


def ideal(number: int) -> float:
    """Seconds that so many requests take at least: the first window is there at once."""
    return (number - RATE) / RATE


def urls(number: int, name: str) -> list[str]:
    """So many URLs."""
    return [f"https://shop.imgix.net/{name}/{each}.jpg" for each in range(number)]


def seconds(run: Callable[[], object]) -> float:
    """How long something takes."""
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


def purges(rows: list[Row], scratch: Path, refused: list[int]) -> None:
    """Purge, by a job of each client, a plain loop, and a pool of threads."""
    limits = RateLimits({"purge": f"{RATE}/second"}, account="bench")

    async def by_async(url: str) -> None:
        async with AsyncManagementClient(KEY, base_url=url, rate_limits=limits) as client:
            await client.purges.create_many(urls(ASYNC_PURGES, "async"), journal=scratch / "async.journal").run()

    with sandbox(PURGE_SCALE, refused) as (url, _), ManagementClient(KEY, base_url=url, rate_limits=limits) as client:
        begun = time.process_time()
        taken = seconds(client.purges.create_many(urls(PURGES, "sync"), journal=scratch / "sync.journal").run)
        used = time.process_time() - begun
        rows.append(
            Row("10,000 purges, job with a journal", "the limit's ideal", taken / ideal(PURGES), 1.03, digits=3)
        )
        time.sleep(1.1)
        begun = time.process_time()
        taken = seconds(lambda: asyncio.run(by_async(url)))
        rows.append(
            Row("2,000 purges, the same, async", "the limit's ideal", taken / ideal(ASYNC_PURGES), 1.03, digits=3)
        )
        async_used = time.process_time() - begun
        time.sleep(1.1)
        begun = time.process_time()
        with ThreadPoolExecutor(100) as pool:
            taken = seconds(lambda: list(pool.map(client.purges.create, urls(SAMPLE, "pool"))))
        pool_used = time.process_time() - begun
        rows.append(Row("500 purges, 100 threads, no journal", "the limit's ideal", taken / ideal(SAMPLE), digits=3))
        time.sleep(1.1)
        begun = time.process_time()
        taken = seconds(lambda: [client.purges.create(each) for each in urls(SAMPLE, "loop")])
        loop_used = time.process_time() - begun
        rows.append(Row("500 purges, plain loop, no journal", "the limit's ideal", taken / ideal(SAMPLE), digits=3))
    for what, cpu, number in (
        ("job with a journal", used, PURGES),
        ("job with a journal, async", async_used, ASYNC_PURGES),
        ("100 threads", pool_used, SAMPLE),
        ("plain loop", loop_used, SAMPLE),
    ):
        rows.append(Row(f"CPU of a purge, {what}", "-", cpu / number * 1000, unit="ms"))


def uploads(rows: list[Row], scratch: Path, refused: list[int]) -> None:
    """Upload a folder twice."""
    folder = scratch / "files"
    folder.mkdir()
    for each in range(UPLOADS):
        (folder / f"{each}.txt").write_bytes(os.urandom(2048))
    limits = RateLimits({"upload": f"{RATE}/second", "default": "400/second"}, account="bench")
    journal = scratch / "upload.journal"
    with (
        sandbox(UPLOAD_SCALE, refused) as (url, source_id),
        ManagementClient(KEY, base_url=url, rate_limits=limits) as client,
    ):
        taken = seconds(client.uploads.upload_folder(source_id, folder, journal=journal).run)
        rows.append(
            Row("2,000 uploads, job with a journal", "the limit's ideal", taken / ideal(UPLOADS), 1.03, digits=3)
        )
        again = client.uploads.upload_folder(source_id, folder, journal=journal)
        taken = seconds(again.run)
        rows.append(Row("the same folder again, nothing is sent", "-", taken, unit="s"))
        assert again.report.skipped == UPLOADS


def _grown(run: Callable[[], object]) -> float:
    """MB of memory that something needs at most besides what is used now."""
    gc.collect()
    memory.reset_peak()
    before = memory.resident()
    run()
    return memory.peak() - before


def memories(rows: list[Row]) -> None:
    """Let a job grow, with a server within this process."""
    purge = json.dumps({"data": {"id": "x", "type": "purges", "attributes": {"purge_id": "x"}}}).encode()
    with (
        httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(200, content=purge))) as http,
        ManagementClient(KEY, rate_limits=None, http_client=http) as client,
    ):

        def purge_many(number: int) -> None:
            client.purges.create_many(f"https://a.imgix.net/{each}" for each in range(number)).run()

        purge_many(1000)
        small, large = _grown(lambda: purge_many(10_000)), _grown(lambda: purge_many(100_000))
    rows.append(Row("memory of a job of 100,000 items beyond one of 10,000", "-", large - small, 2, unit="MB"))


def export(rows: list[Row], scratch: Path) -> None:
    """Export a million Assets."""
    before = 0.0

    def begin(written: int) -> None:
        nonlocal before
        if written == WARM:
            gc.collect()
            memory.reset_peak()
            before = memory.resident()

    limits = RateLimits({"default": "1000000/second"})
    with running() as url, ManagementClient(KEY, base_url=url, rate_limits=limits) as client:
        count = client.assets.export(SOURCE, scratch / "assets.csv", progress=begin)
    growth = memory.peak() - before
    rows.append(Row(f"memory growth over an export of {count:,} Assets to CSV", "-", growth, 8, unit="MB"))


def run() -> Section:
    """Measure all of it."""
    rows: list[Row] = []
    refused: list[int] = []
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        purges(rows, scratch, refused)
        uploads(rows, scratch, refused)
        memories(rows)
        export(rows, scratch)
    rows.append(Row("429 of all these", "-", sum(refused), 0, digits=0))
    notes = [
        f"The sandbox runs in a process of its own, with its limits scaled by {PURGE_SCALE} for purges and "
        f"{UPLOAD_SCALE} for uploads, so that both are {RATE} a second. The ideal is the time that the limit leaves: "
        "(N - 50) / 50 seconds. The margin of the rate limiter costs 2 % of it. Journals are on disk, "
        "`synchronous=FULL`."
    ]
    return Section(rows, notes)
