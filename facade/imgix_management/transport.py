"""All that the facade has to do with httpx, so that a move to a successor is a small change."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import httpx

from .config import is_loopback
from .errors import APIConnectionError, APITimeoutError, ConfigurationError, UnsafeURLError
from .jsonapi import MEDIA_TYPE
from .records import FrozenDict
from .resources import ResponseInfo
from .version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

    from imgix_openapi.types import Request

    from .config import Config

SyncHTTP = httpx.Client
AsyncHTTP = httpx.AsyncClient
Answer = httpx.Response
Http = TypeVar("Http", httpx.Client, httpx.AsyncClient)
UNSENDABLE = (httpx.InvalidURL, UnicodeError)
"""What httpx raises for arguments that make no URL: too long, or no text that UTF-8 can write."""
TransportError = httpx.RequestError  # a broken content-encoding is one, too
USER_AGENT = f"imgix-management/{__version__} (Python {platform.python_version()}; httpx {httpx.__version__})"


def is_local(config: Config) -> bool:
    """Whether the API is on this machine, as a sandbox is."""
    return config.base_url.startswith("http://")  # plain http is allowed there only


def check_base_url(config: Config) -> None:
    """Refuse a base URL whose host httpx cannot write, such as one with an empty label.

    Raises:
        ConfigurationError: `base_url_invalid`.
    """
    try:
        target = httpx.URL(config.base_url)
        _ = target.host  # httpx decodes it only when it is asked for
        target.raw_host.decode("ascii").encode("idna")  # as the look-up of the address does
    except UNSENDABLE as error:
        raise ConfigurationError("base_url_invalid", setting="base_url", language=config.language) from error


def new_client(cls: type[Http], config: Config) -> Http:
    """An httpx client of our own. No proxy of the environment stands between this machine and itself.

    Raises:
        ConfigurationError: The environment names a proxy or certificates that cannot be used
            (`network_settings_invalid`).
    """
    try:
        return cls(trust_env=not is_local(config))
    except (OSError, ValueError, ImportError) as error:
        raise ConfigurationError("network_settings_invalid", reason=str(error), language=config.language) from error


def headers(config: Config, content_type: str | None) -> dict[str, str]:
    """The headers of a call. Redirects are never followed, so that the key goes to no other host."""
    sent = {
        "Accept": MEDIA_TYPE,
        "Authorization": f"Bearer {config.api_key}",
        "User-Agent": USER_AGENT,
    }
    if content_type is not None:
        sent["Content-Type"] = content_type
    return sent


def url(config: Config, request: Request) -> httpx.URL:
    """The whole URL of a call."""
    base = httpx.URL(config.base_url + request.path)
    return base.copy_merge_params(dict(request.params)) if request.params else base


def answer_info(answer: Answer, *, duration: float, quota_wait: float) -> ResponseInfo:
    """The answer apart from its body."""
    names = FrozenDict({name.lower(): value for name, value in answer.headers.items()})
    return ResponseInfo(answer.status_code, names, names.get("x-cloud-trace-context"), duration, quota_wait)


def host_of(url: str) -> str:
    """The host, and the port if there is one, of a URL; empty if it has none."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2]
    except ValueError:
        return ""


def storage_request(
    method: str,
    url: str,
    config: Config,
    *,
    timeout: float | None,
    operation: str,
    headers: Mapping[str, str],
    content: Any = None,  # noqa: ANN401 - an iterable, sync or async
) -> httpx.Request:
    """A request to another host than the API, for a URL that an answer named: nothing of the client goes with it.

    Raises:
        UnsafeURLError: The URL is not https.
    """
    try:
        target = httpx.URL(url)
        # Plain http only from one sandbox to itself: a real answer must not lead to this machine.
        local = is_local(config) and is_loopback(target.host)
        safe = bool(target.host) and (target.scheme == "https" or (target.scheme == "http" and local))
    except (httpx.InvalidURL, TypeError):
        safe = False
    if not safe:
        raise UnsafeURLError(host=host_of(url), operation=operation, language=config.language)
    extensions = {"timeout": httpx.Timeout(timeout).as_dict()}
    sent = {"User-Agent": USER_AGENT, **headers}
    return httpx.Request(method, target, headers=sent, content=content, extensions=extensions)


def connection_error(
    error: httpx.RequestError, config: Config, timeout: float | None, operation: str, host: str | None = None
) -> APIConnectionError:
    """The facade's own error for one of httpx; the host is that of the API unless it is given."""
    host = urlsplit(config.base_url).netloc if host is None else host
    if isinstance(error, httpx.TimeoutException):
        return APITimeoutError(host=host, timeout=timeout, operation=operation, language=config.language)
    return APIConnectionError(
        host=host, reason=str(error) or type(error).__name__, operation=operation, language=config.language
    )
