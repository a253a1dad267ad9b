import contextlib
import http.client
import re

import httpx
import pytest

from imgix_contract.contract import Contract
from imgix_openapi.operations import OPERATIONS, PERMISSIONS, Operation
from imgix_sandbox import Sandbox
from tests.sandbox.helpers import JSON_API, Api, s3


def test_success_comes_in_the_captured_document(api: Api) -> None:
    response = api.call("GET", "/sources")
    document = response.json()
    assert response.headers["content-type"] == JSON_API
    assert response.headers["x-cloud-trace-context"]
    assert document["included"] == []
    assert document["jsonapi"] == {"version": "1.0"}
    authentication = document["meta"]["authentication"]
    assert authentication.pop("tag")
    assert authentication == {
        "authorized": True,
        "clientId": None,
        "mode": "PUBLIC_APIKEY",
        "modeTitle": "Public API Key",
        "user": None,
    }
    assert document["meta"]["server"]["status"] == {"healthy": True, "read_only": False, "tombstone": False}


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic eDp5"}])
def test_a_missing_and_a_wrong_key_get_the_captured_401(sandbox: Sandbox, api: Api, headers: dict[str, str]) -> None:
    response = api.http.get(f"{sandbox.url}/api/v1/sources", headers=headers)
    document = response.json()
    assert response.status_code == 401
    assert response.headers["content-type"] == JSON_API
    assert re.fullmatch("[0-9a-f]{32}", document["errors"][0].pop("id"))
    assert document["errors"] == [
        {
            "detail": "A valid API key is required and could not be determined.",
            "meta": {},
            "status": "401",
            "title": "Unauthorized",
        }
    ]
    assert "data" not in document
    assert document["meta"]["authentication"]["authorized"] is False
    assert document["meta"]["authentication"]["tag"] is None


@pytest.mark.parametrize("path", ["a%0Ab.png", "%0A", "a/%0Db"])
def test_a_path_with_a_line_break_is_refused_as_any_other(api: Api, path: str) -> None:
    response = api.call("GET", f"/sources/x/assets/{path}")
    assert (response.status_code, response.headers["content-type"]) == (400, JSON_API)
    assert "control characters" in response.json()["errors"][0]["detail"]


def test_a_number_that_is_too_long_is_refused_for_that(api: Api) -> None:
    detail = api.error(400, "GET", "/reports", params={"page[number]": "1" * 19})
    assert "more than 18 digits" in detail
    assert api.ok("GET", "/reports", params={"page[number]": "1" * 18})["data"] == []


def test_an_unknown_path_gets_404_without_a_key(sandbox: Sandbox, api: Api) -> None:
    response = api.http.get(f"{sandbox.url}/api/v1/nothing")
    error = response.json()["errors"][0]
    error.pop("id")
    assert response.status_code == 404
    assert error == {"detail": "Resource not found.", "meta": {}, "status": "404", "title": "NotFound"}


def test_error_ids_differ_from_call_to_call(api: Api) -> None:
    first, second = (api.call("GET", "/nothing").json()["errors"][0]["id"] for _ in range(2))
    assert first != second


def test_an_unknown_source_gets_the_documented_404(api: Api) -> None:
    assert api.error(404, "GET", "/sources/invalid-source") == "Resource not found."


def test_a_known_path_with_another_method_gets_405(api: Api) -> None:
    response = api.call("DELETE", "/sources")
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, POST"
    assert response.json()["errors"][0]["title"] == "Method Not Allowed"


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=lambda operation: operation.id)
def test_each_operation_wants_its_permissions(sandbox: Sandbox, api: Api, operation: Operation) -> None:
    path = re.sub(r"\{\w+\}", "x", operation.path)
    needed = {permission.id for permission in operation.permissions}
    for name, key in sandbox.keys.items():
        response = api.http.request(operation.method, sandbox.url + path, headers={"Authorization": f"Bearer {key}"})
        if needed <= {name, *PERMISSIONS[name].implies}:
            assert response.status_code != 403
        else:
            assert response.status_code == 403
            lacking = needed - {name, *PERMISSIONS[name].implies}
            assert all(PERMISSIONS[permission].name in response.json()["errors"][0]["detail"] for permission in lacking)


def test_overwrite_needs_the_purge_permission_too(sandbox: Sandbox, api: Api) -> None:
    source_id = api.create()["id"]
    api.upload(source_id, "a.png")
    editor = Api(api.http, sandbox.keys["asset-edit"])
    editor.upload(source_id, "b.png", params={"overwrite": "false"})
    detail = editor.error(403, "POST", f"/sources/{source_id}/upload/a.png", content=b"x", params={"overwrite": "true"})
    assert "Asset Purge" in detail


def test_another_host_is_refused(sandbox: Sandbox, api: Api) -> None:
    port = httpx.URL(sandbox.url).port
    for host in (f"imgix.example:{port}", "localhost", "127.0.0.1:1", ""):
        assert api.http.get(f"{sandbox.url}/api/v1/nothing", headers={"Host": host}).status_code == 421
    assert api.http.get(f"{sandbox.url}/api/v1/nothing", headers={"Host": f"localhost:{port}"}).status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "operation_id", "origin_path"),
    [
        ("GET", "assets/add/x.png", "getAsset", "add/x.png"),
        ("POST", "assets/add/x.png", "addAsset", "x.png"),
        ("PATCH", "assets/refresh/x.png", "updateAsset", "refresh/x.png"),
        ("POST", "assets/refresh/a/b%20c/%E7%8C%AB.png", "refreshAsset", "a/b c/猫.png"),
        ("POST", "upload-sessions/create/x.png", "openUploadSession", "x.png"),
        ("POST", "upload-sessions/create", "closeUploadSession", None),
    ],
)
def test_literal_segments_go_before_parameters(
    method: str, path: str, operation_id: str, origin_path: str | None
) -> None:
    match = Contract().match(method, f"/api/v1/sources/s/{path}")
    assert match.operation.id == operation_id
    assert match.path.get("origin_path") == origin_path


@pytest.mark.parametrize("path", ["a/../b.png", "./b.png", "a//b.png", "%2E%2E/b.png", "a%00.png", "%ff.png"])
def test_odd_paths_are_refused(sandbox: Sandbox, api: Api, path: str) -> None:
    # Not with httpx, which tidies paths up.
    connection = http.client.HTTPConnection(sandbox.url.removeprefix("http://"))
    with contextlib.closing(connection):
        connection.request("GET", f"/api/v1/sources/s/assets/{path}", headers={"Authorization": f"Bearer {api.key}"})
        assert connection.getresponse().status == 400


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("page[numbr]=1", "page[numbr]"),
        ("page[number]=-1", "page[number]"),
        ("page[number]=one", "page[number]"),
        ("page[number]=1&page[number]=2", "repeated"),
        ("filter[enabled]=maybe", "filter[enabled]"),
        ("sort=colour", "sort"),
        ("filter[name]=%ff", "UTF-8"),
    ],
)
def test_wrong_query_parameters_are_refused(api: Api, query: str, message: str) -> None:
    assert message in api.error(400, "GET", f"/sources?{query}")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"data": {"type": "sources", "attributes": {"deployment": s3()}}}, "name"),
        ({"data": {"type": "source", "attributes": {"name": "x", "deployment": s3()}}}, "data.type"),
        ({"data": {"type": "sources", "attributes": {"name": "x", "deployment": s3(annotation=1)}}}, "annotation"),
        ({"data": {"type": "sources", "attributes": {"name": "x", "deployment": {"type": "s3"}}}}, "s3_bucket"),
        ({"data": {"type": "sources", "attributes": {"name": "x", "deployment": s3(s3_bucket=7)}}}, "s3_bucket"),
        ([], ""),
    ],
)
def test_a_body_that_breaks_the_contract_is_refused(api: Api, body: object, message: str) -> None:
    assert message in api.error(400, "POST", "/sources", json=body)


def test_a_refusal_does_not_repeat_a_secret(api: Api) -> None:
    attributes = {"name": "x", "deployment": s3(s3_secret_key=["MARKED-SECRET"])}
    response = api.call("POST", "/sources", json={"data": {"type": "sources", "attributes": attributes}})
    assert response.status_code == 400
    assert "MARKED" not in response.text


@pytest.mark.parametrize("content", [b"{", b'{"data": NaN}', b"\xff", b"[" * 5000])
def test_a_body_that_is_no_json_is_reported(api: Api, content: bytes) -> None:
    assert "not JSON" in api.error(400, "POST", "/sources", content=content)


def test_a_huge_json_body_is_refused(api: Api) -> None:
    assert "too large" in api.error(400, "POST", "/sources", content=b" " * (1024 * 1024 + 1))


def test_content_types_that_were_seen_are_taken(api: Api) -> None:
    for headers in ({"Content-Type": JSON_API}, {"Content-Type": "application/json"}, {}):
        detail = api.error(400, "POST", "/sources", content=b'{"data": 1}', headers=headers)
        assert "data" in detail
    detail = api.error(400, "POST", "/sources", content=b'{"data": 1}', headers={"Content-Type": "text/plain"})
    assert "Content-Type" in detail


def test_requests_are_recorded(sandbox: Sandbox, api: Api) -> None:
    api.call("GET", "/sources?page[size]=1")
    latest = sandbox.requests[-1]
    assert (latest.method, latest.path, latest.operation, latest.status) == (
        "GET",
        "/api/v1/sources",
        "listSources",
        200,
    )
