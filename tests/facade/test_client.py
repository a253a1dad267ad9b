"""The client: low-level calls, hooks, custom httpx clients, threads and tasks, closing."""

import asyncio
import copy
import importlib
import inspect
import os
import pickle
import re
import socket
import ssl
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from imgix_management import (
    APIConnectionError,
    APITimeoutError,
    Asset,
    AsyncManagementClient,
    Call,
    ClientStateError,
    FieldNotRequestedError,
    ImgixError,
    IncompleteResponseError,
    InvalidInputError,
    InvalidResponseError,
    ManagementClient,
    NotFoundError,
    Resource,
    S3Deployment,
    Source,
)
from imgix_openapi.operations import OPERATIONS
from imgix_sandbox import Sandbox
from tests.internals import http_client, pool
from tests.mock_clients import KEY, mock_client
from tools.contract import load, operations

ID = "65a1b2c3d4e5f60718293a4b"
SOURCE = {"data": {"id": ID, "type": "sources", "attributes": {"name": "Shop"}}}
ERROR = {"errors": [{"status": "404", "title": "Not found", "detail": "gone"}]}
CONTRACT = {o["operationId"]: (method.upper(), path, o) for method, path, o in operations(load())}


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(key=KEY, rate_scale=1e6, deploy_seconds=0) as running:
        yield running
    assert running.problems == []


# Low-level calls


def arguments(operation_id):
    """A value for every argument of a generated operation, and what the wire shows of it."""
    operation = OPERATIONS[operation_id]
    name = re.sub(r"(?=[A-Z])", "_", operation_id).lower()
    module = importlib.import_module(f"imgix_openapi.api.{operation.tag}.{name}")
    special = {"origin_path": "a/ü b", "filter_custom": {"filter[custom:KEY]": "7"}}
    return {name: special.get(name, "7") for name in inspect.signature(module.request).parameters}


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize("operation_id", sorted(CONTRACT))
async def test_every_operation_of_the_contract(kind, operation_id, server):
    server.respond(SOURCE)
    client = mock_client(server, kind)
    values = arguments(operation_id)
    document = client.operation(operation_id, **values)
    document = await document if kind == "async" else document
    assert document.data == SOURCE["data"]
    method, path, contract = CONTRACT[operation_id]
    path = path.replace("{origin_path}", "a/%C3%BC%20b")
    assert server.last.method == method
    assert server.last.url.raw_path.decode().split("?")[0] == re.sub(r"{\w+}", "7", path)
    assert server.last.headers["authorization"] == f"Bearer {KEY}"
    parameters = {p["name"] for p in contract["parameters"] if p["in"] == "query"}
    assert set(server.last.url.params) == parameters


def test_a_body_and_raw_content(client, server):
    server.respond(SOURCE)
    client.operation("updateSource", source_id=ID, body=SOURCE)
    assert server.sent() == SOURCE
    assert server.last.headers["content-type"] == "application/vnd.api+json"
    server.respond(SOURCE)
    client.operation("uploadAsset", source_id=ID, origin_path="a", overwrite=True, content=b"x", content_type="a/b")
    assert (server.last.content, server.last.headers["content-type"]) == (b"x", "a/b")
    assert server.last.url.query == b"overwrite=true"


def test_errors_of_the_low_level_client_are_those_of_the_methods(client, server):
    server.respond(ERROR, 404)
    with pytest.raises(NotFoundError) as caught:
        client.operation("getSource", source_id=ID)
    assert (caught.value.operation, caught.value.detail) == ("getSource", "gone")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("nothing", {}), "operation_unknown"),
        (("getsource", {"source_id": ID}), "operation_unknown"),
        (("getSource", {"source_id": ".."}), "source_id_invalid"),
        (("getAsset", {"source_id": ID, "origin_path": "../../reports"}), "origin_path_invalid"),
        (("getAsset", {"source_id": ID, "origin_path": ""}), "origin_path_invalid"),
    ],
)
def test_a_bad_call_of_the_low_level_client(server, arguments, code):
    operation_id, named = arguments
    with mock_client(server, language="ja") as client:
        with pytest.raises(InvalidInputError) as caught:
            client.operation(operation_id, **named)
    assert caught.value.code == code
    assert str(caught.value) == caught.value.message("ja") != caught.value.message("en")
    assert server.requests == []


@pytest.mark.parametrize("named", [{}, {"source_id": ID, "page": 1}, {"id": ID}])
def test_arguments_that_an_operation_has_not(client, server, named):
    with pytest.raises(TypeError):
        client.operation("getSource", **named)
    assert server.requests == []


# Hooks


@pytest.mark.parametrize("kind", ["sync", "async"])
async def test_hooks_see_each_call_in_order(kind, server):
    seen = []
    client = mock_client(
        server,
        kind,
        hooks={
            "before_call": [lambda call: seen.append(("before", call, len(server.requests)))],
            "after_call": [lambda call, info, error: seen.append(("after", call, info and info.status_code, error))],
        },
    )
    server.respond(SOURCE)
    server.respond(ERROR, 404)
    server.fail(httpx.ReadTimeout("slow"))
    server.respond(b"<html>")
    errors = []
    for _ in range(4):
        try:
            result = client.sources.get(ID, fields="name")
            _ = await result if kind == "async" else result
        except ImgixError as error:
            errors.append(error)
    call = Call("getSource", "GET", f"/api/v1/sources/{ID}", ID)
    assert [type(error) for error in errors[:2]] == [NotFoundError, APITimeoutError]
    assert seen == [
        ("before", call, 0),
        ("after", call, 200, None),
        ("before", call, 1),
        ("after", call, 404, errors[0]),
        ("before", call, 2),
        ("after", call, None, errors[1]),
        ("before", call, 3),
        ("after", call, 200, errors[2]),
    ]
    assert KEY not in repr(seen)


def test_hooks_see_every_call_of_a_method_but_not_what_never_was_one(server):
    seen = []
    server.default = lambda _: httpx.Response(200, json={**SOURCE, "meta": {}})
    with mock_client(server, hooks={"before_call": [lambda call: seen.append(call.operation)]}) as client:
        client.assets.update_custom_fields(ID, "a", {"shelf": "B2"})
        with pytest.raises(InvalidInputError):
            client.sources.get("a/b")
    assert seen == ["getAsset", "updateAsset"]


def test_an_error_in_a_hook_comes_through(server):
    def broken(*_):
        raise ZeroDivisionError

    with mock_client(server, hooks={"before_call": [broken]}) as client, pytest.raises(ZeroDivisionError):
        client.sources.get(ID)
    assert server.requests == []
    server.respond(SOURCE)
    with mock_client(server, hooks={"after_call": [broken]}) as client, pytest.raises(ZeroDivisionError):
        client.sources.get(ID)
    server.respond(ERROR, 404)
    with mock_client(server, hooks={"after_call": [broken]}) as client, pytest.raises(ZeroDivisionError) as caught:
        client.sources.get(ID)
    assert isinstance(caught.value.__context__, NotFoundError)


def test_neither_the_key_nor_what_is_sent_reaches_a_hook(server):
    seen = []
    server.respond(SOURCE)
    with mock_client(
        server, hooks={"before_call": [seen.append], "after_call": [lambda *args: seen.append(args)]}
    ) as client:
        deployment = S3Deployment(imgix_subdomains=["a"], s3_access_key="a", s3_secret_key="s3cret", s3_bucket="c")
        client.sources.create("Shop", deployment)
    assert b"s3cret" in server.last.content
    assert "s3cret" not in repr(seen)
    assert KEY not in repr(seen)


# httpx clients of one's own


def test_a_transport_and_the_event_hooks_of_ones_own(sandbox):
    class Counting(httpx.HTTPTransport):
        count = 0

        def handle_request(self, request):
            Counting.count += 1
            return super().handle_request(request)

    seen = []
    hooks = {
        "request": [lambda request: seen.append(request.method)],
        "response": [lambda r: seen.append(r.status_code)],
    }
    with httpx.Client(transport=Counting(), event_hooks=hooks, headers={"X-Mine": "1"}) as http:
        with ManagementClient(KEY, base_url=sandbox.url, http_client=http, rate_limits=None) as client:
            list(client.sources.list())
    assert (Counting.count, seen) == (1, ["GET", 200])


async def test_async_event_hooks_of_ones_own(sandbox):
    seen = []

    async def note(request):
        seen.append(request.method)

    async with httpx.AsyncClient(event_hooks={"request": [note]}) as http:
        async with AsyncManagementClient(KEY, base_url=sandbox.url, http_client=http, rate_limits=None) as client:
            await client.sources.list().first()
    assert seen == ["GET"]


def test_a_ca_of_ones_own_is_what_counts(sandbox):
    with httpx.Client(verify=ssl.create_default_context()) as http:
        base_url = sandbox.url.replace("http:", "https:")  # no TLS is spoken there
        with ManagementClient(KEY, base_url=base_url, http_client=http) as client:
            with pytest.raises(APIConnectionError):
                client.sources.get(ID)


@pytest.fixture
def proxy(monkeypatch):
    """A proxy that notes what it is asked for, and refuses it."""
    asked = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(10)

        def refuse():
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection:
                    asked.append(connection.recv(10_000).split(b"\r\n")[0].decode())
                    connection.sendall(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n")

        thread = threading.Thread(target=refuse)
        thread.start()
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            for spelt in (name, name.lower()):
                monkeypatch.setenv(spelt, f"http://127.0.0.1:{listening.getsockname()[1]}")
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        yield asked
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_a_proxy_of_the_environment_stands_before_the_internet_only(proxy, sandbox):
    with ManagementClient(KEY, base_url=sandbox.url, rate_limits=None) as client:
        list(client.sources.list())
    assert proxy == []
    with ManagementClient(KEY, base_url="https://api.imgix.com", rate_limits=None, max_retries=0) as client:
        with pytest.raises(APIConnectionError) as caught:
            client.sources.get(ID)
    assert proxy == ["CONNECT api.imgix.com:443 HTTP/1.1"]
    assert KEY not in str(caught.value)


async def test_a_proxy_of_the_environment_async(proxy, sandbox):
    async with AsyncManagementClient(KEY, base_url=sandbox.url, rate_limits=None) as client:
        await client.sources.list().first()
    assert proxy == []
    async with AsyncManagementClient(KEY, base_url="https://api.imgix.com", rate_limits=None, max_retries=0) as client:
        with pytest.raises(APIConnectionError):
            await client.sources.get(ID)
    assert proxy == ["CONNECT api.imgix.com:443 HTTP/1.1"]


def test_a_proxy_of_ones_own(proxy, monkeypatch):
    url = os.environ["HTTP_PROXY"]
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name)
        monkeypatch.delenv(name.lower())
    with httpx.Client(proxy=url) as http, ManagementClient(KEY, http_client=http, max_retries=0) as client:
        with pytest.raises(APIConnectionError):
            client.sources.get(ID)
    assert proxy == ["CONNECT api.imgix.com:443 HTTP/1.1"]


# Closing


def test_one_pool_that_is_closed_with_the_client(sandbox):
    with ManagementClient(KEY, base_url=sandbox.url, rate_limits=None) as client:
        for _ in range(5):
            list(client.sources.list())
        used = pool(http_client(client))
        assert len(used.connections) == 1
    assert used.connections == []
    client.close()  # once more does no harm
    with pytest.raises(ClientStateError, match="closed"):
        client.sources.get(ID)


async def test_one_pool_that_is_closed_with_the_async_client(sandbox):
    async with AsyncManagementClient(KEY, base_url=sandbox.url, rate_limits=None) as client:
        for _ in range(5):
            await client.sources.list().first()
        used = pool(http_client(client))
        assert len(used.connections) == 1
    assert used.connections == []
    await client.aclose()
    with pytest.raises(ClientStateError, match="closed"):
        await client.sources.get(ID)


PROGRAM = """
import asyncio, sys
from imgix_management import AsyncManagementClient, ManagementClient, NotFoundError, S3Deployment
url, key = sys.argv[1:]
given = {"base_url": url, "rate_limits": None}
with ManagementClient(key, **given) as client:
    deployment = S3Deployment(imgix_subdomains=["resources"], s3_access_key="a", s3_secret_key="b", s3_bucket="c")
    source = client.sources.create("Resources", deployment)
    client.uploads.upload(source.id, "a.bin", iter([b"x" * 2_000_000]))
    for asset in client.assets.list(source.id):
        break
    client.assets.list(source.id).first()
async def main():
    async with AsyncManagementClient(key, **given) as client:
        async def content():
            yield b"x" * 2_000_000
        await client.uploads.upload(source.id, "b.bin", content())
        await client.assets.list(source.id, page_size=1).first()
        async for asset in client.assets.list(source.id, page_size=1):
            break
        try:
            await client.sources.get("0" * 24)
        except NotFoundError:
            pass
asyncio.run(main())
"""


def test_nothing_is_left_open(sandbox):
    command = [sys.executable, "-X", "dev", "-W", "error", "-c", PROGRAM, sandbox.url, KEY]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    # On a busy machine, asyncio's debug mode reports slow callbacks.
    warnings_shown = [line for line in ran.stderr.splitlines() if not line.startswith("Executing <")]
    assert (warnings_shown, ran.returncode) == ([], 0)


def test_a_client_cannot_be_pickled_and_so_takes_no_key_along():
    with ManagementClient(KEY) as client:
        for part in (client, client.sources, client.sources.list()):
            with pytest.raises(TypeError):
                pickle.dumps(part)
            with pytest.raises(TypeError):
                copy.deepcopy(part)


# Threads and tasks


def test_many_threads_on_one_client(sandbox):
    with ManagementClient(KEY, base_url=sandbox.url, rate_limits=None) as client:
        deployment = S3Deployment(imgix_subdomains=["threads"], s3_access_key="a", s3_secret_key="b", s3_bucket="c")
        source = client.sources.create("Threads", deployment)

        def work(number):
            client.uploads.upload(source.id, f"{number}.txt", str(number).encode() * 100)
            return client.assets.update(source.id, f"{number}.txt", name=f"name {number}")

        with ThreadPoolExecutor(16) as threads:
            assets = list(threads.map(work, range(60)))
        assert [asset.name for asset in assets] == [f"name {number}" for number in range(60)]
        listed = {asset.origin_path: asset.name for asset in client.assets.list(source.id, page_size=7)}
    assert listed == {f"/{number}.txt": f"name {number}" for number in range(60)}


async def test_many_tasks_on_one_client(sandbox):
    async with AsyncManagementClient(KEY, base_url=sandbox.url, rate_limits=None) as client:
        deployment = S3Deployment(imgix_subdomains=["tasks"], s3_access_key="a", s3_secret_key="b", s3_bucket="c")
        source = await client.sources.create("Tasks", deployment)

        async def work(number):
            await client.uploads.upload(source.id, f"{number}.txt", str(number).encode() * 100)
            return await client.assets.update(source.id, f"{number}.txt", name=f"name {number}")

        assets = await asyncio.gather(*map(work, range(60)))
        assert [asset.name for asset in assets] == [f"name {number}" for number in range(60)]
        listed = {asset.origin_path: asset.name async for asset in client.assets.list(source.id, page_size=7)}
    assert listed == {f"/{number}.txt": f"name {number}" for number in range(60)}


# Related resources


RELATED = {
    "data": {
        "id": f"{ID}/a.png",
        "type": "assets",
        "attributes": {"name": "A"},
        "relationships": {
            "source": {"data": {"type": "sources", "id": ID}, "links": {"self": "https://x.example/"}},
            "siblings": {"data": [{"type": "assets", "id": "b"}, {"type": "assets", "id": "missing"}]},
            "account": {"data": {"type": "accounts", "id": "1"}},
            "nothing": {"data": None},
            "nobody": {"data": []},
            "links": {"links": {}},
            "odd": {"data": 7},
        },
    },
    "included": [
        {"id": "b", "type": "sources", "attributes": {"name": "not this one"}},
        {"id": ID, "type": "sources", "attributes": {"name": "Shop"}},
        {
            "id": "b",
            "type": "assets",
            "attributes": {"name": "B"},
            "relationships": {"source": {"data": {"type": "sources", "id": ID}}},
        },
        {"id": "1", "type": "accounts", "attributes": {"plan": "premium"}},
        "noise",
    ],
}


def test_related_resources(client, server):
    server.respond(RELATED)
    asset = client.assets.get(ID, "a.png")
    source = asset.related("source")
    assert (type(source), source.id, source.name) == (Source, ID, "Shop")
    siblings = asset.related("siblings")
    assert [(type(one), one.id, one.name) for one in siblings] == [(Asset, "b", "B"), (Asset, "missing", None)]
    assert siblings[0].related("source") == source
    account = asset.related("account")
    assert (type(account), account.type, account["plan"]) == (Resource, "accounts", "premium")
    assert [asset.related(name) for name in ("nothing", "nobody", "links", "odd", "unheard of")] == [
        None,
        (),
        None,
        None,
        None,
    ]
    assert asset.related("source").response_info is asset.response_info
    assert len(server.requests) == 1


def test_relationships_cannot_be_changed(client, server):
    server.respond(RELATED)
    relationships = client.assets.get(ID, "a.png").relationships
    with pytest.raises(TypeError):
        relationships["source"] = None
    with pytest.raises(TypeError):
        relationships["source"]["data"]["id"] = "other"
    assert isinstance(relationships["siblings"]["data"], tuple)
    server.respond(SOURCE)
    assert client.sources.get(ID).relationships == {}


# Sparse fieldsets


@pytest.mark.parametrize("fields", ["name,enabled", ["name", "enabled"], ("name", "enabled")])
def test_fields_of_one_and_of_a_list(client, server, fields):
    server.respond(SOURCE)
    source = client.sources.get(ID, fields=fields)
    assert dict(server.last.url.params) == {"fields[sources]": "name,enabled"}
    server.respond({"data": [SOURCE["data"]]})
    (listed,) = client.sources.list(fields=fields)
    assert dict(server.last.url.params) == {"fields[sources]": "name,enabled"}
    for resource in (source, listed):
        assert resource.name == "Shop"
        for name, field in (
            ("date_deployed", "date_deployed"),
            ("date_deployed_at", "date_deployed"),
            ("deployment", "deployment"),
        ):
            with pytest.raises(FieldNotRequestedError) as caught:
                getattr(resource, name)
            assert (caught.value.resource, caught.value.field) == ("Source", field)
        with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
            _ = resource.nonsense


@pytest.mark.parametrize(
    ("response", "error"),
    [
        (b"", InvalidResponseError),
        ({"data": {"id": "x", "type": "assets"}}, IncompleteResponseError),
        ({"data": {"id": "x", "type": "assets", "attributes": {"custom_fields": "abc"}}}, IncompleteResponseError),
    ],
)
def test_custom_fields_are_not_written_when_the_response_does_not_include_them(client, server, response, error):
    server.respond(response)
    with pytest.raises(error) as caught:
        client.assets.update_custom_fields("s", "/a.png", {"x": "1"})
    assert caught.value.call == Call("getAsset", "GET", "/api/v1/sources/s/assets/a.png", "a.png")
    assert [request.method for request in server.requests] == ["GET"]


def test_custom_fields_that_an_asset_does_not_have_are_none(client, server):
    server.respond({"data": {"id": "a", "type": "assets", "attributes": {"origin_path": "/a"}}})
    server.respond({"data": {"id": "a", "type": "assets"}})
    client.assets.update_custom_fields(ID, "a", {"shelf": "B2", "gone": None})
    assert server.sent()["data"]["attributes"] == {"custom_fields": {"shelf": "B2"}}


def test_custom_fields_that_are_null_are_kept(client, server):
    attributes = {"custom_fields": {"a": None, "b": "1"}}
    server.respond({"data": {"id": "x", "type": "assets", "attributes": attributes}})
    server.respond({"data": {"id": "x", "type": "assets"}})
    client.assets.update_custom_fields("s", "a.png", {"c": 2})
    assert server.sent()["data"]["attributes"] == {"custom_fields": {"a": None, "b": "1", "c": 2}}


def test_a_coroutine_function_is_no_hook():
    async def hook(*_args):
        """Would never be awaited."""

    for name in ("before_call", "after_call"):
        with pytest.raises(InvalidInputError):
            ManagementClient("key", hooks={name: [hook]})


def test_headers_of_a_response_cannot_be_changed(client, server):
    server.respond({"data": {"id": "s", "type": "sources"}})
    with pytest.raises(TypeError):
        client.sources.get("s").response_info.headers["x"] = "y"
