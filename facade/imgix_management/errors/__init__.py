"""Every error that this library raises on purpose, all of them an `ImgixError`.

    ImgixError
    ├── InvalidInputError (also a ValueError)   an argument that cannot be sent
    │   └── ConfigurationError                  API key, base URL, language, quotas
    ├── ClientStateError                        a client that is closed, or of another event loop
    ├── APIStatusError                          an answer with an error status
    │   ├── BadRequestError            400
    │   ├── AuthenticationError        401
    │   ├── PermissionDeniedError      403
    │   ├── NotFoundError              404
    │   ├── MethodNotAllowedError      405
    │   ├── ConflictError              409
    │   ├── RateLimitError             429
    │   └── ServerError                500 to 599
    ├── InvalidResponseError                         an answer that is not JSON:API
    │   └── ResponseTooLargeError                 an answer without end
    ├── APIConnectionError                      no connection, or one that broke
    │   ├── APITimeoutError                     no answer in time
    │   └── OutcomeUnknownError                 a change that may have been made or not
    ├── RateLimitWaitError                          a rate limit that would take longer than max_wait
    ├── RateLimitStoreError                         the store of the rate limits cannot be used
    ├── DeploymentError                         a source that will not become deployed
    ├── WaitTimeoutError                        something waited for took too long
    ├── FieldNotRequestedError (also an AttributeError)   an attribute that was not asked for
    ├── PaginationError                         a list that leads in a circle
    ├── TransferError                           a file that storage did not take, or not give
    ├── UnsafeURLError                          a URL in an answer that is not https
    └── UploadSessionError                      an upload session that did not come to its end

They know no HTTP library and do no I/O.
"""

from .base import Call, ImgixError
from .connection import (
    APIConnectionError,
    APITimeoutError,
    InvalidResponseError,
    OutcomeUnknownError,
    ResponseTooLargeError,
)
from .fields import FieldNotRequestedError, PaginationError
from .inputs import ClientStateError, ConfigurationError, InvalidInputError
from .quotas import RateLimitStoreError, RateLimitStoreWarning, RateLimitWaitError
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
from .transfers import TransferError, UnsafeURLError, UploadSessionError
from .waiting import DeploymentError, WaitTimeoutError

__all__ = [
    "APIConnectionError",
    "APIStatusError",
    "APITimeoutError",
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
    "InvalidInputError",
    "InvalidResponseError",
    "MethodNotAllowedError",
    "NotFoundError",
    "OperationInfo",
    "OutcomeUnknownError",
    "PaginationError",
    "PermissionDeniedError",
    "RateLimitError",
    "RateLimitStoreError",
    "RateLimitStoreWarning",
    "RateLimitWaitError",
    "ResponseTooLargeError",
    "ServerError",
    "TransferError",
    "UnsafeURLError",
    "UploadSessionError",
    "WaitTimeoutError",
    "status_error",
]
