"""Call blocking functions, hooks, and code that must not be cancelled halfway from async code.

The sync code derived from it uses `blocking.py` instead, and so need not import asyncio.
"""

from __future__ import annotations

import asyncio
import contextlib
import inspect
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from typing import Any, ParamSpec, TypeVar, cast

from ..errors import ClientStateError

P = ParamSpec("P")
T = TypeVar("T")

AsyncSleep = Callable[[float], Awaitable[object]]
"""Such as `asyncio.sleep`: takes seconds."""


def running_loop() -> object:
    """Return the running event loop.

    Raises:
        ClientStateError: None of asyncio is running.
    """
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        raise ClientStateError("event_loop_unsupported") from None


async def run_hook(function: Callable[P, Any], *args: P.args, **kwargs: P.kwargs) -> None:
    """Call a plain function or a coroutine function."""
    result = function(*args, **kwargs)
    if inspect.isawaitable(result):
        await result


async def to_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a blocking function in a thread."""
    return await asyncio.to_thread(function, *args, **kwargs)


async def to_thread_completely(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a blocking function in a thread. A cancellation is delayed until the function has ended."""
    call = asyncio.ensure_future(asyncio.to_thread(function, *args, **kwargs))
    try:
        return await asyncio.shield(call)
    except asyncio.CancelledError:
        while not call.done():
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.wait([call])
        raise


async def run_shielded(function: Callable[P, Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a function that uses connections, without leaving their pool in a broken state when it is cancelled.

    httpcore guards the points at which it must not be broken off by scopes of anyio, which `Task.cancel` does not
    heed: a connection cancelled there would never be free again. So the cancelling goes by such a scope, too.
    """
    import anyio  # noqa: PLC0415 - the sync code does without it

    scope = anyio.CancelScope()
    interruptions: list[BaseException] = []

    async def within() -> T | None:
        with scope:
            try:
                return await function(*args, **kwargs)
            except (KeyboardInterrupt, SystemExit) as error:  # out of this task they would stop the event loop
                interruptions.append(error)
        return None

    task = asyncio.ensure_future(within())
    try:
        result = await asyncio.shield(task)
    except asyncio.CancelledError:
        scope.cancel()
        while not task.done():
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.wait([task])
        if not task.cancelled():
            task.exception()  # not retrieved elsewhere
        raise
    if interruptions:
        raise interruptions[0]
    return cast("T", result)


async def run_shielded_within(
    seconds: float, function: Callable[P, Awaitable[T]], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Do the same, with a time limit in seconds.

    Raises:
        TimeoutError: The time is up.
    """
    async with asyncio.timeout(None if seconds == float("inf") else seconds):
        return await run_shielded(function, *args, **kwargs)


def shielded(seconds: float) -> AbstractContextManager[object]:
    """Return a context manager that shields its block from the caller's cancel scopes, for a number of seconds."""
    import anyio  # noqa: PLC0415 - the sync code does without it

    return anyio.move_on_after(seconds, shield=True)
