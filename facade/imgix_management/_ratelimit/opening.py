"""Open the store that the settings of a client name."""

from __future__ import annotations

from ..errors import ConfigurationError
from .memory import MemoryStore, shared_store
from .settings import RateLimits
from .stores import Store
from .urls import MEMORY, sqlite_path


def open_store(rate_limits: RateLimits | None, account: str) -> Store:
    """Open the store of an account; without rate limits, one of this client alone. Its library is imported only now.

    Raises:
        ConfigurationError: The library is not installed (code `redis_missing`).
    """
    if rate_limits is None:
        return MemoryStore()
    if rate_limits.store == MEMORY:
        return shared_store(account)
    if rate_limits.store.startswith("sqlite:"):
        from .sqlite import SQLiteStore  # noqa: PLC0415

        store: Store = SQLiteStore(sqlite_path(rate_limits.store), account)
    else:
        try:
            from .redis_store import RedisStore  # noqa: PLC0415
        except ModuleNotFoundError as error:
            raise ConfigurationError("redis_missing") from error
        store = RedisStore(rate_limits.store, account)
    if rate_limits.on_store_failure == "raise":
        return store
    from .fallback import FallbackStore  # noqa: PLC0415

    return FallbackStore(store, rate_limits.on_store_failure, shared_store(account))
