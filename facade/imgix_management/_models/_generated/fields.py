# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
"""The attributes of each resource as keywords: what the factories in `imgix_management.testing` take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from .literals import DeploymentStatus, MediaKind, ReportType, UploadSessionStatus


class SourceFields(TypedDict, total=False):
    """Attributes of Source."""

    date_deployed: int | None
    """When the Source was last deployed. That it is null before the first deployment is inferred. Unix
    seconds.
    """

    deployment: Mapping[str, object] | None
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


class AssetFields(TypedDict, total=False):
    """Attributes of Asset."""

    analyzed_content_warnings: bool
    """Whether the analysis for content warnings was run."""

    analyzed_faces: bool
    """Whether the analysis for faces was run."""

    analyzed_tags: bool
    """Whether the analysis for tags was run."""

    categories: tuple[str, ...] | None
    """The categories given by people."""

    color_model: str | None
    """The color model, such as "RGB"."""

    color_profile: str | None
    """The name of the color profile."""

    colors: Mapping[str, object] | None
    """The dominant colors."""

    content_type: str
    """The media type."""

    custom_fields: Mapping[str, object] | None
    """The custom fields; each value is a string, a number or a boolean."""

    date_created: int
    """When the Asset was created. Unix seconds."""

    date_modified: int | None
    """When the Asset was last changed. Unix seconds."""

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

    tags: Mapping[str, float] | tuple[str, ...] | None
    """Labels with a score from 0 to 1; a score of 0 means that the tag was removed. One third-party client
    also accepts a list of labels.
    """

    uploaded_by: str | Mapping[str, object] | None
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


class PublicationFields(TypedDict, total=False):
    """Attributes of Publication."""

    publish_id: str | None
    """The id of the publication."""

    unpublish_id: str | None
    """The id of the end of the publication."""


class UploadSessionFields(TypedDict, total=False):
    """Attributes of UploadSession."""

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

    date_modified: int | None
    """When the session was last changed. Unix seconds."""

    date_expires: int | None
    """When the session expires, 8 hours after it was opened. Unix seconds."""

    url: str | None
    """The signed URL to PUT the bytes to, a secret; present only when the session is opened."""


class PurgeFields(TypedDict, total=False):
    """Attributes of Purge."""

    purge_id: str
    """The same as id."""


class ReportFields(TypedDict, total=False):
    """Attributes of Report."""

    completed: bool
    """Whether the period is over and the report is final."""

    files: tuple[str, ...]
    """The URLs of the CSV parts, each at most 64 MB. The links expire."""

    period_start: int
    """The start of the period. Unix seconds."""

    period_end: int
    """The end of the period. Unix seconds."""

    report_key: str
    """A key such as source_analytics_20201130."""

    report_type: ReportType | str
    """The type of report. Known values: cdn_logs, image_analytics, mild_errors, source_analytics,
    credit_analytics_daily, credit_analytics_mtd.
    """
