"""A client of the imgix Management API that keeps its rate limits. Not an imgix product.

from imgix_management import ManagementClient

with ManagementClient() as client:
for source in client.sources.list():
print(source.id, source.name)
"""

from ._async.client import AsyncManagementClient
from ._async.pages import AsyncPager
from ._sync.client import ManagementClient
from ._sync.pages import Pager
from .derived.inputs import (
    AssetChanges,
    AssetQuery,
    AzureDeployment,
    GCSDeployment,
    ReportQuery,
    S3CompatibleDeployment,
    S3Deployment,
    SourceChanges,
    SourceQuery,
    WebFolderDeployment,
    WebProxyDeployment,
)
from .errors import (
    APIConnectionError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ConfigurationError,
    ConflictError,
    DeploymentError,
    ErrorObject,
    FieldNotRequestedError,
    ImgixError,
    InvalidInputError,
    MethodNotAllowedError,
    NotFoundError,
    NotJSONAPIError,
    PaginationError,
    PermissionDeniedError,
    RateLimitError,
    ServerError,
    StatusError,
    WaitTimeoutError,
)
from .messages import Language
from .pages import Page
from .resources import (
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
from .version import __version__

__all__ = [
    "APIConnectionError",
    "APITimeoutError",
    "Asset",
    "AssetChanges",
    "AssetQuery",
    "AsyncManagementClient",
    "AsyncPager",
    "AuthenticationError",
    "AzureDeployment",
    "BadRequestError",
    "Colors",
    "ConfigurationError",
    "ConflictError",
    "Deployment",
    "DeploymentError",
    "ErrorObject",
    "FieldNotRequestedError",
    "GCSDeployment",
    "ImgixError",
    "InvalidInputError",
    "Language",
    "ManagementClient",
    "MethodNotAllowedError",
    "NotFoundError",
    "NotJSONAPIError",
    "Page",
    "Pager",
    "PaginationError",
    "PermissionDeniedError",
    "Publication",
    "Purge",
    "RateLimitError",
    "Report",
    "ReportQuery",
    "Resource",
    "ResponseInfo",
    "S3CompatibleDeployment",
    "S3Deployment",
    "ServerError",
    "Source",
    "SourceChanges",
    "SourceQuery",
    "StatusError",
    "UploadSession",
    "WaitTimeoutError",
    "WebFolderDeployment",
    "WebProxyDeployment",
    "__version__",
]
