"""An update of a deployment loses no secret unless the caller agrees, and sends no misspelled attribute."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from imgix_management import (
    AsyncManagementClient,
    BadRequestError,
    GCSDeployment,
    InvalidInputError,
    ManagementClient,
    S3Deployment,
    Source,
    WebFolderDeployment,
    WebProxyDeployment,
)
from imgix_management._i18n import Language
from imgix_openapi.operations import DEPLOYMENT_ATTRIBUTES, DEPLOYMENT_SECRETS, SECRET_FLAGS
from imgix_sandbox import Sandbox
from tests.as_async import AsAsync
from tests.mock_clients import KEY
from tools.contract import load

from .conftest import Server

ID = "65a1b2c3d4e5f60718293a4b"
SCHEMAS = load()["components"]["schemas"]
S3: dict[str, Any] = {"imgix_subdomains": ["shop"], "s3_access_key": "a", "s3_bucket": "b"}
FOLDER = {"type": "webfolder", "imgix_subdomains": ["shop"], "webfolder_base_url": "https://s.example/"}
NO_OTHERS = {flag: False for flag, secret in SECRET_FLAGS.items() if secret is None}
"""A response shows no secret beside the password."""


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(key=KEY, rate_scale=1e6, deploy_seconds=0) as running:
        yield running


@pytest.fixture(params=["sync", "async"])
async def live(request: pytest.FixtureRequest, sandbox: Sandbox) -> Any:
    """Either client against the sandbox, which loses a secret that an update leaves out."""
    if request.param == "sync":
        with ManagementClient(KEY, base_url=sandbox.url, rate_limits=None) as client:
            yield AsAsync(client)
    else:
        async with AsyncManagementClient(KEY, base_url=sandbox.url, rate_limits=None) as client:
            yield client


def refused(client: ManagementClient, deployment: Any, **options: Any) -> InvalidInputError:
    with pytest.raises(InvalidInputError) as caught:
        client.sources.update(ID, deployment=deployment, **options)
    return caught.value


def sent(client: ManagementClient, server: Server, deployment: Any, **options: Any) -> Any:
    server.respond({"data": {"id": ID, "type": "sources"}})
    client.sources.update(ID, deployment=deployment, **options)
    return server.sent()["data"]["attributes"]["deployment"]


def source_with(client: ManagementClient, server: Server, deployment: dict[str, Any]) -> Source:
    server.respond({"data": {"id": ID, "type": "sources", "attributes": {"deployment": deployment}}})
    return client.sources.get(ID)


# ---------------------------------------------------------------- a secret that is left out


async def test_the_deployment_of_a_response_is_not_sent_back_without_its_secret(live: Any, sandbox: Sandbox) -> None:
    source = await live.sources.create("Shop", S3Deployment(**S3, s3_secret_key="hush"))
    await live.uploads.upload(source.id, "before.jpg", b"x")
    for deployment in (source.deployment, {**source.deployment, "cache_ttl_error": 60}):
        with pytest.raises(InvalidInputError) as caught:
            await live.sources.update(source.id, deployment=deployment)
        assert caught.value.code == "deployment_secret_missing"
    changed = await live.sources.update(
        source.id, deployment={**source.deployment, "cache_ttl_error": 60, "s3_secret_key": "hush"}
    )
    assert changed.deployment.cache_ttl_error == 60
    await live.uploads.upload(source.id, "after.jpg", b"x")
    assert (await live.assets.refresh(source.id, "before.jpg")).origin_path == "/before.jpg"


async def test_the_sandbox_plays_the_loss_that_a_caller_agrees_to(live: Any) -> None:
    # What needs the origin fails; the response of the update shows nothing.
    source = await live.sources.create("Shop", S3Deployment(**S3, s3_secret_key="hush"))
    changed = await live.sources.update(source.id, deployment=source.deployment, allow_secret_loss=True)
    assert changed.deployment.s3_bucket == "b"
    with pytest.raises(BadRequestError, match=r"\b400\b"):
        await live.uploads.upload(source.id, "after.jpg", b"x")


def test_the_error_says_what_would_be_lost_in_both_languages(client: ManagementClient, server: Server) -> None:
    error = refused(client, {"type": "s3", **S3})
    assert error.values["secrets"] == "s3_secret_key"
    texts: dict[Language, tuple[str, ...]] = {
        "en": ("has no s3_secret_key", "lose the stored secret", "access to the origin", "allow_secret_loss=True"),
        "ja": (
            "s3_secret_key が含まれていません",
            "秘密情報が失われ",
            "オリジンにアクセスできなく",
            "allow_secret_loss=True",
        ),
    }
    for language, parts in texts.items():
        assert [part for part in parts if part not in error.message(language)] == []
    assert server.requests == []


@pytest.mark.parametrize("type_", DEPLOYMENT_SECRETS)
def test_each_type_that_has_secrets_is_guarded(client: ManagementClient, server: Server, type_: str) -> None:
    (secret,) = DEPLOYMENT_SECRETS[type_]
    part = {"type": type_, "annotation": "x"}
    for lacking in (part, {**part, secret: None}):
        error = refused(client, lacking)
        assert (error.code, error.values["secrets"]) == ("deployment_secret_missing", secret)
    assert server.requests == []
    read = NO_OTHERS if secret in SECRET_FLAGS.values() else {}
    assert sent(client, server, {**part, **read, secret: "hush"}) == {**part, secret: "hush"}
    assert sent(client, server, part, allow_secret_loss=True) == part


def test_secrets_are_those_of_the_contract() -> None:
    for type_, reference in SCHEMAS["SourceCreateAttributes"]["properties"]["deployment"]["discriminator"][
        "mapping"
    ].items():
        parts = [SCHEMAS[part["$ref"].rsplit("/", 1)[1]] for part in SCHEMAS[reference.rsplit("/", 1)[1]]["allOf"]]
        fields = {name: field for part in parts for name, field in part["properties"].items()}
        assert set(DEPLOYMENT_SECRETS[type_]) == {name for name, field in fields.items() if field.get("writeOnly")}
        assert set(DEPLOYMENT_ATTRIBUTES[type_]) == {"type", *fields}
    flags = {
        name: field["x-imgix-secret"]
        for name, field in SCHEMAS["Deployment"]["properties"].items()
        if "x-imgix-secret" in field
    }
    assert {name: secret or "unknown" for name, secret in SECRET_FLAGS.items()} == flags


def test_a_type_that_is_new_or_left_out_may_have_any_secret(client: ManagementClient, server: Server) -> None:
    for deployment in ({"type": "r2", "bucket": "b"}, {"annotation": "x"}):
        assert refused(client, deployment).code == "deployment_secret_missing"
        assert refused(client, {**deployment, "password_set": False}).code == "deployment_secret_missing"
        assert sent(client, server, {**deployment, "secret_key": "hush"}) == {**deployment, "secret_key": "hush"}
        # Only a Web Folder or a Web Proxy has a password, and it may have other secrets, too.
        assert refused(client, {**deployment, "password": "hush"}).code == "deployment_secret_unknown"


def test_a_typed_deployment_has_its_secret(client: ManagementClient, server: Server) -> None:
    deployment = GCSDeployment(imgix_subdomains=["a"], gcs_access_key="a", gcs_secret_key="s", gcs_bucket="b")
    assert sent(client, server, deployment) == dict(deployment)
    folder = WebFolderDeployment(imgix_subdomains=["a"], webfolder_base_url="https://s.example/")
    assert refused(client, folder).values["secrets"] == "password"


def test_changing_to_another_type_needs_the_secret_of_the_new_one(client: ManagementClient, server: Server) -> None:
    source = source_with(client, server, {**FOLDER, "password_set": False})
    moved = {**source.deployment, "type": "s3", **S3}
    del moved["webfolder_base_url"]
    assert refused(client, moved).values["secrets"] == "s3_secret_key"
    assert "password_set" not in sent(client, server, {**moved, "s3_secret_key": "hush"})


def test_other_changes_are_not_asked_about(client: ManagementClient, server: Server) -> None:
    server.respond({"data": {"id": ID, "type": "sources"}})
    client.sources.update(ID, name="Shop", enabled=True)
    assert server.sent()["data"]["attributes"] == {"name": "Shop", "enabled": True}
    server.respond({"data": {"id": ID, "type": "sources"}}, 201)
    client.sources.create("Shop", WebProxyDeployment(imgix_subdomains=["a"], secure_url_enabled=True))


# ---------------------------------------------------------------- secrets that a response shows to be stored


def test_without_a_stored_password_nothing_can_be_lost(client: ManagementClient, server: Server) -> None:
    source = source_with(client, server, {**FOLDER, **NO_OTHERS, "password_set": False})
    assert sent(client, server, source.deployment) == FOLDER
    assert sent(client, server, {**source.deployment, "annotation": "x"}) == {**FOLDER, "annotation": "x"}


def test_a_stored_password_has_to_be_sent_again(client: ManagementClient, server: Server) -> None:
    source = source_with(client, server, {**FOLDER, **NO_OTHERS, "username": "u", "password_set": True})
    assert refused(client, source.deployment).values["secrets"] == "password"
    back = sent(client, server, {**source.deployment, "password": "hush"})
    assert back == {**FOLDER, "username": "u", "password": "hush"}


@pytest.mark.parametrize("flag", [flag for flag, secret in SECRET_FLAGS.items() if secret is None])
@pytest.mark.parametrize("type_", ["webfolder", "webproxy"])
def test_a_secret_whose_attribute_is_unknown_is_not_lost_unasked(
    client: ManagementClient, server: Server, flag: str, type_: str
) -> None:
    stored = {"type": type_, "imgix_subdomains": ["shop"], flag: True, "password_set": False}
    source = source_with(client, server, stored)
    asked = len(server.requests)
    for deployment in (source.deployment, dict(source.deployment), {**source.deployment, "password": "hush"}):
        error = refused(client, deployment)
        assert (error.code, error.values["flags"]) == ("deployment_secret_unsendable", flag)
        assert f"may lose ({flag})" in error.message("en")
        assert f"（{flag}）" in error.message("ja")
        assert "allow_secret_loss=True" in error.message("ja")
    assert len(server.requests) == asked
    back = sent(client, server, source.deployment, allow_secret_loss=True)
    assert back == {"type": type_, "imgix_subdomains": ["shop"]}


@pytest.mark.parametrize("flag", NO_OTHERS)
@pytest.mark.parametrize("type_", ["webfolder", "webproxy"])
def test_a_secret_that_no_response_excludes_is_not_lost_unasked(
    client: ManagementClient, server: Server, flag: str, type_: str
) -> None:
    deployment = {"type": type_, "imgix_subdomains": ["shop"], "password": "hush"}
    for flags in ({}, {**NO_OTHERS, flag: None}, {name: value for name, value in NO_OTHERS.items() if name != flag}):
        error = refused(client, {**deployment, **flags})
        assert error.code == "deployment_secret_unknown"
        assert flag in str(error.values["flags"])
        assert f"{flag}" in error.message("en")
        assert f"{flag}" in error.message("ja")
        assert "allow_secret_loss=True" in error.message("ja")
    assert server.requests == []
    assert sent(client, server, {**deployment, **NO_OTHERS}) == deployment
    assert sent(client, server, deployment, allow_secret_loss=True) == deployment


async def test_the_deployment_of_a_web_folder_can_be_changed_as_it_was_read(live: Any) -> None:
    folder = WebFolderDeployment(imgix_subdomains=["a"], webfolder_base_url="https://s.example/")
    source = await live.sources.create("Folder", folder)
    changed = await live.sources.update(source.id, deployment={**source.deployment, "cache_ttl_error": 60})
    assert changed.deployment.cache_ttl_error == 60


# ---------------------------------------------------------------- attributes of unknown names


def test_an_unknown_name_is_refused_and_passed_only_as_an_extra_attribute(
    client: ManagementClient, server: Server
) -> None:
    misspelled = {**FOLDER, **NO_OTHERS, "password": "p", "anotation": "x"}
    for call in (
        lambda: client.sources.update(ID, deployment=misspelled),
        lambda: client.sources.update(ID, deployment=misspelled, allow_secret_loss=True),
        lambda: client.sources.create("Shop", misspelled),
    ):
        with pytest.raises(InvalidInputError) as caught:
            call()
        assert caught.value.code == "deployment_attribute_unknown"
        assert caught.value.values == {"type": "webfolder", "names": "anotation"}
        assert "anotation" in caught.value.message("en")
        assert "extra_attributes={...}" in caught.value.message("ja")
    assert server.requests == []
    extra = {"request_signing_key": "hush", "nested": {"a": [1]}}
    assert sent(client, server, {**FOLDER, **NO_OTHERS, "password": "p"}, extra_attributes=extra) == {
        **FOLDER,
        "password": "p",
        **extra,
    }
    server.respond({"data": {"id": ID, "type": "sources"}}, 201)
    client.sources.create("Shop", FOLDER, extra_attributes={"anotation": "x"})
    assert server.sent()["data"]["attributes"]["deployment"] == {**FOLDER, "anotation": "x"}


def test_an_attribute_of_another_type_is_unknown(client: ManagementClient, server: Server) -> None:
    assert refused(client, {**FOLDER, "password": "p", "s3_prefix": "a"}).values["names"] == "s3_prefix"
    assert server.requests == []


def test_a_secret_may_be_an_extra_attribute(client: ManagementClient, server: Server) -> None:
    extra = {"s3_secret_key": "hush", "s3_new": 1}
    assert sent(client, server, {"type": "s3", **S3}, extra_attributes=extra) == {"type": "s3", **S3, **extra}
    server.respond({"data": {"id": ID, "type": "sources"}})
    client.sources.update(ID, extra_attributes=extra)
    assert server.sent()["data"]["attributes"]["deployment"] == extra


def test_what_a_response_has_is_sent_back_although_it_is_newer_than_this_release(
    client: ManagementClient, server: Server
) -> None:
    source = source_with(client, server, {**FOLDER, **NO_OTHERS, "password_set": False, "brand_new": 1})
    assert sent(client, server, source.deployment) == {**FOLDER, "brand_new": 1}
    assert refused(client, dict(source.deployment)).values["names"] == "brand_new"
    changed = sent(client, server, source.deployment, extra_attributes={"annotation": "x"})
    assert changed == {**FOLDER, "brand_new": 1, "annotation": "x"}


def test_neither_error_repeats_a_secret(client: ManagementClient) -> None:
    for deployment in ({**FOLDER, "passwrd": "hush"}, {**FOLDER, "password": "hush", "request_handshake_set": True}):
        error = refused(client, deployment)
        assert "hush" not in repr(error) + str(error) + error.message("ja")
