"""Public responses of the real API, replayed as they are. They are kept by hand, not recorded anew."""

import httpx
import pytest
from vcr.errors import CannotOverwriteExistingCassetteException

from imgix_management import AuthenticationError, ManagementClient, NotFoundError
from imgix_openapi.api.assets import add_asset
from imgix_openapi.operations import ADD_ASSET
from tests.mock_clients import KEY
from tools.cassettes import HOME

pytestmark = [pytest.mark.vcr, pytest.mark.block_network, pytest.mark.by_hand]
REAL = "https://api.imgix.com"
SOURCE = "65a1b2c3d4e5f60718293a4b"


def test_unauthorized():
    with ManagementClient("ak_wrong", base_url=REAL, rate_limits=None) as client:
        with pytest.raises(AuthenticationError) as caught:
            client.sources.list().first()
    error = caught.value
    assert (error.status_code, error.title) == (401, "Unauthorized")
    assert error.detail == "A valid API key is required and could not be determined."
    assert error.request_id == "5f0c2c7a0d0f4f3c9d1b8f6f2f9f0a11"
    assert error.headers["content-type"] == "application/vnd.api+json"
    assert "API Keys" in error.message("en")
    assert "API キー" in error.message("ja")


def test_not_found():
    with ManagementClient("ak_right", base_url=REAL, rate_limits=None) as client:
        with pytest.raises(NotFoundError) as caught:
            client.sources.get("invalid-source")
    error = caught.value
    assert (error.status_code, error.title, error.detail) == (404, "NotFound", "Resource not found.")
    assert error.request_id == "56ba72bdd33d4395b464fae69f0d31c7"
    assert error.errors[0].meta == {}


def test_add_asset():
    # The low-level client: it needs nothing but httpx.
    with httpx.Client(base_url=REAL, headers={"Authorization": "Bearer ak_right"}) as http:
        first = add_asset.sync_detailed(SOURCE, "cats/tom.jpg", client=http)
        again = add_asset.sync_detailed(SOURCE, "cats/tom.jpg", client=http)
    assert (first.status_code, first.content, first.parsed) == (202, b"", None)
    assert first.headers["content-type"] == "text/html; charset=UTF-8"
    assert again.status_code == ADD_ASSET.duplicate_status == 409
    assert again.parsed.errors[0].detail == "The provided asset has already been processed"
    assert again.parsed.errors[0].title == "Conflict"


@pytest.mark.default_cassette("add_asset")
def test_add_asset_with_the_client():
    with ManagementClient("ak_right", base_url=REAL, rate_limits=None) as client:
        first, again = (client.assets.add(SOURCE, "cats/tom.jpg") for _ in range(2))
    assert (first.duplicate, first.response_info.status_code) == (False, 202)
    assert first.response_info.request_id == "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
    assert (again.duplicate, again.response_info.status_code) == (True, 409)
    assert (first.id, first.origin_path) == (again.id, again.origin_path) == (f"{SOURCE}/cats/tom.jpg", "cats/tom.jpg")


@pytest.mark.default_cassette("not_found")
def test_a_call_with_another_query_does_not_match():
    with ManagementClient("ak_right", base_url=REAL, rate_limits=None) as client:
        with pytest.raises(CannotOverwriteExistingCassetteException, match="query"):
            client.sources.get("invalid-source", fields="name")


@pytest.mark.default_cassette("../sources/create_and_wait")
def test_a_call_with_another_body_does_not_match():
    with ManagementClient(KEY, base_url=HOME, rate_limits=None) as client:
        with pytest.raises(CannotOverwriteExistingCassetteException, match="body"):
            client.sources.create("Another name", {"type": "webproxy"})
