"""Answers of the real API that are public, replayed as they are. They are kept by hand, not recorded anew."""

import pytest
from vcr.errors import CannotOverwriteExistingCassetteException

from imgix_management import AuthenticationError, ManagementClient, NotFoundError
from tools.cassettes import HOME

from .conftest import KEY

pytestmark = [pytest.mark.vcr, pytest.mark.block_network, pytest.mark.by_hand]
REAL = "https://api.imgix.com"


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
