"""The one way of every call: quota, request, errors, document."""

from __future__ import annotations

import copy
import time
from collections.abc import AsyncIterable, Mapping
from typing import Any, Final, cast

from imgix_openapi.operations import Operation, Permission
from imgix_openapi.types import Request

from .. import jsonapi
from ..config import Config
from ..errors import (
    ImgixError,
    InvalidInputError,
    NotJSONAPIError,
    OperationInfo,
    RateLimitError,
    status_error,
)
from ..hooks import AfterCall, BeforeCall, Call
from ..jsonapi import Document
from ..messages import Bilingual
from ..options import Options
from ..resources import ResponseInfo
from ..transport import UNSENDABLE, Answer, AsyncHTTP, TransportError, answer_info, connection_error, headers, url
from .quota import AsyncQuota

LONGEST_HONOURED: Final = 86_400.0
"""Seconds a bucket is closed at most, whatever Retry-After says: a day."""


class AsyncCaller:
    """Makes the calls of one client."""

    def __init__(
        self,
        config: Config,
        quota: AsyncQuota,
        http: AsyncHTTP,
        options: Options,
        *,
        before_call: BeforeCall | None = None,
        after_call: AfterCall | None = None,
    ) -> None:
        self.config = config
        self._key = config.api_key.encode()
        self.quota = quota
        self.http = http
        self.options = options
        self._before_call = before_call
        self._after_call = after_call

    def with_options(self, options: Options) -> AsyncCaller:
        """The same caller with other options."""
        other = copy.copy(self)
        other.options = options
        return other

    async def call(
        self,
        request: Request,
        *,
        document: bytes | None = None,
        content: bytes | AsyncIterable[bytes] | None = None,
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
        call = Call(request.operation.id, request.operation.method, request.path)
        if self._before_call is not None:
            self._before_call(call)
        try:
            answer, info = await self._send(request, document, content, content_headers)
        except ImgixError as error:
            error.operation, error.language = call.operation, self.config.language
            self._told(call, None, error)
            raise
        try:
            read = self._read(request, answer, info, accept)
        except ImgixError as error:
            if isinstance(error, RateLimitError):
                await self._close(request.operation, error)
            self._told(call, info, error)
            raise
        self._told(call, info, None)
        return read

    def _told(self, call: Call, info: ResponseInfo | None, error: ImgixError | None) -> None:
        if self._after_call is not None:
            self._after_call(call, info, error)

    async def _send(
        self,
        request: Request,
        document: bytes | None,
        content: bytes | AsyncIterable[bytes] | None,
        content_headers: Mapping[str, str] | None,
    ) -> tuple[Answer, ResponseInfo]:
        """Wait for the quota, send the request, and have the whole answer."""
        operation = request.operation
        sent_headers = headers(self.config, jsonapi.MEDIA_TYPE if document is not None else None)
        try:
            sent = self.http.build_request(
                operation.method,
                url(self.config, request),
                headers={**sent_headers, **(content_headers or {})},
                content=document if document is not None else content,
                timeout=self.options.timeout,
            )
        except UNSENDABLE as error:
            raise InvalidInputError(
                "request_unsendable", reason=str(error), operation=operation.id, language=self.config.language
            ) from error
        max_wait = self.options.max_wait
        ticket = await self.quota.acquire(self.quota.bucket(operation), max_wait)

        async def confirm(event: str, _info: object) -> None:
            # Connecting may have taken a while: the server counts the request when it comes, not when its slot was.
            if event.endswith("send_request_headers.started"):
                await self.quota.confirm(ticket, max_wait)
            elif event.endswith("send_request_headers.complete"):
                await self.quota.sent(ticket)  # other tasks may have come between

        sent.extensions["trace"] = confirm
        begun = time.monotonic()
        try:
            answer = await self.http.send(sent, auth=None, follow_redirects=False)
        except BaseException as error:
            self.quota.abandon(ticket)
            if isinstance(error, TransportError):
                raise connection_error(error, self.config, self.options.timeout, operation.id) from error
            raise
        await self.quota.answered(ticket)
        return answer, answer_info(answer, duration=time.monotonic() - begun, quota_wait=ticket.waited)

    def _read(self, request: Request, answer: Answer, info: ResponseInfo, accept: tuple[int, ...]) -> Document:
        """The document of an answer, or the error that it stands for."""
        # A proxy, or the server, may repeat what it was sent.
        content = answer.content if answer.is_success else answer.content.replace(self._key, b"***")
        if answer.is_success or info.status in accept:
            asked = next((fields for name, fields in request.params.items() if name.startswith("fields[")), None)
            return jsonapi.document(
                content if answer.is_success else b"",
                info,
                refuse=lambda: self._not_jsonapi(request.operation, content, info),
                fieldset=None if asked is None else frozenset(asked.split(",")),
                language=self.config.language,
            )
        raise status_error(
            status=info.status,
            body=jsonapi.decode_leniently(content),
            content=content,
            headers=info.headers,
            operation=self._operation_info(request),
            language=self.config.language,
        )

    async def _close(self, operation: Operation, error: RateLimitError) -> None:
        """Close the bucket after a 429."""
        wait = error.retry_after
        await self.quota.shut(self.quota.bucket(operation), None if wait is None else min(wait, LONGEST_HONOURED))

    def _not_jsonapi(self, operation: Operation, content: bytes, info: ResponseInfo) -> NotJSONAPIError:
        return NotJSONAPIError(
            status=info.status,
            content_type=info.headers.get("content-type"),
            content=content,
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
        limit = self.quota.budgets[self.quota.bucket(operation)].limits[0]
        bucket = operation.rate_limit.bucket
        return OperationInfo(operation.id, tuple(map(_bilingual, needed)), bucket, limit.count, limit.period)

    def envelope(self, type_: str, attributes: Mapping[str, Any], id_: str | None = None) -> bytes:
        """The document of one resource to send.

        Raises:
            InvalidInputError: The attributes cannot be written as JSON (`attributes_invalid`).
        """
        return cast("bytes", self.checked(lambda given: jsonapi.envelope(type_, given, id_), attributes))

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
