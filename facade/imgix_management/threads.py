"""What differs between async code and the sync code derived from it.

A blocking call is made by `to_thread` in the one and `directly` in the other; a call that is passed on is an `AsyncAsk`
or a `SyncAsk`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

AsyncAsk = Callable[[], Awaitable[T]]
SyncAsk = Callable[[], T]


async def to_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a blocking function in a thread."""
    return await asyncio.to_thread(function, *args, **kwargs)


def directly(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a blocking function."""
    return function(*args, **kwargs)
