import re
import threading
from collections.abc import Callable
from typing import Any

import pytest

from imgix_openapi.operations import OPERATIONS
from imgix_sandbox import Sandbox
from imgix_sandbox.state import Asset
from tests.sandbox.helpers import Api, Clock, connect, nullable, png, s3


def change(api: Api, asset_id: str, **attributes: Any) -> dict[str, Any]:
    source_id, _, path = asset_id.partition("/")
    body = {"data": {"id": asset_id, "type": "assets", "attributes": attributes}}
    changed: dict[str, Any] = api.ok("PATCH", f"/sources/{source_id}/assets/{path}", json=body)["data"]["attributes"]
    return changed


def test_an_upload_becomes_an_asset(sandbox: Sandbox, api: Api) -> None:
    source_id = api.create()["id"]
    asset = api.upload(source_id, "cats/%E7%8C%AB%20one.png", png(40, 30))
    assert asset["id"] == f"{source_id}/cats/猫 one.png"
    assert asset["type"] == "assets"
    attributes = asset["attributes"]
    assert attributes["origin_path"] == "/cats/猫 one.png"
    assert attributes["source_id"] == source_id
    assert (attributes["media_width"], attributes["media_height"]) == (40, 30)
    assert attributes["uploaded_by_api"] is True
    assert attributes["analyzed_faces"] is False
    assert attributes["face_count"] is None
    assert api.ok("GET", f"/sources/{source_id}/assets/cats/%E7%8C%AB%20one.png")["data"] == asset
    blob = sandbox.state.assets[asset["id"]].blob
    assert blob is not None
    assert sandbox.state.store.blob(blob).read_bytes() == png(40, 30)


def test_an_existing_file_is_replaced_only_on_demand(api: Api) -> None:
    source_id = api.create()["id"]
    asset = api.upload(source_id, "a.png", png(10, 10))
    change(api, asset["id"], description="kept")
    assert "overwrite=true" in api.error(400, "POST", f"/sources/{source_id}/upload/a.png", content=png())
    replaced = api.upload(source_id, "a.png", png(20, 20), params={"overwrite": "true"})["attributes"]
    assert replaced["media_width"] == 20
    assert replaced["description"] == "kept"


def test_a_source_that_takes_no_uploads_says_so(api: Api) -> None:
    folder = {"type": "webfolder", "webfolder_base_url": "https://img.example/", "imgix_subdomains": ["folder"]}
    source_id = api.create(folder)["id"]
    assert "webfolder" in api.error(400, "POST", f"/sources/{source_id}/upload/a.png", content=png())
    assert "webfolder" in api.error(400, "POST", f"/sources/{source_id}/upload-sessions/create/a.png")
    api.error(404, "POST", "/sources/nothing/upload/a.png", content=png())


@pytest.mark.parametrize("chunked", [True, False])
def test_an_upload_that_is_too_large_leaves_nothing(sandbox: Sandbox, api: Api, chunked: bool) -> None:
    source_id = api.create()["id"]
    limit = OPERATIONS["uploadAsset"].max_bytes
    assert limit is not None
    content: Any = (bytes(1_000_000) for _ in range(limit // 1_000_000 + 1)) if chunked else bytes(limit + 1)
    assert str(limit) in api.error(400, "POST", f"/sources/{source_id}/upload/a.bin", content=content)
    assert api.assets(source_id) == []


def test_a_file_of_just_the_limit_is_taken(api: Api) -> None:
    limit = OPERATIONS["uploadAsset"].max_bytes
    assert limit is not None
    asset = api.upload(api.create()["id"], "a.bin", bytes(limit))
    assert asset["attributes"]["file_size"] == limit


def test_an_empty_upload_is_refused(api: Api) -> None:
    assert "empty" in api.error(400, "POST", f"/sources/{api.create()['id']}/upload/a.png", content=b"")


def test_of_two_uploads_at_once_to_one_path_one_wins(sandbox: Sandbox, api: Api) -> None:
    source_id = api.create()["id"]
    statuses: list[int] = []

    def upload() -> None:
        with connect(sandbox.url) as client:
            path = f"/sources/{source_id}/upload/a.png"
            statuses.append(Api(client, sandbox.key).call("POST", path, content=png(900, 900)).status_code)

    threads = [threading.Thread(target=upload) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200, 400, 400, 400]


def test_clients_at_once_do_not_disturb_each_other(sandbox: Sandbox, api: Api) -> None:
    source_id = api.create()["id"]

    def upload(number: int) -> None:
        with connect(sandbox.url) as client:
            for name in range(10):
                Api(client, sandbox.key).upload(source_id, f"{number}-{name}.png", png(number + 1, name + 1))

    threads = [threading.Thread(target=upload, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    document = api.ok("GET", f"/sources/{source_id}/assets", params={"page[limit]": "50"})
    sizes = {
        asset["id"].rpartition("/")[2]: (asset["attributes"]["media_width"], asset["attributes"]["media_height"])
        for asset in document["data"]
    }
    assert sizes == {f"{n}-{m}.png": (n + 1, m + 1) for n in range(2) for m in range(10)}


def test_custom_fields_are_replaced_together(api: Api) -> None:
    asset = api.upload(api.create()["id"], "a.png")
    change(api, asset["id"], custom_fields={"shelf": "B2", "count": 3}, name="Tom")
    changed = change(api, asset["id"], custom_fields={"row": "7"})
    assert changed["custom_fields"] == {"row": "7"}
    assert changed["name"] == "Tom"
    assert change(api, asset["id"], name=None)["name"] is None


def test_null_is_taken_where_the_contract_takes_it(api: Api) -> None:
    source_id = api.create()["id"]
    asset = api.upload(source_id, "a.png")
    change(api, asset["id"], name="n", categories=["c"], tags={"t": 1}, custom_fields={"k": "v", "none": None})
    cleared = nullable("AssetUpdateAttributes")
    assert {"name", "categories", "tags", "custom_fields"} <= cleared.keys()
    assert cleared.items() <= change(api, asset["id"], **cleared).items()
    for name in ("keyword", "categories", "tags", "custom:k"):
        assert api.assets(source_id, **{f"filter[{name}]": "v"}) == []


def test_a_change_must_name_the_asset_and_only_what_may_change(api: Api) -> None:
    asset = api.upload(api.create()["id"], "a.png")
    path = f"/sources/{asset['attributes']['source_id']}/assets/a.png"
    body = {"data": {"id": "other", "type": "assets", "attributes": {"name": "x"}}}
    assert "data.id" in api.error(400, "PATCH", path, json=body)
    body = {"data": {"id": asset["id"], "type": "assets", "attributes": {"media_width": "1"}}}
    assert "media_width" in api.error(400, "PATCH", path, json=body)


def test_lists_have_cursors(api: Api) -> None:
    source_id = api.create()["id"]
    for number in range(5):
        api.upload(source_id, f"{number}.png")
    path = f"/sources/{source_id}/assets"
    first = api.ok("GET", path, params={"page[limit]": "2"})
    assert first["meta"]["cursor"] == {"current": "0", "hasMore": True, "next": "2", "totalRecords": "5"}
    last = api.ok("GET", path, params={"page[limit]": "2", "page[cursor]": "4"})
    assert last["meta"]["cursor"] == {"current": "4", "hasMore": False, "next": None, "totalRecords": "5"}
    assert api.assets(source_id, **{"page[limit]": "2", "page[cursor]": "2"}) == ["2.png", "3.png"]
    assert "page[cursor]" in api.error(400, "GET", path, params={"page[cursor]": "x"})
    api.error(404, "GET", "/sources/nothing/assets")


def test_lists_are_filtered_and_sorted(start: Callable[..., tuple[Sandbox, Api]], clock: Clock) -> None:
    _, api = start()
    source_id = api.create()["id"]
    for name, size in (("big", 90), ("small", 5), ("middle", 40)):
        clock.advance(1)
        asset = api.upload(source_id, f"{name}.png", png(size, size, "#102030"))
        change(api, asset["id"], custom_fields={"size": name}, categories=["pets", name])
    assert api.assets(source_id, sort="-date_created") == ["middle.png", "small.png", "big.png"]
    assert api.assets(source_id, sort="file_size") == ["small.png", "middle.png", "big.png"]
    assert api.assets(source_id, **{"filter[custom:size]": "small"}) == ["small.png"]
    assert api.assets(source_id, **{"filter[custom:size]": "", "filter[categories]": "pets,big"}) == ["big.png"]
    assert api.assets(source_id, **{"filter[colors]": "102030", "filter[keyword]": "MID"}) == ["middle.png"]
    either = {"filter[or:categories]": "big", "filter[or:origin_path]": "middle", "filter[or:keywords]": "zzz"}
    assert api.assets(source_id, **either) == ["big.png", "middle.png"]
    fields = {"fields[assets]": "media_width,custom_fields.size"}
    data = api.ok("GET", f"/sources/{source_id}/assets", params=fields)["data"]
    assert data[0]["attributes"] == {"media_width": 90, "custom_fields": {"size": "big"}}
    assert "filter[face_count]" in api.error(
        400, "GET", f"/sources/{source_id}/assets", params={"filter[face_count]": "many"}
    )


def test_an_added_asset_appears_later(start: Callable[..., tuple[Sandbox, Api]], clock: Clock) -> None:
    _, api = start(deploy_seconds=10)
    source_id = api.create()["id"]
    path = f"/sources/{source_id}/assets"
    response = api.call("POST", f"{path}/add/cats/tom.jpg")
    assert (response.status_code, response.content) == (202, b"")
    assert response.headers["content-type"] == "text/html; charset=UTF-8"
    assert re.fullmatch("[0-9a-f]{32}", response.headers["x-request-id"])
    again = api.call("POST", f"{path}/add/cats/tom.jpg")
    assert again.status_code == 409
    assert again.headers["content-type"] == "application/vnd.api+json"
    (error,) = again.json()["errors"]
    assert re.fullmatch("[0-9a-f]{32}", error.pop("id"))
    assert error == {
        "detail": "The provided asset has already been processed",
        "meta": {},
        "status": "409",
        "title": "Conflict",
    }
    api.ok("POST", f"{path}/add/cats/tim.jpg", json={})
    api.error(404, "GET", f"{path}/cats/tom.jpg")
    clock.advance(10)
    assert api.assets(source_id) == ["cats/tom.jpg", "cats/tim.jpg"]
    assert api.ok("GET", f"{path}/cats/tom.jpg")["data"]["attributes"]["uploaded_by_api"] is False
    assert "already" in api.error(409, "POST", f"{path}/add/cats/tom.jpg")
    assert "no body" in api.error(400, "POST", f"{path}/add/cats/jim.jpg", json={"data": 1})


def test_the_total_stops_at_ten_thousand(start: Callable[..., tuple[Sandbox, Api]]) -> None:
    sandbox, api = start()
    source_id = api.create()["id"]
    for number in range(10_001):
        path = f"{number}.png"
        sandbox.state.assets[f"{source_id}/{path}"] = Asset(source_id, path, {})
    cursor = api.ok("GET", f"/sources/{source_id}/assets", params={"page[cursor]": "9990"})["meta"]["cursor"]
    assert cursor == {"current": "9990", "hasMore": False, "next": None, "totalRecords": "10000"}


@pytest.mark.parametrize("name", ["adult", "medical", "racy", "spoof", "violence"])
def test_warnings_are_filters(sandbox: Sandbox, api: Api, name: str) -> None:
    source_id = api.create()["id"]
    for path, warning in (("a.png", 1), ("b.png", 4)):
        api.upload(source_id, path)
        sandbox.state.assets[f"{source_id}/{path}"].attributes[f"warning_{name}"] = warning
    assert api.assets(source_id, **{f"filter[warning_{name}]": "4"}) == ["b.png"]
    assert api.assets(source_id, **{f"filter[warning_{name}]": ":2"}) == ["a.png"]
    api.error(400, "GET", f"/sources/{source_id}/assets", params={f"filter[warning_{name}]": "many"})


def test_an_upload_is_not_undone_by_a_file_that_was_queued_before(
    start: Callable[..., tuple[Sandbox, Api]], clock: Clock
) -> None:
    _, api = start(deploy_seconds=10)
    source_id = api.create()["id"]
    api.ok("POST", f"/sources/{source_id}/assets/add/a.png")
    asset = api.upload(source_id, "a.png")
    clock.advance(10)
    assert api.ok("GET", f"/sources/{source_id}/assets/a.png")["data"] == asset


def test_a_refresh_changes_the_date(start: Callable[..., tuple[Sandbox, Api]], clock: Clock) -> None:
    _, api = start()
    source_id = api.create()["id"]
    before = api.upload(source_id, "a.png")["attributes"]
    clock.advance(60)
    after = api.ok("POST", f"/sources/{source_id}/assets/refresh/a.png")["data"]["attributes"]
    assert after == {**before, "date_modified": before["date_modified"] + 60}
    api.error(404, "POST", f"/sources/{source_id}/assets/refresh/b.png")


def test_publishing_gives_an_id(sandbox: Sandbox, api: Api) -> None:
    source_id = api.create(s3("published"))["id"]
    for action, kind in (("publish", "publishes"), ("unpublish", "unpublishes")):
        url = "https://published.imgix.net/a.png"
        body = {"data": {"type": kind, "attributes": {"url": url, "source_id": source_id}}}
        data = api.ok("POST", f"/sources/{source_id}/{action}", json=body)["data"]
        assert data == {"attributes": {f"{action}_id": data["id"]}, "id": data["id"], "type": kind}
        assert sandbox.state.publications[data["id"]].type == kind
        body["data"]["attributes"]["url"] = "https://other.example/a.png"  # type: ignore[index]
        assert "domain" in api.error(400, "POST", f"/sources/{source_id}/{action}", json=body)
        body["data"]["attributes"]["source_id"] = "other"  # type: ignore[index]
        assert "source_id" in api.error(400, "POST", f"/sources/{source_id}/{action}", json=body)
