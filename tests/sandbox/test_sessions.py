from collections.abc import Callable
from typing import Any

import httpx

from imgix_sandbox import Sandbox
from tests.sandbox.helpers import Api, Clock, png

Start = Callable[..., tuple[Sandbox, Api]]


def opened(api: Api, source_id: str, path: str = "a.png") -> dict[str, Any]:
    data = api.ok("POST", f"/sources/{source_id}/upload-sessions/create/{path}")["data"]
    attributes: dict[str, Any] = data["attributes"]
    assert data["id"] == attributes["id"]
    return attributes


def test_azure_takes_uploads_but_no_sessions(api: Api) -> None:
    azure = {"type": "azure", "azure_account": "a", "azure_bucket": "b", "azure_sas_string": "s"}
    source_id = api.create({**azure, "imgix_subdomains": ["azure"]})["id"]
    api.upload(source_id, "a.png")
    assert "upload sessions" in api.error(400, "POST", f"/sources/{source_id}/upload-sessions/create/b.png")


def test_a_session_goes_from_open_to_complete(start: Start, clock: Clock) -> None:
    sandbox, api = start(deploy_seconds=7)
    source_id = api.create()["id"]
    session = opened(api, source_id, "big/%E7%8C%AB.png")
    base = f"/sources/{source_id}/upload-sessions"
    assert session["status"] == "PENDING"
    assert session["origin_path"] == "/big/猫.png"
    assert session["date_expires"] - 8 * 3600 == session["date_created"] == clock.now
    assert session["url"].startswith(sandbox.url)
    assert "Nothing was uploaded" in api.error(400, "POST", f"{base}/{session['id']}")
    api.http.put(session["url"], content=png(33, 22), headers={"Content-Type": "image/png"}).raise_for_status()
    closed = api.ok("POST", f"{base}/{session['id']}")["data"]["attributes"]
    assert closed["status"] == "CLOSED"
    assert "url" not in closed
    api.error(404, "GET", f"/sources/{source_id}/assets/big/%E7%8C%AB.png")
    clock.advance(7)
    status = api.ok("GET", f"{base}/status/{session['id']}")["data"]["attributes"]
    assert status["status"] == "COMPLETE"
    assert "url" not in status
    asset = api.ok("GET", f"/sources/{source_id}/assets/big/%E7%8C%AB.png")["data"]["attributes"]
    assert (asset["media_width"], asset["media_height"]) == (33, 22)
    assert api.http.put(session["url"], content=png()).status_code == 403


def test_the_signed_url_takes_no_api_key(api: Api) -> None:
    session = opened(api, api.create()["id"])
    response = api.http.put(session["url"], content=png(), headers={"Authorization": f"Bearer {api.key}"})
    assert response.status_code == 400
    assert api.key not in response.text


def test_a_changed_or_expired_url_is_refused(start: Start, clock: Clock) -> None:
    _, api = start()
    source_id = api.create()["id"]
    session, other = opened(api, source_id), opened(api, source_id, "b.png")
    url = httpx.URL(session["url"])
    for changed in (
        url.copy_set_param("expires", "99999999999"),
        url.copy_set_param("signature", "é"),
        url.copy_with(query=None),
        httpx.URL(session["url"].replace(session["id"], other["id"])),
    ):
        assert api.http.put(changed, content=png()).status_code == 403
    assert api.http.get(url).status_code == 405
    clock.now = session["date_expires"] - 1
    assert api.http.put(url, content=png()).status_code == 200
    clock.advance(1)
    assert api.http.put(url, content=png()).status_code == 403


def test_a_cancelled_session_is_over(api: Api) -> None:
    source_id = api.create()["id"]
    session = opened(api, source_id)
    api.http.put(session["url"], content=png()).raise_for_status()
    base = f"/sources/{source_id}/upload-sessions"
    api.ok("DELETE", f"{base}/cancel/{session['id']}")
    assert api.http.put(session["url"], content=png()).status_code == 403
    assert "cancelled" in api.error(400, "POST", f"{base}/{session['id']}")
    assert api.assets(source_id) == []


def test_a_closed_session_cannot_be_cancelled(api: Api) -> None:
    source_id = api.create()["id"]
    session = opened(api, source_id)
    api.http.put(session["url"], content=png()).raise_for_status()
    base = f"/sources/{source_id}/upload-sessions"
    api.ok("POST", f"{base}/{session['id']}")
    assert "closed" in api.error(400, "DELETE", f"{base}/cancel/{session['id']}")
    assert api.assets(source_id) == ["a.png"]


def test_a_session_belongs_to_its_source(api: Api) -> None:
    session, other = opened(api, api.create()["id"]), api.create()["id"]
    api.error(404, "GET", f"/sources/{other}/upload-sessions/status/{session['id']}")


def test_signatures_are_not_recorded(sandbox: Sandbox, api: Api) -> None:
    session = opened(api, api.create()["id"])
    api.http.put(session["url"], content=png()).raise_for_status()
    signature = httpx.URL(session["url"]).params["signature"]
    assert not any(signature in repr(record) for record in sandbox.requests)
