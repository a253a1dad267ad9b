"""Where a path is in doubt, the client can be configured to use a variant of it."""

from __future__ import annotations

from collections.abc import Mapping

import httpx
import pytest

from imgix_management import (
    AsyncManagementClient,
    Call,
    ConfigurationError,
    ManagementClient,
    NotFoundError,
    S3Deployment,
)
from imgix_openapi.operations import OPERATIONS, PATH_VARIANTS
from imgix_sandbox import Sandbox
from tests.mock_clients import KEY

EACH = [(name, variant) for name, variants in PATH_VARIANTS.items() for variant in variants]
PIXEL = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"


def use_all(client: ManagementClient, where: str) -> list[str]:
    """Make every call whose path is in doubt; return what became of it."""
    deployment = S3Deployment(imgix_subdomains=[where], s3_access_key="a", s3_secret_key="b", s3_bucket="c")
    source = client.sources.create("Shop", deployment)
    url = f"https://{where}.imgix.net/pixel.gif"
    session = client.uploads.sessions.create(source.id, "pixel.gif")
    return [
        str(client.assets.publish(source.id, url).type),
        str(client.assets.unpublish(source.id, url).type),
        str(client.uploads.sessions.get(source.id, session.id).origin_path),
        str(client.uploads.sessions.cancel(source.id, session.id).id == session.id),
    ]


@pytest.mark.parametrize(("name", "variant"), EACH)
def test_every_form_works_with_an_api_that_has_it(name: str, variant: str) -> None:
    variants = {name: variant}
    with Sandbox(rate_scale=1e6, deploy_seconds=0, variants=variants) as sandbox:
        with ManagementClient(sandbox.key, base_url=sandbox.url, rate_limits=None, path_variants=variants) as client:
            assert use_all(client, "all") == ["publishes", "unpublishes", "/pixel.gif", "True"]


@pytest.mark.parametrize("variant", PATH_VARIANTS["session-paths"])
def test_a_file_goes_through_a_session_in_each_form(variant: str) -> None:
    variants = {"session-paths": variant}
    with Sandbox(rate_scale=1e6, deploy_seconds=0, variants=variants) as sandbox:
        with ManagementClient(sandbox.key, base_url=sandbox.url, rate_limits=None, path_variants=variants) as client:
            deployment = S3Deployment(imgix_subdomains=["s"], s3_access_key="a", s3_secret_key="b", s3_bucket="c")
            source = client.sources.create("Shop", deployment)
            session = client.uploads.sessions.create(source.id, "dir/pixel.gif")
            httpx.put(str(session.url), content=PIXEL)
            client.uploads.sessions.close(source.id, session.id)
            assert client.uploads.sessions.get(source.id, session.id).status == "COMPLETE"
            assert client.assets.get(source.id, "dir/pixel.gif").content_type == "image/gif"


async def test_the_async_client_and_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    paths: list[str] = []

    def note(call: Call) -> None:
        paths.append(call.path)

    monkeypatch.setenv("IMGIX_PATH_VARIANTS", " publish-path = root , session-paths=words")
    with Sandbox(rate_scale=1e6, variants={"publish-path": "root"}) as sandbox:
        async with AsyncManagementClient(
            sandbox.key, base_url=sandbox.url, rate_limits=None, hooks={"before_call": [note]}
        ) as client:
            with pytest.raises(NotFoundError):  # there is no such Source; the path is right
                await client.assets.publish("65a1b2c3d4e5f60718293a4b", "https://shop.imgix.net/a.png")
        assert sandbox.requests[-1].operation == "publishAsset"
    assert paths == ["/api/v1/publish"]


def test_without_the_setting_the_other_form_is_not_tried() -> None:
    with Sandbox(rate_scale=1e6, variants={"publish-path": "root"}) as sandbox:
        with ManagementClient(sandbox.key, base_url=sandbox.url, rate_limits=None) as client:
            with pytest.raises(NotFoundError):
                client.assets.publish("65a1b2c3d4e5f60718293a4b", "https://shop.imgix.net/a.png")
        assert [record.path for record in sandbox.requests] == ["/api/v1/sources/65a1b2c3d4e5f60718293a4b/publish"]


@pytest.mark.parametrize("variants", [{"publish-path": "short"}, {"publish": "root"}, {"publish-path": ""}])
def test_an_unknown_form_is_refused_in_both_languages(variants: Mapping[str, str]) -> None:
    with pytest.raises(ConfigurationError) as caught:
        ManagementClient(KEY, path_variants=variants)
    assert caught.value.code == "path_variant_unknown"
    for language in ("en", "ja"):
        message = caught.value.message(language)
        assert "publish-path=root" in message
        assert "path_variants" in message


@pytest.mark.parametrize("value", ["publish-path", "root", "publish-path=root,"])
def test_an_unusable_variable_is_named(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMGIX_PATH_VARIANTS", value)
    with pytest.raises(ConfigurationError, match="IMGIX_PATH_VARIANTS"):
        ManagementClient(KEY)


def test_every_variant_of_a_path_is_another_one_with_values_that_the_operation_has() -> None:
    for operation in OPERATIONS.values():
        if operation.variants is None:
            continue
        assert operation.variants.chosen == PATH_VARIANTS[operation.variants.name][0]
        for path in operation.variants.paths.values():
            assert path != operation.path
            assert path.format_map({"source_id": "s", "origin_path": "o", "session_id": "i"}).startswith("/api/v1/")
