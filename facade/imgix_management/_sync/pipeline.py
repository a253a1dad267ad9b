# Derived from facade/imgix_management/_async/pipeline.py by `invoke sync`. Do not edit.
"""Send API calls: validate arguments, run hooks, retry, log, and stamp errors. Every call passes through here once."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from .._core import jsonapi, operations, telemetry
from .._core.blocking import SyncSleep, call_directly, call_within, no_event_loop
from .._core.config import Config
from .._core.connections import Connections
from .._core.hooks import HookList
from .._core.jsonapi import Document
from .._core.options import Options
from .._core.redaction import hide_in_error
from .._core.responses import READ_METHOD
from .._core.transport import SyncHTTP
from .._models.resources import ResponseInfo
from ..errors import Call, ClientStateError, ImgixError, InvalidInputError
from ..errors.base import outcome_note
from .rate_limiter import RateLimiter
from .retry_state import RetryState
from .sender import Content, RequestBody, Sender

if TYPE_CHECKING:
    from imgix_openapi.types import Request

T = TypeVar("T")
E = TypeVar("E", bound=ImgixError)


class Pipeline:
    """The calls of one client.

    Attributes:
        config: The client's settings.
        options: Time-outs and retries.
        connections: The httpx client, shared with other pipelines of the client.
        account: A hash of the account, or of the API key, and of the base URL.
        rate_limiter: Keeps the rate limits.
        retry_state: Makes the state of one call; tests replace its clock.
        clock: Returns the seconds by which waits for a resource end.
        sleep: Sleeps between the calls of such a wait.
    """

    def __init__(
        self,
        config: Config,
        rate_limiter: RateLimiter,
        connections: Connections[SyncHTTP],
        options: Options,
        hooks: HookList,
        *,
        account: str,
    ) -> None:
        self.config = config
        self.account = account
        self.options = options
        self.connections = connections
        self.rate_limiter = rate_limiter
        self.retry_state: Callable[..., RetryState] = RetryState
        self.clock: Callable[[], float] = time.monotonic
        self.sleep: SyncSleep = time.sleep
        self._hooks = hooks

    def with_options(self, options: Options) -> Pipeline:
        """Return the same pipeline with other options."""
        other = copy.copy(self)
        other.options = options
        return other

    def observed(self, rate_limiter: RateLimiter, sleep: SyncSleep) -> Pipeline:
        """Return the same pipeline for one item of a job.

        Args:
            rate_limiter: Keeps the same rate limits, and reports when the item waits.
            sleep: Sleeps for a number of seconds before a retry.
        """
        other = copy.copy(self)
        other.rate_limiter = rate_limiter
        other.retry_state = partial(self.retry_state, sleep=sleep)
        return other

    def within(self, seconds: float) -> Pipeline:
        """Return the same pipeline with an upper bound of its total time-out, in seconds."""
        total = self.options.total_timeout
        return self.with_options(replace(self.options, total_timeout=min(seconds, total or seconds)))

    def request(self, function: Callable[..., Request], *args: Any, **kwargs: Any) -> Request:  # noqa: ANN401
        """Build the request of a generated operation.

        Args:
            function: The `request` function of a module in `imgix_openapi.api`.
            *args: Its path parameters.
            **kwargs: Its query parameters.

        Raises:
            InvalidInputError: A path parameter is not valid.
        """
        with self.localized():
            return operations.build_request(function, args, kwargs)

    def call(
        self,
        request: Request,
        *,
        attributes: Mapping[str, Any] | None = None,
        type_: str = "",
        id_: str | None = None,
        document: Mapping[str, Any] | None = None,
        content: bytes | Content | None = None,
        content_headers: Mapping[str, str] | None = None,
        accept_duplicate: bool = False,
    ) -> Document:
        """Make a call within its rate limit, and retry it where that may help and does no harm.

        Args:
            request: The request, from `request`.
            attributes: The attributes of a resource to send.
            type_: The type of that resource.
            id_: Its id; None for a new one.
            document: A complete JSON:API document to send instead.
            content: Raw bytes to send instead, or a function that returns them for each attempt.
            content_headers: Headers that describe `content`.
            accept_duplicate: Whether the status by which the contract marks a repetition counts as success.

        Raises:
            InvalidInputError: What is to be sent cannot be written as JSON.
            ImgixError: The call failed.
        """
        if attributes is not None:
            document = jsonapi.build_document(type_, attributes, id_)
        body = RequestBody(content, content_headers or {})
        if document is not None:
            with self.localized():
                encoded = jsonapi.encode(document)
            body = RequestBody(encoded, {"Content-Type": jsonapi.MEDIA_TYPE}, encoded)
        operation = request.operation
        call = self.describe(request)
        state = self.retry_state(self.options, repeatable=operation.repeatable)
        sender = Sender(self.config, self.rate_limiter, self.connections, self.options)
        is_write = operation.method != READ_METHOD
        return self.run(call, state, lambda: sender.send(state, request, body, accept_duplicate), is_write=is_write)

    def describe(self, request: Request) -> Call:
        """Return a call as hooks, the log and errors show it."""
        return operations.describe(request, self.config)

    def run(self, call: Call, state: RetryState, attempt: Callable[[], T], *, is_write: bool) -> T:
        """Make the attempts of a call, or of a transfer to or from storage, with hooks and a line in the log.

        Args:
            call: What hooks, the log and errors show.
            state: Its retries and times.
            attempt: Makes one attempt.
            is_write: Whether the call changes something at imgix, so that its outcome can be unknown.

        Raises:
            ClientStateError: The client cannot be used here.
            ImgixError: How the last attempt ended.
        """
        self.check_usable()
        started = time.monotonic()
        for before in self._hooks.before_call:
            call_directly(before, call)
        try:
            result = state.run(attempt)
        except ImgixError as error:
            if is_write and state.may_have_been_processed:
                error.outcome_unknown = True
                error.retryable = error.retryable and state.repeatable
            self.stamp(error, call)
            hide_in_error(error, self.config.api_key)
            self._notify(call, state.info, error, started)
            raise
        except BaseException as error:  # cancelled or interrupted
            if state.sent and is_write:
                error.add_note(outcome_note(call, self.config.language))
            raise
        self._notify(call, state.info, None, started)
        return result

    def stamp(self, error: E, call: Call | None = None) -> E:
        """Write the call and the client's language into an error, and return it."""
        error.language = self.config.language
        error.call = call or error.call
        return error

    @contextmanager
    def localized(self) -> Iterator[None]:
        """Let invalid input, and misuse of the client, be reported in the client's language."""
        try:
            yield
        except (InvalidInputError, ClientStateError) as error:
            self.stamp(error)
            raise

    def check_usable(self) -> None:
        """Check that a call can be made now, in this process and event loop.

        Raises:
            ClientStateError: The client is closed, or its connections belong to another process or event loop.
        """
        with self.localized():
            self.connections.check(no_event_loop())

    def _notify(self, call: Call, info: ResponseInfo | None, error: ImgixError | None, started: float) -> None:
        telemetry.log_call(call, info, error, time.monotonic() - started)
        for after in self._hooks.after_call:
            call_directly(after, call, info, error)

    def transfer(self, call: Call, host: str, attempt: Callable[[RetryState], None], *, repeatable: bool) -> None:
        """Make the attempts of a transfer to or from storage.

        Args:
            call: What hooks, the log and errors show.
            host: The host of the storage.
            attempt: Makes one attempt.
            repeatable: Whether it may be made again after the storage may have taken it.

        Raises:
            ImgixError: How the last attempt ended.
        """
        state = self.retry_state(self.options, repeatable=repeatable)

        def within_total_timeout() -> None:
            try:
                call_within(state.remaining(), attempt, state)
            except TimeoutError as error:
                if not state.is_over():  # of the file that is read or written
                    raise
                raise state.timed_out(host) from error

        self.run(call, state, within_total_timeout, is_write=False)
