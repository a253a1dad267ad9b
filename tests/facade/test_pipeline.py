"""One call, from its arguments to its result or its error."""

import gzip
import logging

import httpx
import orjson
import pytest

from imgix_management import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ConfigurationError,
    ConflictError,
    ImgixError,
    InvalidInputError,
    InvalidResponseError,
    ManagementClient,
    MethodNotAllowedError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    RateLimits,
    ServerError,
)
from imgix_sandbox import Sandbox
from tests.internals import http_clients
from tests.mock_clients import KEY, mock_client

ID = "65a1b2c3d4e5f60718293a4b"
SOURCE = {"data": {"id": ID, "type": "sources", "attributes": {"name": "Shop", "deployment_status": "deployed"}}}


def error_document(status, detail="It went wrong."):
    return {"errors": [{"detail": detail, "id": "f" * 32, "meta": {}, "status": str(status), "title": "Error"}]}


def test_a_call_is_authenticated_and_speaks_json_api(client, server):
    server.respond(SOURCE, headers={"x-cloud-trace-context": "trace-1"})
    source = client.sources.get(ID)
    assert server.last.method == "GET"
    assert str(server.last.url) == f"https://api.imgix.com/api/v1/sources/{ID}"
    assert server.last.headers["authorization"] == f"Bearer {KEY}"
    assert server.last.headers["accept"] == "application/vnd.api+json"
    assert server.last.headers["user-agent"].startswith("imgix-management/")
    assert "content-type" not in server.last.headers
    assert (source.id, source.name) == (ID, "Shop")
    assert source.response_info.status_code == 200
    assert source.response_info.request_id == "trace-1"
    assert source.response_info.duration >= 0


def test_a_create_sends_one_document(client, server):
    server.respond(SOURCE, 201)
    client.sources.create("Shop", {"type": "webfolder", "webfolder_base_url": "https://s.example/"})
    assert server.last.headers["content-type"] == "application/vnd.api+json"
    assert server.sent() == {
        "data": {
            "type": "sources",
            "attributes": {
                "name": "Shop",
                "deployment": {"type": "webfolder", "webfolder_base_url": "https://s.example/"},
            },
        },
        "jsonapi": {"version": "1.0"},
    }


def test_an_update_sends_what_it_was_given_and_nothing_else(client, server):
    server.respond(SOURCE)
    client.sources.update(ID, enabled=False)
    assert server.last.method == "PATCH"
    assert server.sent()["data"] == {"id": ID, "type": "sources", "attributes": {"enabled": False}}


def test_a_read_deployment_can_be_changed_and_sent_back(client, server):
    deployment = {"type": "s3", "imgix_subdomains": ["shop"], "default_params": {"auto": "format"}}
    server.respond({"data": {"id": ID, "type": "sources", "attributes": {"deployment": deployment}}})
    source = client.sources.get(ID)
    server.respond(SOURCE)
    changes = {"cache_ttl_error": 60, "s3_secret_key": "hush"}
    client.sources.update(ID, deployment={**source.deployment, **changes})
    assert server.sent()["data"]["attributes"] == {"deployment": {**deployment, **changes}}


def test_null_is_sent_where_none_was_given(client, server):
    server.respond({"data": {"id": f"{ID}/a.png", "type": "assets"}})
    client.assets.update(ID, "/a.png", description=None)
    assert server.last.url.path == f"/api/v1/sources/{ID}/assets/a.png"
    assert server.sent()["data"] == {"id": f"{ID}/a.png", "type": "assets", "attributes": {"description": None}}


@pytest.mark.parametrize(
    ("status", "cls"),
    [
        (400, BadRequestError),
        (401, AuthenticationError),
        (403, PermissionDeniedError),
        (404, NotFoundError),
        (405, MethodNotAllowedError),
        (409, ConflictError),
        (429, RateLimitError),
        (500, ServerError),
        (503, ServerError),
        (599, ServerError),
        (418, APIStatusError),
    ],
)
def test_each_error_status_has_its_class(client, server, status, cls):
    server.respond(error_document(status), status)
    with pytest.raises(ImgixError) as caught:
        client.sources.get(ID)
    error = caught.value
    assert type(error) is cls
    assert (error.status_code, error.detail, error.request_id) == (status, "It went wrong.", "f" * 32)
    assert error.operation == "getSource"
    assert "It went wrong." in error.message("en")
    assert "It went wrong." in error.message("ja")


@pytest.mark.parametrize(
    ("status", "body", "content_type"),
    [
        (200, b"<html>Sign in</html>", "text/html"),
        (200, b'{"data": {"id": ', "application/vnd.api+json"),
        (200, b'"text"', "application/vnd.api+json"),
        (200, b'{"data": 7}', "application/vnd.api+json"),
        (200, b"\xff\xfe", "application/vnd.api+json"),
    ],
)
def test_a_response_that_is_no_json_api(client, server, status, body, content_type):
    server.respond(body, status, headers={"content-type": content_type})
    with pytest.raises(InvalidResponseError) as caught:
        client.sources.get(ID)
    assert (caught.value.status_code, caught.value.content_type) == (status, content_type)


@pytest.mark.parametrize("status", [502, 520, 404])
def test_a_page_of_a_proxy_with_an_error_status_keeps_its_class_and_its_beginning(client, server, status):
    server.respond(f"<html>Bad gateway {KEY}</html>".encode(), status, headers={"content-type": "text/html"})
    with pytest.raises(APIStatusError) as caught:
        client.sources.get(ID)
    error = caught.value
    assert type(error) is (NotFoundError if status == 404 else ServerError)
    assert (error.status_code, error.excerpt, error.detail) == (status, "<html>Bad gateway ***</html>", None)
    assert "Bad gateway" in error.message("ja")


def test_a_key_echoed_in_an_error_document_is_not_shown(client, server):
    server.respond(error_document(400, f"bad key {KEY}"), 400)
    with pytest.raises(BadRequestError) as caught:
        client.sources.get(ID)
    assert KEY not in str(caught.value) + str(caught.value.errors) + str(vars(caught.value))


@pytest.mark.parametrize(
    "call",
    [
        lambda c: c.sources.create("\udcff", {}),
        lambda c: c.assets.update(ID, "a", custom_fields={"x": float("nan")}),
        lambda c: c.assets.update(ID, "a", custom_fields={"x": object()}),
        lambda c: c.sources.list(name="x" * 70_000).first(),
        lambda c: c.sources.list(name="\udcff").first(),
        lambda c: c.sources.get("\udcff"),
        lambda c: c.uploads.upload(ID, "\udcff.png", b"x"),
        lambda c: c.purges.create("https://x.imgix.net/\udcff"),
    ],
)
def test_arguments_that_make_no_request_are_refused(client, server, call):
    with pytest.raises(InvalidInputError) as caught:
        call(client)
    assert caught.value.language == "en"
    assert server.requests == []


def test_a_body_that_cannot_be_decoded(client, server):
    server.default = lambda _: httpx.Response(
        200, stream=httpx.ByteStream(b"no gzip"), headers={"content-encoding": "gzip"}
    )
    with pytest.raises(InvalidResponseError) as caught:
        client.sources.get(ID)
    assert (caught.value.status_code, caught.value.excerpt) == (200, "no gzip")


def test_a_body_packed_in_a_way_not_asked_for(client, server):
    bomb = gzip.compress(gzip.compress(bytes(100_000_000)))
    server.default = lambda _: httpx.Response(
        200, stream=httpx.ByteStream(bomb), headers={"content-encoding": "gzip, gzip"}
    )
    with pytest.raises(InvalidResponseError):
        client.sources.get(ID)


def test_a_response_that_says_no_beside_its_data(client, server):
    server.respond({"errors": [{"detail": "no"}], "data": None})
    with pytest.raises(InvalidResponseError):
        client.sources.update(ID, name="a")


@pytest.mark.parametrize("url", ["https://a..b", "https://xn--a.com", f"https://{'a' * 300}.com"])
def test_a_base_url_with_an_impossible_host_is_refused(url):
    with pytest.raises(ConfigurationError) as caught:
        ManagementClient(KEY, base_url=url)
    assert caught.value.code == "base_url_invalid"


def test_network_settings_that_cannot_be_used(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "foo://x")
    with pytest.raises(ConfigurationError) as caught:
        ManagementClient(KEY)
    assert caught.value.code == "network_settings_invalid"


def test_no_proxy_stands_before_this_machine(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with Sandbox() as sandbox, ManagementClient(sandbox.key, base_url=sandbox.url) as client:
        assert client.sources.list().first() is None


def test_a_bucket_is_never_closed_for_longer_than_a_day(server):
    with mock_client(server, key="key-of-an-hour", rate_limits=RateLimits(), max_retries=2) as client:
        server.respond(error_document(429), 429, headers={"retry-after": "999999999"})
        with pytest.raises(RateLimitError):
            client.sources.get(ID)
        assert 86390 < client.rate_limits.status()["default"].retry_after <= 86400


def test_a_key_echoed_by_a_proxy_is_not_shown(client, server):
    server.respond(f"<p>{KEY}</p>".encode(), headers={"content-type": "text/html"})
    with pytest.raises(InvalidResponseError) as caught:
        client.sources.get(ID)
    assert KEY not in str(caught.value) + repr(caught.value) + caught.value.excerpt


def test_a_redirect_is_not_followed(client, server):
    server.respond(b"", 302, headers={"location": "https://elsewhere.example/"})
    with pytest.raises(ImgixError):
        client.sources.get(ID)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("raised", "cls"), [(httpx.ConnectError("refused"), APIConnectionError), (httpx.ReadTimeout(""), APITimeoutError)]
)
def test_no_response(client, server, raised, cls):
    server.fail(raised)
    with pytest.raises(ImgixError) as caught:
        client.sources.get(ID)
    assert type(caught.value) is cls
    assert caught.value.__cause__ is raised
    assert caught.value.operation == "getSource"


def test_a_change_may_have_an_empty_response(client, server):
    server.respond(b"")
    source = client.sources.update(ID, name="Shop")
    assert (source.id, source.name) == (ID, None)


@pytest.mark.parametrize("content", [b"", b" \n", b"{}", b"null"])
def test_what_was_asked_for_may_not_be_nothing(client, server, content):
    for call in (lambda: client.sources.get(ID), lambda: list(client.assets.list(ID))):
        server.respond(content)
        with pytest.raises(InvalidResponseError) as caught:
            call()
        assert caught.value.status_code == 200
        assert not caught.value.outcome_unknown


@pytest.mark.parametrize("content", [b"", b"{}", b'{"data": null}', b'{"data": {"type": "sources"}}'])
def test_what_was_made_must_have_an_id(client, server, content):
    server.respond(content, 201)
    with pytest.raises(InvalidResponseError) as caught:
        client.sources.create("Shop", {"type": "webfolder", "webfolder_base_url": "https://s.example/"})
    assert caught.value.outcome_unknown
    assert "List the sources" in caught.value.message("en")


def test_what_an_overwrite_needs_is_named(client, server):
    server.respond(error_document(403), 403)
    with pytest.raises(PermissionDeniedError) as caught:
        client.uploads.upload(ID, "a.png", b"x", overwrite=True)
    assert "Asset Edit" in caught.value.message("en")
    assert "Asset Purge" in caught.value.message("en")
    assert "アセットパージ" in caught.value.message("ja")
    server.respond(error_document(403), 403)
    with pytest.raises(PermissionDeniedError) as caught:
        client.uploads.upload(ID, "a.png", b"x")
    assert "Asset Purge" not in caught.value.message("en")


def test_a_rate_limit_error_names_bucket_and_own_limit(client, server):
    server.respond(error_document(429), 429, headers={"retry-after": "0.001"})
    with pytest.raises(RateLimitError) as caught:
        client.purges.create("https://shop.imgix.net/a.png")
    assert (caught.value.bucket, caught.value.limit, caught.value.retry_after) == ("purge", 10, 0.001)


def test_after_a_429_the_bucket_is_closed_for_every_client_of_the_key(server):
    with mock_client(server, key="other-key", rate_limits=RateLimits()) as one:
        server.respond(error_document(429), 429, headers={"retry-after": "0.5"})
        with pytest.raises(RateLimitError):
            one.sources.get(ID)
        with mock_client(server, key="other-key", rate_limits=RateLimits()) as two:
            server.respond(SOURCE)
            assert two.sources.get(ID).response_info.rate_limit_wait == pytest.approx(0.3, abs=0.25)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda c: c.sources.get("a/b"), "source_id_invalid"),
        (lambda c: c.sources.get(".."), "source_id_invalid"),
        (lambda c: c.sources.get(""), "source_id_invalid"),
        (lambda c: c.sources.update("a\nb", name="x"), "source_id_invalid"),
        (lambda c: c.assets.list("a/b"), "source_id_invalid"),
        (lambda c: c.assets.get(ID, "../a"), "origin_path_invalid"),
        (lambda c: c.assets.get(ID, "a//b"), "origin_path_invalid"),
        (lambda c: c.assets.update(ID, "", name="x"), "origin_path_invalid"),
        (lambda c: c.uploads.upload(ID, "a\r\nb", b""), "origin_path_invalid"),
        (lambda c: c.uploads.upload(ID, "a", "/no/such/file"), "file_not_found"),
        (lambda c: c.purges.create("cats/tom.jpg"), "url_invalid"),
        (lambda c: c.purges.create("https://x.imgix.net/a", sub_image=True), "source_id_invalid"),
        (lambda c: c.reports.get("a/b"), "report_id_invalid"),
    ],
)
def test_bad_input_is_refused_before_a_request(client, server, call, code):
    with pytest.raises(InvalidInputError) as caught:
        call(client)
    assert caught.value.code == code
    assert caught.value.message("ja") != caught.value.message("en")
    assert server.requests == []


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("https://shop.imgix.net/猫/トム 1.jpg", "https://shop.imgix.net/%E7%8C%AB/%E3%83%88%E3%83%A0 1.jpg"),
        ("https://shop.imgix.net/%E7%8C%AB/a%20b.jpg?w=1&w=2", "https://shop.imgix.net/%E7%8C%AB/a%20b.jpg?w=1&w=2"),
        ("https://猫.example/é?mark=é", "https://猫.example/%C3%A9?mark=%C3%A9"),
        ("https://猫.example?é=1", "https://猫.example?%C3%A9=1"),
    ],
)
def test_a_url_to_purge_has_its_non_ascii_characters_percent_encoded(client, server, url, sent):
    server.respond({"data": {"id": "p", "type": "purges"}})
    client.purges.create(url)
    assert server.sent()["data"]["attributes"] == {"url": sent}


def test_a_sub_image_is_purged_with_the_source_of_its_parent(client, server):
    server.respond({"data": {"id": "p", "type": "purges"}})
    url = "https://overlays.imgix.net/logo.png?mark=1&blend=2"
    client.purges.create(url, sub_image=True, source_id=ID)
    assert server.sent()["data"]["attributes"] == {"url": url, "sub_image": True, "source_id": ID}


def test_adding_an_asset_has_a_small_result(client, server):
    headers = {"content-type": "text/html; charset=UTF-8", "x-request-id": "0a" * 16, "x-cloud-trace-context": "t"}
    server.respond(None, 202, headers)
    added = client.assets.add(ID, "/猫/a b.jpg")
    assert (added.id, added.source_id, added.origin_path) == (f"{ID}/猫/a b.jpg", ID, "猫/a b.jpg")
    assert not added.duplicate
    assert (added.response_info.status_code, added.response_info.request_id) == (202, "0a" * 16)
    assert server.last.content == b""
    server.respond(error_document(409), 409)
    again = client.assets.add(ID, "猫/a b.jpg")
    assert (again.duplicate, again.id, again.response_info.status_code) == (True, added.id, 409)
    assert again != added


def test_a_409_is_a_duplicate_of_these_two_only(client, server):
    server.default = lambda _: httpx.Response(409, json=error_document(409))
    for call in (
        lambda: client.assets.refresh(ID, "a.jpg"),
        lambda: client.sources.update(ID, name="Shop"),
        lambda: client.operation("addAsset", source_id=ID, origin_path="a.jpg"),
    ):
        with pytest.raises(ConflictError):
            call()


def test_a_file_that_is_too_large_even_for_a_session_is_refused(client, server, tmp_path):
    path = tmp_path / "large.bin"
    with path.open("wb") as file:
        file.truncate(5_000_000_001)
    with pytest.raises(InvalidInputError) as caught:
        client.uploads.upload(ID, "large.bin", path)
    assert caught.value.code == "file_too_large"
    assert "azure 30 MB without upload sessions" in caught.value.message("en")
    assert "Cloudflare R2 4.99 GB" in caught.value.message("ja")
    assert server.requests == []


def test_a_duplicate_purge_is_no_error(client, server):
    server.respond(error_document(409), 409)
    purge = client.purges.create("https://shop.imgix.net/a.png")
    assert purge.duplicate
    assert purge.purge_id is None
    server.respond({"data": {"id": "p", "type": "purges", "attributes": {"purge_id": "p"}}})
    purge = client.purges.create("https://shop.imgix.net/a.png")
    assert (purge.duplicate, purge.purge_id) == (False, "p")


def test_the_key_is_in_no_log(client, server, caplog):
    caplog.set_level(logging.DEBUG)
    server.respond(SOURCE)
    client.sources.get(ID)
    assert KEY not in caplog.text
    assert KEY not in repr(client)
    assert KEY not in repr(vars(client))


def test_a_client_of_ones_own_stays_open(server):
    server.default = lambda _: httpx.Response(200, content=orjson.dumps(SOURCE))
    with httpx.Client(transport=httpx.MockTransport(server)) as http:
        with ManagementClient(KEY, http_client=http, rate_limits=None):
            pass
        assert not http.is_closed
    own = ManagementClient(KEY)
    own.close()
    assert http_clients(own) == []
