"""No answer, or an answer that is not JSON:API."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from .._i18n import Language, gettext, gettext_noop
from .base import ImgixError, excerpt, sanitize, seconds
from .status import is_transient


class APIConnectionError(ImgixError):
    """The connection could not be made, or it broke.

    Attributes:
        host: The host that was called.
        reason: What the library below said, without secrets.
        sent: Whether any of the request may have reached the server.
    """

    code = "connection_failed"
    retryable = True
    _next: ClassVar[str] = gettext_noop("Check the network, any proxy and the base URL, then try again.")

    def __init__(
        self,
        *,
        host: str,
        reason: str,
        sent: bool = True,
        operation: str | None = None,
        language: Language | None = None,
    ) -> None:
        super().__init__(operation=operation, language=language)
        self.host = host
        self.reason = sanitize(reason)
        self.sent = sent

    def _sentences(self, language: Language) -> Iterator[str]:
        yield gettext("The connection to {host} failed.", language, host=self.host)
        if self.reason:
            yield gettext("Cause: {reason}.", language, reason=self.reason.rstrip("."))
        yield gettext(self._next, language)


class APITimeoutError(APIConnectionError):
    """The server did not answer in time.

    Attributes:
        host: The host that was called.
        reason: What the library below said, without secrets; empty if nothing.
        sent: Whether any of the request may have reached the server.
        timeout: The time allowed, in seconds, or None if it is not known.
    """

    code = "timed_out"
    _next: ClassVar[str] = gettext_noop("Try again later, or allow more time.")

    def __init__(
        self,
        *,
        host: str,
        timeout: float | None = None,
        reason: str = "",
        sent: bool = True,
        operation: str | None = None,
        language: Language | None = None,
    ) -> None:
        super().__init__(host=host, reason=reason, sent=sent, operation=operation, language=language)
        self.timeout = timeout

    def _sentences(self, language: Language) -> Iterator[str]:
        if self.timeout is None:
            yield gettext("{host} did not answer in time.", language, host=self.host)
        else:
            yield gettext(
                "{host} did not answer within {timeout} s.",
                language,
                host=self.host,
                timeout=seconds(self.timeout),
            )
        yield gettext(self._next, language)


class OutcomeUnknownError(APIConnectionError):
    """A call that changes something was sent, and then the connection broke or the time was up.

    Nobody can tell whether the server has carried it out, so it was not made again: the message says what to look at.
    The cause, an `APIConnectionError` or an `APITimeoutError`, is `__cause__`.
    """

    code = "outcome_unknown"
    retryable = False
    outcome_unknown = True

    def _sentences(self, language: Language) -> Iterator[str]:
        yield gettext("There was no answer from {host} to a call that had been sent.", language, host=self.host)
        if self.reason:
            yield gettext("Cause: {reason}.", language, reason=self.reason.rstrip("."))


class InvalidResponseError(ImgixError):
    """The answer is not a JSON:API document: a proxy's HTML page, for example, or a body cut off.

    Attributes:
        status: The HTTP status.
        content_type: The content type as the server named it, or None.
        excerpt: The beginning of the body (at most 200 characters), as text without secrets.
    """

    code = "not_json_api"
    status: int
    _next: ClassVar[str] = gettext_noop(
        "Check the base URL and any proxy in between; if both are right, try again later."
    )

    def __init__(
        self,
        *,
        status: int,
        content_type: str | None,
        content: bytes,
        secrets: tuple[str, ...] = (),
        operation: str | None = None,
        language: Language | None = None,
    ) -> None:
        """Keep the beginning of an answer.

        Args:
            status: The HTTP status.
            content_type: The content type, or None.
            content: The body, or its beginning.
            secrets: Strings that must not appear in the excerpt, such as the API key.
            operation: The operation that was called.
            language: The client's language.
        """
        super().__init__(operation=operation, language=language)
        self.status = status
        self.content_type = None if content_type is None else sanitize(content_type, 100)
        self.retryable = is_transient(status)
        for secret in filter(None, secrets):
            content = content.replace(secret.encode(), b"***")
        self.excerpt = excerpt(content)

    def _sentences(self, language: Language) -> Iterator[str]:
        yield gettext("The answer (status {status}) is not a JSON:API document.", language, status=self.status)
        if self.content_type:
            yield gettext("Its content type is {content_type}.", language, content_type=self.content_type)
        if self.excerpt:
            yield gettext('It begins with "{excerpt}".', language, excerpt=self.excerpt)
        else:
            yield gettext("Its body is empty.", language)
        yield gettext(self._next, language)


class ResponseTooLargeError(InvalidResponseError):
    """The answer has more than 32 MiB after decoding, far more than any of the API's. The rest of it was not read.

    Attributes:
        status: The HTTP status.
        content_type: The content type as the server named it, or None.
        excerpt: The beginning of the body (at most 200 characters), as text without secrets.
    """

    code = "answer_too_large"

    def _sentences(self, language: Language) -> Iterator[str]:
        yield gettext("The answer (status {status}) is too large to be read.", language, status=self.status)
        if self.excerpt:
            yield gettext('It begins with "{excerpt}".', language, excerpt=self.excerpt)
        yield gettext(self._next, language)
