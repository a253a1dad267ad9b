# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
"""What methods take, as the contract has it: deployments, changes of attributes, keywords of lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal, Required, TypedDict, Unpack

from ..deployments import DeploymentInput
from .attributes import Deployment
from .literals import AssetSort, DeploymentType, MediaKind, ReportSort, ReportType, SourceSort, StorageProvider

__all__ = [
    "AssetListParams",
    "AssetUpdateParams",
    "AzureDeployment",
    "AzureDeploymentFields",
    "DeploymentSettings",
    "GCSDeployment",
    "GCSDeploymentFields",
    "ReportListParams",
    "S3CompatibleDeployment",
    "S3CompatibleDeploymentFields",
    "S3Deployment",
    "S3DeploymentFields",
    "SourceListParams",
    "SourceUpdateParams",
    "WebFolderDeployment",
    "WebFolderDeploymentFields",
    "WebProxyDeployment",
    "WebProxyDeploymentFields",
]


class DeploymentSettings(TypedDict, total=False):
    """Settings that every deployment type takes."""

    imgix_subdomains: Sequence[str]
    """The imgix subdomains, without ".imgix.net"; each is unique among all of imgix."""

    annotation: str
    """A comment on this deployment."""

    cache_ttl_behavior: Literal["respect_origin", "override_origin", "enforce_minimum"]
    """How the cache treats the headers of the origin. imgix's default: "respect_origin"."""

    cache_ttl_error: int
    """How long error images are cached. In seconds. From 1 to 31536000. imgix's default: 300."""

    cache_ttl_value: int
    """How long images are cached. In seconds. From 1 to 31536000. imgix's default: 31536000."""

    crossdomain_xml_enabled: bool
    """Whether a cross-domain policy file is served. imgix's default: false."""

    custom_domains: Sequence[str]
    """The custom domains, each unique across Sources; with the subdomains, up to 100. imgix's default: []."""

    default_params: Mapping[str, str]
    """Rendering parameters that are always applied. imgix's default: {}."""

    image_error: str | None
    """The URL of the image that is served when a request fails. imgix's default: null."""

    image_error_append_qs: bool
    """Whether the rendering parameters of the request are appended to image_error. imgix's default: false."""

    image_missing: str | None
    """The URL of the image that is served when the origin has none. imgix's default: null."""

    image_missing_append_qs: bool
    """Whether the rendering parameters of the request are appended to image_missing. imgix's default: false."""

    secure_url_enabled: bool
    """Whether requests for images must be signed. imgix's default: false."""

    robots_txt: Literal["origin", "allow-all", "disallow-all"]
    """Which robots.txt is served. Not "origin" for webproxy."""


class S3DeploymentFields(TypedDict, total=False):
    """The fields of S3Deployment."""

    imgix_subdomains: Required[Sequence[str]]
    """The imgix subdomains, without ".imgix.net"; each is unique among all of imgix."""

    s3_access_key: Required[str]
    """The access key."""

    s3_secret_key: Required[str]
    """The secret key."""

    s3_bucket: Required[str]
    """The bucket."""

    s3_prefix: str
    """The folder within the bucket."""

    annotation: str
    """A comment on this deployment."""

    cache_ttl_behavior: Literal["respect_origin", "override_origin", "enforce_minimum"]
    """How the cache treats the headers of the origin. imgix's default: "respect_origin"."""

    cache_ttl_error: int
    """How long error images are cached. In seconds. From 1 to 31536000. imgix's default: 300."""

    cache_ttl_value: int
    """How long images are cached. In seconds. From 1 to 31536000. imgix's default: 31536000."""

    crossdomain_xml_enabled: bool
    """Whether a cross-domain policy file is served. imgix's default: false."""

    custom_domains: Sequence[str]
    """The custom domains, each unique across Sources; with the subdomains, up to 100. imgix's default: []."""

    default_params: Mapping[str, str]
    """Rendering parameters that are always applied. imgix's default: {}."""

    image_error: str | None
    """The URL of the image that is served when a request fails. imgix's default: null."""

    image_error_append_qs: bool
    """Whether the rendering parameters of the request are appended to image_error. imgix's default: false."""

    image_missing: str | None
    """The URL of the image that is served when the origin has none. imgix's default: null."""

    image_missing_append_qs: bool
    """Whether the rendering parameters of the request are appended to image_missing. imgix's default: false."""

    secure_url_enabled: bool
    """Whether requests for images must be signed. imgix's default: false."""

    robots_txt: Literal["origin", "allow-all", "disallow-all"]
    """Which robots.txt is served. Not "origin" for webproxy."""


class S3Deployment(DeploymentInput):
    """A deployment on Amazon S3.

    Required: imgix_subdomains, s3_access_key, s3_secret_key, s3_bucket.
    """

    __slots__ = ()
    type: ClassVar[str] = "s3"
    _required: ClassVar[tuple[str, ...]] = ("imgix_subdomains", "s3_access_key", "s3_secret_key", "s3_bucket")
    _secret: ClassVar[frozenset[str]] = frozenset(["s3_secret_key"])
    _wire: ClassVar[Mapping[str, str]] = {"robots_txt": "robots.txt"}

    if TYPE_CHECKING:

        def __init__(self, **fields: Unpack[S3DeploymentFields]) -> None: ...


class S3CompatibleDeploymentFields(TypedDict, total=False):
    """The fields of S3CompatibleDeployment."""

    imgix_subdomains: Required[Sequence[str]]
    """The imgix subdomains, without ".imgix.net"; each is unique among all of imgix."""

    access_key_id: Required[str]
    """The access key."""

    secret_key: Required[str]
    """The secret key."""

    bucket_name: Required[str]
    """The bucket."""

    endpoint_url: Required[str]
    """The endpoint."""

    region: str
    """The region."""

    storage_provider: Required[StorageProvider | str]
    """The storage provider. Cloudflare R2 is supported, too; its value is not known. Known values:
    DigitalOcean, Linode, Wasabi.
    """

    annotation: str
    """A comment on this deployment."""

    cache_ttl_behavior: Literal["respect_origin", "override_origin", "enforce_minimum"]
    """How the cache treats the headers of the origin. imgix's default: "respect_origin"."""

    cache_ttl_error: int
    """How long error images are cached. In seconds. From 1 to 31536000. imgix's default: 300."""

    cache_ttl_value: int
    """How long images are cached. In seconds. From 1 to 31536000. imgix's default: 31536000."""

    crossdomain_xml_enabled: bool
    """Whether a cross-domain policy file is served. imgix's default: false."""

    custom_domains: Sequence[str]
    """The custom domains, each unique across Sources; with the subdomains, up to 100. imgix's default: []."""

    default_params: Mapping[str, str]
    """Rendering parameters that are always applied. imgix's default: {}."""

    image_error: str | None
    """The URL of the image that is served when a request fails. imgix's default: null."""

    image_error_append_qs: bool
    """Whether the rendering parameters of the request are appended to image_error. imgix's default: false."""

    image_missing: str | None
    """The URL of the image that is served when the origin has none. imgix's default: null."""

    image_missing_append_qs: bool
    """Whether the rendering parameters of the request are appended to image_missing. imgix's default: false."""

    secure_url_enabled: bool
    """Whether requests for images must be signed. imgix's default: false."""

    robots_txt: Literal["origin", "allow-all", "disallow-all"]
    """Which robots.txt is served. Not "origin" for webproxy."""


class S3CompatibleDeployment(DeploymentInput):
    """A deployment on S3-compatible storage.

    Required: imgix_subdomains, access_key_id, secret_key, bucket_name, endpoint_url, storage_provider.
    """

    __slots__ = ()
    type: ClassVar[str] = "s3_compatible"
    _required: ClassVar[tuple[str, ...]] = (
        "imgix_subdomains",
        "access_key_id",
        "secret_key",
        "bucket_name",
        "endpoint_url",
        "storage_provider",
    )
    _secret: ClassVar[frozenset[str]] = frozenset(["secret_key"])
    _wire: ClassVar[Mapping[str, str]] = {"robots_txt": "robots.txt"}

    if TYPE_CHECKING:

        def __init__(self, **fields: Unpack[S3CompatibleDeploymentFields]) -> None: ...


class GCSDeploymentFields(TypedDict, total=False):
    """The fields of GCSDeployment."""

    imgix_subdomains: Required[Sequence[str]]
    """The imgix subdomains, without ".imgix.net"; each is unique among all of imgix."""

    gcs_access_key: Required[str]
    """The access key."""

    gcs_secret_key: Required[str]
    """The secret key."""

    gcs_bucket: Required[str]
    """The bucket."""

    gcs_prefix: str
    """The folder within the bucket."""

    annotation: str
    """A comment on this deployment."""

    cache_ttl_behavior: Literal["respect_origin", "override_origin", "enforce_minimum"]
    """How the cache treats the headers of the origin. imgix's default: "respect_origin"."""

    cache_ttl_error: int
    """How long error images are cached. In seconds. From 1 to 31536000. imgix's default: 300."""

    cache_ttl_value: int
    """How long images are cached. In seconds. From 1 to 31536000. imgix's default: 31536000."""

    crossdomain_xml_enabled: bool
    """Whether a cross-domain policy file is served. imgix's default: false."""

    custom_domains: Sequence[str]
    """The custom domains, each unique across Sources; with the subdomains, up to 100. imgix's default: []."""

    default_params: Mapping[str, str]
    """Rendering parameters that are always applied. imgix's default: {}."""

    image_error: str | None
    """The URL of the image that is served when a request fails. imgix's default: null."""

    image_error_append_qs: bool
    """Whether the rendering parameters of the request are appended to image_error. imgix's default: false."""

    image_missing: str | None
    """The URL of the image that is served when the origin has none. imgix's default: null."""

    image_missing_append_qs: bool
    """Whether the rendering parameters of the request are appended to image_missing. imgix's default: false."""

    secure_url_enabled: bool
    """Whether requests for images must be signed. imgix's default: false."""

    robots_txt: Literal["origin", "allow-all", "disallow-all"]
    """Which robots.txt is served. Not "origin" for webproxy."""


class GCSDeployment(DeploymentInput):
    """A deployment on Google Cloud Storage.

    Required: imgix_subdomains, gcs_access_key, gcs_secret_key, gcs_bucket.
    """

    __slots__ = ()
    type: ClassVar[str] = "gcs"
    _required: ClassVar[tuple[str, ...]] = ("imgix_subdomains", "gcs_access_key", "gcs_secret_key", "gcs_bucket")
    _secret: ClassVar[frozenset[str]] = frozenset(["gcs_secret_key"])
    _wire: ClassVar[Mapping[str, str]] = {"robots_txt": "robots.txt"}

    if TYPE_CHECKING:

        def __init__(self, **fields: Unpack[GCSDeploymentFields]) -> None: ...


class AzureDeploymentFields(TypedDict, total=False):
    """The fields of AzureDeployment."""

    imgix_subdomains: Required[Sequence[str]]
    """The imgix subdomains, without ".imgix.net"; each is unique among all of imgix."""

    azure_account: Required[str]
    """The storage account."""

    azure_bucket: Required[str]
    """The container."""

    azure_sas_string: Required[str]
    """The shared access signature. That it is never returned is inferred."""

    azure_service_type: Literal["blob", "file"]
    """The kind of storage. imgix's default: "blob"."""

    azure_prefix: str
    """The folder within the container."""

    annotation: str
    """A comment on this deployment."""

    cache_ttl_behavior: Literal["respect_origin", "override_origin", "enforce_minimum"]
    """How the cache treats the headers of the origin. imgix's default: "respect_origin"."""

    cache_ttl_error: int
    """How long error images are cached. In seconds. From 1 to 31536000. imgix's default: 300."""

    cache_ttl_value: int
    """How long images are cached. In seconds. From 1 to 31536000. imgix's default: 31536000."""

    crossdomain_xml_enabled: bool
    """Whether a cross-domain policy file is served. imgix's default: false."""

    custom_domains: Sequence[str]
    """The custom domains, each unique across Sources; with the subdomains, up to 100. imgix's default: []."""

    default_params: Mapping[str, str]
    """Rendering parameters that are always applied. imgix's default: {}."""

    image_error: str | None
    """The URL of the image that is served when a request fails. imgix's default: null."""

    image_error_append_qs: bool
    """Whether the rendering parameters of the request are appended to image_error. imgix's default: false."""

    image_missing: str | None
    """The URL of the image that is served when the origin has none. imgix's default: null."""

    image_missing_append_qs: bool
    """Whether the rendering parameters of the request are appended to image_missing. imgix's default: false."""

    secure_url_enabled: bool
    """Whether requests for images must be signed. imgix's default: false."""

    robots_txt: Literal["origin", "allow-all", "disallow-all"]
    """Which robots.txt is served. Not "origin" for webproxy."""


class AzureDeployment(DeploymentInput):
    """A deployment on Azure storage.

    Required: imgix_subdomains, azure_account, azure_bucket, azure_sas_string.
    """

    __slots__ = ()
    type: ClassVar[str] = "azure"
    _required: ClassVar[tuple[str, ...]] = ("imgix_subdomains", "azure_account", "azure_bucket", "azure_sas_string")
    _secret: ClassVar[frozenset[str]] = frozenset(["azure_sas_string"])
    _wire: ClassVar[Mapping[str, str]] = {"robots_txt": "robots.txt"}

    if TYPE_CHECKING:

        def __init__(self, **fields: Unpack[AzureDeploymentFields]) -> None: ...


class WebFolderDeploymentFields(TypedDict, total=False):
    """The fields of WebFolderDeployment."""

    imgix_subdomains: Required[Sequence[str]]
    """The imgix subdomains, without ".imgix.net"; each is unique among all of imgix."""

    webfolder_base_url: Required[str]
    """The base URL."""

    username: str
    """The user name at the origin."""

    password: str
    """The password at the origin."""

    annotation: str
    """A comment on this deployment."""

    cache_ttl_behavior: Literal["respect_origin", "override_origin", "enforce_minimum"]
    """How the cache treats the headers of the origin. imgix's default: "respect_origin"."""

    cache_ttl_error: int
    """How long error images are cached. In seconds. From 1 to 31536000. imgix's default: 300."""

    cache_ttl_value: int
    """How long images are cached. In seconds. From 1 to 31536000. imgix's default: 31536000."""

    crossdomain_xml_enabled: bool
    """Whether a cross-domain policy file is served. imgix's default: false."""

    custom_domains: Sequence[str]
    """The custom domains, each unique across Sources; with the subdomains, up to 100. imgix's default: []."""

    default_params: Mapping[str, str]
    """Rendering parameters that are always applied. imgix's default: {}."""

    image_error: str | None
    """The URL of the image that is served when a request fails. imgix's default: null."""

    image_error_append_qs: bool
    """Whether the rendering parameters of the request are appended to image_error. imgix's default: false."""

    image_missing: str | None
    """The URL of the image that is served when the origin has none. imgix's default: null."""

    image_missing_append_qs: bool
    """Whether the rendering parameters of the request are appended to image_missing. imgix's default: false."""

    secure_url_enabled: bool
    """Whether requests for images must be signed. imgix's default: false."""

    robots_txt: Literal["origin", "allow-all", "disallow-all"]
    """Which robots.txt is served. Not "origin" for webproxy."""


class WebFolderDeployment(DeploymentInput):
    """A deployment on a web server. Send username and password together, or neither.

    Required: imgix_subdomains, webfolder_base_url.
    """

    __slots__ = ()
    type: ClassVar[str] = "webfolder"
    _required: ClassVar[tuple[str, ...]] = ("imgix_subdomains", "webfolder_base_url")
    _secret: ClassVar[frozenset[str]] = frozenset(["password"])
    _wire: ClassVar[Mapping[str, str]] = {"robots_txt": "robots.txt"}

    if TYPE_CHECKING:

        def __init__(self, **fields: Unpack[WebFolderDeploymentFields]) -> None: ...


class WebProxyDeploymentFields(TypedDict, total=False):
    """The fields of WebProxyDeployment."""

    imgix_subdomains: Required[Sequence[str]]
    """The imgix subdomains, without ".imgix.net"; each is unique among all of imgix."""

    secure_url_enabled: Required[bool]
    """Whether requests for images must be signed. imgix's default: false."""

    username: str
    """The user name at the origin."""

    password: str
    """The password at the origin."""

    annotation: str
    """A comment on this deployment."""

    cache_ttl_behavior: Literal["respect_origin", "override_origin", "enforce_minimum"]
    """How the cache treats the headers of the origin. imgix's default: "respect_origin"."""

    cache_ttl_error: int
    """How long error images are cached. In seconds. From 1 to 31536000. imgix's default: 300."""

    cache_ttl_value: int
    """How long images are cached. In seconds. From 1 to 31536000. imgix's default: 31536000."""

    crossdomain_xml_enabled: bool
    """Whether a cross-domain policy file is served. imgix's default: false."""

    custom_domains: Sequence[str]
    """The custom domains, each unique across Sources; with the subdomains, up to 100. imgix's default: []."""

    default_params: Mapping[str, str]
    """Rendering parameters that are always applied. imgix's default: {}."""

    image_error: str | None
    """The URL of the image that is served when a request fails. imgix's default: null."""

    image_error_append_qs: bool
    """Whether the rendering parameters of the request are appended to image_error. imgix's default: false."""

    image_missing: str | None
    """The URL of the image that is served when the origin has none. imgix's default: null."""

    image_missing_append_qs: bool
    """Whether the rendering parameters of the request are appended to image_missing. imgix's default: false."""

    robots_txt: Literal["origin", "allow-all", "disallow-all"]
    """Which robots.txt is served. Not "origin" for webproxy."""


class WebProxyDeployment(DeploymentInput):
    """A premium deployment that fetches any URL. It requires signed URLs: secure_url_enabled must be true.

    Required: imgix_subdomains, secure_url_enabled.
    """

    __slots__ = ()
    type: ClassVar[str] = "webproxy"
    _required: ClassVar[tuple[str, ...]] = ("imgix_subdomains", "secure_url_enabled")
    _secret: ClassVar[frozenset[str]] = frozenset(["password"])
    _wire: ClassVar[Mapping[str, str]] = {"robots_txt": "robots.txt"}

    if TYPE_CHECKING:

        def __init__(self, **fields: Unpack[WebProxyDeploymentFields]) -> None: ...


class SourceListParams(TypedDict, total=False):
    """Keywords of `client.sources.list()`."""

    page_size: int
    """The number of resources on a page. The maximum is not known. imgix's default: 20."""

    fields: str | Sequence[str]
    """A sparse fieldset: one name or several; a dot leads to a nested one."""

    sort: SourceSort | str | Sequence[SourceSort | str]
    """date_deployed, enabled, name, or several of these; with a leading "-" in descending order."""

    deployment_azure_bucket: str
    """The container of an Azure Source."""

    deployment_bucket_name: str
    """The bucket of an S3-compatible Source."""

    deployment_custom_domains: str
    """A custom domain of the Source."""

    deployment_gcs_bucket: str
    """The bucket of a Google Cloud Storage Source."""

    deployment_imgix_subdomains: str
    """An imgix subdomain of the Source."""

    deployment_region: str
    """The region of an S3-compatible Source."""

    deployment_s3_bucket: str
    """The bucket of an Amazon S3 Source."""

    deployment_storage_provider: str
    """The storage provider of an S3-compatible Source."""

    deployment_type: DeploymentType | str
    """The deployment type. Known values: azure, gcs, s3, webfolder, webproxy, s3_compatible."""

    deployment_webfolder_base_url: str
    """The base URL of a Web Folder Source."""

    enabled: bool
    """Whether the Source is enabled."""

    name: str
    """The name of the Source. Whether the full name or a part of it must match is not known."""


class SourceUpdateParams(TypedDict, total=False):
    """Attributes to change with `client.sources.update()`."""

    name: str
    """The name of the Source."""

    enabled: bool
    """Whether the Source serves images."""

    deployment: Mapping[str, object] | Deployment
    """The complete deployment, with its secrets. What is left out may be lost."""


class AssetListParams(TypedDict, total=False):
    """Keywords of `client.assets.list()`."""

    page_size: int
    """The number of resources on a page. The maximum is not known. imgix's default: 20."""

    fields: str | Sequence[str]
    """A sparse fieldset: one name or several; a dot leads to a nested one."""

    sort: AssetSort | str | Sequence[AssetSort | str]
    """date_created, date_modified, file_size, or several of these; with a leading "-" in descending order."""

    categories: str | Sequence[str]
    """One category or several; an Asset must have all of them."""

    colors: str
    """A dominant colour as six hexadecimal digits, with or without "#"."""

    custom: Mapping[str, str | None]
    """Custom fields and the value that each must have; None for any value."""

    face_count: int | str | tuple[int | None, int | None]
    """The number of faces, or a range: (1, 3), (1, None) for at least one, (None, 3) for at most three."""

    has_frames: bool
    """Whether the file has several frames, as an animation does."""

    keyword: str
    """Searches several predefined fields (origin_path, name, description and others); imgix may change which."""

    media_kind: MediaKind | str
    """The kind of media. Known values: IMAGE, ANIMATION, DOCUMENT, VECTOR."""

    origin_path: str
    """The origin path."""

    tags: str
    """A tag."""

    warning_adult: int | str
    """The adult content warning. How the value is written is not known; a number is assumed."""

    warning_medical: int | str
    """The medical content warning. How the value is written is not known; a number is assumed."""

    warning_racy: int | str
    """The racy content warning. How the value is written is not known; a number is assumed."""

    warning_spoof: int | str
    """The spoof content warning. How the value is written is not known; a number is assumed."""

    warning_violence: int | str
    """The violent content warning. How the value is written is not known; a number is assumed."""

    or_categories: str | Sequence[str]
    """Categories; combined with the other "or_" filters by OR."""

    or_keywords: str
    """A keyword; combined with the other "or_" filters by OR."""

    or_origin_path: str
    """An origin path; combined with the other "or_" filters by OR."""


class AssetUpdateParams(TypedDict, total=False):
    """Attributes to change with `client.assets.update()`."""

    categories: Sequence[str] | None
    """The categories."""

    custom_fields: Mapping[str, str | float | bool | None] | None
    """The custom fields; all of them are replaced."""

    description: str | None
    """The description."""

    name: str | None
    """The name."""

    tags: Mapping[str, float] | None
    """A score from 0 to 1 for each label; a score of 0 removes the tag."""


class ReportListParams(TypedDict, total=False):
    """Keywords of `client.reports.list()`."""

    page_size: int
    """The number of resources on a page. The maximum is not known. imgix's default: 20."""

    fields: str | Sequence[str]
    """A sparse fieldset: one name or several."""

    sort: ReportSort | str | Sequence[ReportSort | str]
    """period_end, period_start, report_key, report_type, or several of these; with a leading "-" in descending
    order.
    """

    completed: bool
    """Whether the period is over and the report is final."""

    report_type: ReportType | str
    """The type of report. Known values: cdn_logs, image_analytics, mild_errors, source_analytics,
    credit_analytics_daily, credit_analytics_mtd.
    """
