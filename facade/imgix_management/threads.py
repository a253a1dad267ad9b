"""Blocking calls from async code: `to_thread` there, and `directly` in the sync code derived from it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


async def to_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a blocking function in a thread."""
    return await asyncio.to_thread(function, *args, **kwargs)


def directly(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a blocking function."""
    return function(*args, **kwargs)
