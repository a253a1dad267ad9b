"""Every type that stands in a public signature, for the annotations of a program.

    from imgix_management.types import Asset, AssetListParams, PollInterval, Sources

Clients, what programs construct, and errors are in `imgix_management` itself; errors stand only there.
"""

from ._async.assets import AsyncAssets
from ._async.bulk import AsyncJob
from ._async.jobs import AsyncJobs
from ._async.pagination import AsyncPager
from ._async.purges import AsyncPurges
from ._async.rate_limiter import AsyncRateLimiter
from ._async.reports import AsyncReports
from ._async.sources import AsyncSources
from ._async.upload_sessions import AsyncUploadSessions
from ._async.uploads import AsyncUploads
from ._core.hooks import AfterCall, BeforeCall, Hooks
from ._core.jsonapi import Document
from ._core.not_given import NOT_GIVEN, NotGiven
from ._core.options import OptionChanges, Timeout
from ._core.pages import Count, Cursor, Page
from ._core.periods import Period
from ._core.polling import PollInterval
from ._core.validation import OriginPath
from ._files.downloads import DownloadProgress
from ._files.uploads import AnyFile, UploadProgress
from ._i18n import Language, LocalizedText
from ._models._generated import literals, params
from ._models._generated.literals import *  # noqa: F403 - derived, and listed in its `__all__`
from ._models._generated.params import *  # noqa: F403 - derived, and listed in its `__all__`
from ._models.deployments import DeploymentInput
from ._models.permissions import Access, PermissionCheck
from ._models.resources import (
    AddAssetResult,
    Asset,
    Colors,
    Deployment,
    Publication,
    Purge,
    Report,
    Resource,
    ResponseInfo,
    Source,
    UploadSession,
)
from ._ratelimit import BucketStatus, Limit, RateLimits
from ._ratelimit.settings import RateLimitOptions
from ._sync.assets import Assets
from ._sync.bulk import Job
from ._sync.jobs import Jobs
from ._sync.pagination import Pager
from ._sync.purges import Purges
from ._sync.rate_limiter import RateLimiter
from ._sync.reports import Reports
from ._sync.sources import Sources
from ._sync.upload_sessions import UploadSessions
from ._sync.uploads import Uploads
from .bulk.report import (
    Compare,
    ExportFormat,
    ExportTarget,
    ItemResult,
    JobMethod,
    JobProgress,
    JobReport,
    JournalInfo,
    JournalItem,
    SkipReason,
    State,
)
from .errors import Call, ErrorObject, OperationInfo
from .errors.headers import Headers

__all__ = [
    "NOT_GIVEN",
    "Access",
    "AddAssetResult",
    "AfterCall",
    "AnyFile",
    "Asset",
    "Assets",
    "AsyncAssets",
    "AsyncJob",
    "AsyncJobs",
    "AsyncPager",
    "AsyncPurges",
    "AsyncRateLimiter",
    "AsyncReports",
    "AsyncSources",
    "AsyncUploadSessions",
    "AsyncUploads",
    "BeforeCall",
    "BucketStatus",
    "Call",
    "Colors",
    "Compare",
    "Count",
    "Cursor",
    "Deployment",
    "DeploymentInput",
    "Document",
    "DownloadProgress",
    "ErrorObject",
    "ExportFormat",
    "ExportTarget",
    "Headers",
    "Hooks",
    "ItemResult",
    "Job",
    "JobMethod",
    "JobProgress",
    "JobReport",
    "Jobs",
    "JournalInfo",
    "JournalItem",
    "Language",
    "Limit",
    "LocalizedText",
    "NotGiven",
    "OperationInfo",
    "OptionChanges",
    "OriginPath",
    "Page",
    "Pager",
    "Period",
    "PermissionCheck",
    "PollInterval",
    "Publication",
    "Purge",
    "Purges",
    "RateLimitOptions",
    "RateLimiter",
    "RateLimits",
    "Report",
    "Reports",
    "Resource",
    "ResponseInfo",
    "SkipReason",
    "Source",
    "Sources",
    "State",
    "Timeout",
    "UploadProgress",
    "UploadSession",
    "UploadSessions",
    "Uploads",
]
__all__ += literals.__all__
__all__ += params.__all__
