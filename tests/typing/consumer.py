"""A program that uses the complete public surface, for the type checkers; it is never run."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import Any, Literal, assert_type

import httpx

from imgix_management import (
    NOT_GIVEN,
    Access,
    AddAssetResult,
    AfterCall,
    AnyFile,
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    Asset,
    AssetExistsError,
    AssetListParams,
    AssetUpdateParams,
    AsyncManagementClient,
    AsyncPager,
    AuthenticationError,
    AzureDeployment,
    BadRequestError,
    BeforeCall,
    BucketStatus,
    Call,
    ClientStateError,
    Colors,
    ConfigurationError,
    ConflictError,
    Deployment,
    DeploymentError,
    Document,
    ErrorObject,
    FieldNotRequestedError,
    GCSDeployment,
    Hooks,
    ImgixError,
    IncompleteResponseError,
    InvalidInputError,
    InvalidResponseError,
    ItemInterruptedError,
    JournalError,
    Language,
    Limit,
    ManagementClient,
    MethodNotAllowedError,
    NotFoundError,
    Page,
    Pager,
    PaginationError,
    Period,
    PermissionCheck,
    PermissionDeniedError,
    Publication,
    Purge,
    RateLimitError,
    RateLimits,
    RateLimitStoreError,
    RateLimitWaitError,
    Report,
    ReportListParams,
    Resource,
    ResponseInfo,
    ResponseTooLargeError,
    S3CompatibleDeployment,
    S3Deployment,
    ServerError,
    Source,
    SourceListParams,
    SourceUpdateParams,
    Timeout,
    TransferError,
    UnsafeURLError,
    UploadSession,
    UploadSessionError,
    WaitTimeoutError,
    WebFolderDeployment,
    WebProxyDeployment,
    __version__,
)
from imgix_management.types import (
    AssetSort,
    Count,
    Headers,
    ItemResult,
    JobReport,
    MediaKind,
    OriginPath,
    PollInterval,
    Sources,
    UploadSessionStatus,
)


def with_aliases(period: Period, file: AnyFile, status: BucketStatus) -> tuple[BeforeCall, AfterCall]:
    client = ManagementClient()
    client.reports.list(period=period)
    for page in client.sources.list().pages():
        client.sources.list(cursor=page.next_cursor)
        client.sources.update("id", deployment=page.data[0].deployment, allow_secret_loss=True)
        client.sources.update("id", extra_attributes={"s3_new": 1, "s3_secret_key": "..."})
    client.uploads.upload("id", "a.png", file)
    assert_type(status.free, int)
    return before, after


def before(call: Call) -> None:
    print(call.operation, call.method, call.path)


def after(call: Call, info: ResponseInfo | None, error: ImgixError | None) -> None:
    print(call.operation, info and info.status_code, error and error.code)


def pieces() -> Iterator[bytes]:
    yield b""


async def async_pieces() -> AsyncIterator[bytes]:
    yield b""


def settings(language: Language) -> ManagementClient:
    return ManagementClient(
        "key",
        base_url="https://api.imgix.com",
        language=language,
        rate_limits=RateLimits({"purge": "50/second"}),
        timeout=Timeout(connect=5, read=None),
        total_timeout=60.0,
        max_retries=3,
        http_client=httpx.Client(),
        hooks={"before_call": [before], "after_call": [after]},
    )


def sources(client: ManagementClient) -> None:
    query: SourceListParams = {"enabled": True, "sort": ["name", "-enabled"], "fields": "name", "page_size": 5}
    listed = client.sources.list(cursor=2, **query)
    assert_type(listed, Pager[Source])
    assert_type(listed.first(), Source | None)
    assert_type(listed.first_page(), Page[Source])
    assert_type(listed.count(), Count)
    for page in listed.pages():
        assert_type(page, Page[Source])
        assert_type(page.data, tuple[Source, ...])
        assert_type(page.total, Count | None)
        assert_type(page.has_more, bool)
        print(len(page), page.next_cursor, page.meta, page.response_info.duration)
    for source in client.sources.list(deployment_type="s3", name="Shop"):
        assert_type(source.name, str)
        assert_type(source.date_deployed, int | None)
        assert_type(source.date_deployed_at, datetime | None)
        assert_type(source.deployment, Deployment)
        assert_type(source.deployment.imgix_subdomains, tuple[str, ...])
        client.sources.update(source.id, deployment={**source.deployment, "cache_ttl_error": 60})
    s3 = S3Deployment(imgix_subdomains=["shop"], s3_access_key="a", s3_secret_key="b", s3_bucket="c")
    created = client.sources.create("Shop", s3, enabled=True)
    client.sources.create("Own", {"type": "brand-new", "imgix_subdomains": ["own"]})
    changes: SourceUpdateParams = {"name": "New", "enabled": False, "deployment": s3}
    assert_type(client.sources.update(created.id, **changes), Source)
    assert_type(client.sources.get(created.id, fields=["name"]), Source)
    assert_type(client.sources.enable(created.id), Source)
    assert_type(client.sources.disable(created.id), Source)
    assert_type(client.sources.find_by_name("Shop"), Source | None)
    assert_type(client.sources.wait_until_deployed(created.id, timeout=60, poll_interval=2), Source)


def deployments() -> Sequence[Mapping[str, Any]]:
    return (
        AzureDeployment(imgix_subdomains=["a"], azure_account="a", azure_bucket="b", azure_sas_string="c"),
        GCSDeployment(imgix_subdomains=["a"], gcs_access_key="a", gcs_secret_key="b", gcs_bucket="c"),
        S3CompatibleDeployment(
            imgix_subdomains=["a"],
            access_key_id="a",
            secret_key="b",
            bucket_name="c",
            storage_provider="wasabi",
            region="eu-central-1",
            endpoint_url="https://s3.example/",
        ),
        WebFolderDeployment(imgix_subdomains=["a"], webfolder_base_url="https://shop.example/"),
        WebProxyDeployment(imgix_subdomains=["a"], secure_url_enabled=True),
    )


def assets(client: ManagementClient) -> None:
    query: AssetListParams = {
        "face_count": (1, None),
        "custom": {"shelf": None},
        "colors": "#8ca091",
        "sort": "file_size",
    }
    assert_type(client.assets.list("id", cursor="cursor", **query), Pager[Asset])
    asset = client.assets.get("id", PurePosixPath("a.png"), fields="name")
    assert_type(asset.file_size, int)
    assert_type(asset.date_created_at, datetime | None)
    assert_type(asset.colors, Colors | None)
    assert_type(asset.custom_fields, Mapping[str, object] | None)
    assert_type(asset.related("source"), Resource | tuple[Resource, ...] | None)
    assert_type(asset.to_dict(), dict[str, Any])
    print(asset["brand_new"], "name" in asset, list(asset), asset.meta, asset.jsonapi, asset.relationships)
    changes: AssetUpdateParams = {"name": None, "tags": {"cat": 1.0}, "categories": ["pets"]}
    assert_type(client.assets.update("id", "a.png", **changes), Asset)
    assert_type(client.assets.update_custom_fields("id", "a.png", {"shelf": "B2", "gone": None}), Asset)
    assert_type(client.assets.add("id", "a.png"), AddAssetResult)
    assert_type(client.assets.refresh("id", "a.png"), Asset)
    assert_type(client.assets.publish("id", "https://shop.imgix.net/a.png"), Publication)
    assert_type(client.assets.unpublish("id", "https://shop.imgix.net/a.png"), Publication)


def uploads(client: ManagementClient) -> None:
    for file in ("a.png", Path("a.png"), b"", pieces(), [b""]):
        assert_type(client.uploads.upload("id", "a.png", file), Asset)
    with Path("a.png").open("rb") as opened:
        client.uploads.upload(
            "id", "a.png", opened, overwrite=True, content_type="image/png", progress=lambda sent, size: sent / size
        )
    session = client.uploads.sessions.create("id", "a.png")
    assert_type(session, UploadSession)
    assert_type(client.uploads.sessions.get("id", session.id).status, UploadSessionStatus | str | None)
    assert_type(client.uploads.sessions.close("id", session.id), UploadSession)
    assert_type(client.uploads.sessions.cancel("id", session.id), UploadSession)
    assert_type(client.uploads.sessions.wait_until_complete("id", session.id, poll_interval=float), UploadSession)


def with_public_types(
    group: Sources, *, sort: AssetSort, kind: MediaKind, path: OriginPath, wait: PollInterval
) -> Headers:
    client = ManagementClient()
    assert_type(client.sources, Sources)
    assert_type(ManagementClient.sources, type[Sources])
    client.assets.list("id", sort=[sort, "newer_key"], media_kind=kind)
    client.assets.list("id", media_kind="HOLOGRAM")
    client.assets.update("id", path, name=NOT_GIVEN if sort else None)
    return group.wait_until_deployed("id", poll_interval=wait).response_info.headers


def purges_and_reports(client: ManagementClient, folder: Path) -> None:
    purge = client.purges.create("https://shop.imgix.net/a.png", sub_image=True, source_id="id")
    for result in client.purges.create_many(["https://shop.imgix.net/a.png"], journal=Path("a.journal")):
        assert_type(result, ItemResult[Purge])
    assert_type(client.purges.create_for_source("id", tags="cup").run(), JobReport)
    assert_type(client.uploads.upload_folder("id", Path("img"), compare="size").run().skipped_by, Mapping[str, int])
    for updated in client.assets.update_many([{"origin_path": "a.png", "name": "x"}], source_id="id", dry_run=True):
        assert_type(updated.value, Asset | None)
    assert_type(client.assets.refresh_many("id", ["a.png"]).run(), JobReport)
    assert_type(client.assets.add_many("id", ["a.png"]).run().duplicate, int)
    assert_type(client.assets.export("id", "a.csv", format="ndjson", tags="cup"), int)
    for downloaded in client.reports.download_many("reports", period="2026-10"):
        assert_type(downloaded.value, Sequence[Path] | None)
    assert_type(client.jobs.resume("a.journal").report, JobReport)
    client.jobs.retry("a.journal", unknown=True)
    assert_type(purge, Purge)
    assert_type(purge.duplicate, bool)
    query: ReportListParams = {"completed": True, "sort": "-period_start"}
    for period in ("2026-10", date(2026, 10, 1), datetime(2026, 10, 1, tzinfo=UTC)):
        assert_type(client.reports.list(period=period, **query), Pager[Report])
    report = client.reports.get("id", fields=["files"])
    paths = client.reports.download(report, folder, join=True, progress=lambda done, size: print(done, size or "?"))
    assert_type(paths, Sequence[Path])


def waiting(client: ManagementClient) -> tuple[float, str, Limit] | None:
    try:
        client.with_options(max_wait=0).sources.get("id")
    except RateLimitWaitError as error:
        return error.wait, error.bucket, client.rate_limits.status()[error.bucket].limits[0]
    except RateLimitStoreError as error:
        print(error.store, error.reason)
    return None


def low_level(client: ManagementClient) -> None:
    document = client.operation("getAsset", source_id="id", origin_path="a.png")
    assert_type(document, Document)
    print(document.data, document.meta, document.included, document.response_info.headers)
    for bucket, status in client.rate_limits.status().items():
        print(bucket, status.limits[0].count, status.retry_after)
    with client.with_options(max_wait=2, timeout=None).rate_limits.acquire("purge", max_wait=1.5):
        pass


def requests(client: ManagementClient, hooks: Hooks, error: ClientStateError) -> str:
    assert_type(client.request("GET", "/api/v1/sources", params={"page[size]": 5}), Document)
    client.with_options(extra_query={"a": "b"}, extra_headers={"X-A": "b"})
    ManagementClient("key", hooks=hooks, user_agent_suffix="shop/1").close()
    return error.code


def errors(client: ManagementClient) -> str:
    language: Literal["ja"] = "ja"
    try:
        client.sources.get("id")
    except RateLimitError as error:
        print(error.bucket, error.limit, error.retry_after)
    except (BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, ConflictError) as error:
        assert_type(error.errors, tuple[ErrorObject, ...])
    except ResponseTooLargeError as error:
        return error.excerpt
    except (MethodNotAllowedError, ServerError, APIStatusError, InvalidResponseError) as error:
        assert_type(error.status_code, int)
    except (APITimeoutError, APIConnectionError, TransferError, UnsafeURLError) as error:
        assert_type(error.host, str)
    except UploadSessionError as error:
        print(error.session_id, error.cancelled)
    except AssetExistsError as error:
        print(error.origin_path, error.status_code)
    except (
        WaitTimeoutError,
        DeploymentError,
        PaginationError,
        JournalError,
        ItemInterruptedError,
        FieldNotRequestedError,
        IncompleteResponseError,
    ) as error:
        print(error.code)
    except (ConfigurationError, InvalidInputError) as error:
        print(error.message("en+ja"))
    except ImgixError as error:
        assert_type(error.call, Call | None)
        return f"{error.message(language)} {error.operation} {error.retryable} {error.outcome_unknown} {__version__}"
    return ""


async def everything_async(folder: Path) -> None:
    async with AsyncManagementClient("key", http_client=httpx.AsyncClient(), hooks={"after_call": [after]}) as client:
        assert_type(client.sources.list(enabled=True), AsyncPager[Source])
        async for source in client.sources.list():
            assert_type(source, Source)
        async for page in client.assets.list("id").pages():
            assert_type(page, Page[Asset])
        assert_type(await client.reports.list().first(), Report | None)
        assert_type(await client.reports.list(), Page[Report])
        assert_type(await client.reports.list().first_page(), Page[Report])
        assert_type(await client.reports.list().count(), Count)
        assert_type(await client.uploads.upload("id", "a.png", async_pieces()), Asset)
        assert_type(await client.purges.create("https://shop.imgix.net/a.png"), Purge)
        assert_type(await client.operation("listSources", page_size=5), Document)
        access = await client.check_access("id")
        assert_type(access, Access)
        assert_type(access.permissions, tuple[PermissionCheck, ...])
        report = await client.reports.get("id")
        assert_type(await client.reports.download(report, str(folder)), Sequence[Path])
    await client.aclose()
