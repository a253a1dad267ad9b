"""A client of the imgix Management API that keeps its rate limits. Not an imgix product.

    from imgix_management import ManagementClient

    with ManagementClient() as client:
        for source in client.sources.list():
            print(source.id, source.name)

Importing the package is cheap; each name is loaded when it is first used.
"""

import importlib
from typing import TYPE_CHECKING

from .version import __version__

if TYPE_CHECKING:
    from ._async.client import AsyncManagementClient
    from ._async.pagination import AsyncPager
    from ._core.hooks import AfterCall, BeforeCall, Hooks
    from ._core.jsonapi import Document
    from ._core.not_given import NOT_GIVEN
    from ._core.options import Timeout
    from ._core.pages import Page
    from ._core.periods import Period
    from ._files.uploads import AnyFile
    from ._i18n import Language
    from ._models._generated.params import (
        AssetListParams,
        AssetUpdateParams,
        AzureDeployment,
        GCSDeployment,
        ReportListParams,
        S3CompatibleDeployment,
        S3Deployment,
        SourceListParams,
        SourceUpdateParams,
        WebFolderDeployment,
        WebProxyDeployment,
    )
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
    from ._sync.client import ManagementClient
    from ._sync.pagination import Pager
    from .errors import (
        APIConnectionError,
        APIStatusError,
        APITimeoutError,
        AssetExistsError,
        AuthenticationError,
        BadRequestError,
        Call,
        ClientStateError,
        ConfigurationError,
        ConflictError,
        DeploymentError,
        ErrorObject,
        FieldNotRequestedError,
        ImgixError,
        IncompleteResponseError,
        InvalidInputError,
        InvalidResponseError,
        ItemInterruptedError,
        JournalError,
        MethodNotAllowedError,
        NotFoundError,
        PaginationError,
        PermissionDeniedError,
        RateLimitError,
        RateLimitStoreError,
        RateLimitWaitError,
        ResponseTooLargeError,
        ServerError,
        TransferError,
        UnsafeURLError,
        UploadSessionError,
        WaitTimeoutError,
    )

__all__ = [
    "NOT_GIVEN",
    "APIConnectionError",
    "APIStatusError",
    "APITimeoutError",
    "Access",
    "AddAssetResult",
    "AfterCall",
    "AnyFile",
    "Asset",
    "AssetExistsError",
    "AssetListParams",
    "AssetUpdateParams",
    "AsyncManagementClient",
    "AsyncPager",
    "AuthenticationError",
    "AzureDeployment",
    "BadRequestError",
    "BeforeCall",
    "BucketStatus",
    "Call",
    "ClientStateError",
    "Colors",
    "ConfigurationError",
    "ConflictError",
    "Deployment",
    "DeploymentError",
    "Document",
    "ErrorObject",
    "FieldNotRequestedError",
    "GCSDeployment",
    "Hooks",
    "ImgixError",
    "IncompleteResponseError",
    "InvalidInputError",
    "InvalidResponseError",
    "ItemInterruptedError",
    "JournalError",
    "Language",
    "Limit",
    "ManagementClient",
    "MethodNotAllowedError",
    "NotFoundError",
    "Page",
    "Pager",
    "PaginationError",
    "Period",
    "PermissionCheck",
    "PermissionDeniedError",
    "Publication",
    "Purge",
    "RateLimitError",
    "RateLimitStoreError",
    "RateLimitWaitError",
    "RateLimits",
    "Report",
    "ReportListParams",
    "Resource",
    "ResponseInfo",
    "ResponseTooLargeError",
    "S3CompatibleDeployment",
    "S3Deployment",
    "ServerError",
    "Source",
    "SourceListParams",
    "SourceUpdateParams",
    "Timeout",
    "TransferError",
    "UnsafeURLError",
    "UploadSession",
    "UploadSessionError",
    "WaitTimeoutError",
    "WebFolderDeployment",
    "WebProxyDeployment",
    "__version__",
]

_PLACES = {
    "._async.client": ("AsyncManagementClient",),
    "._async.pagination": ("AsyncPager",),
    "._sync.client": ("ManagementClient",),
    "._sync.pagination": ("Pager",),
    "._models.permissions": ("Access", "PermissionCheck"),
    "._models._generated.params": (
        "AssetUpdateParams",
        "AssetListParams",
        "AzureDeployment",
        "GCSDeployment",
        "ReportListParams",
        "S3CompatibleDeployment",
        "S3Deployment",
        "SourceUpdateParams",
        "SourceListParams",
        "WebFolderDeployment",
        "WebProxyDeployment",
    ),
    ".errors": (
        "Call",
        "ClientStateError",
        "APIConnectionError",
        "APITimeoutError",
        "ResponseTooLargeError",
        "AssetExistsError",
        "AuthenticationError",
        "BadRequestError",
        "ConfigurationError",
        "ConflictError",
        "DeploymentError",
        "ErrorObject",
        "FieldNotRequestedError",
        "ImgixError",
        "IncompleteResponseError",
        "InvalidInputError",
        "ItemInterruptedError",
        "JournalError",
        "MethodNotAllowedError",
        "NotFoundError",
        "InvalidResponseError",
        "PaginationError",
        "PermissionDeniedError",
        "RateLimitStoreError",
        "RateLimitWaitError",
        "RateLimitError",
        "ServerError",
        "APIStatusError",
        "TransferError",
        "UnsafeURLError",
        "UploadSessionError",
        "WaitTimeoutError",
    ),
    "._files.uploads": ("AnyFile",),
    "._core.hooks": ("AfterCall", "BeforeCall", "Hooks"),
    "._core.periods": ("Period",),
    "._ratelimit": ("BucketStatus", "Limit", "RateLimits"),
    "._core.jsonapi": ("Document",),
    "._i18n": ("Language",),
    "._core.not_given": ("NOT_GIVEN",),
    "._core.options": ("Timeout",),
    "._core.pages": ("Page",),
    "._models.resources": (
        "AddAssetResult",
        "Asset",
        "Colors",
        "Deployment",
        "Publication",
        "Purge",
        "Report",
        "Resource",
        "ResponseInfo",
        "Source",
        "UploadSession",
    ),
}
_MODULES = {name: module for module, names in _PLACES.items() for name in names}


def __getattr__(name: str) -> object:
    try:
        module = _MODULES[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    value = globals()[name] = getattr(importlib.import_module(module, __name__), name)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
