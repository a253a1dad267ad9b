"""The URL that names a quota store. No I/O."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath
from typing import Final
from urllib.parse import unquote, urlsplit

from ..errors import ConfigurationError

MEMORY: Final = "memory://"
_CLUSTER: Final = ("", "cluster=true")


def store_url(url: str | None) -> str:
    """The URL of a store, its scheme in lower case.

    Args:
        url: `memory://`, `sqlite:///PATH`, `redis://HOST:PORT/DB` (for a cluster with `?cluster=true`),
            `rediss://HOST:PORT/DB` or `unix:///PATH`.

    Raises:
        ConfigurationError: It is none of these (code `rate_limit_store_invalid`). The value is not shown: it may hold a
            password.
    """
    if not isinstance(url, str):
        raise ConfigurationError("rate_limit_store_invalid")
    try:
        parts = urlsplit(url)
        _ = parts.port  # reading it checks it
    except ValueError:
        raise ConfigurationError("rate_limit_store_invalid") from None  # the cause quotes the value
    known = (
        url.lower() == MEMORY
        or (parts.scheme == "sqlite" and not parts.netloc and bool(parts.path.strip("/")))
        or (parts.scheme in ("redis", "rediss") and bool(parts.hostname) and parts.query in _CLUSTER)
        or (parts.scheme == "unix" and bool(parts.path) and not parts.query)
    )
    if not known:
        raise ConfigurationError("rate_limit_store_invalid")
    return f"{parts.scheme}{url[len(parts.scheme) :]}"


def sqlite_path(url: str) -> Path:
    """The file of an `sqlite:///PATH` URL. It is absolute: one that began in the current directory would not be shared.

    Args:
        url: Such as `sqlite:///var/lib/shop/quotas.sqlite`, or `sqlite:///C:/shop/quotas.sqlite`.
    """
    drive = unquote(urlsplit(url).path).lstrip("/")
    return Path(drive) if PureWindowsPath(drive).drive else Path("/" + drive)


def shown(url: str) -> str:
    """A URL without user name, password and query: fit for a message.

    Args:
        url: The URL of a store.
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
