"""Validate arguments before a request is made. Pure functions."""

from __future__ import annotations

import errno
import re
import stat
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from .._i18n import bilingual, gettext_noop
from ..errors import InvalidInputError

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
"""Control characters, and halves of characters, which UTF-8 cannot write: from undecodable file names, for example."""

_TOKEN: Final = re.compile(r"[\w!#$%&'*+.^`|~-]+", re.ASCII)
_FIELD_VALUE: Final = re.compile(r"(?:[!-~](?:[ -~]*[!-~])?)?")

RESERVED_HEADERS: Final = frozenset(
    ["authorization", "host", "content-length", "content-type", "transfer-encoding", "accept-encoding", "connection"]
)
"""Headers in lower case that `extra_headers` must not replace."""

_MEDIA_TYPE: Final = re.compile(r"[\w!#$&^.+*-]+/[\w!#$&^.+*-]+(?: *;[ -~]*)?", re.ASCII)


OriginPath = str | PurePath
"""Where a file lies in the origin, with or without a leading slash; of a `PurePath`, its POSIX form."""


def source_id(value: str) -> str:
    """Return a source id that forms one segment of a path.

    Raises:
        InvalidInputError: `source_id_invalid`.
    """
    return _segment(value, "source_id_invalid")


def url_to_purge(value: str) -> str:
    """Return a complete URL, with non-ASCII characters after its host percent-encoded.

    Raises:
        InvalidInputError: `url_invalid`.
    """
    scheme, separator, rest = absolute_url(value).partition("://")
    host, *path = re.split("(?=[/?])", rest, maxsplit=1)
    return f"{scheme}{separator}{host}" + re.sub(r"[^\x00-\x7f]+", lambda match: quote(match[0]), "".join(path))


def report_id(value: str) -> str:
    """Return a report id that forms one segment of a path.

    Raises:
        InvalidInputError: `report_id_invalid`.
    """
    return _segment(value, "report_id_invalid")


def session_id(value: str) -> str:
    """Return the id of an upload session that forms one segment of a path.

    Raises:
        InvalidInputError: `session_id_invalid`.
    """
    return _segment(value, "session_id_invalid")


def _segment(value: str, code: str) -> str:
    if not isinstance(value, str) or value in ("", ".", "..") or "/" in value or _CONTROL.search(value):
        raise InvalidInputError(code, value=value)
    return value


def origin_path(value: OriginPath) -> str:
    """Return an origin path without a leading slash, which it may have (seen in captures).

    Raises:
        InvalidInputError: `origin_path_invalid`: an empty segment, "." or "..", a control character, or a drive.
    """
    text: object = value.as_posix() if isinstance(value, PurePath) else value
    path = text.removeprefix("/") if isinstance(text, str) else ""
    drive = value.drive if isinstance(value, PurePath) else ""
    if drive or _CONTROL.search(path) or any(segment in ("", ".", "..") for segment in path.split("/")):
        raise InvalidInputError("origin_path_invalid", value=text)
    return path


def media_type(value: str | None) -> str | None:
    """Return a media type that is valid in a header, or None.

    Raises:
        InvalidInputError: `argument_invalid`.
    """
    if value is None or (isinstance(value, str) and _MEDIA_TYPE.fullmatch(value)):
        return value
    allowed = bilingual(gettext_noop("a media type such as image/png"))
    raise InvalidInputError("argument_invalid", name="content_type", value=value, allowed=allowed)


def absolute_url(value: str) -> str:
    """Return an absolute URL.

    Raises:
        InvalidInputError: `url_invalid`.
    """
    if not isinstance(value, str) or not _is_absolute(value) or value != value.strip() or _CONTROL.search(value):
        raise InvalidInputError("url_invalid", value=value)
    return value


def _is_absolute(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def timeout(value: float | None) -> float | None:
    """Return a time-out in seconds, above zero and within what the system supports; None for no limit.

    Raises:
        InvalidInputError: `timeout_invalid`.
    """
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= threading.TIMEOUT_MAX:
        raise InvalidInputError("timeout_invalid", value=value)
    return value


def seconds(name: str, value: float) -> float:
    """Return a number of seconds, zero or more.

    Raises:
        InvalidInputError: `argument_invalid`.
    """
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < float("inf"):
        allowed = gettext_noop("a number of seconds, zero or more")
        raise InvalidInputError("argument_invalid", name=name, value=value, allowed=bilingual(allowed))
    return value


def boolean(name: str, value: object) -> None:
    """Return True or False.

    Raises:
        InvalidInputError: `argument_invalid`.
    """
    if not isinstance(value, bool):
        allowed = bilingual(gettext_noop("True or False"))
        raise InvalidInputError("argument_invalid", name=name, value=value, allowed=allowed)


def count(name: str, value: int) -> int:
    """Return a whole number, zero or more.

    Raises:
        InvalidInputError: `argument_invalid`.
    """
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        allowed = bilingual(gettext_noop("a whole number, zero or more"))
        raise InvalidInputError("argument_invalid", name=name, value=value, allowed=allowed)
    return value


def choice(name: str, value: str, allowed: Sequence[str]) -> str:
    """Return one of the allowed texts.

    Raises:
        InvalidInputError: `argument_invalid`.
    """
    if value not in allowed:
        raise InvalidInputError("argument_invalid", name=name, value=value, allowed=", ".join(allowed))
    return value


def readable_file(path: Path) -> Path:
    """Return the path of an existing file.

    Raises:
        InvalidInputError: `file_not_found`, or `file_unreadable` for a folder and for what cannot be looked at.
    """
    try:
        # `path.exists()` would say since Python 3.14 that what cannot be looked at is not there.
        mode = path.stat().st_mode
    except ValueError as error:  # a NUL in its name
        raise InvalidInputError("file_not_found", path=str(path)) from error
    except OSError as error:  # else no access to its folder, or a name too long
        absent = error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)
        raise InvalidInputError("file_not_found" if absent else "file_unreadable", path=str(path)) from error
    if not stat.S_ISREG(mode):
        raise InvalidInputError("file_unreadable", path=str(path))
    return path


def content(value: object) -> None:
    """Return raw bytes, or None. A stream that can be read only once could not be sent again.

    Raises:
        InvalidInputError: `content_not_repeatable`.
    """
    if value is not None and not isinstance(value, bytes):
        raise InvalidInputError("content_not_repeatable")


def extra_query(value: object) -> None:
    """Refuse query parameters that are not text.

    Raises:
        InvalidInputError: `argument_invalid`.
    """
    if not isinstance(value, Mapping) or not all(
        isinstance(text, str) and not _CONTROL.search(text) for pair in value.items() for text in pair
    ):
        allowed = bilingual(gettext_noop("a dictionary of text to text"))
        raise InvalidInputError("argument_invalid", name="extra_query", value=value, allowed=allowed)


def extra_headers(value: object) -> None:
    """Refuse headers that cannot be sent, and those that only this library may set.

    Raises:
        InvalidInputError: `argument_invalid`, or `header_reserved`.
    """
    if not isinstance(value, Mapping) or not all(
        isinstance(name, str) and _TOKEN.fullmatch(name) and isinstance(text, str) and _FIELD_VALUE.fullmatch(text)
        for name, text in value.items()
    ):
        allowed = bilingual(gettext_noop("a dictionary of header names to values in printable ASCII"))
        # A header may hold a secret, so its value is not shown.
        raise InvalidInputError("argument_invalid", name="extra_headers", value="***", allowed=allowed)
    for name in value:
        if name.lower() in RESERVED_HEADERS:
            raise InvalidInputError("header_reserved", name=name)


def request_path(value: object) -> str:
    """Return a path below the base URL.

    Raises:
        InvalidInputError: `path_invalid`: a complete URL, a query, a "." or ".." segment, or a control character.
    """
    if (
        not isinstance(value, str)
        or not value.startswith("/")
        or value.startswith("//")
        or _CONTROL.search(value)
        or set(value) & set("?#\\")
        or any(unquote(segment) in (".", "..") for segment in value.split("/"))
    ):
        raise InvalidInputError("path_invalid", value=value)
    return value
