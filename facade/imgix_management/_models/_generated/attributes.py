# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
"""The attributes of each type of resource, as the contract describes them.

The types say what is known: an attribute that nobody has seen null is typed without None, though a null from the
server comes through. "Unix seconds" attributes have a twin that ends in `_at`, an aware datetime in UTC.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ..base import AliasedField, DateTimeField, FrozenField, Model, NestedField
from .literals import (
    AzureServiceType,
    CacheTtlBehavior,
    DeploymentStatus,
    DeploymentType,
    MediaKind,
    ReportType,
    RobotsTxt,
    StorageProvider,
    UploadSessionStatus,
)


class Colors(Model):
    """The colors of an image."""

    __slots__ = ()

    dominant_colors: FrozenField[Mapping[str, object] | None] = FrozenField("dominant_colors")
    """A weight for each color, whose name is six hexadecimal digits."""


class Deployment(Model):
    """A deployment as returned by the API; which attributes are present depends on its type. Secrets are never returned."""

    __slots__ = ()
    _secret: ClassVar[frozenset[str]] = frozenset(
        ["s3_secret_key", "secret_key", "gcs_secret_key", "azure_sas_string", "password"]
    )
    _read_only: ClassVar[frozenset[str]] = frozenset(
        ["allows_upload", "password_set", "request_handshake_set", "request_signing_key_set"]
    )

    type: DeploymentType | str
    """The deployment type. Known values: s3, gcs, azure, webfolder, webproxy, s3_compatible."""

    imgix_subdomains: FrozenField[tuple[str, ...]] = FrozenField("imgix_subdomains")
    """The imgix subdomains, without ".imgix.net"."""

    allows_upload: bool | None
    """Whether imgix may write to the origin."""

    annotation: str | None
    """A comment on this deployment."""

    cache_ttl_behavior: CacheTtlBehavior | str | None
    """How the cache treats the headers of the origin. Known values: respect_origin, override_origin,
    enforce_minimum.
    """

    cache_ttl_error: int | None
    """How long error images are cached. In seconds."""

    cache_ttl_value: int | None
    """How long images are cached. In seconds."""

    crossdomain_xml_enabled: bool | None
    """Whether a cross-domain policy file is served."""

    custom_domains: FrozenField[tuple[str, ...] | None] = FrozenField("custom_domains")
    """The custom domains."""

    default_params: FrozenField[Mapping[str, object] | None] = FrozenField("default_params")
    """Rendering parameters that are always applied."""

    image_error: str | None
    """The URL of the image that is served when a request fails."""

    image_error_append_qs: bool | None
    """Whether the rendering parameters of the request are appended to image_error."""

    image_missing: str | None
    """The URL of the image that is served when the origin has none."""

    image_missing_append_qs: bool | None
    """Whether the rendering parameters of the request are appended to image_missing."""

    secure_url_enabled: bool | None
    """Whether requests for images must be signed."""

    robots_txt: AliasedField[RobotsTxt | str | None] = AliasedField("robots.txt")
    """Which robots.txt is served. Known values: origin, allow-all, disallow-all."""

    password_set: bool | None
    """Whether a password is stored."""

    request_handshake_set: bool | None
    """Whether a secret for the authentication at the origin is stored, presumably a custom header. The
    attribute that sets it is not known.
    """

    request_signing_key_set: bool | None
    """Whether a key that signs each request to the origin is stored. The attribute that sets it is not known."""

    s3_access_key: str | None
    """s3: the access key."""

    s3_bucket: str | None
    """s3: the bucket."""

    s3_prefix: str | None
    """s3: the folder within the bucket."""

    access_key_id: str | None
    """s3_compatible: the access key."""

    bucket_name: str | None
    """s3_compatible: the bucket."""

    endpoint_url: str | None
    """s3_compatible: the endpoint."""

    region: str | None
    """s3_compatible: the region."""

    storage_provider: StorageProvider | str | None
    """s3_compatible: the storage provider. Known values: DigitalOcean, Linode, Wasabi."""

    gcs_access_key: str | None
    """gcs: the access key."""

    gcs_bucket: str | None
    """gcs: the bucket."""

    gcs_prefix: str | None
    """gcs: the folder within the bucket."""

    azure_account: str | None
    """azure: the storage account."""

    azure_bucket: str | None
    """azure: the container."""

    azure_prefix: str | None
    """azure: the folder within the container."""

    azure_service_type: AzureServiceType | str | None
    """azure: the kind of storage. Known values: blob, file."""

    webfolder_base_url: str | None
    """webfolder: the base URL."""

    username: str | None
    """webfolder, webproxy: the user name at the origin."""


class SourceAttributes(Model):
    """The attributes of a Source."""

    __slots__ = ()
    _secret: ClassVar[frozenset[str]] = frozenset(
        ["secure_url_token", "s3_secret_key", "secret_key", "gcs_secret_key", "azure_sas_string", "password"]
    )

    date_deployed: int | None
    """When the Source was last deployed. That it is null before the first deployment is inferred. Unix
    seconds.
    """

    date_deployed_at: DateTimeField = DateTimeField("date_deployed")
    """`date_deployed` as a datetime in UTC."""

    deployment: NestedField[Deployment] = NestedField("deployment", Deployment)
    """How the Source is deployed."""

    deployment_status: DeploymentStatus | str
    """The state of the deployment. Known values: deploying, deployed, disabled, deleted."""

    enabled: bool
    """Whether the Source serves images. If not, the CDN responds with 410 to requests for images that are not
    cached.
    """

    name: str
    """The name of the Source."""

    secure_url_token: str | None
    """The token for signed URLs, a secret; present only while deployment.secure_url_enabled is true."""


class AssetAttributes(Model):
    """The attributes of an Asset. Which of them may be null is inferred for most."""

    __slots__ = ()

    analyzed_content_warnings: bool
    """Whether the analysis for content warnings was run."""

    analyzed_faces: bool
    """Whether the analysis for faces was run."""

    analyzed_tags: bool
    """Whether the analysis for tags was run."""

    categories: FrozenField[tuple[str, ...] | None] = FrozenField("categories")
    """The categories given by people."""

    color_model: str | None
    """The color model, such as "RGB"."""

    color_profile: str | None
    """The name of the color profile."""

    colors: NestedField[Colors | None] = NestedField("colors", Colors)
    """The dominant colors."""

    content_type: str
    """The media type."""

    custom_fields: FrozenField[Mapping[str, object] | None] = FrozenField("custom_fields")
    """The custom fields; each value is a string, a number or a boolean."""

    date_created: int
    """When the Asset was created. Unix seconds."""

    date_created_at: DateTimeField = DateTimeField("date_created")
    """`date_created` as a datetime in UTC."""

    date_modified: int | None
    """When the Asset was last changed. Unix seconds."""

    date_modified_at: DateTimeField = DateTimeField("date_modified")
    """`date_modified` as a datetime in UTC."""

    description: str | None
    """The description given by people."""

    dpi_height: float | None
    """The vertical resolution in dots per inch."""

    dpi_width: float | None
    """The horizontal resolution in dots per inch."""

    face_count: int | None
    """The number of faces found."""

    file_size: int
    """The size of the file. In bytes."""

    has_frames: bool
    """Whether the file has several frames."""

    media_height: int | None
    """The height in pixels."""

    media_kind: MediaKind | str
    """The kind of media. Known values: IMAGE, ANIMATION, DOCUMENT, VECTOR."""

    media_width: int | None
    """The width in pixels."""

    name: str | None
    """The name given by people."""

    origin_path: str
    """The path in the origin; begins with a slash in captured responses."""

    source_id: str
    """The id of the Source."""

    tags: FrozenField[Mapping[str, float] | tuple[str, ...] | None] = FrozenField("tags")
    """Labels with a score from 0 to 1; a score of 0 means that the tag was removed. One third-party client
    also accepts a list of labels.
    """

    uploaded_by: FrozenField[str | Mapping[str, object] | None] = FrozenField("uploaded_by")
    """Who uploaded the file; a string or an object, sources differ."""

    uploaded_by_api: bool
    """Whether the file was uploaded through the API."""

    warning_adult: int | None
    """How likely adult content is, from 1 (very unlikely) to 5; the scale is inferred."""

    warning_medical: int | None
    """How likely medical content is, from 1 (very unlikely) to 5; the scale is inferred."""

    warning_racy: int | None
    """How likely racy content is, from 1 (very unlikely) to 5; the scale is inferred."""

    warning_spoof: int | None
    """How likely spoof content is, from 1 (very unlikely) to 5; the scale is inferred."""

    warning_violence: int | None
    """How likely violent content is, from 1 (very unlikely) to 5; the scale is inferred."""


class PublicationAttributes(Model):
    """The attributes of a publication."""

    __slots__ = ()

    publish_id: str | None
    """The id of the publication."""

    unpublish_id: str | None
    """The id of the end of the publication."""


class UploadSessionAttributes(Model):
    """The attributes of an upload session."""

    __slots__ = ()
    _secret: ClassVar[frozenset[str]] = frozenset(["url"])

    origin_path: str | None
    """The path in the origin."""

    source_id: str | None
    """The id of the Source."""

    status: UploadSessionStatus | str | None
    """PENDING, then CLOSED, then COMPLETE; the value after a cancellation is not known. Known values: PENDING,
    CLOSED, COMPLETE.
    """

    date_created: int | None
    """When the session was opened. Unix seconds."""

    date_created_at: DateTimeField = DateTimeField("date_created")
    """`date_created` as a datetime in UTC."""

    date_modified: int | None
    """When the session was last changed. Unix seconds."""

    date_modified_at: DateTimeField = DateTimeField("date_modified")
    """`date_modified` as a datetime in UTC."""

    date_expires: int | None
    """When the session expires, 8 hours after it was opened. Unix seconds."""

    date_expires_at: DateTimeField = DateTimeField("date_expires")
    """`date_expires` as a datetime in UTC."""

    url: str | None
    """The signed URL to PUT the bytes to, a secret; present only when the session is opened."""


class PurgeAttributes(Model):
    """The attributes of a purge."""

    __slots__ = ()

    purge_id: str
    """The same as id."""


class ReportAttributes(Model):
    """The attributes of a Report."""

    __slots__ = ()

    completed: bool
    """Whether the period is over and the report is final."""

    files: FrozenField[tuple[str, ...]] = FrozenField("files")
    """The URLs of the CSV parts, each at most 64 MB. The links expire."""

    period_start: int
    """The start of the period. Unix seconds."""

    period_start_at: DateTimeField = DateTimeField("period_start")
    """`period_start` as a datetime in UTC."""

    period_end: int
    """The end of the period. Unix seconds."""

    period_end_at: DateTimeField = DateTimeField("period_end")
    """`period_end` as a datetime in UTC."""

    report_key: str
    """A key such as source_analytics_20201130."""

    report_type: ReportType | str
    """The type of report. Known values: cdn_logs, image_analytics, mild_errors, source_analytics,
    credit_analytics_daily, credit_analytics_mtd.
    """
