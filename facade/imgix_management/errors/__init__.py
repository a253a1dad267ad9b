"""Every error that this library raises on purpose, all of them an `ImgixError`.

    ImgixError
    ├── InvalidInputError (also a ValueError)   an argument that cannot be sent
    │   └── ConfigurationError                  API key, base URL, language, rate limits
    ├── ClientStateError                        a client that is closed, or of another event loop or process
    ├── APIStatusError                          a response with an error status
    │   ├── BadRequestError            400
    │   ├── AuthenticationError        401
    │   ├── PermissionDeniedError      403
    │   ├── NotFoundError              404
    │   ├── MethodNotAllowedError      405
    │   ├── ConflictError              409
    │   ├── RateLimitError             429
    │   └── ServerError                500 to 599
    ├── APIConnectionError                      no connection, or one that broke
    │   └── APITimeoutError                     no response in time
    ├── InvalidResponseError                    a response that is not JSON:API
    │   └── ResponseTooLargeError               a response without end
    ├── IncompleteResponseError                 a response without an attribute that the call needs
    ├── RateLimitWaitError                      a rate limit that would take longer than max_wait
    ├── RateLimitStoreError                     a rate-limit store that is unavailable
    ├── DeploymentError                         a source that will not be deployed
    ├── WaitTimeoutError                        a wait that took too long
    ├── FieldNotRequestedError (also an AttributeError)   an attribute that was not requested
    ├── PaginationError                         a list that cannot be read to its end
    ├── AssetExistsError                        an upload to a path where a file already exists
    ├── JournalError                            a journal of a job that cannot be read or written
    ├── ItemInterruptedError                    an item of a job whose outcome nobody knows
    ├── TransferError                           a file that storage did not accept, or did not deliver
    ├── UnsafeURLError                          a URL in a response that is not https
    └── UploadSessionError                      an upload session that did not complete

They know no HTTP library and do no I/O.
"""

from .base import Call, ImgixError
from .connection import APIConnectionError, APITimeoutError, InvalidResponseError, ResponseTooLargeError
from .inputs import ClientStateError, ConfigurationError, InvalidInputError
from .operations import (
    AssetExistsError,
    DeploymentError,
    FieldNotRequestedError,
    IncompleteResponseError,
    ItemInterruptedError,
    JournalError,
    PaginationError,
    RateLimitStoreError,
    RateLimitWaitError,
    TransferError,
    UnsafeURLError,
    UploadSessionError,
    WaitTimeoutError,
)
from .status import (
    APIStatusError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    ErrorObject,
    MethodNotAllowedError,
    NotFoundError,
    OperationInfo,
    PermissionDeniedError,
    RateLimitError,
    ServerError,
    status_error,
)

__all__ = [
    "APIConnectionError",
    "APIStatusError",
    "APITimeoutError",
    "AssetExistsError",
    "AuthenticationError",
    "BadRequestError",
    "Call",
    "ClientStateError",
    "ConfigurationError",
    "ConflictError",
    "DeploymentError",
    "ErrorObject",
    "FieldNotRequestedError",
    "ImgixError",
    "IncompleteResponseError",
    "InvalidInputError",
    "InvalidResponseError",
    "ItemInterruptedError",
    "JournalError",
    "MethodNotAllowedError",
    "NotFoundError",
    "OperationInfo",
    "PaginationError",
    "PermissionDeniedError",
    "RateLimitError",
    "RateLimitStoreError",
    "RateLimitWaitError",
    "ResponseTooLargeError",
    "ServerError",
    "TransferError",
    "UnsafeURLError",
    "UploadSessionError",
    "WaitTimeoutError",
    "status_error",
]
