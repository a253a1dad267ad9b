# Derived from facade/imgix_management/_async/caller.py by `invoke generate`. Do not edit.
"""The one way of every call: quota, request, errors, document."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from typing import Any, Final, NoReturn

from imgix_openapi.operations import Operation, Permission
from imgix_openapi.types import Request

from .. import jsonapi
from ..config import Config
from ..errors import InvalidInputError, NotJSONAPIError, OperationInfo, RateLimitError, status_error
from ..jsonapi import Document
from ..messages import Bilingual
from ..resources import ResponseInfo
from ..transport import Answer, SyncHTTP, TransportError, answer_info, connection_error, headers, url
from .quota import SyncQuota

LONGEST_CLOSURE: Final = 10.0
"""Seconds a bucket is closed after a 429 that does not say for how long, unless its period is shorter."""


class Caller:
    """Makes the calls of one client."""

    def __init__(self, config: Config, quota: SyncQuota, http: SyncHTTP, timeout: float | None) -> None:
        self.config = config
        self.quota = quota
        self.http = http
        self.timeout = timeout

    def call(
        self,
        request: Request,
        *,
        document: bytes | None = None,
        content: bytes | Iterable[bytes] | None = None,
        content_headers: Mapping[str, str] | None = None,
        accept: tuple[int, ...] = (),
    ) -> Document:
        """Make a call within its rate limit.

        Args:
            request: What the generated operation made of the arguments.
            document: A JSON:API document to send.
            content: Raw bytes to send instead.
            content_headers: Headers that describe them.
            accept: Error statuses that are no error here.

        Raises:
            ImgixError: The call failed.
        """
        operation = request.operation
        sent_headers = headers(self.config, jsonapi.MEDIA_TYPE if document is not None else None)
        sent = self.http.build_request(
            operation.method,
            url(self.config, request),
            headers={**sent_headers, **(content_headers or {})},
            content=document if document is not None else content,
            timeout=self.timeout,
        )
        ticket = self.quota.acquire(operation.rate_limit.bucket)

        def confirm(event: str, _info: object) -> None:
            # Connecting may have taken a while: the server counts the request when it comes, not when its slot was.
            if event.endswith("send_request_headers.started"):
                self.quota.confirm(ticket)

        sent.extensions["trace"] = confirm
        begun = time.monotonic()
        try:
            answer = self.http.send(sent, auth=None, follow_redirects=False)
        except TransportError as error:
            raise connection_error(error, self.config, self.timeout, operation.id) from error
        info = answer_info(answer, duration=time.monotonic() - begun, quota_wait=ticket.waited)
        if not answer.is_success and answer.status_code not in accept:
            self._fail(request, answer, info)
        sparse = any(name.startswith("fields[") for name in request.params)
        try:
            if not answer.is_success:
                return jsonapi.document(b"", info)
            return jsonapi.document(answer.content, info, sparse=sparse)
        except NotJSONAPIError as error:
            raise self._not_jsonapi(operation, answer, info) from error

    def _fail(self, request: Request, answer: Answer, info: ResponseInfo) -> NoReturn:
        """Raise the error for an answer with an error status."""
        try:
            body = jsonapi.decode(answer.content)
        except ValueError:
            body = None
        if not isinstance(body, dict) and answer.status_code not in (401, 403, 404, 405, 429):
            # These statuses tell all by themselves; of others, the body does.
            raise self._not_jsonapi(request.operation, answer, info)
        error = status_error(
            status=info.status,
            body=body,
            headers=info.headers,
            operation=self._operation_info(request),
            language=self.config.language,
        )
        if isinstance(error, RateLimitError):
            limit = request.operation.rate_limit
            wait = error.retry_after
            self.quota.close(limit.bucket, min(limit.period, LONGEST_CLOSURE) if wait is None else wait)
        raise error

    def _not_jsonapi(self, operation: Operation, answer: Answer, info: ResponseInfo) -> NotJSONAPIError:
        return NotJSONAPIError(
            status=info.status,
            content_type=info.headers.get("content-type"),
            content=answer.content,
            secrets=(self.config.api_key,),
            operation=operation.id,
            language=self.config.language,
        )

    def _operation_info(self, request: Request) -> OperationInfo:
        operation = request.operation
        needed = list(operation.permissions)
        for name, permissions in operation.parameter_permissions.items():
            if request.params.get(name):
                needed += permissions
        limit = self.quota.limits[operation.rate_limit.bucket]
        return OperationInfo(operation.id, tuple(map(_bilingual, needed)), limit.bucket, limit.count, limit.period)

    def checked(self, check: Any, value: Any) -> Any:  # noqa: ANN401 - the type of the check
        """The value, checked before a request is made; errors speak the client's language.

        Raises:
            InvalidInputError: The value cannot be sent.
        """
        try:
            return check(value)
        except InvalidInputError as error:
            error.language = self.config.language
            raise


def _bilingual(permission: Permission) -> Bilingual:
    return Bilingual(permission.name, permission.name_ja)
