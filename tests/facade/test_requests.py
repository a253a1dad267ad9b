"""Requests to any path, extra query parameters and headers, hooks, and clients that cannot be used."""

import asyncio

import httpx
import pytest

from imgix_management import (
    ClientStateError,
    ConfigurationError,
    InvalidInputError,
    ManagementClient,
    NotFoundError,
    RateLimits,
    ServerError,
)
from tests.mock_clients import mock_client

KEY = "ak_0123456789abcdef"
SOURCES = {"data": [], "jsonapi": {"version": "1.0"}}


class Server:
    """Returns the same response to every request, and records the requests."""

    def __init__(self, status_code=200, json=SOURCES):
        self.requests = []
        self.status_code = status_code
        self.json = json

    def __call__(self, request):
        self.requests.append(request)
        headers = {"content-type": "application/vnd.api+json"}
        return httpx.Response(self.status_code, json=self.json, headers=headers)

    def client(self, **settings):
        return mock_client(self, key=KEY, **{"rate_limits": RateLimits(), **settings})

    def async_client(self, **settings):
        return mock_client(self, "async", key=KEY, **{"rate_limits": RateLimits(), **settings})


def test_any_path_is_sent_with_the_key_and_counts_in_the_bucket_of_the_contract():
    server = Server()
    client = server.client(rate_limits=RateLimits(account="any-path"))
    document = client.request(
        "GET", "/api/v1/sources/abc/assets/cats/tom.jpg", params={"fields[assets]": "name", "x": None}
    )
    assert document.data == []
    assert str(server.requests[0].url) == (
        "https://api.imgix.com/api/v1/sources/abc/assets/cats/tom.jpg?fields%5Bassets%5D=name"
    )
    assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"
    client.request("POST", "/api/v1/newer/things", json={"data": {"type": "things"}})
    status = client.rate_limits.status()
    assert (status["get-asset"].used, status["default"].used) == (1, 1)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_only_get_is_retried_where_it_may_have_been_processed(method):
    server = Server(500, {})
    with pytest.raises(ServerError) as caught:
        server.client(max_retries=1).request(method, "/api/v1/purge")
    assert len(server.requests) == {"GET": 2, "POST": 1}[method]
    assert caught.value.outcome_unknown == (method == "POST")


@pytest.mark.parametrize(
    "path",
    [
        "https://evil.example/x",
        "//evil.example/x",
        "api/v1",
        "/a/../b",
        "/a/%2e%2e/b",
        "/a?b=c",
        "/a#b",
        "/a\\b",
        "/a\nb",
        "",
        7,
    ],
)
def test_a_path_that_leads_elsewhere_is_refused(path):
    server = Server()
    with pytest.raises(InvalidInputError) as caught:
        server.client(language="ja").request("GET", path)
    assert caught.value.code == "path_invalid"
    assert caught.value.language == "ja"
    assert server.requests == []


def test_an_unknown_method_is_refused():
    with pytest.raises(InvalidInputError, match="method"):
        Server().client().request("FETCH", "/api/v1/sources")


def test_braces_in_a_path_are_text():
    server = Server()
    server.client().request("GET", "/api/v1/{0}/{x}")
    assert server.requests[0].url.path == "/api/v1/{0}/{x}"


def test_extra_query_and_headers_are_added_to_each_request():
    server = Server()
    client = server.client(user_agent_suffix="shop/2.1")
    other = client.with_options(extra_query={"debug": "1"}, extra_headers={"X-Team": "images"})
    list(other.sources.list(enabled=True))
    list(client.sources.list())
    first, second = server.requests
    assert first.url.query.decode().endswith("&debug=1")
    assert first.headers["x-team"] == "images"
    assert first.headers["user-agent"].endswith(" shop/2.1")
    assert "x-team" not in second.headers
    assert "debug" not in str(second.url)


@pytest.mark.parametrize("name", ["Authorization", "authorization", "HOST", "Content-Length", "Accept-Encoding"])
def test_an_extra_header_never_replaces_ours(name):
    with pytest.raises(InvalidInputError) as caught:
        Server().client().with_options(extra_headers={name: "x"})
    assert caught.value.code == "header_reserved"


@pytest.mark.parametrize(
    "changes",
    [
        {"extra_headers": {"X-A": "secret\r\nX-B: 1"}},
        {"extra_headers": {"X A": "secret"}},
        {"extra_headers": {"X-A": 7}},
        {"extra_headers": [("X-A", "secret")]},
        {"extra_query": {"a": 1}},
        {"extra_query": "a=1"},
    ],
)
def test_extras_that_cannot_be_sent_are_refused(changes):
    with pytest.raises(InvalidInputError) as caught:
        Server().client().with_options(**changes)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("suffix", ["a\r\nX: 1", "é", "", " a", 7])
def test_a_user_agent_suffix_is_one_line_of_ascii(suffix):
    with pytest.raises(ConfigurationError, match="user_agent_suffix"):
        Server().client(user_agent_suffix=suffix)


async def test_several_hooks_and_coroutine_functions():
    seen = []

    async def before(call):
        await asyncio.sleep(0)
        seen.append(call.path)

    async def after(call, info, error):
        await asyncio.sleep(0)
        seen.append((info.status_code if hasattr(info, "status_code") else info.status, error))

    hooks = {"before_call": [before, lambda call: seen.append(call.method)], "after_call": [after]}
    async with Server().async_client(hooks=hooks) as client:
        [source async for source in client.sources.list()]
    assert seen == ["/api/v1/sources", "GET", (200, None)]


@pytest.mark.parametrize("hooks", [{"before": []}, {"before_call": print}, {"after_call": [1]}, [print]])
def test_what_is_no_hook_is_refused(hooks):
    with pytest.raises(InvalidInputError):
        Server().client(hooks=hooks)


def test_an_error_carries_its_call():
    server = Server(404, {"errors": [{"detail": "no", "status": "404"}]})
    with pytest.raises(NotFoundError) as caught:
        server.client().assets.get("abc", "cats/tom.jpg")
    call = caught.value.call
    assert (call.operation, call.method, call.path) == ("getAsset", "GET", "/api/v1/sources/abc/assets/cats/tom.jpg")


def test_a_client_says_where_it_goes_but_not_its_key():
    client = Server().client(rate_limits=RateLimits(account="shop"))
    assert repr(client) == "ManagementClient(base_url='https://api.imgix.com', account='shop')"
    assert KEY not in repr(Server().async_client())


@pytest.mark.parametrize("client", [httpx.AsyncClient(), object(), "client"])
def test_a_wrong_kind_of_http_client_is_refused(client):
    with pytest.raises(ConfigurationError) as caught:
        ManagementClient(KEY, http_client=client)
    assert caught.value.code == "http_client_wrong"
    assert "httpx.Client" in str(caught.value)


def test_a_closed_client_says_so():
    client = Server().client(language="ja")
    client.close()
    with pytest.raises(ClientStateError) as caught:
        client.sources.get("abc")
    assert caught.value.code == "client_closed"
    assert caught.value.message("ja") == str(caught.value)


def test_a_client_of_another_event_loop_says_so():
    client = Server().async_client()

    async def call():
        return [source async for source in client.sources.list()]

    assert asyncio.run(call()) == []
    with pytest.raises(ClientStateError) as caught:
        asyncio.run(call())
    assert caught.value.code == "client_of_another_event_loop"
