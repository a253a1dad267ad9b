"""Arguments that cannot be sent are refused before a request is made. Pure functions."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from .errors import InvalidInputError

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")


def source_id(value: str) -> str:
    """A source id that makes one segment of a path.

    Raises:
        InvalidInputError: `source_id_invalid`.
    """
    return _segment(value, "source_id_invalid")


def report_id(value: str) -> str:
    """A report id that makes one segment of a path.

    Raises:
        InvalidInputError: `report_id_invalid`.
    """
    return _segment(value, "report_id_invalid")


def _segment(value: str, code: str) -> str:
    if not isinstance(value, str) or value in ("", ".", "..") or "/" in value or _CONTROL.search(value):
        raise InvalidInputError(code, value=value)
    return value


def origin_path(value: str) -> str:
    """An origin path without a leading slash; that it may have one is seen in captures.

    Raises:
        InvalidInputError: `origin_path_invalid`: an empty segment, "." or "..", or a control character.
    """
    path = value.removeprefix("/") if isinstance(value, str) else ""
    if _CONTROL.search(path) or any(segment in ("", ".", "..") for segment in path.split("/")):
        raise InvalidInputError("origin_path_invalid", value=value)
    return path


def purge_url(value: str) -> str:
    """A whole URL.

    Raises:
        InvalidInputError: `purge_url_invalid`.
    """
    try:
        parts = urlsplit(value)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname)
    except (ValueError, AttributeError):
        whole = False
    if not whole or _CONTROL.search(value):
        raise InvalidInputError("purge_url_invalid", value=value)
    return value


def timeout(value: float | None) -> float | None:
    """A time-out in seconds above zero, or None for no limit.

    Raises:
        InvalidInputError: `timeout_invalid`.
    """
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float) or not value > 0):
        raise InvalidInputError("timeout_invalid", value=value)
    return value


def readable_file(path: Path) -> Path:
    """A file that exists.

    Raises:
        InvalidInputError: `file_not_found`, or `file_unreadable` for a folder.
    """
    if not path.exists():
        raise InvalidInputError("file_not_found", path=str(path))
    if not path.is_file():
        raise InvalidInputError("file_unreadable", path=str(path))
    return path
