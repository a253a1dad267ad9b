"""The sandbox and the contract belong together."""

import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from imgix_contract.contract import Contract
from imgix_contract.errors import ContractViolation
from imgix_openapi.operations import OPERATIONS, Operation
from imgix_sandbox import Sandbox, queries
from imgix_sandbox.context import HANDLERS, Call, Reply
from tests.sandbox.helpers import Api, connect


def test_an_operation_without_a_handler_is_a_501(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(HANDLERS, "getSource")
    with Sandbox() as sandbox, connect(sandbox.url) as client:
        api = Api(client, sandbox.key)
        source_id = api.create()["id"]
        assert api.error(501, "GET", f"/sources/{source_id}") == "The sandbox has no handler for getSource yet."
        assert api.error(400, "GET", f"/sources/{source_id}?no=1")
        assert sandbox.problems == []


@pytest.mark.parametrize("value", ["x", "add", "create", "status", "cancel"])
@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=lambda operation: operation.id)
def test_every_operation_is_reached_by_its_path(operation: Operation, value: str) -> None:
    path = re.sub(r"\{(\w+)\}", value, operation.path)
    assert Contract().match(operation.method, path).operation == operation


def test_every_asset_filter_of_the_contract_is_known() -> None:
    parameters = Contract().parameters(OPERATIONS["listAssets"], "query")
    names = {m[1] for p in parameters if (m := re.fullmatch(r"filter\[(?:or:)?(.+)\]", p["name"]))}
    assert names == set(queries.ASSET_FILTERS)


@pytest.mark.parametrize(
    ("status", "document"),
    [
        (200, {"data": []}),
        (200, {"data": {"id": "x"}}),
        (200, {"data": {"id": "x", "type": "sources", "attributes": {"nmae": "typo"}}}),
        (200, {"data": {"id": "x", "type": "sources", "attributes": {"enabled": "yes"}}}),
        (418, {"errors": []}),
        (404, {"errors": [{"details": "typo"}]}),
    ],
)
def test_a_response_that_breaks_the_contract_is_noticed(status: int, document: dict[str, Any]) -> None:
    with pytest.raises(ContractViolation, match="getSource"):
        Contract().check_response(OPERATIONS["getSource"], status, document)


FREE = {"default_params", "custom_fields", "tags", "dominant_colors"}
"""Members that hold whatever names people choose."""


def objects(node: Any, name: str = "") -> Iterator[dict[str, Any]]:
    """Yield every object of a response, except those with free names."""
    if isinstance(node, dict) and name not in FREE:
        yield node
        for key, value in node.items():
            yield from objects(value, key)
    elif isinstance(node, list):
        for item in node:
            yield from objects(item, name)


@pytest.mark.parametrize(
    ("operation_id", "path"),
    [
        ("listSources", "/sources"),
        ("getSource", "/sources/{id}"),
        ("listAssets", "/sources/{id}/assets"),
        ("getAsset", "/sources/{id}/assets/a.png"),
        ("listReports", "/reports"),
    ],
)
def test_no_response_may_have_a_member_that_the_contract_does_not_list(api: Api, operation_id: str, path: str) -> None:
    source_id = api.create()["id"]
    api.upload(source_id, "a.png")
    document = api.ok("GET", path.format(id=source_id), params={"page[size]": "1"} if path == "/sources" else {})
    contract, operation = Contract(), OPERATIONS[operation_id]
    contract.check_response(operation, 200, document)
    members = list(objects(document))
    assert len(members) > 6  # the document, jsonapi, what meta holds, a resource and its attributes
    for place in members:
        place["unlisted"] = 1
        with pytest.raises(ContractViolation, match="unlisted"):
            contract.check_response(operation, 200, document)
        del place["unlisted"]


async def _wrong(_: Call) -> Reply:
    return Reply({"id": 7})


async def _failing(_: Call) -> Reply:
    raise RuntimeError("planted")


@pytest.mark.parametrize("handler", [_wrong, _failing])
def test_a_fault_of_the_sandbox_is_a_500_and_a_problem(
    monkeypatch: pytest.MonkeyPatch, handler: Any, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(HANDLERS, "getSource", handler)
    with Sandbox() as sandbox, connect(sandbox.url) as client:
        assert "sandbox failed" in Api(client, sandbox.key).error(500, "GET", "/sources/x")
        assert len(sandbox.problems) == 1
    assert "imgix_sandbox" in caplog.text or caplog.records


def test_importing_the_package_loads_no_server() -> None:
    code = "import imgix_sandbox, sys; print([m for m in ('PIL', 'uvicorn', 'starlette') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
