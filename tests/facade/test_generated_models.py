"""What is derived from the contract is what the contract says: attributes, deployments, changes."""

import ast
import copy
import inspect
import json
import pickle
import re
from importlib.resources import files
from typing import Any, get_type_hints

import httpx
import jsonschema_rs
import pytest

import imgix_management
from imgix_management import (
    Asset,
    AssetUpdateParams,
    Colors,
    Deployment,
    InvalidInputError,
    Publication,
    Purge,
    Report,
    S3Deployment,
    Source,
    SourceUpdateParams,
    UploadSession,
    WebFolderDeployment,
)
from imgix_management._models._generated import attributes, params
from imgix_management._models.deployments import DeploymentInput
from tools import literals
from tools.contract import Json, resolve

ID = "65a1b2c3d4e5f60718293a4b"
CONTRACT: Json = json.loads((files("imgix_openapi") / "contract.json").read_text(encoding="utf-8"))
SCHEMAS: dict[str, Json] = CONTRACT["components"]["schemas"]
RECORDS = {
    Source: "SourceAttributes",
    Asset: "AssetAttributes",
    Publication: "PublicationAttributes",
    UploadSession: "UploadSessionAttributes",
    Purge: "PurgeAttributes",
    Report: "ReportAttributes",
    Deployment: "Deployment",
    Colors: "Colors",
}
PROPERTIES = [
    (cls, name, facts) for cls, schema in RECORDS.items() for name, facts in SCHEMAS[schema]["properties"].items()
]


def python_name(wire: str) -> str:
    return wire.replace(".", "_")


def declared(module, name: str) -> dict[str, str]:
    """The fields of a class, and their types, as its source has them."""
    tree = ast.parse(inspect.getsource(module))
    [definition] = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name]
    fields = {}
    for node in definition.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id[0] != "_":
            fields[node.target.id] = ast.unparse(node.annotation)
        elif (
            isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and isinstance(node.targets[0], ast.Name)
        ):
            fields[node.targets[0].id] = ast.unparse(node.value.func)
    return fields


def is_null(schema: Json) -> bool:
    return schema.get("type") == "null"


def kinds(schema: Json) -> set[str]:
    """The JSON types that a schema takes."""
    if "$ref" in schema:
        return kinds(resolve(CONTRACT, schema))
    if "oneOf" in schema:
        return set().union(*(kinds(branch) for branch in schema["oneOf"]))
    return set([schema["type"]] if isinstance(schema["type"], str) else schema["type"])


def fits(schema: Json) -> Any:
    """A value that a schema takes, and not null."""
    schema = resolve(CONTRACT, schema)
    if "oneOf" in schema:
        return fits(next(branch for branch in schema["oneOf"] if not is_null(branch)))
    if "const" in schema or "enum" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    kind = schema["type"] if isinstance(schema["type"], str) else schema["type"][0]
    if kind == "array":
        return [fits(schema["items"])]
    if kind == "object":
        inner = schema.get("additionalProperties", True)
        members = schema.get("properties", {"auto": {"type": "string"} if inner is True else inner})
        return {name: fits(facts) for name, facts in members.items()}
    text = "https://shop.example/" if schema.get("pattern", "").startswith("^https") else "x"
    return {"string": text, "integer": schema.get("minimum", 7), "number": 0.5, "boolean": True}[kind]


# ---------------------------------------------------------------- attributes


def test_every_schema_of_attributes_in_a_response_has_a_model():
    expected = {
        name for name in SCHEMAS if name.endswith("Attributes") and not any(w in name for w in ("Create", "Update"))
    }
    nested = {
        branch["$ref"].rsplit("/", 1)[1]
        for name in expected
        for facts in SCHEMAS[name]["properties"].values()
        for branch in facts.get("oneOf", [])
        if "$ref" in branch
    }
    assert expected | nested == set(RECORDS.values())


@pytest.mark.parametrize("cls", RECORDS)
def test_the_attributes_are_the_properties_of_the_contract_one_to_one(cls):
    properties = SCHEMAS[RECORDS[cls]]["properties"]
    plain = {python_name(wire): wire for wire in properties if wire != "id"}
    moments = {f"{wire}_at": wire for wire, facts in properties.items() if facts.get("x-imgix-unit") == "unix-seconds"}
    assert cls._known == {**plain, **moments}
    assert declared(attributes, RECORDS[cls]).keys() == {**plain, **moments}.keys()


@pytest.mark.parametrize(("cls", "wire", "facts"), [row for row in PROPERTIES if row[1] != "id"])
def test_the_type_of_an_attribute_reports_whether_it_may_be_null(cls, wire, facts):
    kind = declared(attributes, RECORDS[cls])[python_name(wire)]
    assert ("None" in kind) is not facts.get("x-imgix-never-null", False)
    assert "null" in kinds(facts), "a response is taken as it is"
    expected = {
        *({"str"} if "string" in kinds(facts) else ()),
        *({"bool"} if "boolean" in kinds(facts) else ()),
        *({"float"} if "number" in kinds(facts) else {"int"} if "integer" in kinds(facts) else ()),
    }
    if not kinds(facts) & {"array", "object"}:
        words = set(kind.removeprefix("AliasedField[").removesuffix("]").split(" | "))
        known = literals.literal_name(RECORDS[cls], wire)
        assert (known in words) is ("x-extensible-enum" in facts)
        assert words - {"None", known} == expected
    else:
        assert kind.startswith(("FrozenField[", "NestedField["))
        assert ("tuple[" in kind) is ("array" in kinds(facts))


@pytest.mark.parametrize(("cls", "wire", "facts"), [row for row in PROPERTIES if row[1] != "id"])
def test_an_attribute_as_the_contract_describes_it_can_be_read(client, server, cls, wire, facts):
    value = fits(facts)
    holder = {Deployment: "deployment", Colors: "colors"}.get(cls)
    content = {holder: {wire: value}} if holder else {wire: value}
    server.respond({"data": {"id": ID, "type": "x", "attributes": content}})
    base = {Deployment: Source, Colors: Asset}.get(cls, cls)
    resource = fetch(client, base)
    record = getattr(resource, holder) if holder else resource
    got = getattr(record, python_name(wire))
    assert (json.loads(json.dumps(got)) if not hasattr(got, "to_dict") else got.to_dict()) == value
    assert record[wire] == got or hasattr(got, "to_dict")
    if facts.get("x-imgix-unit") == "unix-seconds":
        assert getattr(record, f"{wire}_at").timestamp() == value


def fetch(client, cls):
    if cls is Source:
        return client.sources.get(ID)
    if cls is Asset:
        return client.assets.get(ID, "a.png")
    if cls is Purge:
        return client.purges.create("https://shop.imgix.net/a.png")
    if cls is Report:
        return client.reports.get("r")
    # No method returns these yet: any response can be read as any class.
    source = client.sources.get(ID)
    return cls._create_resource(dict(source.__dict__), source._object, source._context)


def test_what_is_secret_in_the_contract_is_masked():
    for cls, schema in RECORDS.items():
        own = {wire for wire, facts in SCHEMAS[schema]["properties"].items() if facts.get("format") == "password"}
        assert own <= cls._secret
    sent = {
        wire
        for schema in SCHEMAS.values()
        for wire, facts in schema.get("properties", {}).items()
        if facts.get("writeOnly")
    }
    assert sent
    assert sent <= Deployment._secret
    assert Deployment._secret <= Source._secret
    assert not Asset._secret


# ---------------------------------------------------------------- deployments

BRANCHES = [
    branch["$ref"].rsplit("/", 1)[1]
    for branch in SCHEMAS["SourceCreateAttributes"]["properties"]["deployment"]["oneOf"]
]


def fields_of(name: str) -> dict[str, Json]:
    """The fields that a deployment type takes, on the wire, but for its type."""
    groups = [resolve(CONTRACT, part) for part in SCHEMAS[name]["allOf"]]
    return {wire: facts for group in groups for wire, facts in group["properties"].items()}


def required(name: str) -> list[str]:
    return [wire for wire in SCHEMAS[name]["required"] if wire != "type"]


def build(name: str, wire_names) -> DeploymentInput:
    cls = getattr(imgix_management, name)
    deployment = cls(**{python_name(wire): fits(fields_of(name)[wire]) for wire in wire_names})
    assert isinstance(deployment, DeploymentInput)
    return deployment


def valid(schema: str, document: object) -> None:
    validator = jsonschema_rs.Draft202012Validator({**SCHEMAS[schema], "components": CONTRACT["components"]})
    assert [error.message for error in validator.iter_errors(document)] == []


def test_there_is_a_class_for_each_deployment_type():
    classes = {cls.__name__: cls for cls in DeploymentInput.__subclasses__()}
    assert classes.keys() == set(BRANCHES)
    for name, cls in classes.items():
        assert getattr(imgix_management, name) is cls
        assert name in imgix_management.__all__
        assert cls.type == SCHEMAS[name]["properties"]["type"]["const"]
    known = SCHEMAS["Deployment"]["properties"]["type"]["x-extensible-enum"]
    assert {cls.type for cls in classes.values()} == set(known)


@pytest.mark.parametrize("name", BRANCHES)
def test_the_fields_of_a_deployment_are_those_of_the_contract(name):
    fields = getattr(params, f"{name}Fields")
    assert get_type_hints(fields).keys() == {python_name(wire) for wire in fields_of(name)}
    # With annotations as text, TypedDict itself does not know which are required.
    marked = {key for key, kind in declared(params, f"{name}Fields").items() if kind.startswith("Required[")}
    assert marked == {python_name(wire) for wire in required(name)}


@pytest.mark.parametrize("name", BRANCHES)
@pytest.mark.parametrize("extent", ["required", "all"])
def test_a_deployment_goes_over_the_wire_as_the_contract_has_it(client, server, name, extent):
    wire_names = required(name) if extent == "required" else list(fields_of(name))
    deployment = build(name, wire_names)
    assert deployment["type"] == deployment.type
    assert dict(deployment) == {"type": deployment.type, **{wire: fits(fields_of(name)[wire]) for wire in wire_names}}
    assert len(deployment) == len(wire_names) + 1
    server.respond({"data": {"id": ID, "type": "sources"}}, 201)
    client.sources.create("Shop", deployment)
    assert server.sent()["data"]["attributes"]["deployment"] == dict(deployment)
    valid("SourceCreateDocument", server.sent())


@pytest.mark.parametrize("name", BRANCHES)
def test_a_required_field_that_is_missing_is_named(name):
    cls = getattr(imgix_management, name)
    with pytest.raises(InvalidInputError) as caught:
        cls()
    assert caught.value.code == "deployment_field_missing"
    assert caught.value.values["fields"] == ", ".join(required(name))
    for wire in required(name):
        values = {python_name(other): fits(fields_of(name)[other]) for other in required(name) if other != wire}
        for lacking in (values, {**values, python_name(wire): None}):
            with pytest.raises(InvalidInputError) as caught:
                cls(**lacking)
            assert caught.value.values["fields"] == wire
            assert name in caught.value.message("ja")


@pytest.mark.parametrize("name", BRANCHES)
def test_a_deployment_shows_no_secrets(name):
    secrets = [wire for wire, facts in fields_of(name).items() if facts.get("writeOnly")]
    assert secrets
    cls = getattr(imgix_management, name)
    values = {python_name(wire): fits(facts) for wire, facts in fields_of(name).items()}
    deployment = cls(**{**values, **dict.fromkeys(secrets, "hush")})
    assert "hush" not in repr(deployment) + str(deployment) + f"{deployment}"
    assert repr(deployment).startswith(f"{name}(type={cls.type!r}, ")
    assert "'auto': 'x'" in repr(deployment)
    assert all(deployment[wire] == "hush" for wire in secrets)
    with pytest.raises(InvalidInputError) as caught:
        cls(**dict.fromkeys(secrets, "hush"))
    assert "hush" not in str(caught.value) + repr(caught.value)


@pytest.mark.parametrize("name", BRANCHES)
def test_a_deployment_is_a_value(name):
    deployment = build(name, required(name))
    for twin in (copy.copy(deployment), copy.deepcopy(deployment), pickle.loads(pickle.dumps(deployment))):
        assert type(twin) is type(deployment)
        assert twin == deployment == dict(deployment)
    assert deployment != build(name, [*required(name), "annotation"])
    with pytest.raises(AttributeError):
        deployment.other = 1
    with pytest.raises(TypeError):
        deployment["annotation"] = "x"


def test_the_type_of_a_deployment_is_that_of_its_class():
    read = {"type": "s3", "imgix_subdomains": ["shop"], "webfolder_base_url": "https://s.example/"}
    assert WebFolderDeployment(**read)["type"] == "webfolder"
    assert list(WebFolderDeployment(**read)) == ["type", "imgix_subdomains", "webfolder_base_url"]


def test_null_can_be_sent_where_the_contract_takes_it(client, server):
    values = {python_name(wire): "x" for wire in required("S3Deployment")}
    server.respond({"data": {"id": ID, "type": "sources"}}, 201)
    client.sources.create("Shop", S3Deployment(**{**values, "imgix_subdomains": ["shop"]}, image_error=None))
    assert server.sent()["data"]["attributes"]["deployment"]["image_error"] is None
    valid("SourceCreateDocument", server.sent())


# ---------------------------------------------------------------- changes


@pytest.mark.parametrize(
    ("changes", "schema"),
    [(SourceUpdateParams, "SourceUpdateAttributes"), (AssetUpdateParams, "AssetUpdateAttributes")],
)
def test_the_changes_are_those_of_the_contract(changes, schema):
    assert get_type_hints(changes).keys() == SCHEMAS[schema]["properties"].keys()
    assert changes.__required_keys__ == frozenset()


@pytest.mark.parametrize("name", SCHEMAS["AssetUpdateAttributes"]["properties"])
@pytest.mark.parametrize("empty", [False, True])
def test_each_change_of_an_asset_is_sent_as_the_contract_has_it(client, server, name, empty):
    value = None if empty else fits(SCHEMAS["AssetUpdateAttributes"]["properties"][name])
    server.default = lambda _: httpx.Response(200)
    client.assets.update(ID, "/cats/tom.jpg", **{name: value})
    assert server.sent()["data"]["attributes"] == {name: value}
    assert server.sent()["data"]["id"] == f"{ID}/cats/tom.jpg"
    valid("AssetUpdateDocument", server.sent())


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Shop"},
        {"enabled": False},
        {"deployment": {"type": "gcs", "cache_ttl_error": 60}},
        {"deployment": {"type": "webfolder", "imgix_subdomains": ("shop",), "robots.txt": "allow-all"}},
        {"name": "Shop", "enabled": True, "deployment": {"type": "s3", "default_params": {"auto": "format"}}},
    ],
)
def test_each_change_of_a_source_is_sent_as_the_contract_has_it(client, server, changes):
    server.default = lambda _: httpx.Response(200)
    client.sources.update(ID, **changes, allow_secret_loss=True)
    assert server.sent()["data"]["attributes"] == json.loads(json.dumps(changes))
    valid("SourceUpdateDocument", server.sent())


def test_a_deployment_that_was_read_can_be_sent_back(client, server):
    properties = SCHEMAS["Deployment"]["properties"]
    sent = {wire for name in BRANCHES for wire in fields_of(name)} | {"type"}
    others = re.compile(
        "^(access_key_id|bucket_name|endpoint_url|region|storage_provider|username)$|gcs|azure|webfolder"
    )
    attributes = {wire: fits(facts) for wire, facts in properties.items() if not others.search(wire)}
    attributes.update(type="s3", cache_ttl_behavior="override_origin", image_error=None)
    attributes.update({"robots.txt": "allow-all"})
    server.respond({"data": {"id": ID, "type": "sources", "attributes": {"deployment": attributes}}})
    source = client.sources.get(ID)
    server.respond(b"")
    client.sources.update(ID, deployment=source.deployment, allow_secret_loss=True)
    back = server.sent()["data"]["attributes"]["deployment"]
    assert back == {wire: value for wire, value in attributes.items() if wire in sent}
    valid("SourceUpdateDocument", server.sent())
