import json
import secrets
from collections.abc import Callable
from typing import Any

import pytest

from imgix_sandbox import Sandbox
from tests.sandbox.helpers import Api, Clock, nullable, png, s3

EACH_TYPE: list[dict[str, Any]] = [
    s3(),
    {
        "type": "s3_compatible",
        "access_key_id": "a",
        "secret_key": "MARKED-SECRET",
        "bucket_name": "b",
        "endpoint_url": "https://objects.example",
        "region": "r",
        "storage_provider": "Wasabi",
    },
    {"type": "gcs", "gcs_access_key": "a", "gcs_secret_key": "MARKED-SECRET", "gcs_bucket": "b"},
    {"type": "azure", "azure_account": "a", "azure_bucket": "b", "azure_sas_string": "MARKED-SECRET"},
    {
        "type": "webfolder",
        "webfolder_base_url": "https://img.example/",
        "username": "u",
        "password": "MARKED-SECRET",
    },
    {"type": "webproxy", "username": "u", "password": "MARKED-SECRET", "secure_url_enabled": True},
]


def with_subdomain(deployment: dict[str, Any]) -> dict[str, Any]:
    return {**deployment, "imgix_subdomains": [f"s{secrets.token_hex(6)}"]}


@pytest.mark.parametrize("deployment", EACH_TYPE, ids=lambda deployment: deployment["type"])
def test_each_type_of_deployment_is_created_and_shows_no_secret(api: Api, deployment: dict[str, Any]) -> None:
    deployment = with_subdomain(deployment)
    created = api.create(deployment)
    assert len(created["id"]) == 24
    fetched = api.ok("GET", f"/sources/{created['id']}")["data"]
    assert fetched["type"] == "sources"
    fetched_deployment = fetched["attributes"]["deployment"]
    assert "MARKED-SECRET" not in json.dumps([created, fetched])
    open_fields = {name: value for name, value in deployment.items() if value != "MARKED-SECRET"}
    assert open_fields.items() <= fetched_deployment.items()
    assert fetched_deployment["allows_upload"] is (deployment["type"] not in {"webfolder", "webproxy"})
    assert fetched_deployment.get("password_set") is (True if "password" in deployment else None)
    assert fetched_deployment.get("request_signing_key_set") is (False if "password" in deployment else None)


def test_defaults_are_those_of_the_contract(api: Api) -> None:
    deployment = api.create()["attributes"]["deployment"]
    assert deployment["cache_ttl_behavior"] == "respect_origin"
    assert deployment["cache_ttl_error"] == 300
    assert deployment["custom_domains"] == []
    assert deployment["default_params"] == {}
    assert deployment["image_error"] is None
    assert deployment["annotation"].startswith("New deployment created for source by ")


def test_null_is_taken_where_the_contract_takes_it(api: Api) -> None:
    cleared = nullable("DeploymentSettings")
    assert "image_error" in cleared
    deployment = s3(image_error="https://img.example/error.png")
    source_id = api.create({**deployment, **cleared})["id"]
    assert cleared.items() <= api.get(source_id)["deployment"].items()
    api.update(source_id, deployment=deployment).raise_for_status()
    api.update(source_id, deployment={**deployment, **cleared}).raise_for_status()
    assert cleared.items() <= api.get(source_id)["deployment"].items()


def test_a_deployment_takes_its_time(start: Callable[..., tuple[Sandbox, Api]], clock: Clock) -> None:
    _, api = start(deploy_seconds=30)
    source_id = api.create()["id"]
    assert api.get(source_id)["deployment_status"] == "deploying"
    assert api.get(source_id)["date_deployed"] is None
    clock.advance(29.9)
    assert api.get(source_id)["deployment_status"] == "deploying"
    clock.advance(0.1)
    assert api.get(source_id)["deployment_status"] == "deployed"
    first = api.get(source_id)["date_deployed"]
    assert first == clock.now
    clock.advance(100)
    api.update(source_id, name="Renamed").raise_for_status()
    assert api.get(source_id)["deployment_status"] == "deployed"
    api.update(source_id, deployment=s3("again")).raise_for_status()
    assert api.get(source_id)["deployment_status"] == "deploying"
    assert api.get(source_id)["date_deployed"] == first
    clock.advance(30)
    assert api.get(source_id)["date_deployed"] == clock.now


def test_a_disabled_source_takes_no_change_but_being_enabled(api: Api) -> None:
    source_id = api.create()["id"]
    # Edits and the end of it may come in one request.
    api.update(source_id, enabled=False, name="Last words").raise_for_status()
    assert api.get(source_id)["deployment_status"] == "disabled"
    assert api.get(source_id)["name"] == "Last words"
    for change in ({"name": "x"}, {"name": "x", "enabled": True}, {"deployment": s3()}):
        refused = api.update(source_id, **change)
        assert refused.status_code == 400
        assert "disabled" in refused.json()["errors"][0]["detail"]
    assert api.get(source_id)["name"] == "Last words"
    api.update(source_id, enabled=True).raise_for_status()
    api.update(source_id, name="x").raise_for_status()
    assert api.get(source_id)["name"] == "x"


def test_an_update_replaces_the_deployment(api: Api) -> None:
    source_id = api.create(s3("replaced", s3_prefix="folder", cache_ttl_error=5))["id"]
    complete = s3("replaced", s3_prefix="other")
    del complete["s3_secret_key"]
    deployment = api.update(source_id, deployment=complete).json()["data"]["attributes"]["deployment"]
    assert deployment["s3_prefix"] == "other"
    assert deployment["cache_ttl_error"] == 300
    incomplete = api.update(source_id, deployment={"type": "s3", "annotation": "only this"})
    assert incomplete.status_code == 400
    assert "s3_bucket" in incomplete.text
    assert "s3_secret_key" not in incomplete.text


@pytest.mark.parametrize("variant", ["lost", "kept"])
def test_a_secret_left_out_is_lost_and_with_it_the_origin(
    start: Callable[..., tuple[Sandbox, Api]], variant: str
) -> None:
    _, api = start(variants={"secret-loss": variant})
    source_id = api.create(s3("secret"))["id"]
    api.upload(source_id, "a.png")
    before = api.get(source_id)["deployment"]
    without = s3("secret")
    del without["s3_secret_key"]
    after = api.update(source_id, deployment=without).json()["data"]["attributes"]["deployment"]
    assert after == before  # no response shows it
    paths = {"upload/b.png": png(), "upload-sessions/create/c.png": b"", "assets/refresh/a.png": b""}
    calls = (api.call("POST", f"/sources/{source_id}/{path}", content=body) for path, body in paths.items())
    statuses = {response.status_code for response in calls}
    assert statuses == ({400} if variant == "lost" else {200})
    if variant == "lost":
        assert "credentials" in api.error(400, "POST", f"/sources/{source_id}/upload/b.png", content=png())
        api.update(source_id, deployment=s3("secret")).raise_for_status()
        api.upload(source_id, "b.png")


@pytest.mark.parametrize("variant", ["lost", "kept"])
def test_a_password_left_out(start: Callable[..., tuple[Sandbox, Api]], variant: str) -> None:
    _, api = start(variants={"secret-loss": variant})
    source_id = api.create(with_subdomain(EACH_TYPE[4]))["id"]
    address = with_subdomain({"type": "webfolder", "webfolder_base_url": "https://img.example/"})
    updated = api.update(source_id, deployment={**address, "username": "v"}).json()["data"]["attributes"]
    assert updated["deployment"]["password_set"] is (variant == "kept")
    given_up = api.update(source_id, deployment=address).json()["data"]["attributes"]
    assert given_up["deployment"]["password_set"] is False
    assert "username" not in given_up["deployment"]


def test_the_type_can_change_and_shared_settings_stay(api: Api) -> None:
    settings = {"custom_domains": ["moved.example"], "default_params": {"auto": "format"}, "cache_ttl_value": 60}
    source_id = api.create(s3("moved", annotation="before", **settings))["id"]
    folder = {"type": "webfolder", "webfolder_base_url": "https://img.example/"}
    deployment = api.update(source_id, deployment=folder).json()["data"]["attributes"]["deployment"]
    assert {**settings, **folder, "imgix_subdomains": ["moved"]}.items() <= deployment.items()
    assert not {name for name in deployment if name.startswith("s3_")}
    assert deployment["annotation"] != "before"
    back = {"type": "s3", "s3_access_key": "a", "s3_bucket": "b"}
    assert "s3_secret_key" in api.update(source_id, deployment=back).text
    api.update(source_id, deployment={**back, "s3_secret_key": "MARKED-SECRET"}).raise_for_status()


def test_attributes_that_the_contract_does_not_know_are_let_through(api: Api) -> None:
    source = api.create(s3("unknown", request_signing_key="MARKED-SECRET"))
    assert "request_signing_key" not in source["attributes"]["deployment"]
    api.update(source["id"], deployment=s3("unknown", s3_made_up=1)).raise_for_status()


def test_a_web_proxy_needs_signed_urls(api: Api) -> None:
    for deployment in ({"type": "webproxy"}, {"type": "webproxy", "secure_url_enabled": False}):
        body = {"data": {"type": "sources", "attributes": {"name": "x", "deployment": with_subdomain(deployment)}}}
        assert "secure_url_enabled" in api.error(400, "POST", "/sources", json=body)


def test_the_token_is_there_only_while_urls_are_signed(api: Api) -> None:
    source_id = api.create(s3("signed", secure_url_enabled=True))["id"]
    token = api.get(source_id)["secure_url_token"]
    assert token == api.get(source_id)["secure_url_token"]
    api.update(source_id, deployment=s3("signed")).raise_for_status()
    assert "secure_url_token" not in api.get(source_id)


def test_domains_are_unique(api: Api) -> None:
    first = api.create(s3("taken", custom_domains=["img.example"]))["id"]
    attributes = {"name": "x", "deployment": s3("TAKEN")}
    body = {"data": {"type": "sources", "attributes": attributes}}
    assert "taken.imgix.net" in api.error(400, "POST", "/sources", json=body)
    second = api.create()["id"]
    assert api.update(second, deployment=s3("other", custom_domains=["img.example"])).status_code == 400
    assert api.update(first, deployment=s3("taken", custom_domains=["img.example"])).status_code == 200


def test_the_id_in_the_body_must_be_that_of_the_path(api: Api) -> None:
    source_id = api.create()["id"]
    body = {"data": {"id": "other", "type": "sources", "attributes": {"name": "x"}}}
    assert "data.id" in api.error(400, "PATCH", f"/sources/{source_id}", json=body)


def test_lists_are_filtered_sorted_and_cut_into_pages(start: Callable[..., tuple[Sandbox, Api]]) -> None:
    _, api = start(deploy_seconds=0)
    for name in ("beta", "alpha", "gamma", "alphabet"):
        api.create(s3(name, s3_bucket=f"bucket-{name}"), name=name)
    api.create(with_subdomain(EACH_TYPE[4]), name="web", enabled=False)

    def names(**query: str) -> list[str]:
        return [source["attributes"]["name"] for source in api.ok("GET", "/sources", params=query)["data"]]

    assert names() == ["beta", "alpha", "gamma", "alphabet", "web"]
    assert names(sort="-name") == ["web", "gamma", "beta", "alphabet", "alpha"]
    assert names(sort="-enabled,name") == ["alpha", "alphabet", "beta", "gamma", "web"]
    assert names(**{"filter[name]": "alpha"}) == ["alpha"]
    assert names(**{"filter[enabled]": "false"}) == ["web"]
    assert names(**{"filter[deployment.type]": "webfolder"}) == ["web"]
    assert names(**{"filter[deployment.imgix_subdomains]": "gamma"}) == ["gamma"]
    assert names(**{"filter[deployment.s3_bucket]": "bucket-beta", "filter[enabled]": "false"}) == []
    document = api.ok("GET", "/sources", params={"page[number]": "1", "page[size]": "2"})
    assert [source["attributes"]["name"] for source in document["data"]] == ["gamma", "alphabet"]
    assert document["meta"]["pagination"] == {
        "currentPage": 1,
        "hasNextPage": True,
        "hasPreviousPage": True,
        "nextPage": 2,
        "pageSize": 2,
        "previousPage": 0,
        "totalPages": 3,
        "totalRecords": 5,
    }
    last = api.ok("GET", "/sources", params={"page[number]": "2", "page[size]": "2"})["meta"]["pagination"]
    assert last["nextPage"] is None
    assert last["hasNextPage"] is False
    assert names(**{"page[number]": "9"}) == []


def test_a_sparse_fieldset_leads_into_the_deployment(api: Api) -> None:
    source_id = api.create(s3("sparse", **{"robots.txt": "allow-all"}))["id"]
    fields = "name,deployment.imgix_subdomains,deployment.robots.txt,nothing"
    data = api.ok("GET", f"/sources/{source_id}", params={"fields[sources]": fields})["data"]
    assert data["attributes"] == {
        "name": "Shop",
        "deployment": {"imgix_subdomains": ["sparse"], "robots.txt": "allow-all"},
    }
