"""A list of 1,000,000 Assets: 10,000 pages of 100, from a server in another process."""

from __future__ import annotations

import gc
import time

from benchmarks import memory
from benchmarks.assets import SOURCE
from benchmarks.report import Row, Section
from benchmarks.server import PAGES, running
from imgix_management import ManagementClient, RateLimits

WARM = 100
"""Pages that come before the count begins, so that all is imported and the allocator has what it needs."""


def run() -> Section:
    """Measure it."""
    count, seconds = 0, [0.0] * 3
    with (
        running() as url,
        ManagementClient("key", base_url=url, rate_limits=RateLimits({"default": "1000000/second"})) as client,
    ):
        for number, page in enumerate(client.assets.list(SOURCE, page_size=100).pages()):
            count += len(page)
            if number == WARM:
                gc.collect()
                before, seconds[0] = memory.resident(), time.process_time()
                memory.reset_peak()
            elif number == (PAGES + WARM) // 2:
                seconds[1] = time.process_time()
        seconds[2] = time.process_time()
        growth = memory.peak() - before
    first, second = seconds[1] - seconds[0], seconds[2] - seconds[1]
    rows = [
        Row(f"memory growth over {count:,} Assets", "-", growth, at_most=8, unit="MB", digits=1),
        Row("CPU time of the second half", "the first half", second / first, at_most=1.1),
        Row("CPU time for 1,000 Assets", "-", (first + second) / (count - 100 * WARM) * 1e6, unit="ms"),
    ]
    return Section(rows, [HOW], ["httpx", "orjson"])


HOW = (
    "Memory is the most that the process held after the first 100 pages, above what it held then. What grows is the "
    "list of the positions that were read, by which an endless list is noticed."
)
