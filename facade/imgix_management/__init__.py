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
    from ._async.client import (
        AsyncManagementClient,
    )
    from ._async.pages import (
        AsyncPager,
    )
    from ._sync.client import (
        ManagementClient,
    )
    from ._sync.pages import (
        Pager,
    )
    from .access import (
        Access,
        PermissionCheck,
    )
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
        AnswerTooLargeError,
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
        OutcomeUnknownError,
        PaginationError,
        PermissionDeniedError,
        QuotaStoreError,
        QuotaStoreWarning,
        QuotaWaitError,
        RateLimitError,
        ServerError,
        StatusError,
        TransferError,
        UnsafeURLError,
        UploadSessionError,
        WaitTimeoutError,
    )
    from .files import (
        AnyFile,
    )
    from .hooks import (
        AfterCall,
        BeforeCall,
        Call,
    )
    from .jsonapi import (
        Document,
    )
    from .messages import (
        Language,
    )
    from .options import (
        Timeouts,
    )
    from .pages import (
        Page,
    )
    from .periods import (
        Period,
    )
    from .quotas import (
        BucketStatus,
        Limit,
        Ticket,
    )
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

__all__ = [
    "APIConnectionError",
    "APITimeoutError",
    "Access",
    "AfterCall",
    "AnswerTooLargeError",
    "AnyFile",
    "Asset",
    "AssetChanges",
    "AssetQuery",
    "AsyncManagementClient",
    "AsyncPager",
    "AuthenticationError",
    "AzureDeployment",
    "BadRequestError",
    "BeforeCall",
    "BucketStatus",
    "Call",
    "Colors",
    "ConfigurationError",
    "ConflictError",
    "Deployment",
    "DeploymentError",
    "Document",
    "ErrorObject",
    "FieldNotRequestedError",
    "GCSDeployment",
    "ImgixError",
    "InvalidInputError",
    "Language",
    "Limit",
    "ManagementClient",
    "MethodNotAllowedError",
    "NotFoundError",
    "NotJSONAPIError",
    "OutcomeUnknownError",
    "Page",
    "Pager",
    "PaginationError",
    "Period",
    "PermissionCheck",
    "PermissionDeniedError",
    "Publication",
    "Purge",
    "QuotaStoreError",
    "QuotaStoreWarning",
    "QuotaWaitError",
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
    "Ticket",
    "Timeouts",
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
    "._async.pages": ("AsyncPager",),
    "._sync.client": ("ManagementClient",),
    "._sync.pages": ("Pager",),
    ".access": ("Access", "PermissionCheck"),
    ".derived.inputs": (
        "AssetChanges",
        "AssetQuery",
        "AzureDeployment",
        "GCSDeployment",
        "ReportQuery",
        "S3CompatibleDeployment",
        "S3Deployment",
        "SourceChanges",
        "SourceQuery",
        "WebFolderDeployment",
        "WebProxyDeployment",
    ),
    ".errors": (
        "APIConnectionError",
        "APITimeoutError",
        "AnswerTooLargeError",
        "AuthenticationError",
        "BadRequestError",
        "ConfigurationError",
        "ConflictError",
        "DeploymentError",
        "ErrorObject",
        "FieldNotRequestedError",
        "ImgixError",
        "InvalidInputError",
        "MethodNotAllowedError",
        "NotFoundError",
        "NotJSONAPIError",
        "OutcomeUnknownError",
        "PaginationError",
        "PermissionDeniedError",
        "QuotaStoreError",
        "QuotaStoreWarning",
        "QuotaWaitError",
        "RateLimitError",
        "ServerError",
        "StatusError",
        "TransferError",
        "UnsafeURLError",
        "UploadSessionError",
        "WaitTimeoutError",
    ),
    ".files": ("AnyFile",),
    ".hooks": ("AfterCall", "BeforeCall", "Call"),
    ".periods": ("Period",),
    ".quotas": ("BucketStatus", "Limit", "Ticket"),
    ".jsonapi": ("Document",),
    ".messages": ("Language",),
    ".options": ("Timeouts",),
    ".pages": ("Page",),
    ".resources": (
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
