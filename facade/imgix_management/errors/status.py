"""Answers with an error status, read from JSON:API error documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, ClassVar, Final

import attrs

from .._i18n import Language, LocalizedText, gettext, gettext_noop, listing
from .base import ImgixError, excerpt, sanitize, seconds


@attrs.frozen
class ErrorObject:
    """One member of `errors` in an answer; whatever is missing or of another type is None.

    Attributes:
        detail: What went wrong, in the server's words.
        id: The request's id, by which imgix support may trace it (documented).
        status: The HTTP status, a string on the wire (documented).
        title: The kind of error. It differs between sources for the same error: do not match on it.
        meta: Further members; empty in every sample seen.
        raw: The object as it was sent, with members unknown to this library.
    """

    detail: str | None = None
    id: str | None = None
    status: int | None = None
    title: str | None = None
    meta: Mapping[str, Any] = attrs.field(factory=dict, hash=False)
    raw: Mapping[str, Any] = attrs.field(factory=dict, hash=False, repr=False)


@attrs.frozen
class OperationInfo:
    """What an error has to know of the operation that was called.

    Attributes:
        id: Its operationId.
        permissions: The names of the permissions it needs, all of them.
        bucket: Its rate-limit bucket.
        limit: The requests that bucket allows in each period.
        period: The length of that period, in seconds.
    """

    id: str
    permissions: tuple[LocalizedText, ...]
    bucket: str
    limit: int
    period: float


class APIStatusError(ImgixError):
    """An answer with an error status; this class itself stands for a status that has no class of its own.

    Attributes:
        status: The HTTP status.
        title: The first title among `errors`, or None.
        detail: The first detail among `errors`, or None.
        request_id: The request's id for imgix support, or None if the answer had none.
        errors: All error objects of the answer.
        headers: The headers of the answer, names in lower case, without any that could hold a secret.
        excerpt: Where the answer is no JSON:API error document, such as a proxy's page: its beginning (at most 200
            characters), without secrets; else None.
    """

    code = "unexpected_status"
    status: int
    _what: ClassVar[str] = gettext_noop("The server answered {status}, which was not expected here.")
    _next: ClassVar[str] = gettext_noop("Check the arguments of the call, the base URL and any proxy in between.")

    def __init__(
        self,
        *,
        status: int,
        errors: tuple[ErrorObject, ...] = (),
        headers: Mapping[str, str] | None = None,
        excerpt: str | None = None,
        operation: OperationInfo | None = None,
        language: Language | None = None,
    ) -> None:
        super().__init__(operation=operation.id if operation else None, language=language)
        self.excerpt = excerpt
        self._called = operation
        self.status = status
        self.errors = errors
        self.title = next((error.title for error in errors if error.title), None)
        self.detail = next((error.detail for error in errors if error.detail), None)
        self.request_id = next((error.id for error in errors if error.id), None)
        self.headers: Mapping[str, str] = _harmless(headers or {})
        self.retryable = is_transient(status)
        self.retry_after = retry_after(self.headers)

    def _sentences(self, language: Language) -> Iterator[str]:
        yield gettext(self._what, language, status=self.status)
        said = dict.fromkeys(filter(None, (error.detail or error.title for error in self.errors)))
        if said:
            yield gettext('The server says: "{said}"', language, said=sanitize(" / ".join(said)))
        elif self.excerpt:
            yield gettext('The answer begins with "{excerpt}".', language, excerpt=self.excerpt)
        yield from self._advice(language)
        if self.request_id:
            yield gettext("Request id: {request_id}", language, request_id=sanitize(self.request_id, 100))

    def _advice(self, language: Language) -> Iterator[str]:
        yield gettext(self._next, language)


class BadRequestError(APIStatusError):
    """400: the request failed validation (documented)."""

    code = "bad_request"
    _what = gettext_noop("The server answered 400 (bad request).")
    _next = gettext_noop("Correct the arguments: a required field may be missing, or a value may not be allowed.")


class AuthenticationError(APIStatusError):
    """401: the API key was not accepted (documented)."""

    code = "authentication_failed"
    _what = gettext_noop("The server answered 401 (unauthorized): it did not accept the API key.")
    _next = gettext_noop("Check the key. API keys are made in the API Keys view of the imgix dashboard.")


class PermissionDeniedError(APIStatusError):
    """403: the key lacks a permission (seen in code, not documented)."""

    code = "permission_denied"
    _what = gettext_noop("The server answered 403 (permission denied).")
    _next = gettext_noop(
        "Use a key with the permission needed. API keys are made in the API Keys view of the imgix "
        "dashboard; a key cannot have more permissions than the user who makes it."
    )

    @property
    def permissions(self) -> tuple[LocalizedText, ...]:
        """The names of the permissions the operation needs, all of them; empty if they are not known."""
        return self._called.permissions if self._called else ()

    def _advice(self, language: Language) -> Iterator[str]:
        if self.permissions:
            yield gettext("Needed permission: {permissions}.", language, permissions=listing(self.permissions))
        yield from super()._advice(language)


class NotFoundError(APIStatusError):
    """404: there is no such resource, or no such path (documented)."""

    code = "not_found"
    _what = gettext_noop("The server answered 404 (not found).")
    _next = gettext_noop("Check the ids and paths in the call, and whether the API key belongs to the right account.")


class MethodNotAllowedError(APIStatusError):
    """405: the path does not take this method (documented)."""

    code = "method_not_allowed"
    _what = gettext_noop("The server answered 405 (method not allowed).")
    _next = gettext_noop("Check the base URL; if it is right, look for a newer version of this library.")


class ConflictError(APIStatusError):
    """409: the call conflicts with the present state.

    For a purge it may mean a duplicate within a short time, and the purge may still have succeeded
    (documented). For adding an asset it may mean that the asset is there already (seen in code).
    """

    code = "conflict"
    _what = gettext_noop("The server answered 409 (conflict).")
    _next = gettext_noop("Get the resource again and compare it with what the call was to change.")
    _next_by_operation: ClassVar[dict[str, str]] = {
        "createPurge": gettext_noop(
            "The same URL may have been purged a moment ago, and this purge may have succeeded all the same. "
            "Leave at least 10 s between purges of one URL."
        ),
        "addAsset": gettext_noop("The asset may be there already: get it before adding it again."),
    }

    def _advice(self, language: Language) -> Iterator[str]:
        yield gettext(self._next_by_operation.get(self.operation or "", self._next), language)


class RateLimitError(APIStatusError):
    """429: more requests than the bucket of the operation allows (documented)."""

    code = "rate_limited"
    _what = gettext_noop("The server answered 429 (rate limit exceeded).")
    _next = gettext_noop("Other programs that use the same account may use up the same limit.")
    _rate: ClassVar[str] = gettext_noop("{limit} in {period} s")
    _rates: ClassVar[dict[float, str]] = {
        1: gettext_noop("{limit} per second"),
        60: gettext_noop("{limit} per minute"),
        3600: gettext_noop("{limit} per hour"),
    }

    @property
    def bucket(self) -> str | None:
        """The rate-limit bucket, or None if it is not known."""
        return self._called.bucket if self._called else None

    @property
    def limit(self) -> int | None:
        """The requests that the bucket allows in each period, or None if it is not known."""
        return self._called.limit if self._called else None

    @property
    def period(self) -> float | None:
        """The length of the period in seconds, or None if it is not known."""
        return self._called.period if self._called else None

    def _advice(self, language: Language) -> Iterator[str]:
        if self.period is not None:
            rate = self._rates.get(self.period, self._rate)
            yield gettext(
                "The limit of the bucket {bucket} is {rate}.",
                language,
                bucket=self.bucket,
                rate=gettext(rate, language, limit=self.limit, period=seconds(self.period)),
            )
        if self.retry_after is not None:
            yield gettext("The server asks to wait {wait} s.", language, wait=seconds(self.retry_after))
        elif self.period is not None:
            yield gettext(
                "The server did not say when to go on; without further requests, {wait} s should be enough.",
                language,
                wait=seconds(self.period),
            )
        else:
            yield gettext("The server did not say when to go on: wait before the next request.", language)
        yield from super()._advice(language)


class ServerError(APIStatusError):
    """500 to 599: the server, or something before it, failed (500 is documented)."""

    code = "server_error"
    _what = gettext_noop("The server answered {status} (server error).")
    _next = gettext_noop("Try again later. If it goes on, ask imgix support.")
    _next_with_id: ClassVar[str] = gettext_noop(
        "Try again later. If it goes on, give imgix support the request id: it may help them to find the cause."
    )

    def _advice(self, language: Language) -> Iterator[str]:
        yield gettext(self._next_with_id if self.request_id else self._next, language)


_CLASSES: Final[dict[int, type[APIStatusError]]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    405: MethodNotAllowedError,
    409: ConflictError,
    429: RateLimitError,
    **dict.fromkeys(range(500, 600), ServerError),
}


def status_error(
    *,
    status: int,
    body: object = None,
    content: bytes = b"",
    headers: Mapping[str, str] | None = None,
    operation: OperationInfo | None = None,
    language: Language | None = None,
) -> APIStatusError:
    """Make the error for an answer with an error status.

    Args:
        status: The HTTP status.
        body: The decoded JSON of the answer, of whatever shape, or None.
        content: The answer as it came; its beginning is kept if it is no error document.
        headers: The headers of the answer.
        operation: The operation that was called.
        language: The client's language.
    """
    errors = _error_objects(body)
    return _CLASSES.get(status, APIStatusError)(
        status=status,
        errors=errors,
        headers=headers,
        excerpt=None if errors else excerpt(content) or None,
        operation=operation,
        language=language,
    )


def is_transient(status: int) -> bool:
    """Tell whether the same call may get another answer later, where it got this status now."""
    return status in {429, 500, 502, 503, 504} or status in range(520, 600)


def _error_objects(body: object) -> tuple[ErrorObject, ...]:
    errors = body.get("errors") if isinstance(body, dict) else None
    if isinstance(errors, dict):
        errors = [errors]
    if not isinstance(errors, list):
        return ()
    return tuple(_error_object(error) for error in errors if isinstance(error, dict))


def _error_object(raw: dict[str, Any]) -> ErrorObject:
    meta = raw.get("meta")
    status = str(raw.get("status"))
    return ErrorObject(
        detail=_text(raw.get("detail")),
        id=_text(raw.get("id")),
        status=int(status) if re.fullmatch(r"[1-9][0-9]{2}", status) else None,
        title=_text(raw.get("title")),
        meta=meta if isinstance(meta, dict) else {},
        raw=raw,
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _harmless(headers: Mapping[str, str]) -> dict[str, str]:
    """Copy headers without cookies, credentials and links, which may be signed."""
    return {
        name.lower(): value
        for name, value in headers.items()
        if not re.search(r"(?i)auth|cookie|token|secret|key|signature|location|^link$", name)
    }


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Read Retry-After: seconds, or a date, which counts from the answer's own Date, or else from now.

    Args:
        headers: The headers of the answer, names in lower case.
    """
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", value):
        return float(value)
    try:
        now = parsedate_to_datetime(headers["date"]) if "date" in headers else datetime.now(UTC)
        wait = parsedate_to_datetime(value) - now
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return max(0.0, wait.total_seconds())
