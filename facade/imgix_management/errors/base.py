"""The root of the error tree, and what makes foreign text fit to be shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

from .._i18n import DEFAULT_LANGUAGE, Language, gettext, gettext_noop
from .outcomes import CHECKS, MAY_BE_DONE

_SEPARATOR = {"en": " ", "ja": ""}


@dataclass(frozen=True, slots=True)
class Call:
    """An API call, or a transfer to or from storage.

    Attributes:
        operation: The operationId, such as `getSource`.
        method: The HTTP method.
        path: The path, without the query.
    """

    operation: str
    method: str
    path: str


class ImgixError(Exception):
    """The root of all errors of this library.

    Attributes:
        code: A stable name of what went wrong, such as `not_found`. It is the same in every language.
        operation: The operation of the API that was called, such as `getSource`, or None if there was none.
        call: The call, with its method and path, or None if none was made.
        status: The HTTP status of the answer, or None if there was none.
        title: The kind of error in the server's words, or None.
        detail: What went wrong in the server's words, or None.
        request_id: The request's id for imgix support, or None.
        language: The language that `str(error)` speaks; None stands for English. It may be set later by
            whoever knows the client's language.
        retryable: Whether the same call may succeed later without a change, and can be made again without harm.
            False where `outcome_unknown`, unless the operation can be repeated.
        retry_after: The seconds to wait as the server named them, or None. No such header is documented.
        attempts: The requests that were sent for the call, retries among them; 0 if none was.
        outcome_unknown: Whether the call was to change something, and the server may have done so all the same.
            The message then says what to look at.
    """

    code: str = "error"
    retryable: bool = False
    retry_after: float | None = None
    attempts: int = 0
    outcome_unknown: bool = False
    call: Call | None = None
    status: int | None = None
    title: str | None = None
    detail: str | None = None
    request_id: str | None = None
    _what: ClassVar[str] = gettext_noop("Something went wrong in the imgix client.")
    _next: ClassVar[str] = gettext_noop("Look at the cause of this error.")

    def __init__(self, *, operation: str | None = None, language: Language | None = None) -> None:
        super().__init__()
        self.operation = operation
        self.language = language

    def message(self, language: Language | None = None) -> str:
        """Say what happened and what to do next.

        Args:
            language: The language of the text; None takes that of the error. `en+ja` gives English, then
                Japanese on a new line.
        """
        language = language or self.language or DEFAULT_LANGUAGE
        if language == "en+ja":
            return f"{self.message('en')}\n{self.message('ja')}"
        text = _SEPARATOR[language].join([*self._sentences(language), *self._outcome(language)])
        return f"{self.operation}: {text}" if self.operation else text

    def _sentences(self, language: Language) -> Iterator[str]:
        """Yield the sentences of the message in one language, each complete in itself."""
        yield gettext(self._what, language)
        yield gettext(self._next, language)

    def _outcome(self, language: Language) -> Iterator[str]:
        if self.outcome_unknown:
            yield gettext(MAY_BE_DONE, language)
            if self.operation in CHECKS:
                yield gettext(CHECKS[self.operation], language)

    def __str__(self) -> str:
        return self.message()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.message('en')!r}, code={self.code!r})"

    def __reduce__(self) -> tuple[object, ...]:
        # Without this, an error with keyword-only arguments cannot be unpickled. The cause is left behind:
        # it belongs to other libraries and may hold the request, and with it the API key.
        return _blank, (type(self),), self.__dict__.copy()


def _blank(cls: type[ImgixError]) -> ImgixError:
    return cls.__new__(cls)


_SECRETS = (
    (re.compile(r"(?i)\b(bearer\s+)[^\s\"'<>]{16,}"), r"\1***"),
    (re.compile(r"\bak_[\w-]+"), "***"),
    # JSON members such as secure_url_token, s3_secret_key or password, cut off or not.
    (
        re.compile(
            r'(?i)("[^"]{0,60}(?:token|secret|password|access_key|sas_string)[^"]{0,60}"\s*:\s*")(?:[^"\\]|\\.)*'
        ),
        r"\1***",
    ),
    # The user info, and the query, of a URL: where signatures stand.
    (re.compile(r"(?i)(\bhttps?://)[^\s/?#@\"'<>]+@"), r"\1***@"),
    (re.compile(r"(?i)(\bhttps?://[^\s?#\"'<>]+\?)[^\s\"'<>]+"), r"\1***"),
)

WINDOW: Final = 4096
"""Characters looked at: more than are shown, so that no secret is cut in half before it is recognised."""


def sanitize(text: str, limit: int = 300) -> str:
    """Make text from outside fit for a message: without secrets, on one line, of bounded length.

    Args:
        text: What the server, or a library below, said.
        limit: The greatest length, in characters.
    """
    text = text[:WINDOW]
    for pattern, replacement in _SECRETS:
        text = pattern.sub(replacement, text)
    text = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def excerpt(content: bytes) -> str:
    """The beginning of a body as text fit for a message: at most 200 characters."""
    return sanitize(content[: 4 * WINDOW].decode("utf-8", "replace"), 200)


def seconds(value: float) -> str:
    """Write a number of seconds without needless digits."""
    return f"{value:.3f}".rstrip("0").rstrip(".")
