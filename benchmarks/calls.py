"""The CPU time of one small GET through the facade, beside bare httpx with `.json()`."""

from __future__ import annotations

import asyncio
import time

import httpx

from benchmarks.assets import SOURCE
from benchmarks.measure import Times, best, interleaved, ratio
from benchmarks.report import Row, Section
from benchmarks.server import running
from imgix_management import AsyncManagementClient, ManagementClient, RateLimits

CALLS = 100
RATE_LIMITS = RateLimits({"default": "1000000/second"})


def sync(url: str, path: str, headers: dict[str, str]) -> Times:
    """Measure the sync client."""
    with (
        ManagementClient("key", base_url=url, rate_limits=RATE_LIMITS) as client,
        httpx.Client(headers=headers) as bare,
    ):
        return interleaved(
            {"facade": lambda: client.sources.get(SOURCE), "httpx": lambda: bare.get(url + path).json()},
            rounds=30,
            number=CALLS,
            clock=time.process_time,
        )


def run() -> Section:
    """Measure it."""
    path, headers = f"/api/v1/sources/{SOURCE}", {"Authorization": "Bearer key"}
    with running() as url:
        both = {"sync": sync(url, path, headers)}
        with asyncio.Runner() as runner:
            client = AsyncManagementClient("key", base_url=url, rate_limits=RATE_LIMITS)
            bare = httpx.AsyncClient(headers=headers)

            async def facade() -> None:
                for _ in range(CALLS):
                    await client.sources.get(SOURCE)

            async def httpx_alone() -> None:
                for _ in range(CALLS):
                    (await bare.get(url + path)).json()

            both["async"] = interleaved(
                {"facade": lambda: runner.run(facade()), "httpx": lambda: runner.run(httpx_alone())},
                rounds=30,
                clock=time.process_time,
            )
            runner.run(client.aclose())
            runner.run(bare.aclose())
    rows = [
        Row(
            f"CPU of a small GET, {kind}", f"httpx with `.json()`, {kind}", ratio(times, "facade", "httpx"), at_most=1.3
        )
        for kind, times in both.items()
    ]
    spent = ", ".join(
        f"{kind} {best(times, 'facade') / per * 1e6:.0f} instead of {best(times, 'httpx') / per * 1e6:.0f} us"
        for (kind, times), per in zip(both.items(), (1, CALLS), strict=True)
    )
    return Section(rows, [f"For one call over a kept connection: {spent}.", HOW], ["httpx", "h11"])


HOW = (
    "CPU time of the client's process. Most of it is httpx: its request, response and URL objects, h11, and sockets. "
    "What is the facade's own is spread thinly: the URL, the rate limit, the headers of the response, the resource."
)
