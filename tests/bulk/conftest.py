"""What the tests of jobs share: a sandbox over HTTP, clients of both kinds, and jobs as coroutines."""

import contextlib

import pytest

from imgix_management import AsyncManagementClient, ManagementClient, S3Deployment
from imgix_management._async import bulk as async_bulk
from imgix_management._async.bulk_purges import AsyncPurgeWork
from imgix_management._sync import bulk as sync_bulk
from imgix_management._sync.bulk_purges import PurgeWork
from imgix_sandbox import Sandbox

KEY = "ak_" + "0f" * 32
DOMAIN = "shop.imgix.net"


def pytest_generate_tests(metafunc):
    if "kind" in metafunc.fixturenames:
        metafunc.parametrize("kind", ["sync", "async"])


@pytest.fixture
def sandbox():
    with Sandbox(key=KEY, rate_scale=1e6, deploy_seconds=0) as running:
        yield running
    assert running.problems == []


def create_source(sandbox):
    with ManagementClient(KEY, base_url=sandbox.url, rate_limits=None) as client:
        deployment = S3Deployment(imgix_subdomains=["shop"], s3_access_key="a", s3_secret_key="b", s3_bucket="c")
        return client.sources.create("Jobs", deployment).id


@pytest.fixture
def source_id(sandbox):
    return create_source(sandbox)


@pytest.fixture
def faulty():
    """Start a sandbox that injects faults, with one Source."""
    with contextlib.ExitStack() as stack:

        def start(*rules, **settings):
            plan = {"seed": 7, "rules": list(rules)}
            settings = {"rate_scale": 1e6, "deploy_seconds": 0, **settings}
            sandbox = stack.enter_context(Sandbox(key=KEY, faults=plan, **settings))
            sandbox.source_id = create_source(sandbox)
            return sandbox

        yield start


@pytest.fixture
def open_client(kind):
    """Return a context manager for a client of the kind, whose jobs `results` and `report` run."""

    @contextlib.asynccontextmanager
    async def opened(url, **settings):
        settings = {"base_url": url, "rate_limits": None, "max_retries": 0, **settings}
        if kind == "sync":
            with ManagementClient(KEY, **settings) as client:
                yield client
        else:
            async with AsyncManagementClient(KEY, **settings) as client:
                yield client

    return opened


@pytest.fixture
async def client(sandbox, source_id, open_client):
    async with open_client(sandbox.url) as opened:
        yield opened


@pytest.fixture
def no_pauses(monkeypatch):
    """Let items be tried again at once."""
    for module in (async_bulk, sync_bulk):
        monkeypatch.setattr(module, "RETRY_PAUSES", (0.0,) * 4)
    for work in (AsyncPurgeWork, PurgeWork):
        monkeypatch.setattr(work, "pause", 0.0)


async def results(job):
    """Return the outcomes of all items, in the order in which they came."""
    if hasattr(job, "__aiter__"):
        return [result async for result in job]
    return list(job)


async def report(job):
    """Run a job to its end, and return its report."""
    outcome = job.run()
    return await outcome if hasattr(outcome, "__await__") else outcome


async def items(job, *states):
    """Return what is recorded of items."""
    recorded = job.items(*states)
    return [item async for item in recorded] if hasattr(recorded, "__aiter__") else list(recorded)


def purged(sandbox):
    """Return the URLs that the sandbox purged, in order."""
    return [purge.url for purge in sandbox.state.purges.values()]
