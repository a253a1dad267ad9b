"""The generated client works on its own, with a bare httpx client, and its traps are closed."""

import importlib
import inspect
import json
import pkgutil

import httpx
import pytest

import imgix_openapi.api
import imgix_openapi.models
from imgix_openapi import errors
from imgix_openapi.api.assets import add_asset, get_asset, list_assets
from imgix_openapi.api.sources import create_source, get_source
from imgix_openapi.api.uploads import upload_asset
from imgix_openapi.models import (
    AssetListDocument,
    ErrorDocument,
    SourceCreateAttributes,
    SourceCreateData,
    SourceCreateDocument,
    SourceDocument,
    WebFolderDeployment,
)
from imgix_openapi.operations import (
    DEPLOYMENT_SECRETS,
    OPERATIONS,
    PERMISSIONS,
    RATE_LIMITS,
    SECRET_FLAGS,
    UPLOAD_LIMITS,
)
from imgix_openapi.types import File
from tools.contract import load, operations

DOCUMENT = load()
SOURCE = DOCUMENT["components"]["schemas"]["SourceDocument"]["example"]


def client(handler):
    return httpx.Client(
        base_url="https://api.imgix.com",
        headers={"Authorization": "Bearer key"},
        transport=httpx.MockTransport(handler),
    )


def responding(status, body, seen=None):
    def handler(request):
        if seen is not None:
            request.read()
            seen.append(request)
        return httpx.Response(status, content=body if isinstance(body, bytes) else json.dumps(body).encode())

    return client(handler)


def modules():
    for module in pkgutil.walk_packages(imgix_openapi.api.__path__, "imgix_openapi.api."):
        if not module.ispkg:
            yield importlib.import_module(module.name)


def test_the_table_of_operations_is_that_of_the_document():
    assert len(OPERATIONS) == len(operations(DOCUMENT))
    for method, path, operation in operations(DOCUMENT):
        row = OPERATIONS[operation["operationId"]]
        assert (row.method, row.path, row.tag) == (method.upper(), path, operation["tags"][0])
        assert [permission.id for permission in row.permissions] == operation["security"][0]["apiKey"]
        assert row.rate_limit is RATE_LIMITS[operation["x-imgix-rate-limit"]]
    assert {row.bucket: row.limit for row in RATE_LIMITS.values()}["purge"] == 10
    assert PERMISSIONS["asset-edit"].implies == ("asset-browse",)
    assert [p.id for p in OPERATIONS["uploadAsset"].parameter_permissions["overwrite"]] == ["asset-purge"]


def test_every_operation_of_the_document_has_a_module_and_all_its_parameters():
    by_id = {}
    for module in modules():
        request = module.request(
            **{
                name: "x"
                for name, parameter in inspect.signature(module.request).parameters.items()
                if parameter.default is inspect.Parameter.empty
            }
        )
        by_id[request.operation.id] = module
    assert by_id.keys() == OPERATIONS.keys()
    for _, _, operation in operations(DOCUMENT):
        arguments = inspect.signature(by_id[operation["operationId"]].request).parameters
        assert len(arguments) == len(operation["parameters"])


def test_a_typed_call_and_its_typed_response():
    seen = []
    with responding(200, SOURCE, seen) as http:
        document = get_source.sync("65a1b2c3d4e5f60718293a4b", client=http, fields_sources="name,enabled")
    assert isinstance(document, SourceDocument)
    assert document.data.attributes.name == "Shop images"
    assert str(seen[0].url) == (
        "https://api.imgix.com/api/v1/sources/65a1b2c3d4e5f60718293a4b?fields%5Bsources%5D=name%2Cenabled"
    )
    assert seen[0].headers["accept"] == "application/vnd.api+json"


async def test_the_async_twin():
    transport = httpx.MockTransport(lambda request: httpx.Response(200, json=SOURCE))
    async with httpx.AsyncClient(base_url="https://api.imgix.com", transport=transport) as http:
        document = await get_source.asyncio("65a1b2c3d4e5f60718293a4b", client=http)
    assert isinstance(document, SourceDocument)


def test_a_request_document():
    seen = []
    deployment = WebFolderDeployment(
        type_="webfolder", imgix_subdomains=["shop"], webfolder_base_url="https://shop.example/"
    )
    body = SourceCreateDocument(
        SourceCreateData("sources", SourceCreateAttributes(name="Shop", deployment=deployment))
    )
    with responding(201, SOURCE, seen) as http:
        create_source.sync(client=http, body=body)
    assert seen[0].headers["content-type"] == "application/vnd.api+json"
    # The server's defaults are left to the server.
    assert json.loads(seen[0].content)["data"]["attributes"]["deployment"] == {
        "type": "webfolder",
        "imgix_subdomains": ["shop"],
        "webfolder_base_url": "https://shop.example/",
    }


def test_an_upload_goes_as_raw_bytes_of_its_type():
    seen = []
    document = {"data": {"id": "s/a.png", "type": "assets"}}
    with responding(200, document, seen) as http:
        upload_asset.sync("s", "a.png", client=http, body=File(b"\x89PNG", "image/png"))
    assert (seen[0].content, seen[0].headers["content-type"]) == (b"\x89PNG", "image/png")


@pytest.mark.parametrize(
    ("origin_path", "path"),
    [
        ("a/b.png", "a/b.png"),
        ("/a/b.png", "a/b.png"),
        ("写真/猫 1.jpg", "%E5%86%99%E7%9C%9F/%E7%8C%AB%201.jpg"),
        ("a?b#c/%2e%2e/d.png", "a%3Fb%23c/%252e%252e/d.png"),
    ],
)
def test_an_origin_path_keeps_its_slashes(origin_path, path):
    assert get_asset.request("s", origin_path).path == f"/api/v1/sources/s/assets/{path}"


@pytest.mark.parametrize("origin_path", ["", "..", "a/../b", "a//b", "./a", "a/"])
def test_an_origin_path_that_leads_elsewhere_is_refused(origin_path):
    with pytest.raises(ValueError, match="origin_path"):
        get_asset.request("s", origin_path)


def test_parameters_as_they_stand_on_the_wire():
    request = list_assets.request(
        "s", page_cursor="20", filter_custom={"filter[custom:shelf]": "B2"}, filter_has_frames=True
    )
    url = httpx.URL("https://x/").copy_merge_params(request.params)
    assert dict(url.params) == {
        "page[cursor]": "20",
        "filter[custom:shelf]": "B2",
        "filter[has_frames]": "true",
    }


@pytest.mark.parametrize("status", [418, 502, 520, 599])
def test_a_status_that_the_document_does_not_know_is_an_error(status):
    with responding(status, b"<html>") as http, pytest.raises(errors.UnexpectedStatus) as caught:
        get_source.sync("s", client=http)
    assert caught.value.status_code == status


def test_a_page_that_is_no_json_is_an_error():
    with responding(500, b"<html>") as http, pytest.raises(errors.UnexpectedContent):
        get_source.sync("s", client=http)


def test_an_error_that_no_one_named_is_parsed_if_it_is_json():
    body = json.dumps({"errors": [{"detail": "I am a teapot"}]}).encode()
    response = httpx.Response(418, content=body, headers={"content-type": "application/vnd.api+json"})
    with client(lambda request: response) as http:
        document = get_source.sync("s", client=http)
    assert document.errors[0].detail == "I am a teapot"


def test_a_success_that_no_one_named_is_an_error():
    with client(lambda request: httpx.Response(206, json=SOURCE)) as http, pytest.raises(errors.UnexpectedStatus):
        get_source.sync("s", client=http)


def test_an_empty_success_is_a_success():
    with client(lambda request: httpx.Response(202, headers={"content-type": "text/html"})) as http:
        response = add_asset.sync_detailed("s", "a.png", client=http)
    assert (response.status_code, response.parsed) == (202, None)


def test_what_the_contract_says_of_secrets_limits_and_duplicates():
    deployments = [name for name in DOCUMENT["components"]["schemas"] if name.endswith("Deployment")]
    assert len(DEPLOYMENT_SECRETS) == len(deployments) - 1 == 6
    assert DEPLOYMENT_SECRETS["s3"] == ("s3_secret_key",)
    assert SECRET_FLAGS == {"password_set": "password", "request_handshake_set": None, "request_signing_key_set": None}
    limits = {(limit.type, limit.provider): limit[2:] for limit in UPLOAD_LIMITS}
    assert limits == {
        ("s3", None): (30_000_000, 5_000_000_000),
        ("gcs", None): (30_000_000, 5_000_000_000),
        ("azure", None): (30_000_000, None),
        ("s3_compatible", None): (30_000_000, 5_000_000_000),
        ("s3_compatible", "Cloudflare R2"): (30_000_000, 4_990_000_000),
        ("webfolder", None): (None, None),
        ("webproxy", None): (None, None),
    }
    marked = {id_: row.duplicate_status for id_, row in OPERATIONS.items() if row.duplicate_status}
    assert marked == {"addAsset": 409, "createPurge": 409}
    assert [id_ for id_, row in OPERATIONS.items() if row.empty] == ["addAsset"]
    assert {id_: row.count_limit for id_, row in OPERATIONS.items() if row.count_limit} == {"listAssets": 10_000}
    assert OPERATIONS["addAsset"].confidence == ("captured", None, "captured")
    assert OPERATIONS["updateAsset"].confidence == ("documented", "seen-in-code", "seen-in-code")


def test_an_error_document_is_parsed():
    body = {"errors": [{"detail": "Resource not found.", "status": "404"}]}
    with responding(404, body) as http:
        document = get_source.sync("s", client=http)
    assert isinstance(document, ErrorDocument)
    assert document.errors[0].detail == "Resource not found."


def test_new_members_of_a_response_do_not_fail():
    body = {
        "data": [
            {
                "id": "s/a",
                "type": "assets",
                "attributes": {"media_kind": "HOLOGRAM", "tags": ["cat"], "brand_new": 1, "name": None},
            }
        ],
        "meta": None,
    }
    body["meta"] = {"cursor": {"totalRecords": 41}}
    with responding(200, body) as http:
        document = list_assets.sync("s", client=http)
    assert isinstance(document, AssetListDocument)
    attributes = document.data[0].attributes
    assert (attributes.media_kind, attributes.name, attributes["brand_new"]) == ("HOLOGRAM", None, 1)


def test_no_client_prints_a_token():
    assert not hasattr(importlib.import_module("imgix_openapi.client"), "AuthenticatedClient")


@pytest.mark.parametrize(
    ("model", "body"),
    [
        ("SourceDocument", {"data": {"id": "a", "type": "sources", "attributes": None}, "meta": None, "jsonapi": None}),
        ("SourceDocument", {"data": None, "included": None}),
        ("AssetListDocument", {"data": None}),
        ("ErrorDocument", {"errors": None}),
        ("UploadSessionDocument", {"data": None}),
        ("PublicationDocument", {"data": {"id": None, "type": None, "attributes": None}}),
        ("ReportListDocument", {"data": [{"id": "r", "type": "reports", "attributes": {"files": None}}]}),
    ],
)
def test_nulls_in_a_response_do_not_fail(model, body):
    document = getattr(imgix_openapi.models, model).from_dict(body)
    assert document.to_dict() == body
