"""All that the facade has to do with httpx, so that a move to a successor is a small change."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx

from .errors import APIConnectionError, APITimeoutError
from .jsonapi import MEDIA_TYPE
from .resources import ResponseInfo
from .version import __version__

if TYPE_CHECKING:
    from imgix_openapi.types import Request

    from .config import Config

SyncHTTP = httpx.Client
AsyncHTTP = httpx.AsyncClient
Answer = httpx.Response
TransportError = httpx.TransportError
USER_AGENT = f"imgix-management/{__version__} (Python {platform.python_version()}; httpx {httpx.__version__})"


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
    names = {name.lower(): value for name, value in answer.headers.items()}
    return ResponseInfo(answer.status_code, names, names.get("x-cloud-trace-context"), duration, quota_wait)


def connection_error(
    error: httpx.TransportError, config: Config, timeout: float | None, operation: str
) -> APIConnectionError:
    """The facade's own error for one of httpx."""
    host = urlsplit(config.base_url).netloc
    if isinstance(error, httpx.TimeoutException):
        return APITimeoutError(host=host, timeout=timeout, operation=operation, language=config.language)
    return APIConnectionError(
        host=host, reason=str(error) or type(error).__name__, operation=operation, language=config.language
    )
