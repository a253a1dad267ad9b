"""No response, or one that is not JSON:API."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from .._i18n import gettext_noop
from .base import ImgixError, reason, sanitize
from .status import is_transient

_CAUSE = gettext_noop("Cause: {reason}.")
_EXCERPT = gettext_noop('It begins with "{excerpt}".')


@dataclass(kw_only=True, eq=False, repr=False)
class APIConnectionError(ImgixError):
    """The connection could not be made, or it broke.

    Where the call was to change something and the request may have reached the server, `outcome_unknown` is True and
    `retryable` is False: the call was not repeated, and the message says what to check.

    Attributes:
        host: The host that was called.
        reason: What the underlying library reported, without secrets; empty if nothing.
        sent: Whether any of the request may have reached the server.
    """

    host: str
    reason: str = ""
    sent: bool = True

    code = "connection_failed"
    retryable = True
    _what: ClassVar[str] = gettext_noop("The connection to {host} failed.")
    _advice: ClassVar[str] = gettext_noop("Check the network, any proxy and the base URL, then retry.")

    def __post_init__(self) -> None:
        self.reason = reason(self.reason)

    def _sentences(self) -> Iterator[str]:
        yield self._what
        if self.reason:
            yield _CAUSE
        if not self._in_doubt:
            yield self._advice


@dataclass(kw_only=True, eq=False, repr=False)
class APITimeoutError(APIConnectionError):
    """The server did not respond in time. `outcome_unknown` is as for `APIConnectionError`.

    Attributes:
        host: The host that was called.
        reason: What the underlying library reported, without secrets; empty if nothing.
        sent: Whether any of the request may have reached the server.
        timeout: The time allowed, in seconds, or None if it is not known.
    """

    timeout: float | None = None

    code = "timed_out"
    _what = gettext_noop("{host} did not respond in time.")
    _within: ClassVar[str] = gettext_noop("{host} did not respond within {timeout} s.")
    _advice = gettext_noop("Retry later, or allow more time.")

    def _sentences(self) -> Iterator[str]:
        yield self._what if self.timeout is None else self._within
        if not self._in_doubt:
            yield self._advice


@dataclass(kw_only=True, eq=False, repr=False)
class InvalidResponseError(ImgixError):
    """The response is not a JSON:API document: a proxy's HTML page, for example, or a truncated body.

    Attributes:
        status_code: The HTTP status.
        content_type: The content type as the server named it, or None.
        excerpt: The beginning of the body (at most 200 characters), as text without secrets.
    """

    status_code: int = field()
    content_type: str | None = None
    excerpt: str = ""

    code = "invalid_response"
    _what = gettext_noop("The response (status {status_code}) is not a JSON:API document.")
    _advice = gettext_noop("Check the base URL and any proxy in between.")

    def __post_init__(self) -> None:
        self.content_type = None if self.content_type is None else sanitize(self.content_type, 100)
        self.excerpt = sanitize(self.excerpt, 200)
        self.retryable: bool = is_transient(self.status_code)

    def _sentences(self) -> Iterator[str]:
        yield self._what
        if self.content_type:
            yield gettext_noop("Its content type is {content_type}.")
        yield _EXCERPT if self.excerpt else gettext_noop("Its body is empty.")
        yield self._advice


class ResponseTooLargeError(InvalidResponseError):
    """The response exceeds 32 MiB after decoding, far more than any of the API's. The rest was not read."""

    code = "response_too_large"
    _what = gettext_noop("The response (status {status_code}) is too large to read.")

    def _sentences(self) -> Iterator[str]:
        yield self._what
        if self.excerpt:
            yield _EXCERPT
        yield self._advice
