"""The contract keeps its own rules, besides those of `redocly.yaml`."""

import json
import re
from importlib.resources import files

import pytest

from tools.contract import load, operations, resolve

DOCUMENT = load()
OPERATIONS = operations(DOCUMENT)
IDS = [operation["operationId"] for _, _, operation in OPERATIONS]
SCHEMAS = DOCUMENT["components"]["schemas"]
ERRORS = {"400", "401", "403", "404", "405", "429", "500"}


def each_operation(function):
    return pytest.mark.parametrize("operation", [row[2] for row in OPERATIONS], ids=IDS)(function)


def references(node):
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def reachable(node, seen=None):
    """The names of all schemas that a node leads to."""
    seen = set() if seen is None else seen
    for reference in references(node):
        name = reference.rsplit("/", 1)[1]
        if name not in seen:
            seen.add(name)
            reachable(resolve(DOCUMENT, {"$ref": reference}), seen)
    return seen & SCHEMAS.keys()


def test_operation_ids_are_unique():
    assert len(IDS) == len(set(IDS))


@each_operation
def test_operation_has_its_errors_and_one_success(operation):
    statuses = set(operation["responses"])
    expected = ERRORS | ({"409"} if operation["operationId"] in ("createPurge", "addAsset") else set())
    (success,) = statuses - expected
    assert statuses >= expected
    # A status that no page names is not told as certain.
    assert (success == "2XX") == ("x-imgix-status" in operation)
    for status in expected:
        content = resolve(DOCUMENT, operation["responses"][status])["content"]
        assert list(content) == ["application/vnd.api+json"]
        assert content["application/vnd.api+json"]["schema"]["$ref"].endswith("/ErrorDocument")


def test_the_seven_rate_limits_as_documented():
    limits = {name: (limit["limit"], limit["period"]) for name, limit in DOCUMENT["x-imgix-rate-limits"].items()}
    assert limits == {
        "default": (4, "second"),
        "update-source": (60, "hour"),
        "create-source": (60, "hour"),
        "get-asset": (10, "second"),
        "refresh-asset": (10, "minute"),
        "upload": (2, "second"),
        "purge": (10, "second"),
    }


def takes_null(facts):
    facts = resolve(DOCUMENT, facts)
    kinds = facts.get("type", [branch.get("type") for branch in facts.get("oneOf", ())])
    return "null" in kinds


def test_responses_refuse_no_unknown_member_no_null_and_no_new_value():
    for name in reachable([operation["responses"] for _, _, operation in OPERATIONS]):
        schema = SCHEMAS[name]
        assert schema.get("additionalProperties", True) is not False, name
        assert "unevaluatedProperties" not in schema, name
        for wire, facts in schema.get("properties", {}).items():
            assert "enum" not in facts, (name, wire)
            assert takes_null(facts), (name, wire)


def test_a_list_may_be_answered_with_one_object():
    for name in ("SourceListDocument", "AssetListDocument", "ReportListDocument"):
        array, one, _null = SCHEMAS[name]["properties"]["data"]["oneOf"]
        assert array["items"] == one


def test_requests_are_strict():
    for name in reachable([operation.get("requestBody", {}) for _, _, operation in OPERATIONS]):
        schema = SCHEMAS[name]
        if name.endswith("Fields") or name == "DeploymentSettings":  # parts of the deployments
            continue
        assert schema.get("additionalProperties") is False or schema.get("unevaluatedProperties") is False, name


def test_secrets_are_write_only():
    deployments = [name for name in SCHEMAS if name.endswith(("Deployment", "Fields"))]
    for name in deployments:
        for wire, facts in SCHEMAS[name].get("properties", {}).items():
            if re.search("secret|password$|sas", wire):
                assert facts.get("writeOnly"), (name, wire)
                assert wire not in SCHEMAS["Deployment"]["properties"]


def test_the_shipped_copy_is_the_document():
    assert json.loads(files("imgix_openapi").joinpath("contract.json").read_text("utf-8")) == DOCUMENT
