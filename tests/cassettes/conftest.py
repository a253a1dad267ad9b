"""Cassettes: recorded over HTTP against the sandbox (`invoke record`), replayed with the network blocked.

Each cassette says at its top what it was recorded against. A scenario is written once, async, and run with both
clients against the same cassette.
"""

import os
from pathlib import Path

import pytest
import vcr as vcrpy

from imgix_management import AsyncManagementClient, ManagementClient, S3Deployment, __version__
from imgix_sandbox import Sandbox
from tests.as_async import AsAsync
from tools.cassettes import HOME, REAL, Serializer, scrub_request, scrub_response

CASSETTES = Path(__file__).resolve().parents[2] / "cassettes"
LIVE = os.environ.get("IMGIX_RECORD") == "live"
KEY = "key-for-replay"
PLACE = REAL if LIVE else f"the sandbox of imgix-management {__version__}, not the real API"


def pytest_recording_configure(config, vcr: vcrpy.VCR):
    vcr.register_serializer("yaml", Serializer(PLACE))


@pytest.fixture(scope="module")
def vcr_config():
    return {
        "serializer": "yaml",
        "match_on": ["method", "scheme", "host", "port", "path", "query", "body"],
        "filter_headers": [("authorization", "Bearer REDACTED"), "cookie", "host", "user-agent"],
        "before_record_request": scrub_request,
        "before_record_response": scrub_response,
        "decode_compressed_response": True,
        "allow_playback_repeats": False,
    }


@pytest.fixture(scope="module")
def vcr_cassette_dir(request):
    return str(CASSETTES / request.module.__name__.rsplit("test_", 1)[1])


@pytest.fixture
def default_cassette_name(request):
    """The same for both clients."""
    marker = request.node.get_closest_marker("default_cassette")
    if marker:
        return marker.args[0]
    name = request.node.originalname.removeprefix("test_")
    kind = request.node.callspec.params.get("kind") if hasattr(request.node, "callspec") else None
    return f"{name}_{kind}" if kind else name


@pytest.fixture
def sandbox(record_mode):
    """A sandbox to record against, new for each test; none while replaying."""
    if record_mode == "none" or LIVE:
        yield None
        return
    with Sandbox(port=0, key=KEY, rate_scale=1000, deploy_seconds=0.2) as running:
        yield running


@pytest.fixture
def place(sandbox, default_cassette_name, vcr_cassette_dir):
    """The base URL to call."""
    if sandbox is not None:
        return sandbox.url
    path = Path(vcr_cassette_dir, f"{default_cassette_name}.yaml")
    if LIVE or (path.exists() and "against: the real API" in path.read_text(encoding="utf-8")):
        return "https://api.imgix.com"
    return HOME


@pytest.fixture
def poll_interval(record_mode):
    """The default while recording; none while replaying, for a deployment is ready as soon as it was recorded to be."""
    return 0 if record_mode == "none" else None


@pytest.fixture(params=["sync", "async"])
async def client(request, place):
    """The client, sync or async, with the methods of the async one."""
    key = os.environ["IMGIX_API_KEY"] if LIVE else KEY
    if request.param == "sync":
        with ManagementClient(key, base_url=place, **({} if LIVE else {"rate_limits": None})) as client:
            yield AsAsync(client)
    else:
        async with AsyncManagementClient(key, base_url=place, **({} if LIVE else {"rate_limits": None})) as client:
            yield client


@pytest.fixture
async def source(client, request, poll_interval):
    """A deployed Source whose storage takes uploads: made in the sandbox, or IMGIX_SOURCE_ID."""
    if LIVE:
        return await client.sources.get(os.environ["IMGIX_SOURCE_ID"])
    name = request.node.originalname.replace("_", "-")
    deployment = S3Deployment(
        imgix_subdomains=[name],
        s3_access_key="REDACTED",
        s3_secret_key="REDACTED",
        s3_bucket="shop",
    )
    source = await client.sources.create("Shop images", deployment)
    return await client.sources.wait_until_deployed(source.id, poll_interval=poll_interval)
