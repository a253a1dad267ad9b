# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
"""Values that the contract knows so far. Wherever imgix may add more, they stand beside `str`."""

from __future__ import annotations

from typing import Literal

__all__ = [
    "AssetSort",
    "AzureServiceType",
    "CacheTtlBehavior",
    "DeploymentStatus",
    "DeploymentType",
    "MediaKind",
    "ReportSort",
    "ReportType",
    "RobotsTxt",
    "SourceSort",
    "StorageProvider",
    "UploadSessionStatus",
]

AssetSort = Literal["date_created", "-date_created", "date_modified", "-date_modified", "file_size", "-file_size"]
"""Sort keys; a leading "-" sorts in descending order."""

AzureServiceType = Literal["blob", "file"]
"""Known values."""

CacheTtlBehavior = Literal["respect_origin", "override_origin", "enforce_minimum"]
"""Known values."""

DeploymentStatus = Literal["deploying", "deployed", "disabled", "deleted"]
"""Known values."""

DeploymentType = Literal["s3", "gcs", "azure", "webfolder", "webproxy", "s3_compatible"]
"""Known values."""

MediaKind = Literal["IMAGE", "ANIMATION", "DOCUMENT", "VECTOR"]
"""Known values."""

ReportSort = Literal[
    "period_end",
    "-period_end",
    "period_start",
    "-period_start",
    "report_key",
    "-report_key",
    "report_type",
    "-report_type",
]
"""Sort keys; a leading "-" sorts in descending order."""

ReportType = Literal[
    "cdn_logs", "image_analytics", "mild_errors", "source_analytics", "credit_analytics_daily", "credit_analytics_mtd"
]
"""Known values."""

RobotsTxt = Literal["origin", "allow-all", "disallow-all"]
"""Known values."""

SourceSort = Literal["date_deployed", "-date_deployed", "enabled", "-enabled", "name", "-name"]
"""Sort keys; a leading "-" sorts in descending order."""

StorageProvider = Literal["DigitalOcean", "Linode", "Wasabi"]
"""Known values."""

UploadSessionStatus = Literal["PENDING", "CLOSED", "COMPLETE"]
"""Known values."""
