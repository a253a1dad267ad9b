"""Everything the contract has can be reached through the client: operations, parameters, attributes."""

import inspect
import json
import re
from operator import attrgetter
from typing import get_type_hints

import httpx
import pytest

from imgix_management import (
    AsyncManagementClient,
    AsyncPager,
    AzureDeployment,
    GCSDeployment,
    ManagementClient,
    Pager,
    S3CompatibleDeployment,
    S3Deployment,
    WebFolderDeployment,
    WebProxyDeployment,
)
from imgix_management._models._generated import params
from imgix_openapi.operations import OPERATIONS
from tests.mock_clients import mock_client
from tools.contract import load, operations, resolve
from tools.schemas import is_null

DOCUMENT = load()
SCHEMAS = DOCUMENT["components"]["schemas"]
ID = "65a1b2c3d4e5f60718293a4b"
URL = "https://shop.imgix.net/a.png"
GROUPS = ("sources", "assets", "uploads", "uploads.sessions", "purges", "reports")
DEPLOYMENTS = (
    AzureDeployment,
    GCSDeployment,
    S3CompatibleDeployment,
    S3Deployment,
    WebFolderDeployment,
    WebProxyDeployment,
)
SESSION = {
    "data": {
        "id": "session",
        "type": "upload-sessions",
        "attributes": {"status": "COMPLETE", "url": "https://s.example/"},
    }
}


class Recorder:
    """Responds to any call, and records by operation what it carried."""

    def __init__(self):
        self.query = {}
        self.body = {}
        self._routes = [
            (operation.id, operation.method, re.compile(re.sub(r"{origin_path}", ".+", _one_segment(operation.path))))
            for operation in sorted(OPERATIONS.values(), key=lambda each: each.path.count("{"))
        ]

    def __call__(self, request):
        content = request.read()
        if request.url.host != "api.imgix.com":
            return httpx.Response(200, content=b"date\n")
        id_ = next(
            i for i, method, path in self._routes if method == request.method and path.fullmatch(request.url.path)
        )
        self.query.setdefault(id_, set()).update(request.url.params)
        sent = self.body.setdefault(id_, set())
        if request.headers.get("content-type") == "application/vnd.api+json":
            sent.update(_leaves(json.loads(content)["data"]["attributes"]))
        document = SESSION if "Session" in id_ else {"data": [] if id_.startswith("list") else {"id": ID, "type": "x"}}
        if id_ == "getAsset":
            document = {"data": {"id": ID, "type": "assets", "attributes": {"custom_fields": None}}}
        if id_ in ("getSource", "getReport"):
            attributes = {"deployment_status": "deployed", "report_key": "key", "files": [], "completed": True}
            document = {"data": {"id": ID, "type": "x", "attributes": attributes}}
        return httpx.Response(200, json=document)


def _one_segment(path):
    return re.sub(r"{(?!origin_path)\w+}", "[^/]+", path)


def _leaves(attributes):
    """The names of attributes that were sent, those of a deployment after a dot."""
    for name, value in attributes.items():
        yield name
        if name == "deployment":
            yield from (f"deployment.{field}" for field in value)


def sample(hint):
    """A value for a keyword of this type."""
    text = str(hint)
    if "Mapping" in text:
        return {"KEY": None if "None" in text else "1"}
    return next(value for mark, value in (("Literal", "x"), ("bool", True), ("int", 1), ("str", "x")) if mark in text)


def every_keyword(typed_dict):
    hints = get_type_hints(typed_dict, vars(params))
    return {name: sample(hint) for name, hint in hints.items()}


def called_with_everything(client, directory):
    """Call every method, with every keyword it has."""
    fields = {f: sample(h) for f, h in get_type_hints(params.SourceUpdateParams, vars(params)).items()}
    list(client.sources.list(cursor=1, **every_keyword(params.SourceListParams)))
    client.sources.get(ID, fields=["name"])
    for deployment in DEPLOYMENTS:
        attributes = deployment(**every_keyword(getattr(params, f"{deployment.__name__}Fields")))
        client.sources.create("Shop", attributes, enabled=True, extra_attributes={})
        fields["deployment"] = attributes
        client.sources.update(ID, **fields, extra_attributes={}, allow_secret_loss=True)
    client.sources.enable(ID)
    client.sources.disable(ID)
    client.sources.find_by_name("Shop")
    client.sources.wait_until_deployed(ID, timeout=1, poll_interval=0)
    list(client.assets.list(ID, cursor="cursor", **every_keyword(params.AssetListParams)))
    client.assets.get(ID, "a/b.png", fields="name")
    client.assets.update(ID, "a/b.png", **every_keyword(params.AssetUpdateParams))
    client.assets.update_custom_fields(ID, "a/b.png", {"shelf": "B2"})
    client.assets.add(ID, "a/b.png")
    client.assets.refresh(ID, "a/b.png")
    client.assets.publish(ID, URL)
    client.assets.unpublish(ID, URL)
    client.uploads.upload(
        ID,
        "a/b.png",
        b"x",
        overwrite=True,
        content_type="image/png",
        progress=print,
        timeout=1,
        poll_interval=0,
    )
    client.uploads.sessions.create(ID, "a/b.png")
    client.uploads.sessions.get(ID, "session")
    client.uploads.sessions.close(ID, "session")
    client.uploads.sessions.cancel(ID, "session")
    client.uploads.sessions.wait_until_complete(ID, "session", timeout=1, poll_interval=0)
    client.purges.create(URL, sub_image=True, source_id=ID)
    journal = directory / "a.journal"
    client.purges.create_many(
        [URL], sub_image=False, source_id=None, domains=None, journal=journal, progress=print, dry_run=False
    ).run()
    client.purges.create_for_source(
        ID,
        domains=["shop.imgix.net"],
        journal=None,
        progress=print,
        dry_run=False,
        **every_keyword(params.AssetListParams),
    ).run()
    client.uploads.upload_folder(
        ID,
        directory,
        prefix="a/",
        include=["x.py"],
        exclude=[],
        compare="size",
        overwrite=False,
        journal=None,
        progress=print,
        dry_run=True,
    )
    client.assets.update_many(
        [{"origin_path": "a.png", "name": "x"}],
        source_id=ID,
        replace_custom_fields=True,
        journal=None,
        progress=print,
        dry_run=False,
    ).run()
    client.assets.refresh_many(ID, ["a.png"], journal=None, progress=print, dry_run=False).run()
    client.assets.add_many(ID, ["a.png"], journal=None, progress=print, dry_run=False).run()
    client.assets.export(
        ID,
        directory / "a.csv",
        format="csv",
        progress=print,
        **every_keyword(params.AssetListParams),
    )
    client.reports.download_many(
        directory,
        period="2026-10",
        report_type="cdn_logs",
        completed=True,
        join=True,
        journal=None,
        progress=print,
        dry_run=False,
    ).run()
    client.jobs.resume(journal, progress=print).run()
    client.jobs.retry(journal, unknown=True, progress=print).run()
    list(client.reports.list(period="2026-10", cursor=1, **every_keyword(params.ReportListParams)))
    report = client.reports.get("report", fields="files")
    assert client.reports.download(report, directory, join=False, progress=print) == []


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    recorder = Recorder()
    with mock_client(recorder) as client:
        called_with_everything(client, tmp_path_factory.mktemp("reports"))
    return recorder


def test_every_method_and_keyword_is_in_this_test():
    source = inspect.getsource(called_with_everything)
    for group, method_name, method in _methods(ManagementClient):
        call = re.search(rf"client\.{re.escape(group)}\.{method_name}\(((?:[^()]|\([^()]*\))*)\)", source)
        assert call, f"{group}.{method_name} is not called"
        keywords = re.search(r"every_keyword\(params\.(\w+)\)", call[1])
        covered = every_keyword(getattr(params, keywords[1])) if keywords else {}
        if (group, method_name) == ("sources", "update"):
            covered = every_keyword(params.SourceUpdateParams)
        for parameter in inspect.signature(method).parameters.values():
            if parameter.kind is parameter.KEYWORD_ONLY:
                assert parameter.name in covered or f"{parameter.name}=" in call[1], (
                    group,
                    method_name,
                    parameter.name,
                )


def test_every_operation_can_be_called(recorded):
    assert set(recorded.query) == {operation["operationId"] for _, _, operation in operations(DOCUMENT)}


@pytest.mark.parametrize("id_", sorted(OPERATIONS))
def test_every_query_parameter_can_be_sent(recorded, id_):
    (operation,) = [o for _, _, o in operations(DOCUMENT) if o["operationId"] == id_]
    assert recorded.query[id_] == {p["name"] for p in operation["parameters"] if p["in"] == "query"}


def without_read_only(schema):
    """The names of all attributes that a request may hold."""
    schema = resolve(DOCUMENT, schema)
    names = set()
    for part in (*schema.get("allOf", ()), *schema.get("oneOf", ())):
        names |= without_read_only(part)
    for name, facts in schema.get("properties", {}).items():
        names.add(name)
        if name == "deployment":
            names |= {f"deployment.{field}" for field in without_read_only(facts)}
    return names


@pytest.mark.parametrize("id_", sorted(OPERATIONS))
def test_every_attribute_can_be_sent(recorded, id_):
    (operation,) = [o for _, _, o in operations(DOCUMENT) if o["operationId"] == id_]
    content = operation.get("requestBody", {}).get("content", {}).get("application/vnd.api+json")
    if content is None:
        assert recorded.body[id_] == set()
        return
    data = resolve(DOCUMENT, resolve(DOCUMENT, content["schema"])["properties"]["data"])
    assert recorded.body[id_] == without_read_only(data["properties"]["attributes"])


READ = {
    "SourceAttributes": lambda client: client.sources.get(ID),
    "Deployment": lambda client: client.sources.get(ID).deployment,
    "AssetAttributes": lambda client: client.assets.get(ID, "a.png"),
    "Colors": lambda client: client.assets.get(ID, "a.png").colors,
    "PublicationAttributes": lambda client: client.assets.publish(ID, URL),
    "UploadSessionAttributes": lambda client: client.uploads.sessions.get(ID, "session"),
    "PurgeAttributes": lambda client: client.purges.create(URL),
    "ReportAttributes": lambda client: client.reports.get("report"),
}


def test_all_attributes_of_responses_are_in_this_test():
    expected = {
        name for name in SCHEMAS if name.endswith("Attributes") and "Create" not in name and "Update" not in name
    }
    assert set(READ) == expected | {"Deployment", "Colors"}


@pytest.mark.parametrize("name", READ)
def test_every_attribute_of_a_response_can_be_read(client, server, name):
    values = {wire: _example(facts) for wire, facts in SCHEMAS[name]["properties"].items()}
    inside = {"Deployment": {"deployment": values}, "Colors": {"colors": values}}.get(name, values)
    server.respond({"data": {"id": "id", "type": "x", "attributes": inside}})
    resource = READ[name](client)
    assert resource.to_dict() | {"id": None, "type": None} == values | {"id": None, "type": None}
    for wire, value in values.items():
        attribute = wire.replace(".", "_")
        assert attribute in get_type_hints(type(resource)) or hasattr(type(resource), attribute)
        read = getattr(resource, attribute)
        if attribute != "id":  # `id` is that of the resource
            assert json.loads(json.dumps(read, default=lambda record: record.to_dict())) == value
        if SCHEMAS[name]["properties"][wire].get("x-imgix-unit") == "unix-seconds":
            assert getattr(resource, f"{attribute}_at").timestamp() == value


def _example(schema):
    schema = resolve(DOCUMENT, schema)
    for branch in schema.get("oneOf", ()):
        if not is_null(branch):
            return _example(branch)
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return {"string": "x", "integer": 7, "number": 7.5, "boolean": True, "array": ["x"], "object": {"x": 1}}[kinds[0]]


def _methods(cls):
    for group in GROUPS:
        for name, method in inspect.getmembers(attrgetter(group)(cls), inspect.isfunction):
            if not name.startswith("_"):
                yield group, name, method


def test_both_clients_have_the_same_methods():
    def shape(method):
        return [(p.name, p.kind, p.default) for p in inspect.signature(method).parameters.values()]

    sync = {(group, method_name): shape(method) for group, method_name, method in _methods(ManagementClient)}
    assert sync == {
        (group, method_name): shape(method) for group, method_name, method in _methods(AsyncManagementClient)
    }


def test_both_clients_and_lists_have_the_same_names():
    def names(cls):
        return {name for name in dir(cls) if not name.startswith("_")}

    assert names(ManagementClient) - {"close"} == names(AsyncManagementClient) - {"aclose"}
    assert names(Pager) == names(AsyncPager)
    for name in ("operation", "with_options"):
        one, other = (
            [(p.name, p.kind, p.default) for p in inspect.signature(getattr(c, name)).parameters.values()]
            for c in (ManagementClient, AsyncManagementClient)
        )
        assert one == other
