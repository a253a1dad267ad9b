"""How the Redis library is used. It is an optional extra: import this module only where a Redis store is asked for."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

import redis.asyncio
import redis.asyncio.retry
import redis.retry
from redis import RedisError
from redis.backoff import NoBackoff
from redis.exceptions import RedisClusterException

__all__ = ["FAILURES", "async_client", "sync_client"]

FAILURES: Final = (RedisError, RedisClusterException, ValueError)
"""What says that the server cannot be used; a URL that it does not know is a ValueError."""

CONNECT_TIMEOUT: Final = 1.0
"""Seconds that connecting may take."""

TIMEOUT: Final = 2.0
"""Seconds that an answer may take."""

MOST_CONNECTIONS: Final = 16
"""Connections of an async client. Tasks wait for a free one; each needs it for a round trip."""

_TIMEOUTS: Final[dict[str, Any]] = {"socket_connect_timeout": CONNECT_TIMEOUT, "socket_timeout": TIMEOUT}

# A connection that broke since it was last used is made anew, once. A time-out is not tried again: the server may
# have reserved a slot.
_RETRY: Final[dict[str, Any]] = {"retries": 1, "supported_errors": (redis.ConnectionError,)}

_CLUSTER: Final = "cluster=true"


def async_client(url: str) -> redis.asyncio.Redis | redis.asyncio.RedisCluster:
    """A client for tasks. It connects when it is first used.

    Args:
        url: `redis://`, `rediss://` or `unix://`; with `?cluster=true` for a Redis Cluster.

    Raises:
        ValueError: The URL cannot be used.
    """
    options = {**_TIMEOUTS, "retry": redis.asyncio.retry.Retry(NoBackoff(), **_RETRY)}
    if urlsplit(url).query == _CLUSTER:
        return redis.asyncio.RedisCluster.from_url(_without_query(url), **options)
    pool = redis.asyncio.BlockingConnectionPool.from_url(url, max_connections=MOST_CONNECTIONS, timeout=None, **options)
    return redis.asyncio.Redis.from_pool(pool)


def sync_client(url: str) -> redis.Redis | redis.RedisCluster:
    """A client for threads. It connects when it is first used; one for a cluster connects at once.

    Args:
        url: See `async_client`.

    Raises:
        ValueError: The URL cannot be used.
        RedisError: The cluster cannot be reached.
    """
    options = {**_TIMEOUTS, "retry": redis.retry.Retry(NoBackoff(), **_RETRY)}
    if urlsplit(url).query == _CLUSTER:
        return redis.RedisCluster.from_url(_without_query(url), **options)
    return redis.Redis.from_url(url, **options)


def _without_query(url: str) -> str:
    return urlunsplit(urlsplit(url)._replace(query="", fragment=""))
