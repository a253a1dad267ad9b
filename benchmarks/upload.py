"""A streaming upload of 1 GB, beside bare httpx that streams the same file to the same server."""

from __future__ import annotations

import asyncio
import gc
import os
import tempfile
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import httpx

from benchmarks import memory
from benchmarks.assets import SOURCE
from benchmarks.measure import best, interleaved, ratio
from benchmarks.report import Row, Section
from benchmarks.server import running
from imgix_management import AsyncManagementClient, ManagementClient

SIZE = 10**9
ROUNDS = 3
CHUNK = 65536
"""Bytes that httpx itself reads of a file at a time."""


async def chunks(path: Path) -> AsyncIterator[bytes]:
    """The file as httpx wants it for an async client; a plain program would read it in the event loop."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def bare_sync(url: str, path: Path) -> None:
    """Stream it with httpx."""
    headers = {"Content-Length": str(SIZE)}
    with httpx.Client() as client, path.open("rb") as file:
        client.put(f"{url}/storage", content=file, headers=headers).raise_for_status()


def facade_sync(url: str, path: Path) -> None:
    """Upload it with the facade."""
    with ManagementClient("key", base_url=url) as client:
        client.uploads.upload(SOURCE, "big.bin", path, overwrite=True)


async def bare_async(url: str, path: Path) -> None:
    """Stream it with httpx."""
    headers = {"Content-Length": str(SIZE)}
    async with httpx.AsyncClient() as client:
        (await client.put(f"{url}/storage", content=chunks(path), headers=headers)).raise_for_status()


async def facade_async(url: str, path: Path) -> None:
    """Upload it with the facade."""
    async with AsyncManagementClient("key", base_url=url) as client:
        await client.uploads.upload(SOURCE, "big.bin", path, overwrite=True)


def grown_by(upload: Callable[[], None]) -> float:
    """MB that the process holds at most while it uploads, above what it held before."""
    gc.collect()
    idle = memory.resident()
    memory.reset_peak()
    upload()
    return memory.peak() - idle


def run() -> Section:
    """Measure it."""
    with running() as url, tempfile.TemporaryDirectory() as folder:
        path, small = Path(folder) / "big.bin", Path(folder) / "small.bin"
        small.write_bytes(os.urandom(CHUNK))
        with path.open("wb") as file:
            file.truncate(SIZE)  # a file of holes: reading it costs no disk
        facade_sync(url, small)  # so that all is imported
        asyncio.run(facade_async(url, small))
        runs: dict[str, Callable[[], None]] = {
            "sync": lambda: facade_sync(url, path),
            "httpx sync": lambda: bare_sync(url, path),
            "async": lambda: asyncio.run(facade_async(url, path)),
            "httpx async": lambda: asyncio.run(bare_async(url, path)),
        }
        growth = {kind: grown_by(runs[kind]) for kind in ("sync", "async")}
        times = interleaved(runs, rounds=ROUNDS)
    rows = [
        Row(f"throughput of an upload of 1 GB, {kind}", "httpx", ratio(times, f"httpx {kind}", kind), at_least=0.95)
        for kind in growth
    ]
    rows += [
        Row(f"peak memory of it above idle, {kind}", "-", grown, at_most=16, unit="MB", digits=1)
        for kind, grown in growth.items()
    ]
    seconds = ", ".join(f"{name} {best(times, name):.2f} s" for name in times)
    return Section(rows, [f"The least of {ROUNDS} runs: {seconds}. {HOW}"], ["httpx", "h11"])


HOW = (
    "The server is on this machine and throws the bytes away, so that nothing is measured but the client. The facade's "
    "time holds the calls around the upload, too: it opens a session, closes it, asks for its status and gets the "
    "Asset. It is faster since it reads 256 kB at a time, where httpx reads 64 kB."
)
