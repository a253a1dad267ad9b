"""Work that goes on while nobody waits for it. Sync code, which is derived from the async, does it at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, Final, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

LONGEST: Final = 1.0
"""Seconds that closing waits for what still goes on."""


class AsyncBackgroundTasks:
    """The tasks of one event loop that nobody waits for."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    async def finish(
        self, undo: Callable[[T], object], work: Callable[P, Coroutine[Any, Any, T]], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Wait for work. If that is cancelled the work goes on all the same, and its result is undone."""
        task = self._keep(work(*args, **kwargs))
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            task.add_done_callback(lambda done: done.cancelled() or done.exception() or undo(done.result()))
            raise

    def start(self, work: Callable[P, Coroutine[Any, Any, None]], *args: P.args, **kwargs: P.kwargs) -> None:
        """Do work in the background; without an event loop, not at all."""
        coroutine = work(*args, **kwargs)
        try:
            self._keep(coroutine)
        except RuntimeError:
            coroutine.close()

    async def aclose(self) -> None:
        """Wait a little for what still goes on, and for what that leads to; cancel the rest."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LONGEST):
                while self._tasks:
                    await asyncio.wait(self._tasks)
        for task in self._tasks:
            task.cancel()

    def _keep(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


class BackgroundTasks:
    """The same for sync code: all is done when these return."""

    def finish(self, _undo: Callable[[T], object], work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do work."""
        return work(*args, **kwargs)

    def start(self, work: Callable[P, None], *args: P.args, **kwargs: P.kwargs) -> None:
        """Do work."""
        work(*args, **kwargs)

    def close(self) -> None:
        """Do nothing."""
