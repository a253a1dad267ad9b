"""Turn a response into a JSON:API document, or into an error. No I/O."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from imgix_openapi.operations import Operation, Permission
from imgix_openapi.types import Request

from .._i18n import LocalizedText
from .._models.resources import ResponseInfo
from ..errors import Call, InvalidResponseError, OperationInfo, status_error
from ..errors.base import excerpt
from . import jsonapi
from .config import Config
from .jsonapi import Document
from .operations import describe, upload_limits
from .redaction import redact_echo

READ_METHOD = "GET"
"""The only HTTP method of the API that changes nothing."""

HTTP_SUCCESS = range(200, 300)


@dataclass(frozen=True, slots=True)
class RawResponse:
    """A response whose body has been read.

    Attributes:
        info: Status, headers and times.
        content: The body after decoding; of an error, perhaps only its beginning.
    """

    info: ResponseInfo
    content: bytes = field(repr=False)

    @property
    def is_success(self) -> bool:
        """Return whether the status is 2xx."""
        return self.info.status_code in HTTP_SUCCESS


@dataclass(frozen=True, slots=True)
class Expectation:
    """What must be known about a request to parse its response.

    Attributes:
        config: The client's settings.
        request: The request.
        document: The JSON:API document that was sent, or None. A server may repeat it.
        rate: The count and the period (in seconds) of the bucket's limit; None where no limit is kept.
        accept_duplicate: Whether the status by which the contract marks a repetition counts as success.
    """

    config: Config
    request: Request
    document: bytes | None = field(default=None, repr=False)
    rate: tuple[int, float] | None = None
    accept_duplicate: bool = False

    @property
    def call(self) -> Call:
        """The description of the call for hooks, the log and errors."""
        return describe(self.request, self.config)


def parse_response(response: RawResponse, expected: Expectation) -> Document:
    """Parse the response to a call.

    Args:
        response: The response.
        expected: What is known of the request.

    Raises:
        APIStatusError: It has an error status.
        InvalidResponseError: It is no JSON:API document.
    """
    config, request = expected.config, expected.request

    def redacted() -> bytes:
        # A proxy, or the server, may repeat what it was sent.
        return redact_echo(response.content, config.api_key.encode(), expected.document)

    is_duplicate = response.info.status_code == request.operation.duplicate_status
    if response.is_success or (expected.accept_duplicate and is_duplicate):
        requested = next((fields for name, fields in request.params.items() if name.startswith("fields[")), None)
        return jsonapi.parse_document(
            response.content if response.is_success else b"",
            response.info,
            refuse=lambda: unexpected_response(InvalidResponseError, expected, response.info, redacted()),
            may_be_empty=request.operation.method != READ_METHOD,
            fieldset=None if requested is None else frozenset(requested.split(",")),
            language=config.language,
        )
    content = redacted()
    raise status_error(
        status_code=response.info.status_code,
        body=jsonapi.decode_leniently(content),
        content=content,
        headers=response.info.headers,
        operation_info=_operation_info(expected),
    )


def unexpected_response(
    cls: type[InvalidResponseError], expected: Expectation, info: ResponseInfo, content: bytes
) -> InvalidResponseError:
    """Return the error for a successful response that cannot be used.

    Args:
        cls: The class of the error.
        expected: What is known of the request.
        info: Status and headers of the response.
        content: The beginning of the body.
    """
    operation, config = expected.request.operation, expected.config
    error = cls(
        status_code=info.status_code,
        content_type=info.headers.get("content-type"),
        excerpt=excerpt(content, config.api_key),
        call=expected.call,
        language=config.language,
    )
    error.outcome_unknown = operation.method != READ_METHOD
    return error


def _operation_info(expected: Expectation) -> OperationInfo:
    request = expected.request
    used = [name for name in request.operation.parameter_permissions if request.params.get(name)]
    return operation_info(request.operation, used, expected.rate)


def operation_info(
    operation: Operation, parameters: Iterable[str] = (), rate: tuple[int, float] | None = None
) -> OperationInfo:
    """Return what the contract says about an operation, for its errors.

    Args:
        operation: The operation.
        parameters: Query parameters that were sent and need permissions of their own.
        rate: The count and the period, in seconds, of the limit that is kept; None for the documented one.
    """
    permissions = list(operation.permissions)
    for name in parameters:
        permissions += operation.parameter_permissions[name]
    limit, period = rate or (operation.rate_limit.limit, operation.rate_limit.period)
    names = tuple(map(_localized, permissions))
    largest_uploads = None if operation.max_bytes is None else upload_limits()
    return OperationInfo(names, operation.rate_limit.bucket, limit, period, largest_uploads)


def _localized(permission: Permission) -> LocalizedText:
    return LocalizedText(permission.name, permission.name_ja)
