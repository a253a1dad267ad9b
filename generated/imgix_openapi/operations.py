# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
"""The operations of the imgix Management API, their permissions and their rate limits."""

from typing import Final, Literal, NamedTuple

Confidence = Literal["captured", "documented", "seen-in-code", "inferred"]
Pagination = Literal["page-number", "cursor"]


class RateLimit(NamedTuple):
    """How many requests a bucket takes in any period."""

    bucket: str
    limit: int
    period: float
    """Seconds."""
    unit: str
    """`second`, `minute` or `hour`."""
    name: str
    name_ja: str


class Permission(NamedTuple):
    """A permission of an API key."""

    id: str
    name: str
    name_ja: str
    implies: tuple[str, ...]


class Grades(NamedTuple):
    """How sure the parts of an operation are."""

    path: Confidence
    body: Confidence | None
    """None if it takes no body."""
    response: Confidence


class PathVariants(NamedTuple):
    """Other forms of a path, where sources disagree."""

    name: str
    """The heading in openapi/UNCERTAIN.md."""
    chosen: str
    """The variant that the operation's own path is."""
    paths: dict[str, str]
    """Other variants -> the path of each."""


class UploadLimit(NamedTuple):
    """The largest upload to Sources of a deployment type."""

    type: str
    """The deployment type."""
    provider: str | None
    """The name of the storage provider, where it differs from the type; not necessarily its `storage_provider`."""
    max_bytes: int | None
    """The largest upload in one request; None if there are none."""
    session_max_bytes: int | None
    """The largest upload in an upload session; None if there are none."""


class Operation(NamedTuple):
    """One operation."""

    id: str
    method: str
    path: str
    tag: str
    summary: str
    summary_ja: str
    permissions: tuple[Permission, ...]
    """All of them are needed."""
    parameter_permissions: dict[str, tuple[Permission, ...]]
    """What the use of a parameter needs besides."""
    rate_limit: RateLimit
    confidence: Grades
    status: int | None
    """The success status we expect, where no page names one."""
    empty: bool
    """Whether a success has no body."""
    duplicate_status: int | None
    """The error status that means: this was done before."""
    max_bytes: int | None
    """The largest body it takes, where a limit is known."""
    repeatable: bool
    """Whether it can be made twice without harm: it only reads, or the contract says so."""
    pagination: Pagination | None
    """How it pages, if it lists."""
    count_limit: int | None
    """The total at which a list stops counting: it means "at least"."""
    variants: PathVariants | None
    """Other forms of its path, where it is in doubt."""


RATE_LIMITS: Final[dict[str, RateLimit]] = {
    "default": RateLimit("default", 4, 1.0, "second", "default rate limit", "デフォルト"),
    "update-source": RateLimit("update-source", 60, 3600.0, "hour", "update source", "ソースの更新"),
    "create-source": RateLimit("create-source", 60, 3600.0, "hour", "create source", "ソースの作成"),
    "get-asset": RateLimit("get-asset", 10, 1.0, "second", "get asset", "アセットの取得"),
    "refresh-asset": RateLimit(
        "refresh-asset", 10, 60.0, "minute", "refresh asset", "アセットのリフレッシュ"
    ),
    "upload": RateLimit("upload", 2, 1.0, "second", "upload v1", "アップロード"),
    "purge": RateLimit("purge", 10, 1.0, "second", "purge asset", "アセットのパージ"),
}

PERMISSIONS: Final[dict[str, Permission]] = {
    "sources": Permission("sources", "Sources", "ソース", ()),
    "asset-browse": Permission("asset-browse", "Asset Browse", "アセット閲覧", ()),
    "asset-edit": Permission("asset-edit", "Asset Edit", "アセット編集", ("asset-browse",)),
    "asset-purge": Permission("asset-purge", "Asset Purge", "アセットパージ", ()),
    "analytics": Permission("analytics", "Analytics", "アナリティクス", ()),
    "account-admin": Permission(
        "account-admin",
        "Account Admin",
        "アカウント管理者",
        ("sources", "asset-browse", "asset-edit", "asset-purge", "analytics"),
    ),
}

LIST_SOURCES: Final = Operation(
    id="listSources",
    method="GET",
    path="/api/v1/sources",
    tag="sources",
    summary="List Sources",
    summary_ja="ソースの一覧表示",
    permissions=(PERMISSIONS["sources"],),
    parameter_permissions={},
    rate_limit=RATE_LIMITS["default"],
    confidence=Grades("documented", None, "documented"),
    status=None,
    empty=False,
    duplicate_status=None,
    max_bytes=None,
    repeatable=True,
    pagination="page-number",
    count_limit=None,
    variants=None,
)
CREATE_SOURCE: Final = Operation(
    id="createSource",
    method="POST",
    path="/api/v1/sources",
    tag="sources",
    summary="Create a Source",
    summary_ja="ソースの作成",
    permissions=(PERMISSIONS["sources"],),
    parameter_permissions={},
    rate_limit=RATE_LIMITS["create-source"],
    confidence=Grades("documented", "documented", "seen-in-code"),
    status=201,
    empty=False,
    duplicate_status=None,
    max_bytes=None,
    repeatable=False,
    pagination=None,
    count_limit=None,
    variants=None,
)
GET_SOURCE: Final = Operation(
    id="getSource",
    method="GET",
    path="/api/v1/sources/{source_id}",
    tag="sources",
    summary="Get one Source",
    summary_ja="ソースの取得",
    permissions=(PERMISSIONS["sources"],),
    parameter_permissions={},
    rate_limit=RATE_LIMITS["default"],
    confidence=Grades("documented", None, "documented"),
    status=None,
    empty=False,
    duplicate_status=None,
    max_bytes=None,
    repeatable=True,
    pagination=None,
    count_limit=None,
    variants=None,
)
UPDATE_SOURCE: Final = Operation(
    id="updateSource",
    method="PATCH",
    path="/api/v1/sources/{source_id}",
    tag="sources",
    summary="Update a Source",
    summary_ja="ソースの更新",
    permissions=(PERMISSIONS["sources"],),
    parameter_permissions={},
    rate_limit=RATE_LIMITS["update-source"],
    confidence=Grades("documented", "documented", "seen-in-code"),
    status=200,
    empty=False,
    duplicate_status=None,
    max_bytes=None,
    repeatable=False,
    pagination=None,
    count_limit=None,
    variants=None,
)
LIST_ASSETS: Final = Operation(
    id="listAssets",
    method="GET",
    path="/api/v1/sources/{source_id}/assets",
    tag="assets",
    summary="List the Assets of a Source",
    summary_ja="ソース内のアセットの一覧表示",
    permissions=(PERMISSIONS["asset-browse"],),
    parameter_permissions={},
    rate_limit=RATE_LIMITS["default"],
    confidence=Grades("documented", None, "seen-in-code"),
    status=None,
    empty=False,
    duplicate_status=None,
    max_bytes=None,
    repeatable=True,
    pagination="cursor",
    count_limit=10000,
    variants=None,
)
GET_ASSET: Final = Operation(
    id="getAsset",
    method="GET",
    path="/api/v1/sources/{source_id}/assets/{origin_path}",
    tag="assets",
    summary="Get one Asset",
    summary_ja="アセットの取得",
    permissions=(PERMISSIONS["asset-browse"],),
    parameter_permissions={},
    rate_limit=RATE_LIMITS["get-asset"],
    confidence=Grades("documented", None, "seen-in-code"),
    status=200,
    empty=False,
    duplicate_status=None,
    max_bytes=None,
    repeatable=True,
    pagination=None,
    count_limit=None,
    variants=None,
)
UPDATE_ASSET: Final = Operation(
    id="updateAsset",
    method="PATCH",
    path="/api/v1/sources/{source_id}/assets/{origin_path}",
    tag="assets",
    summary="Update the metadata of an Asset",
    summary_ja="アセットのメタデータの更新",
    permissions=(PERMISSIONS["asset-edit"],),
    parameter_permissions={},
    rate_limit=RATE_LIMITS["default"],
    confidence=Grades("documented", "seen-in-code", "seen-in-code"),
    status=200,
    empty=False,
    duplicate_status=None,
    max_bytes=None,
    repeatable=False,
    pagination=None,
    count_limit=None,
    variants=None,
)
ADD_ASSET: Final = Operation(
    id="addAsset",
    method="POST",
    path="/api/v1/sources/{source_id}/assets/add/{origin_path}",
    tag="assets",
    summary="Add an Asset from the origin",
    summary_ja="オリジンからのアセットの追加",
    permissions=(PERMISSIONS["asset-edit"],),
    parameter_permissions={},
    rate_limit=RATE_LIMITS["default"],
    confidence=Grades("captured", None, "captured"),
    status=None,
    empty=True,
    duplicate_status=409,
    max_bytes=None,
    repeatable=False,
    pagination=None,
    count_limit=None,
    variants=None,
)
REFRESH_ASSET: Final = Operation(
    id="refreshAsset",
    method="POST",
    path="/api/v1/sources/{source_id}/assets/refresh/{origin_path}",
    tag="assets",
    summary="Refresh an Asset",
    summary_ja="アセットのリフレッシュ",
    permissions=(
        PERMISSIONS["asset-edit"],
        PERMISSIONS["asset-purge"],
    ),
    parameter_permissions={},
    rate_limit=RATE_LIMITS["refresh-asset"],
    confidence=Grades("documented", None, "seen-in-code"),
    status=200,
    empty=False,
    duplicate_status=None,
    max_bytes=None,
    repeatable=False,
    pagination=None,
    count_limit=None,
    variants=None,
)
PUBLISH_ASSET: Final = Operation(
    id="publishAsset",
    method="POST",
    path="/api/v1/sources/{source_id}/publish",
    tag="assets",
    summary="Publish an Asset",
    summary_ja="アセットの公開",
    permissions=(PERMISSIONS["asset-purge"],),
    parameter_permissions={},
    rate_limit=RATE_LIMITS["default"],
    confidence=Grades("documented", "seen-in-code", "seen-in-code"),
    status=200,
    empty=False,
    duplicate_status=None,
    max_bytes=None,
    repeatable=False,
    pagination=None,
    count_limit=None,
    variants=PathVariants("publish-path", "source", {"root": "/api/v1/publish"}),
)
UNPUBLISH_ASSET: Final = Operation(
    id="unpublishAsset",
    method="POST",
    path="/api/v1/sources/{source_id}/unpublish",
    tag="assets",
    summary="Unpublish an Asset",
    summary_ja="アセットの公開解除",
    permissions=(PERMISSIONS["asset-purge"],),
    parameter_permissions={},
    rate_limit=RATE_LIMITS["default"],
    confidence=Grades("documented", "seen-in-code", "seen-in-code"),
    status=200,
    empty=False,
    duplicate_status=None,
    max_bytes=None,
    repeatable=False,
    pagination=None,
    count_limit=None,
    variants=PathVariants("publish-path", "source", {"root": "/api/v1/unpublish"}),
)
UPLOAD_ASSET: Final = Operation(
    id="uploadAsset",
    method="POST",
    path="/api/v1/sources/{source_id}/upload/{origin_path}",
    tag="uploads",
    summary="Upload a file",
    summary_ja="ファイルのアップロード",
    permissions=(PERMISSIONS["asset-edit"],),
    parameter_permissions={"overwrite": (PERMISSIONS["asset-purge"],)},
    rate_limit=RATE_LIMITS["upload"],
    confidence=Grades("documented", "documented", "seen-in-code"),
    status=200,
    empty=False,
    duplicate_status=None,
    max_bytes=30000000,
    repeatable=False,
    pagination=None,
    count_limit=None,
    variants=None,
)
OPEN_UPLOAD_SESSION: Final = Operation(
    id="openUploadSession",
    method="POST",
    path="/api/v1/sources/{source_id}/upload-sessions/create/{origin_path}",
    tag="uploads",
    summary="Open an upload session",
    summary_ja="アップロードセッションの開始",
    permissions=(PERMISSIONS["asset-edit"],),
    parameter_permissions={},
    rate_limit=RATE_LIMITS["default"],
    confidence=Grades("seen-in-code", None, "seen-in-code"),
    status=200,
    empty=False,
    duplicate_status=None,
    max_bytes=5000000000,
    repeatable=False,
    pagination=None,
    count_limit=None,
    variants=PathVariants(
        "session-paths", "mixed", {"bare": "/api/v1/sources/{source_id}/upload-sessions/{origin_path}"}
    ),
)
GET_UPLOAD_SESSION: Final = Operation(
    id="getUploadSession",
    method="GET",
    path="/api/v1/sources/{source_id}/upload-sessions/status/{session_id}",
    tag="uploads",
    summary="Get the status of an upload session",
    summary_ja="アップロードセッションの状態の取得",
    permissions=(PERMISSIONS["asset-browse"],),
    parameter_permissions={},
    rate_limit=RATE_LIMITS["default"],
    confidence=Grades("seen-in-code", None, "seen-in-code"),
    status=200,
    empty=False,
    duplicate_status=None,
    max_bytes=None,
    repeatable=True,
    pagination=None,
    count_limit=None,
    variants=PathVariants(
        "session-paths", "mixed", {"bare": "/api/v1/sources/{source_id}/upload-sessions/{session_id}"}
    ),
)
CLOSE_UPLOAD_SESSION: Final = Operation(
    id="closeUploadSession",
    method="POST",
    path="/api/v1/sources/{source_id}/upload-sessions/{session_id}",
    tag="uploads",
    summary="Close an upload session",
    summary_ja="アップロードセッションの終了",
    permissions=(PERMISSIONS["asset-edit"],),
    parameter_permissions={},
    rate_limit=RATE_LIMITS["default"],
    confidence=Grades("documented", None, "seen-in-code"),
    status=200,
    empty=False,
    duplicate_status=None,
    max_bytes=None,
    repeatable=False,
    pagination=None,
    count_limit=None,
    variants=PathVariants(
        "session-paths", "mixed", {"words": "/api/v1/sources/{source_id}/upload-sessions/close/{session_id}"}
    ),
)
CANCEL_UPLOAD_SESSION: Final = Operation(
    id="cancelUploadSession",
    method="DELETE",
    path="/api/v1/sources/{source_id}/upload-sessions/cancel/{session_id}",
    tag="uploads",
    summary="Cancel an upload session",
    summary_ja="アップロードセッションのキャンセル",
    permissions=(PERMISSIONS["asset-edit"],),
    parameter_permissions={},
    rate_limit=RATE_LIMITS["default"],
    confidence=Grades("seen-in-code", None, "seen-in-code"),
    status=200,
    empty=False,
    duplicate_status=None,
    max_bytes=None,
    repeatable=False,
    pagination=None,
    count_limit=None,
    variants=None,
)
CREATE_PURGE: Final = Operation(
    id="createPurge",
    method="POST",
    path="/api/v1/purge",
    tag="purges",
    summary="Purge an Asset",
    summary_ja="アセットのパージ",
    permissions=(PERMISSIONS["asset-purge"],),
    parameter_permissions={},
    rate_limit=RATE_LIMITS["purge"],
    confidence=Grades("documented", "documented", "documented"),
    status=None,
    empty=False,
    duplicate_status=409,
    max_bytes=None,
    repeatable=True,
    pagination=None,
    count_limit=None,
    variants=None,
)
LIST_REPORTS: Final = Operation(
    id="listReports",
    method="GET",
    path="/api/v1/reports",
    tag="reports",
    summary="List Reports",
    summary_ja="レポートの一覧表示",
    permissions=(PERMISSIONS["analytics"],),
    parameter_permissions={},
    rate_limit=RATE_LIMITS["default"],
    confidence=Grades("documented", None, "documented"),
    status=None,
    empty=False,
    duplicate_status=None,
    max_bytes=None,
    repeatable=True,
    pagination="page-number",
    count_limit=None,
    variants=None,
)
GET_REPORT: Final = Operation(
    id="getReport",
    method="GET",
    path="/api/v1/reports/{report_id}",
    tag="reports",
    summary="Get one Report",
    summary_ja="レポートの取得",
    permissions=(PERMISSIONS["analytics"],),
    parameter_permissions={},
    rate_limit=RATE_LIMITS["default"],
    confidence=Grades("documented", None, "documented"),
    status=None,
    empty=False,
    duplicate_status=None,
    max_bytes=None,
    repeatable=True,
    pagination=None,
    count_limit=None,
    variants=None,
)

OPERATIONS: Final[dict[str, Operation]] = {
    operation.id: operation
    for operation in (
        LIST_SOURCES,
        CREATE_SOURCE,
        GET_SOURCE,
        UPDATE_SOURCE,
        LIST_ASSETS,
        GET_ASSET,
        UPDATE_ASSET,
        ADD_ASSET,
        REFRESH_ASSET,
        PUBLISH_ASSET,
        UNPUBLISH_ASSET,
        UPLOAD_ASSET,
        OPEN_UPLOAD_SESSION,
        GET_UPLOAD_SESSION,
        CLOSE_UPLOAD_SESSION,
        CANCEL_UPLOAD_SESSION,
        CREATE_PURGE,
        LIST_REPORTS,
        GET_REPORT,
    )
}

PATH_VARIANTS: Final[dict[str, tuple[str, ...]]] = {
    "publish-path": ("source", "root"),
    "session-paths": ("mixed", "bare", "words"),
}
"""Name of variants of paths, a heading in openapi/UNCERTAIN.md -> its values, the default first."""

UPLOAD_LIMITS: Final[tuple[UploadLimit, ...]] = (
    UploadLimit("s3", None, 30000000, 5000000000),
    UploadLimit("gcs", None, 30000000, 5000000000),
    UploadLimit("azure", None, 30000000, None),
    UploadLimit("s3_compatible", None, 30000000, 5000000000),
    UploadLimit("s3_compatible", "Cloudflare R2", 30000000, 4990000000),
    UploadLimit("webfolder", None, None, None),
    UploadLimit("webproxy", None, None, None),
)

DEPLOYMENT_SECRETS: Final[dict[str, tuple[str, ...]]] = {
    "s3": ("s3_secret_key",),
    "s3_compatible": ("secret_key",),
    "gcs": ("gcs_secret_key",),
    "azure": ("azure_sas_string",),
    "webfolder": ("password",),
    "webproxy": ("password",),
}
"""Deployment type -> its secrets: write-only attributes, lost perhaps by an update without them."""

DEPLOYMENT_ATTRIBUTES: Final[dict[str, tuple[str, ...]]] = {
    "s3": (
        "type",
        "imgix_subdomains",
        "annotation",
        "cache_ttl_behavior",
        "cache_ttl_error",
        "cache_ttl_value",
        "crossdomain_xml_enabled",
        "custom_domains",
        "default_params",
        "image_error",
        "image_error_append_qs",
        "image_missing",
        "image_missing_append_qs",
        "secure_url_enabled",
        "robots.txt",
        "s3_access_key",
        "s3_secret_key",
        "s3_bucket",
        "s3_prefix",
    ),
    "s3_compatible": (
        "type",
        "imgix_subdomains",
        "annotation",
        "cache_ttl_behavior",
        "cache_ttl_error",
        "cache_ttl_value",
        "crossdomain_xml_enabled",
        "custom_domains",
        "default_params",
        "image_error",
        "image_error_append_qs",
        "image_missing",
        "image_missing_append_qs",
        "secure_url_enabled",
        "robots.txt",
        "access_key_id",
        "secret_key",
        "bucket_name",
        "endpoint_url",
        "region",
        "storage_provider",
    ),
    "gcs": (
        "type",
        "imgix_subdomains",
        "annotation",
        "cache_ttl_behavior",
        "cache_ttl_error",
        "cache_ttl_value",
        "crossdomain_xml_enabled",
        "custom_domains",
        "default_params",
        "image_error",
        "image_error_append_qs",
        "image_missing",
        "image_missing_append_qs",
        "secure_url_enabled",
        "robots.txt",
        "gcs_access_key",
        "gcs_secret_key",
        "gcs_bucket",
        "gcs_prefix",
    ),
    "azure": (
        "type",
        "imgix_subdomains",
        "annotation",
        "cache_ttl_behavior",
        "cache_ttl_error",
        "cache_ttl_value",
        "crossdomain_xml_enabled",
        "custom_domains",
        "default_params",
        "image_error",
        "image_error_append_qs",
        "image_missing",
        "image_missing_append_qs",
        "secure_url_enabled",
        "robots.txt",
        "azure_account",
        "azure_bucket",
        "azure_sas_string",
        "azure_service_type",
        "azure_prefix",
    ),
    "webfolder": (
        "type",
        "imgix_subdomains",
        "annotation",
        "cache_ttl_behavior",
        "cache_ttl_error",
        "cache_ttl_value",
        "crossdomain_xml_enabled",
        "custom_domains",
        "default_params",
        "image_error",
        "image_error_append_qs",
        "image_missing",
        "image_missing_append_qs",
        "secure_url_enabled",
        "robots.txt",
        "webfolder_base_url",
        "username",
        "password",
    ),
    "webproxy": (
        "type",
        "imgix_subdomains",
        "annotation",
        "cache_ttl_behavior",
        "cache_ttl_error",
        "cache_ttl_value",
        "crossdomain_xml_enabled",
        "custom_domains",
        "default_params",
        "image_error",
        "image_error_append_qs",
        "image_missing",
        "image_missing_append_qs",
        "secure_url_enabled",
        "robots.txt",
        "username",
        "password",
    ),
}
"""Deployment type -> the attributes that may be sent, as far as they are known."""

SECRET_FLAGS: Final[dict[str, str | None]] = {
    "password_set": "password",
    "request_handshake_set": None,
    "request_signing_key_set": None,
}
"""A flag of a deployment -> the attribute whose secret is stored if it is true; None if not known."""
