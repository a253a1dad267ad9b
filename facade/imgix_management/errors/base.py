"""The root of the error tree, and what makes text from outside safe to show.

An error is declared: fields, a code, and sentences whose placeholders are its attributes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar, Final

from .._i18n import DEFAULT_LANGUAGE, Language, gettext, gettext_noop

_SEPARATOR: Final = {"en": " ", "ja": ""}

_MAY_BE_DONE: Final = gettext_noop("The server may still have processed the request.")

UPLOAD_ADVICE: Final = gettext_noop(
    "The largest upload depends on the deployment type: {limits}. Other types take no uploads."
)
"""What to know when a file is refused. Which type a Source has is not known without another request."""

OUTCOME_CHECKS: Final[dict[str, str]] = {
    "createSource": gettext_noop("List the sources and look for one with this name before you create it again."),
    "updateSource": gettext_noop("Get the source and compare it with your changes."),
    "updateAsset": gettext_noop("Get the asset and compare it with your changes."),
    "addAsset": gettext_noop("Add the asset again: if the first call succeeded, the result is a duplicate (409)."),
    "refreshAsset": gettext_noop("Get the asset and compare it with the file in the origin."),
    "publishAsset": gettext_noop("Check the asset in the imgix dashboard."),
    "unpublishAsset": gettext_noop("Check the asset in the imgix dashboard."),
    "uploadAsset": gettext_noop(
        "Get the asset with this origin_path and compare it with the file before you upload it again."
    ),
    "openUploadSession": gettext_noop(
        "If a session was opened, it holds no file and its id is lost; open a new session."
    ),
    "closeUploadSession": gettext_noop("Get the session with uploads.sessions.get() and check its status."),
    "cancelUploadSession": gettext_noop("Get the session with uploads.sessions.get() and check its status."),
    "createPurge": gettext_noop("Purge again; wait at least 10 s between purges of the same URL."),
}
"""Operation -> what to check if the outcome is unknown. Operations that only read are not listed."""


@dataclass(frozen=True, slots=True)
class Call:
    """An API call, or a transfer to or from storage. Its text names operation and item: `getAsset cats/tom.jpg`.

    Attributes:
        operation: The operationId, such as `getSource`.
        method: The HTTP method.
        path: The path, without the query.
        item: The item in the path, such as an origin path or an id; None for a path without one.
    """

    operation: str
    method: str
    path: str
    item: str | None = None

    def __str__(self) -> str:
        return f"{self.operation} {sanitize(self.item)}" if self.item else self.operation


@dataclass(kw_only=True, eq=False, repr=False)
class ImgixError(Exception):
    """The root of all errors of this library.

    Attributes:
        code: A stable name of what went wrong, such as `not_found`. It is the same in every language.
        call: The call of the API that failed: operation, method, path and item. None if the error has none.
        language: The language of `str(error)`; None stands for English.
        status_code: The HTTP status of the response, or None if there was none.
        title: The kind of error in the server's words, or None.
        detail: What went wrong in the server's words, or None.
        request_id: The request's id for imgix support, or None.
        retryable: Whether the same call may succeed later without a change, and can be repeated without harm.
            False where `outcome_unknown`, unless the operation can be repeated.
        retry_after: The seconds to wait as the server named them, or None. No such header is documented.
        attempts: The requests that were sent for the call, including retries; 0 if none was.
        outcome_unknown: Whether the call was to change something, and the server may have processed it although
            the call failed. The message then says what to check.
    """

    call: Call | None = None
    language: Language | None = None
    code: str = field(default="error", init=False)
    status_code: int | None = field(default=None, init=False)
    title: str | None = field(default=None, init=False)
    detail: str | None = field(default=None, init=False)
    request_id: str | None = field(default=None, init=False)
    retryable: bool = field(default=False, init=False)
    retry_after: float | None = field(default=None, init=False)
    attempts: int = field(default=0, init=False)
    outcome_unknown: bool = field(default=False, init=False)

    _what: ClassVar[str] = gettext_noop("Something went wrong in the imgix client.")
    _advice: ClassVar[str] = gettext_noop("See the cause of this error.")

    @property
    def operation(self) -> str | None:
        """The operationId of the call, such as `getSource`, or None."""
        return self.call.operation if self.call else None

    def message(self, language: Language | None = None) -> str:
        """Say what happened and what to do next.

        Args:
            language: The language of the text; None takes that of the error. `en+ja` gives English, then
                Japanese on a new line.
        """
        language = language or self.language or DEFAULT_LANGUAGE
        if language == "en+ja":
            return f"{self.message('en')}\n{self.message('ja')}"
        values = self._values()
        sentences = (gettext(text, language, **values) for text in (*self._sentences(), *self._outcome()))
        text = _SEPARATOR[language].join(sentences)
        return f"{self.call}: {text}" if self.call else text

    def _sentences(self) -> Iterator[str]:
        """Yield the sentences of the message, in English, each complete in itself."""
        yield self._what
        if not self._in_doubt:
            yield self._advice

    def _values(self) -> dict[str, object]:
        """What the placeholders of the sentences stand for."""
        return {name: shown(value) for name, value in vars(self).items()}

    @property
    def _in_doubt(self) -> bool:
        """Whether to check the outcome first, so that advice to retry would do harm."""
        return self.outcome_unknown and not self.retryable

    def _outcome(self) -> Iterator[str]:
        if self.outcome_unknown:
            yield from _what_to_check(self.operation)

    def __str__(self) -> str:
        return self.message()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.message('en')!r}, code={self.code!r})"

    def __reduce__(self) -> tuple[object, ...]:
        # Without this, an error with keyword-only arguments cannot be unpickled. The cause is left behind:
        # it belongs to other libraries and may hold the request, and with it the API key.
        return _blank, (type(self),), self.__dict__.copy()


def outcome_note(call: Call, language: Language) -> str:
    """Say what to check after a call that was cancelled once it had been sent.

    Args:
        call: The call.
        language: The language of the text.
    """
    if language == "en+ja":
        return f"{outcome_note(call, 'en')}\n{outcome_note(call, 'ja')}"
    sentences = (gettext(text, language) for text in _what_to_check(call.operation))
    return f"{call}: {_SEPARATOR[language].join(sentences)}"


def _what_to_check(operation: str | None) -> Iterator[str]:
    yield _MAY_BE_DONE
    if operation in OUTCOME_CHECKS:
        yield OUTCOME_CHECKS[operation]


def _blank(cls: type[ImgixError]) -> ImgixError:
    return cls.__new__(cls)


def shown(value: object) -> object:
    """Make a value fit for a placeholder: text is sanitized, seconds are written without needless digits."""
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".")
    return sanitize(value) if isinstance(value, str) else value


_SECRETS = (
    (re.compile(r"(?i)\b(bearer\s+)[^\s\"'<>]{16,}"), r"\1***"),
    (re.compile(r"(?i)\bak_[\w-]+|ak_[0-9a-f]{16,}"), "***"),
    # JSON members such as secure_url_token, s3_secret_key or password, cut off or not.
    (
        re.compile(
            r'(?i)("[^"]{0,60}(?:token|secret|password|access_key|sas_string)[^"]{0,60}"\s*:\s*")(?:[^"\\]|\\.)*'
        ),
        r"\1***",
    ),
    # The user info, and the query, of a URL: where signatures are.
    (re.compile(r"(?i)(\bhttps?://)[^\s/?#@\"'<>]+@"), r"\1***@"),
    (re.compile(r"(?i)(\bhttps?://[^\s?#\"'<>]+\?)[^\s\"'<>]+"), r"\1***"),
)

WINDOW: Final = 4096
"""Characters examined: more than are shown, so that no secret is cut in half before it is recognised."""


def mask_secrets(text: str) -> str:
    """Return text without what looks like a secret: keys, tokens, passwords, and the signatures of URLs."""
    for pattern, replacement in _SECRETS:
        text = pattern.sub(replacement, text)
    return text


def sanitize(text: str, limit: int = 300) -> str:
    """Make text from outside safe for a message: without secrets, on one line, of bounded length.

    Args:
        text: Text of the server, or of an underlying library.
        limit: The greatest length, in characters.
    """
    text = mask_secrets(text[:WINDOW])
    text = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def excerpt(content: bytes, *secrets: str) -> str:
    """Return the beginning of a body as text safe for a message: at most 200 characters.

    Args:
        content: The body, or its beginning.
        *secrets: Strings that must not appear, such as the API key.
    """
    for secret in filter(None, secrets):
        content = content.replace(secret.encode(), b"***")
    return sanitize(content[: 4 * WINDOW].decode("utf-8", "replace"), 200)


def reason(text: str) -> str:
    """Return what an underlying library reported, safe for a sentence of ours, which brings its own full stop."""
    return sanitize(text).rstrip(".")
