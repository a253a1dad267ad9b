"""Recorded errors: each status that the server returns unprompted."""

from contextlib import nullcontext

import pytest

from imgix_management import (
    AsyncManagementClient,
    AuthenticationError,
    BadRequestError,
    PermissionDeniedError,
    RateLimitError,
)
from imgix_sandbox import Sandbox
from tests.mock_clients import KEY

from .conftest import LIVE

pytestmark = [pytest.mark.vcr, pytest.mark.block_network]


async def test_unauthorized(place):
    async with AsyncManagementClient("ak_wrong", base_url=place, rate_limits=None) as client:
        with pytest.raises(AuthenticationError) as caught:
            await client.sources.list().first()
    assert caught.value.detail == "A valid API key is required and could not be determined."


@pytest.mark.writes
@pytest.mark.skipif(LIVE, reason="needs a key of the sandbox that lacks a permission")
async def test_forbidden(place):
    async with AsyncManagementClient(f"{KEY}-analytics", base_url=place, rate_limits=None) as client:
        with pytest.raises(PermissionDeniedError) as caught:
            await client.sources.list().first()
    assert "Sources" in caught.value.message("en")
    assert "ソース" in caught.value.message("ja")


@pytest.mark.writes
@pytest.mark.skipif(LIVE, reason="would use up the limit of a live account on purpose")
async def test_rate_limited(place, sandbox):
    with Sandbox(key=KEY) if sandbox else nullcontext() as strict:
        url = strict.url if strict else place
        async with AsyncManagementClient(KEY, base_url=url, rate_limits=None, max_retries=0) as client:
            for _ in range(4):
                await client.reports.list().first()
            with pytest.raises(RateLimitError) as caught:
                await client.reports.list().first()
    assert (caught.value.bucket, caught.value.retry_after) == ("default", None)


async def test_bad_request(client):
    with pytest.raises(BadRequestError) as caught:
        await client.sources.list(sort="colour").first()
    assert caught.value.detail
