"""Each error that the contract documents, of every operation for which the sandbox can return it, recorded."""

import itertools
from contextlib import nullcontext, suppress

import httpx
import pytest

from imgix_management import (
    AsyncManagementClient,
    AuthenticationError,
    BadRequestError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    ServerError,
)
from imgix_management._core.operations import operation_request
from imgix_management._ratelimit import limits
from imgix_openapi.operations import OPERATIONS, RATE_LIMITS
from imgix_sandbox import Sandbox
from imgix_sandbox.context import HANDLERS
from tests.mock_clients import KEY
from tools.contract import load, operations, resolve

from .conftest import LIVE

pytestmark = [
    pytest.mark.vcr,
    pytest.mark.block_network,
    pytest.mark.writes,
    pytest.mark.skipif(LIVE, reason="needs a sandbox"),
]
_numbers = itertools.count()
MISSING = "0" * 24
PATH = {"source_id": MISSING, "origin_path": "no/such.png", "session_id": MISSING, "report_id": MISSING}
DOCUMENT = load()
DEFINITIONS = {operation["operationId"]: operation for _, _, operation in operations(DOCUMENT)}


def arguments(id_):
    """What an operation is called with: ids of nothing, and the body that the contract has as its example."""
    path = {p["name"]: PATH[p["name"]] for p in DEFINITIONS[id_]["parameters"] if p["in"] == "path"}
    content = DEFINITIONS[id_].get("requestBody", {}).get("content", {})
    if "application/octet-stream" in content:
        return path | {"content": b"bytes"}
    if not content:
        return path
    (body,) = [resolve(DOCUMENT, media["schema"])["example"] for media in content.values()]
    attributes = body["data"]["attributes"]
    if "source_id" in attributes:
        body = {"data": {**body["data"], "attributes": {**attributes, "source_id": MISSING}}}
    return path | {"body": body}


def method_of(place, key=KEY):
    return AsyncManagementClient(key, base_url=place, rate_limits=None, max_retries=0)


async def test_unauthorized(place):
    async with method_of(place, "ak_wrong") as client:
        for id_ in OPERATIONS:
            with pytest.raises(AuthenticationError):
                await client.operation(id_, **arguments(id_))


async def test_forbidden(place):
    async with method_of(place, f"{KEY}-analytics") as client, method_of(place, f"{KEY}-sources") as other:
        for id_, operation in OPERATIONS.items():
            with pytest.raises(PermissionDeniedError):
                await (other if operation.tag == "reports" else client).operation(id_, **arguments(id_))


async def test_not_found(place):
    async with method_of(place) as client:
        for id_, operation in OPERATIONS.items():
            if "{" in operation.path:
                with pytest.raises(NotFoundError):
                    await client.operation(id_, **arguments(id_))


async def test_rate_limited(place, sandbox, monkeypatch):
    monkeypatch.setattr(limits, "INITIAL_BACKOFF", 0.0)
    with Sandbox(key=KEY, rate_scale=1e-9, clock=lambda: 1_790_000_000.0) if sandbox else nullcontext() as strict:
        async with method_of(strict.url if strict else place) as client:
            for bucket in RATE_LIMITS:
                ids = [id_ for id_, operation in OPERATIONS.items() if operation.rate_limit.bucket == bucket]
                with suppress(BadRequestError, NotFoundError):  # one request is all that each bucket takes
                    await client.operation(ids[0], **arguments(ids[0]))
                for id_ in ids:
                    with pytest.raises(RateLimitError):
                        await client.operation(id_, **arguments(id_))


async def test_internal_server_error(place, sandbox, monkeypatch):
    async def broken(_call):
        raise RuntimeError("planted")

    for id_ in OPERATIONS:
        monkeypatch.setitem(HANDLERS, id_, broken)
    async with method_of(place) as client:
        for id_ in OPERATIONS:
            with pytest.raises(ServerError):
                await client.operation(id_, **arguments(id_))


async def test_bad_request_and_method_not_allowed(place):
    """Two that the client cannot be made to provoke: a query parameter that does not exist, and a wrong method."""
    headers = {"authorization": f"Bearer {KEY}"}
    async with httpx.AsyncClient(base_url=place, headers=headers) as http:
        for id_ in OPERATIONS:
            path = {name: value for name, value in arguments(id_).items() if name in PATH}
            request = operation_request(id_, path)
            refused = await http.request(request.operation.method, request.path, params={"unknown": "1"})
            assert refused.status_code == 400
            refused = await http.request("PUT", request.path)
            assert (refused.status_code, "unknown" in refused.text) == (405, False)
