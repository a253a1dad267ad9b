# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
"""What the verbs take, as the contract has it: deployments, changes of attributes, queries of lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal, Required, TypedDict, Unpack

from ..deployments import DeploymentInput
from .attributes import Deployment


class DeploymentSettings(TypedDict, total=False):
    """What every deployment type takes."""

    imgix_subdomains: Sequence[str]
    """Subdomains, without ".imgix.net"; each is unique among all of imgix."""

    annotation: str
    """A comment on this deployment."""

    cache_ttl_behavior: Literal["respect_origin", "override_origin", "enforce_minimum"]
    """How the cache treats the origin's headers. imgix's default: "respect_origin"."""

    cache_ttl_error: int
    """Time to live of error pictures. In seconds. From 1 to 31536000. imgix's default: 300."""

    cache_ttl_value: int
    """Time to live of images. In seconds. From 1 to 31536000. imgix's default: 31536000."""

    crossdomain_xml_enabled: bool
    """Whether a cross-domain policy file is served. imgix's default: false."""

    custom_domains: Sequence[str]
    """Custom domains, each unique across Sources. With the subdomains, up to 100 (documented). imgix's
    default: [].
    """

    default_params: Mapping[str, str]
    """Rendering parameters that always apply. imgix's default: {}."""

    image_error: str | None
    """URL of the picture served when a request errors. imgix's default: null."""

    image_error_append_qs: bool
    """Whether the rendering parameters of the request go to image_error. imgix's default: false."""

    image_missing: str | None
    """URL of the picture served when the origin has none. imgix's default: null."""

    image_missing_append_qs: bool
    """Whether the rendering parameters of the request go to image_missing. imgix's default: false."""

    secure_url_enabled: bool
    """Whether requests must be signed. imgix's default: false."""

    robots_txt: Literal["origin", "allow-all", "disallow-all"]
    """Which robots.txt is served. Not "origin" for webproxy (seen in code, by one witness)."""


class S3DeploymentFields(TypedDict, total=False):
    """The fields of S3Deployment."""

    imgix_subdomains: Required[Sequence[str]]
    """Subdomains, without ".imgix.net"; each is unique among all of imgix."""

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
    """How the cache treats the origin's headers. imgix's default: "respect_origin"."""

    cache_ttl_error: int
    """Time to live of error pictures. In seconds. From 1 to 31536000. imgix's default: 300."""

    cache_ttl_value: int
    """Time to live of images. In seconds. From 1 to 31536000. imgix's default: 31536000."""

    crossdomain_xml_enabled: bool
    """Whether a cross-domain policy file is served. imgix's default: false."""

    custom_domains: Sequence[str]
    """Custom domains, each unique across Sources. With the subdomains, up to 100 (documented). imgix's
    default: [].
    """

    default_params: Mapping[str, str]
    """Rendering parameters that always apply. imgix's default: {}."""

    image_error: str | None
    """URL of the picture served when a request errors. imgix's default: null."""

    image_error_append_qs: bool
    """Whether the rendering parameters of the request go to image_error. imgix's default: false."""

    image_missing: str | None
    """URL of the picture served when the origin has none. imgix's default: null."""

    image_missing_append_qs: bool
    """Whether the rendering parameters of the request go to image_missing. imgix's default: false."""

    secure_url_enabled: bool
    """Whether requests must be signed. imgix's default: false."""

    robots_txt: Literal["origin", "allow-all", "disallow-all"]
    """Which robots.txt is served. Not "origin" for webproxy (seen in code, by one witness)."""


class S3Deployment(DeploymentInput):
    """A deployment on Amazon S3 (documented).

    Required: imgix_subdomains, s3_access_key, s3_secret_key, s3_bucket.
    """

    __slots__ = ()
    type: ClassVar[str] = "s3"
    _required = ("imgix_subdomains", "s3_access_key", "s3_secret_key", "s3_bucket")
    _secret = frozenset(["s3_secret_key"])
    _wire: ClassVar[Mapping[str, str]] = {"robots_txt": "robots.txt"}

    if TYPE_CHECKING:

        def __init__(self, **fields: Unpack[S3DeploymentFields]) -> None: ...


class S3CompatibleDeploymentFields(TypedDict, total=False):
    """The fields of S3CompatibleDeployment."""

    imgix_subdomains: Required[Sequence[str]]
    """Subdomains, without ".imgix.net"; each is unique among all of imgix."""

    access_key_id: Required[str]
    """The access key."""

    secret_key: Required[str]
    """The secret key."""

    bucket_name: Required[str]
    """The bucket."""

    endpoint_url: Required[str]
    """The endpoint."""

    region: Required[str]
    """The region."""

    storage_provider: Required[str]
    """The provider. Cloudflare R2 is supported too (documented); its value is not known. Known values:
    DigitalOcean, Linode, Wasabi.
    """

    annotation: str
    """A comment on this deployment."""

    cache_ttl_behavior: Literal["respect_origin", "override_origin", "enforce_minimum"]
    """How the cache treats the origin's headers. imgix's default: "respect_origin"."""

    cache_ttl_error: int
    """Time to live of error pictures. In seconds. From 1 to 31536000. imgix's default: 300."""

    cache_ttl_value: int
    """Time to live of images. In seconds. From 1 to 31536000. imgix's default: 31536000."""

    crossdomain_xml_enabled: bool
    """Whether a cross-domain policy file is served. imgix's default: false."""

    custom_domains: Sequence[str]
    """Custom domains, each unique across Sources. With the subdomains, up to 100 (documented). imgix's
    default: [].
    """

    default_params: Mapping[str, str]
    """Rendering parameters that always apply. imgix's default: {}."""

    image_error: str | None
    """URL of the picture served when a request errors. imgix's default: null."""

    image_error_append_qs: bool
    """Whether the rendering parameters of the request go to image_error. imgix's default: false."""

    image_missing: str | None
    """URL of the picture served when the origin has none. imgix's default: null."""

    image_missing_append_qs: bool
    """Whether the rendering parameters of the request go to image_missing. imgix's default: false."""

    secure_url_enabled: bool
    """Whether requests must be signed. imgix's default: false."""

    robots_txt: Literal["origin", "allow-all", "disallow-all"]
    """Which robots.txt is served. Not "origin" for webproxy (seen in code, by one witness)."""


class S3CompatibleDeployment(DeploymentInput):
    """A deployment on storage that speaks S3 (documented).

    Required: imgix_subdomains, access_key_id, secret_key, bucket_name, endpoint_url, region, storage_provider.
    """

    __slots__ = ()
    type: ClassVar[str] = "s3_compatible"
    _required = (
        "imgix_subdomains",
        "access_key_id",
        "secret_key",
        "bucket_name",
        "endpoint_url",
        "region",
        "storage_provider",
    )
    _secret = frozenset(["secret_key"])
    _wire: ClassVar[Mapping[str, str]] = {"robots_txt": "robots.txt"}

    if TYPE_CHECKING:

        def __init__(self, **fields: Unpack[S3CompatibleDeploymentFields]) -> None: ...


class GCSDeploymentFields(TypedDict, total=False):
    """The fields of GCSDeployment."""

    imgix_subdomains: Required[Sequence[str]]
    """Subdomains, without ".imgix.net"; each is unique among all of imgix."""

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
    """How the cache treats the origin's headers. imgix's default: "respect_origin"."""

    cache_ttl_error: int
    """Time to live of error pictures. In seconds. From 1 to 31536000. imgix's default: 300."""

    cache_ttl_value: int
    """Time to live of images. In seconds. From 1 to 31536000. imgix's default: 31536000."""

    crossdomain_xml_enabled: bool
    """Whether a cross-domain policy file is served. imgix's default: false."""

    custom_domains: Sequence[str]
    """Custom domains, each unique across Sources. With the subdomains, up to 100 (documented). imgix's
    default: [].
    """

    default_params: Mapping[str, str]
    """Rendering parameters that always apply. imgix's default: {}."""

    image_error: str | None
    """URL of the picture served when a request errors. imgix's default: null."""

    image_error_append_qs: bool
    """Whether the rendering parameters of the request go to image_error. imgix's default: false."""

    image_missing: str | None
    """URL of the picture served when the origin has none. imgix's default: null."""

    image_missing_append_qs: bool
    """Whether the rendering parameters of the request go to image_missing. imgix's default: false."""

    secure_url_enabled: bool
    """Whether requests must be signed. imgix's default: false."""

    robots_txt: Literal["origin", "allow-all", "disallow-all"]
    """Which robots.txt is served. Not "origin" for webproxy (seen in code, by one witness)."""


class GCSDeployment(DeploymentInput):
    """A deployment on Google Cloud Storage (seen in code).

    Required: imgix_subdomains, gcs_access_key, gcs_secret_key, gcs_bucket.
    """

    __slots__ = ()
    type: ClassVar[str] = "gcs"
    _required = ("imgix_subdomains", "gcs_access_key", "gcs_secret_key", "gcs_bucket")
    _secret = frozenset(["gcs_secret_key"])
    _wire: ClassVar[Mapping[str, str]] = {"robots_txt": "robots.txt"}

    if TYPE_CHECKING:

        def __init__(self, **fields: Unpack[GCSDeploymentFields]) -> None: ...


class AzureDeploymentFields(TypedDict, total=False):
    """The fields of AzureDeployment."""

    imgix_subdomains: Required[Sequence[str]]
    """Subdomains, without ".imgix.net"; each is unique among all of imgix."""

    azure_account: Required[str]
    """The storage account."""

    azure_bucket: Required[str]
    """The container."""

    azure_sas_string: Required[str]
    """The shared access signature. That it is never answered is inferred."""

    azure_service_type: Literal["blob", "file"]
    """The kind of storage. imgix's default: "blob"."""

    azure_prefix: str
    """The folder within the container."""

    annotation: str
    """A comment on this deployment."""

    cache_ttl_behavior: Literal["respect_origin", "override_origin", "enforce_minimum"]
    """How the cache treats the origin's headers. imgix's default: "respect_origin"."""

    cache_ttl_error: int
    """Time to live of error pictures. In seconds. From 1 to 31536000. imgix's default: 300."""

    cache_ttl_value: int
    """Time to live of images. In seconds. From 1 to 31536000. imgix's default: 31536000."""

    crossdomain_xml_enabled: bool
    """Whether a cross-domain policy file is served. imgix's default: false."""

    custom_domains: Sequence[str]
    """Custom domains, each unique across Sources. With the subdomains, up to 100 (documented). imgix's
    default: [].
    """

    default_params: Mapping[str, str]
    """Rendering parameters that always apply. imgix's default: {}."""

    image_error: str | None
    """URL of the picture served when a request errors. imgix's default: null."""

    image_error_append_qs: bool
    """Whether the rendering parameters of the request go to image_error. imgix's default: false."""

    image_missing: str | None
    """URL of the picture served when the origin has none. imgix's default: null."""

    image_missing_append_qs: bool
    """Whether the rendering parameters of the request go to image_missing. imgix's default: false."""

    secure_url_enabled: bool
    """Whether requests must be signed. imgix's default: false."""

    robots_txt: Literal["origin", "allow-all", "disallow-all"]
    """Which robots.txt is served. Not "origin" for webproxy (seen in code, by one witness)."""


class AzureDeployment(DeploymentInput):
    """A deployment on Azure storage (seen in code).

    Required: imgix_subdomains, azure_account, azure_bucket, azure_sas_string.
    """

    __slots__ = ()
    type: ClassVar[str] = "azure"
    _required = ("imgix_subdomains", "azure_account", "azure_bucket", "azure_sas_string")
    _secret = frozenset(["azure_sas_string"])
    _wire: ClassVar[Mapping[str, str]] = {"robots_txt": "robots.txt"}

    if TYPE_CHECKING:

        def __init__(self, **fields: Unpack[AzureDeploymentFields]) -> None: ...


class WebFolderDeploymentFields(TypedDict, total=False):
    """The fields of WebFolderDeployment."""

    imgix_subdomains: Required[Sequence[str]]
    """Subdomains, without ".imgix.net"; each is unique among all of imgix."""

    webfolder_base_url: Required[str]
    """The base URL."""

    username: str
    """The user of the origin."""

    password: str
    """The password of the origin."""

    annotation: str
    """A comment on this deployment."""

    cache_ttl_behavior: Literal["respect_origin", "override_origin", "enforce_minimum"]
    """How the cache treats the origin's headers. imgix's default: "respect_origin"."""

    cache_ttl_error: int
    """Time to live of error pictures. In seconds. From 1 to 31536000. imgix's default: 300."""

    cache_ttl_value: int
    """Time to live of images. In seconds. From 1 to 31536000. imgix's default: 31536000."""

    crossdomain_xml_enabled: bool
    """Whether a cross-domain policy file is served. imgix's default: false."""

    custom_domains: Sequence[str]
    """Custom domains, each unique across Sources. With the subdomains, up to 100 (documented). imgix's
    default: [].
    """

    default_params: Mapping[str, str]
    """Rendering parameters that always apply. imgix's default: {}."""

    image_error: str | None
    """URL of the picture served when a request errors. imgix's default: null."""

    image_error_append_qs: bool
    """Whether the rendering parameters of the request go to image_error. imgix's default: false."""

    image_missing: str | None
    """URL of the picture served when the origin has none. imgix's default: null."""

    image_missing_append_qs: bool
    """Whether the rendering parameters of the request go to image_missing. imgix's default: false."""

    secure_url_enabled: bool
    """Whether requests must be signed. imgix's default: false."""

    robots_txt: Literal["origin", "allow-all", "disallow-all"]
    """Which robots.txt is served. Not "origin" for webproxy (seen in code, by one witness)."""


class WebFolderDeployment(DeploymentInput):
    """A deployment on a web server (documented). Give username and password together, or neither.

    Required: imgix_subdomains, webfolder_base_url.
    """

    __slots__ = ()
    type: ClassVar[str] = "webfolder"
    _required = ("imgix_subdomains", "webfolder_base_url")
    _secret = frozenset(["password"])
    _wire: ClassVar[Mapping[str, str]] = {"robots_txt": "robots.txt"}

    if TYPE_CHECKING:

        def __init__(self, **fields: Unpack[WebFolderDeploymentFields]) -> None: ...


class WebProxyDeploymentFields(TypedDict, total=False):
    """The fields of WebProxyDeployment."""

    imgix_subdomains: Required[Sequence[str]]
    """Subdomains, without ".imgix.net"; each is unique among all of imgix."""

    username: str
    """The user of the origin."""

    password: str
    """The password of the origin."""

    annotation: str
    """A comment on this deployment."""

    cache_ttl_behavior: Literal["respect_origin", "override_origin", "enforce_minimum"]
    """How the cache treats the origin's headers. imgix's default: "respect_origin"."""

    cache_ttl_error: int
    """Time to live of error pictures. In seconds. From 1 to 31536000. imgix's default: 300."""

    cache_ttl_value: int
    """Time to live of images. In seconds. From 1 to 31536000. imgix's default: 31536000."""

    crossdomain_xml_enabled: bool
    """Whether a cross-domain policy file is served. imgix's default: false."""

    custom_domains: Sequence[str]
    """Custom domains, each unique across Sources. With the subdomains, up to 100 (documented). imgix's
    default: [].
    """

    default_params: Mapping[str, str]
    """Rendering parameters that always apply. imgix's default: {}."""

    image_error: str | None
    """URL of the picture served when a request errors. imgix's default: null."""

    image_error_append_qs: bool
    """Whether the rendering parameters of the request go to image_error. imgix's default: false."""

    image_missing: str | None
    """URL of the picture served when the origin has none. imgix's default: null."""

    image_missing_append_qs: bool
    """Whether the rendering parameters of the request go to image_missing. imgix's default: false."""

    secure_url_enabled: bool
    """Whether requests must be signed. imgix's default: false."""

    robots_txt: Literal["origin", "allow-all", "disallow-all"]
    """Which robots.txt is served. Not "origin" for webproxy (seen in code, by one witness)."""


class WebProxyDeployment(DeploymentInput):
    """A premium deployment that fetches any URL (seen in code). That it needs secure_url_enabled is inferred.

    Required: imgix_subdomains.
    """

    __slots__ = ()
    type: ClassVar[str] = "webproxy"
    _required = ("imgix_subdomains",)
    _secret = frozenset(["password"])
    _wire: ClassVar[Mapping[str, str]] = {"robots_txt": "robots.txt"}

    if TYPE_CHECKING:

        def __init__(self, **fields: Unpack[WebProxyDeploymentFields]) -> None: ...


class SourceUpdateParams(TypedDict, total=False):
    """Attributes of a Source to change."""

    name: str
    """The name of the Source."""

    enabled: bool
    """Whether the Source serves images."""

    deployment: Mapping[str, object] | Deployment
    """The whole deployment; what is left out may be lost. Secrets are kept (seen in code)."""


class AssetUpdateParams(TypedDict, total=False):
    """Attributes of an Asset to change."""

    categories: Sequence[str] | None
    """Categories."""

    custom_fields: Mapping[str, str | float | bool | None] | None
    """Replaces all custom fields."""

    description: str | None
    """A description."""

    name: str | None
    """A name."""

    tags: Mapping[str, float] | None
    """A score from 0 to 1 for each label; 0 hides it."""


class SourceListParams(TypedDict, total=False):
    """Which sources to list, and how."""

    page_size: int
    """How many resources a page holds. The maximum is not known. imgix's default: 20."""

    fields: str | Sequence[str]
    """A sparse fieldset, a comma-separated list of attributes; a dot leads to a nested one."""

    sort: str | Sequence[str]
    """Comma-separated keys out of date_deployed, enabled and name; a leading "-" sorts in descending order."""

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

    deployment_type: str
    """The deployment type. Known values: azure, gcs, s3, webfolder, webproxy, s3_compatible."""

    deployment_webfolder_base_url: str
    """The base URL of a Web Folder Source."""

    enabled: bool
    """Whether the Source is enabled."""

    name: str
    """The name of the Source. Whether it must match whole or in part is not known."""


class AssetListParams(TypedDict, total=False):
    """Which assets to list, and how."""

    page_size: int
    """How many resources a page holds. The maximum is not known. imgix's default: 20."""

    fields: str | Sequence[str]
    """A sparse fieldset, a comma-separated list of attributes; a dot leads to a nested one."""

    sort: str | Sequence[str]
    """Comma-separated keys out of date_created, date_modified and file_size; a leading "-" sorts in descending
    order.
    """

    categories: str | Sequence[str]
    """A comma-separated list; an Asset must have all of them."""

    colors: str
    """A dominant colour as six hexadecimal digits without "#"."""

    custom: Mapping[str, str | None]
    """Filters by a custom field, whose key stands in the parameter's name. An empty value finds Assets that
    have the field, any other value those that have just this value.
    """

    face_count: int | str | tuple[int | None, int | None]
    """The number of faces, "n", or a range, "a:b" (from a to b), "a:" (at least a), ":b" (at most b)."""

    has_frames: bool
    """Whether the file has several frames, as an animation has."""

    keyword: str
    """Searches several predefined fields (origin_path, name, description and others); imgix may change which."""

    media_kind: str
    """The kind of medium. Known values: IMAGE, ANIMATION, DOCUMENT, VECTOR."""

    origin_path: str
    """The origin path."""

    tags: str
    """A tag."""

    or_categories: str | Sequence[str]
    """A category; combined with the other "or:" filters by OR."""

    or_keywords: str
    """A keyword; combined with the other "or:" filters by OR."""

    or_origin_path: str
    """An origin path; combined with the other "or:" filters by OR."""


class ReportListParams(TypedDict, total=False):
    """Which reports to list, and how."""

    page_size: int
    """How many resources a page holds. The maximum is not known. imgix's default: 20."""

    fields: str | Sequence[str]
    """A sparse fieldset, a comma-separated list of attributes."""

    sort: str | Sequence[str]
    """Comma-separated keys out of period_end, period_start, report_key and report_type; a leading "-" sorts in
    descending order.
    """

    completed: bool
    """Whether the period is over and the report is final."""

    report_type: str
    """The type of report. Known values: cdn_logs, image_analytics, mild_errors, source_analytics,
    credit_analytics_daily, credit_analytics_mtd.
    """
