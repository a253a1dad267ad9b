"""The one way of every call: quota, request, errors, document."""

from __future__ import annotations

import copy
import time
from collections.abc import AsyncIterable, AsyncIterator, Callable, Mapping
from typing import Any, Final, NamedTuple, cast

import attrs

from imgix_openapi.operations import Operation, Permission
from imgix_openapi.types import Request

from .._core import jsonapi, telemetry
from .._core.concurrency import AsyncAsk, run_shielded, run_shielded_within
from .._core.config import Config
from .._core.decoding import BoundedDecoder
from .._core.hooks import AfterCall, BeforeCall
from .._core.jsonapi import Document
from .._core.options import Options
from .._core.redaction import redact_echo
from .._core.transport import (
    MAX_RESPONSE_SIZE,
    UNSENDABLE,
    AsyncHTTP,
    HTTPRequest,
    HTTPResponse,
    TransportError,
    api_host,
    connection_error,
    headers,
    response_info_of,
    url,
)
from .._i18n import LocalizedText
from .._models.resources import ResponseInfo
from ..errors import (
    APIConnectionError,
    APITimeoutError,
    Call,
    ImgixError,
    InvalidInputError,
    InvalidResponseError,
    OperationInfo,
    OutcomeUnknownError,
    RateLimitError,
    ResponseTooLargeError,
    status_error,
)
from .attempts import AsyncRetryState
from .rate_limiter import AsyncRateLimiter

LONGEST_CLOSED: Final = 86_400.0
"""Seconds a bucket is closed at most, whatever Retry-After says: a day."""

READS: Final = "GET"
"""The method that changes nothing; the API has no other such."""

Content = Callable[[], AsyncIterable[bytes]]
"""Makes the bytes to send, anew for each attempt."""


@attrs.frozen
class RequestBody:
    """What is sent with a call.

    Attributes:
        content: The bytes, or what makes them.
        headers: What describes them.
        document: The bytes, if they are a JSON:API document.
    """

    content: bytes | Content | None = None
    headers: Mapping[str, str] = attrs.field(factory=dict)
    document: bytes | None = None


class RawResponse(NamedTuple):
    """An answer, its whole body, and what is told of it."""

    answer: HTTPResponse
    content: bytes
    info: ResponseInfo


class AsyncPipeline:
    """Makes the calls of one client."""

    def __init__(
        self,
        config: Config,
        quota: AsyncRateLimiter,
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
        self.attempts = AsyncRetryState
        self._before_call = before_call
        self._after_call = after_call

    def with_options(self, options: Options) -> AsyncPipeline:
        """The same caller with other options."""
        other = copy.copy(self)
        other.options = options
        return other

    async def call(
        self,
        request: Request,
        *,
        document: bytes | None = None,
        content: bytes | Content | None = None,
        content_headers: Mapping[str, str] | None = None,
        accept: tuple[int, ...] = (),
    ) -> Document:
        """Make a call within its rate limit, and try again where that may help and does no harm.

        Args:
            request: What the generated operation made of the arguments.
            document: A JSON:API document to send.
            content: Raw bytes to send instead, or what makes them.
            content_headers: Headers that describe them.
            accept: Error statuses that are no error here.

        Raises:
            ImgixError: The call failed.
        """
        operation = request.operation
        call, begun = Call(operation.id, operation.method, request.path_in(self.config.path_variants)), time.monotonic()
        if self._before_call is not None:
            self._before_call(call)
        body = RequestBody(content, content_headers or {})
        if document is not None:
            body = RequestBody(document, {"Content-Type": jsonapi.MEDIA_TYPE}, document)
        attempts = self.attempts(self.options, repeatable=operation.repeatable)
        try:
            read = await attempts.run(lambda: self._attempt(attempts, request, body, accept))
        except ImgixError as error:
            final = self._final(error, operation, attempts)
            self._told(call, attempts.info, final, begun)
            if final is not error:
                raise final from error
            raise
        except BaseException as error:  # it was cancelled or interrupted
            if attempts.sent and operation.method != READS:
                unknown = OutcomeUnknownError(host=api_host(self.config), reason=type(error).__name__)
                unknown.operation, unknown.language = operation.id, self.config.language
                error.add_note(str(unknown))
            raise
        self._told(call, attempts.info, None, begun)
        return read

    def _final(self, error: ImgixError, operation: Operation, attempts: AsyncRetryState) -> ImgixError:
        """The error of a call for that of its last attempt: it says what is known of the outcome."""
        if attempts.may_be_done and operation.method != READS:
            if isinstance(error, APIConnectionError) and not operation.repeatable:
                reason = error.reason or type(error).__name__
                error = OutcomeUnknownError(host=error.host, reason=reason)
                error.attempts = attempts.sent
            error.outcome_unknown = True
            error.retryable = error.retryable and operation.repeatable
        error.operation, error.language = operation.id, self.config.language
        return error

    def _told(self, call: Call, info: ResponseInfo | None, error: ImgixError | None, begun: float) -> None:
        telemetry.log_call(call, info, error, time.monotonic() - begun)
        if self._after_call is not None:
            self._after_call(call, info, error)

    @property
    def transfer_options(self) -> Options:
        """The options for files to and from storage: the total is for calls of the API."""
        return attrs.evolve(self.options, total_timeout=None)

    async def transfer(self, attempts: AsyncRetryState, attempt: AsyncAsk[None], operation: str) -> None:
        """Make the attempts to move a file to or from storage.

        Raises:
            ImgixError: The last of them failed.
        """
        try:
            await attempts.run(lambda: run_shielded(attempt))
        except ImgixError as error:
            error.operation, error.language = operation, self.config.language
            raise

    async def _attempt(
        self, attempts: AsyncRetryState, request: Request, body: RequestBody, accept: tuple[int, ...]
    ) -> Document:
        """Wait for the quota, send the request, and read the answer."""
        attempts.info = None
        sent = self._built(attempts, request, body)
        received = await self._send(attempts, request, sent, body.document)
        try:
            return self._read(request, body, received, accept)
        except RateLimitError as error:
            await self._close(request.operation, error)
            raise

    def _built(self, attempts: AsyncRetryState, request: Request, body: RequestBody) -> HTTPRequest:
        content = body.content
        try:
            return self.http.build_request(
                request.operation.method,
                url(self.config, request),
                headers={**headers(self.config), **body.headers},
                content=self._timed(attempts, content()) if callable(content) else content,
            )
        except UNSENDABLE as error:
            raise InvalidInputError("request_unsendable", reason=str(error)) from error

    async def _timed(self, attempts: AsyncRetryState, pieces: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
        async for piece in pieces:
            attempts.check(api_host(self.config))
            yield piece

    async def _send(
        self, attempts: AsyncRetryState, request: Request, sent: HTTPRequest, document: bytes | None
    ) -> RawResponse:
        """Wait for the quota, send the request, and have the whole answer."""
        max_wait = attempts.max_wait()
        ticket = await self.quota.acquire(self.quota.bucket(request.operation), max_wait)
        timeouts = sent.extensions["timeout"] = attempts.timeouts()

        async def watch(event: str, _info: object) -> None:
            # Connecting may have taken a while: the server counts the request when it comes, not when its slot was.
            if event.endswith("send_request_headers.started"):
                await self.quota.confirm(ticket, max_wait)
            elif event.endswith("send_request_headers.complete"):
                await self.quota.sent(ticket)  # other tasks may have come between
            if event.endswith(".started"):
                timeouts.update(attempts.timeouts())

        sent.extensions["trace"] = watch
        attempts.sent += 1
        begun = time.monotonic()
        try:
            with telemetry.request_span(sent, request.operation.path, resend=attempts.sent - 1) as mark_done:
                answer, content = await run_shielded_within(
                    attempts.left(), self._exchange, attempts, request.operation, sent, document
                )
                mark_done(answer.status_code)
        except BaseException as error:
            self.quota.release(ticket)
            if isinstance(error, TimeoutError):
                raise APITimeoutError(host=api_host(self.config), timeout=self.options.total_timeout) from error
            if not isinstance(error, TransportError):
                raise
            over = attempts.left() <= 0
            allowed = dict.fromkeys(timeouts, self.options.total_timeout) if over else timeouts
            raise connection_error(error, self.config, allowed) from error
        finally:
            attempts.rate_limit_wait += ticket.waited
        await self.quota.mark_done(ticket)
        duration = time.monotonic() - begun
        info = attempts.info = response_info_of(
            answer, self.config, duration=duration, rate_limit_wait=attempts.rate_limit_wait, attempts=attempts.sent
        )
        return RawResponse(answer, content, info)

    async def _exchange(
        self, attempts: AsyncRetryState, operation: Operation, sent: HTTPRequest, document: bytes | None
    ) -> tuple[HTTPResponse, bytes]:
        answer = await self.http.send(sent, auth=None, follow_redirects=False, stream=True)
        try:
            return answer, await self._content(attempts, operation, answer, document)
        finally:
            await answer.aclose()

    async def _content(
        self, attempts: AsyncRetryState, operation: Operation, answer: HTTPResponse, sent: bytes | None
    ) -> bytes:
        """The body of an answer, up to a limit. Of an error's, the beginning will do."""
        if answer.is_stream_consumed:  # by a transport of the user's own
            return answer.content
        body = BoundedDecoder(answer.headers.get("content-encoding"), MAX_RESPONSE_SIZE)
        async for piece in answer.aiter_raw():
            body.take(piece)
            if body.too_large or body.broken:
                break
            attempts.check(api_host(self.config))
        if answer.is_success and (body.too_large or body.broken):
            kind = ResponseTooLargeError if body.too_large else InvalidResponseError
            raise self._foreign(kind, operation, answer, redact_echo(body.beginning, self._key, sent))
        return body.content

    def _read(self, request: Request, body: RequestBody, received: RawResponse, accept: tuple[int, ...]) -> Document:
        """The document of an answer, or the error that it stands for."""
        answer, content, info = received

        def shown() -> bytes:
            # A proxy, or the server, may repeat what it was sent.
            return redact_echo(content, self._key, body.document)

        if answer.is_success or info.status in accept:
            asked = next((fields for name, fields in request.params.items() if name.startswith("fields[")), None)
            return jsonapi.parse_document(
                content if answer.is_success else b"",
                info,
                refuse=lambda: self._foreign(InvalidResponseError, request.operation, answer, shown()),
                may_be_empty=request.operation.method != READS,
                fieldset=None if asked is None else frozenset(asked.split(",")),
                language=self.config.language,
            )
        content = shown()
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
        await self.quota.block(self.quota.bucket(operation), None if wait is None else min(wait, LONGEST_CLOSED))

    def _foreign(
        self, cls: type[InvalidResponseError], operation: Operation, answer: HTTPResponse, content: bytes
    ) -> InvalidResponseError:
        error = cls(
            status=answer.status_code,
            content_type=answer.headers.get("content-type"),
            content=content,
            secrets=(self.config.api_key,),
            operation=operation.id,
            language=self.config.language,
        )
        error.outcome_unknown = operation.method != READS
        return error

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
        return cast("bytes", self.checked(lambda given: jsonapi.build_document(type_, given, id_), attributes))

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


def _bilingual(permission: Permission) -> LocalizedText:
    return LocalizedText(permission.name, permission.name_ja)
