"""Clients over a mock transport."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, overload

import httpx

from imgix_management import AsyncManagementClient, ManagementClient
from tests.as_async import AsAsync

KEY = "ak_" + "0f" * 32
Handler = Callable[[httpx.Request], Any] | httpx.BaseTransport | httpx.AsyncBaseTransport


@overload
def mock_client(
    handler: Handler, kind: Literal["sync"] = ..., *, key: str = ..., http: Mapping[str, Any] = ..., **settings: Any
) -> ManagementClient: ...
@overload
def mock_client(
    handler: Handler, kind: Literal["async"], *, key: str = ..., http: Mapping[str, Any] = ..., **settings: Any
) -> AsyncManagementClient: ...
def mock_client(
    handler: Any,
    kind: str = "sync",
    *,
    key: str = KEY,
    http: Mapping[str, Any] | None = None,
    **settings: Any,
) -> Any:
    """Return a client whose requests a handler responds to; without rate limits and retries, unless set.

    Args:
        handler: Returns a response to a request; for an async client it may be a coroutine function. Or a transport.
        kind: `sync` or `async`.
        key: The API key.
        http: Further arguments of the httpx client.
        settings: Further arguments of the client.
    """
    cls, http_cls = (ManagementClient, httpx.Client) if kind == "sync" else (AsyncManagementClient, httpx.AsyncClient)
    is_transport = isinstance(handler, httpx.BaseTransport | httpx.AsyncBaseTransport)
    transport = handler if is_transport else httpx.MockTransport(handler)
    defaults = {"base_url": "https://api.imgix.com", "rate_limits": None, "max_retries": 0}
    return cls(key, http_client=http_cls(transport=transport, **(http or {})), **(defaults | settings))  # type: ignore[arg-type]


def either_client(handler: Any, kind: str, **settings: Any) -> Any:
    """Return a client of `mock_client`, sync or async, with the methods of the async one."""
    return mock_client(handler, "async", **settings) if kind == "async" else AsAsync(mock_client(handler, **settings))
