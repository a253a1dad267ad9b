"""`imgix_management.testing` without HTTP: factories, the clock, the configuration of cassettes."""

import json
import time
from types import SimpleNamespace
from unittest.mock import create_autospec

import httpx
import pytest

from imgix_management import (
    Asset,
    AsyncManagementClient,
    ManagementClient,
    NotFoundError,
    RateLimitError,
    RateLimits,
    Report,
    Source,
    WaitTimeoutError,
    testing,
)

KEY = "ak_" + "0f" * 32


def test_an_asset_by_hand():
    asset = testing.asset(origin_path="/a.jpg", media_width=10)
    assert isinstance(asset, Asset)
    assert (asset.origin_path, asset.media_width, asset.content_type) == ("/a.jpg", 10, "image/jpeg")
    assert asset.id == f"{asset.source_id}/a.jpg"


def test_a_source_by_hand_keeps_what_its_deployment_does_not_replace():
    source = testing.source("s1", name="Cats", deployment={"imgix_subdomains": ["cats"]})
    assert isinstance(source, Source)
    assert (source.id, source.name) == ("s1", "Cats")
    assert source.deployment.imgix_subdomains == ("cats",)
    assert source.deployment.type == "webfolder"


@pytest.mark.parametrize("name", ["asset", "source", "upload_session", "purge", "publication", "report"])
def test_every_factory_gives_a_new_valid_resource_without_arguments(name):
    assert getattr(testing, name)().id
    assert getattr(testing, name)() == getattr(testing, name)()


def test_unknown_names_are_refused():
    with pytest.raises(TypeError, match="Asset has no attribute 'media_widht'"):
        testing.asset(media_widht=10)
    with pytest.raises(TypeError, match="date_created_at"):
        testing.asset(date_created_at=1)
    with pytest.raises(AttributeError):
        testing.assset  # noqa: B018


def test_what_violates_the_contract_is_refused():
    with pytest.raises(ValueError, match="media_width"):
        testing.asset(media_width="wide")
    with pytest.raises(ValueError, match="deployment"):
        testing.source(deployment={"imgix_subdomians": ["cats"]})


def test_errors_are_those_of_the_client():
    error = testing.error(404, operation="getAsset")
    assert isinstance(error, NotFoundError)
    assert error.operation == "getAsset"
    limited = testing.error(429, operation="createPurge", headers={"Retry-After": "2"})
    assert isinstance(limited, RateLimitError)
    assert (limited.bucket, limited.retry_after, limited.retryable) == ("purge", 2.0, True)
    assert testing.error(403, detail="no").detail == "no"
    with pytest.raises(ValueError, match="200"):
        testing.error(200)
    with pytest.raises(ValueError, match="getAset"):
        testing.error(404, operation="getAset")


def test_pages():
    page = testing.page([testing.asset(origin_path="/a.jpg"), testing.asset(origin_path="/b.jpg")])
    assert [asset.origin_path for asset in page] == ["/a.jpg", "/b.jpg"]
    assert (page.total, page.has_more) == (2, False)
    assert testing.page([testing.source()], total=7).total == 7
    assert list(testing.page([], cls=Report)) == []
    with pytest.raises(TypeError, match="cls="):
        testing.page([])
    with pytest.raises(TypeError, match="Sources, Assets or Reports"):
        testing.page([testing.purge()])


def test_an_autospec_returns_what_the_factories_make():
    client = create_autospec(ManagementClient, instance=True)
    client.assets.get.return_value = testing.asset(origin_path="/a.jpg")
    client.sources.get.side_effect = testing.error(404)
    assert client.assets.get("s", "a.jpg").origin_path == "/a.jpg"
    with pytest.raises(NotFoundError):
        client.sources.get("s")
    with pytest.raises(AttributeError):
        client.sources.lsit  # noqa: B018


async def test_an_autospec_of_the_async_client():
    client = create_autospec(AsyncManagementClient, instance=True)
    client.assets.get.return_value = testing.asset(origin_path="/a.jpg")
    assert (await client.assets.get("s", "a.jpg")).origin_path == "/a.jpg"
    with pytest.raises(TypeError):
        await client.assets.get()


def responses(*statuses, headers=None):
    """A transport that gives these statuses in turn, and then a Source that is being deployed."""
    left = list(statuses)

    def handle(request):
        if left:
            return httpx.Response(left.pop(0), json={"errors": []}, headers=headers)
        attributes = {"name": "Cats", "enabled": True, "deployment_status": "deploying"}
        return httpx.Response(200, json={"data": {"id": "s1", "type": "sources", "attributes": attributes}})

    return httpx.MockTransport(handle)


def test_a_429_takes_no_time_by_the_clock():
    clock, started = testing.Clock(), time.monotonic()
    with httpx.Client(transport=responses(429, headers={"retry-after": "30"})) as http:
        client = clock.attach(ManagementClient(KEY, http_client=http, base_url="https://api.imgix.com"))
        assert client.sources.get("s1").name == "Cats"
    assert sum(clock.sleeps) >= 30
    assert time.monotonic() - started < 1


def test_rate_limits_and_waits_go_by_the_clock():
    clock, started = testing.Clock(1_000.0), time.monotonic()
    limits = RateLimits({"default": "1/minute"}, account="clock")
    with httpx.Client(transport=responses()) as http:
        client = clock.attach(ManagementClient(KEY, http_client=http, rate_limits=limits))
        client.sources.get("s1")
        client.sources.get("s1")
        assert clock() >= 1_060
        with pytest.raises(WaitTimeoutError):
            client.sources.wait_until_deployed("s1", timeout=600)
    assert time.monotonic() - started < 1


async def test_the_clock_of_an_async_client():
    clock, started = testing.Clock(), time.monotonic()
    async with httpx.AsyncClient(transport=responses(503, 429, headers={"retry-after": "60"})) as http:
        client = clock.attach(AsyncManagementClient(KEY, http_client=http))
        assert (await client.sources.get("s1")).name == "Cats"
        with pytest.raises(WaitTimeoutError):
            await client.sources.wait_until_deployed("s1", timeout=600)
    assert sum(clock.sleeps) >= 660
    assert time.monotonic() - started < 1


def test_cassettes_hold_no_secret():
    config = testing.vcr_config()
    assert ("authorization", "Bearer REDACTED") in config["filter_headers"]
    body = {"data": {"attributes": {"deployment": {"type": "s3", "s3_secret_key": "hush"}, "name": "Cats"}}}
    url = "https://storage.example/put?X-Goog-Signature=hush"
    request = config["before_record_request"](SimpleNamespace(uri=url, body=json.dumps(body).encode()))
    payload = {
        "data": {"attributes": {"url": url, "secure_url_token": "hush", "files": [url]}},
        "meta": {"authentication": {"tag": "hush@example.test"}},
    }
    response = {
        "headers": {"Set-Cookie": ["hush"], "Content-Length": ["999"]},
        "body": {"string": json.dumps(payload).encode()},
    }
    response = config["before_record_response"](response)
    assert "hush" not in f"{request.uri}{request.body}{response}"
    assert json.loads(request.body)["data"]["attributes"]["name"] == "Cats"
    assert response["headers"]["Content-Length"] == [str(len(response["body"]["string"]))]
