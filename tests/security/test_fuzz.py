"""Responses and arguments of any kind: they give a result or an error of this library, never anything else.

A short run with every test run; `invoke fuzz` makes a long one.
"""

import itertools
import json
import os
import pickle

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imgix_management import ImgixError, InvalidInputError, ManagementClient, RateLimits
from imgix_management._core.pages import MAX_DIGITS
from tests.internals import http_client
from tests.mock_clients import KEY, mock_client

EXAMPLES = int(os.environ.get("IMGIX_FUZZ_EXAMPLES", "60"))
FUZZ = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
ID = "5" * 24
ACCOUNTS = itertools.count()
BASE_URL = "https://api.imgix.com"

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def either(usual):
    """What is usual, or, more rarely, anything."""
    return st.one_of(usual, usual, usual, anything)


def members(**usual):
    """An object in which each member is usual, something else, or missing."""
    return st.fixed_dictionaries({}, optional={name: either(value) for name, value in usual.items()})


names = st.sampled_from(
    ["name", "deployment", "date_deployed", "enabled", "files", "url", "colors", "id", "to_dict", "x"]
)
attributes = st.dictionaries(names, anything, max_size=6)
identifier = members(id=st.text(max_size=8), type=st.sampled_from(["sources", "assets", "accounts"]))
resource = members(
    id=st.text(max_size=8),
    type=st.sampled_from(["sources", "assets", "reports"]),
    attributes=attributes,
    relationships=st.dictionaries(names, members(data=identifier | st.lists(identifier, max_size=2)), max_size=2),
)
numbers = st.integers(-2, 3) | st.text(max_size=3)
meta = members(
    pagination=members(hasNextPage=st.booleans(), nextPage=numbers, currentPage=numbers, totalRecords=numbers),
    cursor=members(hasMore=st.booleans(), next=numbers, totalRecords=numbers),
)
error = members(detail=st.text(), id=st.text(), status=numbers, title=st.text(), meta=anything)
document = members(
    data=resource | st.lists(resource, max_size=3),
    meta=meta,
    included=st.lists(resource, max_size=2),
    errors=st.lists(error, max_size=2) | error,
    jsonapi=anything,
)
bodies = either(document).map(lambda value: json.dumps(value).encode()) | st.binary(max_size=40)
broken = st.builds(
    lambda body, at, junk: body[:at] + junk + body[at:], bodies, st.integers(0, 60), st.binary(max_size=3)
)
plain = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30)
dates = st.sampled_from(
    ["Sun, 22 Nov 2026 05:25:04 GMT", "Sun, 22 Nov 2026 05:25:04", "Mon, 99 Feb 0000 25:61:61 +9999"]
)
waits = st.integers(-5, 10**30).map(str) | st.floats(0, 1e10).map(str) | dates | plain
headers = st.fixed_dictionaries(
    {},
    optional={
        "retry-after": waits,
        "date": dates | plain,
        "content-type": st.sampled_from(["application/vnd.api+json", "text/html", "application/json; charset=nope"])
        | plain,
        "x-cloud-trace-context": plain,
        "location": plain,
    },
)


@pytest.fixture
def responding():
    """A client, and the response of its server."""
    now = {}

    def respond(request):
        return now["response"]

    with mock_client(respond, max_wait=0) as client:
        yield client, now


METHODS = [
    lambda client: client.sources.get(ID),
    lambda client: client.sources.update(ID, name="a"),
    lambda client: list(client.sources.list()),
    lambda client: list(client.assets.list(ID)),
    lambda client: list(client.reports.list(period="2026-10")),
    lambda client: client.assets.refresh(ID, "a"),
    lambda client: client.purges.create("https://a.example/b"),
    lambda client: client.uploads.sessions.get(ID, "s"),
    lambda client: client.operation("getSource", source_id=ID),
    lambda client: client.check_access(),
]


def use(result):
    """Do with a result what a program may do."""
    for item in result if isinstance(result, list) else [result]:
        repr(item)
        str(item)
        if hasattr(item, "to_dict"):
            item.to_dict()
            item.masked()
            assert item == pickle.loads(pickle.dumps(item))
            for name in ("date_deployed_at", "period_start_at", "name", "deployment"):
                getattr(item, name, None)
            item.related("name")
            hash(item)


def outcome(call):
    """What a call gives, or its error if it is one of ours."""
    try:
        return call()
    except ImgixError as error:
        return error


@FUZZ
@given(
    method=st.sampled_from(METHODS), body=bodies | broken, status=st.sampled_from([200, 201, 202, 204]), headers=headers
)
def test_any_response_with_success(responding, method, body, status, headers):
    client, now = responding
    now["response"] = httpx.Response(status, content=body, headers=headers)
    result = outcome(lambda: method(client))
    if isinstance(result, ImgixError):
        check_error(result)
    else:
        use(result)


failures = st.integers(300, 599).filter(lambda status: status != 429)


@FUZZ
@given(method=st.sampled_from(METHODS[:-1]), body=bodies | broken, status=failures, headers=headers)
def test_any_response_with_failure(responding, method, body, status, headers):
    client, now = responding
    now["response"] = httpx.Response(status, content=body, headers=headers)
    result = outcome(lambda: method(client))
    if isinstance(result, ImgixError):
        check_error(result)
        # httpx itself stumbles over a Location that is no URL.
        assert result.status_code == status or (result.code == "connection_failed" and "location" in headers)
    else:
        assert status == 409  # of a purge


@FUZZ
@given(body=bodies | broken, headers=headers)
def test_any_response_with_too_many_requests(responding, body, headers):
    client, now = responding
    now["response"] = httpx.Response(429, content=body, headers=headers)
    rate_limits = RateLimits(account=f"fuzz-{next(ACCOUNTS)}")  # its own, since the bucket is blocked for a while
    with ManagementClient(
        KEY,
        http_client=http_client(client),
        rate_limits=rate_limits,
        max_wait=0,
        max_retries=0,
        base_url=BASE_URL,
    ) as client:
        result = outcome(lambda: client.sources.get(ID))
        assert result.status_code == 429
        check_error(result)
        assert 0 <= client.rate_limits.status()["default"].retry_after <= 86_401


def check_error(error):
    """Check that the message of an error is bounded and printable, and that the error can be pickled."""
    for language in ("en", "ja"):
        message = error.message(language)
        assert message.isprintable()
        assert len(message) < 3000
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == str(error)
    assert getattr(error, "retry_after", None) is None or error.retry_after >= 0


filters = st.fixed_dictionaries(
    {},
    optional={
        "name": st.text(),
        "enabled": st.booleans(),
        "sort": st.text() | st.lists(st.text(), max_size=3),
        "fields": st.lists(st.text(), max_size=3),
        "page_size": st.integers(),
    },
)


@FUZZ
@given(query=filters, cursor=st.none() | st.integers() | st.text(st.characters(categories=["Nd"]), min_size=1))
def test_any_query(responding, query, cursor):
    """What is asked for is what goes over the wire, as one parameter each."""
    client, now = responding
    asked = []
    now["response"] = httpx.Response(200, json={"data": []})
    http_client(client).event_hooks = {"request": [asked.append]}
    result = outcome(lambda: client.sources.list(cursor=cursor, **query).first())
    if (isinstance(cursor, int) and cursor < 0) or (isinstance(cursor, str) and len(cursor) >= MAX_DIGITS):
        assert result.code == "argument_invalid"
        return
    if result is not None:  # halves of characters, or far too long
        assert result.code == "request_unsendable"
        return
    (request,) = asked
    assert request.url.host == "api.imgix.com"
    assert request.url.raw_path.partition(b"?")[0] == b"/api/v1/sources"
    assert request.url.fragment == ""
    assert len(request.url.params.multi_items()) == len(query) + (cursor is not None)
    if "name" in query:
        assert request.url.params["filter[name]"] == query["name"]
    if "sort" in query:
        assert request.url.params["sort"] == (
            query["sort"] if isinstance(query["sort"], str) else ",".join(query["sort"])
        )


@FUZZ
@given(path=st.text(min_size=1), source_id=st.text(min_size=1))
def test_any_path(responding, path, source_id):
    client, now = responding
    asked = []
    now["response"] = httpx.Response(200, json={"data": None})
    http_client(client).event_hooks = {"request": [asked.append]}
    if isinstance(outcome(lambda: client.assets.get(source_id, path)), InvalidInputError):
        assert asked == []
        return
    (request,) = asked
    raw = request.url.raw_path.decode("ascii")
    assert raw.startswith("/api/v1/sources/")
    assert raw.count("/") == 6 + path.removeprefix("/").count("/")
    assert "?" not in raw
    assert request.url.host == "api.imgix.com"
