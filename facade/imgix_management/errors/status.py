"""Responses with an error status, read from JSON:API error documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, ClassVar, Final

from .._i18n import Language, LocalizedText, bilingual, gettext_noop, listing
from .base import UPLOAD_ADVICE, Call, ImgixError, excerpt, sanitize, shown
from .headers import Headers, http_date


@dataclass(frozen=True, slots=True)
class ErrorObject:
    """One member of `errors` in a response; whatever is missing or of another type is None.

    Attributes:
        detail: What went wrong, in the server's words.
        id: The request's id, by which imgix support may trace it (documented).
        status: The HTTP status, a string on the wire (documented).
        title: The kind of error. It differs between sources for the same error: do not match on it.
        meta: Further members; empty in every sample seen.
        raw: The object as it was sent, including members unknown to this library.
    """

    detail: str | None = None
    id: str | None = None
    status: int | None = None
    title: str | None = None
    meta: Mapping[str, Any] = field(default_factory=dict, hash=False)
    raw: Mapping[str, Any] = field(default_factory=dict, hash=False, repr=False)


@dataclass(frozen=True, slots=True)
class OperationInfo:
    """What the contract says of the operation that was called.

    Attributes:
        permissions: The names of the permissions it needs, all of them.
        bucket: Its rate-limit bucket.
        limit: The requests that bucket allows in each period.
        period: The length of that period, in seconds.
        largest_uploads: For an upload, its greatest size by deployment type; else None.
    """

    permissions: tuple[LocalizedText, ...]
    bucket: str
    limit: int
    period: float
    largest_uploads: LocalizedText | None = None


_TOO_LARGE: Final = frozenset([400, 413, 422])
"""Statuses that may refuse an upload for its size. Which one imgix uses is not known."""


@dataclass(kw_only=True, eq=False, repr=False)
class APIStatusError(ImgixError):
    """A response with an error status; this class itself stands for a status without its own class.

    Attributes:
        status_code: The HTTP status.
        title: The first title among `errors`, or None.
        detail: The first detail among `errors`, or None.
        request_id: The request's id for imgix support, or None if the response had none.
        errors: All error objects of the response.
        headers: The headers of the response, names in lower case, without any that could hold a secret.
        excerpt: Where the response is no JSON:API error document, such as a proxy's page: its beginning (at most
            200 characters), without secrets; else None.
        operation_info: What the contract says of the operation, or None if it is not known.
    """

    status_code: int = field()
    errors: tuple[ErrorObject, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    excerpt: str | None = None
    operation_info: OperationInfo | None = None

    code = "unexpected_status"
    _what: ClassVar[str] = gettext_noop("Unexpected status ({status_code}).")
    _advice: ClassVar[str] = gettext_noop("Check the arguments of the call, the base URL and any proxy in between.")

    def __post_init__(self) -> None:
        self.title: str | None = next((error.title for error in self.errors if error.title), None)
        self.detail: str | None = next((error.detail for error in self.errors if error.detail), None)
        self.request_id: str | None = next((error.id for error in self.errors if error.id), None)
        self.headers = _harmless(self.headers)
        self.excerpt = sanitize(self.excerpt, 200) if self.excerpt else None
        self.retryable: bool = is_transient(self.status_code)
        self.retry_after: float | None = retry_after(self.headers)

    def _sentences(self) -> Iterator[str]:
        yield self._what
        if any(error.detail or error.title for error in self.errors):
            yield gettext_noop('Server message: "{server_message}"')
        elif self.excerpt:
            yield gettext_noop('The response begins with "{excerpt}".')
        yield from self._next_steps()
        if self.request_id:
            yield gettext_noop("Request id: {request_id}")

    def _next_steps(self) -> Iterator[str]:
        if not self._in_doubt:
            yield self._advice
        if self._largest_uploads and self.status_code in _TOO_LARGE:
            yield UPLOAD_ADVICE

    @property
    def _largest_uploads(self) -> LocalizedText | None:
        return self.operation_info.largest_uploads if self.operation_info else None

    def _values(self) -> dict[str, object]:
        messages = dict.fromkeys(error.detail or error.title for error in self.errors)
        joined = " / ".join(message for message in messages if message)
        return super()._values() | {"server_message": sanitize(joined), "limits": self._largest_uploads}


class BadRequestError(APIStatusError):
    """400: the request failed validation (documented)."""

    code = "bad_request"
    _what = gettext_noop("Bad request (400).")
    _advice = gettext_noop("Check the arguments: a required field may be missing, or a value may not be allowed.")


class AuthenticationError(APIStatusError):
    """401: the API key was not accepted (documented)."""

    code = "authentication_failed"
    _what = gettext_noop("Unauthorized (401): the API key was not accepted.")
    _advice = gettext_noop("Check the key. API keys are created in the API Keys view of the imgix dashboard.")


class PermissionDeniedError(APIStatusError):
    """403: the key lacks a permission (seen in code, not documented)."""

    code = "permission_denied"
    _what = gettext_noop("Permission denied (403).")
    _advice = gettext_noop(
        "Use a key with the required permission. API keys are created in the API Keys view of the imgix "
        "dashboard; a key cannot have more permissions than the user who creates it."
    )

    @property
    def permissions(self) -> tuple[LocalizedText, ...]:
        """The names of the permissions the operation needs, all of them; empty if they are not known."""
        return self.operation_info.permissions if self.operation_info else ()

    def _next_steps(self) -> Iterator[str]:
        if self.permissions:
            yield gettext_noop("Required permission: {permissions}.")
        yield from super()._next_steps()

    def _values(self) -> dict[str, object]:
        return super()._values() | {"permissions": listing(self.permissions)}


class NotFoundError(APIStatusError):
    """404: there is no such resource, or no such path (documented)."""

    code = "not_found"
    _what = gettext_noop("Not found (404).")
    _advice = gettext_noop("Check the ids and paths in the call, and whether the API key belongs to the right account.")


class MethodNotAllowedError(APIStatusError):
    """405: the path does not support this method (documented)."""

    code = "method_not_allowed"
    _what = gettext_noop("Method not allowed (405).")
    _advice = gettext_noop("Check the base URL; if it is right, look for a newer version of this library.")


class ConflictError(APIStatusError):
    """409: the call conflicts with the current state.

    A duplicate purge, which still succeeds (documented), and an asset that was added before (seen in captures) raise
    it only where they are sent by `client.request` or `client.operation`.
    """

    code = "conflict"
    _what = gettext_noop("Conflict (409).")
    _advice = gettext_noop("Get the resource again and compare it with your changes.")
    _advice_by_operation: ClassVar[dict[str, str]] = {
        "createPurge": gettext_noop(
            "The same URL was purged a moment ago, and this purge still succeeds. "
            "Wait at least 10 s between purges of the same URL."
        ),
        "addAsset": gettext_noop("The asset was added before."),
    }

    def _next_steps(self) -> Iterator[str]:
        yield self._advice_by_operation.get(self.operation or "", self._advice)


class RateLimitError(APIStatusError):
    """429: more requests than the bucket of the operation allows (documented)."""

    code = "rate_limited"
    _what = gettext_noop("Rate limit exceeded (429).")
    _advice = gettext_noop("Other programs that use the same account may be using up the same limit.")
    _rate: ClassVar[str] = gettext_noop("{limit} in {period} s")
    _rates: ClassVar[dict[float, str]] = {
        1: gettext_noop("{limit} per second"),
        60: gettext_noop("{limit} per minute"),
        3600: gettext_noop("{limit} per hour"),
    }

    @property
    def bucket(self) -> str | None:
        """The rate-limit bucket, or None if it is not known."""
        return self.operation_info.bucket if self.operation_info else None

    @property
    def limit(self) -> int | None:
        """The requests that the bucket allows in each period, or None if it is not known."""
        return self.operation_info.limit if self.operation_info else None

    @property
    def period(self) -> float | None:
        """The length of the period in seconds, or None if it is not known."""
        return self.operation_info.period if self.operation_info else None

    def _next_steps(self) -> Iterator[str]:
        if self.period is not None:
            yield gettext_noop("The limit of the bucket {bucket} is {rate}.")
        if self.retry_after is not None:
            yield gettext_noop("The server asks to wait {retry_after} s.")
        elif self.period is not None:
            yield gettext_noop(
                "The server did not say when to continue; without further requests, {period} s should be enough."
            )
        else:
            yield gettext_noop("The server did not say when to continue: wait before the next request.")
        yield from super()._next_steps()

    def _values(self) -> dict[str, object]:
        values = super()._values()
        if self.period is None:
            return values
        period = shown(self.period)
        rate = bilingual(self._rates.get(self.period, self._rate), limit=self.limit, period=period)
        return values | {"bucket": self.bucket, "period": period, "rate": rate}


class ServerError(APIStatusError):
    """500 to 599: the server, or something in front of it, failed (500 is documented)."""

    code = "server_error"
    _what = gettext_noop("Server error ({status_code}).")
    _advice = gettext_noop("Retry later. If the error persists, ask imgix support.")
    _advice_with_id: ClassVar[str] = gettext_noop(
        "Retry later. If the error persists, give imgix support the request id: it may help them find the cause."
    )

    def _next_steps(self) -> Iterator[str]:
        if not self._in_doubt:
            yield self._advice_with_id if self.request_id else self._advice


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
    status_code: int,
    body: object = None,
    content: bytes = b"",
    headers: Mapping[str, str] | None = None,
    operation_info: OperationInfo | None = None,
    call: Call | None = None,
    language: Language | None = None,
) -> APIStatusError:
    """Make the error for a response with an error status.

    Args:
        status_code: The HTTP status.
        body: The decoded JSON of the response, of whatever shape, or None.
        content: The body as it arrived; its beginning is kept if it is no error document.
        headers: The headers of the response.
        operation_info: What the contract says of the operation.
        call: The call that failed.
        language: The client's language.
    """
    errors = _error_objects(body)
    return _CLASSES.get(status_code, APIStatusError)(
        status_code=status_code,
        errors=errors,
        headers=headers or {},
        excerpt=None if errors else excerpt(content),
        operation_info=operation_info,
        call=call,
        language=language,
    )


def is_transient(status_code: int) -> bool:
    """Whether the same call may get another response later, where it got this status now."""
    return status_code in {429, 500, 502, 503, 504} or status_code in range(520, 600)


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


def _harmless(headers: Mapping[str, str]) -> Headers:
    """Copy headers without cookies, credentials and links, which may be signed."""
    unsafe = r"(?i)auth|cookie|token|secret|key|signature|location|^link$"
    return Headers({name: value for name, value in headers.items() if not re.search(unsafe, name)})


_LONGEST_WAIT: Final = 1e9
_MOST_DIGITS: Final = 9


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Read Retry-After: seconds, or a date, which counts from the response's own Date, or else from now.

    The longest of several counts, and one of more than nine digits means a long time, not none.

    Args:
        headers: The headers of the response, names in lower case.
    """
    value = headers.get("retry-after", "").strip()
    seconds = [part.strip() for part in value.split(",")]
    if all(re.fullmatch(r"[0-9]+(\.[0-9]+)?", part) for part in seconds):
        return max(
            _LONGEST_WAIT if len(part.partition(".")[0]) > _MOST_DIGITS else float(part[:20]) for part in seconds
        )
    until = http_date(value)
    now = http_date(headers["date"]) if "date" in headers else datetime.now(UTC)
    if until is None or now is None:
        return None
    return max(0.0, (until - now).total_seconds())
