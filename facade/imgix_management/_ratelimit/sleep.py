"""What a quota sleeps with. The names differ in their prefix only: the sync code is derived from the async."""

from collections.abc import Awaitable, Callable

AsyncSleep = Callable[[float], Awaitable[object]]
"""Such as `asyncio.sleep`: takes seconds."""

SyncSleep = Callable[[float], object]
"""Such as `time.sleep`: takes seconds."""
