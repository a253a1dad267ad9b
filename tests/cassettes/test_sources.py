"""Sources, recorded."""

import pytest

import imgix_management
from imgix_management import BadRequestError, DeploymentError, NotFoundError, WebFolderDeployment

pytestmark = [pytest.mark.vcr, pytest.mark.block_network]
MISSING = "0" * 24
URLS = {
    "WebProxy": {"secure_url_enabled": True},
    "WebFolder": {"webfolder_base_url": "https://img.shop.example/"},
    "S3Compatible": {"endpoint_url": "https://s3.example"},
}


@pytest.mark.writes
async def test_create_and_wait(client, poll_interval):
    deployment = WebFolderDeployment(
        imgix_subdomains=["shop-example"], webfolder_base_url="https://img.shop.example/files/"
    )
    created = await client.sources.create("Shop images", deployment)
    assert created.response_info.status_code == 201
    assert created.deployment_status == "deploying"
    source = await client.sources.wait_until_deployed(created.id, poll_interval=poll_interval)
    assert source.deployment_status == "deployed"
    assert source.name == "Shop images"
    assert source.deployment.imgix_subdomains == ("shop-example",)
    assert source.deployment.webfolder_base_url == "https://img.shop.example/files/"
    assert source.date_deployed_at.tzname() == "UTC"


@pytest.mark.writes
async def test_update_and_disable(client, source, poll_interval):
    renamed = await client.sources.update(source.id, name="Shop")
    assert (renamed.id, renamed.name) == (source.id, "Shop")
    disabled = await client.sources.update(source.id, enabled=False)
    assert (disabled.enabled, disabled.deployment_status) == (False, "disabled")
    with pytest.raises(DeploymentError) as caught:
        await client.sources.wait_until_deployed(source.id, poll_interval=poll_interval)
    assert caught.value.deployment_status == "disabled"
    with pytest.raises(BadRequestError):
        await client.sources.update(source.id, name="While it is disabled")


@pytest.mark.writes
async def test_a_secret_comes_never_back(client, source):
    assert "s3_secret_key" not in source.deployment
    deployment = {**source.deployment, "cache_ttl_error": 60, "s3_secret_key": "REDACTED"}
    changed = await client.sources.update(source.id, deployment=deployment)
    assert changed.deployment.cache_ttl_error == 60
    assert "s3_secret_key" not in changed.deployment


@pytest.mark.writes
async def test_list_pages(client):
    for number in range(5):
        deployment = WebFolderDeployment(
            imgix_subdomains=[f"shop-{number}"], webfolder_base_url="https://img.shop.example/"
        )
        await client.sources.create(f"Shop {number}", deployment)
    names = [source.name async for source in client.sources.list(sort="-name", page_size=2)]
    assert names == [f"Shop {number}" for number in (4, 3, 2, 1, 0)]
    pages = [page async for page in client.sources.list(page_size=2, cursor=1).pages()]
    assert [len(page) for page in pages] == [2, 1]
    assert (pages[0].total, pages[0].next_cursor, pages[1].has_more) == (5, 2, False)


@pytest.mark.writes
async def test_list_filters_and_fields(client, source):
    sources = [
        s async for s in client.sources.list(name=source.name, deployment_type="s3", enabled=True, fields=["name"])
    ]
    assert [s.id for s in sources] == [source.id]
    assert sources[0].name == source.name
    assert not hasattr(sources[0], "enabled")
    assert [s async for s in client.sources.list(deployment_type="gcs")] == []


async def test_get_missing(client):
    with pytest.raises(NotFoundError) as caught:
        await client.sources.get(MISSING)
    error = caught.value
    assert (error.status_code, error.detail, error.operation) == (404, "Resource not found.", "getSource")
    assert len(error.request_id) == 32
    assert "Resource not found." in error.message("ja")


@pytest.mark.writes
async def test_disable_and_enable(client, source, poll_interval):
    assert (await client.sources.disable(source.id)).enabled is False
    assert (await client.sources.enable(source.id)).enabled is True
    assert (
        await client.sources.wait_until_deployed(source.id, poll_interval=poll_interval)
    ).deployment_status == "deployed"


@pytest.mark.writes
async def test_list_by_each_filter(client):
    common = {"imgix_subdomains": ["shop-one"], "custom_domains": ["img.shop.example"]}
    folder = WebFolderDeployment(webfolder_base_url="https://img.shop.example/", **common)
    ids = {(await client.sources.create("Shop", folder)).id}
    queries = [
        {"deployment_imgix_subdomains": "shop-one"},
        {"deployment_custom_domains": "img.shop.example"},
        {"deployment_webfolder_base_url": "https://img.shop.example/"},
    ]
    for query in queries:
        assert {source.id async for source in client.sources.list(**query)} == ids, query
    for field in ("azure_bucket", "bucket_name", "gcs_bucket", "region", "s3_bucket", "storage_provider"):
        assert [source async for source in client.sources.list(**{f"deployment_{field}": "none-has-this"})] == []


@pytest.mark.writes
async def test_get_with_fields(client, source):
    assert set((await client.sources.get(source.id, fields=["name", "enabled"])).to_dict()) >= {"name", "enabled"}


@pytest.mark.writes
async def test_find_by_name(client, source):
    assert (await client.sources.find_by_name(source.name)).id == source.id
    assert await client.sources.find_by_name("No such name") is None


@pytest.mark.writes
async def test_create_with_what_imgix_refuses(client):
    with pytest.raises(BadRequestError) as caught:
        await client.sources.create("Shop", {"type": "webfolder", "imgix_subdomains": ["shop"]})
    assert "webfolder_base_url" in caught.value.detail


@pytest.mark.writes
async def test_update_missing(client):
    with pytest.raises(NotFoundError):
        await client.sources.update(MISSING, name="Shop")


@pytest.mark.writes
@pytest.mark.parametrize("kind", ["S3", "S3Compatible", "GCS", "Azure", "WebFolder", "WebProxy"])
async def test_create_each_type(client, kind):
    cls = getattr(imgix_management, f"{kind}Deployment")
    deployment = cls(
        **dict.fromkeys(cls._required, "x") | {"imgix_subdomains": [f"shop-{kind.lower()}"]} | URLS.get(kind, {})
    )
    source = await client.sources.create(f"Shop on {kind}", deployment)
    assert source.deployment.type == cls.type
    assert all(name in source.deployment for name in deployment if name not in cls._secret)
    assert not any(name in source.deployment for name in cls._secret)
    secrets = {name: "x" for name in deployment if name in cls._secret}
    changed = await client.sources.update(
        source.id,
        deployment={**source.deployment, **secrets, "annotation": "changed"},
        allow_secret_loss=not secrets,
    )
    assert (changed.deployment.type, changed.deployment.annotation) == (cls.type, "changed")
