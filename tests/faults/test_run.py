"""Calls to a sandbox that injects faults: what the client reports is what the sandbox did.

2,500 in `invoke check`, and the 10,000 of the documentation in `invoke faults`, which `invoke check.full` runs.
"""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from imgix_management import AsyncManagementClient, ManagementClient, RateLimits, Timeout
from imgix_management._core import retries
from imgix_openapi.api.uploads import upload_asset
from imgix_openapi.operations import RATE_LIMITS
from imgix_sandbox import Sandbox
from tests.as_async import AsAsync
from tests.internals import http_clients, pool

from .operations import COMPLETE, running
from .plan import PLAN

ROOT = Path(__file__).parents[2]
UNLIMITED = RateLimits(dict.fromkeys(RATE_LIMITS, "100000/second"), strict=True)
WORKERS = 16


def settings(sandbox):
    return {
        "api_key": sandbox.key,
        "base_url": sandbox.url,
        "rate_limits": UNLIMITED,
        "timeout": Timeout(connect=10, read=0.3, write=10),
        "total_timeout": 10,
    }


def shared(cases):
    """Return a function that takes the next call, for all workers."""
    left, lock = iter(cases), threading.Lock()

    def following():
        with lock:
            return next(left, None)

    return following


async def work(client, run, following):
    while (fault_case := following()) is not None:
        await run.do(client, fault_case)


def run_sync(run):
    with ManagementClient(**settings(run.sandbox)) as client:
        following = shared(run.cases)
        with ThreadPoolExecutor(WORKERS) as pool:
            for job in [pool.submit(asyncio.run, work(AsAsync(client), run, following)) for _ in range(WORKERS)]:
                job.result()
        client.rate_limits.status()  # the logs account for cancelled requests
        return leaks(client)


async def run_async(run):
    async with AsyncManagementClient(**settings(run.sandbox)) as client:
        following = shared(run.cases)
        await asyncio.gather(*(work(client, run, following) for _ in range(WORKERS)))
        await client.rate_limits.status()  # the logs account for cancelled requests
        return leaks(client)


def leaks(client):
    """List connections still in use, requests waiting for one, and requests still counted as in flight."""
    pools = [pool(http) for http in http_clients(client)]
    remaining = [repr(one) for used in pools for one in used.connections if not (one.is_idle() or one.is_closed())]
    remaining += [repr(request) for used in pools for request in used._requests]
    return remaining + [f"{name}: {used}" for name, used in in_flight(client).items() if used]


def in_flight(client):
    return {name: len(log.in_flight) for name, log in client.rate_limits._store._logs.items()}


def furnish(run):
    """Prepare the run without faults: the header takes precedence over the plan."""
    sound = httpx.Client(headers={"X-Sandbox-Fault": "latency seconds=0"})
    arguments = {"base_url": run.sandbox.url, "rate_limits": None, "http_client": sound}
    with sound, ManagementClient(run.sandbox.key, **arguments) as client:
        run.furnish(client)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("kind", ["sync", "async"])
def test_nothing_is_lost_nothing_is_done_twice_and_nothing_leaks(kind, monkeypatch, record_property):
    monkeypatch.setattr(retries, "INITIAL_RETRY_DELAY", 0.02)
    monkeypatch.setattr(upload_asset, "UPLOAD_ASSET", upload_asset.UPLOAD_ASSET._replace(max_bytes=1000))
    with Sandbox(rate_scale=1e6, deploy_seconds=0, faults=PLAN) as sandbox, running(sandbox, seed=5) as run:
        furnish(run)
        leaked = run_sync(run) if kind == "sync" else asyncio.run(run_async(run))
        run.wait_until_idle()
        wrong, twice, lost = run.verdict()
        faults = run.faults()
        failed = sum(fault_case.error is not None for fault_case in run.cases)
        leaked += [str(path) for path in run.folder.rglob("*.part*") if path.name.startswith(".")]
        by_kind = ", ".join(f"{name.replace('_', ' ')} {number}" for name, number in sorted(faults.items()))
        summary = (
            f"{kind}: {len(run.cases)} calls, {sum(faults.values())} faults ({by_kind}), "
            f"{failed} errors; reported but not done {len(wrong)}, done twice {len(twice)}, lost {len(lost)}, "
            f"leaks {len(leaked)}"
        )
        record_property("fault run", summary)
        figures = [f"{2 * len(run.cases):,}", *map(str, map(len, (faults, wrong, twice, lost, leaked)))]
        if COMPLETE:
            assert f"| {' | '.join(figures)} |" in (ROOT / "docs" / "retries-and-outcomes.md").read_text("utf-8"), (
                summary
            )
            assert set(faults) == {rule["fault"].split()[0] for rule in PLAN["rules"]}
        assert (wrong, twice, lost, leaked, run.orphans()) == ([], [], [], [], []), summary
        assert sandbox.problems == []
        assert failed > (50 if COMPLETE else 5)
