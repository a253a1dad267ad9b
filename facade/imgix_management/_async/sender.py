"""Send one attempt of a call: wait for the rate limit, send the request, read the response."""

from __future__ import annotations

import time
from collections.abc import AsyncIterable, AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from .._core import network_streams, telemetry
from .._core.concurrency import run_shielded_within
from .._core.config import Config
from .._core.connections import Connections
from .._core.decoding import BoundedDecoder
from .._core.jsonapi import Document
from .._core.options import Options
from .._core.redaction import redact_echo
from .._core.responses import Expectation, RawResponse, parse_response, unexpected_response
from .._core.trailing import TrailingData
from .._core.transport import (
    MAX_ERROR_SIZE,
    MAX_RESPONSE_SIZE,
    UNSENDABLE,
    AsyncHTTP,
    HTTPRequest,
    HTTPResponse,
    TransportError,
    api_host,
    connection_error,
    request_headers,
    response_info,
    url,
)
from ..errors import InvalidInputError, InvalidResponseError, RateLimitError, ResponseTooLargeError
from .rate_limiter import AsyncRateLimiter
from .retry_state import AsyncRetryState

if TYPE_CHECKING:
    from imgix_openapi.types import Request

MAX_BLOCK: Final = 86_400.0
"""Seconds for which a bucket is blocked at most, whatever Retry-After says: a day."""

Content = Callable[[], AsyncIterable[bytes]]
"""Returns the bytes to send, again for each attempt."""


@dataclass(frozen=True, slots=True)
class RequestBody:
    """The body of a request.

    Attributes:
        content: The bytes, or a function that returns them for each attempt.
        headers: Headers that describe them.
        document: The bytes, if they are a JSON:API document.
    """

    content: bytes | Content | None = field(default=None, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)
    document: bytes | None = field(default=None, repr=False)


class AsyncSender:
    """Sends the attempts of one call."""

    def __init__(
        self, config: Config, rate_limiter: AsyncRateLimiter, connections: Connections[AsyncHTTP], options: Options
    ) -> None:
        self._config = config
        self._rate_limiter = rate_limiter
        self._connections = connections
        self._options = options

    async def send(
        self, state: AsyncRetryState, request: Request, body: RequestBody, accept_duplicate: bool
    ) -> Document:
        """Wait for the rate limit, send the request, and parse the response.

        Args:
            state: The state of the call.
            request: The request.
            body: Its body.
            accept_duplicate: Whether the status by which the contract marks a repetition counts as success.

        Raises:
            ImgixError: The attempt failed.
        """
        state.info = None
        bucket = self._rate_limiter._bucket(request.operation)
        rate = self._rate_limiter._rate(bucket)
        expected = Expectation(self._config, request, body.document, rate, accept_duplicate)
        with self._connections.use() as http:
            http_request = self._build_request(http, state, request, body)
            response = await self._exchange(http, state, http_request, expected, bucket)
        try:
            return parse_response(response, expected)
        except RateLimitError as error:
            seconds = None if error.retry_after is None else min(error.retry_after, MAX_BLOCK)
            await self._rate_limiter._block(bucket, seconds)
            raise

    def _build_request(
        self, http: AsyncHTTP, state: AsyncRetryState, request: Request, body: RequestBody
    ) -> HTTPRequest:
        content = body.content
        try:
            return http.build_request(
                request.operation.method,
                url(self._config, request, self._options.extra_query),
                headers=request_headers(self._config, body.headers, self._options.extra_headers),
                content=self._within_total_timeout(state, content()) if callable(content) else content,
            )
        except UNSENDABLE as error:
            raise InvalidInputError("request_unsendable", reason=str(error)) from error

    async def _within_total_timeout(self, state: AsyncRetryState, chunks: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
        """Yield the chunks of a body as long as there is time left."""
        async for chunk in chunks:
            state.check(api_host(self._config))
            yield chunk

    async def _exchange(
        self,
        http: AsyncHTTP,
        state: AsyncRetryState,
        http_request: HTTPRequest,
        expected: Expectation,
        bucket: str,
    ) -> RawResponse:
        """Wait for the rate limit, send the request, and read the complete response."""
        operation, host = expected.request.operation, api_host(self._config)
        max_wait = state.max_wait()
        reservation = await self._rate_limiter._reserve(bucket, max_wait)
        timeouts = http_request.extensions["timeout"] = state.timeouts()
        is_bounded = self._options.total_timeout is not None
        trailing = TrailingData()

        async def trace(event: str, info: object) -> None:
            if not event.endswith(".started"):
                if event.endswith("send_request_headers.complete"):
                    await self._rate_limiter._sent(reservation)  # other tasks may have come between
                elif event.endswith(network_streams.OPENED):
                    network_streams.prepare(info)
                return
            # Connecting may have taken a while: the server counts the request when it comes, not when its slot was.
            if event.endswith("send_request_headers.started"):
                await self._rate_limiter._confirm(reservation, max_wait)
            else:
                trailing.trace(event)
            if is_bounded:
                timeouts.update(state.timeouts())

        http_request.extensions["trace"] = trace
        state.sent += 1
        started = time.monotonic()
        try:
            with telemetry.request_span(http_request, operation.path, resend=state.sent - 1) as record_status:
                response, content = await run_shielded_within(
                    state.remaining(), self._receive, http, state, http_request, expected, trailing
                )
                record_status(response.status_code)
        except BaseException as error:
            self._rate_limiter._release(reservation)
            if isinstance(error, TimeoutError) and state.is_over():
                raise state.timed_out(host) from error
            if not isinstance(error, TransportError):
                raise
            raise connection_error(error, host, state.in_force(timeouts)) from error
        finally:
            state.rate_limit_wait += reservation.waited
        await self._rate_limiter._mark_done(reservation)
        state.info = response_info(
            response,
            self._config,
            duration=time.monotonic() - started,
            rate_limit_wait=state.rate_limit_wait,
            attempts=state.sent,
        )
        return RawResponse(state.info, content)

    async def _receive(
        self,
        http: AsyncHTTP,
        state: AsyncRetryState,
        http_request: HTTPRequest,
        expected: Expectation,
        trailing: TrailingData,
    ) -> tuple[HTTPResponse, bytes]:
        async with self._connections.slot:
            response = await http.send(http_request, auth=None, follow_redirects=False, stream=True)
            trailing.response = response
            try:
                return response, await self._read(state, response, expected)
            finally:
                await response.aclose()

    async def _read(self, state: AsyncRetryState, response: HTTPResponse, expected: Expectation) -> bytes:
        """Read the body, up to a limit. Of an error's body, the beginning is enough."""
        if response.is_stream_consumed:  # by a transport of the user's own
            return response.content
        # `is_success` of httpx would take four calls more, on the way of every request.
        max_size = MAX_RESPONSE_SIZE if 200 <= response.status_code < 300 else MAX_ERROR_SIZE  # noqa: PLR2004
        decoder = BoundedDecoder(response.headers.get("content-encoding"), max_size)
        async for chunk in response.aiter_raw():
            decoder.feed(chunk)
            if decoder.too_large or decoder.broken:
                break
            state.check(api_host(self._config))
        if (decoder.too_large or decoder.broken) and response.is_success:
            key = self._config.api_key
            content = redact_echo(decoder.beginning, key.encode(), expected.document)
            info = response_info(response, self._config)
            cls = ResponseTooLargeError if decoder.too_large else InvalidResponseError
            raise unexpected_response(cls, expected, info, content)
        return decoder.content
