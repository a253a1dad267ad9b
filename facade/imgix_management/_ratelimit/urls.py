"""The URL that names a rate-limit store. No I/O."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath
from typing import Final
from urllib.parse import unquote, urlsplit

from ..errors import ConfigurationError

MEMORY: Final = "memory://"
_CLUSTER: Final = ("", "cluster=true")


def store_url(url: object) -> str:
    """Check the URL of a store, and return it with its scheme in lower case.

    It is `memory://`, `sqlite:///PATH`, `redis://HOST:PORT/DB` (for a cluster with `?cluster=true`),
    `rediss://HOST:PORT/DB` or `unix:///PATH`.

    Raises:
        ConfigurationError: It is none of these (code `rate_limit_store_invalid`). The value is not shown: it may hold a
            password.
    """
    text = url if isinstance(url, str) else ""
    try:
        parts = urlsplit(text)
        _ = parts.port  # reading it checks it
    except ValueError:
        raise ConfigurationError("rate_limit_store_invalid") from None  # the cause quotes the value
    known = (
        text.lower() == MEMORY
        or (parts.scheme == "sqlite" and not parts.netloc and bool(parts.path.strip("/")))
        or (parts.scheme in ("redis", "rediss") and bool(parts.hostname) and parts.query in _CLUSTER)
        or (parts.scheme == "unix" and bool(parts.path) and not parts.query)
    )
    if not known:
        raise ConfigurationError("rate_limit_store_invalid")
    return f"{parts.scheme}{text[len(parts.scheme) :]}"


def sqlite_path(url: str) -> Path:
    """Return the file of an `sqlite:///PATH` URL, such as `sqlite:///var/lib/shop/limits.sqlite`.

    The path is absolute: a relative one would depend on the current directory, and so not be shared.
    """
    drive = unquote(urlsplit(url).path).lstrip("/")
    return Path(drive) if PureWindowsPath(drive).drive else Path("/" + drive)


def redacted(url: str) -> str:
    """Return the URL without user name, password and query: safe for a message."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
