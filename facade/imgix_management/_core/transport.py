"""Everything that depends on httpx, so that moving to a successor is a small change."""

from __future__ import annotations

import ssl
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import httpx
from idna import IDNAError

from .._models.base import MASK
from .._models.resources import ResponseInfo
from ..errors import APIConnectionError, APITimeoutError, ConfigurationError, UnsafeURLError
from ..errors.base import sanitize
from ..errors.headers import Headers
from ..version import __version__
from .config import is_loopback
from .jsonapi import MEDIA_TYPE
from .redaction import hide_error, hide_key, hide_query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from imgix_openapi.types import Request

    from .config import Config

SyncHTTP = httpx.Client
AsyncHTTP = httpx.AsyncClient
HTTPResponse = httpx.Response
HTTPRequest = httpx.Request
Http = TypeVar("Http", httpx.Client, httpx.AsyncClient)
UNSENDABLE = (httpx.InvalidURL, UnicodeError)
"""What httpx raises for arguments that make no URL: too long, or no text that UTF-8 can write."""
TransportError = (httpx.RequestError, httpx.InvalidURL, IDNAError)
"""What httpx raises while it sends: also for a broken content-encoding, and for a Location that is no URL or has a host
that cannot be decoded."""
NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)
"""What ends a request before any of it is sent."""
MAX_RESPONSE_SIZE = 32 * 1024**2
"""The maximum size of a response body in bytes, after decoding: about a hundred times that of the longest page."""
MAX_ERROR_SIZE = 64 * 1024
"""What is read of the body of an error, in bytes after decoding. It bounds the objects in it as well."""
PYTHON_VERSION = ".".join(map(str, sys.version_info[:3]))
HTTPX_VERSION = httpx.__version__
USER_AGENT = f"imgix-management/{__version__} (Python {PYTHON_VERSION}; httpx {HTTPX_VERSION})"


def is_local(config: Config) -> bool:
    """Return whether the API is on this machine, as a sandbox is."""
    return config.base_url.startswith("http://")  # plain http is allowed there only


def check_base_url(config: Config) -> None:
    """Refuse a base URL whose host httpx cannot encode, such as one with an empty label.

    Raises:
        ConfigurationError: `base_url_invalid`.
    """
    try:
        target = httpx.URL(config.base_url)
        _ = target.host  # httpx decodes it only when it is asked for
        target.raw_host.decode("ascii").encode("idna")  # as the look-up of the address does
    except UNSENDABLE as error:
        raise ConfigurationError("base_url_invalid", setting="base_url", language=config.language) from error


def client_factory(cls: type[Http], config: Config) -> Callable[[], Http]:
    """Return a function that creates httpx clients. No proxy of the environment is used for this machine itself.

    Certificates are verified, against those of certifi or what `SSL_CERT_FILE` or `SSL_CERT_DIR` names; TLS is 1.2 or
    newer, whatever the settings of the system allow.

    Raises:
        ConfigurationError: The environment names a proxy or certificates that cannot be used
            (`network_settings_invalid`). The function raises it, too.
    """
    trust_env = not is_local(config)
    with _network_settings(config):
        context = httpx.create_ssl_context(trust_env=trust_env)
        context.minimum_version = max(context.minimum_version, ssl.TLSVersion.TLSv1_2)

    def create() -> Http:
        with _network_settings(config):
            http = cls(verify=context, trust_env=trust_env)
        # The API has no cookies. To look for some would be a tenth of the time that httpx needs for a small response.
        http.cookies.extract_cookies = _ignore_cookies  # type: ignore[assignment]
        return http

    return create


def _ignore_cookies(_response: httpx.Response) -> None:
    """Ignore the cookies of a response."""


@contextmanager
def _network_settings(config: Config) -> Iterator[None]:
    try:
        yield
    except (ValueError, httpx.InvalidURL) as error:
        hide_error(error)  # it may quote a proxy's password, or a part of it
        reason = type(error).__name__
        raise ConfigurationError("network_settings_invalid", reason=reason, language=config.language) from None
    except (OSError, ImportError) as error:
        reason = sanitize(str(error))
        raise ConfigurationError("network_settings_invalid", reason=reason, language=config.language) from error


def request_headers(config: Config, content: Mapping[str, str], extra: Mapping[str, str]) -> dict[str, str]:
    """Return the headers of a request to the API. Redirects are never followed, so the key goes to no other host.

    Args:
        config: The client's settings.
        content: Headers that describe the body.
        extra: Further headers of the user; they replace ours of the same name.
    """
    hide_key(config)
    replaced = {name.lower() for name in extra}
    headers = {
        "Accept": MEDIA_TYPE,
        "Accept-Encoding": "gzip",  # others may unpack more than `MAX_RESPONSE_SIZE` at once
        "Authorization": f"Bearer {config.api_key}",
        "User-Agent": user_agent(config),
        **content,
    }
    return {**{name: value for name, value in headers.items() if name.lower() not in replaced}, **extra}


def user_agent(config: Config) -> str:
    """Return the header User-Agent."""
    return f"{USER_AGENT} {config.user_agent_suffix}" if config.user_agent_suffix else USER_AGENT


def url(config: Config, request: Request, extra_query: Mapping[str, str]) -> httpx.URL:
    """Return the complete URL of a request to the API."""
    base = httpx.URL(config.base_url + request.path_in(config.path_variants))
    params = {**request.params, **extra_query}
    return base.copy_merge_params(params) if params else base


def response_info(
    response: HTTPResponse,
    config: Config,
    *,
    duration: float = 0.0,
    rate_limit_wait: float = 0.0,
    attempts: int = 1,
) -> ResponseInfo:
    """Return the metadata of a response, without its body; an API key that it repeats is masked."""
    masked = Headers({name: value.replace(config.api_key, MASK) for name, value in response.headers.items()})
    request_id = masked.get("x-request-id") or masked.get("x-cloud-trace-context")
    return ResponseInfo(response.status_code, masked, request_id, duration, rate_limit_wait, attempts)


def api_host(config: Config) -> str:
    """Return the host of the API, and the port if there is one."""
    return urlsplit(config.base_url).netloc


def host_of(url: str) -> str:
    """Return the host of a URL, and the port if there is one; empty if it has none."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2]
    except ValueError:
        return ""


def path_of(url: str) -> str:
    """Return the path of a URL, without the query where signatures are; empty if it has none."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def storage_request(
    method: str,
    url: str,
    config: Config,
    *,
    timeouts: Mapping[str, float | None],
    headers: Mapping[str, str],
    content: Any = None,  # noqa: ANN401 - an iterable, sync or async
) -> httpx.Request:
    """Build a request for a URL from a response, to another host than the API: no credentials of the client go with it.

    Raises:
        UnsafeURLError: The URL is not https.
    """
    try:
        target = httpx.URL(url)
        # Plain http only from one sandbox to itself: a real response must not lead to this machine.
        local = is_local(config) and is_loopback(target.host)
        target.raw_host.decode("ascii").encode("idna")  # as the look-up of the address does
        safe = (
            bool(target.host)
            and "%" not in target.host
            and (target.scheme == "https" or (target.scheme == "http" and local))
        )
    except (httpx.InvalidURL, TypeError, UnicodeError):
        safe = False
    if not safe:
        raise UnsafeURLError(host=host_of(url))
    sent = {"User-Agent": user_agent(config), **headers}
    request = httpx.Request(method, target, headers=sent, content=content, extensions={"timeout": timeouts})
    hide_query(request.url)
    return request


def connection_error(error: Exception, host: str, timeouts: Mapping[str, float | None]) -> APIConnectionError:
    """Return the `ImgixError` for an error of httpx.

    Args:
        error: The error of httpx.
        host: The host that was called.
        timeouts: The time-outs that were in force, in seconds.
    """
    sent = not isinstance(error, NEVER_SENT)
    if isinstance(error, httpx.TimeoutException):
        phase = type(error).__name__.removesuffix("Timeout").lower()
        return APITimeoutError(host=host, timeout=timeouts.get(phase), sent=sent)
    return APIConnectionError(host=host, reason=str(error) or type(error).__name__, sent=sent)
