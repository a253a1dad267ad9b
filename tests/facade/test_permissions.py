"""Which permissions a key has, and what is said where one is missing."""

import inspect
import ssl
from contextlib import AsyncExitStack
from email.utils import parsedate_to_datetime
from importlib import import_module

import httpx
import pytest

from imgix_management import (
    APIConnectionError,
    AsyncManagementClient,
    AuthenticationError,
    ImgixError,
    InvalidInputError,
    ManagementClient,
    PermissionDeniedError,
    ServerError,
)
from imgix_sandbox import Sandbox
from tests.as_async import AsAsync
from tools.contract import load, operations, roles

ID = "5" * 24
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # loads no certificates, which takes long
DATE = "Sun, 22 Nov 2026 05:25:04 GMT"


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(rate_scale=1e6, deploy_seconds=0) as running:
        with ManagementClient(running.key, base_url=running.url, rate_limits=None) as client:
            client.sources.create(
                "Shop", {"type": "webfolder", "imgix_subdomains": ["a"], "webfolder_base_url": "https://a"}
            )
        yield running


@pytest.fixture(params=["sync", "async"])
async def connect(request):
    """Return a function that connects a client; both kinds have the async methods."""
    async with AsyncExitStack() as stack:

        def make(key, url, **settings):
            settings = {"base_url": url, "rate_limits": None, **settings}
            if request.param == "sync":
                http = stack.enter_context(httpx.Client(verify=NO_TLS))
                return AsAsync(ManagementClient(key, http_client=http, **settings))
            http = httpx.AsyncClient(verify=NO_TLS)
            stack.push_async_callback(http.aclose)
            return AsyncManagementClient(key, http_client=http, **settings)

        yield make


def granted(access):
    return {permission.id: permission.granted for permission in access.permissions}


EVERY = load()["x-imgix-permissions"]
NEEDED = {operation["operationId"]: roles(operation) for _, _, operation in operations(load())}


@pytest.mark.parametrize("key", [*EVERY, "all"])
async def test_what_reading_reveals_of_a_key(sandbox, connect, key):
    before = len(sandbox.requests)
    with ManagementClient(sandbox.key, base_url=sandbox.url, rate_limits=None) as owner:
        source_id = owner.sources.list().first().id
    asked = []
    client = connect(
        sandbox.key if key == "all" else sandbox.keys[key], sandbox.url, hooks={"before_call": [asked.append]}
    )
    access = await client.check_access(source_id)
    has = set(EVERY) if key == "all" else {key, *EVERY[key].get("implies", ())}
    expected = {id_: id_ in has for id_ in ("sources", "asset-browse", "analytics")}
    lacking = [id_ for id_ in EVERY if any(expected.get(other) is False for other in EVERY[id_].get("implies", ()))]
    assert granted(access) == {**dict.fromkeys(EVERY), **dict.fromkeys(lacking, False), **expected}
    assert [(call.method, call.operation) for call in asked] == [
        ("GET", "listSources"),
        ("GET", "listReports"),
        ("GET", "listAssets"),
    ]
    assert len(sandbox.requests) - before == 4
    assert {permission.id: permission.name for permission in access.permissions} == {
        id_: (named["name"], named["x-name-ja"]) for id_, named in EVERY.items()
    }
    assert abs(access.clock_skew) < 2


async def test_the_first_source_is_looked_into_if_none_is_named(sandbox, connect):
    access = await connect(sandbox.key, sandbox.url).check_access()
    assert granted(access)["asset-browse"] is True
    access = await connect(sandbox.keys["analytics"], sandbox.url).check_access()
    assert granted(access)["asset-browse"] is None


async def test_a_key_that_is_not_accepted(sandbox, connect):
    with pytest.raises(AuthenticationError):
        await connect("wrong", sandbox.url).check_access()
    with pytest.raises(APIConnectionError):
        await connect("wrong", "http://127.0.0.1:1").check_access()
    with pytest.raises(InvalidInputError):
        await connect("wrong", "http://127.0.0.1:1").check_access("a/b")


def test_what_another_error_leaves_open(client, server, monkeypatch):
    came = parsedate_to_datetime(DATE).timestamp()
    monkeypatch.setattr("imgix_management._sync.permissions.time.time", lambda: came + 60)
    server.default = lambda request: httpx.Response(500, headers={"date": DATE})
    access = client.check_access(ID)
    assert set(granted(access).values()) == {None}
    failed = [permission for permission in access.permissions if permission.error is not None]
    assert [permission.id for permission in failed] == ["sources", "asset-browse", "analytics"]
    assert {type(permission.error) for permission in failed} == {ServerError}
    assert access.clock_skew == 59.5


@pytest.mark.parametrize("date", [None, "yesterday", "Sun, 99 Nov 2026 05:25:04 GMT", ""])
def test_a_response_that_has_no_date(client, server, date):
    server.default = lambda request: httpx.Response(403, headers={} if date is None else {"date": date})
    access = client.check_access()
    assert access.clock_skew is None
    assert granted(access)["sources"] is False


# ---- what a permission error names


@pytest.mark.parametrize("operation_id", NEEDED)
def test_a_permission_error_names_what_the_contract_says(client, server, operation_id):
    server.default = lambda request: httpx.Response(403)
    names = [EVERY[id_] for id_ in NEEDED[operation_id]]
    with pytest.raises(PermissionDeniedError) as caught:
        client.operation(operation_id, **arguments(operation_id))
    for name in names:
        assert name["name"] in caught.value.message("en")
        assert name["x-name-ja"] in caught.value.message("ja")
    assert len(caught.value.permissions) == len(names) > 0


def arguments(operation_id):
    """A value for each argument that has no default."""
    from imgix_openapi.operations import OPERATIONS

    name = "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in operation_id)
    request = import_module(f"imgix_openapi.api.{OPERATIONS[operation_id].tag}.{name}").request
    needed = inspect.signature(request).parameters.values()
    return {each.name: ID for each in needed if each.default is inspect.Parameter.empty}


def test_a_parameter_may_need_another_permission(client, server):
    server.default = lambda request: httpx.Response(403)
    with pytest.raises(ImgixError) as caught:
        client.uploads.upload(ID, "a.png", b"a", overwrite=True)
    assert "Asset Purge" in caught.value.message("en")
    assert EVERY["asset-purge"]["x-name-ja"] in caught.value.message("ja")
