"""The contract keeps its own rules, besides those of `redocly.yaml`."""

import json
import re
from importlib.resources import files

import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator

from tools import openapi30
from tools.contract import ROOT, load, operations, resolve

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
    statuses = set(operation["responses"]) - {"default"}
    expected = ERRORS | ({"409"} if operation["operationId"] in ("createPurge", "addAsset") else set())
    (success,) = statuses - expected
    assert statuses >= expected
    # A status that no page names is not stated as certain.
    assert (success == "2XX") == ("x-imgix-status" in operation)
    for status in expected | {"default"}:
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


def test_a_list_is_an_array():
    for name in ("Source", "Asset", "Report"):
        data = SCHEMAS[f"{name}ListDocument"]["properties"]["data"]
        assert data["type"] == ["array", "null"]
        assert data["items"] == {"$ref": f"#/components/schemas/{name}Resource"}


def test_requests_are_strict_but_for_deployments_which_are_not_known_completely():
    for name in reachable([operation.get("requestBody", {}) for _, _, operation in OPERATIONS]):
        schema = SCHEMAS[name]
        if re.search("Fields$|Deployment(Settings|Update)?$", name):
            assert schema.keys().isdisjoint(["additionalProperties", "unevaluatedProperties"]), name
        else:
            assert schema.get("additionalProperties") is False, name


def test_deployments_have_discriminators():
    for attributes, suffix in (("SourceCreateAttributes", ""), ("SourceUpdateAttributes", "Update")):
        deployment = SCHEMAS[attributes]["properties"]["deployment"]
        mapping = deployment["discriminator"]["mapping"]
        assert deployment["discriminator"]["propertyName"] == "type"
        assert list(mapping.values()) == [branch["$ref"] for branch in deployment["oneOf"]]
        for type_, reference in mapping.items():
            assert reference.endswith(f"Deployment{suffix}")
            assert resolve(DOCUMENT, {"$ref": reference})["properties"]["type"]["const"] == type_


def test_responses_list_the_headers_that_have_been_seen():
    for _, _, operation in OPERATIONS:
        for status, response in operation["responses"].items():
            headers = {"x-request-id", "x-cloud-trace-context"} | ({"Retry-After"} if status == "429" else set())
            assert set(resolve(DOCUMENT, response)["headers"]) == headers


def test_an_upload_is_a_body_that_generators_know():
    (upload,) = [operation for _, _, operation in OPERATIONS if operation["operationId"] == "uploadAsset"]
    assert list(upload["requestBody"]["content"]) == ["application/octet-stream"]


def test_adding_has_no_body_and_says_what_a_repetition_gets():
    (add,) = [operation for _, _, operation in OPERATIONS if operation["operationId"] == "addAsset"]
    assert add["responses"]["202"].keys().isdisjoint(["content"])
    assert add["responses"]["202"]["x-imgix-empty"] == "text/html"
    conflict = resolve(DOCUMENT, add["responses"]["409"])
    assert (conflict["x-imgix-duplicate"], conflict["x-imgix-confidence"]) == (True, "captured")
    (error,) = conflict["content"]["application/vnd.api+json"]["example"]["errors"]
    assert error["detail"] == "The provided asset has already been processed"


def test_errors_that_were_captured_have_their_captured_form():
    for name in ("Unauthorized", "NotFound", "AlreadyAdded"):
        response = DOCUMENT["components"]["responses"][name]
        example = response["content"]["application/vnd.api+json"]["example"]
        assert response["x-imgix-confidence"] == "captured"
        assert example.keys() == {"errors", "jsonapi", "meta"}  # no `server` beside them
        assert example["meta"].keys() == {"authentication", "server"}


def test_the_copy_in_openapi_3_0_is_derived_and_has_the_roles_in_an_extension():
    copy = load(ROOT / "openapi" / "3.0" / "imgix-management.yaml")
    assert copy == openapi30.document(DOCUMENT)
    OpenAPIV30SpecValidator(copy).validate()
    text = json.dumps(copy)
    assert not re.search('"(const|propertyNames|unevaluatedProperties)":|"type": "null"|"null"|2XX', text)
    twins = {operation["operationId"]: operation for _, _, operation in operations(copy)}
    for _, _, operation in OPERATIONS:
        twin = twins[operation["operationId"]]
        assert twin["security"] == [{"apiKey": []}]
        assert twin["x-imgix-permission"] == operation["security"][0]["apiKey"]


def test_the_document_and_each_tag_lead_to_the_page_of_imgix_in_both_languages():
    for node in (DOCUMENT, *DOCUMENT["tags"]):
        pages = node["externalDocs"]
        assert pages["url"].startswith("https://docs.imgix.com/en-US/apis/management/")
        assert pages["x-url-ja"] == pages["url"].replace("/en-US/", "/ja-JP/")


def test_secrets_are_write_only():
    deployments = [name for name in SCHEMAS if name.endswith(("Deployment", "Fields"))]
    for name in deployments:
        for wire, facts in SCHEMAS[name].get("properties", {}).items():
            if re.search("secret|password$|sas", wire):
                assert facts.get("writeOnly"), (name, wire)
                assert wire not in SCHEMAS["Deployment"]["properties"]


def test_the_shipped_copy_is_the_document():
    assert json.loads(files("imgix_openapi").joinpath("contract.json").read_text("utf-8")) == DOCUMENT
