"""Every recorded call keeps to the contract, and together they exercise it: cassettes.txt says what of it they miss.

`invoke cassettes.table` writes it anew, but never one that has lost something: what must go is taken out by hand.
"""

import json
import os
import re
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from imgix_contract.contract import Contract
from imgix_contract.errors import ApiError
from imgix_contract.recorded import check
from imgix_management.pytest_plugin.cassettes import find, read
from imgix_openapi.operations import OPERATIONS
from tools.contract import load, operations

CASSETTES = Path(__file__).resolve().parents[2] / "cassettes"
TABLE = Path(__file__).with_name("cassettes.txt")
HEAD = "# What of the contract the cassettes exercise. Written by `invoke cassettes.table`.\n"
CONTRACT = Contract()
CALLS = [
    pytest.param(exchange, id=f"{path.parent.name}/{path.stem}-{number}")
    for path in find(CASSETTES, [CASSETTES])
    for number, exchange in read(path, ["https://api.imgix.com", "http://127.0.0.1:8787"])
]


def everything():
    """All that there is to exercise, as lines of the table."""
    schemas = CONTRACT.document["components"]["schemas"]
    deployments = schemas["SourceCreateAttributes"]["properties"]["deployment"]["oneOf"]
    types = [CONTRACT.resolve(branch)["properties"]["type"]["const"] for branch in deployments]
    for _, _, definition in operations(load()):
        operation = OPERATIONS[definition["operationId"]]
        for status in sorted(definition["responses"].keys() - {"default"}):
            yield f"{operation.id} status {CONTRACT.expected_status(operation) if status == '2XX' else status}"
        yield from (f"{operation.id} parameter {parameter['name']}" for parameter in definition["parameters"])
        if operation.id in ("createSource", "updateSource"):
            yield from (f"{operation.id} deployment {type_}" for type_ in types)


def meant(exchange):
    """The operations whose path was called."""
    path = exchange.url.partition("?")[0]
    if exchange.status != 405:
        return [CONTRACT.match(exchange.method, path)]
    lines = []
    for method in ("GET", "POST", "PATCH", "DELETE"):
        try:
            lines.append(CONTRACT.match(method, path))
        except ApiError:
            continue
    return lines


def exercised(exchange):
    """What a call exercises: its status, and the rest if it succeeded."""
    for operation, path in meant(exchange):
        yield f"{operation.id} status {exchange.status}"
        if exchange.status < 300:
            query = [name for name, _ in parse_qsl(exchange.url.partition("?")[2], keep_blank_values=True)]
            names = [re.sub(r"^filter\[custom:.+\]$", "filter[custom:KEY]", name) for name in query]
            yield from (f"{operation.id} parameter {name}" for name in [*path, *names])
            if CONTRACT.takes_json(operation):
                attributes = json.loads(exchange.body)["data"]["attributes"]
                if "deployment" in attributes:
                    yield f"{operation.id} deployment {attributes['deployment']['type']}"


def table():
    lines = {line for parameter in CALLS for line in exercised(parameter.values[0])}
    return [f"{'yes' if line in lines else 'no '} {line}" for line in everything()]


@pytest.mark.parametrize("exchange", CALLS)
def test_every_recorded_call_keeps_to_the_contract(exchange):
    assert check(CONTRACT, exchange, strict=True).problems == []


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("path_unknown", {"url": "/api/v1/source/x"}),
        ("method_unknown", {"method": "PUT"}),
        ("query_invalid", {"url": "/api/v1/sources/x?field=name"}),
        ("key_missing", {"headers": {"content-type": "application/vnd.api+json"}}),
        ("content_type_wrong", {"headers": {"authorization": "Bearer x", "content-type": "text/plain"}}),
        ("body_invalid", {"body": b'{"data":{"id":"x","type":"sources","attributes":{"title":"Shop"}}}'}),
        ("body_invalid", {"body": b"{"}),
        ("status_unknown", {"status": 418}),
        ("response_type_wrong", {"response_headers": {"content-type": "text/html"}}),
        ("response_unreadable", {"response_body": b"<html>"}),
        ("response_invalid", {"response_body": b'{"data":{"id":"x","type":"sources","attributes":{"title":"Shop"}}}'}),
    ],
)
def test_a_call_that_leaves_the_contract_is_noticed(code, change):
    calls = (parameter.values[0] for parameter in CALLS)
    right = next(call for call in calls if (call.method, call.status) == ("PATCH", 200) and "/assets/" not in call.url)
    assert [problem.code for problem in check(CONTRACT, right._replace(**change), strict=True).problems] == [code]


def renamed_member(document):
    properties = document["components"]["schemas"]["SourceAttributes"]["properties"]
    properties["state"] = properties.pop("deployment_status")


def moved_path(document):
    document["paths"]["/api/v2/purge"] = document["paths"].pop("/api/v1/purge")


def required_member(document):
    document["components"]["schemas"]["PurgeCreateAttributes"]["required"].append("source_id")


def optional_parameter(document):
    document["paths"]["/api/v1/purge"]["post"]["parameters"] = [
        {"name": "wait", "in": "query", "schema": {"type": "boolean"}}
    ]


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (renamed_member, {"response_invalid"}),
        (moved_path, {"path_unknown"}),
        (required_member, {"body_invalid"}),
        (optional_parameter, set()),
    ],
)
def test_a_changed_contract_is_noticed_where_it_breaks_a_recorded_call(change, codes):
    document = load()
    change(document)
    contract = Contract(document)
    lines = {
        problem.code for parameter in CALLS for problem in check(contract, parameter.values[0], strict=True).problems
    }
    assert lines == codes


def test_the_cassettes_exercise_what_the_table_says():
    expected = TABLE.read_text("utf-8").removeprefix(HEAD).splitlines()
    now = table()
    lost = {line for line in expected if line.startswith("yes") and f"no  {line[4:]}" in now}
    assert not lost, "no cassette exercises this any more"
    if "IMGIX_WRITE_TABLE" in os.environ:
        TABLE.write_text(HEAD + "\n".join(now) + "\n", "utf-8")
    else:
        assert now == expected, "run `invoke cassettes.table` and commit tests/contract/cassettes.txt"
