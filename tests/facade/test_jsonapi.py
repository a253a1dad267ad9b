"""From responses to resources: whatever a server responds, only errors of this library are raised."""

import json
import pickle
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imgix_management import (
    Asset,
    Colors,
    Deployment,
    ImgixError,
    InvalidInputError,
    InvalidResponseError,
    ManagementClient,
    Purge,
    Report,
    Source,
)
from imgix_management._core.jsonapi import build_document, decode, encode
from tests.mock_clients import KEY, mock_client

from .conftest import Server

ID = "65a1b2c3d4e5f60718293a4b"
CALLS = {
    "getSource": lambda client: [client.sources.get(ID)],
    "getSource, sparse": lambda client: [client.sources.get(ID, fields="name,deployment.type")],
    "listSources": lambda client: list(client.sources.list()),
    "createSource": lambda client: [client.sources.create("Shop", {})],
    "updateSource": lambda client: [client.sources.update(ID, name="Shop")],
    "listAssets": lambda client: list(client.assets.list(ID)),
    "listAssets, pages": lambda client: [asset for page in client.assets.list(ID).pages() for asset in page],
    "getAsset": lambda client: [client.assets.get(ID, "a.png")],
    "updateAsset": lambda client: [client.assets.update(ID, "a.png", name="A")],
    "uploadAsset": lambda client: [client.uploads.upload(ID, "a.png", b"x")],
    "createPurge": lambda client: [client.purges.create("https://shop.imgix.net/a.png")],
    "listReports": lambda client: list(client.reports.list()),
    "listReports, first": lambda client: [client.reports.list().first()],
    "getReport": lambda client: [client.reports.get("r")],
}
CLASSES = (Source, Asset, Purge, Report)


@contextmanager
def responding(content: bytes, status: int = 200) -> Iterator[tuple[ManagementClient, Server]]:
    """Return a client of a server that always gives the same response."""
    server = Server()
    server.default = lambda _: httpx.Response(status, content=content)
    with mock_client(server) as client:
        yield client, server


def read(resource) -> None:
    """Read all of a resource; nothing of that may fail, except for fields that were not asked for."""
    for record in (resource, resource.deployment) if isinstance(resource, Source) else (resource,):
        if not isinstance(record, Source | Asset | Purge | Report | Deployment | Colors):
            continue  # an attribute that is no object comes through as it is
        for name in type(record)._known:
            try:
                getattr(record, name)
            except ImgixError:
                assert record._context.fieldset is not None
        repr(record), record.masked(), record.to_dict(), hash(record), list(record)
        assert {**record}.keys() == record.keys()
        assert record == record  # noqa: PLR0124
        assert pickle.loads(pickle.dumps(record)) == record
    assert isinstance(resource.id, str)
    assert isinstance(resource.type, str)
    resource.meta["x"] if "x" in resource.meta else resource.meta.get("x")
    assert resource.relationships is not None
    assert resource.response_info.status_code


def try_all(content, status):
    with responding(content, status) as (client, server):
        for name, call in CALLS.items():
            server.requests.clear()
            resources, error = [], None
            try:
                resources = call(client)
            except ImgixError as raised:
                error = raised
            assert error is None or (error.operation == name.split(",")[0] and str(error))
            for resource in filter(None, resources):
                assert isinstance(resource, CLASSES)
                read(resource)
            assert 0 < len(server.requests) < 5


NAMES = sorted({name for cls in (*CLASSES, Deployment, Colors) for name in cls._known.values()})
MEMBERS = ["data", "meta", "included", "jsonapi", "errors", "id", "type", "attributes", "relationships", "links"]
META = ["pagination", "cursor", "next", "hasMore", "nextPage", "hasNextPage", "currentPage", "totalRecords"]
HOSTILE = ["__class__", "__dict__", "to_dict", "masked", "keys", "_context", "_object", "_known", "", "a.b"]

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=-(2**70), max_value=2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=10)
    | st.sampled_from(["0", "1", "20", "9" * 5000, "true", "-1"])
)
names = st.text(max_size=5) | st.sampled_from(NAMES + MEMBERS + META + HOSTILE)
anything = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=5), max_leaves=12
)


def mostly(strategy):
    """Mostly what belongs there, sometimes anything."""
    return st.one_of(strategy, strategy, strategy, anything)


def objects(keys, values):
    return mostly(st.dictionaries(mostly_names(keys), values, max_size=6))


def mostly_names(keys):
    return st.one_of(st.sampled_from(keys), st.sampled_from(keys), names)


attributes = objects(NAMES + HOSTILE, anything)
resource_objects = mostly(
    st.fixed_dictionaries(
        {"id": mostly(st.text(max_size=8)), "type": mostly(st.just("sources")), "attributes": attributes},
        optional={"relationships": anything, "meta": anything},
    )
)
pagination = objects(META[4:], scalars)
documents = st.fixed_dictionaries(
    {},
    optional={
        "data": mostly(resource_objects | st.lists(resource_objects, max_size=3)),
        "meta": mostly(
            st.fixed_dictionaries({}, optional={"pagination": pagination, "cursor": objects(META, scalars)})
        ),
        "included": mostly(st.lists(resource_objects, max_size=2)),
        "jsonapi": anything,
        "errors": anything,
    },
)
thorough = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
SUCCESSES = st.sampled_from([200, 201, 202, 204])
FAILURES = st.sampled_from([300, 304, 400, 401, 403, 404, 405, 409, 410, 413, 422, 500, 503, 520, 599])


@thorough
@given(documents, SUCCESSES)
def test_whatever_document_the_response_has(document, status):
    try_all(json.dumps(document).encode(), status)


@thorough
@given(anything, SUCCESSES | FAILURES)
def test_whatever_json_the_response_has(value, status):
    try_all(json.dumps(value).encode(), status)


@thorough
@given(
    st.binary(max_size=60) | st.sampled_from([b"", b" \n", b"{", b'{"data":', b"\xef\xbb\xbf{}"]), SUCCESSES | FAILURES
)
def test_whatever_bytes_the_response_has(content, status):
    try_all(content, status)


@thorough
@given(st.dictionaries(st.sampled_from(NAMES + HOSTILE), anything, max_size=8))
def test_all_of_a_response_comes_out(attributes):
    content = json.dumps({"data": {"id": ID, "type": "sources", "attributes": attributes}}).encode()
    with responding(content) as (client, _):
        source = client.sources.get(ID)
    assert source.to_dict() == {**decode(json.dumps(attributes).encode()), "id": ID, "type": "sources"}


def deep(levels: int) -> bytes:
    return b'{"a":[' * (levels // 2) + b"1" + b"]}" * (levels // 2)


@pytest.mark.parametrize("levels", [90, 110, 300, 900, 1000, 1020, 1100, 100_000])
@pytest.mark.parametrize("place", [b'"deployment"', b'"brand_new"', b'"name"'])
def test_deep_nesting(levels, place):
    body = b'{"data": {"id": "x", "type": "sources", "attributes": {%s: %s}}}' % (place, deep(levels))
    with responding(body) as (client, _):
        if levels > 1024:
            with pytest.raises(InvalidResponseError):
                client.sources.get(ID)
            return
        source = client.sources.get(ID)
    for name in source._known:
        getattr(source, name)
    repr(source), source.masked(), source.to_dict(), source[place.decode().strip('"')], {**source}


@pytest.mark.parametrize("member", ["meta", "included", "jsonapi", "relationships"])
def test_deep_nesting_beside_the_attributes(member):
    inside = b'"relationships": %s' % deep(1000) if member == "relationships" else b'"type": "sources"'
    value = b"[%s]" % deep(1000) if member == "included" else deep(1000)
    with responding(b'{"data": {"id": "x", %s}, "%s": %s}' % (inside, member.encode(), value)) as (client, _):
        source = client.sources.get(ID)
    assert source.id == "x"
    assert source.meta is not None
    assert source.relationships is not None


@pytest.mark.parametrize(
    "content",
    [
        b'{"data": {"id": "x", "type": "sources", "attributes": {"name": "\\ud800"}}}',
        b'{"data": {"id": "x", "type": "sources", "attributes": {"\\udfff": 1}}}',
        b'{"data": {"id": "x", "type": "sources", "attributes": {"name": "\xed\xa0\x80"}}}',
        b'{"data": {"id": "x", "type": "sources", "attributes": {"file_size": 1e999}}}',
        b'{"data": {"id": "x", "type": "sources", "attributes": {"file_size": NaN}}}',
        b'{"data": {"id": "x", "type": "sources", "attributes": []}}',
        b'{"data": {"id": "x", "type": "sources", "attributes": "none"}}',
        b'{"data": {"id": "x", "type": "sources", "attributes": 0}}',
        b'{"data": [{"id": "x", "type": "sources"}, 7]}',
        b'{"data": [[]]}',
        b'{"data": ""}',
        b'{"data": false}',
        b'{"error": "Sign in first."}',
        b'{"message": null}',
        b'{"errors": [{"status": "500"}], "meta": {}}',
        b"[]",
        b"0",
        b"false",
        b'""',
    ],
)
@pytest.mark.parametrize("call", ["getSource", "listSources"])
def test_what_is_no_document_of_resources(content, call):
    with responding(content) as (client, _), pytest.raises(InvalidResponseError) as caught:
        CALLS[call](client)
    assert (caught.value.operation, caught.value.status_code) == (call, 200)
    assert caught.value.excerpt


def test_two_resources_where_one_was_asked_for():
    content = b'{"data": [{"id": "a", "type": "sources"}, {"id": "b", "type": "sources"}]}'
    with responding(content) as (client, _):
        with pytest.raises(InvalidResponseError) as caught:
            client.sources.get(ID)
        assert [source.id for source in client.sources.list()] == ["a", "b"]
    assert caught.value.operation == "getSource"


def test_the_error_for_a_bad_resource_speaks_the_language_of_the_client_and_hides_the_key(server):
    server.default = lambda _: httpx.Response(200, content=b'{"data": ["%s"]}' % KEY.encode())
    with mock_client(server, language="ja") as client, pytest.raises(InvalidResponseError) as caught:
        client.sources.list().first()
    assert str(caught.value) == caught.value.message("ja")
    assert KEY not in str(caught.value) + caught.value.excerpt


EMPTY = [b"", b"  ", b"null", b"{}"]


@pytest.mark.parametrize("content", [*EMPTY, b'{"data": null}', b'{"meta": {}}', b'{"data": []}'])
@pytest.mark.parametrize("status", [200, 202, 204])
def test_a_response_without_a_resource(content, status):
    with responding(content, status) as (client, _):
        asset = client.uploads.upload(ID, "/cats/tom.jpg", b"x")
        assert (asset.id, asset.type, asset.name) == (f"{ID}/cats/tom.jpg", "", None)
        assert (asset.relationships, asset.jsonapi) == ({}, {})
        assert asset.response_info.status_code == status
        if content not in EMPTY:
            assert list(client.sources.list()) == []
            assert client.sources.list().first() is None


def test_one_object_where_a_list_is_expected():
    with responding(b'{"data": {"id": "a", "type": "sources", "attributes": {"name": "Shop"}}}') as (client, server):
        assert [(source.id, source.name) for source in client.sources.list()] == [("a", "Shop")]
        assert len(server.requests) == 1
        assert client.sources.get("a").name == "Shop"


def test_a_list_where_one_resource_is_expected():
    with responding(b'{"data": [{"id": "a", "type": "sources", "attributes": {"name": "Shop"}}]}') as (client, _):
        assert client.sources.get("a").name == "Shop"


@pytest.mark.parametrize(
    ("id_", "expected"),
    [(b'"abc"', "abc"), (b"7", "7"), (b"null", ID), (b"123456789012345678901234567890", "1.2345678901234568e+29")],
)
def test_an_id_is_text(id_, expected):
    with responding(b'{"data": {"id": %s, "type": 3, "attributes": null}}' % id_) as (client, _):
        source = client.sources.get(ID)
    assert (source.id, source.type) == (expected, "")


def test_an_id_that_is_missing_is_the_one_that_was_asked_for():
    with responding(b'{"data": {"attributes": {"name": "Shop"}}}') as (client, _):
        assert client.sources.get(ID).id == ID
        assert client.assets.get(ID, "/a.png").id == f"{ID}/a.png"
        assert client.sources.list().first().id == ""


def test_the_last_of_two_members_of_one_name_counts():
    with responding(b'{"data": {"id": "a", "id": "b", "attributes": {"name": "x", "name": "y"}}}') as (client, _):
        source = client.sources.get(ID)
    assert (source.id, source.name) == ("b", "y")


def test_big_numbers():
    attributes = b'{"file_size": 18446744073709551615, "date_created": 99999999999999999999, "face_count": -0}'
    with responding(b'{"data": {"id": "a", "type": "assets", "attributes": %s}}' % attributes) as (client, _):
        asset = client.assets.get(ID, "a.png")
    assert (asset.file_size, asset.date_created_at, asset.face_count) == (2**64 - 1, None, 0)


def test_all_that_surrounds_the_data_is_reachable():
    body = {
        "data": {"id": "a", "type": "sources", "relationships": {"account": {"data": {"id": "1", "type": "accounts"}}}},
        "included": [{"id": "1", "type": "accounts"}, 7],
        "jsonapi": {"version": "1.0"},
        "meta": {"server": {"version": "3.213.15"}},
        "later": 1,
    }
    server = Server()
    server.respond(body, headers={"x-cloud-trace-context": "trace", "X-Other": "1"})
    with mock_client(server) as client:
        source = client.sources.get("a")
        assert source.relationships["account"]["data"] == {"id": "1", "type": "accounts"}
        assert source.jsonapi == {"version": "1.0"}
        assert source.meta == {"server": {"version": "3.213.15"}}
        assert source._context.included == ({"id": "1", "type": "accounts"},)
        info = source.response_info
        assert (info.status_code, info.request_id, info.headers["x-other"]) == (200, "trace", "1")
        assert info.duration >= 0
        assert info.rate_limit_wait == 0
        assert len(server.requests) == 1


@pytest.mark.parametrize("member", ["meta", "included", "jsonapi"])
@pytest.mark.parametrize("value", ["x", 7, True, None, [], [7], {}])
def test_what_surrounds_the_data_may_be_anything(member, value):
    content = json.dumps({"data": [{"id": "a", "type": "sources"}], member: value}).encode()
    with responding(content) as (client, _):
        source = client.sources.list().first()
    assert source.meta == source.jsonapi == {}
    assert source._context.included == ()


def test_a_document_takes_what_resources_give():
    with responding(b'{"data": {"id": "a", "attributes": {"deployment": {"type": "s3", "x": [{"y": 1}]}}}}') as (
        client,
        _,
    ):
        deployment = client.sources.get("a").deployment
    sent = orjson.loads(
        encode(build_document("sources", {"deployment": deployment, "other": {"inner": deployment}, "t": (1, 2)}))
    )
    expected = {"type": "s3", "x": [{"y": 1}]}
    assert sent == {
        "data": {
            "type": "sources",
            "attributes": {"deployment": expected, "other": {"inner": expected}, "t": [1, 2]},
        },
        "jsonapi": {"version": "1.0"},
    }


def test_a_document_refuses_what_is_no_json():
    with pytest.raises(InvalidInputError, match="set"):
        encode(build_document("sources", {"name": {"a"}}))
